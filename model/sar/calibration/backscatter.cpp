#include "model/sar/calibration/backscatter.h"

#include <limits>

#include "model/sar/calibration/nearestpositive.h"
#include "model/sar/stream/mapped.h"
#include "model/sar/stream/vectorised.h"

namespace calving
{

namespace
{

//! What a negative value becomes; only Keep looks at it.
struct Rule
{
  bool keep = false;
  float replacement = 0;
};

Rule ruleOf( NegativePolicy policy )
{
  switch ( policy )
  {
  case NegativePolicy::Floor:
    return { false, 1e-5f };
  case NegativePolicy::NoData:
    return { false, std::numeric_limits<float>::quiet_NaN() };
  case NegativePolicy::Nearest: // resolved by nearestPositive()
  case NegativePolicy::Keep:
    return { true, 0.0f };
  default:
    return { false, 0.0f };
  }
}

//! How many pixels of a row have data, and how many lie below the noise.
struct RowCount
{
  int data = 0;
  int negatives = 0;
};

//! Turns \a values, power, into backscatter in place.
CALVING_VECTORISED
RowCount calibrateRow( const float *noise, const float *factors, const Rule &rule, int count, float *values )
{
  int data = 0;
  int negatives = 0;
  for ( int i = 0; i < count; ++i )
  {
    const float signal = values[i] - noise[i];
    const float backscatter = signal / ( factors[i] * factors[i] );
    const bool negative = signal < 0.0f;
    data += signal == signal ? 1 : 0;
    negatives += negative ? 1 : 0;
    values[i] = negative && !rule.keep ? rule.replacement : backscatter;
  }
  return { data, negatives };
}

//! Turns power into backscatter.
class Calibrate
{
public:
  explicit Calibrate( const BackscatterOptions &options )
    : mOptions( options )
    , mRule( ruleOf( options.negatives ) )
  {
  }

  void operator()( const Window &window, float *values ) const
  {
    std::vector<float> factors( window.width );
    std::vector<float> noise( window.width, 0.0f );
    std::int64_t data = 0;
    std::int64_t negatives = 0;
    for ( int y = 0; y < window.height; ++y )
    {
      const int line = window.y + y;
      mOptions.calibration->row( line, window.x, window.width, factors.data() );
      if ( mOptions.noise )
        mOptions.noise->row( line, window.x, window.width, noise.data() );
      const RowCount row = calibrateRow( noise.data(), factors.data(), mRule, window.width,
                                         values + static_cast<std::size_t>( y ) * window.width );
      data += row.data;
      negatives += row.negatives;
    }
    if ( mOptions.count )
    {
      mOptions.count->pixels += static_cast<std::int64_t>( window.width ) * window.height;
      mOptions.count->data += data;
      mOptions.count->negatives += negatives;
    }
  }

private:
  BackscatterOptions mOptions;
  Rule mRule;
};

} // namespace

std::shared_ptr<const BlockSource> calibrated( std::shared_ptr<const BlockSource> power,
                                               const BackscatterOptions &options )
{
  if ( options.negatives != NegativePolicy::Nearest || !options.noise )
    return changed( std::move( power ), Calibrate( options ) );
  BackscatterOptions inner = options;
  inner.count.reset(); // margins would count twice
  return nearestPositive( changed( std::move( power ), Calibrate( inner ) ), options.count );
}

} // namespace calving
