#include "model/geometry/zonepolygons.h"

namespace calving
{

PolygonRaster zonesOn( const RasterGrid &grid, const ZonePolygons &zones, const std::string &scene )
{
  const PolygonPlacer placer( zones.crs, grid );
  PolygonRaster result( grid );
  for ( const ZonePolygon &polygon : zones.polygons )
    if ( polygon.isOf( scene ) )
      result.add( placer.place( polygon.shape, "A polygon of the zones" ), polygon.zone );
  return result;
}

} // namespace calving
