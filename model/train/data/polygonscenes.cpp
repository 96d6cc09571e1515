#include "model/train/data/polygonscenes.h"

#include <algorithm>
#include <set>

#include <cpl_conv.h>
#include <gdal_alg.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "model/error.h"
#include "model/raster/gdalraster.h"
#include "model/raster/raster.h"
#include "model/scene/sceneholes.h"
#include "model/scene/scenename.h"
#include "model/scene/valuescaling.h"

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

SceneInfo describe( const RasterReader &raster )
{
  const std::string name = CPLGetBasename( raster.path().c_str() );
  const SceneFacts parsed = sceneOfDataSet( name );
  if ( !raster.grid().hasTransform || raster.grid().crs.empty() )
    throw Error( "The raster " + raster.path() +
                 " is not georeferenced, so the zones cannot be laid over it." );
  return { name,
           parsed.glacier,
           parsed.date,
           parsed.sensor,
           raster.width(),
           raster.height(),
           raster.grid().pixelSizeMetres(),
           false };
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
  RasterGrid grid;
  ValueScaling scaling;
  bool isByte = true;
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

PolygonScenes::PolygonScenes( const std::vector<std::string> &rasters, const ZonePolygons &zones )
{
  auto scenes = std::make_shared<Scenes>();
  std::set<std::string> names;
  for ( const std::string &path : rasters )
  {
    RasterReader raster( path, RasterContent::Backscatter );
    auto scene = std::make_shared<Scene>();
    scene->info = describe( raster );
    scene->grid = raster.grid();
    scene->isByte = raster.type() == PixelType::Byte;
    if ( !scene->isByte )
      scene->scaling = chooseScaling( {}, sceneValues( raster, 1 ) );
    scene->input = raster.input();
    if ( !names.insert( scene->info.name ).second )
      throw Error( "Two rasters have the name " + scene->info.name + ". Rename one of them." );
    scene->addShapes( zones );
    scenes->push_back( std::move( scene ) );
  }
  mScenes = scenes;
  mReaders.resize( mScenes->size() );
}

PolygonScenes::PolygonScenes( std::shared_ptr<const Scenes> scenes )
  : mScenes( std::move( scenes ) )
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
  if ( entry.isByte )
    return reader( scene ).readBytes( 1, window );
  return entry.scaling.toBytes( reader( scene ).readBand( 1, window ) );
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
  return std::unique_ptr<SceneSource>( new PolygonScenes( mScenes ) );
}

} // namespace calving
