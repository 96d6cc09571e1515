#include "model/series/cutseries.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "model/base/parallelrows.h"
#include "model/scene/zone.h"
#include "model/series/coasts.h"
#include "model/series/imageodds.h"
#include "model/series/labelprior.h"
#include "model/series/spacetimecut.h"
#include "model/series/zonesoflabels.h"

namespace calving
{

namespace
{

using Labels = std::vector<SeriesCells::Label>;

constexpr auto none = static_cast<std::uint8_t>( Zone::NotAvailable );
constexpr auto rock = static_cast<std::uint8_t>( Zone::Rock );
constexpr auto glacier = static_cast<std::uint8_t>( Zone::Glacier );
constexpr auto ocean = static_cast<std::uint8_t>( Zone::Ocean );

//! Labels that are left out to see how well they are found again.
constexpr std::size_t mostLeftOut = 4;

//! Metres from a labelled front within which something may change.
constexpr float changesWithin = 8000;

//! Columns and rows of cells that the cut looks at.
struct CellBox
{
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
};

//! The rectangle around what lies near the labelled fronts: all that can change.
CellBox boxAround( const SeriesCells &cells )
{
  CellBox box{ cells.width(), cells.height(), 0, 0 };
  for ( int y = 0; y < cells.height(); ++y )
    for ( int x = 0; x < cells.width(); ++x )
    {
      const std::size_t i = static_cast<std::size_t>( y ) * cells.width() + x;
      const bool near = std::any_of( cells.labels().begin(), cells.labels().end(),
                                     [i]( const auto &label ) { return label.toFront[i] < changesWithin; } );
      if ( !near || !cells.domain()[i] )
        continue;
      box = { std::min( box.left, x ), std::min( box.top, y ), std::max( box.right, x + 1 ),
              std::max( box.bottom, y + 1 ) };
    }
  return box;
}

//! The cut with some of the labels.
class Cut
{
public:
  Cut( const SeriesEvidence &evidence, const SeriesCells &cells, Labels labels, TextureClassifier &classifier,
       int threads, const Feedback &feedback )
    : mEvidence( evidence )
    , mCells( cells )
    , mLabels( std::move( labels ) )
    , mImages( oddsOfImages( evidence, cells, mLabels, classifier, threads, feedback ) )
    , mThreads( threads )
    , mBox( boxAround( cells ) )
    , mOrder( evidence.scenes() )
  {
    std::iota( mOrder.begin(), mOrder.end(), 0 );
    std::stable_sort( mOrder.begin(), mOrder.end(),
                      [&]( int a, int b ) { return evidence.scene( a ).day < evidence.scene( b ).day; } );
  }

  //! For each scene, which cells differ from the label nearest in time: glacier (1) instead of ocean, ocean
  //! (-1) instead of glacier, by how much. \a weight: of the images.
  std::vector<std::vector<float>> changes( float weight, const Feedback &feedback ) const
  {
    constexpr float border = 0.8f;
    constexpr float inTime = 8;
    constexpr double forgottenDays = 60;
    std::vector<std::vector<float>> result( mEvidence.scenes(), std::vector<float>( mCells.cells() ) );
    SpaceTimeCut cut;
    cut.width = mBox.right - mBox.left;
    cut.height = mBox.bottom - mBox.top;
    cut.dates = mEvidence.scenes();
    cut.border = border;
    if ( weight == 0 || cut.width <= 0 || cut.height <= 0 )
      return result;
    for ( int place = 0; place < cut.dates; ++place )
    {
      const double day = mEvidence.scene( mOrder[place] ).day;
      if ( place > 0 )
        cut.inTime.push_back( static_cast<float>(
            inTime / ( 1 + ( day - mEvidence.scene( mOrder[place - 1] ).day ) / forgottenDays ) ) );
      add( cut, mOrder[place], day, weight );
    }
    const std::vector<float> solved = cut.solve( mThreads,
                                                 [&feedback]( double share )
                                                 {
                                                   feedback.check();
                                                   feedback.report( share );
                                                 } );
    const std::size_t plane = static_cast<std::size_t>( cut.width ) * cut.height;
    for ( int place = 0; place < cut.dates; ++place )
      for ( int y = 0; y < cut.height; ++y )
        for ( int x = 0; x < cut.width; ++x )
        {
          const std::size_t i = place * plane + static_cast<std::size_t>( y ) * cut.width + x;
          result[mOrder[place]][cellAt( x, y )] = solved[i] - static_cast<float>( cut.reference[i] );
        }
    return result;
  }

  const Labels &labels() const { return mLabels; }

private:
  std::size_t cellAt( int x, int y ) const
  {
    return static_cast<std::size_t>( mBox.top + y ) * mCells.width() + mBox.left + x;
  }

  void add( SpaceTimeCut &cut, int scene, double day, float weight ) const
  {
    const std::vector<float> known = labelOdds( mCells, mLabels, day );
    const std::vector<float> &seen = mImages[scene];
    const SeriesCells::Label &label = mLabels[nearestLabel( mLabels, day )];
    const bool labelled = label.day == day;
    for ( int y = 0; y < cut.height; ++y )
      for ( int x = 0; x < cut.width; ++x )
      {
        const std::size_t i = cellAt( x, y );
        cut.reference.push_back( label.ocean[i] ? 0 : 1 );
        cut.fixed.push_back( labelled || !mCells.domain()[i] );
        cut.cost.push_back( mCells.domain()[i] ? -( weight * seen[i] + known[i] ) : 0 );
      }
  }

  const SeriesEvidence &mEvidence;
  const SeriesCells &mCells;
  Labels mLabels;
  //! Of each scene's cells: what its texture says.
  std::vector<std::vector<float>> mImages;
  int mThreads;
  CellBox mBox;
  //! Scenes by their days.
  std::vector<int> mOrder;
};

//! How far off, in metres of front position, the label \a truth is found; \a changed: against \a from.
double metresOff( const SeriesCells &cells, const SeriesCells::Label &truth, const SeriesCells::Label &from,
                  const std::vector<float> &changed )
{
  double wrong = 0;
  for ( std::size_t i = 0; i < cells.cells(); ++i )
    if ( cells.domain()[i] )
    {
      const bool flipped = std::abs( changed[i] ) > 0.5f;
      wrong += ( ( from.ocean[i] != 0 ) != flipped ) != ( truth.ocean[i] != 0 );
    }
  return wrong * cells.metres()[0] * cells.metres()[1] / std::max( truth.frontMetres, cells.metres()[0] );
}

//! Of labels that belong to a scene, some to leave out: spread over the list.
std::vector<std::size_t> labelsToLeaveOut( const SeriesEvidence &evidence, const Labels &labels )
{
  std::vector<std::size_t> candidates;
  for ( std::size_t label = 0; label < labels.size(); ++label )
  {
    // Another one of the day would tell.
    if ( std::count_if( labels.begin(), labels.end(),
                        [&]( const SeriesCells::Label &other )
                        { return other.day == labels[label].day; } ) > 1 )
      continue;
    for ( int scene = 0; scene < evidence.scenes(); ++scene )
      if ( evidence.scene( scene ).day == labels[label].day && labels[label].frontMetres > 0 )
      {
        candidates.push_back( label );
        break;
      }
  }
  std::vector<std::size_t> chosen;
  const std::size_t count = std::min( mostLeftOut, candidates.size() );
  for ( std::size_t k = 0; k < count; ++k )
    chosen.push_back( candidates[k * candidates.size() / count] );
  return chosen;
}

//! The weight of the images with which left-out labels are found best.
float bestWeight( const SeriesEvidence &evidence, const SeriesCells &cells, TextureClassifier &classifier,
                  int threads, const Feedback &feedback, LeftOut &found )
{
  const std::vector<float> weights{ 0, 0.5f, 1 };
  const Labels &labels = cells.labels();
  std::vector<double> off( weights.size() );
  if ( labels.size() > 1 )
    for ( const std::size_t left : labelsToLeaveOut( evidence, labels ) )
    {
      Labels others = labels;
      others.erase( others.begin() + static_cast<std::ptrdiff_t>( left ) );
      const Cut cut( evidence, cells, others, classifier, threads, feedback );
      const SeriesCells::Label &from = others[nearestLabel( others, labels[left].day )];
      int scene = 0;
      while ( evidence.scene( scene ).day != labels[left].day )
        ++scene;
      for ( std::size_t k = 0; k < weights.size(); ++k )
        off[k] += metresOff( cells, labels[left], from, cut.changes( weights[k], feedback )[scene] );
      ++found.labels;
    }
  if ( found.labels == 0 )
    return 1; // nothing to choose by
  // Where images help little, it may be chance.
  constexpr double atMost = 0.95;
  auto best = std::min_element( off.begin(), off.end() );
  if ( *best > atMost * off.front() )
    best = off.begin();
  found.copied = off.front() / found.labels;
  found.estimated = *best / found.labels;
  found.weight = weights[best - off.begin()];
  return weights[best - off.begin()];
}

//! \a changes of cells at a pixel: the mean, by Gauss's weights, of the cells around it that are \a ofOcean
//! as the pixel is. Those of the other zone say nothing of it: they have not changed, and would leave a rim
//! where the front was.
float changeAt( const SeriesCells &cells, const SeriesCells::Label &label, const std::vector<float> &changes,
                int column, int row, bool ofOcean )
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
      if ( ( label.ocean[i] != 0 ) != ofOcean || !cells.domain()[i] )
        continue;
      const double squared = ( cellX - x ) * ( cellX - x ) + ( cellY - y ) * ( cellY - y );
      const double weight = std::exp( -squared / ( 2 * spread * spread ) );
      sum += weight * changes[i];
      weights += weight;
    }
  return weights > 0 ? static_cast<float>( sum / weights ) : 0;
}

} // namespace

SeriesEstimate cutSeries( const SeriesEvidence &evidence, TextureClassifier &classifier, int threads,
                          const Feedback &feedback, LeftOut *found )
{
  const SeriesCells cells( evidence );
  LeftOut left;
  const float weight = bestWeight( evidence, cells, classifier, threads, feedback.part( 0, 0.5 ), left );
  if ( found )
    *found = left;
  std::vector<std::vector<float>> changes( evidence.scenes(), std::vector<float>( cells.cells() ) );
  if ( weight > 0 )
    changes = Cut( evidence, cells, cells.labels(), classifier, threads, feedback )
                  .changes( weight, feedback.part( 0.5, 1 ) );

  SeriesEstimate result( evidence );
  const std::vector<float> distances = distanceToLabels( evidence );
  const auto write = [&]( int scene )
  {
    const double day = evidence.scene( scene ).day;
    const int nearest = nearestLabel( cells.labels(), day );
    const std::vector<std::uint8_t> drawn =
        zonesOfLabels( evidence.labels(), evidence.labels()[nearest].day );
    const std::vector<std::uint8_t> coast = coastsOf( drawn, evidence.labels()[nearest], evidence );
    for ( int row = 0; row < evidence.height(); ++row )
      for ( int column = 0; column < evidence.width(); ++column )
      {
        const std::size_t i = static_cast<std::size_t>( row ) * evidence.width() + column;
        std::uint8_t zone = hasData( evidence, scene, i ) ? drawn[i] : none;
        float changed = 0;
        if ( zone == ocean || zone == glacier )
          changed = changeAt( cells, cells.labels()[nearest], changes[scene], column, row, zone == ocean );
        // Glacier that came is a change of more than half towards glacier, and the other way round.
        if ( zone == ocean && changed > 0.5f )
          zone = glacier;
        else if ( zone == glacier && changed < -0.5f )
          zone = ocean;
        if ( zone == glacier && !coast.empty() && coast[i] )
          zone = rock;
        result.zones( scene )[i] = zone;
        result.confidence( scene )[i] =
            zone == none ? 0
                         : static_cast<std::uint8_t>(
                               std::lround( 255 * ( 0.5f + std::abs( std::abs( changed ) - 0.5f ) ) ) );
      }
    result.numbers[scene] = sceneNumbers( evidence, scene, result.zones( scene ), distances );
  };
  parallelRows( 0, evidence.scenes(), { threads, [&feedback] { feedback.check(); } }, write );
  return result;
}

} // namespace calving
