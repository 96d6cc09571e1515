#include "model/series/seriesevidence.h"

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

} // namespace calving
