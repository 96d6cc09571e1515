#include "model/evaluate/metrics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "model/geometry/nearestsegment.h"

namespace calving
{

namespace
{

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

std::vector<Segment> pointsOf( const std::vector<std::uint8_t> &front, int width, int height,
                               const PixelSize &pixel )
{
  std::vector<Segment> points;
  for ( int row = 0; row < height; ++row )
    for ( int column = 0; column < width; ++column )
      if ( front[static_cast<std::size_t>( row ) * width + column] )
      {
        const Point point{ column * pixel.x, row * pixel.y };
        points.push_back( { point, point } );
      }
  return points;
}

std::vector<double> distancesTo( const std::vector<Segment> &to, const std::vector<Segment> &from )
{
  const NearestSegment nearest( to );
  std::vector<double> result;
  result.reserve( from.size() );
  for ( const Segment &point : from )
    result.push_back( nearest.find( point.a ).distance );
  return result;
}

std::vector<double> pooled( const FrontDistances &scene )
{
  std::vector<double> all = scene.ofPredicted;
  all.insert( all.end(), scene.ofReference.begin(), scene.ofReference.end() );
  return all;
}

} // namespace

double FrontDistances::sum() const
{
  return std::accumulate( ofReference.begin(), ofReference.end(),
                          std::accumulate( ofPredicted.begin(), ofPredicted.end(), 0.0 ) );
}

double FrontDistances::mean() const
{
  return comparable() ? sum() / static_cast<double>( ofPredicted.size() + ofReference.size() ) : notANumber;
}

double FrontDistances::hausdorff95() const
{
  return comparable() ? quantile( pooled( *this ), 0.95 ) : notANumber;
}

FrontDistances frontDistances( const std::vector<std::uint8_t> &predicted,
                               const std::vector<std::uint8_t> &reference, int width, int height,
                               const PixelSize &pixel )
{
  const std::vector<Segment> first = pointsOf( predicted, width, height, pixel );
  const std::vector<Segment> second = pointsOf( reference, width, height, pixel );
  FrontDistances result;
  result.predictedPoints = first.size();
  result.referencePoints = second.size();
  if ( result.comparable() )
  {
    result.ofPredicted = distancesTo( second, first );
    result.ofReference = distancesTo( first, second );
  }
  return result;
}

FrontSummary summarise( const std::vector<const FrontDistances *> &scenes )
{
  FrontSummary summary;
  std::vector<double> all;
  double sumOfMeans = 0;
  double sumOfHausdorff = 0;
  double weightedSum = 0;
  double weights = 0;
  for ( const FrontDistances *scene : scenes )
  {
    ++summary.scenes;
    if ( !scene->comparable() )
    {
      ++summary.noFront;
      continue;
    }
    const std::vector<double> distances = pooled( *scene );
    all.insert( all.end(), distances.begin(), distances.end() );
    sumOfMeans += scene->mean();
    sumOfHausdorff += scene->hausdorff95();
    weightedSum += scene->mean() * static_cast<double>( scene->referencePoints );
    weights += static_cast<double>( scene->referencePoints );
  }

  const double compared = summary.scenes - summary.noFront;
  const double count = static_cast<double>( all.size() );
  summary.distances = all.size();
  // 0 / 0 is NaN, as promised, where nothing was compared.
  summary.meanDistanceError = std::accumulate( all.begin(), all.end(), 0.0 ) / count;
  const double squares = std::accumulate( all.begin(), all.end(), 0.0,
                                          [&]( double sum, double d )
                                          { return sum + std::pow( d - summary.meanDistanceError, 2 ); } );
  summary.deviation = std::sqrt( squares / count );
  summary.imageMean = sumOfMeans / compared;
  summary.hausdorff95 = sumOfHausdorff / compared;
  summary.lengthWeighted = weightedSum / weights;
  summary.median = quantile( all, 0.5 );
  summary.percentile95 = quantile( std::move( all ), 0.95 );
  return summary;
}

double quantile( std::vector<double> values, double fraction )
{
  if ( values.empty() )
    return notANumber;
  const double position = fraction * static_cast<double>( values.size() - 1 );
  const auto lower = values.begin() + static_cast<std::ptrdiff_t>( position );
  std::nth_element( values.begin(), lower, values.end() );
  if ( lower + 1 == values.end() )
    return *lower;
  const double upper = *std::min_element( lower + 1, values.end() );
  return *lower + ( position - std::floor( position ) ) * ( upper - *lower );
}

} // namespace calving
