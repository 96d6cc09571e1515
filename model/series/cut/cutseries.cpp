#include "model/series/cut/cutseries.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "model/base/keptmemory.h"
#include "model/base/parallelrows.h"
#include "model/scene/zone.h"
#include "model/series/cells/labelprior.h"
#include "model/series/labels/coasts.h"
#include "model/series/labels/zonesoflabels.h"

namespace calving
{

namespace
{

constexpr auto none = static_cast<std::uint8_t>( Zone::NotAvailable );
constexpr auto rock = static_cast<std::uint8_t>( Zone::Rock );
constexpr auto glacier = static_cast<std::uint8_t>( Zone::Glacier );
constexpr auto ocean = static_cast<std::uint8_t>( Zone::Ocean );

//! \a changes of cells at a pixel: the mean, by Gauss's weights, of the cells around it that are \a ofOcean
//! as the pixel is. Those of the other zone say nothing of it: they have not changed, and would leave a rim
//! where the front was.
float changeAt( const SeriesCells &cells, const CellLabels &labels, const CellLabel &label,
                const CellChanges &changes, int scene, int column, int row, bool ofOcean )
{
  constexpr double spread = 0.7;
  const double side = cells.pixelsPerSide();
  const double x = ( column + 0.5 ) / side - 0.5;
  const double y = ( row + 0.5 ) / side - 0.5;
  const int middleX = static_cast<int>( std::lround( x ) );
  const int middleY = static_cast<int>( std::lround( y ) );
  double sum = 0;
  double weights = 0;
  for ( int cellY = std::max( 0, middleY - 1 ); cellY <= std::min( cells.height() - 1, middleY + 1 );
        ++cellY )
    for ( int cellX = std::max( 0, middleX - 1 ); cellX <= std::min( cells.width() - 1, middleX + 1 );
          ++cellX )
    {
      const std::size_t i = static_cast<std::size_t>( cellY ) * cells.width() + cellX;
      if ( ( label.ocean[i] != 0 ) != ofOcean || !labels.domain[i] )
        continue;
      const double squared = ( cellX - x ) * ( cellX - x ) + ( cellY - y ) * ( cellY - y );
      const double weight = std::exp( -squared / ( 2 * spread * spread ) );
      sum += weight * changes.at( scene, cellX, cellY );
      weights += weight;
    }
  return weights > 0 ? static_cast<float>( sum / weights ) : 0;
}

//! By how many metres the fronts of the labels around \a day differ: the area over the length of \a nearest.
std::optional<double> betweenLabels( const SeriesCells &cells, const CellLabels &labels,
                                     const CellLabel &nearest, double day )
{
  if ( nearest.day == day ) // it is the label itself
    return 0;
  const std::vector<int> around = labelsAround( labels.labels, day );
  if ( around.size() < 2 || !( nearest.frontMetres > 0 ) )
    return std::nullopt;
  const CellLabel &before = labels.labels[around.front()];
  const CellLabel &after = labels.labels[around.back()];
  std::size_t differing = 0;
  for ( std::size_t i = 0; i < cells.cells(); ++i )
    differing += labels.domain[i] && before.ocean[i] != after.ocean[i];
  return static_cast<double>( differing ) * cells.metres()[0] * cells.metres()[1] / nearest.frontMetres;
}

} // namespace

SeriesEstimate cutSeries( const SeriesEvidence &evidence, TextureClassifier &classifier, int threads,
                          const Feedback &feedback, LeftOut *found )
{
  const KeptMemory kept;
  const SeriesCells cells( evidence );
  const SeriesPersistence persistence( evidence, cells, threads, feedback );
  const LeftOut left =
      imageWeight( evidence, cells, persistence, classifier, threads, feedback.part( 0, 0.5 ) );
  if ( found )
    *found = left;
  const CellLabels labels = labelsOfCells( cells, drawingsOnCells( cells, evidence.labels() ) );
  CellChanges changes{ {}, std::vector<std::vector<float>>( evidence.scenes() ) };
  if ( left.weight > 0 )
    changes = SeriesCut( evidence, scenesByDay( evidence ), cells, persistence, labels, classifier, threads,
                         feedback )
                  .changes( static_cast<float>( left.weight ), feedback.part( 0.5, 1 ) );

  const std::optional<double> leftOut = left.labels > 0 ? std::optional( left.estimated ) : std::nullopt;
  SeriesEstimate result( evidence );
  const std::vector<float> distances = distanceToLabels( evidence );
  const auto write = [&]( int scene )
  {
    const double day = evidence.scene( scene ).day;
    const int nearest = nearestLabel( labels.labels, day );
    const std::vector<std::uint8_t> drawn =
        zonesOfLabels( evidence.labels(), evidence.labels()[nearest].day );
    const std::vector<std::uint8_t> coast = coastsOf( drawn, evidence.labels()[nearest], evidence );
    std::size_t moved = 0;
    for ( int row = 0; row < evidence.height(); ++row )
      for ( int column = 0; column < evidence.width(); ++column )
      {
        const std::size_t i = static_cast<std::size_t>( row ) * evidence.width() + column;
        std::uint8_t zone = hasData( evidence, scene, i ) ? drawn[i] : none;
        float changed = 0;
        if ( zone == ocean || zone == glacier )
          changed =
              changeAt( cells, labels, labels.labels[nearest], changes, scene, column, row, zone == ocean );
        // Glacier that came is a change of more than half towards glacier, and the other way round.
        if ( zone == ocean && changed > 0.5f )
        {
          zone = glacier;
          ++moved;
        }
        else if ( zone == glacier && changed < -0.5f )
        {
          zone = ocean;
          ++moved;
        }
        if ( zone == glacier && !coast.empty() && coast[i] )
          zone = rock;
        result.zones( scene )[i] = zone;
        result.confidence( scene )[i] =
            zone == none ? 0
                         : static_cast<std::uint8_t>(
                               std::lround( 255 * ( 0.5f + std::abs( std::abs( changed ) - 0.5f ) ) ) );
      }
    result.numbers[scene] = sceneNumbers( evidence, scene, result.zones( scene ), distances );
    const CellLabel &label = labels.labels[nearest];
    ErrorSigns signs{ std::abs( label.day - day ), 0, betweenLabels( cells, labels, label, day ), leftOut };
    if ( label.frontMetres > 0 )
      signs.movedMetres = static_cast<double>( moved ) * evidence.pixelMetres()[0] *
                          evidence.pixelMetres()[1] / label.frontMetres;
    result.numbers[scene].signs = signs;
  };
  parallelRows( 0, evidence.scenes(), { threads, [&feedback] { feedback.check(); } }, write );
  return result;
}

} // namespace calving
