#include "model/sar/terrain/outputgrid.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "model/error.h"
#include "model/geometry/defaultcrs.h"
#include "model/geometry/maptransform.h"
#include "model/geometry/snappedgrid.h"

namespace calving
{

namespace
{

using Place = std::array<double, 2>;

//! Points along each side of an outline.
constexpr int sidePoints = 33;

//! The points between opposite corners, along the border of a unit square.
std::vector<Place> unitOutline()
{
  std::vector<Place> points;
  for ( int i = 0; i < sidePoints; ++i )
  {
    const double t = static_cast<double>( i ) / ( sidePoints - 1 );
    points.insert( points.end(), { { t, 0 }, { t, 1 }, { 0, t }, { 1, t } } );
  }
  return points;
}

Place degreesOf( const RadarGeometry &radar, const Place &share, double height )
{
  const RadarFrame &frame = radar.frame();
  const RadarPosition position{ share[1] * frame.height - 0.5, share[0] * frame.width - 0.5 };
  const Geodetic place = toGeodetic( radar.point( position, height ) );
  return { place.longitude / degree, place.latitude / degree };
}

std::vector<Place> transformed( const std::vector<Place> &places, const std::string &from,
                                const std::string &to )
{
  std::vector<double> x;
  std::vector<double> y;
  for ( const Place &place : places )
  {
    x.push_back( place[0] );
    y.push_back( place[1] );
  }
  MapTransform( from, to ).apply( x, y );
  std::vector<Place> result;
  for ( std::size_t i = 0; i < x.size(); ++i )
    result.push_back( { x[i], y[i] } );
  return result;
}

Extent intersection( const Extent &a, const Extent &b )
{
  return { std::max( a.left, b.left ), std::min( a.right, b.right ), std::max( a.bottom, b.bottom ),
           std::min( a.top, b.top ) };
}

//! A projection shows lengths nearly as they are only in the part of the Earth that it is made for.
void checkProjection( const std::string &crs, const RadarGeometry &radar )
{
  RasterGrid probe;
  probe.crs = crs;
  if ( probe.isGeographic() )
    throw Error( "The coordinate reference system of the result is geographic, but its pixels must be "
                 "metres. Choose a projected one such as EPSG:3413." );
  const Place centre = degreesOf( radar, { 0.5, 0.5 }, 0 );
  const Place north{ centre[0], centre[1] + ( centre[1] > 0 ? -0.01 : 0.01 ) };
  const std::vector<Place> ends = transformed( { centre, north }, geographicCrs, crs );
  const double shown = std::hypot( ends[1][0] - ends[0][0], ends[1][1] - ends[0][1] );
  const double real = length( toCartesian( fromDegrees( centre[0], centre[1], 0 ) ) -
                              toCartesian( fromDegrees( north[0], north[1], 0 ) ) );
  if ( shown > real / 4 && shown < real * 4 )
    return;
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text.precision( 4 );
  text << "The scene at longitude " << centre[0] << ", latitude " << centre[1]
       << " lies outside the part of the Earth that the coordinate reference system of the result is made "
          "for. Choose another, or leave it empty.";
  throw Error( text.str() );
}

} // namespace

RasterGrid outputGrid( const RadarGeometry &radar, const MapOptions &options, const TerrainSurvey &survey )
{
  if ( !( options.pixelSize > 0 ) || !std::isfinite( options.pixelSize ) )
    throw Error( "The pixel size must be a positive number." );
  const Place centre = degreesOf( radar, { 0.5, 0.5 }, 0 );
  const std::string crs =
      wellKnownText( options.crs.empty() ? defaultCrs( centre[0], centre[1] ) : options.crs );
  checkProjection( crs, radar );
  std::vector<Place> outline;
  for ( const double height : { survey.lowest, survey.highest } )
    for ( const Place &share : unitOutline() )
      outline.push_back( degreesOf( radar, share, height ) );
  Extent bounds = extentOf( transformed( outline, geographicCrs, crs ) );
  if ( !options.area.empty() )
    bounds = intersection( bounds, extentOf( transformed( options.area, geographicCrs, crs ) ) );
  if ( !( bounds.left < bounds.right && bounds.bottom < bounds.top ) )
    throw Error( "The area lies outside the scene. Choose an area that the scene shows, or leave it empty." );
  return snappedGrid( bounds, crs, options.pixelSize );
}

std::vector<Place> placesIn( const RadarGeometry &radar, int count, double height )
{
  std::vector<Place> places;
  for ( int row = 0; row < count; ++row )
    for ( int column = 0; column < count; ++column )
      places.push_back( degreesOf( radar, { ( column + 0.5 ) / count, ( row + 0.5 ) / count }, height ) );
  return places;
}

} // namespace calving
