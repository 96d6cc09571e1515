#pragma once

#include <torch/torch.h>

#include "model/nn/patchmerging.h"
#include "model/nn/swinblock.h"

namespace calving
{

struct SwinStageOptions
{
  SwinStageOptions( int64_t dim, int64_t depth, int64_t heads );

  //! Channels of a token.
  TORCH_ARG( int64_t, dim );
  //! Blocks; every second one shifts its windows.
  TORCH_ARG( int64_t, depth );
  //! Attention heads.
  TORCH_ARG( int64_t, heads );
  //! Side of the token grid that the registered tables are made for.
  TORCH_ARG( int64_t, resolution ) = 128;
  //! Largest side of a window.
  TORCH_ARG( int64_t, window ) = 16;
  //! See recomputed(): keep the inputs of blocks alone.
  TORCH_ARG( bool, recompute ) = false;
  //! Halve the grid and double the channels after the blocks.
  TORCH_ARG( bool, downsample ) = true;
  //! Look across the frames of a sequence after each block.
  TORCH_ARG( bool, across_frames ) = false;
};

//! One stage of the encoder: blocks, then patch merging.
class SwinStageImpl : public torch::nn::Cloneable<SwinStageImpl>
{
public:
  explicit SwinStageImpl( const SwinStageOptions &options );

  void reset() override;

  //! The blocks alone: (N, H, W, dim) -> the same. This is what the decoder's skip receives. \a frames: of
  //! each sequence in \a x.
  torch::Tensor forward( torch::Tensor x, int64_t frames = 1 );

  SwinStageOptions options;
  torch::nn::ModuleList blocks{ nullptr };
  //! Null where the options say no downsampling.
  PatchMerging downsample{ nullptr };
};

TORCH_MODULE( SwinStage );

} // namespace calving
