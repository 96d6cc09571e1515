#include "model/series/evidence/seriesevidence.h"

namespace calving
{

SeriesEvidence::SeriesEvidence( const RasterGrid &grid, const std::array<double, 2> &pixelMetres,
                                const std::string &temporaryFolder )
  : mGrid( grid )
  , mPixelMetres( pixelMetres )
  , mTemporaryFolder( temporaryFolder )
  , mPlanes( temporaryFolder, seriesPlanes * pixels() )
{
}

std::uint8_t *SeriesEvidence::add( const SeriesScene &scene )
{
  std::uint8_t *planes = mPlanes.add();
  mScenes.push_back( scene );
  return planes;
}

bool hasData( const SeriesEvidence &evidence, int scene, std::size_t pixel )
{
  for ( int zone = 0; zone < seriesClasses; ++zone )
    if ( evidence.plane( scene, static_cast<SeriesPlane>( zone ) )[pixel] > 0 )
      return true;
  return false;
}

} // namespace calving
