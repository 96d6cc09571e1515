#include "model/sar/calibration/bordermask.h"

#include <algorithm>
#include <limits>

#include "model/sar/stream/mapped.h"

namespace calving
{

namespace
{

constexpr int margin = 500;
constexpr int run = 3;
constexpr float leastPower = 30.0f * 30.0f;
constexpr float leastSignal = 0.5f * 0.5f;
constexpr float noData = std::numeric_limits<float>::quiet_NaN();

//! Follows one row or column inward; done() once signal was seen three times in a row.
struct Walk
{
  int border = 0;
  int seen = 0;

  bool done() const { return seen == run; }
  void step( bool signal )
  {
    if ( done() )
      return;
    seen = signal ? seen + 1 : 0;
    ++border;
  }
  //! Pixels before the three; all that were walked where they never came.
  int length() const { return done() ? border - run : border; }
};

} // namespace

BorderMask::BorderMask( std::shared_ptr<const BlockSource> coPower, std::shared_ptr<const NoiseLut> noise )
  : mCoPower( std::move( coPower ) )
  , mNoise( std::move( noise ) )
  , mTop( borderFromTop( false ) )
  , mBottom( borderFromTop( true ) )
{
}

//! For each pixel of \a window whether it shows signal.
std::vector<bool> BorderMask::signalIn( const Window &window ) const
{
  const std::vector<float> power = mCoPower->read( window );
  std::vector<float> noise( window.width );
  std::vector<bool> signal( power.size() );
  for ( int y = 0; y < window.height; ++y )
  {
    mNoise->row( window.y + y, window.x, window.width, noise.data() );
    for ( int x = 0; x < window.width; ++x )
    {
      const std::size_t i = static_cast<std::size_t>( y ) * window.width + x;
      signal[i] = power[i] >= leastPower && power[i] - noise[x] >= leastSignal;
    }
  }
  return signal;
}

std::vector<int> BorderMask::borderFromTop( bool fromBottom ) const
{
  const int width = mCoPower->width();
  const int height = mCoPower->height();
  std::vector<Walk> walks( width );
  for ( int y = 0; y < std::min( margin, height ); ++y )
  {
    const std::vector<bool> signal = signalIn( { 0, fromBottom ? height - 1 - y : y, width, 1 } );
    for ( int x = 0; x < width; ++x )
      walks[x].step( signal[x] );
    if ( std::all_of( walks.begin(), walks.end(), []( const Walk &walk ) { return walk.done(); } ) )
      break;
  }
  std::vector<int> lengths;
  for ( const Walk &walk : walks )
    lengths.push_back( walk.length() );
  return lengths;
}

void BorderMask::applyToRows( const Window &window, float *values, bool fromRight ) const
{
  const int width = mCoPower->width();
  const int reach = std::min( margin, width );
  const int start = fromRight ? width - reach : 0;
  if ( window.x >= start + reach || window.x + window.width <= start )
    return;
  const std::vector<bool> signal = signalIn( { start, window.y, reach, window.height } );
  for ( int y = 0; y < window.height; ++y )
  {
    Walk walk;
    for ( int x = 0; x < reach && !walk.done(); ++x )
      walk.step( signal[static_cast<std::size_t>( y ) * reach + ( fromRight ? reach - 1 - x : x )] );
    const int first = std::max( window.x, fromRight ? width - walk.length() : 0 );
    const int end = std::min( window.x + window.width, fromRight ? width : walk.length() );
    float *row = values + static_cast<std::size_t>( y ) * window.width;
    for ( int x = first; x < end; ++x )
      row[x - window.x] = noData;
  }
}

void BorderMask::apply( const Window &window, float *values ) const
{
  applyToRows( window, values, false );
  applyToRows( window, values, true );
  const int height = mCoPower->height();
  for ( int y = 0; y < window.height; ++y )
  {
    const int line = window.y + y;
    if ( line >= margin && line < height - margin )
      continue;
    float *row = values + static_cast<std::size_t>( y ) * window.width;
    for ( int x = 0; x < window.width; ++x )
      if ( line < mTop[window.x + x] || line >= height - mBottom[window.x + x] )
        row[x] = noData;
  }
}

std::shared_ptr<const BlockSource> masked( std::shared_ptr<const BlockSource> source,
                                           std::shared_ptr<const BorderMask> mask )
{
  return changed( std::move( source ), [mask = std::move( mask )]( const Window &window, float *values )
                  { mask->apply( window, values ); } );
}

} // namespace calving
