#include <QtTest>

#include <qgsgeometry.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>

#include "support/extractfixture.h"

using namespace calving;

//! What users are told of outputs that cannot be what they ask for.
class TestOutputChecks : public ExtractFixture
{
  Q_OBJECT

private slots:
  void refusesNamesOfOtherFormats_data();
  void refusesNamesOfOtherFormats();
  void refusesEndingsOfOtherFiles_data();
  void refusesEndingsOfOtherFiles();
  void takesOtherNames();
  void refusesTwoOutputsInOneFile_data();
  void refusesTwoOutputsInOneFile();
  void writesGeometriesIntoTablesAsText();
};

void TestOutputChecks::refusesNamesOfOtherFormats_data()
{
  QTest::addColumn<QString>( "output" );
  QTest::addColumn<QString>( "file" );
  QTest::addColumn<QString>( "mend" );
  for ( const char *file : { "x.png", "x.JPG", "x.nc", "x.img", "x.vrt", "x.asc" } )
    QTest::newRow( file ) << "ZONES" << file << "Choose a name that ends in .tif.";
  for ( const char *file : { "x.xlsx", "x.ODS", "x.dbf" } )
    QTest::newRow( file ) << "FRONTS" << file << "Choose a name that ends in .gpkg, .geojson or .shp";
}

void TestOutputChecks::refusesNamesOfOtherFormats()
{
  QFETCH( QString, output );
  QFETCH( QString, file );
  QFETCH( QString, mend );
  const QStringList before = files();
  run( { { output, path( file ) } } );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "The output " + output ) && mLog.contains( path( file ) ) && mLog.contains( mend ),
            qPrintable( mLog ) );
  QCOMPARE( files(), before );
}

void TestOutputChecks::refusesEndingsOfOtherFiles_data()
{
  QTest::addColumn<QString>( "output" );
  QTest::addColumn<QString>( "file" );
  QTest::addColumn<QString>( "mend" );
  QTest::newRow( "model" ) << "MODEL"
                           << "model.pt"
                           << "ends in .safetensors.";
  QTest::newRow( "checkpoint" ) << "CHECKPOINT"
                                << "last.ckpt"
                                << "ends in .safetensors.";
  QTest::newRow( "report" ) << "REPORT"
                            << "report.pdf"
                            << "ends in .html.";
  QTest::newRow( "log" ) << "LOG"
                         << "log.xlsx"
                         << "ends in .csv.";
  QTest::newRow( "promises nothing" ) << "MODEL"
                                      << "model.v2" << QString();
}

void TestOutputChecks::refusesEndingsOfOtherFiles()
{
  QFETCH( QString, output );
  QFETCH( QString, file );
  QFETCH( QString, mend );
  // Without scenes the training ends before it begins: only the sentence counts.
  QVariantMap parameters{ { "SCENES", path( {} ) }, { "MODEL", path( "model.safetensors" ) } };
  parameters[output] = path( file );
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  bool succeeded = true;
  mProvider->algorithm( "finetune" )->run( parameters, context, &feedback, &succeeded );
  QVERIFY( !succeeded );
  QCOMPARE( feedback.textLog().contains( "promises another format" ), !mend.isEmpty() );
  QVERIFY2( feedback.textLog().contains( mend ), qPrintable( feedback.textLog() ) );
}

//! Endings that promise nothing else, and a place of QGIS's choice.
void TestOutputChecks::takesOtherNames()
{
  for ( const QString &file : { path( "x.tiff" ), path( "Fjord_10.5m" ), QString( "TEMPORARY_OUTPUT" ) } )
  {
    const QString zones = run( { { "ZONES", file } } )["ZONES"].toString();
    QVERIFY2( mSucceeded, qPrintable( mLog ) );
    QVERIFY2( QFile::exists( zones ), qPrintable( zones ) );
  }
}

void TestOutputChecks::refusesTwoOutputsInOneFile_data()
{
  QTest::addColumn<QVariantMap>( "outputs" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "rasters" ) << QVariantMap{ { "ZONES", "%1/x.tif" }, { "CONFIDENCE", "%1/x.tif" } }
                             << "The outputs ZONES and CONFIDENCE would both be";
  QTest::newRow( "vectors, another way to the folder" )
      << QVariantMap{ { "FRONTS", "%1/x.gpkg" }, { "OCEAN", "%1/../%2/./x.gpkg" } }
      << "The outputs FRONTS and OCEAN would both be";
}

void TestOutputChecks::refusesTwoOutputsInOneFile()
{
  QFETCH( QVariantMap, outputs );
  QFETCH( QString, sentence );
  const QStringList before = files();
  for ( QVariant &output : outputs )
    output =
        output.toString().replace( "%1", mFolder->path() ).replace( "%2", QDir( mFolder->path() ).dirName() );
  run( outputs );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( sentence ), qPrintable( mLog ) );
  QCOMPARE( files(), before );
}

//! A CSV table has no geometries of its own; left to itself, QGIS drops them without a word.
void TestOutputChecks::writesGeometriesIntoTablesAsText()
{
  run( { { "FRONTS", path( "fronts.gpkg" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  run( { { "FRONTS", path( "fronts.csv" ) }, { "OCEAN", path( "ocean.csv" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY2( mLog.contains( "has the geometries as text in its column WKT" ) && mLog.contains( "EPSG:32633" ),
            qPrintable( mLog ) );
  const QgsVectorLayer expected( path( "fronts.gpkg" ), "expected" );
  const QgsVectorLayer table( path( "fronts.csv" ), "table", "ogr" );
  QCOMPARE( int( table.featureCount() ), int( expected.featureCount() ) );
  QgsFeature wanted;
  QgsFeature found;
  QVERIFY( expected.getFeatures().nextFeature( wanted ) && table.getFeatures().nextFeature( found ) );
  QVERIFY2( found.hasGeometry() && found.geometry().hausdorffDistance( wanted.geometry() ) < 1e-6,
            qPrintable( found.geometry().asWkt( 3 ) ) );
  QCOMPARE( found.attribute( "model_name" ).toString(), wanted.attribute( "model_name" ).toString() );
  const QgsVectorLayer ocean( path( "ocean.csv" ), "ocean", "ogr" );
  QgsFeature sea;
  QVERIFY( ocean.getFeatures().nextFeature( sea ) );
  QVERIFY( sea.geometry().area() > 1e6 );
}

QGSTEST_MAIN( TestOutputChecks )
#include "testoutputchecks.moc"
