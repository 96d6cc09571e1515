#include "model/labels/frontcut.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "model/base/numbertext.h"
#include "model/labels/regions.h"

namespace calving
{

namespace
{

constexpr auto glacier = static_cast<std::uint8_t>( Zone::Glacier );
constexpr auto ocean = static_cast<std::uint8_t>( Zone::Ocean );

//! A line on its way to part the zones.
struct Cutter
{
  PixelPath path;
  std::vector<std::size_t> pixels;
  std::string problem;
};

//! Where a point of a path lies; none outside the image.
std::optional<std::size_t> pixelAt( const ZoneImage &image, const Point &point )
{
  const int column = static_cast<int>( std::floor( point[0] ) );
  const int row = static_cast<int>( std::floor( point[1] ) );
  return image.holds( column, row ) ? std::optional( image.index( column, row ) ) : std::nullopt;
}

std::vector<std::size_t> pixelsOf( const PixelPath &path, const ZoneImage &image, const FjordWalls &walls )
{
  std::vector<std::size_t> pixels;
  for ( const Point &point : path )
    if ( const auto pixel = pixelAt( image, point ); pixel && !walls.isWall( *pixel ) )
      if ( pixels.empty() || pixels.back() != *pixel )
        pixels.push_back( *pixel );
  return pixels;
}

//! Where the line goes at its end \a from, seen over some pixels: a single step says little.
Point directionAt( const PixelPath &path, bool atBack )
{
  constexpr std::size_t look = 12;
  const std::size_t reach = std::min( look, path.size() - 1 );
  const Point &end = atBack ? path.back() : path.front();
  const Point &before = atBack ? path[path.size() - 1 - reach] : path[reach];
  const double length = std::hypot( end[0] - before[0], end[1] - before[1] );
  return length > 0 ? Point{ ( end[0] - before[0] ) / length, ( end[1] - before[1] ) / length } : Point{ 0, 0 };
}

bool isClosed( const PixelPath &path )
{
  return path.size() > 2 && std::hypot( path.front()[0] - path.back()[0], path.front()[1] - path.back()[1] ) < 1;
}

//! Lets the ends of \a path that lie in ice or water go on to a wall, or to what \a others hold.
void extendEnds( PixelPath &path, const ZoneImage &image, const FjordWalls &walls,
                 const std::vector<bool> &others, double farthest )
{
  for ( const bool atBack : { false, true } )
  {
    const Point end = atBack ? path.back() : path.front();
    const auto pixel = pixelAt( image, end );
    if ( !pixel || walls.isWall( *pixel ) || others[*pixel] )
      continue;
    const auto target = walls.nearest( end, directionAt( path, atBack ), farthest, others );
    if ( !target )
      continue;
    PixelPath way = densePath( { end, *target }, image );
    if ( atBack )
      path.insert( path.end(), way.begin(), way.end() );
    else
      path.insert( path.begin(), way.rbegin(), way.rend() );
  }
}

std::vector<Cutter> cuttersOf( const std::vector<PixelPath> &lines, const ZoneImage &image,
                               const FjordWalls &walls, const CutOptions &options )
{
  std::vector<Cutter> cutters;
  for ( const PixelPath &line : lines )
  {
    Cutter cutter{ densePath( line, image ), {}, {} };
    cutter.pixels = pixelsOf( cutter.path, image, walls );
    if ( cutter.pixels.empty() )
      cutter.problem = "a front line crosses neither its glacier nor its ocean";
    cutters.push_back( std::move( cutter ) );
  }
  for ( Cutter &cutter : cutters )
  {
    if ( !cutter.problem.empty() || isClosed( cutter.path ) )
      continue;
    std::vector<bool> others( image.zones.size(), false );
    for ( const Cutter &other : cutters )
      if ( &other != &cutter )
        for ( const std::size_t pixel : other.pixels )
          others[pixel] = true;
    extendEnds( cutter.path, image, walls, others, options.farthestEndMetres / options.pixelMetres );
    cutter.pixels = pixelsOf( cutter.path, image, walls );
  }
  return cutters;
}

//! What lies beside a line, point for point: a pixel on the left and one on the right.
struct Sides
{
  std::vector<std::size_t> left;
  std::vector<std::size_t> right;
};

Sides sidesOf( const PixelPath &path, const ZoneImage &image, const std::vector<bool> &open )
{
  Sides sides;
  constexpr std::size_t look = 3; // steps of half a pixel
  for ( std::size_t i = 0; i < path.size(); ++i )
  {
    const Point &a = path[i >= look ? i - look : 0];
    const Point &b = path[std::min( i + look, path.size() - 1 )];
    const double length = std::hypot( b[0] - a[0], b[1] - a[1] );
    if ( !( length > 0 ) )
      continue;
    const Point normal{ -( b[1] - a[1] ) / length, ( b[0] - a[0] ) / length };
    for ( const double away : { 1.5, 2.5 } )
    {
      const auto left = pixelAt( image, { path[i][0] + away * normal[0], path[i][1] + away * normal[1] } );
      const auto right = pixelAt( image, { path[i][0] - away * normal[0], path[i][1] - away * normal[1] } );
      if ( !left || !right || !open[*left] || !open[*right] )
        continue;
      sides.left.push_back( *left );
      sides.right.push_back( *right );
      break;
    }
  }
  return sides;
}

//! What the known zones say of the two sides of a line.
enum class OceanSide
{
  Left,
  Right,
  Unknown
};

//! What was known of the regions and of their pieces of one class each.
struct Known
{
  const ZoneImage &image;
  const Regions &regions;
  //! Connected pixels of one region and one class.
  const Regions &pieces;
  //! Whether a piece lies beside a line, by which it may change its class.
  const std::vector<bool> &touches;
};

//! Pixels on one side of a line.
struct Extent
{
  double ice = 0;
  double water = 0;
  //! Those that would change their class, were they on the other side of the front.
  double movingIce = 0;
  double movingWater = 0;

  //! Whether there is more than a speck of it.
  bool hasIce() const { return ice > speck * ( ice + water ); }
  bool hasWater() const { return water > speck * ( ice + water ); }

private:
  static constexpr double speck = 0.01;
};

//! Regions that lie more on one side of a line than on the other: 1 left, -1 right.
std::map<std::int32_t, int> sideOfRegions( const Sides &sides, const Regions &regions )
{
  std::map<std::int32_t, int> points;
  for ( const std::size_t pixel : sides.left )
    ++points[regions.of[pixel]];
  for ( const std::size_t pixel : sides.right )
    --points[regions.of[pixel]];
  for ( auto &[region, count] : points )
    count = count > 0 ? 1 : count < 0 ? -1 : 0;
  return points;
}

std::array<Extent, 2> extentsOf( const std::map<std::int32_t, int> &sideOf, const Known &known )
{
  std::array<Extent, 2> extents;
  for ( std::size_t pixel = 0; pixel < known.image.zones.size(); ++pixel )
  {
    const auto side = sideOf.find( known.regions.of[pixel] );
    if ( side == sideOf.end() || side->second == 0 || !isIceOrWater( known.image.zones[pixel] ) )
      continue;
    Extent &extent = extents[side->second > 0 ? 0 : 1];
    const bool isIce = known.image.zones[pixel] == glacier;
    ( isIce ? extent.ice : extent.water ) += 1;
    if ( known.touches[known.pieces.of[pixel]] )
      ( isIce ? extent.movingIce : extent.movingWater ) += 1;
  }
  return extents;
}

/**
 * Where one side alone was known to hold any ocean, or any glacier, that decides: no front moves past all of
 * either. Else, as where other glaciers and fjords hang together with these, the side for which less changes.
 */
OceanSide oceanSide( const Sides &sides, const Known &known )
{
  const auto [left, right] = extentsOf( sideOfRegions( sides, known.regions ), known );
  if ( !left.hasWater() && !right.hasWater() )
    return OceanSide::Unknown;
  if ( left.hasWater() != right.hasWater() )
    return left.hasWater() ? OceanSide::Left : OceanSide::Right;
  if ( left.hasIce() != right.hasIce() )
    return left.hasIce() ? OceanSide::Right : OceanSide::Left;
  const double changedIfLeft = left.movingIce + right.movingWater;
  const double changedIfRight = right.movingIce + left.movingWater;
  return changedIfLeft < changedIfRight   ? OceanSide::Left
         : changedIfRight < changedIfLeft ? OceanSide::Right
                                          : OceanSide::Unknown;
}

//! The share of a line along which both sides are one region: an open end lets them hang together.
double leakOf( const Sides &sides, const Regions &regions )
{
  if ( sides.left.empty() )
    return 0;
  std::size_t same = 0;
  for ( std::size_t i = 0; i < sides.left.size(); ++i )
    same += regions.of[sides.left[i]] == regions.of[sides.right[i]];
  return static_cast<double>( same ) / static_cast<double>( sides.left.size() );
}

//! How many points of lines say that a region is ocean, less those that say glacier.
using Votes = std::vector<std::int64_t>;

void vote( const Sides &sides, OceanSide ocean, const Regions &regions, Votes &votes )
{
  for ( std::size_t i = 0; i < sides.left.size(); ++i )
  {
    const std::int32_t left = regions.of[sides.left[i]];
    const std::int32_t right = regions.of[sides.right[i]];
    if ( left == right )
      continue;
    votes[left] += ocean == OceanSide::Left ? 1 : -1;
    votes[right] += ocean == OceanSide::Right ? 1 : -1;
  }
}

//! Connected pixels of \a image that are of one region and one class.
Regions piecesOf( const ZoneImage &image, const std::vector<bool> &open, const Regions &regions )
{
  return Regions( image.grid.width, image.grid.height,
                  [&]( std::size_t a, std::size_t b )
                  {
                    return open[a] && open[b] && regions.of[a] == regions.of[b] &&
                           image.zones[a] == image.zones[b];
                  } );
}

//! Whether a piece lies beside the \a barrier.
std::vector<bool> touching( const Regions &pieces, const std::vector<bool> &barrier, const RasterGrid &grid )
{
  std::vector<bool> touches( pieces.sizes.size(), false );
  for ( std::size_t pixel = 0; pixel < barrier.size(); ++pixel )
    if ( barrier[pixel] )
      forNeighbours( pixel, grid.width, grid.height,
                     [&]( std::size_t beside ) { touches[pieces.of[beside]] = true; } );
  return touches;
}

//! Gives each side of the lines its class: only what touches a line, so that what no line tells of stays.
void reclass( ZoneImage &image, const std::vector<bool> &barrier, const Known &known, const Votes &votes )
{
  for ( std::size_t pixel = 0; pixel < image.zones.size(); ++pixel )
  {
    if ( !isIceOrWater( image.zones[pixel] ) )
      continue;
    if ( barrier[pixel] )
      image.zones[pixel] = ocean;
    else if ( const std::int64_t votesOfSide = votes[known.regions.of[pixel]];
              votesOfSide != 0 && known.touches[known.pieces.of[pixel]] )
      image.zones[pixel] = votesOfSide > 0 ? ocean : glacier;
  }
}

std::string metres( double pixels, const CutOptions &options )
{
  return numberText( std::round( pixels * options.pixelMetres ), 9 ) + " m";
}

//! \a barrier with the pixels of \a cutters that have no problem.
std::vector<bool> barrierOf( const std::vector<Cutter> &cutters, std::size_t pixels )
{
  std::vector<bool> barrier( pixels, false );
  for ( const Cutter &cutter : cutters )
    if ( cutter.problem.empty() )
      for ( const std::size_t pixel : cutter.pixels )
        barrier[pixel] = true;
  return barrier;
}

} // namespace

FrontCut cutByFronts( const ZoneImage &known, const std::vector<PixelPath> &lines, const CutOptions &options )
{
  const int width = known.grid.width;
  const int height = known.grid.height;
  FrontCut result{ known, 0, {} };
  const FjordWalls walls( known );
  std::vector<Cutter> cutters = cuttersOf( lines, known, walls, options );
  const auto openBeside = [&]( const std::vector<bool> &barrier )
  {
    std::vector<bool> open( known.zones.size() );
    for ( std::size_t pixel = 0; pixel < open.size(); ++pixel )
      open[pixel] = !walls.isWall( pixel ) && !barrier[pixel];
    return open;
  };
  const auto regionsOf = [&]( const std::vector<bool> &open )
  { return Regions( width, height, [&]( std::size_t a, std::size_t b ) { return open[a] && open[b]; } ); };

  // Lines that part nothing first, so that they change nothing.
  std::vector<bool> barrier = barrierOf( cutters, known.zones.size() );
  std::vector<bool> open = openBeside( barrier );
  {
    const Regions regions = regionsOf( open );
    constexpr double mostLeak = 0.5;
    for ( Cutter &cutter : cutters )
      if ( cutter.problem.empty() && leakOf( sidesOf( cutter.path, known, open ), regions ) > mostLeak )
        cutter.problem = "a front line of " + metres( static_cast<double>( cutter.pixels.size() ), options ) +
                         " cannot be closed: no wall of the fjord within " +
                         metres( options.farthestEndMetres / options.pixelMetres, options ) +
                         " of its ends parts its two sides";
  }
  barrier = barrierOf( cutters, known.zones.size() );
  open = openBeside( barrier );
  const Regions regions = regionsOf( open );
  const Regions pieces = piecesOf( known, open, regions );
  const std::vector<bool> touches = touching( pieces, barrier, known.grid );
  const Known about{ known, regions, pieces, touches };
  Votes votes( regions.sizes.size(), 0 );
  for ( Cutter &cutter : cutters )
  {
    if ( !cutter.problem.empty() )
      continue;
    const Sides sides = sidesOf( cutter.path, known, open );
    const OceanSide side = oceanSide( sides, about );
    if ( side == OceanSide::Unknown )
      cutter.problem = "nothing tells on which side of a front line its ocean lies";
    else
      vote( sides, side, regions, votes );
  }
  for ( const Cutter &cutter : cutters )
  {
    result.linesUsed += cutter.problem.empty();
    if ( !cutter.problem.empty() )
      result.problems.push_back( cutter.problem );
  }
  reclass( result.zones, barrierOf( cutters, known.zones.size() ), about, votes );
  return result;
}

} // namespace calving
