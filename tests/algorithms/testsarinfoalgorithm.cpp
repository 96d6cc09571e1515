#include <QtTest>

#include <qgsapplication.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgstest.h>

#include <cpl_string.h>

#include "provider/provider.h"
#include "support/safeproduct.h"

using namespace calving;

namespace
{

//! The manifest of a product as text, to compare without our own reader.
QString manifestOf( const QString &product )
{
  QString folder = "/vsizip/" + product;
  if ( product.endsWith( ".zip" ) )
  {
    char **names = VSIReadDir( qPrintable( folder ) );
    folder += "/" + QString( names[0] );
    CSLDestroy( names );
  }
  VSILFILE *file = VSIFOpenL( qPrintable( folder + "/manifest.safe" ), "rb" );
  QByteArray text( 1 << 20, 0 );
  text.truncate( static_cast<int>( VSIFReadL( text.data(), 1, 1 << 20, file ) ) );
  VSIFCloseL( file );
  return QString::fromUtf8( text );
}

//! What stands between <...name...> and the next tag.
QString valueOf( const QString &manifest, const QString &name )
{
  const QRegularExpression pattern( "<[a-z0-9]+:" + name + "[^>]*>([^<]+)<" );
  return pattern.match( manifest ).captured( 1 );
}

} // namespace

class TestSarInfoAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void agreesWithTheManifest_data();
  void agreesWithTheManifest();
  void reportShowsTheImages();
  void reportIsOptional();
  void warnsOfAnOldProcessor();
  void explainsWhatIsNoProduct();

private:
  QVariantMap run( const QString &input, const QVariant &output );
  QString productNamed( const QString &name, const std::string &processor );

  QTemporaryDir mFolder;
  std::unique_ptr<Provider> mProvider;
  QString mLog;
  bool mSucceeded = false;
};

void TestSarInfoAlgorithm::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
}

void TestSarInfoAlgorithm::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

QVariantMap TestSarInfoAlgorithm::run( const QString &input, const QVariant &output )
{
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  const QVariantMap results =
      mProvider->algorithm( QStringLiteral( "sarinfo" ) )
          ->run( { { "INPUT", input }, { "OUTPUT", output } }, context, &feedback, &mSucceeded );
  mLog = feedback.textLog();
  return results;
}

//! Path of a small product on disk.
QString TestSarInfoAlgorithm::productNamed( const QString &name, const std::string &processor )
{
  SafeProduct product;
  product.folder = mFolder.filePath( name ).toStdString();
  for ( const char *folder : { "/annotation/calibration", "/measurement" } )
    QDir( mFolder.path() ).mkpath( name + folder );
  product.processorVersion = processor;
  product.write();
  return QString::fromStdString( product.folder );
}

void TestSarInfoAlgorithm::agreesWithTheManifest_data()
{
  QTest::addColumn<QString>( "path" );
  QTest::addColumn<double>( "near" );
  QTest::addColumn<double>( "far" );
  QTest::addColumn<QString>( "measurement" );
  // Read off the geolocation grids with grep and sort.
  const double angles[][2] = { { 18.88252, 46.41726 }, { 30.59875, 46.03046 }, { 30.44158, 46.22995 },
                               { 30.43084, 45.70165 }, { 30.30945, 46.09689 }, { 30.41223, 36.82660 } };
  for ( int i = 0; i < sentinel1Products.size(); ++i )
    QTest::newRow( sentinel1Products[i] )
        << sentinel1Path( i ) << angles[i][0] << angles[i][1] << ( i < 4 ? "absent" : "complete" );
}

void TestSarInfoAlgorithm::agreesWithTheManifest()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  QFETCH( QString, path );
  QFETCH( double, near );
  QFETCH( double, far );
  QFETCH( QString, measurement );
  const QVariantMap results = run( path, mFolder.filePath( "info.html" ) );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QString manifest = manifestOf( path );
  QCOMPARE( results["MISSION"].toString(), "S1" + valueOf( manifest, "number" ) );
  QCOMPARE( results["MODE"].toString(), valueOf( manifest, "mode" ) );
  QCOMPARE( results["TYPE"].toString(), valueOf( manifest, "productType" ) );
  QCOMPARE( results["PASS"].toString(), valueOf( manifest, "pass" ) );
  QCOMPARE( results["START"].toString(), valueOf( manifest, "startTime" ) );
  QCOMPARE( results["STOP"].toString(), valueOf( manifest, "stopTime" ) );
  QCOMPARE( results["RELATIVE_ORBIT"].toString(), valueOf( manifest, "relativeOrbitNumber" ) );
  QCOMPARE( results["ABSOLUTE_ORBIT"].toString(), valueOf( manifest, "orbitNumber" ) );
  QVERIFY(
      manifest.contains( "name=\"Sentinel-1 IPF\" version=\"" + results["PROCESSOR"].toString() + "\"" ) );
  QStringList corners = valueOf( manifest, "coordinates" ).split( ' ' );
  for ( QString &corner : corners )
    corner = corner.section( ',', 1, 1 ) + " " + corner.section( ',', 0, 0 );
  QCOMPARE( results["FOOTPRINT"].toString(),
            "POLYGON((" + corners.join( ", " ) + ", " + corners.first() + "))" );
  for ( const QString &polarisation : results["POLARISATIONS"].toString().split( ',' ) )
    QVERIFY( manifest.contains( ">" + polarisation + "<" ) );
  QVERIFY( std::abs( results["INCIDENCE_NEAR"].toDouble() - near ) < 1e-5 );
  QVERIFY( std::abs( results["INCIDENCE_FAR"].toDouble() - far ) < 1e-5 );
  QVERIFY2( mLog.contains( "Measurement: " + measurement ), qPrintable( mLog ) );
  QVERIFY2( mLog.contains( "Start: " + results["START"].toString() ), qPrintable( mLog ) );
}

void TestSarInfoAlgorithm::reportShowsTheImages()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  const QVariantMap results = run( sentinel1Path( 3 ), mFolder.filePath( "slc.html" ) );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QFile file( results["OUTPUT"].toString() );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QString html = QString::fromUtf8( file.readAll() );
  for ( const char *fact :
        { "S1A_IW_SL1__1_SH_20141031T095929", "IW1", "IW3", "21032 x 14733", "empty", "<polygon" } )
    QVERIFY2( html.contains( fact ), fact );
}

void TestSarInfoAlgorithm::reportIsOptional()
{
  const QVariantMap results = run( productNamed( "optional.SAFE", "003.40" ), QVariant() );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY( !results.contains( "OUTPUT" ) );
  QCOMPARE( results["POLARISATIONS"].toString(), QString( "VV,VH" ) );
}

void TestSarInfoAlgorithm::warnsOfAnOldProcessor()
{
  run( productNamed( "old.SAFE", "002.10" ), QVariant() );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY2( mLog.contains( "The product was made by IPF 002.10; this software was checked with 002.36 to "
                           "003.9x." ),
            qPrintable( mLog ) );
}

void TestSarInfoAlgorithm::explainsWhatIsNoProduct()
{
  run( "/nowhere/scene.zip", mFolder.filePath( "none.html" ) );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "The product /nowhere/scene.zip does not exist. Check the path." ),
            qPrintable( mLog ) );
  QVERIFY( !QFile::exists( mFolder.filePath( "none.html" ) ) );
}

QGSTEST_MAIN( TestSarInfoAlgorithm )
#include "testsarinfoalgorithm.moc"
