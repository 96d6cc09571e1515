#include "model/sar/calibration/scenemetadata.h"

#include <algorithm>
#include <cmath>

#include "model/base/numbertext.h"
#include "model/sar/geometry/longitude.h"

namespace calving
{

namespace
{

const char *nameOf( Calibration calibration )
{
  switch ( calibration )
  {
  case Calibration::BetaNought:
    return "beta0";
  case Calibration::GammaNought:
    return "gamma0";
  default:
    return "sigma0";
  }
}

const char *nameOf( NegativePolicy policy )
{
  switch ( policy )
  {
  case NegativePolicy::Floor:
    return "floor";
  case NegativePolicy::NoData:
    return "no data";
  case NegativePolicy::Nearest:
    return "nearest";
  case NegativePolicy::Keep:
    return "keep";
  default:
    return "zero";
  }
}

//! What became of the noise along the borders; nothing where there never is any.
std::string borderStep( const Product &product, const SarImage &image, const CalibrationOptions &options )
{
  if ( !image.annotation.isGroundRange() )
    return {};
  if ( !hasBorderNoise( product, image ) )
    return ", border noise removed by the processor";
  return options.removeBorderNoise ? ", border noise removed" : ", border noise kept";
}

//! The part of the scene that was asked for, in degrees.
std::string areaStep( const std::vector<LonLat> &area )
{
  if ( area.empty() )
    return {};
  LonLat lower = area.front();
  LonLat upper = area.front();
  for ( const LonLat &place : area )
  {
    const LonLat corner{ beside( place[0], area.front()[0] ), place[1] };
    for ( const int axis : { 0, 1 } )
    {
      lower[axis] = std::min( lower[axis], corner[axis] );
      upper[axis] = std::max( upper[axis], corner[axis] );
    }
  }
  const auto text = []( double degrees ) { return numberText( std::round( 1e4 * degrees ) / 1e4 ); };
  return ", longitude " + text( lower[0] ) + " to " + text( upper[0] ) + ", latitude " + text( lower[1] ) +
         " to " + text( upper[1] );
}

std::string stepOf( const Product &product, const SarImage &image, const CalibrationOptions &options )
{
  std::string step = std::string( "calibrate(" ) + nameOf( options.calibration );
  step += options.removeNoise
              ? std::string( ", thermal noise removed, negatives " ) + nameOf( options.negatives )
              : std::string( ", thermal noise kept" );
  step += borderStep( product, image, options );
  step += ", orbit " + ( options.orbitFile.empty() ? "of the annotation" : fileName( options.orbitFile ) );
  return step + areaStep( options.area ) + ")";
}

//! Height of the grid's point nearest to the position in \a geometry, as a guess for the ground there.
double heightNear( const std::vector<const SarImage *> &images, const RadarGeometry &geometry,
                   const RadarPosition &position )
{
  const Vector3 place = geometry.point( position, 0 );
  double nearest = HUGE_VAL;
  double height = 0;
  for ( const SarImage *image : images )
    for ( const GeolocationPoint &point : image->annotation.geolocationGrid )
    {
      const Vector3 other = toCartesian( fromDegrees( point.longitude, point.latitude, 0 ) );
      if ( length( other - place ) < nearest )
      {
        nearest = length( other - place );
        height = point.height;
      }
    }
  return height;
}

GroundControlPoint pointAt( const RadarPosition &position, const Geodetic &place, const Window &window )
{
  return { position.pixel + 0.5 - window.x, position.line + 0.5 - window.y, place.longitude / degree,
           place.latitude / degree, place.height };
}

} // namespace

SarMetadata sceneMetadata( const Product &product, const std::string &polarisation,
                           const CalibrationOptions &options )
{
  const SafeManifest &manifest = product.manifest;
  SarMetadata metadata{ { "CALVINGFRONT_SENSOR", manifest.mission },
                        { "CALVINGFRONT_MODE", manifest.mode },
                        { "CALVINGFRONT_POLARISATION", polarisation },
                        { "CALVINGFRONT_PASS", manifest.pass == "ASCENDING" ? "Ascending" : "Descending" },
                        { "CALVINGFRONT_RELATIVE_ORBIT", std::to_string( manifest.relativeOrbit ) },
                        { "CALVINGFRONT_ABSOLUTE_ORBIT", std::to_string( manifest.absoluteOrbit ) },
                        { "CALVINGFRONT_DATETIME", manifest.start.text() + "Z" },
                        { "CALVINGFRONT_DATETIME_END", manifest.stop.text() + "Z" },
                        { "CALVINGFRONT_IMAGE_ID", product.name },
                        { "CALVINGFRONT_QUANTITY", nameOf( options.calibration ) },
                        { "CALVINGFRONT_UNIT", "linear" } };
  recordStep( metadata, stepOf( product, *product.imagesOf( polarisation ).front(), options ) );
  return metadata;
}

std::vector<GroundControlPoint> controlPoints( const std::vector<const SarImage *> &images,
                                               const RadarGeometry &geometry, const Window &window )
{
  const double outsideX = window.width / 16.0;
  const double outsideY = window.height / 16.0;
  std::vector<GroundControlPoint> points;
  for ( const SarImage *image : images )
    for ( const GeolocationPoint &point : image->annotation.geolocationGrid )
    {
      const Geodetic place = fromDegrees( point.longitude, point.latitude, point.height );
      const RadarPosition position = geometry.position( toCartesian( place ), geometry.middleTime() );
      const GroundControlPoint control = pointAt( position, place, window );
      if ( control.column >= -outsideX && control.column <= window.width + outsideX &&
           control.row >= -outsideY && control.row <= window.height + outsideY )
        points.push_back( control );
    }
  if ( points.size() >= 4 )
    return points;
  for ( const double line : { window.y + 0.0, window.y + window.height - 1.0 } )
    for ( const double pixel : { window.x + 0.0, window.x + window.width - 1.0 } )
    {
      const RadarPosition position{ line, pixel };
      const double height = heightNear( images, geometry, position );
      points.push_back( pointAt( position, toGeodetic( geometry.point( position, height ) ), window ) );
    }
  return points;
}

} // namespace calving
