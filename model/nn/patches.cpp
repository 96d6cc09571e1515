#include "model/nn/patches.h"

namespace calving
{

torch::Tensor imageToPatches( const torch::Tensor &image )
{
  const int64_t rows = image.size( 2 ) / patchSide;
  const int64_t columns = image.size( 3 ) / patchSide;
  return image.reshape( { image.size( 0 ), image.size( 1 ), rows, patchSide, columns, patchSide } )
      .permute( { 0, 2, 4, 3, 5, 1 } )
      .reshape( { image.size( 0 ), rows * columns, patchSide * patchSide * image.size( 1 ) } );
}

torch::Tensor patchesToImage( const torch::Tensor &patches, int64_t height, int64_t width )
{
  const int64_t channels = patches.size( 2 ) / ( patchSide * patchSide );
  return patches
      .reshape( { patches.size( 0 ), height / patchSide, width / patchSide, patchSide, patchSide, channels } )
      .permute( { 0, 5, 1, 3, 2, 4 } )
      .reshape( { patches.size( 0 ), channels, height, width } );
}

torch::Tensor gatherTokens( const torch::Tensor &tokens, const torch::Tensor &index )
{
  return tokens.gather( 1, index.unsqueeze( -1 ).expand( { -1, -1, tokens.size( 2 ) } ) );
}

} // namespace calving
