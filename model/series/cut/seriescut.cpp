#include "model/series/cut/seriescut.h"

#include <algorithm>
#include <numeric>

#include "model/series/cells/labelprior.h"
#include "model/series/cut/imageodds.h"
#include "model/series/cut/spacetimecut.h"

namespace calving
{

namespace
{

//! Metres from a labelled front within which something may change.
constexpr float changesWithin = 8000;

//! Of the cut: what a border between cells costs, and what a change does from a date to one of the same day.
constexpr float border = 0.8f;
constexpr float inTime = 8;
//! Days after which a change costs half of that.
constexpr double forgottenDays = 60;

//! The rectangle around what lies near the labelled fronts: all that can change.
CellBox boxAround( const CellLabels &labels, int width, int height )
{
  CellBox box{ width, height, 0, 0 };
  for ( int y = 0; y < height; ++y )
    for ( int x = 0; x < width; ++x )
    {
      const std::size_t i = static_cast<std::size_t>( y ) * width + x;
      const bool near = std::any_of( labels.labels.begin(), labels.labels.end(),
                                     [i]( const auto &label ) { return label.toFront[i] < changesWithin; } );
      if ( !near || !labels.domain[i] )
        continue;
      box = { std::min( box.left, x ), std::min( box.top, y ), std::max( box.right, x + 1 ),
              std::max( box.bottom, y + 1 ) };
    }
  return box;
}

} // namespace

float CellChanges::at( int scene, int x, int y ) const
{
  if ( ofScenes[scene].empty() || x < box.left || x >= box.right || y < box.top || y >= box.bottom )
    return 0;
  return ofScenes[scene][static_cast<std::size_t>( y - box.top ) * box.width() + x - box.left];
}

std::vector<int> scenesByDay( const SeriesEvidence &evidence )
{
  std::vector<int> order( evidence.scenes() );
  std::iota( order.begin(), order.end(), 0 );
  std::stable_sort( order.begin(), order.end(),
                    [&]( int a, int b ) { return evidence.scene( a ).day < evidence.scene( b ).day; } );
  return order;
}

SeriesCut::SeriesCut( const SeriesEvidence &evidence, std::vector<int> scenes, const SeriesCells &cells,
                      const SeriesPersistence &persistence, CellLabels labels, TextureClassifier &classifier,
                      int threads, const Feedback &feedback )
  : mEvidence( evidence )
  , mScenes( std::move( scenes ) )
  , mColumns( cells.width() )
  , mLabels( std::move( labels ) )
  , mBox( boxAround( mLabels, cells.width(), cells.height() ) )
  , mImages( oddsOfImages( mScenes, cells, persistence, mLabels, mBox, classifier, threads, feedback ) )
  , mThreads( threads )
{
}

CellChanges SeriesCut::changes( float weight, const Feedback &feedback ) const
{
  CellChanges result{ mBox, std::vector<std::vector<float>>( mEvidence.scenes() ) };
  if ( weight == 0 || mBox.cells() == 0 )
    return result;
  SpaceTimeCut cut;
  cut.width = mBox.width();
  cut.height = mBox.height();
  cut.dates = static_cast<int>( mScenes.size() );
  cut.border = border;
  cut.reference.reserve( mScenes.size() * mBox.cells() );
  cut.fixed.reserve( mScenes.size() * mBox.cells() );
  cut.cost.reserve( mScenes.size() * mBox.cells() );
  for ( int place = 0; place < cut.dates; ++place )
  {
    const double day = mEvidence.scene( mScenes[place] ).day;
    if ( place > 0 )
      cut.inTime.push_back( static_cast<float>(
          inTime / ( 1 + ( day - mEvidence.scene( mScenes[place - 1] ).day ) / forgottenDays ) ) );
    const std::vector<float> known = labelOdds( mLabels.labels, day );
    const std::vector<float> &seen = mImages[place];
    const CellLabel &label = mLabels.labels[nearestLabel( mLabels.labels, day )];
    std::size_t k = 0;
    for ( int y = mBox.top; y < mBox.bottom; ++y )
      for ( int x = mBox.left; x < mBox.right; ++x, ++k )
      {
        const std::size_t i = static_cast<std::size_t>( y ) * mColumns + x;
        cut.reference.push_back( label.ocean[i] ? 0 : 1 );
        cut.fixed.push_back( ( label.day == day && label.drawn[i] ) || !mLabels.domain[i] );
        cut.cost.push_back( mLabels.domain[i] ? -( weight * seen[k] + known[i] ) : 0 );
      }
  }
  const std::vector<float> solved = cut.solve( mThreads,
                                               [&feedback]( double share )
                                               {
                                                 feedback.check();
                                                 feedback.report( share );
                                               } );
  for ( int place = 0; place < cut.dates; ++place )
  {
    std::vector<float> &changed = result.ofScenes[mScenes[place]];
    changed.resize( mBox.cells() );
    const std::size_t first = place * mBox.cells();
    for ( std::size_t k = 0; k < mBox.cells(); ++k )
      changed[k] = solved[first + k] - static_cast<float>( cut.reference[first + k] );
  }
  return result;
}

} // namespace calving
