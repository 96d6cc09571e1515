#include <QtTest>

#include <qgsapplication.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>

#include "model/raster/raster.h"
#include "model/sar/product/radarframexml.h"
#include "provider/provider.h"
#include "support/demfile.h"
#include "support/leftovers.h"
#include "support/safeproduct.h"

using namespace calving;

class TestCalibrateSarAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void calibratesAProduct();
  void acceptsEveryChoice_data();
  void acceptsEveryChoice();
  void cutsOutAnAreaLayer();
  void cutsOutAnExtent();
  void cutsOutAMask();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();

private:
  QVariantMap run( QVariantMap parameters );
  Geodetic placeAt( double line, double pixel ) const;

  QTemporaryDir mFolder;
  std::unique_ptr<Provider> mProvider;
  SafeProduct mProduct;
  QString mLog;
  bool mSucceeded = false;
};

void TestCalibrateSarAlgorithm::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
  mProduct.folder =
      mFolder.filePath( "S1A_IW_GRDH_1SDV_20211223T051120_20211223T051121_041000_04E000_ABCD.SAFE" )
          .toStdString();
  mProduct.width = 600;
  mProduct.height = 400;
  for ( const char *part : { "/annotation/calibration", "/measurement" } )
    QVERIFY( QDir().mkpath( QString::fromStdString( mProduct.folder ) + part ) );
  mProduct.write();
}

void TestCalibrateSarAlgorithm::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

QVariantMap TestCalibrateSarAlgorithm::run( QVariantMap parameters )
{
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  if ( !parameters.contains( "INPUT" ) )
    parameters["INPUT"] = QString::fromStdString( mProduct.folder );
  if ( !parameters.contains( "OUTPUT" ) )
    parameters["OUTPUT"] = mFolder.filePath( "calibrated.tif" );
  const QVariantMap results = mProvider->algorithm( QStringLiteral( "calibratesar" ) )
                                  ->run( parameters, context, &feedback, &mSucceeded );
  mLog = feedback.textLog();
  return results;
}

Geodetic TestCalibrateSarAlgorithm::placeAt( double line, double pixel ) const
{
  return toGeodetic( RadarGeometry( mProduct.frame() ).point( { line, pixel }, 100 ) );
}

void TestCalibrateSarAlgorithm::calibratesAProduct()
{
  const QVariantMap results = run( { { "NOISE", false } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const RasterReader reader( results["OUTPUT"].toString().toStdString() );
  QCOMPARE( reader.width(), 600 );
  QCOMPARE( results["PIXELS"].toInt(), 600 * 400 );
  QCOMPARE( results["NEGATIVE_PIXELS"].toInt(), 0 );
  QCOMPARE( reader.metadata().at( "CALVINGFRONT_POLARISATION" ), std::string( "VV" ) );
  // Half-way down the factor is 550 in near range, the digital number 100 + 200.
  QVERIFY( std::abs( reader.readBand( 1, { 0, 200, 1, 1 } )[0] - 300.0 * 300.0 / 550.0 / 550.0 ) < 1e-6 );
}

void TestCalibrateSarAlgorithm::acceptsEveryChoice_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "history" );
  QTest::newRow( "beta0 of VH" ) << QVariantMap{ { "POLARISATION", "VH" }, { "CALIBRATION", 1 } }
                                 << "calibrate(beta0, thermal noise removed, negatives zero";
  QTest::newRow( "gamma0" ) << QVariantMap{ { "CALIBRATION", 2 }, { "NEGATIVES", 1 } }
                            << "calibrate(gamma0, thermal noise removed, negatives floor";
  QTest::newRow( "no data" ) << QVariantMap{ { "NEGATIVES", 2 } } << "negatives no data";
  QTest::newRow( "nearest" ) << QVariantMap{ { "NEGATIVES", 3 } } << "negatives nearest";
  QTest::newRow( "keep" ) << QVariantMap{ { "NEGATIVES", 4 }, { "BORDER_NOISE", false } }
                          << "negatives keep, border noise removed by the processor";
  QTest::newRow( "decibels" ) << QVariantMap{ { "UNIT", 1 } } << "calibrate(sigma0";
}

void TestCalibrateSarAlgorithm::acceptsEveryChoice()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, history );
  const QVariantMap results = run( parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const auto metadata = RasterReader( results["OUTPUT"].toString().toStdString() ).metadata();
  QVERIFY( QString::fromStdString( metadata.at( "CALVINGFRONT_HISTORY" ) ).contains( history ) );
  QCOMPARE( metadata.at( "CALVINGFRONT_UNIT" ),
            std::string( parameters.contains( "UNIT" ) ? "dB" : "linear" ) );
  QCOMPARE( metadata.at( "CALVINGFRONT_POLARISATION" ),
            parameters.value( "POLARISATION", "VV" ).toString().toStdString() );
  QVERIFY2( mLog.contains( "pixels (0.0 %) were below the thermal noise." ), qPrintable( mLog ) );
}

void TestCalibrateSarAlgorithm::cutsOutAnAreaLayer()
{
  QString polygon = "POLYGON((";
  for ( const auto &corner :
        { placeAt( 200, 280 ), placeAt( 200, 320 ), placeAt( 240, 320 ), placeAt( 200, 280 ) } )
    polygon += QString( "%1 %2," )
                   .arg( corner.longitude / degree, 0, 'f', 9 )
                   .arg( corner.latitude / degree, 0, 'f', 9 );
  polygon.chop( 1 );
  QgsVectorLayer layer( "Polygon?crs=EPSG:4326", "glacier", "memory" );
  QgsFeature feature;
  feature.setGeometry( QgsGeometry::fromWkt( polygon + "))" ) );
  layer.dataProvider()->addFeature( feature );
  const QVariantMap results =
      run( { { "AREA", QVariant::fromValue( static_cast<QgsMapLayer *>( &layer ) ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const RasterReader reader( results["OUTPUT"].toString().toStdString() );
  QVERIFY( reader.height() < 220 );
  const RadarGeometry geometry(
      parseRadarFrame( reader.xmlMetadata( "xml:CALVINGFRONT_RADAR" ), "calibrated.tif" ) );
  const RadarPosition corner = geometry.position( toCartesian( placeAt( 200, 280 ) ), geometry.middleTime() );
  QVERIFY( corner.line >= 15 && corner.line < reader.height() - 40 );
  QVERIFY( corner.pixel >= 15 && corner.pixel < reader.width() - 40 );
}

void TestCalibrateSarAlgorithm::cutsOutAnExtent()
{
  const Geodetic place = placeAt( 200, 300 );
  const double x = place.longitude / degree;
  const double y = place.latitude / degree;
  const QString extent =
      QString( "%1,%2,%3,%4 [EPSG:4326]" ).arg( x ).arg( x + 1e-4 ).arg( y ).arg( y + 1e-4 );
  const QVariantMap results = run( { { "EXTENT", extent } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY( RasterReader( results["OUTPUT"].toString().toStdString() ).height() < 150 );
}

void TestCalibrateSarAlgorithm::cutsOutAMask()
{
  const Geodetic place = placeAt( 200, 300 );
  Dem mask;
  mask.path = mFolder.filePath( "mask.tif" ).toStdString();
  mask.crs = "EPSG:4326";
  mask.transform = { place.longitude / degree - 0.03, 1e-3, 0, place.latitude / degree + 0.025, 0, -1e-3 };
  mask.write( []( int x, int y ) { return x == 30 && y == 25 ? 1 : 0; } );
  const QVariantMap results = run( { { "AREA_MASK", QString::fromStdString( mask.path ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY( RasterReader( results["OUTPUT"].toString().toStdString() ).height() < 220 );
}

void TestCalibrateSarAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "product" ) << QVariantMap{ { "INPUT", "/nowhere.zip" } }
                             << "The product /nowhere.zip does not exist. Check the path.";
  QTest::newRow( "polarisation" ) << QVariantMap{ { "POLARISATION", "HH" } }
                                  << "has no image of polarisation HH. It has: VV, VH.";
  QTest::newRow( "orbit" ) << QVariantMap{ { "ORBIT", "/nowhere.EOF" } }
                           << "Cannot open the file /nowhere.EOF. Check that it exists and may be read.";
  QTest::newRow( "extent" )
      << QVariantMap{ { "EXTENT", "100,101,-20,-19 [EPSG:4326]" } }
      << "The area lies outside the scene. Choose an area that the scene shows, or leave it empty.";
  QTest::newRow( "extent without area" )
      << QVariantMap{ { "EXTENT", "100,100,-20,-19 [EPSG:4326]" } } << "The rectangle of EXTENT has no area.";
  const QString area = mFolder.filePath( "area.geojson" );
  QFile file( area );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  file.write( R"({"type":"Polygon","coordinates":[[[20,60],[21,60],[21,61],[20,60]]]})" );
  QTest::newRow( "area and extent" ) << QVariantMap{ { "EXTENT", "20,21,60,61 [EPSG:4326]" },
                                                     { "AREA", area } }
                                     << "Both AREA and EXTENT say what to cut out. Leave one of them empty.";
}

void TestCalibrateSarAlgorithm::saysWhatIsWrong()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const QString output = mFolder.filePath( "never.tif" );
  parameters["OUTPUT"] = output;
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( sentence ), qPrintable( mLog ) );
  QVERIFY( !QFile::exists( output ) && leftOversOf( output ).isEmpty() );
}

QGSTEST_MAIN( TestCalibrateSarAlgorithm )
#include "testcalibratesaralgorithm.moc"
