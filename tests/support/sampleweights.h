#pragma once

#include "model/modelfile/tensors/tensorfile.h"
#include "model/modelfile/tyrionlayout.h"

//! A very small Tyrion.
inline calving::TyrionSize sampleSize()
{
  return { 8, { 1, 2, 1, 1 }, { 1, 2, 4, 8 }, 4, 4 };
}

//! Tensors of this layout with the given prefix, all of them zero.
inline void addLayout( calving::TensorFile &file, const std::vector<calving::LayoutEntry> &layout,
                       const std::string &prefix )
{
  for ( const calving::LayoutEntry &entry : layout )
    file.tensors[prefix + entry.name] = calving::storedFloats(
        entry.shape,
        std::vector<float>( static_cast<std::size_t>( *calving::elementCount( entry.shape ) ) ) );
}

//! The weights of a very small Tyrion, with one of the tables that show its window.
inline calving::TensorFile sampleWeights( const std::string &prefix = {} )
{
  calving::TensorFile file;
  addLayout( file, calving::tyrionLayout( sampleSize() ), prefix );
  file.tensors[prefix + "layers.0.blocks.0.attn.relative_coords_table"] =
      calving::storedFloats( { 1, 7, 7, 2 }, std::vector<float>( 98 ) );
  return file;
}
