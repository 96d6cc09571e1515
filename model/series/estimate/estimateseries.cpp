#include "model/series/estimate/estimateseries.h"

#include <algorithm>

#include "model/base/parallelrows.h"
#include "model/front/frontpixels.h"
#include "model/geometry/distancemap.h"
#include "model/scene/zone.h"
#include "model/series/estimate/pixelseries.h"
#include "model/series/estimate/smoothborder.h"

namespace calving
{

namespace
{

constexpr auto none = static_cast<std::uint8_t>( Zone::NotAvailable );
constexpr auto rock = static_cast<std::uint8_t>( Zone::Rock );

//! What scene \a scene alone says of a pixel; the first of several classes that are equally probable.
std::uint8_t singleZone( const SeriesEvidence &evidence, int scene, std::size_t pixel, int firstClass )
{
  int best = none;
  std::uint8_t most = 0;
  for ( int zone = firstClass; zone < seriesClasses; ++zone )
    if ( const std::uint8_t value = evidence.plane( scene, static_cast<SeriesPlane>( zone ) )[pixel];
         value > most )
    {
      most = value;
      best = zone;
    }
  return static_cast<std::uint8_t>( best );
}

} // namespace

std::vector<float> distanceToLabels( const SeriesEvidence &evidence )
{
  std::vector<std::uint8_t> fronts( evidence.pixels() );
  for ( const SeriesLabel &label : evidence.labels() )
  {
    const std::vector<std::uint8_t> front =
        label.front.empty() ? frontPixels( label.zones, evidence.width(), evidence.height(), { 0, 1, {} } )
                            : label.front;
    std::transform( front.begin(), front.end(), fronts.begin(), fronts.begin(),
                    []( std::uint8_t one, std::uint8_t other ) { return std::max( one, other ); } );
  }
  if ( std::all_of( fronts.begin(), fronts.end(), []( std::uint8_t pixel ) { return pixel == 0; } ) )
    return {};
  return distanceMap( fronts, evidence.width(), evidence.height(), evidence.pixelMetres() );
}

SceneNumbers sceneNumbers( const SeriesEvidence &evidence, int scene, const std::uint8_t *zones,
                           const std::vector<float> &distances )
{
  SceneNumbers numbers;
  double changed = 0;
  double counted = 0;
  for ( std::size_t i = 0; i < evidence.pixels(); ++i )
    if ( zones[i] > rock )
    {
      const std::uint8_t single = singleZone( evidence, scene, i, rock );
      counted += single != none;
      changed += single != none && single != zones[i];
    }
  numbers.changedShare = counted > 0 ? changed / counted : 0;
  if ( distances.empty() )
    return numbers;
  const std::vector<std::uint8_t> front =
      frontPixels( { zones, zones + evidence.pixels() }, evidence.width(), evidence.height(), { 0, 1, {} } );
  for ( std::size_t i = 0; i < evidence.pixels(); ++i )
    if ( front[i] )
      numbers.farthestMetres = std::max<double>( numbers.farthestMetres, distances[i] );
  return numbers;
}

SeriesEstimate::SeriesEstimate( const SeriesEvidence &evidence )
  : numbers( evidence.scenes() )
  , mPixels( evidence.pixels() )
  , mPlanes( evidence.temporaryFolder(), 2 * evidence.pixels() )
{
  for ( int scene = 0; scene < evidence.scenes(); ++scene )
    mPlanes.add();
}

SeriesEstimate estimateSingly( const SeriesEvidence &evidence, const Feedback &feedback )
{
  SeriesEstimate result( evidence );
  for ( int scene = 0; scene < evidence.scenes(); ++scene )
  {
    feedback.check();
    for ( std::size_t i = 0; i < evidence.pixels(); ++i )
    {
      const std::uint8_t zone = singleZone( evidence, scene, i, none );
      result.zones( scene )[i] = zone;
      result.confidence( scene )[i] = evidence.plane( scene, static_cast<SeriesPlane>( zone ) )[i];
    }
  }
  return result;
}

SeriesEstimate estimateSeries( const SeriesEvidence &evidence, const SeriesOptions &options,
                               const Feedback &feedback )
{
  constexpr double timeShare = 0.8;
  const std::vector<float> distances = distanceToLabels( evidence );
  const PixelSeries pixels( evidence, options, distances );
  SeriesEstimate result( evidence );
  const Workers workers{ options.threads, [&feedback] { feedback.check(); } };
  parallelRowsInOrder(
      0, evidence.height(), workers, [&]( int row ) { pixels.estimate( row, result ); },
      [&]( int row ) { feedback.report( timeShare * ( row + 1 ) / evidence.height() ); } );
  parallelRowsInOrder(
      0, evidence.scenes(), workers,
      [&]( int scene )
      {
        std::uint8_t *zones = result.zones( scene );
        for ( std::size_t i = 0; i < evidence.pixels(); ++i )
          if ( !hasData( evidence, scene, i ) )
            zones[i] = none;
        smoothBorder( zones, result.confidence( scene ), evidence.width(), evidence.height(),
                      evidence.pixelMetres(), options.smoothMetres );
        result.numbers[scene] = sceneNumbers( evidence, scene, zones, distances );
      },
      [&]( int scene )
      { feedback.report( timeShare + ( 1 - timeShare ) * ( scene + 1 ) / evidence.scenes() ); } );
  return result;
}

} // namespace calving
