#include "model/labels/zoneoutlines.h"

#include <cmath>

#include <ogr_api.h>
#include <ogr_geometry.h>

#include "model/error.h"
#include "model/front/crackchains.h"
#include "model/front/frontpixels.h"
#include "model/front/smoothlines.h"
#include "model/geometry/ogrpolygon.h"

namespace calving
{

namespace
{

constexpr std::uint8_t outside = 255;

/**
 * The edges between pixels of different classes, as a graph of corners: corner (x, y) is the upper left one of
 * pixel (x, y).
 */
class Borders
{
public:
  explicit Borders( const ZoneImage &image )
    : mImage( image )
    , mColumns( image.grid.width + 1 )
    , mRows( image.grid.height + 1 )
    , mEast( at( 0, mRows ) )
    , mSouth( at( 0, mRows ) )
  {
    for ( int y = 0; y < mRows; ++y )
      for ( int x = 0; x < mColumns; ++x )
      {
        mEast[at( x, y )] = x + 1 < mColumns && zone( x, y - 1 ) != zone( x, y );
        mSouth[at( x, y )] = y + 1 < mRows && zone( x - 1, y ) != zone( x, y );
      }
  }

  //! Lines from node to node (corners where not exactly two edges meet), and rings, each once.
  std::vector<std::vector<Point>> lines()
  {
    std::vector<std::vector<Point>> result;
    for ( const bool nodesOnly : { true, false } )
      for ( int y = 0; y < mRows; ++y )
        for ( int x = 0; x < mColumns; ++x )
        {
          if ( nodesOnly && edgesAt( x, y ) == 2 )
            continue;
          for ( int way = 0; way < 4; ++way )
            if ( hasEdge( x, y, way ) )
              result.push_back( followed( x, y, way ) );
        }
    return result;
  }

private:
  std::size_t at( int x, int y ) const { return static_cast<std::size_t>( y ) * mColumns + x; }

  std::uint8_t zone( int x, int y ) const
  {
    return mImage.holds( x, y ) ? mImage.zones[mImage.index( x, y )] : outside;
  }

  //! 0 east, 1 south, 2 west, 3 north.
  std::vector<bool>::reference edge( int x, int y, int way )
  {
    switch ( way )
    {
      case 0:
        return mEast[at( x, y )];
      case 1:
        return mSouth[at( x, y )];
      case 2:
        return mEast[at( x - 1, y )];
      default:
        return mSouth[at( x, y - 1 )];
    }
  }

  bool hasEdge( int x, int y, int way )
  {
    const bool leaves = ( way == 2 && x == 0 ) || ( way == 3 && y == 0 );
    return !leaves && edge( x, y, way );
  }

  //! By the classes around it, so that edges that were followed still count.
  int edgesAt( int x, int y ) const
  {
    const std::uint8_t around[4] = { zone( x, y ), zone( x - 1, y ), zone( x - 1, y - 1 ), zone( x, y - 1 ) };
    int edges = 0;
    for ( int i = 0; i < 4; ++i )
      edges += around[i] != around[( i + 1 ) % 4];
    return edges;
  }

  //! Takes the edges from a corner on, to the next node or back to where it began.
  std::vector<Point> followed( int x, int y, int way )
  {
    const std::size_t start = at( x, y );
    std::vector<Point> line{ { static_cast<double>( x ), static_cast<double>( y ) } };
    for ( ;; )
    {
      edge( x, y, way ) = false;
      x += way == 0 ? 1 : way == 2 ? -1 : 0;
      y += way == 1 ? 1 : way == 3 ? -1 : 0;
      line.push_back( { static_cast<double>( x ), static_cast<double>( y ) } );
      if ( at( x, y ) == start || edgesAt( x, y ) != 2 )
        return line;
      for ( way = 0; way < 4 && !hasEdge( x, y, way ); ++way )
      {
      }
    }
  }

  const ZoneImage &mImage;
  //! Of corners.
  int mColumns;
  int mRows;
  std::vector<bool> mEast;
  std::vector<bool> mSouth;
};

double distanceTo( const Point &p, const Point &a, const Point &b )
{
  const Point way{ b[0] - a[0], b[1] - a[1] };
  const double length = std::hypot( way[0], way[1] );
  if ( !( length > 0 ) )
    return std::hypot( p[0] - a[0], p[1] - a[1] );
  const double along = ( ( p[0] - a[0] ) * way[0] + ( p[1] - a[1] ) * way[1] ) / ( length * length );
  const double share = std::min( 1.0, std::max( 0.0, along ) );
  return std::hypot( p[0] - a[0] - share * way[0], p[1] - a[1] - share * way[1] );
}

//! \a line thinned so that it strays at most \a tolerance; its ends stay, and of a ring the farthest corner.
std::vector<Point> thinnedLine( const std::vector<Point> &line, double tolerance )
{
  std::vector<bool> kept( line.size(), false );
  kept.front() = kept.back() = true;
  std::vector<std::pair<std::size_t, std::size_t>> open;
  const bool isRing = line.front() == line.back();
  if ( isRing )
  {
    // Three corners, or a small ring would fold into a line.
    const std::size_t third = line.size() / 3;
    kept[third] = kept[2 * third] = true;
    open = { { 0, third }, { third, 2 * third }, { 2 * third, line.size() - 1 } };
  }
  else
    open = { { 0, line.size() - 1 } };
  while ( !open.empty() )
  {
    const auto [first, last] = open.back();
    open.pop_back();
    double most = tolerance;
    std::size_t farthest = first;
    for ( std::size_t i = first + 1; i < last; ++i )
      if ( const double distance = distanceTo( line[i], line[first], line[last] ); distance > most )
      {
        most = distance;
        farthest = i;
      }
    if ( farthest == first )
      continue;
    kept[farthest] = true;
    open.emplace_back( first, farthest );
    open.emplace_back( farthest, last );
  }
  std::vector<Point> result;
  for ( std::size_t i = 0; i < line.size(); ++i )
    if ( kept[i] )
      result.push_back( line[i] );
  return result;
}

//! The areas that \a borders enclose, in pixels.
std::unique_ptr<OGRGeometry> faces( OGRMultiLineString &borders )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  // Lines that crossed when they were thinned get a corner where they do.
  const std::unique_ptr<OGRGeometry> crossed( borders.Union( &borders ) );
  std::unique_ptr<OGRGeometry> result( crossed ? crossed->Polygonize() : nullptr );
  if ( !result )
    throw Error( "Cannot outline the zones: " + std::string( CPLGetLastErrorMsg() ) +
                 ". This GDAL may lack GEOS." );
  return result;
}

//! The class of the pixel at a point well inside \a face, whose border strays from that of the pixels.
std::uint8_t zoneIn( const OGRPolygon &face, const ZoneImage &image )
{
  // Not the member function, which fails in GDAL 3.6.
  const std::unique_ptr<OGRGeometry> inside(
      OGRGeometry::FromHandle( OGR_G_PointOnSurface( OGRGeometry::ToHandle( const_cast<OGRPolygon *>( &face ) ) ) ) );
  if ( !inside || wkbFlatten( inside->getGeometryType() ) != wkbPoint || inside->IsEmpty() )
    return 0;
  const int column = static_cast<int>( std::floor( inside->toPoint()->getX() ) );
  const int row = static_cast<int>( std::floor( inside->toPoint()->getY() ) );
  return image.holds( column, row ) ? image.zones[image.index( column, row )] : 0;
}

} // namespace

std::vector<ZoneOutline> outlinesOf( const ZoneImage &image, double tolerance )
{
  OGRMultiLineString borders;
  for ( const std::vector<Point> &line : Borders( image ).lines() )
  {
    OGRLineString border;
    for ( const auto &[x, y] : thinnedLine( line, tolerance ) )
      border.addPoint( x, y );
    borders.addGeometry( &border );
  }
  const std::unique_ptr<OGRGeometry> areas = faces( borders );
  std::vector<ZoneOutline> result;
  forEachPolygon( *areas,
                  [&]( const OGRCurvePolygon &face )
                  {
                    ZoneOutline outline{ zoneIn( *face.toPolygon(), image ), ringsOf( face ) };
                    if ( outline.zone == static_cast<std::uint8_t>( Zone::NotAvailable ) )
                      return;
                    for ( Ring &ring : outline.polygon )
                      for ( Point &corner : ring )
                        corner = image.grid.toMap( corner[0], corner[1] );
                    result.push_back( std::move( outline ) );
                  } );
  return result;
}

std::vector<std::vector<Point>> frontsOf( const ZoneImage &image, double leastPixels )
{
  const RunLengthImage zones = withoutIslands( runsOf( image ) );
  const RunLengthImage front = withoutShortFronts( contactPixels( zones ), leastPixels );
  std::vector<std::vector<Point>> result;
  for ( const PixelLine &line : smoothLines( crackChains( zones, front ), true ) )
  {
    std::vector<Point> points;
    for ( const Point &point : line.points )
      points.push_back( image.grid.toMap( point[0], point[1] ) );
    if ( points.size() > 1 )
      result.push_back( std::move( points ) );
  }
  return result;
}

} // namespace calving
