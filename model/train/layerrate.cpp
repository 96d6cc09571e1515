#include "model/train/layerrate.h"

#include <cmath>

namespace calving
{

namespace
{

//! Position of an encoder's parameter in depth, from 0; -1 for the decoder's.
int depthOf( const std::string &parameter, const TyrionSize &size )
{
  if ( parameter.rfind( "patch_embed.", 0 ) == 0 )
    return 0;
  if ( parameter.rfind( "layers.", 0 ) != 0 )
    return -1;
  const int stage = parameter[7] - '0';
  int depth = 1;
  for ( int i = 0; i < stage; ++i )
    depth += size.depths[i];
  const std::size_t blocks = parameter.find( ".blocks." );
  const int block =
      blocks == std::string::npos ? size.depths[stage] - 1 : std::stoi( parameter.substr( blocks + 8 ) );
  return depth + block;
}

} // namespace

double layerRate( const std::string &parameter, const TyrionSize &size, const TrainOptions &options )
{
  const int depth = depthOf( parameter, size );
  if ( depth < 0 )
    return 1;
  if ( options.freezeEncoder )
    return 0;
  const int deepest = size.depths[0] + size.depths[1] + size.depths[2] + size.depths[3];
  return std::pow( options.layerRateFactor, deepest + 1 - depth );
}

} // namespace calving
