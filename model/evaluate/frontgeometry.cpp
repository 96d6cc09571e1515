#include "model/evaluate/frontgeometry.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "model/base/regularfile.h"
#include "model/error.h"
#include "model/geometry/mapstretch.h"
#include "model/geometry/maptransform.h"
#include "model/geometry/wkbgeometry.h"
#include "model/raster/gdalraster.h"
#include "model/scene/frontattributes.h"

namespace calving
{

namespace
{

void addLine( const OGRSimpleCurve &curve, std::vector<std::vector<Point>> &lines )
{
  std::vector<Point> points;
  for ( int i = 0; i < curve.getNumPoints(); ++i )
    points.push_back( { curve.getX( i ), curve.getY( i ) } );
  if ( !points.empty() )
    lines.push_back( std::move( points ) );
}

void addGeometry( const OGRGeometry &geometry, FrontGeometry &front )
{
  const OGRwkbGeometryType type = wkbFlatten( geometry.getGeometryType() );
  if ( OGR_GT_IsNonLinear( type ) )
  {
    const std::unique_ptr<OGRGeometry> linear( geometry.getLinearGeometry() );
    addGeometry( *linear, front );
  }
  else if ( type == wkbLineString )
    addLine( *geometry.toLineString(), front.lines );
  else if ( type == wkbPolygon )
    throw Error( "The layer " + front.source +
                 " holds polygons, whose outlines are more than fronts. Turn them into lines, in QGIS with "
                 "“Polygons to lines”, and delete what is no front." );
  else if ( OGR_GT_IsSubClassOf( type, wkbGeometryCollection ) )
    for ( const OGRGeometry *part : *geometry.toGeometryCollection() )
      addGeometry( *part, front );
}

//! Attributes as addFrontAttributes() asks for them.
AttributeText attributesOf( const OGRFeature &feature )
{
  return [&feature]( const char *name ) -> std::string
  {
    const int field = feature.GetFieldIndex( name );
    return field >= 0 && feature.IsFieldSetAndNotNull( field ) ? feature.GetFieldAsString( field ) : "";
  };
}

//! Brings the lines of \a front from number \a first on, which are in the system \a crs, to its own.
void bringTo( FrontGeometry &front, std::size_t first, const std::string &crs )
{
  if ( crs.empty() || front.crs.empty() )
    throw Error( "The file " + front.source +
                 " holds layers of lines with and without a coordinate reference system. Assign one to those "
                 "without, in QGIS with “Assign projection”." );
  const MapTransform toFirst( crs, front.crs );
  for ( std::size_t i = first; i < front.lines.size(); ++i )
    front.lines[i] = toFirst.applied( front.lines[i] );
}

//! Well-known text; empty where the layer has none, of which GeoPackages make an “Undefined geographic SRS”.
std::string systemOf( OGRLayer &layer )
{
  const OGRSpatialReference *reference = layer.GetSpatialRef();
  const char *name = reference ? reference->GetName() : nullptr;
  const bool isKnown = reference && !( name && STARTS_WITH_CI( name, "undefined" ) );
  return isKnown ? wellKnownText( *reference ) : std::string();
}

//! The lines of all layers, in the system of the first one that holds some.
FrontGeometry fromLayers( GDALDataset &dataset, const std::string &path )
{
  FrontGeometry front;
  front.source = path;
  for ( OGRLayer *layer : dataset.GetLayers() )
  {
    const std::size_t before = front.lines.size();
    for ( const OGRFeatureUniquePtr &feature : *layer )
    {
      if ( const OGRGeometry *geometry = feature->GetGeometryRef(); geometry && !geometry->IsEmpty() )
        addGeometry( *geometry, front );
      else if ( layer->GetGeomType() != wkbNone ) // rows of a table lack nothing
        ++front.withoutShape;
      addAttributes( attributesOf( *feature ), front );
    }
    const std::string crs = systemOf( *layer );
    if ( before == 0 )
      front.crs = crs;
    else if ( front.lines.size() > before && crs != front.crs )
      bringTo( front, before, crs );
  }
  return front;
}

//! Whether some feature has a shape, or is of a table, which could have none.
bool holdsOthers( GDALDataset &dataset )
{
  for ( OGRLayer *layer : dataset.GetLayers() )
    for ( const OGRFeatureUniquePtr &feature : *layer )
      if ( const OGRGeometry *geometry = feature->GetGeometryRef();
           layer->GetGeomType() == wkbNone || ( geometry && !geometry->IsEmpty() ) )
        return true;
  return false;
}

//! Longitude and latitude per line; ">" begins a new line. Empty if the text is something else.
std::vector<std::vector<Point>> plainCoordinates( const std::string &path )
{
  std::ifstream file( path );
  std::vector<std::vector<Point>> lines( 1 );
  for ( std::string text; std::getline( file, text ); )
  {
    if ( text.empty() || text[0] == '#' )
      continue;
    if ( text[0] == '>' )
    {
      lines.emplace_back();
      continue;
    }
    std::istringstream numbers( text );
    numbers.imbue( std::locale::classic() );
    Point point{};
    if ( !( numbers >> point[0] >> point[1] ) )
      return {};
    lines.back().push_back( point );
  }
  lines.erase( std::remove_if( lines.begin(), lines.end(), []( const auto &line ) { return line.empty(); } ),
               lines.end() );
  return lines;
}

//! Fronts are thin lines: where most of a raster is not 0, it shows something else.
void requireFewPixels( const FrontGeometry &front )
{
  const double pixels = static_cast<double>( front.grid.width ) * front.grid.height;
  // More than that is no front even in the largest raster, and fills the memory.
  constexpr double most = 5e7;
  if ( front.pixels.size() > std::min( pixels / 2, most ) )
    throw Error( "Most pixels of the raster " + front.source +
                 " are not 0: it shows no fronts. If these are zones, trace their fronts first "
                 "(calvingfront:tracefronts)." );
}

//! Adds the pixels of \a window whose \a values are a front's: not 0 and not not-a-number.
template <typename Value>
void addPixels( const std::vector<Value> &values, const Window &window, FrontGeometry &front )
{
  for ( std::size_t i = 0; i < values.size(); ++i )
    if ( values[i] != 0 && values[i] == values[i] )
      front.pixels.push_back( { window.x + static_cast<int>( i % window.width ),
                                window.y + static_cast<int>( i / window.width ) } );
}

FrontGeometry fromRaster( const RasterInput &input )
{
  const RasterReader raster( input );
  FrontGeometry front;
  front.source = input.path;
  front.grid = raster.grid();
  front.crs = front.grid.crs;
  front.facts = sceneFacts( input.path, raster.metadata() );
  const int strip = std::clamp( ( 1 << 22 ) / raster.width(), 1, raster.height() );
  for ( int row = 0; row < raster.height(); row += strip )
  {
    const Window window{ 0, row, raster.width(), std::min( strip, raster.height() - row ) };
    // Bytes are quick; of other values they would lose what lies between 0 and 1.
    if ( raster.type() == PixelType::Byte )
      addPixels( raster.readBytes( 1, window ), window, front );
    else
      addPixels( raster.readBand( 1, window ), window, front );
    raster.forgetBlocks();
    requireFewPixels( front );
  }
  return front;
}

//! Whether GDAL reads \a input as a raster: what else is wrong with it, reading tells.
bool isRaster( const RasterInput &input )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  CPLStringList options;
  for ( const std::string &option : input.openOptions )
    options.AddString( option.c_str() );
  return GDALDatasetUniquePtr(
             GDALDataset::Open( input.path.c_str(), GDAL_OF_RASTER, nullptr, options.List() ) ) != nullptr;
}

} // namespace

void addFrontLines( const std::vector<std::uint8_t> &wkb, FrontGeometry &front )
{
  const std::unique_ptr<OGRGeometry> geometry = geometryOf( wkb );
  if ( !geometry )
    throw Error( "A feature of the layer " + front.source +
                 " has a shape that cannot be read. Mend it, in QGIS with “Fix geometries”." );
  addGeometry( *geometry, front );
}

void addAttributes( const AttributeText &attribute, FrontGeometry &front )
{
  SceneFacts own;
  addFrontAttributes( own, attribute );
  if ( !own.date.empty() )
    front.dates.insert( own.date );
  addMissingFacts( front.facts, own );
}

std::string holdsNoLines( const std::string &source )
{
  return "The layer " + source +
         " holds no lines. Fronts are lines: join points to them first, in QGIS with “Points to path”.";
}

FrontGeometry readFrontGeometry( const RasterInput &input )
{
  const std::string &path = input.path;
  requireRegularFile( path );
  GDALAllRegister();
  if ( isRaster( input ) )
    return fromRaster( input );
  GDALDatasetUniquePtr vector;
  {
    const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
    vector.reset( GDALDataset::Open( path.c_str(), GDAL_OF_VECTOR ) );
  }
  FrontGeometry front;
  if ( vector )
    front = fromLayers( *vector, path );
  if ( !front.lines.empty() )
    return front;
  // GDAL takes plain coordinates for an empty GMT layer.
  front.source = path;
  front.lines = plainCoordinates( path );
  if ( front.lines.empty() && vector && holdsOthers( *vector ) )
    throw Error( holdsNoLines( path ) );
  if ( front.lines.empty() && vector )
    return front;
  if ( front.lines.empty() )
    throw Error(
        "Cannot read " + path +
        ": it is neither a raster nor a layer of lines. Check that it is whole, or choose another." );
  front.crs = wellKnownText( geographicCrs );
  return front;
}

MetricPlane::MetricPlane( const std::string &crs, const Point &centre )
{
  const OGRSpatialReference reference = spatialReference( crs );
  const bool isInMetres = reference.IsProjected() && std::abs( reference.GetLinearUnits() - 1 ) < 1e-9;
  if ( isInMetres && !isStretched( mapStretch( crs, centre ) ) )
  {
    mCrs = crs;
    return;
  }
  const Point place = toLongitudeLatitude( centre, crs );
  if ( !std::isfinite( place[0] ) || !std::isfinite( place[1] ) )
    throw Error( "A front lies outside its coordinate reference system. Check which one it has." );
  OGRSpatialReference plane;
  plane.SetProjCS( "Plane of comparison" );
  plane.SetWellKnownGeogCS( "WGS84" );
  plane.SetAE( place[1], place[0], 0, 0 );
  mCrs = wellKnownText( plane );
}

std::vector<Point> MetricPlane::project( const std::vector<Point> &points, const std::string &crs,
                                         const std::string &source ) const
{
  if ( crs == mCrs )
    return points;
  const std::vector<Point> result = MapTransform( crs, mCrs ).applied( points );
  if ( !std::all_of( result.begin(), result.end(),
                     []( const Point &point ) { return std::isfinite( point[0] ); } ) )
    throw Error( "The fronts " + source +
                 " cannot be brought to the coordinates of the fronts they are compared "
                 "with. Check their coordinate reference system." );
  return result;
}

Point toLongitudeLatitude( const Point &point, const std::string &crs )
{
  return MapTransform( crs, geographicCrs ).applied( point );
}

} // namespace calving
