#include "model/geometry/zonepolygons.h"

namespace calving
{

PolygonRaster zoneRaster( const ZonePolygons &zones, const std::string &scene, const RasterGrid &grid )
{
  const PolygonPlacer placer( zones.crs, grid );
  PolygonRaster result( grid );
  for ( const ZonePolygon &polygon : zones.polygons )
    if ( polygon.scene.empty() || polygon.scene == scene )
      result.add( placer.place( polygon.shape, "A polygon of the zones" ), polygon.zone );
  return result;
}

} // namespace calving
