#include <QtTest>

#include <qgsapplication.h>
#include <qgscategorizedsymbolrenderer.h>
#include <qgslayertree.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsproject.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/labellayers.h"
#include "algorithms/preparelabelsalgorithm.h"
#include "provider/provider.h"
#include "support/segmenters.h"
#include "support/testraster.h"

using namespace calving;

class TestPrepareLabelsAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void init();
  void modelFillsInBothLayers();
  void opensWithColoursAndLists();
  void finetuneReadsWhatItWrote();
  void addsMissingScenesAndKeepsTheOthers();
  void frontsLieBesideZonesHoweverTheFileIsNamed();
  void readsDatesOfArchives_data();
  void readsDatesOfArchives();
  void rockIsRock();
  void nothingAskedIsNothingFilledIn();
  void finetuneNamesALineThatLeftItsBorder();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void failureLeavesNoFile();
  void loadedLayersShareAGroup();

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
  //! How many polygons of the raster the file has.
  int polygonsOf( const QString &raster ) const;
  double glacierArea( const QString &raster ) const;

  std::unique_ptr<QTemporaryDir> mFolder;
  std::unique_ptr<Provider> mProvider;
  QString mJune;
  QString mJuly;
  QString mLog;
  bool mSucceeded = false;
};

void TestPrepareLabelsAlgorithm::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
}

void TestPrepareLabelsAlgorithm::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

//! A fjord of 100 x 100 pixels of 40 m, rock above and below, glacier up to column 40.
void TestPrepareLabelsAlgorithm::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  mJune = path( "Fjord_2020-06-01_S1.tif" );
  mJuly = path( "Fjord_2020-07-01_S1.tif" );
  for ( const QString &raster : { mJune, mJuly } )
    writeRaster(
        raster.toStdString(), 100, 100,
        []( int x, int y ) { return y < 20 || y >= 80 ? 100
                                    : x < 40          ? 150
                                                      : 250; }, GDT_Byte );
}

QVariantMap TestPrepareLabelsAlgorithm::run( QVariantMap parameters, QgsProcessingContext &context )
{
  if ( !parameters.contains( "OUTPUT" ) )
    parameters["OUTPUT"] = path( "labels.gpkg" );
  if ( !parameters.contains( "RASTERS" ) )
    parameters["RASTERS"] = QStringList{ mJune };
  PrepareLabelsAlgorithm algorithm( []( const std::string &, const ComputeOptions & )
                                    { return std::make_unique<FunctionSegmenter>( fourGreys ); } );
  algorithm.initAlgorithm( {} );
  QgsProcessingFeedback feedback( false );
  QVariantMap results;
  QString refused;
  mSucceeded = false;
  // As qgis_process and Desktop do.
  if ( algorithm.checkParameterValues( parameters, context, &refused ) )
    results = algorithm.run( parameters, context, &feedback, &mSucceeded );
  mLog = refused + feedback.textLog();
  return results;
}

int TestPrepareLabelsAlgorithm::polygonsOf( const QString &raster ) const
{
  QgsVectorLayer zones( path( "labels.gpkg|layername=zones" ), "zones", "ogr" );
  zones.setSubsetString( QStringLiteral( "raster = '%1'" ).arg( raster ) );
  return static_cast<int>( zones.featureCount() );
}

double TestPrepareLabelsAlgorithm::glacierArea( const QString &raster ) const
{
  QgsVectorLayer zones( path( "labels.gpkg|layername=zones" ), "zones", "ogr" );
  zones.setSubsetString( QStringLiteral( "zone = 'glacier' AND raster = '%1'" ).arg( raster ) );
  double area = 0;
  QgsFeatureIterator features = zones.getFeatures();
  for ( QgsFeature feature; features.nextFeature( feature ); )
    area += feature.geometry().area();
  return area;
}

void TestPrepareLabelsAlgorithm::modelFillsInBothLayers()
{
  const QVariantMap results = run( { { "MODEL", mJune } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["LABELLED"].toInt(), 1 );
  {
    QgsVectorLayer zones( results["ZONES"].toString(), "zones", "ogr" );
    QCOMPARE( zones.featureCount(), 4L );
    QCOMPARE( zones.crs().authid(), QStringLiteral( "EPSG:32633" ) );
    QgsFeature feature;
    QVERIFY( zones.getFeatures().nextFeature( feature ) );
    QCOMPARE( feature.attribute( "raster" ).toString(), QStringLiteral( "Fjord_2020-06-01_S1" ) );
    QCOMPARE( feature.attribute( "date" ).toDate(), QDate( 2020, 6, 1 ) );
    QCOMPARE( feature.attribute( "glacier_name" ).toString(), QStringLiteral( "Fjord" ) );
    QCOMPARE( feature.attribute( "source" ).toString(), QStringLiteral( "model threshold" ) );
  }
  QCOMPARE( glacierArea( "Fjord_2020-06-01_S1" ), 40 * 60 * 1600.0 );
  const QgsVectorLayer fronts( results["FRONT_LINES"].toString(), "fronts", "ogr" );
  QCOMPARE( fronts.featureCount(), 1L );
  QCOMPARE( files().filter( QRegularExpression( "^\\." ) ), QStringList() );
}

void TestPrepareLabelsAlgorithm::opensWithColoursAndLists()
{
  const QVariantMap results = run( { { "MODEL", mJune }, { "RASTERS", QStringList{ mJune, mJuly } } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QgsVectorLayer zones( results["ZONES"].toString(), "zones", "ogr" );
  const auto *renderer = dynamic_cast<const QgsCategorizedSymbolRenderer *>( zones.renderer() );
  QVERIFY( renderer );
  QCOMPARE( renderer->classAttribute(), QStringLiteral( "zone" ) );
  const auto choices = []( const QgsVectorLayer &layer, const QString &field )
  {
    const QgsEditorWidgetSetup setup = layer.editorWidgetSetup( layer.fields().indexOf( field ) );
    QStringList values;
    for ( const QVariant &one : setup.config().value( "map" ).toList() )
      values << one.toMap().first().toString();
    return setup.type() == QLatin1String( "ValueMap" ) ? values : QStringList{ setup.type() };
  };
  QCOMPARE( choices( zones, "zone" ), QStringList( { "N/A", "rock", "glacier", "ocean" } ) );
  const QStringList rasters{ "Fjord_2020-06-01_S1", "Fjord_2020-07-01_S1" };
  QCOMPARE( choices( zones, "raster" ), rasters );
  const QgsVectorLayer fronts( results["FRONT_LINES"].toString(), "fronts", "ogr" );
  QCOMPARE( choices( fronts, "raster" ), rasters );
}

//! Packs the scenes, which reads all of them, without a training.
void TestPrepareLabelsAlgorithm::finetuneReadsWhatItWrote()
{
  const QVariantMap results = run( { { "MODEL", mJune }, { "RASTERS", QStringList{ mJune, mJuly } } } );
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  bool succeeded = false;
  mProvider->algorithm( QStringLiteral( "finetune" ) )
      ->run( { { "RASTERS", QStringList{ mJune, mJuly } },
               { "ZONES_LAYER", results["ZONES"] },
               { "ZONES_FIELD", "zone" },
               { "RASTER_FIELD", "raster" },
               { "PACKED", path( "scenes.packed" ) } },
             context, &feedback, &succeeded );
  QVERIFY2( succeeded && QFile::exists( path( "scenes.packed" ) ), qPrintable( feedback.textLog() ) );
  QVERIFY2( !feedback.textLog().contains( "The labels of" ), qPrintable( feedback.textLog() ) );
}

void TestPrepareLabelsAlgorithm::addsMissingScenesAndKeepsTheOthers()
{
  run( { { "MODEL", mJune } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  {
    // Somebody mends the first scene.
    QgsVectorLayer zones( path( "labels.gpkg|layername=zones" ), "zones", "ogr" );
    QgsFeature feature;
    QVERIFY( zones.getFeatures( "\"zone\"='rock'" ).nextFeature( feature ) );
    QVERIFY( zones.dataProvider()->deleteFeatures( { feature.id() } ) );
  }
  run( { { "RASTERS", QStringList{ mJune, mJuly } } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( polygonsOf( "Fjord_2020-06-01_S1" ), 3 );
  QCOMPARE( polygonsOf( "Fjord_2020-07-01_S1" ), 3 );
  QVERIFY( mLog.contains( "Fjord_2020-06-01_S1: keeps the labels that it has." ) );
  QVERIFY( mLog.contains( "copy of Fjord_2020-06-01_S1" ) );
  // The list of rasters has the new one.
  const QgsVectorLayer zones( path( "labels.gpkg|layername=zones" ), "zones", "ogr" );
  QCOMPARE( zones.editorWidgetSetup( zones.fields().indexOf( "raster" ) ).config()["map"].toList().size(),
            2 );
}

//! QGIS opens the first layer, that of the zones, where none is named.
void TestPrepareLabelsAlgorithm::frontsLieBesideZonesHoweverTheFileIsNamed()
{
  run( { { "MODEL", mJune } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  for ( const QString &source : { "labels.gpkg", "labels.gpkg|layername=zones" } )
  {
    const QgsVectorLayer zones( path( source ), "zones", "ogr" );
    QVERIFY( zones.fields().indexOf( "zone" ) >= 0 );
    QCOMPARE( frontsBeside( &zones ).size(), std::size_t( 1 ) );
  }
  const QgsVectorLayer fronts( path( "labels.gpkg|layername=fronts" ), "fronts", "ogr" );
  QVERIFY( fronts.isValid() );
  QVERIFY( frontsBeside( &fronts ).empty() );
}

void TestPrepareLabelsAlgorithm::readsDatesOfArchives_data()
{
  QTest::addColumn<QString>( "properties" );
  QTest::newRow( "CALFIN" ) << "\"Date\": \"2020-07-01\", \"GlacierID\": 4";
  QTest::newRow( "NSIDC" ) << "\"DATE\": \"2020/07/01\"";
  QTest::newRow( "digits" ) << "\"DATE\": \"20200701\"";
  QTest::newRow( "time" ) << "\"datetime\": \"2020-07-01T12:30:00\"";
  QTest::newRow( "German" ) << "\"date\": \"1.7.2020\"";
  QTest::newRow( "TermPicks" ) << "\"Year\": 2020, \"Month\": 7, \"Day\": 1";
  QTest::newRow( "Earth Engine" ) << "\"system:time_start\": 1593561600000";
}

void TestPrepareLabelsAlgorithm::readsDatesOfArchives()
{
  QFETCH( QString, properties );
  run( { { "MODEL", mJune } } );
  QFile file( path( "fronts.geojson" ) );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  file.write(
      QStringLiteral(
          R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32633"}},
"features":[{"type":"Feature","properties":{%1},"geometry":{"type":"LineString","coordinates":[[501000,7999000],[501000,7997000]]}}]})" )
          .arg( properties )
          .toUtf8() );
  file.close();
  run( { { "RASTERS", QStringList{ mJuly } }, { "FRONTS", path( "fronts.geojson" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY2( mLog.contains( "(front, zones of Fjord_2020-06-01_S1)" ), qPrintable( mLog ) );
  // 1000 m are 25 pixels; pixels under the line are ocean.
  QVERIFY( std::abs( glacierArea( "Fjord_2020-07-01_S1" ) - 1000 * 2400 ) <= 40 * 2400 );
}

void TestPrepareLabelsAlgorithm::rockIsRock()
{
  QFile file( path( "rock.geojson" ) );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  file.write(
      R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32633"}},
"features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":
[[[500000,8000000],[504000,8000000],[504000,7998800],[500000,7998800],[500000,8000000]]]}}]})" );
  file.close();
  run( { { "MODEL", mJune }, { "ROCK", path( "rock.geojson" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( glacierArea( "Fjord_2020-06-01_S1" ), 40 * 50 * 1600.0 );
}

void TestPrepareLabelsAlgorithm::nothingAskedIsNothingFilledIn()
{
  const QVariantMap results = run( { { "PREFILL", "nothing" } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["LABELLED"].toInt(), 0 );
  QCOMPARE( QgsVectorLayer( results["ZONES"].toString(), "zones", "ogr" ).featureCount(), 0L );
}

void TestPrepareLabelsAlgorithm::finetuneNamesALineThatLeftItsBorder()
{
  const QVariantMap results = run( { { "MODEL", mJune } } );
  {
    QgsVectorLayer fronts( results["FRONT_LINES"].toString(), "fronts", "ogr" );
    QgsFeature feature;
    QVERIFY( fronts.getFeatures().nextFeature( feature ) );
    QgsGeometry moved = feature.geometry();
    moved.translate( -800, 0 );
    QgsGeometryMap changes{ { feature.id(), moved } };
    QVERIFY( fronts.dataProvider()->changeGeometryValues( changes ) );
  }
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  mProvider->algorithm( QStringLiteral( "finetune" ) )
      ->run( { { "RASTERS", QStringList{ mJune } },
               { "ZONES_LAYER", results["ZONES"] },
               { "ZONES_FIELD", "zone" },
               { "RASTER_FIELD", "raster" },
               { "PACKED", path( "scenes.packed" ) } },
             context, &feedback );
  QVERIFY2(
      feedback.textLog().contains( "The labels of Fjord_2020-06-01_S1 have a front line of which 100 %" ),
      qPrintable( feedback.textLog() ) );
  run( {} );
  QVERIFY2( mLog.contains( "does not lie on the border of ocean and glacier" ), qPrintable( mLog ) );
  run( { { "FOLLOW_FRONTS", true } } );
  QVERIFY2( mSucceeded && !mLog.contains( "does not lie on the border" ), qPrintable( mLog ) );
  QVERIFY( std::abs( glacierArea( "Fjord_2020-06-01_S1" ) - 800 * 2400 ) <= 40 * 2400 );
}

void TestPrepareLabelsAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  const auto row = []( const char *name, const QVariantMap &parameters, const char *sentence )
  { QTest::newRow( name ) << parameters << QString( sentence ); };
  row( "no raster", { { "RASTERS", QStringList() } }, "There is no raster to label" );
  row( "a scene twice", { { "RASTERS", "twice" } }, "Two rasters have the name Fjord_2020-06-01_S1" );
  row( "dates missing", { { "FRONTS", "undated.geojson" } }, "tells its date" );
  row( "points as fronts", { { "FRONTS", "points.geojson" } }, "Fronts are lines" );
  row( "polygons as fronts", { { "FRONTS", "polygons.geojson" } }, "Turn them into lines" );
  row( "other file", { { "OUTPUT", "undated.gpkg" } }, "has no layer “zones”" );
  row( "other format", { { "OUTPUT", "labels.shp" } }, "promises another format" );
}

void TestPrepareLabelsAlgorithm::saysWhatIsWrong()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const auto write = [this]( const char *name, const char *properties, const char *geometry )
  {
    QFile file( path( name ) );
    if ( file.open( QIODevice::WriteOnly ) )
      file.write( QString( R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{%1},
"geometry":{%2}}]})" )
                      .arg( properties, geometry )
                      .toUtf8() );
  };
  const char *dated = R"("date":"2020-06-01")";
  write( "undated.geojson", R"("name":"x")", R"("type":"LineString","coordinates":[[15,72],[15,72.1]])" );
  write( "points.geojson", dated, R"("type":"MultiPoint","coordinates":[[15,72],[15,72.1]])" );
  write( "polygons.geojson", dated,
         R"("type":"Polygon","coordinates":[[[15,72],[15,72.1],[16,72],[15,72]]])" );
  {
    const GDALDatasetUniquePtr other( GetGDALDriverManager()->GetDriverByName( "GPKG" )->Create(
        path( "undated.gpkg" ).toUtf8().constData(), 0, 0, 0, GDT_Unknown, nullptr ) );
    other->CreateLayer( "roads", nullptr, wkbLineString, nullptr );
  }
  if ( parameters.value( "RASTERS" ).toString() == QLatin1String( "twice" ) )
    parameters["RASTERS"] = QStringList{ mJune, mJune };
  for ( const char *key : { "FRONTS", "OUTPUT" } )
    if ( parameters.contains( key ) )
      parameters[key] = path( parameters[key].toString() );
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( sentence ), qPrintable( mLog ) );
}

void TestPrepareLabelsAlgorithm::failureLeavesNoFile()
{
  const QStringList before = files();
  run( { { "RASTERS", QStringList{ mJune, mJune } } } );
  QVERIFY( !mSucceeded );
  QCOMPARE( files(), before );
}

void TestPrepareLabelsAlgorithm::loadedLayersShareAGroup()
{
  QgsProject project;
  QgsProcessingContext context;
  context.setProject( &project );
  run( { { "MODEL", mJune } }, context );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const auto layers = context.layersToLoadOnCompletion();
  QCOMPARE( layers.size(), 2 );
  // As Desktop does it.
  for ( auto entry = layers.begin(); entry != layers.end(); ++entry )
  {
    auto *layer = new QgsVectorLayer( entry.key(), entry->name, "ogr" );
    QVERIFY( layer->isValid() );
    project.addMapLayer( layer );
    QVERIFY( entry->postProcessor() );
    entry->postProcessor()->postProcessLayer( layer, context, nullptr );
  }
  const QgsLayerTreeGroup *group = project.layerTreeRoot()->findGroup( "labels" );
  QVERIFY( group );
  QCOMPARE( project.layerTreeRoot()->children().size(), 1 );
  QStringList names;
  for ( const QgsLayerTreeLayer *node : group->findLayers() )
    names << node->name();
  QCOMPARE( names, QStringList( { "Fronts Fjord", "Zones Fjord" } ) );
}

QGSTEST_MAIN( TestPrepareLabelsAlgorithm )
#include "testpreparelabelsalgorithm.moc"
