#pragma once

#include <functional>
#include <utility>

#include "model/sar/calibration/backscatter.h"
#include "support/safeproduct.h"

//! Power that the test sets, as if it were a measurement.
class Power : public calving::BlockSource
{
public:
  Power( int width, int height, std::function<float( int x, int y )> value )
    : mWidth( width )
    , mHeight( height )
    , mValue( std::move( value ) )
  {
  }
  using BlockSource::read;
  int width() const override { return mWidth; }
  int height() const override { return mHeight; }
  void read( const calving::Window &window, float *values ) const override
  {
    for ( int y = window.y; y < window.y + window.height; ++y )
      for ( int x = window.x; x < window.x + window.width; ++x )
        *values++ = mValue( x, y );
  }

private:
  int mWidth;
  int mHeight;
  std::function<float( int x, int y )> mValue;
};

//! An image without bursts, as far as tables of radiometry need one.
inline calving::Annotation plain( int width, int height )
{
  calving::Annotation annotation;
  annotation.width = width;
  annotation.height = height;
  annotation.firstLineTime = SafeProduct::start();
  annotation.lineInterval = SafeProduct::interval;
  return annotation;
}

//! Noise of \a value all along \a line of an image of 100 columns.
inline calving::NoiseRangeVector rangeVector( int line, float value )
{
  return { SafeProduct::start() + line * SafeProduct::interval, line, { 0, 99 }, { value, value } };
}
