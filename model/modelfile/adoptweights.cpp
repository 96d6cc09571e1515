#include "model/modelfile/adoptweights.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string_view>

#include "model/modelfile/infersize.h"
#include "model/modelfile/modelcard.h"
#include "model/modelfile/tyrionlayout.h"

namespace calving
{

namespace
{

using Tensors = std::map<std::string, StoredTensor>;

std::string withoutPrefixes( const std::string &name )
{
  std::string_view rest = name;
  for ( bool stripped = true; stripped; )
  {
    stripped = false;
    for ( const std::string_view prefix :
          { std::string_view( "swin_unet." ), std::string_view( "module." ) } )
      if ( rest.substr( 0, prefix.size() ) == prefix )
      {
        rest.remove_prefix( prefix.size() );
        stripped = true;
      }
  }
  return std::string( rest );
}

//! Moves each tensor to its plain name. Where a name comes with and without prefix, the one with prefix
//! stays.
void takePrefixesOff( Tensors &tensors )
{
  Tensors plain;
  for ( const bool prefixed : { true, false } )
    for ( auto entry = tensors.begin(); entry != tensors.end(); )
    {
      const auto current = entry++;
      std::string name = withoutPrefixes( current->first );
      if ( ( name != current->first ) != prefixed )
        continue;
      auto node = tensors.extract( current );
      node.key() = std::move( name );
      plain.insert( std::move( node ) );
    }
  tensors.swap( plain );
}

bool isFloating( DType dtype )
{
  return dtype == DType::Float16 || dtype == DType::BFloat16 || dtype == DType::Float32 ||
         dtype == DType::Float64;
}

bool fits( const Tensors &tensors, const LayoutEntry &entry )
{
  const auto found = tensors.find( entry.name );
  return found != tensors.end() && found->second.shape == entry.shape && isFloating( found->second.dtype );
}

bool fitsAll( const Tensors &tensors, const std::vector<LayoutEntry> &layout )
{
  return std::all_of( layout.begin(), layout.end(),
                      [&]( const LayoutEntry &entry ) { return !entry.isUsed || fits( tensors, entry ); } );
}

//! The task whose own tensors the file has.
std::string pretrainingOf( const Tensors &tensors, int embedDimension )
{
  for ( const char *task : { "optsimmim", "simmim", "opttranslator" } )
    if ( fitsAll( tensors, pretrainingLayout( task, embedDimension ) ) )
      return task;
  return "zones";
}

std::vector<std::int64_t> inferDecoderWidths( const Tensors &tensors )
{
  std::vector<std::int64_t> widths;
  for ( int block = 0; block < 6; ++block )
  {
    const auto found = tensors.find( "pred_target." + std::to_string( block ) + ".block.conv1.weight" );
    if ( found != tensors.end() && found->second.shape.size() == 4 )
      widths.push_back( found->second.shape[0] );
  }
  return widths;
}

//! What of \a layout can be used of \a tensors: a decoder wholly or not at all.
std::set<std::string> usableNames( const Tensors &tensors, const std::vector<LayoutEntry> &layout )
{
  std::vector<LayoutEntry> decoder;
  std::copy_if( layout.begin(), layout.end(), std::back_inserter( decoder ),
                []( const LayoutEntry &entry ) { return isDecoderBlock( entry.name ); } );
  const bool takesDecoder = fitsAll( tensors, decoder );
  std::set<std::string> usable;
  for ( const LayoutEntry &entry : layout )
    if ( fits( tensors, entry ) && ( takesDecoder || !isDecoderBlock( entry.name ) ) )
      usable.insert( entry.name );
  return usable;
}

WeightsMatch matchOf( const Tensors &tensors, const std::vector<LayoutEntry> &layout,
                      const std::set<std::string> &usable )
{
  WeightsMatch match;
  match.matched.assign( usable.begin(), usable.end() );
  for ( const LayoutEntry &entry : layout )
    if ( !usable.count( entry.name ) )
      match.missing.push_back( entry.name );
  for ( const auto &[name, tensor] : tensors )
    if ( !usable.count( name ) )
      ( isComputed( name ) ? match.computed : match.leftOver ).push_back( name );
  return match;
}

std::vector<std::string> classNamesFor( int classes )
{
  std::vector<std::string> names = ModelCard().classNames;
  if ( classes == static_cast<int>( names.size() ) )
    return names;
  names.clear();
  for ( int i = 0; i < classes; ++i )
    names.push_back( "class " + std::to_string( i ) );
  return names;
}

ModelCard cardFor( const TyrionSize &size, const std::string &origin )
{
  ModelCard card;
  card.name = std::filesystem::path( origin ).stem().string();
  card.size = size;
  card.classNames = classNamesFor( size.classes );
  card.notes["imported from"] = std::filesystem::path( origin ).filename().string();
  return card;
}

} // namespace

ImportedWeights adoptWeights( TensorFile file, const std::string &origin )
{
  Tensors &tensors = file.tensors;
  takePrefixesOff( tensors );
  ImportedWeights imported;
  imported.card = cardFor( inferTyrionSize( tensors, origin ), origin );
  imported.decoderWidths = inferDecoderWidths( tensors );

  const int embedDimension = imported.card.size.embedDimension;
  const std::string task = pretrainingOf( tensors, embedDimension );
  std::vector<LayoutEntry> layout = tyrionLayout( imported.card.size );
  const std::vector<LayoutEntry> added = pretrainingLayout( task, embedDimension );
  layout.insert( layout.end(), added.begin(), added.end() );

  const std::set<std::string> usable = usableNames( tensors, layout );
  imported.card.task = fitsAll( tensors, layout ) ? task : "encoder";
  imported.match = matchOf( tensors, layout, usable );
  for ( const std::string &name : usable )
    imported.weights.tensors.insert( tensors.extract( name ) );
  return imported;
}

} // namespace calving
