#include <QtTest>

#include <cmath>

#include <qgsapplication.h>
#include <qgsfeatureiterator.h>
#include <qgsgraduatedsymbolrenderer.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsproject.h>
#include <qgsrasterlayer.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>

#include "algorithms/extractseriesalgorithm.h"
#include "algorithms/layers/frontstyle.h"
#include "model/raster/raster.h"
#include "model/series/seriesproducts.h"
#include "model/simulate/product/simulateproduct.h"
#include "support/fjordseries.h"
#include "support/segmenters.h"
#include "support/stacitem.h"

using namespace calving;

class TestExtractSeriesAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void init();
  void writesAllDatesInOneLayer();
  void readsFoldersAndFootprints();
  void readsStacItems();
  void productsAreReadAsTheirMaps();
  void badProductsAreLeftOutOnce();
  void productsAloneNeedAnArea();
  void polygonsAreLabels();
  void zonesAreLabels();
  void theAreaIsTheBox();
  void writesZonesAndEvidence();
  void theModelIsLoadedOnce();
  void cancellingDeliversWhatIsDone();
  void coloursGoByDate();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();

private:
  QString path( const QString &file ) const { return mFolder->filePath( file ); }
  QString scene( const QString &date, int front );
  //! A Sentinel-1 product of the fjord, of 3 June 2018.
  QString product();
  QVariantMap run( const QVariantMap &parameters );
  //! Fronts by their dates.
  QMap<QString, QgsFeature> fronts( const QVariantMap &results ) const;
  QString rectangle( const QVariantMap &attributes, int left, int top, int right, int bottom ) const;
  QString writeJson( const QString &name, const QStringList &features ) const;

  std::unique_ptr<QTemporaryDir> mFolder;
  QString mLog;
  bool mSucceeded = false;
  int mLoaded = 0;
  double mCancelAt = 101;
};

void TestExtractSeriesAlgorithm::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
}

void TestExtractSeriesAlgorithm::cleanupTestCase()
{
  QgsApplication::exitQgis();
}

void TestExtractSeriesAlgorithm::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  mLoaded = 0;
  mCancelAt = 101;
}

QString TestExtractSeriesAlgorithm::scene( const QString &date, int front )
{
  QDir( mFolder->path() ).mkpath( "scenes" );
  const QString file = path( QStringLiteral( "scenes/Fjord_%1_S1.tif" ).arg( date ) );
  writeFjord( file, front );
  return file;
}

QString TestExtractSeriesAlgorithm::product()
{
  QDir( mFolder->path() ).mkpath( "scenes" );
  writeFjordZones( path( "ground.tif" ), 60 );
  ProductOptions options;
  options.scene.width = fjordWidth;
  options.scene.height = fjordHeight;
  options.scene.pixelSizeMetres = 40;
  options.scene.crs = "EPSG:32633";
  options.scene.centre = { fjordX( fjordWidth / 2 ), 8000000 - 40.0 * fjordHeight / 2 };
  options.scene.firstDay = 6728; // 2018-06-03
  options.ground.zones = path( "ground.tif" ).toStdString();
  const SimulatedProduct made = simulateProduct( options, path( "scenes" ).toStdString(), {} );
  return QFileInfo( QString::fromStdString( made.manifest ) ).path();
}

QVariantMap TestExtractSeriesAlgorithm::run( const QVariantMap &parameters )
{
  QVariantMap all{ { "MODEL", "model.safetensors" },
                   { "TILE", 64 },
                   { "MARGIN", 16 },
                   { "STRIDE", 48 },
                   { "FRONTS", path( "fronts.gpkg" ) } };
  for ( auto it = parameters.begin(); it != parameters.end(); ++it )
    all[it.key()] = it.value();
  const ExtractSeriesAlgorithm algorithm(
      [this]( const std::string &, const ComputeOptions & ) -> std::unique_ptr<Segmenter>
      {
        ++mLoaded;
        return std::make_unique<FunctionSegmenter>( fourGreys );
      } );
  QgsProcessingContext context;
  context.setProject( QgsProject::instance() );
  QgsProcessingFeedback feedback( false );
  connect( &feedback, &QgsFeedback::progressChanged,
           [&]( double percent )
           {
             if ( percent > mCancelAt )
               feedback.cancel();
           } );
  const std::unique_ptr<QgsProcessingAlgorithm> instance( algorithm.create() );
  QString refused;
  mSucceeded = instance->checkParameterValues( all, context, &refused );
  const QVariantMap results =
      mSucceeded ? instance->run( all, context, &feedback, &mSucceeded ) : QVariantMap();
  mLog = refused + feedback.textLog();
  return results;
}

QMap<QString, QgsFeature> TestExtractSeriesAlgorithm::fronts( const QVariantMap &results ) const
{
  QMap<QString, QgsFeature> found;
  const QgsVectorLayer layer( results["FRONTS"].toString(), "fronts" );
  QgsFeatureIterator features = layer.getFeatures();
  for ( QgsFeature feature; features.nextFeature( feature ); )
    found[feature.attribute( "date" ).toDate().toString( Qt::ISODate )] = feature;
  return found;
}

QString TestExtractSeriesAlgorithm::rectangle( const QVariantMap &attributes, int left, int top, int right,
                                               int bottom ) const
{
  const QgsGeometry shape = QgsGeometry::fromRect(
      QgsRectangle( fjordX( left ), 8000000 - 40.0 * bottom, fjordX( right ), 8000000 - 40.0 * top ) );
  return QStringLiteral( "{\"type\":\"Feature\",\"properties\":%1,\"geometry\":%2}" )
      .arg( QString::fromUtf8(
                QJsonDocument( QJsonObject::fromVariantMap( attributes ) ).toJson( QJsonDocument::Compact ) ),
            shape.asJson() );
}

QString TestExtractSeriesAlgorithm::writeJson( const QString &name, const QStringList &features ) const
{
  QFile file( path( name ) );
  if ( file.open( QIODevice::WriteOnly ) )
    file.write( QStringLiteral( "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{"
                                "\"name\":\"urn:ogc:def:crs:EPSG::32633\"}},\"features\":[%1]}" )
                    .arg( features.join( ',' ) )
                    .toUtf8() );
  return file.fileName();
}

void TestExtractSeriesAlgorithm::writesAllDatesInOneLayer()
{
  const QVariantMap results =
      run( { { "INPUTS", QStringList{ scene( "2018-06-02", 60 ), scene( "2018-06-14", 60 ),
                                      scene( "2018-06-26", 85 ), scene( "2018-07-08", 60 ) } },
             { "GLACIER", "Test" } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["SCENES"].toInt(), 4 );
  QCOMPARE( results["FRONT_COUNT"].toInt(), 4 );
  const QMap<QString, QgsFeature> dates = fronts( results );
  QCOMPARE( dates.keys(), ( QStringList{ "2018-06-02", "2018-06-14", "2018-06-26", "2018-07-08" } ) );
  for ( const QgsFeature &front : dates )
  {
    QCOMPARE( front.attribute( "glacier_name" ).toString(), QString( "Test" ) );
    QCOMPARE( front.attribute( "crs_source" ).toString(), QString( "raster" ) );
    QCOMPARE( front.attribute( "model_name" ).toString(), QString( "threshold" ) );
    QVERIFY( std::abs( front.attribute( "length_m" ).toDouble() - 3200 ) < 80 );
    QVERIFY( front.attribute( "parameters" ).toString().contains( "extractseries" ) );
    QVERIFY( std::abs( front.attribute( "center_x" ).toDouble() - fjordX( 60 ) ) <= 40 );
  }
  QVERIFY( dates["2018-06-02"].attribute( "single_m" ).toDouble() < 1 );
  QVERIFY( std::abs( dates["2018-06-26"].attribute( "single_m" ).toDouble() - 25 * 40 ) < 5 );
}

void TestExtractSeriesAlgorithm::readsFoldersAndFootprints()
{
  const QStringList files{ scene( "2018-06-02", 60 ), scene( "2018-06-14", 60 ) };
  QCOMPARE( run( { { "INPUTS", path( "scenes" ) } } )["SCENES"].toInt(), 2 );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QString footprints =
      writeJson( "footprints.geojson",
                 { rectangle( { { "file", files[0] } }, 0, 0, 120, 100 ),
                   rectangle( { { "file", "scenes/Fjord_2018-06-14_S1.tif" } }, 0, 0, 120, 100 ) } );
  QCOMPARE( run( { { "INPUTS", footprints }, { "PATH_FIELD", "file" } } )["SCENES"].toInt(), 2 );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
}

//! As file, as the layer that QGIS makes of it, and as that with a filter. The rasters' names tell no date.
void TestExtractSeriesAlgorithm::readsStacItems()
{
  QVERIFY( QFile::rename( scene( "2018-06-02", 60 ), path( "first.tif" ) ) );
  QVERIFY( QFile::rename( scene( "2018-06-14", 60 ), path( "second.tif" ) ) );
  const QString items = writeStac(
      path( "items.geojson" ),
      stacCollection( { stacItem( "summer", "2018-06-02T10:20:30Z", { { "vv", stacAsset( "first.tif" ) } } ),
                        stacItem( "winter", "2018-12-02T10:20:30Z",
                                  { { "vv", stacAsset( "file://" + path( "second.tif" ) ) } } ),
                        stacItem( "gone", "2018-07-02T10:20:30Z", { { "vv", stacAsset( "third.tif" ) } } ),
                        stacItem( "bare", "2018-08-02T10:20:30Z", {} ) } ) );
  QVariantMap results = run( { { "INPUTS", items } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["LEFT_OUT"].toInt(), 2 );
  QVERIFY2( mLog.contains( "The scene gone is left out." ) && mLog.contains( "The scene bare is left out." ),
            qPrintable( mLog ) );
  const QMap<QString, QgsFeature> dates = fronts( results );
  QCOMPARE( dates.keys(), ( QStringList{ "2018-06-02", "2018-12-02" } ) );
  QCOMPARE( dates["2018-12-02"].attribute( "image_id" ).toString(), QString( "winter" ) );
  QCOMPARE( dates["2018-12-02"].attribute( "sensor" ).toString(), QString( "S1A" ) );

  auto *layer = new QgsVectorLayer( items, "items" );
  QVERIFY( layer->isValid() && layer->setSubsetString( "id = 'winter'" ) );
  QgsProject::instance()->addMapLayer( layer );
  results = run( { { "INPUTS", layer->id() } } );
  QgsProject::instance()->removeMapLayer( layer );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( fronts( results ).keys(), QStringList{ "2018-12-02" } );
}

//! Of the box and a margin alone, to the bit.
void TestExtractSeriesAlgorithm::productsAreReadAsTheirMaps()
{
  const QString downloaded = product();
  PreprocessOptions options = SeriesProducts().preprocess;
  options.correction.map = { "EPSG:32633", 40, {} };
  const QString map = path( "Fjord_2018-06-03_S1.tif" );
  preprocess( downloaded.toStdString(), options, { map.toStdString(), {}, {} }, {} );
  const QString raster = scene( "2018-06-02", 60 );
  const QString area = writeJson( "area.geojson", { rectangle( {}, 40, 30, 90, 70 ) } );
  const auto evidenceOf = [&]( const QString &second, const char *folder )
  {
    const QVariantMap results = run(
        { { "INPUTS", QStringList{ raster, second } }, { "AREA", area }, { "EVIDENCE", path( folder ) } } );
    const QStringList kept =
        QDir( path( folder ) ).entryList( { QFileInfo( second ).completeBaseName() + "_*_evidence.tif" } );
    std::vector<std::vector<float>> planes;
    for ( const QString &file : kept )
    {
      const RasterReader reader( path( folder + ( '/' + file ) ).toStdString() );
      for ( int band = 1; band <= reader.bands(); ++band )
        planes.push_back( reader.readBand( band, { 0, 0, reader.width(), reader.height() } ) );
    }
    return planes;
  };
  const auto expected = evidenceOf( map, "of map" );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( expected.size(), std::size_t( 5 ) );
  const auto found = evidenceOf( downloaded, "of product" );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY( found == expected );
  QVERIFY2( mLog.contains( "Preprocessing products took" ), qPrintable( mLog ) );
}

//! The second run knows, and needs the products no more; one of other parameters is refused.
void TestExtractSeriesAlgorithm::badProductsAreLeftOutOnce()
{
  const QString whole = product();
  const QString broken = QString( whole ).replace( "_20180603T", "_20180609T" );
  QVERIFY( QProcess::execute( "cp", { "-r", whole, broken } ) == 0 );
  QVERIFY( QDir( broken + "/measurement" ).removeRecursively() );
  scene( "2018-06-02", 60 );
  const QVariantMap parameters{ { "INPUTS", path( "scenes" ) }, { "EVIDENCE", path( "evidence" ) } };
  const QVariantMap first = run( parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( first["SCENES"].toInt(), 2 );
  QCOMPARE( first["LEFT_OUT"].toInt(), 1 );
  const QString name = QFileInfo( broken ).completeBaseName();
  QVERIFY2( mLog.contains( "The scene " + name + " is left out." ), qPrintable( mLog ) );
  QCOMPARE( QDir( path( "scenes" ) ).entryList( { "*.tif" } ).size(), 1 ); // no map stays

  const QVariantMap second = run( parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( second["LEFT_OUT"].toInt(), 1 );
  QVERIFY2( mLog.contains( "Left out as before" ) && !mLog.contains( "Preprocessing" ), qPrintable( mLog ) );

  QVariantMap others = parameters;
  others["HEIGHT"] = 100;
  run( others );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "heights of 100 m" ) && mLog.contains( "EVIDENCE" ), qPrintable( mLog ) );
}

void TestExtractSeriesAlgorithm::productsAloneNeedAnArea()
{
  const QString input = product() + "/manifest.safe";
  run( { { "INPUTS", input } } );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "Draw the fjord as AREA" ), qPrintable( mLog ) );
  const QString area = writeJson( "area.geojson", { rectangle( {}, 40, 30, 90, 70 ) } );
  const QVariantMap results =
      run( { { "INPUTS", input }, { "AREA", area }, { "ZONES_FOLDER", path( "zones" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QStringList zones = QDir( path( "zones" ) ).entryList( { "S1*_zones.tif" } );
  QCOMPARE( zones.size(), 1 );
  const RasterReader reader( path( "zones/" + zones[0] ).toStdString() );
  QVERIFY( reader.grid().crs.find( "Polar Stereographic" ) != std::string::npos );
}

void TestExtractSeriesAlgorithm::polygonsAreLabels()
{
  const QString labels = writeJson(
      "labels.geojson",
      { rectangle( { { "zone", "rock" }, { "raster", "" } }, 0, 0, 120, 20 ),
        rectangle( { { "zone", "ocean" }, { "raster", "Fjord_2018-06-02_S1" } }, 0, 20, 60, 100 ),
        rectangle( { { "zone", "glacier" }, { "raster", "Fjord_2018-06-02_S1" } }, 60, 20, 120, 100 ) } );
  const QVariantMap results = run( { { "INPUTS", scene( "2018-06-02", 90 ) }, { "LABELS", labels } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QgsFeature front = fronts( results )["2018-06-02"];
  QVERIFY( std::abs( front.attribute( "center_x" ).toDouble() - fjordX( 60 ) ) <= 40 );
  QVERIFY( std::abs( front.attribute( "single_m" ).toDouble() - 30 * 40 ) < 5 );
}

void TestExtractSeriesAlgorithm::zonesAreLabels()
{
  QDir( mFolder->path() ).mkpath( "zones" );
  writeFjordZones( path( "zones/Fjord_2018-06-02_S1_zones.tif" ), 60 );
  const QString input = scene( "2018-06-02", 90 );
  for ( const char *labels : { "zones", "zones/Fjord_2018-06-02_S1_zones.tif" } )
  {
    const QVariantMap results = run( { { "INPUTS", input }, { "LABELS", path( labels ) } } );
    QVERIFY2( mSucceeded, qPrintable( mLog ) );
    QVERIFY( std::abs( fronts( results )["2018-06-02"].attribute( "center_x" ).toDouble() - fjordX( 60 ) ) <=
             40 );
  }
}

void TestExtractSeriesAlgorithm::theAreaIsTheBox()
{
  const QString area = writeJson( "area.geojson", { rectangle( {}, 40, 30, 90, 70 ) } );
  const QVariantMap results = run(
      { { "INPUTS", scene( "2018-06-02", 60 ) }, { "AREA", area }, { "ZONES_FOLDER", path( "zones" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const RasterReader zones( path( "zones/Fjord_2018-06-02_S1_zones.tif" ).toStdString() );
  QCOMPARE( zones.width(), 50 );
  QCOMPARE( zones.height(), 40 );
  QVERIFY( std::abs( fronts( results )["2018-06-02"].attribute( "length_m" ).toDouble() - 1600 ) < 80 );
}

void TestExtractSeriesAlgorithm::writesZonesAndEvidence()
{
  const QVariantMap results = run( { { "INPUTS", scene( "2018-06-02", 60 ) },
                                     { "ZONES_FOLDER", path( "zones" ) },
                                     { "EVIDENCE", path( "evidence" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["ZONES_FOLDER"].toString(), path( "zones" ) );
  QVERIFY( QFile::exists( path( "zones/Fjord_2018-06-02_S1_zones.tif" ) ) );
  const QStringList kept = QDir( path( "evidence" ) ).entryList( { "*_evidence.tif" } );
  QCOMPARE( kept.size(), 1 );
  const RasterReader evidence( path( "evidence/" + kept[0] ).toStdString() );
  QCOMPARE( evidence.bands(), 5 );
  QCOMPARE( evidence.bandName( 4 ), std::string( "ocean" ) );
  QCOMPARE( int( evidence.readBytes( 4, { 10, 50, 1, 1 } )[0] ), 179 );
  // The folder is the series: without the first scene's raster its front is still there.
  QVERIFY( QFile::remove( path( "scenes/Fjord_2018-06-02_S1.tif" ) ) );
  const QVariantMap later =
      run( { { "INPUTS", scene( "2018-06-14", 60 ) }, { "EVIDENCE", path( "evidence" ) } } );
  QCOMPARE( fronts( later ).keys(), ( QStringList{ "2018-06-02", "2018-06-14" } ) );
}

void TestExtractSeriesAlgorithm::theModelIsLoadedOnce()
{
  run( { { "INPUTS", QStringList{ scene( "2018-06-02", 60 ), scene( "2018-06-14", 60 ) } } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( mLoaded, 1 );
}

void TestExtractSeriesAlgorithm::cancellingDeliversWhatIsDone()
{
  mCancelAt = 60;
  const QVariantMap results =
      run( { { "INPUTS", QStringList{ scene( "2018-06-02", 60 ), scene( "2018-06-14", 60 ),
                                      scene( "2018-06-26", 60 ) } } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["SCENES"].toInt(), 2 );
  QCOMPARE( fronts( results ).size(), 2 );
  QVERIFY2( mLog.contains( "Cancelled" ), qPrintable( mLog ) );
}

void TestExtractSeriesAlgorithm::coloursGoByDate()
{
  const QVariantMap results =
      run( { { "INPUTS", QStringList{ scene( "2018-06-02", 60 ), scene( "2019-06-14", 60 ) } } } );
  QgsVectorLayer layer( results["FRONTS"].toString(), "fronts" );
  styleSeries( layer );
  const auto *renderer = dynamic_cast<const QgsGraduatedSymbolRenderer *>( layer.renderer() );
  QVERIFY( renderer );
  QCOMPARE( renderer->classAttribute(), QString( "dec_year" ) );
  QVERIFY( renderer->legendClassificationAttribute() == "dec_year" && renderer->ranges().size() > 1 );
}

void TestExtractSeriesAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "word" );
  using Map = QVariantMap;
  QTest::newRow( "no scene" ) << Map{ { "INPUTS", "/nowhere" } } << "/nowhere";
  QTest::newRow( "no date" ) << Map{ { "INPUTS", "undated" } } << "undated";
  QTest::newRow( "no model" ) << Map{ { "MODEL", QVariant() } } << "MODEL";
  QTest::newRow( "labels" ) << Map{ { "LABELS", "/nowhere.gpkg" } } << "/nowhere.gpkg";
  QTest::newRow( "no field" ) << Map{ { "LABELS", "labels" }, { "ZONES_FIELD", "class" } } << "ZONES_FIELD";
  QTest::newRow( "weight" ) << Map{ { "EVIDENCE_WEIGHT", 2 } } << "EVIDENCE_WEIGHT";
  QTest::newRow( "front folder" ) << Map{ { "FRONTS", "/nowhere/fronts.gpkg" } } << "/nowhere";
  QTest::newRow( "zones folder" ) << Map{ { "ZONES_FOLDER", "/proc/zones" } } << "ZONES_FOLDER";
  QTest::newRow( "evidence folder" ) << Map{ { "EVIDENCE", "/proc/evidence" } } << "EVIDENCE";
}

void TestExtractSeriesAlgorithm::saysWhatIsWrong()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, word );
  if ( parameters.value( "INPUTS" ) == "undated" )
  {
    writeFjord( path( "undated.tif" ), 60 );
    parameters["INPUTS"] = path( "undated.tif" );
  }
  if ( parameters.value( "LABELS" ) == "labels" )
    parameters["LABELS"] = writeJson(
        "labels.geojson", { rectangle( { { "zone", "ocean" }, { "raster", "A" } }, 0, 20, 60, 100 ) } );
  if ( !parameters.contains( "INPUTS" ) )
    parameters["INPUTS"] = scene( "2018-06-02", 60 );
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( word ), qPrintable( mLog ) );
  QVERIFY( !QFile::exists( path( "fronts.gpkg" ) ) );
}

QGSTEST_MAIN( TestExtractSeriesAlgorithm )
#include "testextractseriesalgorithm.moc"
