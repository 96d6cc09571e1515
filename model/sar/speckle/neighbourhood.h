#pragma once

#include <vector>

#include "model/sar/stream/blocksource.h"

namespace calving
{

/**
 * The pixels that filtering one block needs: the block and \a radius pixels around it.
 *
 * Pixels outside the picture are NaN, like pixels without data, so filters know one kind of absence only.
 */
class Neighbourhood
{
public:
  Neighbourhood( const BlockSource &source, const Window &block, int radius );

  //! Size of the block.
  int width() const { return mWidth; }
  int height() const { return mHeight; }
  int radius() const { return mRadius; }
  //! Row \a y of the padded block, from -radius() to height() + radius() - 1; element 0 is at x = -radius().
  const float *row( int y ) const
  {
    return mValues.data() + static_cast<std::size_t>( y + mRadius ) * paddedWidth();
  }
  int paddedWidth() const { return mWidth + 2 * mRadius; }
  float centre( int x, int y ) const { return row( y )[x + mRadius]; }
  //! True where no pixel is NaN.
  bool isComplete() const { return mComplete; }

private:
  int mWidth;
  int mHeight;
  int mRadius;
  bool mComplete = true;
  std::vector<float> mValues;
};

} // namespace calving
