#include "model/series/cut/imageodds.h"

#include <algorithm>

#include "model/base/parallelrows.h"
#include "model/series/cells/texturenumbers.h"

namespace calving
{

namespace
{

//! The \a planes of a raster of \a width x \a height cells in \a box alone.
std::vector<float> cropped( const std::vector<float> &planes, int width, int height, const CellBox &box )
{
  std::vector<float> result;
  const std::size_t cells = static_cast<std::size_t>( width ) * height;
  result.reserve( planes.size() / cells * box.cells() );
  for ( std::size_t plane = 0; plane < planes.size(); plane += cells )
    for ( int y = box.top; y < box.bottom; ++y )
    {
      const auto row =
          planes.begin() + static_cast<std::ptrdiff_t>( plane ) + static_cast<std::ptrdiff_t>( y ) * width;
      result.insert( result.end(), row + box.left, row + box.right );
    }
  return result;
}

//! Whether another scene shows cell \a i, too: where none does, texture that is not found again says nothing.
bool isCompared( const std::vector<float> &numbers, std::size_t i, std::size_t cells )
{
  for ( int plane = 0; plane < persistencePlanes; ++plane )
    if ( numbers[plane * cells + i] != 0 )
      return true;
  return false;
}

} // namespace

std::vector<std::vector<float>> oddsOfImages( const std::vector<int> &scenes, const SeriesCells &cells,
                                              const SeriesPersistence &persistence, const CellLabels &labels,
                                              const CellBox &box, TextureClassifier &classifier, int threads,
                                              const Feedback &feedback )
{
  // A network is surer of itself than it should be.
  constexpr float most = 6;
  constexpr int atOnce = 16;
  const int count = static_cast<int>( scenes.size() );
  std::vector<std::vector<float>> odds( count );
  if ( box.cells() == 0 )
    return odds;
  const TextureNumbers numbers( cells, persistence, labels );
  std::vector<float> domain( labels.domain.begin(), labels.domain.end() );
  domain = cropped( domain, cells.width(), cells.height(), box );
  for ( int first = 0; first < count; first += atOnce )
  {
    const int end = std::min( first + atOnce, count );
    std::vector<std::vector<float>> ofScenes( end - first );
    parallelRows( first, end, { threads, [&feedback] { feedback.check(); } },
                  [&]( int k ) {
                    ofScenes[k - first] =
                        cropped( numbers.ofScene( scenes[k] ), cells.width(), cells.height(), box );
                  } );
    for ( int k = first; k < end; ++k )
    {
      feedback.check();
      const std::vector<float> &values = ofScenes[k - first];
      odds[k] = classifier.odds( values, box.width(), box.height() );
      const float *hasData = values.data() + TextureNumbers::dataPlane * box.cells();
      for ( std::size_t i = 0; i < box.cells(); ++i )
        odds[k][i] = domain[i] > 0 && hasData[i] > 0 && isCompared( values, i, box.cells() )
                         ? std::clamp( odds[k][i], -most, most )
                         : 0;
    }
  }
  return odds;
}

} // namespace calving
