#include "model/train/data/polygonscenes.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <set>

#include <cpl_conv.h>
#include <gdal_alg.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/raster/gdalraster.h"
#include "model/raster/raster.h"
#include "model/scene/scenename.h"

namespace calving
{

namespace
{

using Geometry = std::unique_ptr<OGRGeometry>;

//! The geometry of \a polygon in the coordinates of \a transformation's target.
Geometry geometryOf( const ZonePolygon &polygon, OGRCoordinateTransformation &transformation )
{
  OGRGeometry *geometry = nullptr;
  if ( OGRGeometryFactory::createFromWkb( polygon.wkb.data(), nullptr, &geometry, polygon.wkb.size() ) !=
           OGRERR_NONE ||
       geometry->transform( &transformation ) != OGRERR_NONE )
  {
    delete geometry;
    throw Error(
        "A polygon of the zones cannot be brought to the coordinates of the raster. Check its geometry and "
        "coordinate reference system." );
  }
  geometry->assignSpatialReference( nullptr );
  return Geometry( geometry );
}

OGREnvelope envelopeOf( const RasterGrid &grid, const Window &window )
{
  OGREnvelope envelope;
  for ( int corner = 0; corner < 4; ++corner )
  {
    const auto [x, y] =
        grid.toMap( window.x + ( corner % 2 ) * window.width, window.y + ( corner / 2 ) * window.height );
    envelope.Merge( x, y );
  }
  return envelope;
}

SceneInfo describe( const RasterReader &raster, const PreparedScene &prepared )
{
  const std::string name = CPLGetBasename( raster.path().c_str() );
  const SceneFacts facts = sceneFacts( raster.path(), raster.metadata(), raster.bandName( prepared.band ) );
  return { name,
           facts.glacier.empty() ? name : facts.glacier,
           facts.date,
           facts.sensor,
           prepared.size.width,
           prepared.size.height,
           prepared.size.pixelSizeMetres,
           false };
}

//! Where \a raster lies. Throws Error where that is not known.
SceneGrid placeOf( const RasterReader &raster )
{
  if ( !raster.grid().hasTransform || raster.grid().crs.empty() )
    throw Error( "The raster " + raster.path() +
                 " is not georeferenced, so the zones cannot be laid over it." );
  return sceneGrid( raster, {} );
}

//! Median of the sides (geometric means) of the pixels of \a rasters, in metres.
double medianPixel( const std::vector<std::string> &rasters )
{
  std::vector<double> sides;
  for ( const std::string &path : rasters )
  {
    const std::array<double, 2> size = placeOf( RasterReader( path ) ).pixelSizeMetres;
    sides.push_back( std::sqrt( size[0] * size[1] ) );
  }
  std::sort( sides.begin(), sides.end() );
  const std::size_t n = sides.size();
  return n > 0 ? ( sides[( n - 1 ) / 2] + sides[n / 2] ) / 2 : 0;
}

//! \a feedback whose sentences begin with \a name.
Feedback named( const std::string &name, const Feedback &feedback )
{
  Feedback result = feedback.part( 0, 0 );
  result.info = [name, &feedback]( const std::string &text ) { feedback.inform( name + ": " + text ); };
  result.warning = [name, &feedback]( const std::string &text ) { feedback.warn( name + ": " + text ); };
  return result;
}

} // namespace

//! What all readers of a raster share. Geometries are only read, so threads may share them.
struct PolygonScenes::Scene
{
  struct Shape
  {
    std::uint8_t zone;
    Geometry geometry;
    OGREnvelope envelope;
  };

  SceneInfo info;
  RasterInput input;
  //! Of the prepared scene, as the network sees it.
  RasterGrid grid;
  PreparedScene prepared;
  //! The whole prepared scene, once it was read; where the scenes are too large for that, nothing.
  mutable std::mutex mutex;
  mutable std::vector<std::uint8_t> grey;
  std::vector<Shape> shapes;

  //! Zones of \a window: shapes burned in order into a raster in memory.
  std::vector<std::uint8_t> zones( const Window &window ) const
  {
    std::vector<std::uint8_t> values( static_cast<std::size_t>( window.width ) * window.height );
    GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "MEM" );
    const GDALDatasetUniquePtr target(
        driver->Create( "", window.width, window.height, 1, GDT_Byte, nullptr ) );
    const auto demand = [this]( bool worked )
    {
      if ( !worked )
        throw Error( "The zones of " + info.name + " cannot be rasterised: " + CPLGetLastErrorMsg() + "." );
    };
    demand( target != nullptr );
    const auto [x, y] = grid.toMap( window.x, window.y );
    double transform[] = { x, grid.transform[1], grid.transform[2], y, grid.transform[4], grid.transform[5] };
    target->SetGeoTransform( transform );
    const OGREnvelope envelope = envelopeOf( grid, window );
    std::vector<OGRGeometryH> geometries;
    std::vector<double> burned;
    for ( const Shape &shape : shapes )
      if ( shape.envelope.Intersects( envelope ) )
      {
        geometries.push_back( OGRGeometry::ToHandle( shape.geometry.get() ) );
        burned.push_back( shape.zone );
      }
    int band = 1;
    demand( geometries.empty() ||
            GDALRasterizeGeometries( target.get(), 1, &band, static_cast<int>( geometries.size() ),
                                     geometries.data(), nullptr, nullptr, burned.data(), nullptr, nullptr,
                                     nullptr ) == CE_None );
    demand( target->RasterIO( GF_Read, 0, 0, window.width, window.height, values.data(), window.width,
                              window.height, GDT_Byte, 1, nullptr, 0, 0, 0, nullptr ) == CE_None );
    return values;
  }

  void addShapes( const ZonePolygons &polygons )
  {
    const OGRSpatialReference from = spatialReference( polygons.crs );
    const OGRSpatialReference to = spatialReference( grid.crs );
    const std::unique_ptr<OGRCoordinateTransformation> transformation(
        OGRCreateCoordinateTransformation( &from, &to ) );
    if ( !transformation )
      throw Error( "The coordinates of the zones cannot be transformed to those of the raster " + input.path +
                   "." );
    const OGREnvelope extent = envelopeOf( grid, { 0, 0, info.width, info.height } );
    for ( const ZonePolygon &polygon : polygons.polygons )
    {
      if ( !polygon.scene.empty() && polygon.scene != info.name )
        continue;
      Shape shape{ polygon.zone, geometryOf( polygon, *transformation ), {} };
      shape.geometry->getEnvelope( &shape.envelope );
      if ( shape.envelope.Intersects( extent ) )
        shapes.push_back( std::move( shape ) );
    }
    if ( shapes.empty() )
      throw Error( "No polygon of the zones lies on the raster " + input.path +
                   ". Digitise its zones, or leave it out." );
  }
};

PolygonScenes::PolygonScenes( const std::vector<std::string> &rasters, const ZonePolygons &zones,
                              const SceneInput &input, const Feedback &feedback )
  : mPixelMetres( input.pixelMetres > 0 ? input.pixelMetres : medianPixel( rasters ) )
{
  auto scenes = std::make_shared<Scenes>();
  std::set<std::string> names;
  std::size_t bytes = 0;
  SceneInput wanted = input;
  wanted.pixelMetres = mPixelMetres;
  for ( const std::string &path : rasters )
  {
    RasterReader raster( path, RasterContent::Backscatter );
    auto scene = std::make_shared<Scene>();
    scene->prepared =
        prepareScene( raster, placeOf( raster ), wanted, named( CPLGetBasename( path.c_str() ), feedback ) );
    scene->info = describe( raster, scene->prepared );
    scene->grid = scene->prepared.gridOf( raster.grid() );
    bytes += static_cast<std::size_t>( scene->info.width ) * scene->info.height;
    scene->input = raster.input();
    if ( !names.insert( scene->info.name ).second )
      throw Error( "Two rasters have the name " + scene->info.name + ". Rename one of them." );
    scene->addShapes( zones );
    scenes->push_back( std::move( scene ) );
  }
  for ( const auto &[name, end] :
        { std::pair( "DB_MIN", input.values.dbMin ), { "DB_MAX", input.values.dbMax } } )
    if ( end )
      mValueScaling +=
          ( mValueScaling.empty() ? "decibels, " : ", " ) + std::string( name ) + " = " + numberText( *end );
  constexpr std::size_t mostKept = std::size_t( 1 ) << 30;
  mKeep = bytes <= mostKept;
  mScenes = scenes;
  mReaders.resize( mScenes->size() );
}

PolygonScenes::PolygonScenes( const PolygonScenes &other )
  : mScenes( other.mScenes )
  , mPixelMetres( other.mPixelMetres )
  , mValueScaling( other.mValueScaling )
  , mKeep( other.mKeep )
  , mReaders( mScenes->size() )
{
}

PolygonScenes::~PolygonScenes() = default;

int PolygonScenes::count() const
{
  return static_cast<int>( mScenes->size() );
}

const SceneInfo &PolygonScenes::info( int scene ) const
{
  return ( *mScenes )[scene]->info;
}

RasterReader &PolygonScenes::reader( int scene )
{
  if ( !mReaders[scene] )
    mReaders[scene] =
        std::make_unique<RasterReader>( ( *mScenes )[scene]->input, RasterContent::Backscatter );
  return *mReaders[scene];
}

std::vector<std::uint8_t> PolygonScenes::readGrey( int scene, const Window &window )
{
  const Scene &entry = *( *mScenes )[scene];
  if ( !mKeep )
    return preparedBytes( reader( scene ), entry.prepared, window );
  const std::lock_guard<std::mutex> lock( entry.mutex );
  if ( entry.grey.empty() )
    entry.grey = preparedBytes( reader( scene ), entry.prepared, wholeScene( entry.info ) );
  std::vector<std::uint8_t> part;
  part.reserve( static_cast<std::size_t>( window.width ) * window.height );
  for ( int row = window.y; row < window.y + window.height; ++row )
  {
    const auto from = entry.grey.begin() + static_cast<std::ptrdiff_t>( row ) * entry.info.width + window.x;
    part.insert( part.end(), from, from + window.width );
  }
  return part;
}

std::vector<std::uint8_t> PolygonScenes::readZones( int scene, const Window &window )
{
  return ( *mScenes )[scene]->zones( window );
}

std::vector<std::uint8_t> PolygonScenes::readFront( int )
{
  return {};
}

std::unique_ptr<SceneSource> PolygonScenes::clone() const
{
  return std::unique_ptr<SceneSource>( new PolygonScenes( *this ) );
}

} // namespace calving
