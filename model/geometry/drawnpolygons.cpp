#include "model/geometry/drawnpolygons.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "model/error.h"
#include "model/geometry/bentedges.h"
#include "model/geometry/dateline.h"
#include "model/geometry/straightpolygons.h"
#include "model/raster/gdalraster.h"

namespace calving
{

namespace
{

using Place = std::array<double, 2>;

//! 360 degrees in the unit of \a reference where its coordinates are longitudes, else 0.
double turnOf( const OGRSpatialReference &reference )
{
  return reference.IsGeographic() ? 2 * M_PI / reference.GetAngularUnits() : 0;
}

//! Shorter side of a pixel, in units of the map.
double pixelSide( const RasterGrid &map )
{
  const std::array<double, 6> &t = map.transform;
  return std::min( std::hypot( t[1], t[4] ), std::hypot( t[2], t[5] ) );
}

std::string degreesOf( const OGRSpatialReference &reference )
{
  const std::unique_ptr<OGRSpatialReference> degrees( reference.CloneGeogCS() );
  return degrees ? wellKnownText( *degrees ) : geographicCrs;
}

//! Whether the map, as a cylinder or cone unrolled, ends at half a turn from the meridian in its middle.
bool isUnrolled( const MapTransform &fromDegrees, double meridian, double turn )
{
  constexpr double little = 1e-6;
  constexpr double far = 1e6;
  const double half = turn / 2 * ( 1 - little );
  for ( const double latitude : { -turn / 8, 0.0, turn / 8 } )
  {
    const Place west = fromDegrees.applied( Place{ meridian - half, latitude } );
    const Place east = fromDegrees.applied( Place{ meridian + half, latitude } );
    if ( std::hypot( west[0] - east[0], west[1] - east[1] ) > far )
      return true;
  }
  return false;
}

//! The longitudes that a map shows, from the one to the next end: half a turn to both sides of its middle.
struct Band
{
  double middle = 0;
  double turn = 0;
};

//! Adds to \a result the parts of \a polygon, whose longitudes run on, each in \a band by whole turns.
void turnInto( const Band &band, const MapPolygon &polygon, std::vector<MapPolygon> &result )
{
  double low = HUGE_VAL;
  double high = -HUGE_VAL;
  for ( const auto &[x, y] : polygon.front() )
  {
    low = std::min( low, x );
    high = std::max( high, x );
  }
  const double start = band.middle - band.turn / 2;
  for ( double turns = std::floor( ( low - start ) / band.turn ); start + turns * band.turn < high; ++turns )
  {
    const double left = start + turns * band.turn;
    for ( MapPolygon &part : between( polygon, left, left + band.turn ) )
    {
      for ( Ring &ring : part )
        for ( Place &corner : ring )
          corner[0] -= turns * band.turn;
      result.push_back( std::move( part ) );
    }
  }
}

//! Keeps longitudes away from the very end of the map, where a projection may take one end for the other.
void keepOffEnds( const Band &band, MapPolygon &polygon )
{
  const double half = band.turn / 2 * ( 1 - 1e-12 );
  for ( Ring &ring : polygon )
    for ( Place &corner : ring )
      corner[0] = std::clamp( corner[0], band.middle - half, band.middle + half );
}

//! What lies at most a degree, or a fifth of its extent, beside \a map, in degrees, to which \a way leads;
//! none where parts of the map have no longitude and latitude.
std::optional<Extent> surroundings( const MapTransform &way, const RasterGrid &map, double turn )
{
  constexpr int steps = 16;
  const double centre = way.applied( map.toMap( 0.5 * map.width, 0.5 * map.height ) )[0];
  Extent extent{ HUGE_VAL, -HUGE_VAL, HUGE_VAL, -HUGE_VAL };
  for ( int row = 0; row <= steps; ++row )
    for ( int column = 0; column <= steps; ++column )
    {
      const auto [x, y] = way.applied(
          map.toMap( map.width * column / double( steps ), map.height * row / double( steps ) ) );
      if ( !std::isfinite( x + y + centre ) )
        return std::nullopt;
      const double longitude = centre + std::remainder( x - centre, turn );
      extent.left = std::min( extent.left, longitude );
      extent.right = std::max( extent.right, longitude );
      extent.bottom = std::min( extent.bottom, y );
      extent.top = std::max( extent.top, y );
    }
  const double pole = turn / 4;
  const double degree = turn / 360;
  const bool aroundPole = extent.right - extent.left > turn / 3;
  const double aside = degree + ( extent.right - extent.left ) / 5;
  const double upwards = degree + ( extent.top - extent.bottom ) / 5;
  // All round the Earth, both ends overlap: no pixel lies between them.
  extent.left = aroundPole ? centre - turn / 2 - degree : extent.left - aside;
  extent.right = aroundPole ? centre + turn / 2 + degree : extent.right + aside;
  extent.bottom = aroundPole && extent.bottom < 0 ? -pole : std::max( -pole, extent.bottom - upwards );
  extent.top = aroundPole && extent.top > 0 ? pole : std::min( pole, extent.top + upwards );
  return extent;
}

bool isUnknown( const Place &corner )
{
  return !std::isfinite( corner[0] + corner[1] );
}

} // namespace

//! How coordinates come from where they were drawn to the map.
struct PolygonPlacer::Ways
{
  //! A polygon of which the map can show a part only.
  struct Beyond
  {
  };

  //! A turn where they were drawn; 0 for coordinates that are no longitudes.
  double drawnTurn = 0;
  //! Longitudes and latitudes, where they were drawn in such, of the map and all that is near it.
  std::optional<Extent> near;
  double tolerance = 0;
  //! From where they were drawn to the map or, where this ends somewhere, to its longitudes and latitudes.
  //! None where they are there.
  std::unique_ptr<MapTransform> first;
  std::optional<Band> band;
  double toleranceInDegrees = 0;
  //! From longitudes and latitudes to the map.
  std::unique_ptr<MapTransform> second;

  void follow( const std::string &crs, const RasterGrid &map )
  {
    const OGRSpatialReference from = spatialReference( crs );
    const OGRSpatialReference to = spatialReference( map.crs );
    drawnTurn = turnOf( from );
    if ( drawnTurn > 0 )
      near = surroundings( MapTransform( map.crs, crs ), map, drawnTurn );
    tolerance = pixelSide( map ) / 1000;
    if ( !to.IsGeographic() && from.IsSame( &to ) )
      return;
    std::string next = map.crs;
    if ( const double turn = turnOf( to ); turn > 0 )
    {
      band = Band{ map.toMap( 0.5 * map.width, 0.5 * map.height )[0], turn };
      toleranceInDegrees = tolerance;
    }
    else if ( const std::string degrees = degreesOf( to ); to.IsProjected() )
    {
      auto project = std::make_unique<MapTransform>( degrees, map.crs );
      const double circle = turnOf( spatialReference( degrees ) );
      const double meridian = to.GetNormProjParm( SRS_PP_CENTRAL_MERIDIAN, 0.0 ) * circle / 360;
      if ( isUnrolled( *project, meridian, circle ) )
      {
        constexpr double metresAround = 4e7;
        band = Band{ meridian, circle };
        toleranceInDegrees = tolerance * to.GetLinearUnits() * circle / metresAround;
        second = std::move( project );
        next = degrees;
      }
    }
    const OGRSpatialReference target = spatialReference( next );
    if ( !from.IsSame( &target ) )
      first = std::make_unique<MapTransform>( crs, next );
  }

  //! \a polygon by \a way. None where all of it lies beyond what the map can show; throws Beyond where it
  //! does in part.
  static MapPolygon taken( const MapPolygon &polygon, const MapTransform &way, double tolerance, double turn )
  {
    MapPolygon result;
    bool some = false;
    bool all = true;
    for ( const Ring &ring : polygon )
    {
      result.push_back( bent( ring, way, tolerance, turn ) );
      closeRing( result.back(), turn );
      const bool hasUnknown = std::any_of( result.back().begin(), result.back().end(), isUnknown );
      some = some || hasUnknown;
      all = all && std::all_of( result.back().begin(), result.back().end(), isUnknown );
    }
    if ( some && !all )
      throw Beyond();
    if ( all )
      return {};
    if ( turn > 0 )
      gatherHoles( result, turn );
    return result;
  }

  //! Of what reaches beyond what the map can show, and of the Earth as a whole, what is near the map counts.
  std::vector<MapPolygon> placed( const MapPolygon &drawn, const std::string &what ) const
  {
    if ( !near )
      return placedWhole( drawn, what );
    constexpr double large = 0.25; // of a turn: what is smaller is rarely cut
    const auto [west, east] =
        std::minmax_element( drawn.front().begin(), drawn.front().end(),
                             []( const Place &a, const Place &b ) { return a[0] < b[0]; } );
    const auto [south, north] =
        std::minmax_element( drawn.front().begin(), drawn.front().end(),
                             []( const Place &a, const Place &b ) { return a[1] < b[1]; } );
    if ( ( *north )[1] - ( *south )[1] < large * drawnTurn / 4 &&
         ( *east )[0] - ( *west )[0] < large * drawnTurn )
      return placedWhole( drawn, what );
    std::vector<MapPolygon> result;
    for ( double turns = std::floor( ( ( *west )[0] - near->right ) / drawnTurn );
          near->left + turns * drawnTurn < ( *east )[0]; ++turns )
      for ( const MapPolygon &part :
            within( drawn, { near->left + turns * drawnTurn, near->right + turns * drawnTurn, near->bottom,
                             near->top } ) )
        for ( MapPolygon &placed : placedWhole( part, what ) )
          result.push_back( std::move( placed ) );
    return result;
  }

  std::vector<MapPolygon> placedWhole( const MapPolygon &drawn, const std::string &what ) const
  {
    try
    {
      return transformed( drawn );
    }
    catch ( const Beyond & )
    {
      throw Error(
          what +
          " reaches beyond what the map of the raster can show. Draw it around the scene only, and check "
          "its coordinate reference system." );
    }
  }

  std::vector<MapPolygon> transformed( const MapPolygon &drawn ) const
  {
    MapPolygon polygon =
        first ? taken( drawn, *first, band ? toleranceInDegrees : tolerance, band ? band->turn : 0 ) : drawn;
    if ( polygon.empty() )
      return {};
    if ( !band )
      return { std::move( polygon ) };
    std::vector<MapPolygon> turned;
    for ( const MapPolygon &part : overSeams( polygon, band->turn ) )
      turnInto( *band, part, turned );
    std::vector<MapPolygon> result;
    for ( MapPolygon &part : turned )
    {
      if ( second )
      {
        keepOffEnds( *band, part );
        part = taken( part, *second, tolerance, 0 );
      }
      if ( !part.empty() )
        result.push_back( std::move( part ) );
    }
    return result;
  }
};

PolygonPlacer::PolygonPlacer( const std::string &crs, const RasterGrid &map )
{
  auto ways = std::make_unique<Ways>();
  if ( !crs.empty() && !map.crs.empty() )
    ways->follow( crs, map );
  mWays = std::move( ways );
}

PolygonPlacer::~PolygonPlacer() = default;

std::vector<MapPolygon> PolygonPlacer::place( const WellKnownBinary &shape, const std::string &what ) const
{
  std::vector<MapPolygon> result;
  for ( const MapPolygon &polygon : straightPolygons( shape, mWays->drawnTurn, what ) )
    for ( MapPolygon &placed : mWays->placed( polygon, what ) )
      result.push_back( std::move( placed ) );
  return result;
}

void requirePolygons( const DrawnPolygons &drawn )
{
  for ( const WellKnownBinary &shape : drawn.shapes )
    straightPolygons( shape, 0, drawn.what );
}

std::vector<MapPolygon> polygonsOn( const DrawnPolygons &drawn, const RasterGrid &map )
{
  const PolygonPlacer placer( drawn.crs, map );
  std::vector<MapPolygon> result;
  for ( const WellKnownBinary &shape : drawn.shapes )
    for ( MapPolygon &polygon : placer.place( shape, drawn.what ) )
      result.push_back( std::move( polygon ) );
  return result;
}

std::vector<std::array<double, 2>> outlineOf( const DrawnPolygons &drawn )
{
  if ( drawn.crs.empty() )
    throw Error( drawn.what +
                 " lies nobody knows where: its layer has no coordinate reference system. Assign one." );
  const double turn = turnOf( spatialReference( drawn.crs ) );
  Ring points;
  for ( const WellKnownBinary &shape : drawn.shapes )
    for ( const MapPolygon &polygon : straightPolygons( shape, turn, drawn.what ) )
    {
      const Ring &outline = polygon.front();
      for ( std::size_t i = 1; i < outline.size(); ++i )
      {
        constexpr int pieces = 16; // straight edges bend in radar geometry
        for ( int piece = 0; piece < pieces; ++piece )
          points.push_back( { outline[i - 1][0] + ( outline[i][0] - outline[i - 1][0] ) * piece / pieces,
                              outline[i - 1][1] + ( outline[i][1] - outline[i - 1][1] ) * piece / pieces } );
      }
    }
  points = MapTransform( drawn.crs, geographicCrs ).applied( points );
  if ( std::any_of( points.begin(), points.end(), isUnknown ) )
    throw Error( drawn.what +
                 " has no longitude and latitude. Check the layer's coordinate reference system." );
  return points;
}

} // namespace calving
