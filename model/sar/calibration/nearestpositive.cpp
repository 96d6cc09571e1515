#include "model/sar/calibration/nearestpositive.h"

#include <algorithm>

namespace calving
{

namespace
{

constexpr int reach = 16;

struct Step
{
  int x;
  int y;
};

//! Steps away from a pixel, nearest first, in reading order among equals.
std::vector<Step> stepsOutward()
{
  std::vector<Step> steps;
  for ( int y = -reach; y <= reach; ++y )
    for ( int x = -reach; x <= reach; ++x )
      if ( x != 0 || y != 0 )
        steps.push_back( { x, y } );
  const auto distance = []( const Step &s ) { return s.x * s.x + s.y * s.y; };
  std::stable_sort( steps.begin(), steps.end(),
                    [&]( const Step &a, const Step &b ) { return distance( a ) < distance( b ); } );
  return steps;
}

class NearestPositive : public BlockSource
{
public:
  NearestPositive( std::shared_ptr<const BlockSource> source, std::shared_ptr<PixelCount> count )
    : mSource( std::move( source ) )
    , mCount( std::move( count ) )
    , mSteps( stepsOutward() )
  {
  }

  using BlockSource::read;
  int width() const override { return mSource->width(); }
  int height() const override { return mSource->height(); }

  void read( const Window &window, float *values ) const override
  {
    const Window around = grown( window, reach, width(), height() );
    const std::vector<float> signedValues = mSource->read( around );
    std::int64_t data = 0;
    std::int64_t negatives = 0;
    for ( int y = 0; y < window.height; ++y )
      for ( int x = 0; x < window.width; ++x, ++values )
      {
        const Step at{ window.x - around.x + x, window.y - around.y + y };
        *values = signedValues[static_cast<std::size_t>( at.y ) * around.width + at.x];
        data += *values == *values ? 1 : 0;
        if ( *values < 0.0f )
        {
          ++negatives;
          *values = nearest( signedValues, around, at );
        }
      }
    if ( mCount )
    {
      mCount->pixels += static_cast<std::int64_t>( window.width ) * window.height;
      mCount->data += data;
      mCount->negatives += negatives;
    }
  }

private:
  float nearest( const std::vector<float> &values, const Window &area, const Step &at ) const
  {
    for ( const Step &step : mSteps )
    {
      const int x = at.x + step.x;
      const int y = at.y + step.y;
      if ( x < 0 || y < 0 || x >= area.width || y >= area.height )
        continue;
      const float value = values[static_cast<std::size_t>( y ) * area.width + x];
      if ( value > 0.0f )
        return value;
    }
    return 0.0f;
  }

  std::shared_ptr<const BlockSource> mSource;
  std::shared_ptr<PixelCount> mCount;
  std::vector<Step> mSteps;
};

} // namespace

std::shared_ptr<const BlockSource> nearestPositive( std::shared_ptr<const BlockSource> source,
                                                    std::shared_ptr<PixelCount> count )
{
  return std::make_shared<NearestPositive>( std::move( source ), std::move( count ) );
}

} // namespace calving
