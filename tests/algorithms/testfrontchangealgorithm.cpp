#include <QtTest>

#include <cmath>

#include <qgsapplication.h>
#include <qgscategorizedsymbolrenderer.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsproject.h>
#include <qgssymbol.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayertemporalproperties.h>

#include "provider/provider.h"
#include "support/testdata.h"

using namespace calving;

/**
 * Fronts in UTM 33 N at its central meridian: straight from (x, 7999990) to (x, 8000410), in a box from
 * (500000, 8000000) to (501000, 8000400), where a metre of the map is 1 / 0.9996 m of the ground. Ice in the
 * west.
 */
class TestFrontChangeAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void init();
  void measuresALayer();
  void findsForeignFields_data();
  void findsForeignFields();
  void chosenFieldsCount();
  void takesFilesNamedByTheirDates();
  void knowsTheOceanOfFrontsOfThisProgram();
  void writesShapefiles();
  void loadedLayersAreStyledAndHaveTheirTimes();
  void collectionsAreReadByTheirLines();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void failureKeepsTheOldFiles();

private:
  QString path( const QString &file ) const { return mFolder->filePath( file ); }
  //! A GeoJSON file of \a features in UTM 33 N.
  QString write( const QString &name, const QStringList &features ) const;
  static QString feature( const QString &geometry, const QString &attributes )
  {
    return QStringLiteral( R"({"type":"Feature","properties":{%1},"geometry":%2})" )
        .arg( attributes, geometry );
  }
  static QString front( double x, const QString &attributes )
  {
    return feature( QStringLiteral( R"({"type":"LineString","coordinates":[[%1,7999990],[%1,8000410]]})" )
                        .arg( x, 0, 'f', 1 ),
                    attributes );
  }
  QVariantMap run( QVariantMap parameters, QgsProcessingContext &context );
  QVariantMap run( const QVariantMap &parameters )
  {
    QgsProcessingContext context;
    return run( parameters, context );
  }

  std::unique_ptr<QTemporaryDir> mFolder;
  std::unique_ptr<Provider> mProvider;
  QString mFronts;
  QString mBox;
  QString mLog;
  bool mSucceeded = false;
};

void TestFrontChangeAlgorithm::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
}

void TestFrontChangeAlgorithm::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

QString TestFrontChangeAlgorithm::write( const QString &name, const QStringList &features ) const
{
  QFile file( path( name ) );
  if ( file.open( QIODevice::WriteOnly ) )
    file.write( QStringLiteral( R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":)"
                                R"("urn:ogc:def:crs:EPSG::32633"}},"features":[%1]})" )
                    .arg( features.join( ',' ) )
                    .toUtf8() );
  return file.fileName();
}

void TestFrontChangeAlgorithm::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  const QString attributes = QStringLiteral( R"("glacier_name":"Testbræ","date":"%1","error_m":%2)" );
  mFronts = write( QStringLiteral( "fronts.geojson" ),
                   { front( 500500, attributes.arg( "2020-01-01" ).arg( 20 ) ),
                     front( 500400, attributes.arg( "2020-12-31" ).arg( 30 ) ) } );
  mBox = write(
      QStringLiteral( "box.geojson" ),
      { feature( QStringLiteral( R"({"type":"Polygon","coordinates":[[[500000,8000000],[501000,8000000],)"
                                 R"([501000,8000400],[500000,8000400],[500000,8000000]]]})" ),
                 QString() ) } );
}

QVariantMap TestFrontChangeAlgorithm::run( QVariantMap parameters, QgsProcessingContext &context )
{
  const QVariantMap standard{ { "INPUT", QStringList{ mFronts } },
                              { "BOX", mBox },
                              { "DIRECTION", 90 },
                              { "OUTPUT", path( "change.gpkg" ) } };
  for ( auto value = standard.begin(); value != standard.end(); ++value )
    if ( !parameters.contains( value.key() ) )
      parameters.insert( value.key(), value.value() );
  QgsProcessingFeedback feedback( false );
  const QVariantMap results = mProvider->algorithm( QStringLiteral( "frontchange" ) )
                                  ->run( parameters, context, &feedback, &mSucceeded );
  mLog = feedback.textLog();
  return results;
}

static QVector<QgsFeature> featuresOf( const QString &path )
{
  const QgsVectorLayer layer( path, QString(), QStringLiteral( "ogr" ) );
  QVector<QgsFeature> features;
  QgsFeatureIterator all = layer.getFeatures();
  for ( QgsFeature feature; all.nextFeature( feature ); )
    features << feature;
  return features;
}

void TestFrontChangeAlgorithm::measuresALayer()
{
  const QVariantMap results = run( { { "POLYGONS", path( "areas.gpkg" ) },
                                     { "CSV", path( "change.csv" ) },
                                     { "REPORT", path( "change.html" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["GLACIERS"].toInt(), 1 );
  QCOMPARE( results["FRONT_COUNT"].toInt(), 2 );
  const double ground = 1 / 0.9996;
  QVERIFY( std::abs( results["ADVANCE"].toDouble() + 100 * ground ) < 0.01 );
  QVERIFY( std::abs( results["AREA_CHANGE"].toDouble() + 100 * 400 * ground * ground ) < 2 );

  const QVector<QgsFeature> rows = featuresOf( path( "change.gpkg" ) );
  QCOMPARE( rows.size(), 2 );
  QCOMPARE( rows[1].attribute( "glacier_name" ).toString(), QStringLiteral( "Testbræ" ) );
  QCOMPARE( rows[1].attribute( "date" ).toDate(), QDate( 2020, 12, 31 ) );
  QVERIFY( rows[0].attribute( "change_m" ).isNull() );
  QVERIFY( std::abs( rows[1].attribute( "change_m" ).toDouble() + 100 * ground ) < 0.01 );
  QVERIFY( std::abs( rows[1].attribute( "change_error_m" ).toDouble() -
                     std::sqrt( M_PI / 2 ) * std::hypot( 20, 30 ) ) < 0.01 );
  QCOMPARE( rows[1].attribute( "method" ).toString(), QStringLiteral( "rectilinear box" ) );

  const QVector<QgsFeature> polygons = featuresOf( path( "areas.gpkg" ) );
  QCOMPARE( polygons.size(), 1 );
  QCOMPARE( polygons[0].attribute( "change" ).toString(), QStringLiteral( "lost" ) );
  QCOMPARE( polygons[0].attribute( "start_date" ).toDate(), QDate( 2020, 1, 1 ) );
  QCOMPARE( polygons[0].attribute( "end_date" ).toDate(), QDate( 2020, 12, 31 ) );
  // In the system of the fronts, where they are metres of the map.
  QVERIFY( std::abs( polygons[0].geometry().area() - 100 * 400 ) < 2 );
  QVERIFY( QFileInfo( path( "change.csv" ) ).size() > 200 &&
           QFileInfo( path( "change.html" ) ).size() > 5000 );
  QVERIFY( mLog.contains( QStringLiteral( "retreated by 100 m" ) ) );
}

void TestFrontChangeAlgorithm::findsForeignFields_data()
{
  QTest::addColumn<QString>( "attributes" );
  QTest::addColumn<QStringList>( "dates" );
  QTest::addColumn<QString>( "glacier" );
  const QStringList iso{ "2020-01-01", "2020-12-31" };
  QTest::newRow( "CALFIN" ) << R"("OfficialN":"Kangerlussuaq","Date":"%1")" << iso << "Kangerlussuaq";
  QTest::newRow( "NSIDC" ) << R"("GlacierID":3,"DATE":"%1")" << QStringList{ "2020/01/01", "2020/12/31" }
                           << "3";
  QTest::newRow( "AutoTerm" ) << R"json("Glacier ID":"7","Date":"%1","Error(m)":12)json" << iso << "7";
  QTest::newRow( "numbers" ) << R"("glacier":"A",%1)"
                             << QStringList{ R"("year":2020,"month":1,"day":1)",
                                             R"("year":2020,"month":12,"day":31)" }
                             << "A";
  QTest::newRow( "several forms" ) << R"("OfficialN":"B","Date":"%1")"
                                   << QStringList{ "1.1.2020", "31-Dec-2020" } << "B";
}

void TestFrontChangeAlgorithm::findsForeignFields()
{
  QFETCH( QString, attributes );
  QFETCH( QStringList, dates );
  QFETCH( QString, glacier );
  mFronts = write( QStringLiteral( "foreign.geojson" ), { front( 500500, attributes.arg( dates[0] ) ),
                                                          front( 500400, attributes.arg( dates[1] ) ) } );
  run( {} );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QVector<QgsFeature> rows = featuresOf( path( "change.gpkg" ) );
  QCOMPARE( rows.size(), 2 );
  QCOMPARE( rows[0].attribute( "glacier_name" ).toString(), glacier );
  QCOMPARE( rows[0].attribute( "date" ).toDate(), QDate( 2020, 1, 1 ) );
  QCOMPARE( rows[1].attribute( "date" ).toDate(), QDate( 2020, 12, 31 ) );
}

void TestFrontChangeAlgorithm::chosenFieldsCount()
{
  const QString attributes = QStringLiteral( R"("date":"1999-01-01","when":"%1","who":"C","off":%2)" );
  mFronts = write( QStringLiteral( "chosen.geojson" ),
                   { front( 500500, attributes.arg( "3/1/2020" ).arg( 5 ) ),
                     front( 500400, attributes.arg( "31/1/2020" ).arg( 5 ) ) } );
  run( { { "DATE_FIELD", "when" }, { "GLACIER_FIELD", "who" }, { "ERROR_FIELD", "off" } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QVector<QgsFeature> rows = featuresOf( path( "change.gpkg" ) );
  QCOMPARE( rows[0].attribute( "date" ).toDate(), QDate( 2020, 1, 3 ) );
  QCOMPARE( rows[0].attribute( "glacier_name" ).toString(), QStringLiteral( "C" ) );
  QCOMPARE( rows[0].attribute( "error_m" ).toDouble(), 5.0 );
}

void TestFrontChangeAlgorithm::takesFilesNamedByTheirDates()
{
  QDir( mFolder->path() ).mkpath( QStringLiteral( "lines/a" ) );
  QDir( mFolder->path() ).mkpath( QStringLiteral( "lines/b" ) );
  write( QStringLiteral( "lines/a/brae_20200101.geojson" ), { front( 500500, QString() ) } );
  write( QStringLiteral( "lines/b/brae_20200201.geojson" ), { front( 500450, QString() ) } );
  run( { { "INPUT", path( "lines" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QVector<QgsFeature> rows = featuresOf( path( "change.gpkg" ) );
  QCOMPARE( rows.size(), 2 );
  QCOMPARE( rows[1].attribute( "date" ).toDate(), QDate( 2020, 2, 1 ) );
}

//! Five years of retreat by 300 m a year, as the simulation has it: its own lines, and lines traced in its
//! zones.
void TestFrontChangeAlgorithm::knowsTheOceanOfFrontsOfThisProgram()
{
  QStringList truth;
  QStringList traced;
  for ( const char *date : { "2018-07-01", "2023-07-01" } )
  {
    QgsProcessingContext context;
    QgsProcessingFeedback feedback( false );
    const QString name = path( QStringLiteral( "Fjord_%1_S1" ).arg( date ) );
    mProvider->algorithm( QStringLiteral( "simulatescene" ) )
        ->run( { { "WIDTH", 96 },
                 { "HEIGHT", 96 },
                 { "PIXEL_SIZE", 100 },
                 { "SEED", 5 },
                 { "DATE", date },
                 { "SCENE", name + ".tif" },
                 { "ZONES", name + "_zones.tif" },
                 { "FRONTS", name + "_truth.gpkg" } },
               context, &feedback, &mSucceeded );
    QVERIFY2( mSucceeded, qPrintable( feedback.textLog() ) );
    mProvider->algorithm( QStringLiteral( "tracefronts" ) )
        ->run( { { "ZONES", name + "_zones.tif" }, { "FRONTS", name + ".gpkg" } }, context, &feedback,
               &mSucceeded );
    QVERIFY2( mSucceeded, qPrintable( feedback.textLog() ) );
    truth << name + "_truth.gpkg";
    traced << name + ".gpkg";
  }
  const auto advance = [this]( const QStringList &fronts )
  {
    return run( { { "INPUT", fronts }, { "BOX", QVariant() }, { "DIRECTION", QVariant() } } )["ADVANCE"]
        .toDouble();
  };
  const double simulated = advance( truth );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY2( simulated < -1000 && simulated > -2000, qPrintable( QString::number( simulated ) ) );
  QVERIFY2( std::abs( advance( traced ) - simulated ) < 100, qPrintable( mLog ) );
}

void TestFrontChangeAlgorithm::writesShapefiles()
{
  run( { { "POLYGONS", path( "areas.shp" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QVector<QgsFeature> polygons = featuresOf( path( "areas.shp" ) );
  QCOMPARE( polygons.size(), 1 );
  QCOMPARE( polygons[0].attribute( "Change" ).toString(), QStringLiteral( "lost" ) );
  QCOMPARE( polygons[0].attribute( "End" ).toDate(), QDate( 2020, 12, 31 ) );
}

void TestFrontChangeAlgorithm::loadedLayersAreStyledAndHaveTheirTimes()
{
  QgsProject project;
  QgsProcessingContext context;
  context.setProject( &project );
  const auto loaded = [&project]( const QString &file )
  { return QVariant::fromValue( QgsProcessingOutputLayerDefinition( file, &project ) ); };
  run( { { "OUTPUT", loaded( path( "change.gpkg" ) ) }, { "POLYGONS", loaded( path( "areas.gpkg" ) ) } },
       context );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QMap<QString, QgsProcessingContext::LayerDetails> layers = context.layersToLoadOnCompletion();
  QCOMPARE( layers.size(), 2 );
  for ( auto layer = layers.begin(); layer != layers.end(); ++layer )
  {
    QVERIFY( layer.value().name.contains( QStringLiteral( "Testbræ" ) ) );
    QgsVectorLayer shown( layer.key(), layer.value().name, QStringLiteral( "ogr" ) );
    QgsProcessingFeedback feedback;
    layer.value().postProcessor()->postProcessLayer( &shown, context, &feedback );
    const auto *time = qobject_cast<QgsVectorLayerTemporalProperties *>( shown.temporalProperties() );
    QVERIFY( time && time->isActive() );
    if ( !shown.isSpatial() )
      continue;
    QCOMPARE( time->startField(), QStringLiteral( "start_date" ) );
    QCOMPARE( time->endField(), QStringLiteral( "end_date" ) );
    const auto *renderer = dynamic_cast<QgsCategorizedSymbolRenderer *>( shown.renderer() );
    QVERIFY( renderer && renderer->categories().size() == 2 );
    QVERIFY( renderer->categories()[0].symbol()->color() != renderer->categories()[1].symbol()->color() );
  }
}

//! QGIS has no geometry type for a layer of collections, and does not call it spatial.
void TestFrontChangeAlgorithm::collectionsAreReadByTheirLines()
{
  const auto collected = []( double x, const QString &date )
  {
    return feature(
        QStringLiteral( R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[%1,)"
                        R"(8000000]},{"type":"LineString","coordinates":[[%1,7999990],[%1,8000410]]}]})" )
            .arg( x, 0, 'f', 1 ),
        QStringLiteral( R"("date":"%1")" ).arg( date ) );
  };
  mFronts = write( QStringLiteral( "collections.geojson" ),
                   { collected( 500500, QStringLiteral( "2020-01-01" ) ),
                     collected( 500400, QStringLiteral( "2020-02-01" ) ) } );
  const QVariantMap results = run( {} );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["FRONT_COUNT"].toInt(), 2 );
  QVERIFY( std::abs( results["ADVANCE"].toDouble() + 100 / 0.9996 ) < 0.01 );
}

void TestFrontChangeAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<QString>( "features" );
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "word" );
  const QString dated = front( 500500, QStringLiteral( R"("date":"2020-01-01")" ) );
  const QString polygon =
      feature( QStringLiteral( R"({"type":"Polygon","coordinates":[[[500000,8000000],[501000,8000000],)"
                               R"([501000,8000400],[500000,8000000]]]})" ),
               QStringLiteral( R"("date":"2020-01-01")" ) );
  QTest::newRow( "empty layer" ) << QString() << QVariantMap() << "empty";
  QTest::newRow( "polygons instead of lines" ) << polygon << QVariantMap() << "Polygons to lines";
  QTest::newRow( "a table" ) << feature( QStringLiteral( "null" ),
                                         QStringLiteral( R"("date":"2020-01-01")" ) )
                             << QVariantMap() << "holds no lines";
  QTest::newRow( "no dates" ) << front( 500500, QString() ) << QVariantMap() << "DATE_FIELD";
  QTest::newRow( "unread date" ) << front( 500500, QStringLiteral( R"("date":"spring")" ) ) << QVariantMap()
                                 << "spring";
  QTest::newRow( "no such field" ) << dated << QVariantMap{ { "DATE_FIELD", "when" } } << "when";
  QTest::newRow( "no centreline" ) << dated << QVariantMap{ { "METHOD", "centreline" } } << "CENTRELINE";
  QTest::newRow( "front beyond the box" )
      << front( 700500, QStringLiteral( R"("date":"2020-01-01")" ) ) << QVariantMap() << "meets the box";
  QTest::newRow( "no file" ) << dated << QVariantMap{ { "INPUT", "/none.gpkg" } } << "/none.gpkg";
}

void TestFrontChangeAlgorithm::saysWhatIsWrong()
{
  QFETCH( QString, features );
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, word );
  mFronts = write( QStringLiteral( "wrong.geojson" ),
                   features.isEmpty() ? QStringList() : QStringList{ features } );
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( word ), qPrintable( mLog ) );
}

void TestFrontChangeAlgorithm::failureKeepsTheOldFiles()
{
  run( {} );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const qint64 size = QFileInfo( path( "change.gpkg" ) ).size();
  mFronts = write( QStringLiteral( "undated.geojson" ), { front( 500500, QString() ) } );
  run( {} );
  QVERIFY( !mSucceeded );
  QCOMPARE( QFileInfo( path( "change.gpkg" ) ).size(), size );
}

QGSTEST_MAIN( TestFrontChangeAlgorithm )
#include "testfrontchangealgorithm.moc"
