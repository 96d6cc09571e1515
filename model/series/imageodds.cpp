#include "model/series/imageodds.h"

#include <algorithm>

#include "model/base/parallelrows.h"
#include "model/series/texturenumbers.h"

namespace calving
{

namespace
{

//! Whether another scene shows cell \a i, too: where none does, texture that is not found again says nothing.
bool isCompared( const std::vector<float> &numbers, std::size_t i, std::size_t cells )
{
  for ( int plane = 0; plane < persistencePlanes; ++plane )
    if ( numbers[plane * cells + i] != 0 )
      return true;
  return false;
}

} // namespace

std::vector<std::vector<float>> oddsOfImages( const SeriesEvidence &evidence, const SeriesCells &cells,
                                              const std::vector<SeriesCells::Label> &labels,
                                              TextureClassifier &classifier, int threads,
                                              const Feedback &feedback )
{
  // A network is surer of itself than it should be.
  constexpr float most = 6;
  const TextureNumbers numbers( evidence, cells, labels );
  std::vector<std::vector<float>> ofScenes( evidence.scenes() );
  std::vector<std::vector<float>> odds;
  const int atOnce = 16;
  for ( int first = 0; first < evidence.scenes(); first += atOnce )
  {
    const int end = std::min( first + atOnce, evidence.scenes() );
    parallelRows( first, end, { threads, [&feedback] { feedback.check(); } },
                  [&]( int scene ) { ofScenes[scene] = numbers.ofScene( scene ); } );
    for ( int scene = first; scene < end; ++scene )
    {
      feedback.check();
      std::vector<float> values = classifier.odds( ofScenes[scene], cells.width(), cells.height() );
      const float *hasData = ofScenes[scene].data() + ( TextureNumbers::planes - 1 ) * cells.cells();
      for ( std::size_t i = 0; i < values.size(); ++i )
        values[i] = cells.domain()[i] && hasData[i] > 0 && isCompared( ofScenes[scene], i, cells.cells() )
                        ? std::clamp( values[i], -most, most )
                        : 0;
      odds.push_back( std::move( values ) );
      ofScenes[scene] = {};
    }
  }
  return odds;
}

} // namespace calving
