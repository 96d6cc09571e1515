#include <cmath>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/raster/gdalraster.h"
#include "model/raster/raster.h"

namespace calving
{

Error gdalError( const std::string &sentence )
{
  std::string reason = CPLGetLastErrorMsg();
  while ( !reason.empty() && reason.back() == '.' )
    reason.pop_back();
  return Error( reason.empty() ? sentence + "." : sentence + ": " + reason + "." );
}

Error rasterWriteError( const std::string &sentence )
{
  return Error( std::string( gdalError( sentence ).what() ) +
                " Check that its folder exists, may be written to and has space left." );
}

OGRSpatialReference spatialReference( const std::string &crs )
{
  OGRSpatialReference reference;
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  // Only what names or describes a system, no file or address of one.
  if ( !crs.empty() &&
       reference.SetFromUserInput(
           crs.c_str(), OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS_get() ) != OGRERR_NONE )
    reference.Clear();
  reference.SetAxisMappingStrategy( OAMS_TRADITIONAL_GIS_ORDER );
  return reference;
}

std::string wellKnownText( const OGRSpatialReference &reference )
{
  char *text = nullptr;
  const char *options[] = { "FORMAT=WKT2_2019", nullptr };
  const bool known = reference.exportToWkt( &text, options ) == OGRERR_NONE;
  const std::string result = known ? text : "";
  CPLFree( text );
  return result;
}

std::array<double, 2> RasterGrid::toMap( double column, double row ) const
{
  return { transform[0] + column * transform[1] + row * transform[2],
           transform[3] + column * transform[4] + row * transform[5] };
}

std::array<double, 2> RasterGrid::toPixel( double x, double y ) const
{
  const double determinant = transform[1] * transform[5] - transform[2] * transform[4];
  const double dx = x - transform[0];
  const double dy = y - transform[3];
  return { ( dx * transform[5] - dy * transform[2] ) / determinant,
           ( dy * transform[1] - dx * transform[4] ) / determinant };
}

bool RasterGrid::isGeographic() const
{
  return !crs.empty() && spatialReference( crs ).IsGeographic();
}

bool RasterGrid::liesElsewhere( const RasterGrid &other ) const
{
  if ( !hasTransform || !other.hasTransform )
    return false;
  if ( crs != other.crs && !crs.empty() && !other.crs.empty() )
  {
    const OGRSpatialReference reference = spatialReference( other.crs );
    if ( !spatialReference( crs ).IsSame( &reference ) )
      return true;
  }
  for ( const auto &[column, row] :
        { std::array<double, 2>{ 0, 0 }, { 1.0 * width, 0 }, { 0, 1.0 * height } } )
  {
    const std::array<double, 2> map = toMap( column, row );
    const std::array<double, 2> place = other.toPixel( map[0], map[1] );
    // A hundredth of a pixel may be the rounding of a world file. Not-a-number lies elsewhere.
    if ( !( std::hypot( place[0] - column, place[1] - row ) < 0.01 ) )
      return true;
  }
  return false;
}

std::array<double, 2> RasterGrid::pixelSizeMetres() const
{
  double x = std::hypot( transform[1], transform[4] );
  double y = std::hypot( transform[2], transform[5] );
  if ( crs.empty() )
    return { x, y };
  const OGRSpatialReference reference = spatialReference( crs );
  if ( !reference.IsGeographic() )
  {
    const double unit = reference.GetLinearUnits();
    return { x * unit, y * unit };
  }
  // Radii of curvature of the ellipsoid at the middle of the raster.
  const double latitude = toMap( width / 2.0, height / 2.0 )[1] * reference.GetAngularUnits();
  if ( std::abs( latitude ) > M_PI / 2 )
    throw Error( "A raster with a geographic coordinate reference system reaches the latitude " +
                 numberText( latitude * 180 / M_PI ) +
                 ": its coordinates are no degrees. Give it its right coordinate reference system." );
  const double a = reference.GetSemiMajor();
  const double b = reference.GetSemiMinor();
  const double e2 = 1.0 - ( b * b ) / ( a * a );
  const double w2 = 1.0 - e2 * std::sin( latitude ) * std::sin( latitude );
  const double primeVertical = a / std::sqrt( w2 );
  const double meridian = a * ( 1.0 - e2 ) / ( w2 * std::sqrt( w2 ) );
  const double unit = reference.GetAngularUnits();
  const auto length = [&]( double east, double north )
  { return std::hypot( east * unit * primeVertical * std::cos( latitude ), north * unit * meridian ); };
  return { length( transform[1], transform[4] ), length( transform[2], transform[5] ) };
}

} // namespace calving
