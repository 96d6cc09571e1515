#include "model/sar/terrain/mapgeometry.h"

#include "model/sar/terrain/heightlattice.h"

namespace calving
{

MapGeometry::MapGeometry( std::shared_ptr<const RadarGeometry> radar, const RasterGrid &grid )
  : mRadar( std::move( radar ) )
  , mGrid( grid )
  , mGround( grid )
  , mToDegrees( grid.crs, geographicCrs )
{
}

std::vector<ZeroDoppler> MapGeometry::seen( const Window &window, const float *heights ) const
{
  // The guess is the same for all nodes, so that a node's bits do not depend on its neighbours.
  const auto timeAndRange = [this]( const Geodetic &place, std::vector<double> &values )
  {
    const ZeroDoppler at = zeroDoppler( mRadar->orbit(), toCartesian( place ), mRadar->middleTime() );
    values = { at.time, at.range };
  };
  const HeightLattice lattice( mGround, mToDegrees, window, 2, timeAndRange );
  const auto width = static_cast<std::size_t>( window.width );
  std::vector<ZeroDoppler> result( width * window.height );
  std::vector<double> row( 2 * width );
  for ( int y = 0; y < window.height; ++y )
  {
    lattice.row( y, heights + y * width, row.data() );
    for ( std::size_t x = 0; x < width; ++x )
      result[y * width + x] = { row[x], row[width + x] };
  }
  return result;
}

std::vector<RadarPosition> MapGeometry::positions( const Window &window, const float *heights ) const
{
  std::vector<RadarPosition> result;
  result.reserve( static_cast<std::size_t>( window.width ) * window.height );
  for ( const ZeroDoppler &place : seen( window, heights ) )
    result.push_back( mRadar->position( place ) );
  return result;
}

} // namespace calving
