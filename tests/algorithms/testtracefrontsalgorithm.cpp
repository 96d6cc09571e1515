#include <QtTest>

#include <gdal_priv.h>
#include <qgsapplication.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingutils.h>
#include <qgsproject.h>
#include <qgssinglesymbolrenderer.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayertemporalproperties.h>

#include "model/raster/raster.h"
#include "provider/provider.h"
#include "support/testdata.h"
#include "support/testraster.h"

using namespace calving;

class TestTraceFrontsAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void init();
  void drawsTheFrontWithItsAttributes();
  void namesTheGlacierOnRequest();
  void writesEveryFormat_data();
  void writesEveryFormat();
  void shapefileHasTheNamesOfCalfin();
  void areaInAnotherSystemRestrictsTheFronts();
  void confidenceFillsAttributesAndVertices();
  void imageOfCaffeTakesThePixelSizeOfItsName();
  void layersInMemoryHaveNoSystemWhereNobodyKnowsIt();
  void refusesToReplaceItsInput();
  void refusesParametersThatThereAreNot();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void failureKeepsTheOldFiles();
  void replacesOneLayerOfASharedFile();
  void cancellingKeepsTheOldFiles();
  void newShapefileLeavesNothingOfTheOld();
  void loadedLayerIsStyledAndHasItsTime();

private:
  QString path( const QString &file ) const { return mFolder->filePath( file ); }
  QVariantMap run( QVariantMap parameters, QgsProcessingContext &context );
  QVariantMap run( const QVariantMap &parameters )
  {
    QgsProcessingContext context;
    return run( parameters, context );
  }
  QStringList files() const
  {
    // QGIS itself keeps statistics of rasters in .aux.xml files.
    QStringList all =
        QDir( mFolder->path() ).entryList( QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot );
    return all.filter( QRegularExpression( "^(?!.*aux[.]xml$)" ) );
  }

  std::unique_ptr<QTemporaryDir> mFolder;
  std::unique_ptr<Provider> mProvider;
  QString mZones;
  QString mLog;
  bool mSucceeded = false;
};

void TestTraceFrontsAlgorithm::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
}

void TestTraceFrontsAlgorithm::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

//! Zones of 60 x 20 pixels of 40 m: glacier above, ocean below, in a scene of known name.
void TestTraceFrontsAlgorithm::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  mZones = path( "20180602_hh_sentinel_IW_helheim.tif" );
  writeRaster(
      mZones.toStdString(), 60, 20, []( int column, int row ) { return column == 0 ? 0
                                                                       : row < 10  ? 2
                                                                                   : 3; },
      GDT_Byte );
}

QVariantMap TestTraceFrontsAlgorithm::run( QVariantMap parameters, QgsProcessingContext &context )
{
  if ( !parameters.contains( "ZONES" ) )
    parameters["ZONES"] = mZones;
  if ( !parameters.contains( "FRONTS" ) )
    parameters["FRONTS"] = path( "fronts.gpkg" );
  QgsProcessingFeedback feedback( false );
  const QVariantMap results = mProvider->algorithm( QStringLiteral( "tracefronts" ) )
                                  ->run( parameters, context, &feedback, &mSucceeded );
  mLog = feedback.textLog();
  return results;
}

static QgsFeature onlyFeature( const QString &layer )
{
  const QgsVectorLayer fronts( layer, QString(), QStringLiteral( "ogr" ) );
  QgsFeature feature;
  if ( fronts.featureCount() == 1 )
    fronts.getFeatures().nextFeature( feature );
  return feature;
}

void TestTraceFrontsAlgorithm::drawsTheFrontWithItsAttributes()
{
  const QVariantMap results = run( { { "FRONT_PIXELS", path( "pixels.tif" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["FRONT_COUNT"].toInt(), 1 );
  QVERIFY( std::abs( results["FRONT_LENGTH"].toDouble() - 58 * 40 ) < 1e-6 );

  const QgsFeature front = onlyFeature( results["FRONTS"].toString() );
  QVERIFY( front.isValid() );
  QVERIFY( front.geometry().isSimple() );
  QCOMPARE( front.attribute( "glacier_name" ).toString(), QStringLiteral( "Helheim" ) );
  QCOMPARE( front.attribute( "date" ).toDate(), QDate( 2018, 6, 2 ) );
  QCOMPARE( front.attribute( "year" ).toInt(), 2018 );
  QCOMPARE( front.attribute( "sensor" ).toString(), QStringLiteral( "S1" ) );
  QCOMPARE( front.attribute( "mode" ).toString(), QStringLiteral( "IW" ) );
  QCOMPARE( front.attribute( "polarisation" ).toString(), QStringLiteral( "HH" ) );
  QCOMPARE( front.attribute( "qual_flag" ).toInt(), 10 );
  QCOMPARE( front.attribute( "n_parts" ).toInt(), 1 );
  QCOMPARE( front.attribute( "n_vertices" ).toInt(), 2 );
  QVERIFY( std::abs( front.attribute( "length_m" ).toDouble() - 58 * 40 ) < 1e-6 );
  QVERIFY( std::abs( front.attribute( "center_x" ).toDouble() - ( 500000 + 30.5 * 40 ) ) < 1e-6 );
  QVERIFY( std::abs( front.attribute( "lat" ).toDouble() - 72.1 ) < 0.1 );
  QVERIFY( std::abs( front.attribute( "lon" ).toDouble() - 15.0 ) < 0.1 );
  QCOMPARE( front.attribute( "pixel_m" ).toDouble(), 40.0 );
  QVERIFY( front.attribute( "parameters" ).toString().contains( "\"minimum_length_m\":750" ) );
  QVERIFY( front.attribute( "datetime_utc" ).isNull() );
  QVERIFY( front.attribute( "conf_mean" ).isNull() );
  QVERIFY( front.attribute( "model_name" ).isNull() );

  const RasterReader pixels( results["FRONT_PIXELS"].toString().toStdString() );
  const std::vector<std::uint8_t> values = pixels.readBytes( 1, { 0, 0, 60, 20 } );
  QCOMPARE( std::count( values.begin(), values.end(), 255 ), 59 );
}

void TestTraceFrontsAlgorithm::namesTheGlacierOnRequest()
{
  const QVariantMap results = run( { { "GLACIER", "Helheim Gletsjer" } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( onlyFeature( results["FRONTS"].toString() ).attribute( "glacier_name" ).toString(),
            QString( "Helheim Gletsjer" ) );
}

void TestTraceFrontsAlgorithm::writesEveryFormat_data()
{
  QTest::addColumn<QString>( "destination" );
  for ( const char *suffix : { "gpkg", "shp", "geojson", "fgb", "csv", "gmt", "unknown" } )
    QTest::newRow( suffix ) << QStringLiteral( "%1/fronts." ) + suffix;
  QTest::newRow( "database" ) << QStringLiteral( "ogr:dbname='%1/base.gpkg' table=\"fronts\" (geom)" );
  QTest::newRow( "temporary" ) << QStringLiteral( "TEMPORARY_OUTPUT" );
  QTest::newRow( "memory" ) << QStringLiteral( "memory:" );
}

void TestTraceFrontsAlgorithm::writesEveryFormat()
{
  QFETCH( QString, destination );
  if ( destination.contains( "%1" ) )
    destination = destination.arg( mFolder->path() );
  QgsProcessingContext context;
  const QVariantMap results = run( { { "FRONTS", destination } }, context );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QgsVectorLayer *layer = qobject_cast<QgsVectorLayer *>(
      QgsProcessingUtils::mapLayerFromString( results["FRONTS"].toString(), context ) );
  QVERIFY( layer );
  QCOMPARE( int( layer->featureCount() ), 1 );
  for ( const QString &file : files() )
    QVERIFY2( !file.startsWith( '.' ), qPrintable( file ) );
}

void TestTraceFrontsAlgorithm::shapefileHasTheNamesOfCalfin()
{
  const QgsFeature front = onlyFeature( run( { { "FRONTS", path( "fronts.shp" ) } } )["FRONTS"].toString() );
  QVERIFY( front.isValid() );
  QCOMPARE( front.attribute( "Satellite" ).toString(), QStringLiteral( "S1" ) );
  QCOMPARE( front.attribute( "Date" ).toDate(), QDate( 2018, 6, 2 ) );
  QCOMPARE( front.attribute( "OfficialN" ).toString(), QStringLiteral( "Helheim" ) );
  QCOMPARE( front.attribute( "QualFlag" ).toInt(), 10 );
  QVERIFY( front.attribute( "ImageID" ).toString().startsWith( "20180602" ) );
  QVERIFY( front.attribute( "Processed" ).toString().endsWith( 'Z' ) );
  for ( const QgsField &field : front.fields() )
    QVERIFY2( field.name().size() <= 10, qPrintable( field.name() ) );
}

//! The western half, as polygon of longitude and latitude.
void TestTraceFrontsAlgorithm::areaInAnotherSystemRestrictsTheFronts()
{
  QFile area( path( "area.geojson" ) );
  QVERIFY( area.open( QIODevice::WriteOnly ) );
  area.write(
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon",
    "coordinates":[[[14,72],[15.0351,72],[15.0351,73],[14,73],[14,72]]]}}]})" );
  area.close();
  const QVariantMap results = run( { { "AREA", path( "area.geojson" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const double half = results["FRONT_LENGTH"].toDouble();
  QVERIFY2( half > 1000 && half < 1400, qPrintable( QString::number( half ) ) );
  // What is empty restricts nothing.
  const QVariantMap whole = run( { { "AREA", "" }, { "CONFIDENCE", "" } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY( whole["FRONT_LENGTH"].toDouble() > 1.5 * half );
}

void TestTraceFrontsAlgorithm::confidenceFillsAttributesAndVertices()
{
  writeRaster( path( "confidence.tif" ).toStdString(), 60, 20, []( int, int ) { return 0.75; } );
  const QgsFeature front =
      onlyFeature( run( { { "CONFIDENCE", path( "confidence.tif" ) } } )["FRONTS"].toString() );
  QCOMPARE( front.attribute( "conf_mean" ).toDouble(), 0.75 );
  QCOMPARE( front.attribute( "conf_min" ).toDouble(), 0.75 );
  QVERIFY( front.geometry().constGet()->nCoordinates() >= 2 );
  for ( auto vertex = front.geometry().vertices_begin(); vertex != front.geometry().vertices_end(); ++vertex )
    QCOMPARE( ( *vertex ).m(), 0.75 );
}

void TestTraceFrontsAlgorithm::imageOfCaffeTakesThePixelSizeOfItsName()
{
  REQUIRE_TEST_DATA( "golden/postprocess/prediction/DBE_2013-03-12_TSX_7_1_110.png" );
  const QVariantMap results =
      run( { { "ZONES", testData( "golden/postprocess/prediction/DBE_2013-03-12_TSX_7_1_110.png" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["FRONT_COUNT"].toInt(), 1 ); // 133 pixels of 7 m; the next has 32
  const QgsFeature front = onlyFeature( results["FRONTS"].toString() );
  QCOMPARE( front.attribute( "pixel_m" ).toDouble(), 7.0 );
  // In metres, although the picture has no coordinates: a line of 133 pixels is not longer than their
  // diagonals.
  const double length = front.attribute( "length_m" ).toDouble();
  QVERIFY2( length > 750 && length < 133 * 7 * M_SQRT2, qPrintable( QString::number( length ) ) );
  QVERIFY2( mLog.contains( "shorter than 750 m, with pixels of 7 m:" ), qPrintable( mLog ) );
}

//! QGIS would say that its pixels are degrees.
void TestTraceFrontsAlgorithm::layersInMemoryHaveNoSystemWhereNobodyKnowsIt()
{
  const QString image = path( "image.png" );
  GDALDriver *png = GetGDALDriverManager()->GetDriverByName( "PNG" );
  const GDALDatasetUniquePtr zones( GDALDataset::Open( mZones.toUtf8().constData(), GDAL_OF_RASTER ) );
  QVERIFY( GDALDatasetUniquePtr(
      png->CreateCopy( image.toUtf8().constData(), zones.get(), FALSE, nullptr, nullptr, nullptr ) ) );
  QFile::remove( image + ".aux.xml" ); // where it lies
  QgsProcessingContext context;
  const QVariantMap results =
      run( { { "ZONES", image }, { "FRONTS", "memory:" }, { "MINIMUM_LENGTH", 0 } }, context );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QgsMapLayer *layer =
      QgsProcessingUtils::mapLayerFromString( results["FRONTS"].toString(), context, false );
  QVERIFY( layer && !layer->crs().isValid() );
}

void TestTraceFrontsAlgorithm::refusesToReplaceItsInput()
{
  QFile zones( mZones );
  QVERIFY( zones.open( QIODevice::ReadOnly ) );
  const QByteArray before = zones.readAll();
  run( { { "FRONT_PIXELS", mZones } } );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "The output FRONT_PIXELS would replace the input ZONES" ), qPrintable( mLog ) );
  zones.seek( 0 );
  QCOMPARE( zones.readAll(), before );
}

void TestTraceFrontsAlgorithm::refusesParametersThatThereAreNot()
{
  QgsProcessingContext context;
  QString message;
  const QgsProcessingAlgorithm *algorithm = mProvider->algorithm( "tracefronts" );
  const QVariantMap parameters{ { "ZONES", mZones }, { "FRONTS", path( "fronts.gpkg" ) } };
  QVERIFY2( algorithm->checkParameterValues( parameters, context, &message ), qPrintable( message ) );
  QVariantMap misspelt = parameters;
  misspelt["CONFIDENSE"] = mZones;
  QVERIFY( !algorithm->checkParameterValues( misspelt, context, &message ) );
  QCOMPARE( message, QString( "There is no parameter CONFIDENSE. The nearest name is CONFIDENCE." ) );
}

void TestTraceFrontsAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "named" );
  QTest::newRow( "no raster" ) << QVariantMap{ { "ZONES", "/nowhere/zones.tif" } } << "/nowhere/zones.tif";
  QTest::newRow( "no folder" ) << QVariantMap{ { "FRONTS", "/nowhere/fronts.gpkg" } }
                               << "/nowhere/fronts.gpkg";
  QTest::newRow( "no confidence" ) << QVariantMap{ { "CONFIDENCE", "/nowhere/c.tif" } } << "/nowhere/c.tif";
}

void TestTraceFrontsAlgorithm::saysWhatIsWrong()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, named );
  for ( QVariant &value : parameters )
    value = value.toString().replace( "%1", mFolder->path() );
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( named ), qPrintable( mLog ) );
  QCOMPARE( files(), QStringList{ QFileInfo( mZones ).fileName() } );
}

void TestTraceFrontsAlgorithm::failureKeepsTheOldFiles()
{
  run( { { "FRONT_PIXELS", path( "pixels.tif" ) } } );
  const QStringList before = files();
  // Another raster where the zones were: its values are no zones.
  writeRaster( mZones.toStdString(), 60, 20, []( int column, int ) { return column; } );
  run( { { "FRONT_PIXELS", path( "pixels.tif" ) } } );
  QVERIFY( !mSucceeded );
  QCOMPARE( files(), before );
  QVERIFY( onlyFeature( path( "fronts.gpkg" ) ).isValid() );
}

//! Twice: into a new file, and over the layer of a file that now holds another one too.
void TestTraceFrontsAlgorithm::replacesOneLayerOfASharedFile()
{
  const QString place = QStringLiteral( "ogr:dbname='%1' table=\"%2\" (geom)" );
  const QString base = path( "base.gpkg" );
  for ( const char *layer : { "fronts", "other", "fronts" } )
  {
    QgsProcessingContext context;
    const QVariantMap results =
        run( { { "FRONTS", place.arg( base, layer ) }, { "MINIMUM_LENGTH", 0 } }, context );
    QVERIFY2( mSucceeded, qPrintable( mLog ) );
    const QString source = results["FRONTS"].toString();
    QVERIFY2( source.startsWith( base ) && source.endsWith( layer ), qPrintable( source ) );
    QVERIFY( QgsProcessingUtils::mapLayerFromString( source, context ) );
  }
  // No front is that long.
  const QVariantMap results = run( { { "FRONTS", place.arg( base, "fronts" ) }, { "MINIMUM_LENGTH", 1e6 } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QgsVectorLayer fronts( base + "|layername=fronts", QString(), QStringLiteral( "ogr" ) );
  const QgsVectorLayer other( base + "|layername=other", QString(), QStringLiteral( "ogr" ) );
  QVERIFY( fronts.isValid() && fronts.crs() == other.crs() );
  QCOMPARE( int( fronts.featureCount() ), 0 );
  QCOMPARE( int( other.featureCount() ), 1 );
  QCOMPARE( fronts.fields().names(), other.fields().names() );
  QCOMPARE( files(), QStringList( { QFileInfo( mZones ).fileName(), "base.gpkg" } ) );
}

void TestTraceFrontsAlgorithm::cancellingKeepsTheOldFiles()
{
  run( {} );
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  feedback.cancel();
  mProvider->algorithm( QStringLiteral( "tracefronts" ) )
      ->run( { { "ZONES", mZones }, { "FRONTS", path( "fronts.gpkg" ) } }, context, &feedback, &mSucceeded );
  QVERIFY( !mSucceeded );
  QVERIFY( feedback.textLog().contains( "Cancelled" ) );
  QVERIFY( onlyFeature( path( "fronts.gpkg" ) ).isValid() );
}

void TestTraceFrontsAlgorithm::newShapefileLeavesNothingOfTheOld()
{
  run( { { "FRONTS", path( "fronts.shp" ) } } );
  QFile stale( path( "fronts.qix" ) );
  QVERIFY( stale.open( QIODevice::WriteOnly ) );
  stale.write( "an index of other fronts" );
  stale.close();
  run( { { "FRONTS", path( "fronts.shp" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY( !stale.exists() );
  QVERIFY( onlyFeature( path( "fronts.shp" ) ).isValid() );
}

void TestTraceFrontsAlgorithm::loadedLayerIsStyledAndHasItsTime()
{
  QgsProject project;
  QgsProcessingContext context;
  context.setProject( &project );
  const QgsProcessingOutputLayerDefinition destination( path( "fronts.gpkg" ), &project );
  run( { { "FRONTS", QVariant::fromValue( destination ) } }, context );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY( context.willLoadLayerOnCompletion( path( "fronts.gpkg" ) ) );

  QgsVectorLayer layer( path( "fronts.gpkg" ), QString(), QStringLiteral( "ogr" ) );
  QgsProcessingFeedback feedback( false );
  context.layerToLoadOnCompletionDetails( path( "fronts.gpkg" ) )
      .postProcessor()
      ->postProcessLayer( &layer, context, &feedback );
  QVERIFY( dynamic_cast<QgsSingleSymbolRenderer *>( layer.renderer() ) );
  auto *time = qobject_cast<QgsVectorLayerTemporalProperties *>( layer.temporalProperties() );
  QVERIFY( time->isActive() );
  QCOMPARE( time->startField(), QStringLiteral( "date" ) );
}

QGSTEST_MAIN( TestTraceFrontsAlgorithm )
#include "testtracefrontsalgorithm.moc"
