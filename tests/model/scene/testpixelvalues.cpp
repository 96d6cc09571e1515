#include <QtTest>

#include <cmath>

#include "model/scene/pixelvalues.h"
#include "model/scene/productname.h"
#include "model/scene/valuescaling.h"
#include "support/expecterror.h"
#include "support/testraster.h"

using namespace calving;

namespace
{

//! 2000 values from \a low to \a high, most of them in the middle.
std::vector<float> spread( float low, float high )
{
  std::vector<float> values;
  for ( int i = 0; i < 2000; ++i )
  {
    const float t = i / 1999.0f * 2 - 1;
    values.push_back( ( low + high ) / 2 + ( high - low ) / 2 * t * t * t );
  }
  return values;
}

SceneValues scene( const std::string &path, const std::vector<float> &sample, const std::string &band = {},
                   const std::map<std::string, std::string> &metadata = {},
                   PixelType type = PixelType::Float32 )
{
  return { type, metadata, sample, path, band };
}

const std::vector<float> positive = spread( 0.0004f, 1.9f );
const std::vector<float> negative = spread( -30, 5 );

} // namespace

class TestPixelValues : public QObject
{
  Q_OBJECT

private slots:
  void namesOfProductsTell_data();
  void namesOfProductsTell();
  void tagsCountBeforeBandsBeforeNames();
  void bandNamesTell();
  void theValuesOverruleWhatCannotBe();
  void valuesAloneLeaveADoubt();
  void strangeNumbersAreWarnedOf();
  void unsignedNumbersAreDigital();
  void amplitudeOfProductsIsDigital();
  void whatWasCutAtOneIsAPicture();
  void waterMaskedScenesAreRefused();
  void whatIsNoBackscatterIsRefused_data();
  void whatIsNoBackscatterIsRefused();
  void whatTheUserSaysIsHeldAgainstTheValues();
  void samplesWhereTheDataAre();
};

void TestPixelValues::namesOfProductsTell_data()
{
  QTest::addColumn<QString>( "path" );
  QTest::addColumn<int>( "kind" );
  const auto row = []( const char *path, ValueKind kind )
  { QTest::newRow( path ) << path << static_cast<int>( kind ); };
  row( "S1A_IW_20180602T090311_DVP_RTC30_G_gpuned_5BE1_VV.tif", ValueKind::Power );
  row( "S1A_IW_20180602T090311_DVP_RTC30_G_sauned_5BE1_VV.tif", ValueKind::Amplitude );
  row( "S1A_IW_20180602T090311_DVP_RTC30_G_gdunem_5BE1_VV.tif", ValueKind::Decibel );
  row( "OPERA_L2_RTC-S1_T137-292325-IW1_20211119T015913Z_20250830T120336Z_S1A_30_v1.0_VV.tif",
       ValueKind::Power );
  row( "/a/S1A_IW_GRDH_1SDV_20220103T084537_20220103T084602_041298_04E8E6_rtc/measurement/iw-vv.rtc.tiff",
       ValueKind::Power );
  row( "S1B_20161121_12SYJ_ASC/Gamma0_VV.tif", ValueKind::Power );
  row( "ga_s1_nrb_iw_hh_1/t070_149815_iw3/2022/01/01/20220101T124752/HH_gamma0.tif", ValueKind::Power );
  row( "S1A__IW___D_20171210T054359_VV_grd_mli_geo_norm_db.tif", ValueKind::Decibel );
  row( "S1A__IW___D_20171210T054359_VV_gamma0-rtc.tif", ValueKind::Power );
  row( "S1A__IW___D_20171210T054359_VV_NR_Orb_Cal_ML_TF_TC_dB.tif", ValueKind::Decibel );
  row( "subset_0_of_S1A_IW_GRDH_1SSH_20180602T090311_20180602T090336_022180_02665D_1A2B_Orb_Cal_TC.tif",
       ValueKind::Power );
  row( "S1A_IW_GRDH_1SSH_20180602T090311_20180602T090336_022180_02665D_1A2B_Cal.data/Sigma0_HH_db.img",
       ValueKind::Decibel );
  row( "helheim_amplitude.tif", ValueKind::Amplitude );
}

void TestPixelValues::namesOfProductsTell()
{
  QFETCH( QString, path );
  QFETCH( int, kind );
  const bool decibel = static_cast<ValueKind>( kind ) == ValueKind::Decibel;
  const DecidedValues decided = decideValues( scene( path.toStdString(), decibel ? negative : positive ) );
  QCOMPARE( static_cast<int>( decided.kind ), kind );
  QVERIFY( decided.isStated );
  QVERIFY2( decided.reason.find( "name says" ) != std::string::npos, decided.reason.c_str() );
  QCOMPARE( decided.warning, std::string() );
}

void TestPixelValues::tagsCountBeforeBandsBeforeNames()
{
  const std::string power = "S1A_IW_20180602T090311_DVP_RTC30_G_gpuned_5BE1_VV.tif";
  QVERIFY( decideValues( scene( power, positive, "Amplitude_VV" ) ).kind == ValueKind::Amplitude );
  QVERIFY(
      decideValues( scene( power, positive, "Amplitude_VV", { { "CALVINGFRONT_UNIT", "linear" } } ) ).kind ==
      ValueKind::Power );
  const char *opera = "PROCESSING_INFORMATION_OUTPUT_BACKSCATTER_EXPRESSION_CONVENTION";
  const DecidedValues tagged = decideValues(
      scene( "mosaic.tif", positive, "amplitude", { { opera, "linear backscatter intensity" } } ) );
  QVERIFY( tagged.kind == ValueKind::Power );
  QVERIFY( tagged.reason.find( opera ) != std::string::npos );
}

void TestPixelValues::bandNamesTell()
{
  const auto kind = []( const char *band, const std::vector<float> &sample )
  { return decideValues( scene( "scene.tif", sample, band ) ).kind; };
  QVERIFY( kind( "Sigma0_VV_db", negative ) == ValueKind::Decibel );
  QVERIFY( kind( "Sigma0_VV", positive ) == ValueKind::Power );
  QVERIFY( kind( "Intensity_HH", positive ) == ValueKind::Power );
  QVERIFY( kind( "Amplitude_HH", positive ) == ValueKind::Amplitude );
  QVERIFY( kind( "VV", negative ) == ValueKind::Decibel ); // as Google Earth Engine exports it
}

//! Conversions keep tags, and people keep names.
void TestPixelValues::theValuesOverruleWhatCannotBe()
{
  const std::string power = "S1A_IW_20180602T090311_DVP_RTC30_G_gpuned_5BE1_VV.tif";
  const DecidedValues decided = decideValues( scene( power, negative ) );
  QVERIFY( decided.kind == ValueKind::Decibel );
  QVERIFY( !decided.isStated );
  QVERIFY2( decided.warning.find( power ) != std::string::npos, decided.warning.c_str() );
  const DecidedValues bytes =
      decideValues( scene( power, { 0, 90, 200 }, {}, { { "CALVINGFRONT_UNIT", "dB" } }, PixelType::Byte ) );
  QVERIFY( bytes.kind == ValueKind::Byte );
  QCOMPARE( bytes.warning, std::string() );
}

void TestPixelValues::valuesAloneLeaveADoubt()
{
  const DecidedValues decided = decideValues( scene( "scene.tif", positive ) );
  QVERIFY( decided.kind == ValueKind::Power && !decided.isStated );
  QVERIFY2( decided.warning.find( "amplitude" ) != std::string::npos, decided.warning.c_str() );
  QCOMPARE( decideValues( scene( "scene.tif", negative ) ).warning, std::string() );
}

void TestPixelValues::strangeNumbersAreWarnedOf()
{
  std::vector<float> hundredths = negative;
  for ( float &value : hundredths )
    value = std::round( 100 * value );
  const DecidedValues decided = decideValues( scene( "/d/scene.tif", hundredths, {}, {}, PixelType::Int16 ) );
  QVERIFY( decided.kind == ValueKind::Percentile );
  for ( const char *part : { "/d/scene.tif", "-3000", "decibels times 100", "-scale 0.01" } )
    QVERIFY2( decided.warning.find( part ) != std::string::npos, decided.warning.c_str() );
  const DecidedValues others = decideValues( scene( "scene.tif", spread( -3e6f, 5 ) ) );
  QVERIFY2( others.warning.find( "no backscatter" ) != std::string::npos &&
                others.warning.find( "times 100" ) == std::string::npos,
            others.warning.c_str() );
}

void TestPixelValues::unsignedNumbersAreDigital()
{
  QVERIFY( decideValues( scene( "dn.tif", { 30, 90.0f, 700 }, {}, {}, PixelType::UInt16 ) ).kind ==
           ValueKind::DigitalNumbers );
  QVERIFY( decideValues( scene( "grey.tif", { 30, 90.0f, 200 }, {}, {}, PixelType::UInt16 ) ).kind ==
           ValueKind::Byte );
}

//! SNAP names the band of an uncalibrated product Amplitude_HH.
void TestPixelValues::amplitudeOfProductsIsDigital()
{
  const DecidedValues decided = decideValues( scene( "scene.tif", spread( 12, 700 ), "Amplitude_HH" ) );
  QVERIFY( decided.kind == ValueKind::DigitalNumbers && decided.isStated );
  QVERIFY2( decided.reason.find( "not calibrated" ) != std::string::npos, decided.reason.c_str() );
  QCOMPARE( decided.warning, std::string() );
}

//! Dark as a whole, so that it looks like power but for its brightest pixels.
void TestPixelValues::whatWasCutAtOneIsAPicture()
{
  std::vector<float> picture = spread( 0, 0.12f );
  QVERIFY( decideValues( scene( "scene.tif", picture ) ).kind == ValueKind::Power );
  picture.insert( picture.end(), 40, 1.0f );
  const DecidedValues decided = decideValues( scene( "scene.tif", picture ) );
  QVERIFY( decided.kind == ValueKind::Unit );
  QCOMPARE( decided.warning, std::string() );
}

//! Whatever the user says that the values are: the ocean is gone.
void TestPixelValues::waterMaskedScenesAreRefused()
{
  const std::string path = "/d/S1A_IW_20180602T090311_DVP_RTC30_G_gpwned_5BE1_VV.tif";
  for ( const ValueKind kind : { ValueKind::Automatic, ValueKind::Power } )
  {
    ValueOptions options;
    options.kind = kind;
    EXPECT_ERROR( chooseScaling( options, scene( path, positive ) ), path );
  }
  QVERIFY( decideValues( scene( path, positive ) ).kind == ValueKind::Power ); // fine for a speckle filter
}

void TestPixelValues::whatIsNoBackscatterIsRefused_data()
{
  QTest::addColumn<QString>( "path" );
  QTest::addColumn<QString>( "band" );
  QTest::addColumn<QString>( "unit" );
  QTest::newRow( "HyP3's shadow" ) << "S1A_IW_20180602T090311_DVP_RTC30_G_gpuned_5BE1_ls_map.tif"
                                   << ""
                                   << "";
  QTest::newRow( "OPERA's mask" )
      << "OPERA_L2_RTC-S1_T137-292325-IW1_20211119T015913Z_20250830T120336Z_S1A_30_v1.0_mask.tif"
      << ""
      << "";
  QTest::newRow( "OPERA's static layers" )
      << "OPERA_L2_RTC-S1-STATIC_T137-292325-IW1_20140403_S1A_30_v1.0_incidence_angle.tif"
      << ""
      << "";
  QTest::newRow( "AWS's angles" ) << "S1B_20161121_12SYJ_ASC/local_incident_angle.tif"
                                  << ""
                                  << "";
  QTest::newRow( "Earth Engine's angle" ) << "scene.tif"
                                          << "angle"
                                          << "";
  QTest::newRow( "our own angles" ) << "scene.tif"
                                    << ""
                                    << "degrees";
}

void TestPixelValues::whatIsNoBackscatterIsRefused()
{
  QFETCH( QString, path );
  QFETCH( QString, band );
  QFETCH( QString, unit );
  std::map<std::string, std::string> metadata;
  if ( !unit.isEmpty() )
    metadata["CALVINGFRONT_UNIT"] = unit.toStdString();
  EXPECT_ERROR( decideValues( scene( path.toStdString(), positive, band.toStdString(), metadata ) ),
                "not backscatter" );
}

//! One row with data, between the windows of the sample.
//! Decibels that are called power would all be black, or positive once they are squared.
void TestPixelValues::whatTheUserSaysIsHeldAgainstTheValues()
{
  const auto doubt = []( ValueKind kind, const std::vector<float> &values )
  { return QString::fromStdString( doubtOfStated( kind, scene( "/a/b.tif", values ) ) ); };
  for ( const ValueKind kind : { ValueKind::Power, ValueKind::Amplitude, ValueKind::Unit, ValueKind::Byte } )
    EXPECT_ERROR( doubt( kind, negative ), "/a/b.tif, from -30 to 5", "half of them are below 0" );
  EXPECT_ERROR( doubt( ValueKind::Power, negative ), "no power" );
  EXPECT_ERROR( doubt( ValueKind::Decibel, spread( 0, 9000 ) ), "no decibels", "above 4500" );
  EXPECT_ERROR( doubt( ValueKind::Decibel, spread( -3000, -500 ) ), "no decibels", "below -1750" );
  EXPECT_ERROR( doubt( ValueKind::Byte, spread( 0, 9000 ) ), "no bytes" );
  QVERIFY( doubt( ValueKind::Decibel, positive ).contains( "none of them is below 0" ) );
  QVERIFY( doubt( ValueKind::Byte, spread( 0, 1 ) ).contains( "all is black" ) );
  // A third below zero is more than noise leaves.
  QVERIFY( doubt( ValueKind::Power, spread( -0.2f, 1.9f ) ).isEmpty() );
  QVERIFY( doubt( ValueKind::Power, spread( -1, 1.2f ) ).contains( "many of them are below 0" ) );
  for ( const ValueKind kind : { ValueKind::Automatic, ValueKind::Percentile, ValueKind::Decibel } )
    QVERIFY( doubt( kind, negative ).isEmpty() );
  for ( const ValueKind kind : { ValueKind::Power, ValueKind::Amplitude, ValueKind::Unit } )
    QVERIFY( doubt( kind, positive ).isEmpty() );
  QVERIFY( doubt( ValueKind::Power, {} ).isEmpty() );
}

void TestPixelValues::samplesWhereTheDataAre()
{
  writeRaster( "/vsimem/row.tif", 3000, 3000, []( int, int y ) { return y == 150 ? 5.0 : double( NAN ); } );
  const std::vector<float> sample = sampleValues( RasterReader( "/vsimem/row.tif" ), 1 );
  QVERIFY( !sample.empty() );
  QCOMPARE( sample.front(), 5.0f );
}

QTEST_APPLESS_MAIN( TestPixelValues )
#include "testpixelvalues.moc"
