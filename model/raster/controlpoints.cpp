#include "model/raster/controlpoints.h"

#include "model/raster/gdalraster.h"

namespace calving
{

std::vector<GroundControlPoint> readControlPoints( const std::string &path )
{
  std::vector<GroundControlPoint> points;
  const GDALDatasetUniquePtr file = openRaster( path ); // not for its pixels
  if ( !file->GetGCPSpatialRef() || !file->GetGCPSpatialRef()->IsGeographic() )
    return points;
  for ( int i = 0; i < file->GetGCPCount(); ++i )
  {
    const GDAL_GCP &point = file->GetGCPs()[i];
    points.push_back( { point.dfGCPPixel, point.dfGCPLine, point.dfGCPX, point.dfGCPY, point.dfGCPZ } );
  }
  return points;
}

} // namespace calving
