#include "model/sar/speckle/specklefilter.h"

#include <cstdint>
#include <cstring>

#include "model/error.h"
#include "model/sar/speckle/filters.h"
#include "model/sar/stream/streamblocks.h"

namespace calving
{

namespace
{

BlockFilter blockFilter( SpeckleMethod method )
{
  switch ( method )
  {
  case SpeckleMethod::Boxcar:
    return boxcarFilter;
  case SpeckleMethod::Median:
    return medianFilter;
  case SpeckleMethod::Kuan:
    return kuanFilter;
  case SpeckleMethod::RefinedLee:
    return refinedLeeFilter;
  case SpeckleMethod::LeeSigma:
    return leeSigmaFilter;
  case SpeckleMethod::GammaMap:
    return gammaMapFilter;
  case SpeckleMethod::Frost:
    return frostFilter;
  default:
    return leeFilter;
  }
}

class DespeckledSource : public BlockSource
{
public:
  DespeckledSource( std::shared_ptr<const BlockSource> source, const SpeckleOptions &options )
    : mSource( std::move( source ) )
    , mOptions( options )
    , mFilter( blockFilter( options.method ) )
    , mRadius( options.method == SpeckleMethod::RefinedLee ? 3 : options.window / 2 )
  {
  }

  using BlockSource::read;
  int width() const override { return mSource->width(); }
  int height() const override { return mSource->height(); }
  void read( const Window &window, float *values ) const override
  {
    mFilter( Neighbourhood( *mSource, window, mRadius ), mOptions, values );
  }

private:
  std::shared_ptr<const BlockSource> mSource;
  SpeckleOptions mOptions;
  BlockFilter mFilter;
  int mRadius;
};

void check( const SpeckleOptions &options )
{
  if ( options.window < 3 || options.window > 31 || options.window % 2 == 0 )
    throw Error( "The speckle window is " + std::to_string( options.window ) +
                 " pixels. Choose an odd number from 3 to 31." );
  if ( !( options.looks > 0 ) )
    throw Error( "The number of looks must be greater than 0." );
  if ( !( options.sigma > 0 && options.sigma < 1 ) )
    throw Error( "The sigma of the Lee sigma filter must lie between 0 and 1." );
  if ( !( options.damping > 0 ) )
    throw Error( "The damping factor of the Frost filter must be greater than 0." );
}

} // namespace

std::shared_ptr<const BlockSource> despeckled( std::shared_ptr<const BlockSource> source,
                                               const SpeckleOptions &options )
{
  if ( options.method == SpeckleMethod::None )
    return source;
  check( options );
  return std::make_shared<DespeckledSource>( std::move( source ), options );
}

double brightness( const BlockSource &source, double fraction, const Feedback &feedback )
{
  // The upper bits of a positive float grow with its value: 2^18 bins, each 2^-10 of its value wide at most.
  constexpr int shift = 13;
  std::vector<std::uint64_t> bins( std::size_t{ 1 } << ( 31 - shift ) );
  std::uint64_t total = 0;
  streamBlocks(
      source, {},
      [&]( const Window &, const std::vector<float> &values )
      {
        for ( const float value : values )
          if ( value > 0.0F )
          {
            std::uint32_t bits;
            std::memcpy( &bits, &value, sizeof bits );
            ++bins[bits >> shift];
            ++total;
          }
      },
      feedback );

  const auto wanted = static_cast<std::uint64_t>( fraction * static_cast<double>( total ) );
  std::uint64_t seen = 0;
  std::size_t bin = 0;
  while ( bin + 1 < bins.size() && seen + bins[bin] <= wanted )
    seen += bins[bin++];
  const std::uint32_t bits = static_cast<std::uint32_t>( bin ) << shift;
  float value;
  std::memcpy( &value, &bits, sizeof value );
  return value;
}

double equivalentLooks( const std::vector<float> &values, bool amplitude )
{
  double n = 0;
  double first = 0;
  double second = 0;
  for ( const float value : values )
    if ( value == value )
    {
      const double intensity = amplitude ? static_cast<double>( value ) * value : value;
      n += 1;
      first += intensity;
      second += intensity * intensity;
    }
  const double mean = first / n;
  return mean * mean / ( second / n - mean * mean );
}

} // namespace calving
