#include <QtTest>

#include <ogrsf_frmts.h>
#include <qgsrasterlayer.h>
#include <qgsrasterrange.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>

#include "model/geometry/maptransform.h"
#include "model/train/data/packedscenes.h"
#include "support/extractfixture.h"
#include "support/safeproduct.h"

using namespace calving;

//! What the user set on a layer in QGIS counts, whatever the file says.
class TestLayersOfQgis : public ExtractFixture
{
  Q_OBJECT

private slots:
  void takesTheSystemThatALayerWasGiven_data();
  void takesTheSystemThatALayerWasGiven();
  void placesAnAreaByTheSystemThatTheRasterWasGiven();
  void takesOpenOptions();
  void takesNoDataValues_data();
  void takesNoDataValues();
  void countsTheFilesNoDataValueWhereTheUserTurnedItOff();
  void scalesAndFiltersWithoutWhatWasDeclared_data();
  void scalesAndFiltersWithoutWhatWasDeclared();
  void tracesWithoutWhatWasDeclared();
  void scalesAndFiltersWhereALayerWasPlaced_data();
  void scalesAndFiltersWhereALayerWasPlaced();
  void comparesFrontsAsTheirLayersSay();
  void mapsProductsWithLayersThatWerePlaced();
  void trainsOnScenesThatWerePlaced();
  void takesZonesAsPeopleStoreThem();

private:
  QString writeZones( const QString &file, const std::string &crs ) const;
  QVariantMap trace( const QgsRasterLayer &zones, QVariantMap parameters = {} );
  QVariantMap runAlgorithm( const QString &name, const QVariantMap &parameters );
};

namespace
{

QVariant valueOf( const QgsMapLayer &layer )
{
  return QVariant::fromValue( const_cast<QgsMapLayer *>( &layer ) );
}

} // namespace

//! 240 x 200 pixels of 50 m: glacier in the north, ocean in the south; the front is 12 km long.
QString TestLayersOfQgis::writeZones( const QString &file, const std::string &crs ) const
{
  RasterGrid grid;
  grid.width = 240;
  grid.height = 200;
  grid.transform = { -250000, 50, 0, -2000000, 0, -50 };
  grid.hasTransform = true;
  grid.crs = crs.empty() ? std::string() : wellKnownText( crs );
  RasterWriter writer( path( file ).toStdString(), grid );
  std::vector<std::uint8_t> values;
  for ( int i = 0; i < grid.width * grid.height; ++i )
    values.push_back( i / grid.width < 100 ? 2 : 3 );
  writer.write( { 0, 0, grid.width, grid.height }, values );
  writer.commit();
  return path( file );
}

QVariantMap TestLayersOfQgis::runAlgorithm( const QString &name, const QVariantMap &parameters )
{
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  const QVariantMap results =
      mProvider->algorithm( name )->run( parameters, context, &feedback, &mSucceeded );
  mLog = feedback.textLog();
  return results;
}

QVariantMap TestLayersOfQgis::trace( const QgsRasterLayer &zones, QVariantMap parameters )
{
  parameters["ZONES"] = valueOf( zones );
  parameters["FRONTS"] = path( "fronts.gpkg" );
  return runAlgorithm( "tracefronts", parameters );
}

void TestLayersOfQgis::takesTheSystemThatALayerWasGiven_data()
{
  QTest::addColumn<QString>( "own" );
  QTest::addColumn<QString>( "given" );
  QTest::newRow( "assigned" ) << ""
                              << "EPSG:3413";
  QTest::newRow( "changed" ) << "EPSG:3413"
                             << "EPSG:3995";
  QTest::newRow( "left alone" ) << "EPSG:3413"
                                << "EPSG:3413";
}

void TestLayersOfQgis::takesTheSystemThatALayerWasGiven()
{
  QFETCH( QString, own );
  QFETCH( QString, given );
  QgsRasterLayer layer( writeZones( "zones.tif", own.toStdString() ), "zones" );
  layer.setCrs( QgsCoordinateReferenceSystem( given ) );
  const QVariantMap results = trace( layer );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["FRONT_COUNT"].toInt(), 1 );
  const QgsVectorLayer fronts( results["FRONTS"].toString() );
  QCOMPARE( fronts.crs().authid(), given );
  QgsFeature front;
  fronts.getFeatures().nextFeature( front );
  QCOMPARE( front.attribute( "crs_source" ).toString(),
            own == given ? QString( "raster" ) : QString( "layer" ) );
}

void TestLayersOfQgis::placesAnAreaByTheSystemThatTheRasterWasGiven()
{
  QgsRasterLayer layer( writeZones( "zones.tif", {} ), "zones" );
  layer.setCrs( QgsCoordinateReferenceSystem( "EPSG:3413" ) );
  QgsVectorLayer area( "Polygon?crs=EPSG:4326", "area", "memory" );
  QgsFeature half;
  const MapTransform toDegrees( "EPSG:3413", "EPSG:4326" );
  QStringList corners;
  for ( const std::array<double, 2> &corner : { std::array<double, 2>{ -250000, -2000000 },
                                                { -244000, -2000000 },
                                                { -244000, -2010000 },
                                                { -250000, -2010000 },
                                                { -250000, -2000000 } } )
  {
    const std::array<double, 2> place = toDegrees.applied( corner );
    corners << QStringLiteral( "%1 %2" ).arg( place[0], 0, 'f', 9 ).arg( place[1], 0, 'f', 9 );
  }
  half.setGeometry( QgsGeometry::fromWkt( "POLYGON ((" + corners.join( ", " ) + "))" ) );
  area.dataProvider()->addFeature( half );
  const QVariantMap results = trace( layer, { { "AREA", valueOf( area ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const double length = results["FRONT_LENGTH"].toDouble();
  QVERIFY2( std::abs( length - 6000 ) <= 100, qPrintable( QString::number( length ) ) );
}

void TestLayersOfQgis::takesOpenOptions()
{
  const QString file = writeZones( "zones.tif", "EPSG:3413" );
  const QgsRasterLayer harmless( file + "|option:NUM_THREADS=2", "zones" );
  QCOMPARE( trace( harmless )["FRONT_COUNT"].toInt(), 1 );
  // With this one GDAL does not look where the raster lies.
  const QgsRasterLayer lost( file + "|option:NUM_THREADS=2|option:GEOREF_SOURCES=NONE", "zones" );
  const QVariantMap results = trace( lost, { { "PIXEL_SIZE", 50 } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QgsRectangle extent = QgsVectorLayer( results["FRONTS"].toString() ).extent();
  QVERIFY2( extent.xMinimum() >= 0 && extent.xMaximum() <= 240, qPrintable( extent.toString( 0 ) ) );
}

void TestLayersOfQgis::takesNoDataValues_data()
{
  QTest::addColumn<double>( "least" );
  QTest::addColumn<double>( "most" );
  QTest::addColumn<int>( "fronts" );
  QTest::newRow( "none" ) << 10.0 << 20.0 << 1;
  QTest::newRow( "ocean" ) << 240.0 << 240.0 << 0;
  QTest::newRow( "range around the glacier" ) << 159.5 << 200.0 << 0;
}

void TestLayersOfQgis::takesNoDataValues()
{
  QFETCH( double, least );
  QFETCH( double, most );
  QFETCH( int, fronts );
  QgsRasterLayer scene( path( "Crane_2015-07-14_S1_40_3_001.tif" ), "scene" );
  scene.dataProvider()->setUserNoDataValue( 1, { QgsRasterRange( least, most ) } );
  const QVariantMap results = run( { { "INPUT", valueOf( scene ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["FRONT_COUNT"].toInt(), fronts );
}

void TestLayersOfQgis::countsTheFilesNoDataValueWhereTheUserTurnedItOff()
{
  const QString file = path( "Crane_2015-07-14_S1_40_3_001.tif" );
  {
    const GDALDatasetUniquePtr raster( GDALDataset::Open( file.toUtf8().constData(), GDAL_OF_UPDATE ) );
    raster->GetRasterBand( 1 )->SetNoDataValue( 240 );
  }
  QgsRasterLayer scene( file, "scene" );
  QCOMPARE( run( { { "INPUT", valueOf( scene ) } } )["FRONT_COUNT"].toInt(), 0 );
  scene.dataProvider()->setUseSourceNoDataValue( 1, false );
  QCOMPARE( run( { { "INPUT", valueOf( scene ) } } )["FRONT_COUNT"].toInt(), 1 );
}

void TestLayersOfQgis::scalesAndFiltersWithoutWhatWasDeclared_data()
{
  scalesAndFiltersWhereALayerWasPlaced_data();
}

//! Power of 2 in the north, declared no data, and of 3 in the south.
void TestLayersOfQgis::scalesAndFiltersWithoutWhatWasDeclared()
{
  QFETCH( QString, algorithm );
  QgsRasterLayer scene( writeZones( "scene.tif", "EPSG:3413" ), "scene" );
  scene.dataProvider()->setUserNoDataValue( 1, { QgsRasterRange( 1.5, 2.5 ) } );
  runAlgorithm(
      algorithm,
      { { "INPUT", valueOf( scene ) }, { "VALUES", 1 }, { "UNIT", 0 }, { "OUTPUT", path( "out.tif" ) } } );
  if ( !mSucceeded ) // despecklesar keeps the unit
    runAlgorithm( algorithm,
                  { { "INPUT", valueOf( scene ) }, { "VALUES", 1 }, { "OUTPUT", path( "out.tif" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const RasterReader out( path( "out.tif" ).toStdString() );
  QVERIFY( std::isnan( out.readBand( 1, { 100, 99, 1, 1 } )[0] ) );
  // A filter that took in what was declared would find less beside it.
  QVERIFY( std::abs( out.readBand( 1, { 100, 100, 1, 1 } )[0] - 3 ) < 1e-4 );
}

void TestLayersOfQgis::tracesWithoutWhatWasDeclared()
{
  QgsRasterLayer zones( writeZones( "zones.tif", "EPSG:3413" ), "zones" );
  QCOMPARE( trace( zones )["FRONT_COUNT"].toInt(), 1 );
  zones.dataProvider()->setUserNoDataValue( 1, { QgsRasterRange( 2, 2 ) } );
  QCOMPARE( trace( zones )["FRONT_COUNT"].toInt(), 0 );
  QVERIFY2( mLog.contains( "declare 2 “no data”, which is their code of glacier" ), qPrintable( mLog ) );
}

void TestLayersOfQgis::scalesAndFiltersWhereALayerWasPlaced_data()
{
  QTest::addColumn<QString>( "algorithm" );
  for ( const char *name : { "scalesar", "despecklesar" } )
    QTest::newRow( name ) << name;
}

void TestLayersOfQgis::scalesAndFiltersWhereALayerWasPlaced()
{
  QFETCH( QString, algorithm );
  QgsRasterLayer scene( writeZones( "scene.tif", {} ), "scene" );
  scene.setCrs( QgsCoordinateReferenceSystem( "EPSG:3413" ) );
  runAlgorithm( algorithm,
                { { "INPUT", valueOf( scene ) }, { "VALUES", 1 }, { "OUTPUT", path( "out.tif" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( QgsRasterLayer( path( "out.tif" ) ).crs().authid(), QString( "EPSG:3413" ) );
}

//! Two lines of pixels, 4 pixels of 50 m apart; one is told to be no data.
void TestLayersOfQgis::comparesFrontsAsTheirLayersSay()
{
  const auto write = [this]( const QString &file, int row, int other )
  {
    RasterGrid grid = RasterReader( writeZones( file, {} ).toStdString() ).grid();
    RasterWriter writer( path( file ).toStdString(), grid );
    std::vector<std::uint8_t> values( static_cast<std::size_t>( grid.width ) * grid.height );
    std::fill_n( values.begin() + static_cast<std::ptrdiff_t>( row ) * grid.width, grid.width, 255 );
    std::fill_n( values.begin() + static_cast<std::ptrdiff_t>( other ) * grid.width, grid.width, 7 );
    writer.write( { 0, 0, grid.width, grid.height }, values );
    writer.commit();
    return path( file );
  };
  QgsRasterLayer predicted( write( "a.tif", 50, 150 ), "a" );
  QgsRasterLayer reference( write( "b.tif", 54, 120 ), "b" );
  for ( QgsRasterLayer *layer : { &predicted, &reference } )
  {
    layer->setCrs( QgsCoordinateReferenceSystem( "EPSG:3413" ) );
    layer->dataProvider()->setUserNoDataValue( 1, { QgsRasterRange( 7, 7 ) } );
  }
  const QVariantMap results = runAlgorithm( "evaluatefronts", { { "PREDICTED", valueOf( predicted ) },
                                                                { "REFERENCE", valueOf( reference ) },
                                                                { "OUTPUT", path( "scores.gpkg" ) },
                                                                { "ERRORS", path( "errors.gpkg" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY( std::abs( results["MDE"].toDouble() - 200 ) < 2 ); // the map's scale at 72° N
  QCOMPARE( QgsVectorLayer( path( "errors.gpkg" ) ).crs().authid(), QString( "EPSG:3413" ) );
}

//! A terrain model and a mask that only QGIS knows the place of.
void TestLayersOfQgis::mapsProductsWithLayersThatWerePlaced()
{
  SafeProduct product;
  product.write();
  QVariantMap parameters{ { "INPUT", QString::fromStdString( product.folder ) },
                          { "NOISE", false },
                          { "HEIGHT", 100 },
                          { "OUTPUT", path( "flat.tif" ) } };
  runAlgorithm( "preprocesssar", parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const RasterReader flat( path( "flat.tif" ).toStdString() );
  RasterGrid grid = flat.grid();
  const QgsCoordinateReferenceSystem crs =
      QgsCoordinateReferenceSystem::fromWkt( QString::fromStdString( grid.crs ) );
  grid.crs.clear();
  RasterFormat format;
  format.type = PixelType::Float32;
  RasterWriter writer( path( "dem.tif" ).toStdString(), grid, format );
  std::vector<float> heights;
  for ( int i = 0; i < grid.width * grid.height; ++i )
    heights.push_back( i % grid.width < grid.width / 2 ? 100.0f : 0.0f );
  writer.write( { 0, 0, grid.width, grid.height }, heights );
  writer.commit();
  QgsRasterLayer placed( path( "dem.tif" ), "dem" );
  placed.setCrs( crs );
  parameters["AREA_MASK"] = valueOf( placed ); // 0 in the east
  parameters["OUTPUT"] = path( "west.tif" );
  runAlgorithm( "preprocesssar", parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const RasterReader west( path( "west.tif" ).toStdString() );
  QVERIFY2( std::abs( west.width() - grid.width / 2 ) <= 1, qPrintable( QString::number( west.width() ) ) );

  placed.dataProvider()->setUserNoDataValue( 1, { QgsRasterRange( 0, 0 ) } );
  parameters["DEM"] = valueOf( placed );
  parameters["OUTPUT"] = path( "mapped.tif" );
  runAlgorithm( "preprocesssar", parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const RasterReader mapped( path( "mapped.tif" ).toStdString() );
  QCOMPARE( mapped.width(), west.width() );
  // Declared to be no height, those of the west are the sea's, and the log names the others alone.
  QVERIFY2( mLog.contains( "lie between 100 and 100 m" ), qPrintable( mLog ) );
}

//! Scenes that only QGIS knows the place of.
void TestLayersOfQgis::trainsOnScenesThatWerePlaced()
{
  QgsRasterLayer first( writeZones( "A_2020-01-01.tif", {} ), "first" );
  QgsRasterLayer second( writeZones( "B_2020-01-01.tif", {} ), "second" );
  for ( QgsRasterLayer *layer : { &first, &second } )
    layer->setCrs( QgsCoordinateReferenceSystem( "EPSG:3413" ) );
  QgsVectorLayer zones( "Polygon?crs=EPSG:3413&field=class:string", "zones", "memory" );
  for ( const auto &[zone, top, bottom] :
        { std::tuple( "glacier", -2000000, -2005000 ), std::tuple( "ocean", -2005000, -2010000 ) } )
  {
    QgsFeature feature( zones.fields() );
    feature.setAttribute( "class", zone );
    feature.setGeometry( QgsGeometry::fromRect( QgsRectangle( -250000, bottom, -238000, top ) ) );
    zones.dataProvider()->addFeature( feature );
  }
  const QVariantMap results =
      runAlgorithm( "finetune", { { "RASTERS", QVariantList{ valueOf( first ), valueOf( second ) } },
                                  { "ZONES_LAYER", valueOf( zones ) },
                                  { "ZONES_FIELD", "class" },
                                  { "PACKED", path( "packed.safetensors" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  PackedScenes packed( results["PACKED"].toString().toStdString() );
  QCOMPARE( packed.count(), 2 );
  const Window whole{ 0, 0, packed.info( 1 ).width, packed.info( 1 ).height };
  const std::vector<std::uint8_t> labels = packed.readZones( 1, whole );
  QCOMPARE( int( labels.front() ), 2 );
  QCOMPARE( int( labels.back() ), 3 );
}

//! In a GeoPackage without a system, which GDAL calls an undefined one; rasters named with their endings.
void TestLayersOfQgis::takesZonesAsPeopleStoreThem()
{
  const QString file = path( "zones.gpkg" );
  {
    const GDALDatasetUniquePtr package( GetGDALDriverManager()->GetDriverByName( "GPKG" )->Create(
        file.toUtf8().constData(), 0, 0, 0, GDT_Unknown, nullptr ) );
    OGRLayer *layer = package->CreateLayer( "zones", nullptr, wkbPolygon, nullptr );
    for ( const char *name : { "zone", "raster" } )
    {
      OGRFieldDefn field( name, OFTString );
      QCOMPARE( layer->CreateField( &field ), OGRERR_NONE );
    }
    for ( const auto &[zone, raster, top] : { std::tuple( "glacier", "A_2020-01-01.tif", -2000000 ),
                                              std::tuple( "ocean", "/scenes/A_2020-01-01.TIF", -2005000 ) } )
    {
      OGRFeature feature( layer->GetLayerDefn() );
      feature.SetField( "zone", zone );
      feature.SetField( "raster", raster );
      const QString shape =
          QgsGeometry::fromRect( QgsRectangle( -250000, top - 5000, -238000, top ) ).asWkt();
      OGRGeometry *geometry = nullptr;
      OGRGeometryFactory::createFromWkt( shape.toUtf8().constData(), nullptr, &geometry );
      feature.SetGeometryDirectly( geometry );
      QCOMPARE( layer->CreateFeature( &feature ), OGRERR_NONE );
    }
  }
  const QVariantMap results = runAlgorithm(
      "finetune", { { "RASTERS", QVariantList{ writeZones( "A_2020-01-01.tif", "EPSG:3413" ) } },
                    { "ZONES_LAYER", file },
                    { "ZONES_FIELD", "zone" },
                    { "RASTER_FIELD", "raster" },
                    { "PACKED", path( "packed.safetensors" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  PackedScenes packed( results["PACKED"].toString().toStdString() );
  const std::vector<std::uint8_t> labels =
      packed.readZones( 0, { 0, 0, packed.info( 0 ).width, packed.info( 0 ).height } );
  QCOMPARE( int( labels.front() ), 2 );
  QCOMPARE( int( labels.back() ), 3 );
}

QGSTEST_MAIN( TestLayersOfQgis )
#include "testlayersofqgis.moc"
