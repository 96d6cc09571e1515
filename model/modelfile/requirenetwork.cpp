#include "model/modelfile/requirenetwork.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "model/base/listednames.h"
#include "model/error.h"
#include "model/modelfile/infersize.h"
#include "model/modelfile/tyrionlayout.h"

namespace calving
{

namespace
{

//! Attention compares every two pixels of a window: memory grows with the fourth power of its side.
constexpr int largestWindow = 64;
constexpr std::size_t mostListed = 3;

[[noreturn]] void failCard( const std::string &path, const std::string &what )
{
  throw Error( "The model card of the file " + path + " describes " + what +
               " The file is damaged: copy or download it again, or export or import it anew." );
}

bool isWeight( float value )
{
  return std::abs( value ) <= largestWeight; // false for what is no number
}

} // namespace

void requireNetwork( const std::map<std::string, StoredTensor> &tensors, const TyrionSize &size,
                     const std::string &path )
{
  if ( size.windowSize > largestWindow )
    failCard( path, "attention windows of " + std::to_string( size.windowSize ) + " pixels, where " +
                        std::to_string( largestWindow ) + " are the most that can be computed." );
  if ( size.frames > longestSequence )
    failCard( path, "sequences of " + std::to_string( size.frames ) + " frames, where " +
                        std::to_string( longestSequence ) + " are the most that can be computed." );
  // The window and how many frames a sequence has leave no trace in the tensors that count.
  TyrionSize found = inferTyrionSize( tensors, path );
  found.windowSize = size.windowSize;
  if ( found.readsSequences() && size.readsSequences() )
    found.frames = size.frames;
  if ( !( found == size ) )
    failCard( path, "a network with " + describeSize( size ) + ", but the file holds one with " +
                        describeSize( found ) + "." );

  std::vector<std::string> lacking;
  for ( const LayoutEntry &entry : tyrionLayout( size ) )
    if ( entry.isUsed && !holds( tensors, entry ) )
      lacking.push_back( entry.name );
  if ( !lacking.empty() )
    throw Error( "The model file " + path + " lacks " + listedNames( lacking, mostListed ) +
                 ", or has it in another shape. It is damaged or not complete: export or import it again." );
}

void requireFinite( const std::map<std::string, StoredTensor> &tensors, const std::string &path )
{
  for ( const auto &[name, tensor] : tensors )
  {
    if ( !isFloating( tensor.dtype ) || isComputed( name ) )
      continue;
    const std::vector<float> values = floatValues( tensor );
    if ( !std::all_of( values.begin(), values.end(), isWeight ) )
      throw Error( "The tensor “" + name + "” of the file " + path +
                   " holds values that are no numbers or impossibly large. The file is damaged: copy or "
                   "download it again, or use another one." );
  }
}

} // namespace calving
