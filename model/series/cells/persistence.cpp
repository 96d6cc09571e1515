#include "model/series/cells/persistence.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "model/base/parallelrows.h"
#include "model/series/cells/boxmean.h"

namespace calving
{

namespace
{

constexpr int compared = 6;
constexpr double otherSensorDays = 60;
//! Of which 1 has that many.
constexpr float steps = 127;

//! The scenes to compare \a scene with, nearest first.
std::vector<int> nearestScenes( const SeriesEvidence &evidence, int scene )
{
  const auto away = [&]( int other )
  {
    const double days = std::abs( evidence.scene( other ).day - evidence.scene( scene ).day );
    return evidence.scene( other ).sensor == evidence.scene( scene ).sensor ? days : days + otherSensorDays;
  };
  std::vector<int> others;
  for ( int other = 0; other < evidence.scenes(); ++other )
    if ( other != scene )
      others.push_back( other );
  std::stable_sort( others.begin(), others.end(), [&]( int a, int b ) { return away( a ) < away( b ); } );
  others.resize( std::min<std::size_t>( others.size(), compared ) );
  return others;
}

} // namespace

std::vector<float> localCorrelation( const std::vector<float> &one, const std::vector<float> &other,
                                     int width, int height, int side )
{
  constexpr float leastShare = 1.f / 3;
  //! Of grey values' roots: below, there is no texture.
  constexpr float leastVariance = 0.05f;
  const std::size_t cells = one.size();
  std::array<std::vector<float>, 6> means;
  for ( std::vector<float> &mean : means )
    mean.resize( cells );
  for ( std::size_t i = 0; i < cells; ++i )
    if ( one[i] > 0 && other[i] > 0 )
    {
      // Of amplitudes' roots, which speckle disturbs alike in bright and in dark places.
      const float a = std::sqrt( one[i] );
      const float b = std::sqrt( other[i] );
      means[0][i] = 1;
      means[1][i] = a;
      means[2][i] = b;
      means[3][i] = a * a;
      means[4][i] = b * b;
      means[5][i] = a * b;
    }
  for ( std::vector<float> &mean : means )
    mean = boxMean( mean, width, height, side );
  std::vector<float> result( cells );
  for ( std::size_t i = 0; i < cells; ++i )
    if ( const float share = means[0][i]; share > leastShare )
    {
      const float a = means[1][i] / share;
      const float b = means[2][i] / share;
      const float varianceA = std::max( means[3][i] / share - a * a, leastVariance );
      const float varianceB = std::max( means[4][i] / share - b * b, leastVariance );
      result[i] =
          std::clamp( ( means[5][i] / share - a * b ) / std::sqrt( varianceA * varianceB ), -1.f, 1.f );
    }
  return result;
}

std::vector<float> persistence( const SeriesEvidence &evidence, const SeriesCells &cells, int scene )
{
  struct Scale
  {
    int side;
    std::vector<int> ranks;
  };
  const std::vector<Scale> scales{ { 5, { 0, 1, 2 } }, { 9, { 0, 1, 2 } }, { 17, { 0, 2 } } };
  const std::vector<float> grey = cells.grey( scene );
  std::vector<std::vector<float>> others;
  for ( const int other : nearestScenes( evidence, scene ) )
    others.push_back( cells.grey( other ) );

  std::vector<float> result( persistencePlanes * cells.cells() );
  if ( others.empty() )
    return result;
  float *plane = result.data();
  std::vector<float> values( others.size() );
  for ( const Scale &scale : scales )
  {
    std::vector<std::vector<float>> alike;
    for ( const std::vector<float> &other : others )
      alike.push_back( localCorrelation( grey, other, cells.width(), cells.height(), scale.side ) );
    const int last = static_cast<int>( others.size() ) - 1;
    for ( std::size_t i = 0; i < cells.cells(); ++i )
    {
      for ( std::size_t k = 0; k < alike.size(); ++k )
        values[k] = alike[k][i];
      std::sort( values.begin(), values.end(), std::greater<>() );
      for ( std::size_t r = 0; r < scale.ranks.size(); ++r )
        plane[r * cells.cells() + i] = values[std::min( scale.ranks[r], last )];
    }
    plane += scale.ranks.size() * cells.cells();
  }
  return result;
}

SeriesPersistence::SeriesPersistence( const SeriesEvidence &evidence, const SeriesCells &cells, int threads,
                                      const Feedback &feedback )
  : mPlanes( evidence.temporaryFolder(), persistencePlanes * cells.cells() )
{
  for ( int scene = 0; scene < evidence.scenes(); ++scene )
    mPlanes.add();
  parallelRows( 0, evidence.scenes(), { threads, [&feedback] { feedback.check(); } },
                [&]( int scene )
                {
                  const std::vector<float> planes = persistence( evidence, cells, scene );
                  auto *kept = reinterpret_cast<std::int8_t *>( mPlanes.slab( scene ) );
                  std::transform( planes.begin(), planes.end(), kept,
                                  []( float value )
                                  { return static_cast<std::int8_t>( std::lround( steps * value ) ); } );
                } );
}

std::vector<float> SeriesPersistence::ofScene( int scene ) const
{
  const auto *kept = reinterpret_cast<const std::int8_t *>( mPlanes.slab( scene ) );
  std::vector<float> result( mPlanes.slabBytes() );
  std::transform( kept, kept + result.size(), result.begin(),
                  []( std::int8_t value ) { return value / steps; } );
  return result;
}

} // namespace calving
