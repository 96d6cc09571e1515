#include "model/series/cut/imageweight.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "model/front/frontwander.h"
#include "model/series/cells/labelprior.h"

namespace calving
{

namespace
{

//! Labels that are left out to see how well they are found again.
constexpr std::size_t mostLeftOut = 10;

//! Scenes before and after one that have a say in it.
constexpr int neighbours = 8;

//! A weight of the images, and by what the fronts of copying must be multiplied to come to what they are off
//! with it: on Jakobshavn and Dinsmoor-Bombardier-Edgeworth in CaFFe, with one and with three labels and a
//! classifier that had not seen the glacier (tests/experiments/README.md).
struct Experience
{
  float weight;
  double ratio;
};
constexpr std::array<Experience, 3> elsewhere{ { { 0, 1 }, { 0.5f, 0.9 }, { 1, 0.8 } } };

//! As many labels of the glacier itself count as much as that experience.
constexpr double elsewhereLabels = 3;

//! A label, and the scene that it is of.
struct Candidate
{
  std::size_t label;
  int scene;
};

//! Of labels that belong to a scene, some to leave out: spread over the list.
std::vector<Candidate> labelsToLeaveOut( const SeriesEvidence &evidence )
{
  const std::vector<SeriesLabel> &labels = evidence.labels();
  std::vector<Candidate> candidates;
  for ( std::size_t label = 0; label < labels.size(); ++label )
  {
    // Another one of the day would tell.
    if ( std::count_if( labels.begin(), labels.end(),
                        [&]( const SeriesLabel &other ) { return other.day == labels[label].day; } ) > 1 )
      continue;
    for ( int scene = 0; scene < evidence.scenes(); ++scene )
      if ( evidence.scene( scene ).day == labels[label].day )
      {
        candidates.push_back( { label, scene } );
        break;
      }
  }
  std::vector<Candidate> chosen;
  const std::size_t count = std::min( mostLeftOut, candidates.size() );
  for ( std::size_t k = 0; k < count; ++k )
    chosen.push_back( candidates[k * candidates.size() / count] );
  return chosen;
}

//! \a scene and its neighbours in \a scenes.
std::vector<int> around( int scene, const std::vector<int> &scenes )
{
  const auto at = std::find( scenes.begin(), scenes.end(), scene );
  return { at - std::min<std::ptrdiff_t>( neighbours, at - scenes.begin() ),
           at + std::min<std::ptrdiff_t>( neighbours + 1, scenes.end() - at ) };
}

//! How far off, in metres of front position, the label \a truth is found; \a changes: against \a from.
double metresOff( const SeriesCells &cells, const std::vector<std::uint8_t> &domain, const CellLabel &truth,
                  const CellLabel &from, const CellChanges &changes, int scene )
{
  double wrong = 0;
  for ( int y = 0; y < cells.height(); ++y )
    for ( int x = 0; x < cells.width(); ++x )
      if ( const std::size_t i = static_cast<std::size_t>( y ) * cells.width() + x;
           domain[i] && truth.drawn[i] )
      {
        const bool flipped = std::abs( changes.at( scene, x, y ) ) > 0.5f;
        wrong += ( ( from.ocean[i] != 0 ) != flipped ) != ( truth.ocean[i] != 0 );
      }
  return wrong * cells.metres()[0] * cells.metres()[1] / truth.frontMetres;
}

//! By what a front lies off in the mean over the scenes where it is copied, as fronts wander.
double metresOfCopying( const SeriesEvidence &evidence )
{
  double sum = 0;
  for ( int scene = 0; scene < evidence.scenes(); ++scene )
  {
    double days = std::numeric_limits<double>::infinity();
    for ( const SeriesLabel &label : evidence.labels() )
      days = std::min( days, std::abs( label.day - evidence.scene( scene ).day ) );
    sum += frontWander( days );
  }
  return sum / evidence.scenes();
}

} // namespace

LeftOut imageWeight( const SeriesEvidence &evidence, const SeriesCells &cells,
                     const SeriesPersistence &persistence, TextureClassifier &classifier, int threads,
                     const Feedback &feedback )
{
  LeftOut found;
  if ( evidence.labels().size() < 2 )
    return found;
  const std::vector<CellDrawing> drawings = drawingsOnCells( cells, evidence.labels() );
  const CellLabels all = labelsOfCells( cells, drawings );
  std::array<double, elsewhere.size()> off{};
  const std::vector<int> scenes = scenesByDay( evidence );
  const std::vector<Candidate> candidates = labelsToLeaveOut( evidence );
  for ( std::size_t c = 0; c < candidates.size(); ++c )
  {
    const Candidate &left = candidates[c];
    const CellLabel &truth = all.labels[left.label];
    if ( truth.frontMetres == 0 )
      continue;
    std::vector<CellDrawing> others = drawings;
    others.erase( others.begin() + static_cast<std::ptrdiff_t>( left.label ) );
    const SeriesCut cut( evidence, around( left.scene, scenes ), cells, persistence,
                         labelsOfCells( cells, others ), classifier, threads, feedback );
    const std::vector<CellLabel> &known = cut.labels().labels;
    const CellLabel &from = known[nearestLabel( known, truth.day )];
    for ( std::size_t k = 0; k < elsewhere.size(); ++k )
    {
      const double done = static_cast<double>( c * elsewhere.size() + k );
      const double steps = static_cast<double>( candidates.size() * elsewhere.size() );
      off[k] +=
          metresOff( cells, cut.labels().domain, truth, from,
                     cut.changes( elsewhere[k].weight, feedback.part( done / steps, ( done + 1 ) / steps ) ),
                     left.scene );
    }
    ++found.labels;
  }
  if ( found.labels == 0 )
    return found;
  found.copied = off.front() / found.labels;
  const double copied = metresOfCopying( evidence );
  const auto expected = [&]( std::size_t k )
  { return off[k] + elsewhereLabels * elsewhere[k].ratio * copied; };
  std::size_t best = 0;
  for ( std::size_t k = 1; k < elsewhere.size(); ++k )
    if ( expected( k ) < expected( best ) )
      best = k;
  found.estimated = off[best] / found.labels;
  found.weight = elsewhere[best].weight;
  return found;
}

} // namespace calving
