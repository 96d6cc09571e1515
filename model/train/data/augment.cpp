#include "model/train/data/augment.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/scene/zone.h"
#include "model/train/data/random.h"

namespace calving
{

namespace
{

//! Draws from a Poisson distribution of small mean by inverting its distribution function: one number per
//! draw.
class SmallPoisson
{
public:
  explicit SmallPoisson( double mean )
  {
    double probability = std::exp( -mean );
    double sum = 0;
    for ( std::size_t k = 0; k < mUpTo.size(); ++k )
    {
      sum += probability;
      mUpTo[k] = sum;
      probability *= mean / static_cast<double>( k + 1 );
    }
  }

  int operator()( double uniform ) const
  {
    return static_cast<int>( std::upper_bound( mUpTo.begin(), mUpTo.end(), uniform ) - mUpTo.begin() );
  }

private:
  std::array<double, 24> mUpTo;
};

std::uint8_t byte( double value )
{
  return static_cast<std::uint8_t>( std::clamp( value, 0.0, 255.0 ) );
}

} // namespace

AugmentOptions noAugmentation()
{
  AugmentOptions options;
  options.mixProbability = 0;
  options.speckleProbability = 0;
  options.brightnessProbability = 0;
  options.gammaProbability = 0;
  options.flipProbability = 0;
  options.rotateProbability = 0;
  return options;
}

void mixOcean( Crop &crop, const std::vector<std::uint8_t> &other, double weight )
{
  for ( std::size_t i = 0; i < crop.grey.size(); ++i )
    if ( crop.zones[i] == static_cast<std::uint8_t>( Zone::Ocean ) )
      crop.grey[i] = byte( ( crop.grey[i] + weight * other[i] ) / ( 1 + weight ) );
}

void addSpeckle( std::vector<std::uint8_t> &grey, int peak, CounterRandom &random )
{
  const SmallPoisson poisson( peak );
  std::vector<float> noise( grey.size() );
  float highest = 0;
  for ( float &value : noise )
  {
    const double scale = random.uniform();
    value = static_cast<float>( scale * ( poisson( random.uniform() ) - peak ) );
    highest = std::max( highest, value );
  }
  if ( highest <= 0 )
    return;
  for ( std::size_t i = 0; i < grey.size(); ++i )
    grey[i] = byte( grey[i] + 255.0 * noise[i] / highest );
}

void adjustTones( std::vector<std::uint8_t> &grey, double factor, double gamma )
{
  std::array<std::uint8_t, 256> table;
  for ( int i = 0; i < 256; ++i )
    table[i] = byte( 255.0 * std::pow( byte( i * factor + 1e-9 ) / 255.0, gamma ) + 1e-9 );
  for ( std::uint8_t &value : grey )
    value = table[value];
}

void flip( std::vector<std::uint8_t> &values, int side, bool horizontal )
{
  for ( int i = 0; i < side; ++i )
  {
    const auto row = values.begin() + static_cast<std::ptrdiff_t>( i ) * side;
    if ( horizontal )
      std::reverse( row, row + side );
    else if ( i < side / 2 )
      std::swap_ranges( row, row + side,
                        values.begin() + static_cast<std::ptrdiff_t>( side - 1 - i ) * side );
  }
}

void rotate( std::vector<std::uint8_t> &values, int side, int quarters )
{
  for ( int turn = 0; turn < quarters; ++turn )
  {
    std::vector<std::uint8_t> turned( values.size() );
    for ( int y = 0; y < side; ++y )
      for ( int x = 0; x < side; ++x )
        turned[static_cast<std::size_t>( side - 1 - x ) * side + y] =
            values[static_cast<std::size_t>( y ) * side + x];
    values = std::move( turned );
  }
}

void changeTones( std::vector<std::uint8_t> &grey, const AugmentOptions &options, CounterRandom &random )
{
  if ( random.chance( options.speckleProbability ) )
    addSpeckle( grey, 1 + static_cast<int>( random.below( 3 ) ), random );
  const bool brighten = random.chance( options.brightnessProbability );
  const double factor = brighten ? random.uniform( options.brightnessLow, options.brightnessHigh ) : 1.0;
  const bool bend = random.chance( options.gammaProbability );
  const double gamma = bend ? random.uniform( options.gammaLow, options.gammaHigh ) : 1.0;
  if ( brighten || bend )
    adjustTones( grey, factor, gamma );
}

Turn drawTurn( const AugmentOptions &options, CounterRandom &random )
{
  Turn turn;
  turn.leftRight = random.chance( options.flipProbability );
  turn.upDown = random.chance( options.flipProbability );
  turn.quarters = random.chance( options.rotateProbability ) ? 1 + static_cast<int>( random.below( 3 ) ) : 0;
  return turn;
}

void turn( Crop &crop, const Turn &turn )
{
  for ( std::vector<std::uint8_t> *values : { &crop.grey, &crop.zones } )
  {
    if ( turn.leftRight )
      flip( *values, crop.side, true );
    if ( turn.upDown )
      flip( *values, crop.side, false );
    rotate( *values, crop.side, turn.quarters );
  }
}

void augment( Crop &crop, const AugmentOptions &options, CounterRandom &random )
{
  changeTones( crop.grey, options, random );
  turn( crop, drawTurn( options, random ) );
}

} // namespace calving
