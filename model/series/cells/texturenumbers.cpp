#include "model/series/cells/texturenumbers.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "model/series/cells/boxmean.h"

namespace calving
{

namespace
{

//! Cells that it takes to know what a zone looks like.
constexpr int fewestCells = 30;

struct Moments
{
  double mean = 0;
  double deviation = 0;
  int count = 0;
};

Moments momentsOf( const std::vector<float> &values, const std::function<bool( std::size_t )> &chosen )
{
  Moments result;
  double squares = 0;
  for ( std::size_t i = 0; i < values.size(); ++i )
    if ( chosen( i ) )
    {
      result.mean += values[i];
      squares += values[i] * values[i];
      ++result.count;
    }
  if ( result.count == 0 )
    return result;
  result.mean /= result.count;
  result.deviation = std::sqrt( std::max( 0.0, squares / result.count - result.mean * result.mean ) );
  return result;
}

//! Logarithm of the likelihood of each value as one of \a glacier against one of \a ocean, both taken for
//! normal, -3 to 3.
std::vector<float> likeness( const std::vector<float> &values, const std::vector<float> &grey,
                             const std::vector<std::uint8_t> &glacier,
                             const std::vector<std::uint8_t> &ocean )
{
  constexpr double leastDeviation = 0.1;
  constexpr double most = 3;
  const Moments ice = momentsOf( values, [&]( std::size_t i ) { return glacier[i] && grey[i] > 0; } );
  const Moments water = momentsOf( values, [&]( std::size_t i ) { return ocean[i] && grey[i] > 0; } );
  std::vector<float> result( values.size() );
  if ( std::min( ice.count, water.count ) <= fewestCells )
    return result;
  const auto normal = [&]( const Moments &zone, double value )
  {
    const double deviation = zone.deviation + leastDeviation;
    return -0.5 * std::pow( ( value - zone.mean ) / deviation, 2 ) - std::log( deviation );
  };
  for ( std::size_t i = 0; i < values.size(); ++i )
    result[i] = static_cast<float>(
        std::clamp( normal( ice, values[i] ) - normal( water, values[i] ), -most, most ) );
  return result;
}

//! \a bright where there is data, against the mean of the fjord, in standard deviations.
std::vector<float> standardised( const std::vector<float> &bright, const std::vector<float> &grey,
                                 const std::vector<std::uint8_t> &domain )
{
  constexpr double leastDeviation = 0.1;
  constexpr double most = 3;
  const Moments fjord = momentsOf( bright, [&]( std::size_t i ) { return domain[i] && grey[i] > 0; } );
  std::vector<float> result( bright.size() );
  for ( std::size_t i = 0; i < bright.size(); ++i )
    if ( grey[i] > 0 )
      result[i] = static_cast<float>(
          std::clamp( ( bright[i] - fjord.mean ) / ( fjord.deviation + leastDeviation ), -most, most ) );
  return result;
}

} // namespace

TextureNumbers::TextureNumbers( const SeriesCells &cells, const SeriesPersistence &persistence,
                                const CellLabels &labels )
  : mCells( cells )
  , mPersistence( persistence )
  , mDomain( labels.domain )
  , mGlacier( cells.cells() )
  , mOcean( cells.cells() )
{
  constexpr float beyond = 500;
  constexpr float within = 6000;
  for ( std::size_t i = 0; i < cells.cells(); ++i )
  {
    float toFront = labels.labels.front().toFront[i];
    bool everOcean = false;
    bool everOther = false;
    for ( const CellLabel &label : labels.labels )
    {
      toFront = std::min( toFront, label.toFront[i] );
      everOcean = everOcean || label.ocean[i];
      everOther = everOther || !label.ocean[i];
    }
    const bool isDoubtless = mDomain[i] && toFront > beyond && toFront < within;
    mGlacier[i] = isDoubtless && !everOcean;
    mOcean[i] = isDoubtless && !everOther;
  }
}

std::vector<float> TextureNumbers::ofScene( int scene ) const
{
  constexpr float likenessScale = 0.5f;
  const int width = mCells.width();
  const int height = mCells.height();
  const auto mean = [&]( const std::vector<float> &values, int side )
  { return boxMean( values, width, height, side ); };
  const std::vector<float> grey = mCells.grey( scene );
  std::vector<float> bright( grey.size() );
  std::vector<float> squares( grey.size() );
  for ( std::size_t i = 0; i < grey.size(); ++i )
  {
    bright[i] = std::log( std::max( grey[i], 1.f ) / 255 );
    squares[i] = bright[i] * bright[i];
  }
  const std::vector<float> local = mean( bright, 5 );
  std::vector<float> rough = mean( squares, 5 );
  for ( std::size_t i = 0; i < grey.size(); ++i )
    rough[i] = std::log( std::sqrt( std::max( rough[i] - local[i] * local[i], 1e-6f ) ) + 0.03f );

  std::vector<float> result = mPersistence.ofScene( scene );
  const auto add = [&result]( const std::vector<float> &plane )
  { result.insert( result.end(), plane.begin(), plane.end() ); };
  for ( const std::vector<float> &values : { mean( bright, 3 ), rough } )
  {
    std::vector<float> like = likeness( values, grey, mGlacier, mOcean );
    for ( float &value : like )
      value *= likenessScale;
    add( mean( like, 3 ) );
    add( mean( like, 9 ) );
  }
  add( standardised( bright, grey, mDomain ) );
  for ( const float value : grey )
    result.push_back( value > 0 ? 1.f : 0.f );
  addQuarters( scene, result );
  return result;
}

void TextureNumbers::addQuarters( int scene, std::vector<float> &planes ) const
{
  constexpr int parts = 2;
  const int columns = parts * mCells.width();
  const std::vector<float> grey = mCells.grey( scene, parts );
  std::vector<float> bright( grey.size() );
  std::vector<std::uint8_t> domain( grey.size() );
  for ( std::size_t i = 0; i < grey.size(); ++i )
  {
    bright[i] = std::log( std::max( grey[i], 1.f ) / 255 );
    const auto row = static_cast<int>( i / columns );
    const auto column = static_cast<int>( i % columns );
    domain[i] = mDomain[static_cast<std::size_t>( row / parts ) * mCells.width() + column / parts];
  }
  const std::vector<float> values = standardised( bright, grey, domain );
  for ( int top = 0; top < parts; ++top )
    for ( int left = 0; left < parts; ++left )
      for ( int row = top; row < parts * mCells.height(); row += parts )
        for ( int column = left; column < columns; column += parts )
          planes.push_back( values[static_cast<std::size_t>( row ) * columns + column] );
}

} // namespace calving
