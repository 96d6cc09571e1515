#include "model/evaluate/metrics.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <unordered_set>

#include "model/base/quantile.h"
#include "model/geometry/nearestsegment.h"

namespace calving
{

namespace
{

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

std::vector<std::array<int, 2>> pixelsOf( const std::vector<std::uint8_t> &front, int width )
{
  std::vector<std::array<int, 2>> pixels;
  for ( std::size_t i = 0; i < front.size(); ++i )
    if ( front[i] )
      pixels.push_back( { static_cast<int>( i % width ), static_cast<int>( i / width ) } );
  return pixels;
}

std::vector<Segment> pointsOf( const std::vector<std::array<int, 2>> &pixels, const PixelSize &pixel )
{
  std::vector<Segment> points;
  for ( const auto &[column, row] : pixels )
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

double total( const std::vector<double> &values )
{
  return std::accumulate( values.begin(), values.end(), 0.0 );
}

//! Distances of one or more scenes, and what they count.
struct Pool
{
  std::vector<double> distances;
  std::vector<double> weights;

  void add( const FrontDistances &scene, Counting counting )
  {
    distances.insert( distances.end(), scene.ofPredicted.begin(), scene.ofPredicted.end() );
    distances.insert( distances.end(), scene.ofReference.begin(), scene.ofReference.end() );
    if ( counting == Counting::Pixels )
      weights.resize( distances.size(), 1.0 );
    else
      for ( const std::vector<double> *metres : { &scene.predictedMetres, &scene.referenceMetres } )
        weights.insert( weights.end(), metres->begin(), metres->end() );
  }

  double quantileOf( double fraction, Counting counting ) const
  {
    return counting == Counting::Pixels ? quantile( distances, fraction )
                                        : weightedQuantile( distances, weights, fraction );
  }
};

} // namespace

double FrontDistances::sum() const
{
  return std::accumulate( ofReference.begin(), ofReference.end(),
                          std::accumulate( ofPredicted.begin(), ofPredicted.end(), 0.0 ) );
}

double FrontDistances::mean() const
{
  if ( !comparable() )
    return notANumber;
  const WeightedSum both = weightedSum( *this, counting );
  return both.distance / both.weight;
}

double FrontDistances::hausdorff95() const
{
  if ( !comparable() )
    return notANumber;
  Pool pool;
  pool.add( *this, counting );
  return pool.quantileOf( 0.95, counting );
}

Counting countingOf( const std::vector<const FrontDistances *> &scenes )
{
  const bool pixels = std::all_of( scenes.begin(), scenes.end(),
                                   []( const FrontDistances *scene )
                                   { return scene->counting == Counting::Pixels || !scene->comparable(); } );
  return pixels ? Counting::Pixels : Counting::Metres;
}

WeightedSum weightedSum( const FrontDistances &scene, Counting counting )
{
  Pool pool;
  pool.add( scene, counting );
  return { std::inner_product( pool.distances.begin(), pool.distances.end(), pool.weights.begin(), 0.0 ),
           total( pool.weights ) };
}

double pixelSpacing( const std::vector<std::array<int, 2>> &pixels, const PixelSize &pixel )
{
  const auto key = []( int column, int row ) { return ( static_cast<std::int64_t>( row ) << 32 ) + column; };
  std::unordered_set<std::int64_t> front;
  for ( const auto &[column, row] : pixels )
    front.insert( key( column, row ) );
  const double diagonal = std::hypot( pixel.x, pixel.y );
  double length = 0;
  // Four times the pixels, less one for each piece, more one for each hole (Gray 1971, by quads).
  double links = 0;
  for ( const std::int64_t place : front )
    for ( const std::int64_t corner :
          { place, place - key( 1, 0 ), place - key( 0, 1 ), place - key( 1, 1 ) } )
    {
      const bool a = front.count( corner ) > 0;
      const bool b = front.count( corner + key( 1, 0 ) ) > 0;
      const bool c = front.count( corner + key( 0, 1 ) ) > 0;
      const int count = a + b + c + ( front.count( corner + key( 1, 1 ) ) > 0 );
      // Each of the quad's pixels comes here once.
      const double share = 1.0 / count;
      if ( count == 3 )
      {
        links += ( 3 + 1 ) * share;
        length += diagonal / 2 * share;
      }
      else if ( count == 2 && a != b && a != c )
      {
        links += ( 2 + 2 ) * share;
        length += diagonal * share;
      }
      else if ( count == 2 )
      {
        links += 2 * share;
        length += ( a == b ? pixel.x : pixel.y ) / 2 * share; // the quad on the other side has the other half
      }
      else if ( count == 4 )
        links += 4 * share;
    }
  return links > 0 && length > 0 ? length / ( links / 4 ) : std::sqrt( pixel.x * pixel.y );
}

void setPixelMetres( FrontDistances &scene, double ofPredicted, double ofReference )
{
  const double predicted = static_cast<double>( scene.ofPredicted.size() );
  const double reference = static_cast<double>( scene.ofReference.size() );
  const double metres = ( predicted * ofPredicted + reference * ofReference ) / ( predicted + reference );
  scene.predictedMetres.assign( scene.ofPredicted.size(), metres );
  scene.referenceMetres.assign( scene.ofReference.size(), metres );
  scene.counting = Counting::Pixels;
}

FrontDistances frontDistances( const std::vector<std::uint8_t> &predicted,
                               const std::vector<std::uint8_t> &reference, int width, int,
                               const PixelSize &pixel )
{
  const std::vector<std::array<int, 2>> ofPredicted = pixelsOf( predicted, width );
  const std::vector<std::array<int, 2>> ofReference = pixelsOf( reference, width );
  const std::vector<Segment> first = pointsOf( ofPredicted, pixel );
  const std::vector<Segment> second = pointsOf( ofReference, pixel );
  FrontDistances result;
  result.predictedPoints = first.size();
  result.referencePoints = second.size();
  if ( !result.comparable() )
    return result;
  result.ofPredicted = distancesTo( second, first );
  result.ofReference = distancesTo( first, second );
  setPixelMetres( result, pixelSpacing( ofPredicted, pixel ), pixelSpacing( ofReference, pixel ) );
  return result;
}

FrontSummary summarise( const std::vector<const FrontDistances *> &scenes, Counting counting )
{
  FrontSummary summary;
  Pool all;
  double sumOfMeans = 0;
  double sumOfHausdorff = 0;
  double meansByLength = 0;
  double lengths = 0;
  for ( const FrontDistances *scene : scenes )
  {
    ++summary.scenes;
    if ( !scene->comparable() )
    {
      ++summary.noFront;
      continue;
    }
    all.add( *scene, counting );
    sumOfMeans += scene->mean();
    sumOfHausdorff += scene->hausdorff95();
    const double length = counting == Counting::Pixels ? static_cast<double>( scene->referencePoints )
                                                       : total( scene->referenceMetres );
    meansByLength += scene->mean() * length;
    lengths += length;
  }

  const double compared = summary.scenes - summary.noFront;
  const double weight = total( all.weights );
  summary.distances = all.distances.size();
  // 0 / 0 is NaN, as promised, where nothing was compared.
  summary.meanDistanceError =
      std::inner_product( all.distances.begin(), all.distances.end(), all.weights.begin(), 0.0 ) / weight;
  const double squares = std::inner_product(
      all.distances.begin(), all.distances.end(), all.weights.begin(), 0.0, std::plus<>(),
      [&]( double d, double w ) { return w * std::pow( d - summary.meanDistanceError, 2 ); } );
  summary.deviation = std::sqrt( squares / weight );
  summary.imageMean = sumOfMeans / compared;
  summary.hausdorff95 = sumOfHausdorff / compared;
  summary.lengthWeighted = meansByLength / lengths;
  summary.median = all.quantileOf( 0.5, counting );
  summary.percentile95 = all.quantileOf( 0.95, counting );
  return summary;
}

FrontSummary summarise( const std::vector<const FrontDistances *> &scenes )
{
  return summarise( scenes, countingOf( scenes ) );
}

double weightedQuantile( const std::vector<double> &values, const std::vector<double> &weights,
                         double fraction )
{
  if ( values.empty() )
    return notANumber;
  std::vector<std::size_t> order( values.size() );
  std::iota( order.begin(), order.end(), 0 );
  std::sort( order.begin(), order.end(),
             [&values]( std::size_t a, std::size_t b ) { return values[a] < values[b]; } );
  const double ends = ( weights[order.front()] + weights[order.back()] ) / 2;
  double wanted = fraction * ( total( weights ) - ends );
  for ( std::size_t i = 1; i < order.size(); ++i )
  {
    const double step = ( weights[order[i - 1]] + weights[order[i]] ) / 2;
    if ( wanted < step )
      return values[order[i - 1]] + wanted / step * ( values[order[i]] - values[order[i - 1]] );
    wanted -= step;
  }
  return values[order.back()];
}

} // namespace calving
