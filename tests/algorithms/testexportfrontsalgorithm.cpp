#include <QtTest>

#include <cmath>

#include <qgsapplication.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>

#include "provider/provider.h"
#include "support/testdata.h"

using namespace calving;

//! Fronts through Processing into the schemas of databases, and back into our own algorithms.
class TestExportFrontsAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void init();
  void writesCalfinAsShapefile();
  void writesEveryFormat_data();
  void writesEveryFormat();
  void exportsFrontsOfThisProgramAndTakesThemBack();
  void otherAlgorithmsTakeThemBack_data();
  void otherAlgorithmsTakeThemBack();
  void closedFrontsHaveTheSameFields();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void failureKeepsTheOldFile();
  void exportsTheMoltkeFolder();

private:
  QString path( const QString &file ) const { return mFolder->filePath( file ); }
  QString write( const QString &name, const QStringList &features ) const;
  static QString front( double x, const QString &attributes )
  {
    return QStringLiteral( R"({"type":"Feature","properties":{%1},"geometry":{"type":"LineString",)"
                           R"("coordinates":[[%2,7999990],[%2,8000410]]}})" )
        .arg( attributes )
        .arg( x, 0, 'f', 1 );
  }
  static QString dated( const QString &date )
  {
    return QStringLiteral( R"("glacier_name":"Testbræ","date":"%1","sensor":"S1A","image_id":"scene of %1")" )
        .arg( date );
  }
  QVariantMap runAlgorithm( const QString &name, const QVariantMap &parameters );
  QVariantMap run( QVariantMap parameters );

  std::unique_ptr<QTemporaryDir> mFolder;
  std::unique_ptr<Provider> mProvider;
  QString mFronts;
  QString mFjord;
  QString mLog;
  bool mSucceeded = false;
};

void TestExportFrontsAlgorithm::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
}

void TestExportFrontsAlgorithm::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

QString TestExportFrontsAlgorithm::write( const QString &name, const QStringList &features ) const
{
  QFile file( path( name ) );
  if ( file.open( QIODevice::WriteOnly ) )
    file.write( QStringLiteral( R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":)"
                                R"("urn:ogc:def:crs:EPSG::32633"}},"features":[%1]})" )
                    .arg( features.join( ',' ) )
                    .toUtf8() );
  return file.fileName();
}

//! Fronts of two dates, with ice in the west, and the fjord that they cross.
void TestExportFrontsAlgorithm::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  mFronts = write( QStringLiteral( "fronts.geojson" ),
                   { front( 500500, dated( "2020-01-01" ) ), front( 500400, dated( "2020-12-31" ) ) } );
  mFjord = write(
      QStringLiteral( "fjord.geojson" ),
      { QStringLiteral( R"({"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":)"
                        R"([[[500000,8000000],[501000,8000000],[501000,8000400],[500000,8000400],)"
                        R"([500000,8000000]]]}})" ) } );
}

QVariantMap TestExportFrontsAlgorithm::runAlgorithm( const QString &name, const QVariantMap &parameters )
{
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  const QVariantMap results =
      mProvider->algorithm( name )->run( parameters, context, &feedback, &mSucceeded );
  mLog = feedback.textLog();
  return results;
}

QVariantMap TestExportFrontsAlgorithm::run( QVariantMap parameters )
{
  const QVariantMap standard{ { "INPUT", QStringList{ mFronts } },
                              { "SCHEMA", "CALFIN" },
                              { "GLACIER_ID", 278 },
                              { "QUALITY_FLAG", 0 },
                              { "AUTHOR", "Somebody" },
                              { "OUTPUT", path( "export.shp" ) } };
  for ( auto value = standard.begin(); value != standard.end(); ++value )
    if ( !parameters.contains( value.key() ) )
      parameters.insert( value.key(), value.value() );
  return runAlgorithm( QStringLiteral( "exportfronts" ), parameters );
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

void TestExportFrontsAlgorithm::writesCalfinAsShapefile()
{
  const QVariantMap results = run( {} );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["FRONT_COUNT"].toInt(), 2 );
  QCOMPARE( results["CLOSED_COUNT"].toInt(), 0 );
  const QgsVectorLayer layer( path( "export.shp" ), QString(), QStringLiteral( "ogr" ) );
  QCOMPARE( layer.crs().authid(), QStringLiteral( "EPSG:3413" ) );
  QCOMPARE(
      layer.fields().names(),
      QStringList( { "GlacierID", "Center_X", "Center_Y", "Latitude", "Longitude", "QualFlag", "Satellite",
                     "Date", "ImageID", "GrnlndcN", "OfficialN", "AltName", "RefName", "Author" } ) );
  const QgsFeature first = featuresOf( path( "export.shp" ) ).at( 0 );
  QCOMPARE( first.attribute( "GlacierID" ).toInt(), 278 );
  QCOMPARE( first.attribute( "Date" ).type(), QVariant::String );
  QCOMPARE( first.attribute( "Date" ).toString(), QStringLiteral( "2020-01-01" ) );
  QCOMPARE( first.attribute( "OfficialN" ).toString(), QStringLiteral( "Testbræ" ) );
  QCOMPARE( first.attribute( "Author" ).toString(), QStringLiteral( "Somebody" ) );
  QVERIFY( std::abs( first.attribute( "Latitude" ).toDouble() - 72.1 ) < 0.05 );
  QVERIFY( mLog.contains( QStringLiteral( "no front fills: GrnlndcN, AltName" ) ) );
}

void TestExportFrontsAlgorithm::writesEveryFormat_data()
{
  QTest::addColumn<QString>( "suffix" );
  for ( const char *suffix : { "gpkg", "geojson", "fgb", "shp", "gmt" } )
    QTest::newRow( suffix ) << suffix;
}

void TestExportFrontsAlgorithm::writesEveryFormat()
{
  QFETCH( QString, suffix );
  run( { { "SCHEMA", "termpicks" }, { "OUTPUT", path( "export." ) + suffix } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QVector<QgsFeature> features = featuresOf( path( "export." ) + suffix );
  QCOMPARE( features.size(), 2 );
  QCOMPARE( features[1].attribute( "Date" ).toString(), QStringLiteral( "2020-12-31" ) );
  QCOMPARE( features[1].attribute( "QualFlag" ).toString(), QStringLiteral( "00" ) );
}

//! The simulation's true fronts have the ocean on their left, which closes them without a word.
void TestExportFrontsAlgorithm::exportsFrontsOfThisProgramAndTakesThemBack()
{
  runAlgorithm( QStringLiteral( "simulatescene" ), { { "WIDTH", 96 },
                                                     { "HEIGHT", 96 },
                                                     { "PIXEL_SIZE", 100 },
                                                     { "SEED", 5 },
                                                     { "SCENE", path( "scene.tif" ) },
                                                     { "ZONES", path( "Fjord_2021-07-01_S1_zones.tif" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  runAlgorithm( QStringLiteral( "tracefronts" ), { { "ZONES", path( "Fjord_2021-07-01_S1_zones.tif" ) },
                                                   { "FRONTS", path( "traced.gpkg" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  run( { { "INPUT", path( "traced.gpkg" ) }, { "QUALITY_FLAG", QVariant() }, { "AUTHOR", QVariant() } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QVector<QgsFeature> exported = featuresOf( path( "export.shp" ) );
  QVERIFY( !exported.isEmpty() );
  QCOMPARE( exported.size(), featuresOf( path( "traced.gpkg" ) ).size() );
  QCOMPARE( exported[0].attribute( "QualFlag" ).toInt(), 10 );
  QCOMPARE( exported[0].attribute( "Satellite" ).toString(), QStringLiteral( "S1" ) );
  QVERIFY( exported[0].attribute( "Author" ).toString().startsWith( QStringLiteral( "Calving Front" ) ) );
  const QVariantMap scores =
      runAlgorithm( QStringLiteral( "evaluatefronts" ), { { "PREDICTED", path( "export.shp" ) },
                                                          { "REFERENCE", path( "traced.gpkg" ) },
                                                          { "OUTPUT", path( "scores.gpkg" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY2( scores["MDE"].isValid() && scores["MDE"].toDouble() < 0.1,
            qPrintable( scores["MDE"].toString() ) );
}

void TestExportFrontsAlgorithm::otherAlgorithmsTakeThemBack_data()
{
  QTest::addColumn<QString>( "schema" );
  for ( const char *schema : { "CALFIN", "TermPicks", "NSIDC-0642" } )
    QTest::newRow( schema ) << schema;
}

void TestExportFrontsAlgorithm::otherAlgorithmsTakeThemBack()
{
  QFETCH( QString, schema );
  run( { { "SCHEMA", schema } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QVariantMap change =
      runAlgorithm( QStringLiteral( "frontchange" ), { { "INPUT", path( "export.shp" ) },
                                                       { "BOX", mFjord },
                                                       { "DIRECTION", 90 },
                                                       { "OUTPUT", path( "change.gpkg" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY2( std::abs( change["ADVANCE"].toDouble() + 100 / 0.9996 ) < 0.1,
            qPrintable( change["ADVANCE"].toString() ) );
  const QVector<QgsFeature> rows = featuresOf( path( "change.gpkg" ) );
  QCOMPARE( rows.size(), 2 );
  QCOMPARE( rows[1].attribute( "date" ).toDate(), QDate( 2020, 12, 31 ) );
  QCOMPARE( rows[1].attribute( "glacier_name" ).toString(),
            schema == QLatin1String( "TermPicks" ) ? QStringLiteral( "278" ) : QStringLiteral( "Testbræ" ) );
}

void TestExportFrontsAlgorithm::closedFrontsHaveTheSameFields()
{
  const QVariantMap results =
      run( { { "POLYGONS", path( "export_closed.shp" ) },
             { "BOX", mFjord },
             { "OCEAN", write( QStringLiteral( "ocean.geojson" ),
                               { QStringLiteral( R"({"type":"Feature","properties":{},)"
                                                 R"("geometry":{"type":"Point",)"
                                                 R"("coordinates":[500900,8000200]}})" ) } ) },
             { "CRS", "EPSG:32633" } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["CLOSED_COUNT"].toInt(), 2 );
  const QVector<QgsFeature> closed = featuresOf( path( "export_closed.shp" ) );
  QCOMPARE( closed.size(), 2 );
  QCOMPARE( closed[0].fields().names(), featuresOf( path( "export.shp" ) ).at( 0 ).fields().names() );
  QCOMPARE( closed[0].attribute( "Date" ).toString(), QStringLiteral( "2020-01-01" ) );
  QVERIFY( std::abs( closed[0].geometry().area() - 500 * 400 ) < 5 );
  QVERIFY( std::abs( closed[1].geometry().area() - 600 * 400 ) < 5 );
}

void TestExportFrontsAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "word" );
  const auto row = []( const char *name, const QVariantMap &parameters, const char *word )
  { QTest::newRow( name ) << parameters << word; };
  row( "no number", { { "GLACIER_ID", QVariant() } }, "Line 1 of the layer fronts: no GlacierID" );
  row( "no flag", { { "QUALITY_FLAG", QVariant() } }, "QUALITY_FLAG" );
  row( "unknown flag", { { "QUALITY_FLAG", 7 } }, "CALFIN knows" );
  row( "long author", { { "AUTHOR", QString( 100, 'x' ) } }, "Author has room for 80 bytes" );
  row( "unknown schema", { { "SCHEMA", "GLIMS" } }, "GLIMS" );
  row( "closed without a fjord", { { "POLYGONS", "closed.shp" } }, "BOX" );
  row( "nothing to write", { { "OUTPUT", QVariant() } }, "Nothing is to be written" );
  row( "no such field", { { "DATE_FIELD", "when" } }, "when" );
  row( "no file", { { "INPUT", "/none.gpkg" } }, "/none.gpkg" );
}

void TestExportFrontsAlgorithm::saysWhatIsWrong()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, word );
  if ( parameters.contains( "POLYGONS" ) )
    parameters["POLYGONS"] = path( parameters["POLYGONS"].toString() );
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( word ), qPrintable( mLog ) );
  QVERIFY( !QFile::exists( path( "export.shp" ) ) );
}

void TestExportFrontsAlgorithm::failureKeepsTheOldFile()
{
  run( {} );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  mFronts = write( QStringLiteral( "undated.geojson" ), { front( 500500, QString() ) } );
  run( {} );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( QStringLiteral( "Line 1 of the layer undated: no date is known" ) ),
            qPrintable( mLog ) );
  QCOMPARE( featuresOf( path( "export.shp" ) ).size(), 2 );
}

//! Shapefiles that tell their dates by their names alone.
void TestExportFrontsAlgorithm::exportsTheMoltkeFolder()
{
  REQUIRE_TEST_DATA( "moltke/lines" );
  const QVariantMap results = run( { { "INPUT", testData( "moltke/lines" ) },
                                     { "BOX", testData( "moltke/box/harald_moltke_brae.shp" ) },
                                     { "DIRECTION", 292 },
                                     { "POLYGONS", path( "closed.gpkg" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["FRONT_COUNT"].toInt(), 159 );
  QCOMPARE( results["CLOSED_COUNT"].toInt(), 159 );
  const QgsFeature front = featuresOf( path( "export.shp" ) ).at( 0 );
  QCOMPARE( front.attribute( "Date" ).toString(), QStringLiteral( "2019-02-28" ) );
}

QGSTEST_MAIN( TestExportFrontsAlgorithm )
#include "testexportfrontsalgorithm.moc"
