#include "model/series/imageweight.h"

#include <algorithm>
#include <cmath>

#include "model/series/labelprior.h"

namespace calving
{

namespace
{

//! Labels that are left out to see how well they are found again.
constexpr std::size_t mostLeftOut = 4;

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

//! How far off, in metres of front position, the label \a truth is found; \a changes: against \a from.
double metresOff( const SeriesCells &cells, const std::vector<std::uint8_t> &domain, const CellLabel &truth,
                  const CellLabel &from, const CellChanges &changes, int scene )
{
  double wrong = 0;
  for ( int y = 0; y < cells.height(); ++y )
    for ( int x = 0; x < cells.width(); ++x )
      if ( const std::size_t i = static_cast<std::size_t>( y ) * cells.width() + x; domain[i] )
      {
        const bool flipped = std::abs( changes.at( scene, x, y ) ) > 0.5f;
        wrong += ( ( from.ocean[i] != 0 ) != flipped ) != ( truth.ocean[i] != 0 );
      }
  return wrong * cells.metres()[0] * cells.metres()[1] / truth.frontMetres;
}

} // namespace

LeftOut imageWeight( const SeriesEvidence &evidence, const SeriesCells &cells,
                     const SeriesPersistence &persistence, TextureClassifier &classifier, int threads,
                     const Feedback &feedback )
{
  const std::vector<float> weights{ 0, 0.5f, 1 };
  LeftOut found;
  if ( evidence.labels().size() < 2 )
    return found;
  const CellLabels all = labelsOfCells( cells, evidence.labels() );
  std::vector<double> off( weights.size() );
  const std::vector<Candidate> candidates = labelsToLeaveOut( evidence );
  for ( const Candidate &left : candidates )
  {
    const CellLabel &truth = all.labels[left.label];
    if ( truth.frontMetres == 0 )
      continue;
    std::vector<SeriesLabel> others = evidence.labels();
    others.erase( others.begin() + static_cast<std::ptrdiff_t>( left.label ) );
    const SeriesCut cut( evidence, cells, persistence, labelsOfCells( cells, others ), classifier, threads,
                         feedback );
    const std::vector<CellLabel> &known = cut.labels().labels;
    const CellLabel &from = known[nearestLabel( known, truth.day )];
    for ( std::size_t k = 0; k < weights.size(); ++k )
      off[k] += metresOff( cells, cut.labels().domain, truth, from, cut.changes( weights[k], feedback ),
                           left.scene );
    ++found.labels;
  }
  if ( found.labels == 0 )
    return found;
  // Where images help little, it may be chance.
  constexpr double atMost = 0.95;
  auto best = std::min_element( off.begin(), off.end() );
  if ( *best > atMost * off.front() )
    best = off.begin();
  found.copied = off.front() / found.labels;
  found.estimated = *best / found.labels;
  found.weight = weights[best - off.begin()];
  return found;
}

} // namespace calving
