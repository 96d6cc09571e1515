#include "model/evaluate/sceneevaluation.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>

#include "model/error.h"
#include "model/geometry/mapstretch.h"
#include "model/scene/readzones.h"

namespace calving
{

namespace
{

//! One front on the plane: what distances start from and what they lead to.
struct Shape
{
  std::vector<Point> samples;
  //! Metres of front that each sample stands for.
  std::vector<double> metres;
  std::vector<Segment> segments;
};

using ToMap = std::function<Point( const Point & )>;

Shape shapeOfPixels( const FrontGeometry &front, const PixelSize &pixel )
{
  Shape shape;
  for ( const auto &[column, row] : front.pixels )
    shape.samples.push_back( { column * pixel.x, row * pixel.y } );
  for ( const Point &point : shape.samples )
    shape.segments.push_back( { point, point } );
  shape.metres.assign( shape.samples.size(), pixelSpacing( front.pixels, pixel ) );
  return shape;
}

//! Adds points at equal distances of at most \a step, ends included: each stands for half the way to either
//! neighbour.
void sample( const std::vector<Point> &line, double step, Shape &shape )
{
  std::vector<Point> &samples = shape.samples;
  const std::size_t first = samples.size();
  for ( std::size_t i = 1; i < line.size(); ++i )
  {
    const Point &a = line[i - 1];
    const Point &b = line[i];
    const int pieces =
        std::max( 1, static_cast<int>( std::ceil( std::hypot( b[0] - a[0], b[1] - a[1] ) / step ) ) );
    for ( int piece = 0; piece < pieces; ++piece )
    {
      const double t = static_cast<double>( piece ) / pieces;
      samples.push_back( { a[0] + t * ( b[0] - a[0] ), a[1] + t * ( b[1] - a[1] ) } );
    }
  }
  samples.push_back( line.back() );
  shape.metres.resize( samples.size(), 0.0 );
  for ( std::size_t i = first + 1; i < samples.size(); ++i )
  {
    const double half =
        std::hypot( samples[i][0] - samples[i - 1][0], samples[i][1] - samples[i - 1][1] ) / 2;
    shape.metres[i - 1] += half;
    shape.metres[i] += half;
  }
  // Points alone, and vertices that are twice the same one, count a little, for a front may be nothing else.
  for ( std::size_t i = first; i < samples.size(); ++i )
    shape.metres[i] = std::max( shape.metres[i], 1e-6 * step );
}

//! Sides on \a plane of the pixel in the middle of the raster \a front.
PixelSize sidesOnPlane( const FrontGeometry &front, const MetricPlane &plane )
{
  const double column = front.grid.width / 2.0;
  const double row = front.grid.height / 2.0;
  const std::vector<Point> corners =
      plane.project( { front.grid.toMap( column, row ), front.grid.toMap( column + 1, row ),
                       front.grid.toMap( column, row + 1 ) },
                     front.crs, front.source );
  const auto apart = [&corners]( int i )
  { return std::hypot( corners[i][0] - corners[0][0], corners[i][1] - corners[0][1] ); };
  return { apart( 1 ), apart( 2 ) };
}

Shape shapeOnPlane( const FrontGeometry &front, const MetricPlane &plane, double step )
{
  Shape shape;
  if ( front.isRaster() )
  {
    std::vector<Point> centres;
    for ( const auto &[column, row] : front.pixels )
      centres.push_back( front.grid.toMap( column + 0.5, row + 0.5 ) );
    shape.samples = plane.project( centres, front.crs, front.source );
    if ( !shape.samples.empty() )
      shape.metres.assign( shape.samples.size(), pixelSpacing( front.pixels, sidesOnPlane( front, plane ) ) );
    for ( const Point &point : shape.samples )
      shape.segments.push_back( { point, point } );
    return shape;
  }
  for ( const std::vector<Point> &line : front.lines )
  {
    const std::vector<Point> projected = plane.project( line, front.crs, front.source );
    sample( projected, step, shape );
    shape.segments.push_back( { projected.front(), projected.front() } );
    for ( std::size_t i = 1; i < projected.size(); ++i )
      shape.segments.push_back( { projected[i - 1], projected[i] } );
  }
  return shape;
}

std::vector<double> measure( const Shape &from, const Shape &to, bool ofPredicted, const ToMap &toMap,
                             std::vector<ErrorSegment> &errors )
{
  const NearestSegment nearest( to.segments );
  std::vector<double> distances;
  for ( const Point &point : from.samples )
  {
    const NearestSegment::Hit hit = nearest.find( point );
    distances.push_back( hit.distance );
    errors.push_back( { toMap( point ), toMap( hit.point ), hit.distance, ofPredicted } );
  }
  return distances;
}

void compare( const Shape &predicted, const Shape &reference, const ToMap &toMap, SceneEvaluation &result )
{
  result.distances.predictedPoints = predicted.samples.size();
  result.distances.referencePoints = reference.samples.size();
  if ( !result.distances.comparable() )
    return;
  result.distances.ofPredicted = measure( predicted, reference, true, toMap, result.errors );
  result.distances.ofReference = measure( reference, predicted, false, toMap, result.errors );
  result.distances.predictedMetres = predicted.metres;
  result.distances.referenceMetres = reference.metres;
}

PixelSize pixelOf( const ScenePair &scene )
{
  if ( scene.pixel )
    return *scene.pixel;
  const RasterGrid &grid = scene.reference.grid;
  if ( grid.hasTransform )
  {
    const std::array<double, 2> size = grid.pixelSizeMetres();
    return { size[0], size[1] };
  }
  if ( scene.facts.resolutionMetres > 0 )
    return { scene.facts.resolutionMetres, scene.facts.resolutionMetres };
  throw Error( "The pixel size of " + scene.reference.source +
               " is unknown. Georeference it, give a manifest, or name it as CaFFe does "
               "(Glacier_Date_Sensor_Resolution_Quality_Orbit)." );
}

void compareRasters( const ScenePair &scene, SceneEvaluation &result )
{
  const PixelSize pixel = pixelOf( scene );
  const RasterGrid &grid = scene.reference.grid;
  const ToMap toMap = [&]( const Point &point ) -> Point
  {
    const double column = point[0] / pixel.x + 0.5;
    const double row = point[1] / pixel.y + 0.5;
    return grid.hasTransform ? grid.toMap( column, row ) : Point{ column, -row };
  };
  result.crs = scene.reference.crs;
  result.pixelsAreNominal = !scene.pixel && !grid.hasTransform;
  const Shape predicted = shapeOfPixels( scene.predicted, pixel );
  const Shape reference = shapeOfPixels( scene.reference, pixel );
  compare( predicted, reference, toMap, result );
  if ( result.distances.comparable() )
    setPixelMetres( result.distances, predicted.metres.front(), reference.metres.front() );
}

//! Some place of the front, for the plane.
Point somewhere( const FrontGeometry &front )
{
  if ( front.isRaster() )
    return front.grid.toMap( front.grid.width / 2.0, front.grid.height / 2.0 );
  return front.lines.empty() ? Point{ 0, 0 } : front.lines.front()[front.lines.front().size() / 2];
}

void compareOnPlane( const ScenePair &scene, double step, SceneEvaluation &result )
{
  const bool isReferenceEmpty = !scene.reference.isRaster() && scene.reference.lines.empty();
  const FrontGeometry &anchor = isReferenceEmpty ? scene.predicted : scene.reference;
  if ( isReferenceEmpty && !scene.predicted.isRaster() && scene.predicted.lines.empty() )
    return;
  for ( const FrontGeometry *front : { &scene.predicted, &scene.reference } )
    if ( front->crs.empty() && ( front->isRaster() || !front->lines.empty() ) )
      throw Error( "The fronts of " + front->source +
                   " have no coordinate reference system, so that their place is unknown. Assign one, for "
                   "instance with “Assign projection”." );
  const MetricPlane plane( anchor.crs, somewhere( anchor ) );
  result.crs = plane.crs();
  compare(
      shapeOnPlane( scene.predicted, plane, step ), shapeOnPlane( scene.reference, plane, step ),
      []( const Point &point ) { return point; }, result );
}

RunLengthImage zonesOf( const RasterReader &raster, const ZoneTables *codes )
{
  return codes ? readZones( raster, codes->of( raster.path() ), {} )
               : readZones( raster, ZoneCoding::Automatic, {} );
}

ZoneScores compareZones( const ScenePair &scene )
{
  const RasterReader predicted( scene.predictedZones );
  const RasterReader reference( scene.referenceZones );
  if ( predicted.width() != reference.width() || predicted.height() != reference.height() ||
       predicted.grid().liesElsewhere( reference.grid() ) )
    throw Error( "The zones " + predicted.path() + " and " + reference.path() +
                 " differ in size or place. Compare rasters on the same grid." );
  return zoneScores( zonesOf( predicted, scene.predictedCodes.get() ),
                     zonesOf( reference, scene.referenceCodes.get() ) );
}

//! Latitude of the middle of the reference; NaN where unknown.
double latitudeOf( const FrontGeometry &front )
{
  if ( front.crs.empty() || ( !front.isRaster() && front.lines.empty() ) )
    return std::nan( "" );
  return toLongitudeLatitude( somewhere( front ), front.crs )[1];
}

std::string seasonOf( const ScenePair &scene )
{
  if ( scene.facts.date.size() < 7 )
    return {};
  static const std::map<std::string, bool> north{ { "COL", true },  { "JAC", true },    { "Crane", false },
                                                  { "DBE", false }, { "Jorum", false }, { "Mapple", false },
                                                  { "SI", false } };
  const auto known = north.find( scene.facts.glacier );
  const double latitude = known == north.end() ? latitudeOf( scene.reference ) : 0;
  if ( known == north.end() && !std::isfinite( latitude ) )
    return {};
  int month = 0;
  std::from_chars( scene.facts.date.data() + 5, scene.facts.date.data() + 7, month );
  const bool isNorth = known == north.end() ? latitude > 0 : known->second;
  return ( month < 4 || month > 8 ) == isNorth ? "winter" : "summer";
}

//! Gives \a front the system of \a other if it has none and lies at the same numbers.
void takeSystem( FrontGeometry &front, const FrontGeometry &other )
{
  if ( front.crs.empty() && !front.grid.liesElsewhere( other.grid ) )
    front.crs = front.grid.crs = other.crs;
}

//! Throws Error where nobody knows which pixels of the two rasters lie at the same place.
void settlePlaces( FrontGeometry &predicted, FrontGeometry &reference )
{
  const std::string both = "The fronts " + predicted.source + " and " + reference.source;
  const bool placed = predicted.grid.hasTransform && reference.grid.hasTransform;
  if ( placed )
  {
    takeSystem( predicted, reference );
    takeSystem( reference, predicted );
  }
  else if ( predicted.grid.hasTransform || reference.grid.hasTransform )
    throw Error( both + " cannot be compared: only " +
                 ( reference.grid.hasTransform ? reference.source : predicted.source ) +
                 " is georeferenced. Give the other its place, or take two rasters without one." );
  else if ( predicted.grid.width != reference.grid.width || predicted.grid.height != reference.grid.height )
    throw Error( both + " differ in size and are not georeferenced. Compare rasters on the same grid." );
}

std::string groupOf( const std::string &sensor )
{
  if ( sensor == "TSX" || sensor == "TDX" )
    return "TSX/TDX";
  return sensor.rfind( "S1", 0 ) == 0 ? "S1" : sensor;
}

} // namespace

SceneEvaluation evaluateScene( ScenePair scene, double stepMetres )
{
  const bool rasters = scene.predicted.isRaster() && scene.reference.isRaster();
  if ( rasters )
    settlePlaces( scene.predicted, scene.reference );
  SceneEvaluation result;
  result.name = scene.name;
  result.facts = scene.facts;
  result.season = seasonOf( scene );
  result.sensorGroup = groupOf( scene.facts.sensor );
  result.resolution = scene.facts.resolutionMetres;
  result.referenceCrs = scene.reference.crs;
  const RasterGrid &grid = scene.reference.grid;
  const bool sameSize =
      scene.predicted.grid.width == grid.width && scene.predicted.grid.height == grid.height;
  // A manifest's pixel size is one on the ground.
  const bool metric = scene.pixel || !grid.hasTransform || !isStretched( mapStretch( grid ) );
  if ( rasters && sameSize && metric && !scene.predicted.grid.liesElsewhere( grid ) )
    compareRasters( scene, result );
  else
    compareOnPlane( scene, stepMetres, result );
  if ( !scene.predictedZones.isEmpty() && !scene.referenceZones.isEmpty() )
    result.zones = compareZones( scene );
  return result;
}

} // namespace calving
