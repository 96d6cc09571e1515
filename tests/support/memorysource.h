#pragma once

#include <utility>

#include "model/sar/stream/blocksource.h"

//! A picture held in memory, row by row.
class MemorySource : public calving::BlockSource
{
public:
  MemorySource( int width, int height, std::vector<float> values )
    : mWidth( width )
    , mHeight( height )
    , mValues( std::move( values ) )
  {
  }

  using BlockSource::read;
  int width() const override { return mWidth; }
  int height() const override { return mHeight; }
  void read( const calving::Window &window, float *values ) const override
  {
    for ( int y = 0; y < window.height; ++y )
      values = std::copy_n( mValues.data() + static_cast<std::size_t>( window.y + y ) * mWidth + window.x,
                            window.width, values );
  }

private:
  int mWidth;
  int mHeight;
  std::vector<float> mValues;
};
