#include "model/labels/labelcheck.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/base/numbertext.h"
#include "model/front/frontpixels.h"
#include "model/geometry/nearestsegment.h"
#include "model/labels/drawnlines.h"
#include "model/labels/frontbarrier.h"
#include "model/labels/regions.h"
#include "model/labels/zoneimage.h"

namespace calving
{

namespace
{

constexpr double mostPixels = 4e6;
constexpr auto glacier = static_cast<std::size_t>( Zone::Glacier );
constexpr auto ocean = static_cast<std::size_t>( Zone::Ocean );

//! The labels of a scene as they count, and what lies under what.
struct Labelled
{
  ZoneImage image;
  //! Pixels of each class.
  std::array<std::size_t, 4> pixels{};
  //! Pixels that polygons of several classes hold.
  std::size_t overlapping = 0;
  //! Pixels of holes and slits between polygons.
  std::size_t gaps = 0;
};

//! Where polygons of each class lie, whatever lies over them.
std::array<std::vector<std::uint8_t>, 4> layersOf( const RasterGrid &grid, const ZonePolygons &zones,
                                                   const std::string &scene )
{
  std::array<std::vector<std::uint8_t>, 4> layers;
  for ( std::uint8_t zone = 0; zone < layers.size(); ++zone )
  {
    ZonePolygons one{ {}, zones.crs };
    for ( const ZonePolygon &polygon : zones.polygons )
      if ( polygon.zone == zone )
      {
        one.polygons.push_back( polygon );
        one.polygons.back().zone = 1;
      }
    layers[zone] = zonesOn( grid, one, scene ).read( { 0, 0, grid.width, grid.height } );
  }
  return layers;
}

//! Pixels that no polygon holds, in regions that do not reach the edge of the raster: holes.
std::size_t holesIn( const RasterGrid &grid, const std::vector<bool> &isDrawn )
{
  const Regions regions( grid.width, grid.height,
                         [&]( std::size_t a, std::size_t b ) { return isDrawn[a] == isDrawn[b]; } );
  std::vector<bool> isInside( regions.sizes.size(), true );
  for ( std::size_t pixel = 0; pixel < isDrawn.size(); ++pixel )
  {
    int beside = 0;
    forNeighbours( pixel, grid.width, grid.height, [&]( std::size_t ) { ++beside; } );
    if ( isDrawn[pixel] || beside < 4 )
      isInside[regions.of[pixel]] = false;
  }
  std::size_t holes = 0;
  for ( std::size_t region = 0; region < isInside.size(); ++region )
    holes += isInside[region] ? regions.sizes[region] : 0;
  return holes;
}

Labelled labelled( const RasterGrid &grid, const ZonePolygons &zones, const std::string &scene )
{
  Labelled result;
  result.image = { grid, zonesOn( grid, zones, scene ).read( { 0, 0, grid.width, grid.height } ) };
  const auto layers = layersOf( grid, zones, scene );
  std::vector<bool> isDrawn( result.image.zones.size() );
  for ( std::size_t pixel = 0; pixel < isDrawn.size(); ++pixel )
  {
    const int classes = layers[0][pixel] + layers[1][pixel] + layers[2][pixel] + layers[3][pixel];
    ++result.pixels[result.image.zones[pixel]];
    result.overlapping += classes > 1;
    isDrawn[pixel] = classes > 0;
  }
  result.gaps = holesIn( grid, isDrawn );
  return result;
}

//! Centres of the pixels of the front.
std::vector<Segment> frontOf( const ZoneImage &image )
{
  const RunLengthImage front = contactPixels( runsOf( image ) );
  std::vector<Segment> centres;
  for ( int row = 0; row < front.height(); ++row )
    for ( std::size_t run = front.firstRun( row ); run < front.firstRun( row + 1 ); ++run )
      if ( front.value( run ) == 1 )
        for ( int column = front.begin( row, run ); column < front.end( run ); ++column )
          centres.push_back( { { column + 0.5, row + 0.5 }, { column + 0.5, row + 0.5 } } );
  return centres;
}

//! Distances in pixels from the lines of the scene to its front, every half pixel; only what lies in ice or water
//! counts, because lines may go on over rock.
std::vector<double> strays( const ZoneImage &image, const std::vector<Segment> &front,
                            const ZonePolygons &zones, const std::string &scene )
{
  const NearestSegment nearest( front );
  std::vector<double> distances;
  for ( const DrawnFront &drawn : zones.fronts )
    if ( drawn.scene == scene )
      for ( const PixelPath &line : linesOn( image.grid, drawn.shape, zones.crs, "A front line" ) )
        for ( const Point &point : densePath( line, image ) )
        {
          const int column = static_cast<int>( std::floor( point[0] ) );
          const int row = static_cast<int>( std::floor( point[1] ) );
          if ( image.holds( column, row ) && isIceOrWater( image.zones[image.index( column, row )] ) )
            distances.push_back( nearest.find( point ).distance );
        }
  return distances;
}

std::string perCent( std::size_t part, std::size_t whole )
{
  return numberText( std::max( 0.1, std::round( 1000.0 * static_cast<double>( part ) /
                                                static_cast<double>( whole ) ) / 10 ),
                     4 ) +
         " %";
}

void checkAreas( const Labelled &labels, const std::string &of, std::vector<std::string> &sentences )
{
  const std::size_t drawn = labels.image.zones.size() - labels.pixels[0];
  for ( const auto &[zone, name] : { std::pair( glacier, "glacier" ), { ocean, "ocean" } } )
    if ( drawn > 0 && labels.pixels[zone] == 0 )
      sentences.push_back( of + " hold no " + name + ", so that they tell of no front. Draw it, or leave the raster out." );
  // Polygons that were drawn one beside the other by hand overlap a little everywhere.
  constexpr double fewPixels = 0.001;
  if ( static_cast<double>( labels.overlapping ) > fewPixels * static_cast<double>( drawn ) )
    sentences.push_back( of + " overlap in " + perCent( labels.overlapping, drawn ) +
                         " of what is drawn; the later polygon counts there. Cut one of them off." );
  if ( static_cast<double>( labels.gaps ) > fewPixels * static_cast<double>( drawn ) )
    sentences.push_back( of + " leave gaps between them, " + perCent( labels.gaps, drawn ) +
                         " of what is drawn, which count as not available. Close them where they are none." );
}

void checkFronts( const Labelled &labels, const ZonePolygons &zones, const std::string &scene,
                  const std::string &of, std::vector<std::string> &sentences )
{
  if ( labels.pixels[glacier] == 0 || labels.pixels[ocean] == 0 )
    return;
  const std::vector<Segment> front = frontOf( labels.image );
  if ( front.empty() )
  {
    sentences.push_back( of + " hold glacier and ocean that do not touch, so that there is no front. Close the gap "
                              "between them." );
    return;
  }
  std::vector<double> distances = strays( labels.image, front, zones, scene );
  if ( distances.empty() )
    return;
  std::sort( distances.begin(), distances.end() );
  constexpr double nearPixels = 3;
  constexpr double mostOff = 0.2;
  const auto off = static_cast<std::size_t>( distances.end() - std::upper_bound( distances.begin(),
                                                                                 distances.end(), nearPixels ) );
  if ( static_cast<double>( off ) <= mostOff * static_cast<double>( distances.size() ) )
    return;
  const std::array<double, 2> side = labels.image.grid.pixelSizeMetres();
  sentences.push_back( of + " have a front line of which " + perCent( off, distances.size() ) +
                       " does not lie on the border of ocean and glacier; it is up to " +
                       numberText( std::round( distances.back() * std::sqrt( side[0] * side[1] ) ), 9 ) +
                       " m away. Mend the line or the zones; “Prepare labels” can let the zones follow their lines." );
}

} // namespace

std::vector<std::string> checkLabels( const RasterGrid &grid, const ZonePolygons &zones,
                                      const std::string &scene )
{
  const Labelled labels = labelled( coarserGrid( grid, mostPixels ), zones, scene );
  const std::string of = "The labels of " + scene;
  std::vector<std::string> sentences;
  checkAreas( labels, of, sentences );
  checkFronts( labels, zones, scene, of, sentences );
  return sentences;
}

} // namespace calving
