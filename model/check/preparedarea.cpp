#include "model/check/preparedarea.h"

#include <ogr_api.h>
#include <ogr_geometry.h>

#include "model/change/frontshape.h"
#include "model/error.h"
#include "model/geometry/ogrpolygon.h"

namespace calving
{

struct PreparedArea::Geometry
{
  OGRMultiPolygon polygons;
  OGRPreparedGeometryUniquePtr prepared;
};

PreparedArea::PreparedArea( const std::vector<MapPolygon> &polygons )
{
  auto geometry = std::make_unique<Geometry>();
  for ( const MapPolygon &polygon : polygons )
    geometry->polygons.addGeometryDirectly( ogrPolygon( polygon ).release() );
  geometry->prepared.reset( OGRCreatePreparedGeometry( OGRGeometry::ToHandle( &geometry->polygons ) ) );
  if ( !geometry->prepared )
    throw Error( "Polygons cannot be searched: this GDAL was built without GEOS. Install one that has it." );
  mGeometry = std::move( geometry );
}

PreparedArea::~PreparedArea() = default;
PreparedArea::PreparedArea( PreparedArea && ) noexcept = default;

bool PreparedArea::contains( const Point &point ) const
{
  OGRPoint place( point[0], point[1] );
  return OGRPreparedGeometryIntersects( mGeometry->prepared.get(), OGRGeometry::ToHandle( &place ) );
}

double PreparedArea::outside( const std::vector<Line> &parts, double step ) const
{
  double metres = 0;
  for ( const FrontSample &sample : sampled( parts, step ) )
    if ( !contains( sample.point ) )
      metres += sample.metres;
  return metres;
}

} // namespace calving
