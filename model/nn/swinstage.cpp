#include "model/nn/swinstage.h"

#include "model/nn/recompute.h"

namespace calving
{

SwinStageOptions::SwinStageOptions( int64_t dim, int64_t depth, int64_t heads )
  : dim_( dim )
  , depth_( depth )
  , heads_( heads )
{
}

SwinStageImpl::SwinStageImpl( const SwinStageOptions &options )
  : options( options )
{
  reset();
}

void SwinStageImpl::reset()
{
  blocks = register_module( "blocks", torch::nn::ModuleList() );
  for ( int64_t i = 0; i < options.depth(); ++i )
    blocks->push_back( SwinBlock( SwinBlockOptions( options.dim(), options.heads() )
                                      .resolution( options.resolution() )
                                      .window( options.window() )
                                      .shift( i % 2 == 0 ? 0 : options.window() / 2 )
                                      .across_frames( options.across_frames() ) ) );
  if ( options.downsample() )
    downsample = register_module( "downsample", PatchMerging( options.dim() ) );
}

torch::Tensor SwinStageImpl::forward( torch::Tensor x, int64_t frames )
{
  for ( const auto &module : *blocks )
  {
    const auto block = [swin = module->as<SwinBlockImpl>(), frames]( const torch::Tensor &y )
    { return swin->forward( y, frames ); };
    x = options.recompute() ? recomputed( block, x ) : block( x );
  }
  return x;
}

} // namespace calving
