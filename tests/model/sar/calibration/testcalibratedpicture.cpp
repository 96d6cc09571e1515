#include <QtTest>

#include <cmath>

#include "model/error.h"
#include "model/sar/calibration/calibrateproduct.h"
#include "model/sar/calibration/scenemetadata.h"
#include "model/sar/geometry/radargeometry.h"
#include "model/sar/product/radarframexml.h"
#include "model/sar/product/xmlnode.h"
#include "support/expecterror.h"
#include "support/leftovers.h"
#include "support/safeproduct.h"

using namespace calving;

namespace
{

struct Log
{
  std::vector<std::string> sentences;
  std::vector<std::string> warnings;

  Feedback feedback()
  {
    Feedback feedback;
    feedback.info = [this]( const std::string &sentence ) { sentences.push_back( sentence ); };
    feedback.warning = [this]( const std::string &sentence ) { warnings.push_back( sentence ); };
    return feedback;
  }
};

CalibrationOptions withoutNoise()
{
  CalibrationOptions options;
  options.removeNoise = false;
  options.removeBorderNoise = false;
  return options;
}

} // namespace

class TestCalibratedPicture : public QObject
{
  Q_OBJECT

private slots:
  void calibratesAGroundRangeProduct();
  void writesAGeoTiffThatKnowsWhatItIs();
  void reportsNegatives();
  void emptyMeasurementIsWarnedOf_data();
  void emptyMeasurementIsWarnedOf();
  void areaCutsTheSceneOut();
  void historyNamesAnAreaOnTheDateLine();
  void areaOutsideTheSceneIsExplained();
  void wrongPolarisationIsExplained();
  void missingCalibrationIsExplained();
  void missingNoiseIsExplained();
  void everySatelliteModeAndVersionIsRead_data();
  void everySatelliteModeAndVersionIsRead();
  void unknownProcessorIsExplained();
  void historySaysWhatBecameOfBorderNoise_data();
  void historySaysWhatBecameOfBorderNoise();
  void uncheckedProcessorIsWarnedOf_data();
  void uncheckedProcessorIsWarnedOf();
  void orbitFileOfAnotherDayIsExplained();
  void errorLeavesTheOldFile();
  void cancelLeavesTheOldFile();
};

void TestCalibratedPicture::calibratesAGroundRangeProduct()
{
  const SafeProduct product;
  product.write();
  CalibrationOptions options;
  options.polarisation = "VV";
  const SarPicture scene = openCalibrated( openProduct( product.folder ), options, {} );
  const std::vector<float> row = scene.values->read( { 0, 45, 120, 1 } );
  // Half-way down: factors 550 to 605; noise from 100 to 200, times 1 + 0.5 * 45 / 89.
  for ( const int x : { 0, 60, 119 } )
  {
    const double number = 100 + x + 45;
    const double noise = ( 100 + 100 * x / 119.0 ) * ( 1 + 0.5 * 45 / 89 );
    const double factor = 550 + 55 * x / 119.0;
    const double expected = ( number * number - noise ) / ( factor * factor );
    QVERIFY( std::abs( row[x] / expected - 1 ) < 1e-6 );
  }
}

void TestCalibratedPicture::writesAGeoTiffThatKnowsWhatItIs()
{
  const SafeProduct product;
  product.write();
  CalibrationOptions options;
  options.polarisation = "VH";
  options.calibration = Calibration::GammaNought;
  calibrateProduct( product.folder, options, BackscatterUnit::Decibel, "/vsimem/gamma.tif", {} );
  const RasterReader reader( "/vsimem/gamma.tif" );
  const auto metadata = reader.metadata();
  QCOMPARE( metadata.at( "CALVINGFRONT_SENSOR" ), std::string( "S1A" ) );
  QCOMPARE( metadata.at( "CALVINGFRONT_MODE" ), std::string( "IW" ) );
  QCOMPARE( metadata.at( "CALVINGFRONT_POLARISATION" ), std::string( "VH" ) );
  QCOMPARE( metadata.at( "CALVINGFRONT_PASS" ), std::string( "Descending" ) );
  QCOMPARE( metadata.at( "CALVINGFRONT_RELATIVE_ORBIT" ), std::string( "153" ) );
  QCOMPARE( metadata.at( "CALVINGFRONT_DATETIME" ), std::string( "2021-12-23T05:11:40.000000Z" ) );
  QCOMPARE( metadata.at( "CALVINGFRONT_UNIT" ), std::string( "dB" ) );
  QVERIFY( QString::fromStdString( metadata.at( "CALVINGFRONT_HISTORY" ) )
               .startsWith( "calibrate(gamma0, thermal noise removed, negatives zero, border noise removed "
                            "by the processor, "
                            "orbit of the annotation), Calving Front " ) );
  const RadarFrame frame = parseRadarFrame( reader.xmlMetadata( "xml:CALVINGFRONT_RADAR" ), "gamma.tif" );
  QCOMPARE( frame.width, 120 );
  const SarPicture scene = openCalibrated( openProduct( product.folder ), options, {} );
  const float linear = scene.values->read( { 50, 20, 1, 1 } )[0];
  QVERIFY( std::abs( reader.readBand( 1, { 50, 20, 1, 1 } )[0] - 10 * std::log10( linear ) ) < 1e-4 );

  const GDALDatasetUniquePtr file( GDALDataset::Open( "/vsimem/gamma.tif" ) );
  QCOMPARE( file->GetGCPCount(), 9 );
  const RadarGeometry geometry( frame );
  for ( int i = 0; i < 9; ++i )
  {
    const GDAL_GCP &gcp = file->GetGCPs()[i];
    const RadarPosition found = geometry.position(
        toCartesian( fromDegrees( gcp.dfGCPX, gcp.dfGCPY, gcp.dfGCPZ ) ), geometry.middleTime() );
    QVERIFY( std::abs( found.pixel + 0.5 - gcp.dfGCPPixel ) < 0.01 );
    QVERIFY( std::abs( found.line + 0.5 - gcp.dfGCPLine ) < 0.01 );
  }
}

void TestCalibratedPicture::reportsNegatives()
{
  SafeProduct product;
  product.folder = "/vsimem/dark.SAFE";
  product.number = []( int x, int, const std::string &, const std::string & ) { return x < 30 ? 2 : 300; };
  product.write();
  Log log;
  const CalibratedRaster result =
      calibrateProduct( product.folder, {}, BackscatterUnit::Linear, "/vsimem/dark.tif", log.feedback() );
  QCOMPARE( result.negatives, std::int64_t( 30 * 90 ) );
  QCOMPARE( result.pixels, std::int64_t( 120 * 90 ) );
  QCOMPARE( log.sentences.back(),
            std::string( "2700 of 10800 pixels (25.0 %) were below the thermal noise." ) );
}

void TestCalibratedPicture::emptyMeasurementIsWarnedOf_data()
{
  QTest::addColumn<int>( "negatives" );
  QTest::addColumn<bool>( "isEmpty" );
  QTest::newRow( "all 0" ) << static_cast<int>( NegativePolicy::Zero ) << true;
  QTest::newRow( "all 0, nearest" ) << static_cast<int>( NegativePolicy::Nearest ) << true;
  QTest::newRow( "one number" ) << static_cast<int>( NegativePolicy::Zero ) << false;
  QTest::newRow( "one number, nearest" ) << static_cast<int>( NegativePolicy::Nearest ) << false;
}

void TestCalibratedPicture::emptyMeasurementIsWarnedOf()
{
  QFETCH( int, negatives );
  QFETCH( bool, isEmpty );
  SafeProduct product;
  product.folder = "/vsimem/empty.SAFE";
  product.number = [isEmpty]( int x, int y, const std::string &, const std::string & )
  { return !isEmpty && x == 60 && y == 45 ? 300 : 0; };
  product.write();
  CalibrationOptions options;
  options.negatives = static_cast<NegativePolicy>( negatives );
  Log log;
  calibrateProduct( product.folder, options, BackscatterUnit::Linear, "/vsimem/empty.tif", log.feedback() );
  QCOMPARE( log.warnings.size(), std::size_t( isEmpty ? 1 : 0 ) );
  QVERIFY( !isEmpty || log.warnings.front().find( "are 0" ) != std::string::npos );
}

void TestCalibratedPicture::areaCutsTheSceneOut()
{
  SafeProduct product;
  product.folder = "/vsimem/wide.SAFE";
  product.width = 1000;
  product.height = 500;
  product.write();
  const RadarGeometry whole( product.frame() );
  const Geodetic place = toGeodetic( whole.point( { 250, 600 }, 100 ) );
  CalibrationOptions options = withoutNoise();
  options.area = { { place.longitude / degree, place.latitude / degree } };
  const SarPicture scene = openCalibrated( openProduct( product.folder ), options, {} );
  QVERIFY( scene.frame->width < 500 && scene.frame->height < 180 );
  const RadarGeometry part( *scene.frame );
  const RadarPosition found = part.position( toCartesian( place ), part.middleTime() );
  const SarPicture all = openCalibrated( openProduct( product.folder ), withoutNoise(), {} );
  const int x = static_cast<int>( std::lround( found.pixel ) );
  const int y = static_cast<int>( std::lround( found.line ) );
  QCOMPARE( scene.values->read( { x, y, 1, 1 } ), all.values->read( { 600, 250, 1, 1 } ) );
  QVERIFY( scene.controlPoints.size() >= 4 );
}

void TestCalibratedPicture::historyNamesAnAreaOnTheDateLine()
{
  const SafeProduct product;
  product.write();
  CalibrationOptions options;
  options.area = { { 179.5, 70 }, { -179.5, 71 } };
  const std::string history =
      sceneMetadata( openProduct( product.folder ), "VV", options ).at( "CALVINGFRONT_HISTORY" );
  QVERIFY2( history.find( "longitude 179.5 to 180.5, latitude 70 to 71" ) != std::string::npos,
            history.c_str() );
}

void TestCalibratedPicture::areaOutsideTheSceneIsExplained()
{
  const SafeProduct product;
  product.write();
  CalibrationOptions options;
  options.area = { { 100.0, -20.0 }, { 101.0, -20.0 }, { 101.0, -21.0 } };
  EXPECT_ERROR( openCalibrated( openProduct( product.folder ), options, {} ), "area", "outside" );
}

void TestCalibratedPicture::wrongPolarisationIsExplained()
{
  const SafeProduct product;
  product.write();
  CalibrationOptions options;
  options.polarisation = "HH";
  EXPECT_ERROR( openCalibrated( openProduct( product.folder ), options, {} ),
                "S1A_IW_GRDH_1SDV_20211223T051120_20211223T051121_041000_04E000_ABCD", "HH", "VV, VH" );
}

void TestCalibratedPicture::missingCalibrationIsExplained()
{
  SafeProduct product;
  product.folder = "/vsimem/nocalibration.SAFE";
  product.polarisations = { "VV" };
  product.write();
  VSIUnlink( ( product.folder + "/annotation/calibration/calibration-s1a-IW-grd-VV.xml" ).c_str() );
  EXPECT_ERROR( openCalibrated( openProduct( product.folder ), {}, {} ), "calibration",
                "/vsimem/nocalibration.SAFE/annotation/s1a-IW-grd-VV.xml" );
}

void TestCalibratedPicture::missingNoiseIsExplained()
{
  SafeProduct product;
  product.folder = "/vsimem/nonoise.SAFE";
  product.polarisations = { "VV" };
  product.write();
  VSIUnlink( ( product.folder + "/annotation/calibration/noise-s1a-IW-grd-VV.xml" ).c_str() );
  EXPECT_ERROR( openCalibrated( openProduct( product.folder ), {}, {} ), "noise",
                "/vsimem/nonoise.SAFE/annotation/s1a-IW-grd-VV.xml" );
  openCalibrated( openProduct( product.folder ), withoutNoise(), {} );
}

void TestCalibratedPicture::everySatelliteModeAndVersionIsRead_data()
{
  QTest::addColumn<QString>( "mission" );
  QTest::addColumn<QString>( "mode" );
  QTest::addColumn<QString>( "swath" );
  QTest::addColumn<QString>( "version" );
  QTest::addColumn<bool>( "oldNoise" );
  QTest::newRow( "first IW" ) << "S1A"
                              << "IW"
                              << "IW"
                              << "002.36" << true;
  QTest::newRow( "new noise" ) << "S1B"
                               << "IW"
                               << "IW"
                               << "002.90" << false;
  QTest::newRow( "EW" ) << "S1B"
                        << "EW"
                        << "EW"
                        << "003.31" << false;
  QTest::newRow( "stripmap" ) << "S1A"
                              << "SM"
                              << "S4"
                              << "003.40" << false;
  QTest::newRow( "C" ) << "S1C"
                       << "IW"
                       << "IW"
                       << "003.90" << false;
  QTest::newRow( "D" ) << "S1D"
                       << "EW"
                       << "EW"
                       << "003.92" << false;
}

void TestCalibratedPicture::everySatelliteModeAndVersionIsRead()
{
  QFETCH( QString, mission );
  QFETCH( QString, mode );
  QFETCH( QString, swath );
  QFETCH( QString, version );
  QFETCH( bool, oldNoise );
  SafeProduct made;
  made.folder = std::string( "/vsimem/" ) + QTest::currentDataTag() + ".SAFE";
  made.mission = mission.toStdString();
  made.mode = mode.toStdString();
  made.swaths = { swath.toStdString() };
  made.processorVersion = version.toStdString();
  made.oldNoise = oldNoise;
  made.noise = oldNoise ? 1e-7 : 100;
  made.write();
  QStringList warnings;
  Feedback feedback;
  feedback.warning = [&warnings]( const std::string &text ) { warnings << QString::fromStdString( text ); };
  CalibrationOptions options;
  options.removeBorderNoise = false;
  const SarPicture scene = openCalibrated( openProduct( made.folder ), options, feedback );
  QCOMPARE( scene.metadata.at( "CALVINGFRONT_SENSOR" ), made.mission );
  QCOMPARE( scene.metadata.at( "CALVINGFRONT_MODE" ), made.mode );
  QVERIFY2( warnings.isEmpty(), qPrintable( warnings.join( ' ' ) ) );
  // In the first pixel the digital number is 100, the factor 500; the old noise is 75088.7 * 474 * 474 *
  // 1e-7.
  const double expected = ( 100.0 * 100.0 - ( oldNoise ? 1687.063 : 100.0 ) ) / ( 500.0 * 500.0 );
  QVERIFY( std::abs( scene.values->read( { 0, 0, 1, 1 } )[0] / expected - 1 ) < 1e-5 );
}

void TestCalibratedPicture::unknownProcessorIsExplained()
{
  SafeProduct product;
  product.folder = "/vsimem/unknown.SAFE";
  product.processorVersion = "beta";
  product.write();
  EXPECT_ERROR( openCalibrated( openProduct( product.folder ), {}, {} ), "manifest", "“beta”", "version" );
}

void TestCalibratedPicture::historySaysWhatBecameOfBorderNoise_data()
{
  QTest::addColumn<QString>( "version" );
  QTest::addColumn<bool>( "removed" );
  QTest::addColumn<QString>( "step" );
  QTest::newRow( "left by the processor" ) << "002.84" << true << ", border noise removed,";
  QTest::newRow( "left by both" ) << "002.84" << false << ", border noise kept,";
  QTest::newRow( "by the processor" ) << "002.91" << true << ", border noise removed by the processor,";
}

void TestCalibratedPicture::historySaysWhatBecameOfBorderNoise()
{
  QFETCH( QString, version );
  QFETCH( bool, removed );
  QFETCH( QString, step );
  SafeProduct product;
  product.folder = "/vsimem/borders.SAFE";
  product.processorVersion = version.toStdString();
  product.write();
  CalibrationOptions options;
  options.removeBorderNoise = removed;
  const SarPicture scene = openCalibrated( openProduct( product.folder ), options, {} );
  const QString history = QString::fromStdString( scene.metadata.at( "CALVINGFRONT_HISTORY" ) );
  QVERIFY2( history.contains( step ), qPrintable( history ) );
}

void TestCalibratedPicture::uncheckedProcessorIsWarnedOf_data()
{
  QTest::addColumn<QString>( "version" );
  QTest::addColumn<bool>( "oldNoise" );
  QTest::addColumn<QString>( "advice" );
  const QString older =
      "Look at noise and borders with care, or choose a newer processing of the same scene.";
  QTest::newRow( "first images" ) << "002.10" << true << older;
  QTest::newRow( "one before" ) << "002.35" << true << older;
  QTest::newRow( "oldest checked" ) << "002.36" << true << QString();
  QTest::newRow( "newest checked" ) << "003.99" << false << QString();
  QTest::newRow( "newer" ) << "004.01" << false << "Look at the result with care.";
}

void TestCalibratedPicture::uncheckedProcessorIsWarnedOf()
{
  QFETCH( QString, version );
  QFETCH( bool, oldNoise );
  QFETCH( QString, advice );
  SafeProduct product;
  product.folder = "/vsimem/unchecked.SAFE";
  product.processorVersion = version.toStdString();
  product.oldNoise = oldNoise;
  product.write();
  Log log;
  openCalibrated( openProduct( product.folder ), {}, log.feedback() );
  QStringList warnings;
  for ( const std::string &warning : log.warnings )
    warnings << QString::fromStdString( warning );
  QStringList expected;
  if ( !advice.isEmpty() )
    expected << "The product was made by IPF " + version +
                    "; this software was checked with 002.36 to 003.9x. " + advice;
  QCOMPARE( warnings, expected );
}

void TestCalibratedPicture::orbitFileOfAnotherDayIsExplained()
{
  const QString vector = "<OSV><UTC>UTC=2023-08-23T13:00:%1</UTC><X>4299854.769</X><Y>1453596.443</Y>"
                         "<Z>5418885.179</Z><VX>5962.6</VX><VY>-91.1</VY><VZ>-4695.2</VZ></OSV>";
  const QString text =
      "<Earth_Explorer_File><Earth_Explorer_Header><Fixed_Header><Mission>Sentinel-1A</Mission>"
      "</Fixed_Header><Variable_Header><Ref_Frame>EARTH_FIXED</Ref_Frame></Variable_Header>"
      "</Earth_Explorer_Header><Data_Block><List_of_OSVs>" +
      vector.arg( "00" ) + vector.arg( "10" ) + "</List_of_OSVs></Data_Block></Earth_Explorer_File>";
  putFile( "/vsimem/otherday.EOF", text.toStdString() );
  const SafeProduct product;
  product.write();
  CalibrationOptions options;
  options.orbitFile = "/vsimem/otherday.EOF";
  try
  {
    openCalibrated( openProduct( product.folder ), options, {} );
    QFAIL( "an orbit of another day was taken" );
  }
  catch ( const Error &e )
  {
    QVERIFY2( QString( e.what() )
                  .contains( "but the product was taken from 2021-12-23T05:11:40.000000 to "
                             "2021-12-23T05:11:40.178000. Choose the orbit file" ),
              e.what() );
  }
}

void TestCalibratedPicture::errorLeavesTheOldFile()
{
  putFile( "/vsimem/kept.tif", "old" );
  SafeProduct product;
  product.folder = "/vsimem/cutscene.SAFE";
  product.polarisations = { "VV" };
  product.write();
  VSILFILE *file = VSIFOpenL( ( product.folder + "/measurement/s1a-IW-grd-VV.tiff" ).c_str(), "rb+" );
  VSIFTruncateL( file, 9000 );
  VSIFCloseL( file );
  QVERIFY_EXCEPTION_THROWN(
      calibrateProduct( product.folder, {}, BackscatterUnit::Linear, "/vsimem/kept.tif", {} ), Error );
  QCOMPARE( readTextFile( "/vsimem/kept.tif", 10 ), std::string( "old" ) );
  QCOMPARE( leftOversOf( "/vsimem/kept.tif" ), QStringList() );
}

void TestCalibratedPicture::cancelLeavesTheOldFile()
{
  putFile( "/vsimem/kept.tif", "old" );
  const SafeProduct product;
  product.write();
  Feedback feedback;
  feedback.progress = []( double fraction ) { return fraction < 0.5; };
  QVERIFY_EXCEPTION_THROWN(
      calibrateProduct( product.folder, {}, BackscatterUnit::Linear, "/vsimem/kept.tif", feedback ),
      Cancelled );
  QCOMPARE( readTextFile( "/vsimem/kept.tif", 10 ), std::string( "old" ) );
  QCOMPARE( leftOversOf( "/vsimem/kept.tif" ), QStringList() );
}

QTEST_APPLESS_MAIN( TestCalibratedPicture )
#include "testcalibratedpicture.moc"
