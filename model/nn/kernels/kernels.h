#pragma once

#include <cstdint>

namespace calving
{

/**
 * Dropout that needs no mask in memory: whether a value stays follows from \a seed and its position alone, so
 * the backward pass finds the same again.
 */
struct DropoutRule
{
  std::uint64_t seed = 0;
  //! Values whose 32-bit hash is below are dropped; 0 keeps all.
  std::uint32_t threshold = 0;
  //! What kept values are multiplied by.
  float factor = 1;
};

//! Pixels of one image whose channels lie side by side.
struct PixelRange
{
  std::int64_t pixels;
  std::int64_t channels;
  //! Number of the first pixel in the batch: dropout counts from there.
  std::int64_t first;
};

//! One value per channel: xhat = x * scale + shift; z = xhat * gamma + beta.
struct ChannelNorm
{
  const float *scale;
  const float *shift;
  const float *gamma;
  const float *beta;
};

//! Where the tokens of a grid lie that form one window. Row r, column c of window (y, x) is the token at
//! ((y * window + r + shift) mod height, (x * window + c + shift) mod width).
struct WindowPlace
{
  std::int64_t height;
  std::int64_t width;
  std::int64_t window;
  std::int64_t shift;
  std::int64_t windowRow;
  std::int64_t windowColumn;
};

//! What one head of attention inside one window needs, besides the values.
struct AttentionTables
{
  //! (tokens, tokens), query first; and the same with key first.
  const float *bias;
  const float *biasByKey;
  //! Factor of the cosine.
  float scale;
  //! Channels of a token, and which of them are the head's.
  std::int64_t channels;
  std::int64_t head;
};

/**
 * The loops that torch has no fused form of, for values of type Value: float, or std::uint16_t for bfloat16.
 *
 * Every function works on the calling thread; REQUIRES: channels are a multiple of 16. Sums are made in an
 * order that does not depend on the number of threads.
 */
template <typename Value> struct KernelsFor
{
  //! Sums of x - x0 and of its square for each channel, where x0 are the values of \a origin.
  void ( *channelSums )( const Value *x, PixelRange range, const float *origin, float *sums, float *squares );
  //! y = dropout(swish(z)).
  void ( *normSwish )( const Value *x, Value *y, PixelRange range, ChannelNorm norm, DropoutRule dropout );
  //! Sums of dz and of dz * xhat for each channel.
  void ( *normSwishSums )( const Value *x, const Value *dy, PixelRange range, ChannelNorm norm,
                           DropoutRule dropout, float *sums, float *products );
  //! dx = dz * scale * gamma + xhat * slope + constant, the last two for each channel.
  void ( *normSwishGradient )( const Value *x, const Value *dy, Value *dx, PixelRange range, ChannelNorm norm,
                               DropoutRule dropout, const float *slope, const float *constant );

  //! y = residual + layerNorm(x), without the first where it is null. \a statistics: mean and 1 / deviation
  //! of each row.
  void ( *addLayerNorm )( const Value *residual, const Value *x, Value *y, std::int64_t rows,
                          std::int64_t channels, const float *gamma, const float *beta, float epsilon,
                          float *statistics );
  //! Adds to \a dgamma and \a dbeta.
  void ( *layerNormGradient )( const Value *x, const Value *dy, Value *dx, std::int64_t rows,
                               std::int64_t channels, const float *gamma, const float *statistics,
                               float *dgamma, float *dbeta );

  //! y = gelu(x), the exact one with the error function.
  void ( *gelu )( const Value *x, Value *y, std::int64_t count );
  void ( *geluGradient )( const Value *x, const Value *dy, Value *dx, std::int64_t count );

  /**
   * Cosine attention of one head in one window: qkv (height, width, 3 * channels) -> out (height, width,
   * channels).
   *
   * \a logSums gets the logarithm of each row's sum of exponentials, for the gradient; may be null.
   * REQUIRES: 32 channels per head, tokens a multiple of 32.
   */
  void ( *attention )( const Value *qkv, Value *out, WindowPlace place, AttentionTables tables,
                       float *logSums );
  //! Adds to \a dbiasByKey (tokens, tokens) and \a dscale.
  void ( *attentionGradient )( const Value *qkv, const Value *out, const Value *dout, Value *dqkv,
                               WindowPlace place, AttentionTables tables, const float *logSums,
                               float *dbiasByKey, float *dscale );
};

struct Kernels
{
  KernelsFor<float> float32;
  KernelsFor<std::uint16_t> bfloat16;
};

} // namespace calving
