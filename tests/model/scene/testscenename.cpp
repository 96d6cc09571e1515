#include <QtTest>

#include <set>

#include "model/sar/product/safemanifest.h"
#include "model/scene/productname.h"
#include "model/scene/relativeorbit.h"
#include "model/scene/scenename.h"

using namespace calving;

class TestSceneName : public QObject
{
  Q_OBJECT

private slots:
  void readsNames_data();
  void readsNames();
  void productsAreKnownWhereverTheyLie_data();
  void productsAreKnownWhereverTheyLie();
  void noProductHoldsAGlacier();
  void variablesAreOfTheirFile();
  void variablesOfOneFileHaveNamesOfTheirOwn();
  void tagsOfProductsAreRead();
  void bandsTellDateAndPolarisation();
  void foldersTellTheDateWhereNamesDoNot();
  void relativeOrbitsOfEachUnit();
  void dateTimeIsTheMiddle();
  void impossibleDatesAreNone();
  void metadataOverruleTheName();
  void tiffTagIsTheLastResort();
  void decimalYears();
};

void TestSceneName::readsNames_data()
{
  QTest::addColumn<QString>( "path" );
  QTest::addColumn<QString>(
      "facts" ); // glacier, date, sensor, mode, polarisation, relative orbit, resolution
  QTest::newRow( "CaFFe zones" ) << "/data/zones/Mapple_2011-06-02_TSX_7_1_110_zones.png"
                                 << "Mapple|2011-06-02|TSX|||110|7";
  QTest::newRow( "CaFFe sensor" ) << "JAC_2015-12-31_S1_20_2_009.png"
                                  << "JAC|2015-12-31|S1|||9|20";
  QTest::newRow( "product" ) << "/a/S1A_IW_GRDH_1SDV_20150203T043109_20150203T043134_004454_00574F_5C1F.SAFE"
                             << "|2015-02-03|S1A|IW|VV+VH|7|0";
  QTest::newRow( "zipped product" )
      << "S1B_EW_GRDM_1SSH_20180606T082030_20180606T082130_011247_014A5F_AB12.zip"
      << "|2018-06-06|S1B|EW|HH|21|0";
  QTest::newRow( "stripmap" ) << "S1A_S3_GRDH_1SDH_20180606T082030_20180606T082130_011247_014A5F_AB12"
                              << "|2018-06-06|S1A|SM|HH+HV|150|0";
  QTest::newRow( "measurement" ) << "s1a-iw1-slc-hv-20141031t205108-20141031t205133-003078-003860-001.tiff"
                                 << "|2014-10-31|S1A|IW|HV|31|0";
  QTest::newRow( "words" ) << "20180602_hh_GEE_sentinel_GRD_IW_helheim_stretch.tif"
                           << "Helheim|2018-06-02|S1|IW|HH|0|0";
  QTest::newRow( "date with underscores" ) << "kangerlussuaq 2019_07_05.tif"
                                           << "Kangerlussuaq|2019-07-05||||0|0";
  QTest::newRow( "words before the date" ) << "Harald_Moltke_20190203_S1.tif"
                                           << "Harald_Moltke|2019-02-03|S1|||0|0";
  QTest::newRow( "resolution after an unknown sensor" ) << "A_2020-01-31_ICEYE_3_zones.tif"
                                                        << "A|2020-01-31|ICEYE|||0|3";
  QTest::newRow( "steps are no sensor" ) << "Mapple_2020-01-31_clip_hh.tif"
                                         << "Mapple|2020-01-31|||HH|0|0";
  QTest::newRow( "two words after the date are no glacier" ) << "2019-07-05_upper_lower.tif"
                                                             << "|2019-07-05||||0|0";
  QTest::newRow( "steps before the date are no glacier" ) << "clipped_Mapple_2019-07-05.tif"
                                                          << "Mapple|2019-07-05||||0|0";
  QTest::newRow( "no date" ) << "zones.tif"
                             << "|||||0|0";
  QTest::newRow( "digits that are no date" ) << "scene_123456789.tif"
                                             << "|||||0|0";
}

void TestSceneName::readsNames()
{
  QFETCH( QString, path );
  QFETCH( QString, facts );
  const SceneFacts found = sceneFromName( path.toStdString() );
  const QStringList texts{
      QString::fromStdString( found.glacier ),      QString::fromStdString( found.date ),
      QString::fromStdString( found.sensor ),       QString::fromStdString( found.mode ),
      QString::fromStdString( found.polarisation ), QString::number( found.relativeOrbit ),
      QString::number( found.resolutionMetres ) };
  QCOMPARE( texts.join( '|' ), facts );
}

//! Names as the archives have them: date, time, sensor, mode, polarisation, pass, orbits, name of the scene.
void TestSceneName::productsAreKnownWhereverTheyLie_data()
{
  QTest::addColumn<QString>( "path" );
  QTest::addColumn<QString>( "facts" );
  QTest::newRow( "HyP3" ) << "/d/S1A_IW_20180602T090311_DVP_RTC30_G_gpuned_5BE1_VH.tif"
                          << "2018-06-02T09:03:11|S1A|IW|VH||0|0";
  QTest::newRow( "HyP3, HH alone" ) << "S1B_EW_20210809T173953_SHR_RTC10_G_sdufcm_12AB_HH.tif"
                                    << "2021-08-09T17:39:53|S1B|EW|HH||0|0";
  QTest::newRow( "OPERA" )
      << "OPERA_L2_RTC-S1_T137-292325-IW1_20211119T015913Z_20250830T120336Z_S1A_30_v1.0_VV.tif"
      << "2021-11-19T01:59:13|S1A|IW|VV||137|0";
  QTest::newRow( "Planetary Computer" )
      << "/a/S1A_IW_GRDH_1SDH_20220103T084537_20220103T084602_041298_04E8E6_rtc/measurement/iw-hh.rtc.tiff"
      << "2022-01-03T08:45:49|S1A|IW|HH||101|41298";
  QTest::newRow( "AWS" ) << "RTC/1/IW/12/S/YJ/2016/S1B/S1B_20161121_12SYJ_ASC/Gamma0_VV.tif"
                         << "2016-11-21|S1B||VV|ascending|0|0";
  QTest::newRow( "Digital Earth" )
      << "/x/ga_s1_nrb_iw_hh_1/t070_149815_iw3/2022/01/01/20220101T124752/HH_gamma0.tif"
      << "2022-01-01T12:47:52|S1|IW|HH||70|0";
  QTest::newRow( "Earth Engine" ) << "S1A_IW_GRDH_1SDV_20200607T010800_20200607T010825_032904_03CFBA_D457.tif"
                                  << "2020-06-07T01:08:12|S1A|IW|VV+VH||107|32904";
  QTest::newRow( "Earth Engine, a file a band" )
      << "S1A_IW_GRDH_1SDV_20200607T010800_20200607T010825_032904_03CFBA_D457/VH.tif"
      << "2020-06-07T01:08:12|S1A|IW|VH||107|32904";
  QTest::newRow( "SNAP" ) << "subset_0_of_S1A_IW_GRDH_1SSH_20180602T090311_20180602T090336_022180_02665D_"
                             "1A2B_Orb_NR_Cal_TC_dB.tif"
                          << "2018-06-02T09:03:23|S1A|IW|HH||58|22180";
  QTest::newRow( "BEAM-DIMAP" )
      << "S1A_EW_GRDM_1SDH_20180602T090311_20180602T090336_022180_02665D_1A2B_Cal.data/Sigma0_HV_db.img"
      << "2018-06-02T09:03:23|S1A|EW|HV||58|22180";
  QTest::newRow( "pyroSAR, GAMMA" ) << "S1A__IW___D_20171210T054359_VV_grd_mli_geo_norm_db.tif"
                                    << "2017-12-10T05:43:59|S1A|IW|VV|descending|0|0";
  QTest::newRow( "pyroSAR, SNAP" ) << "S1B__EW___A_20180829T170656_HH_NR_Orb_Cal_ML_TF_TC_dB.tif"
                                   << "2018-08-29T17:06:56|S1B|EW|HH|ascending|0|0";
  QTest::newRow( "COG_SAFE" ) << "s1d-iw-grd-hh-20260103t084537-20260103t084602-001000-04e8e6-001-cog.tiff"
                              << "2026-01-03T08:45:49|S1D|IW|HH||84|1000";
  QTest::newRow( "Sentinel-1D" )
      << "S1D_IW_GRDH_1SDV_20260103T084537_20260103T084602_001000_04E8E6_1A2B_COG.SAFE"
      << "2026-01-03T08:45:49|S1D|IW|VV+VH||84|1000";
}

void TestSceneName::productsAreKnownWhereverTheyLie()
{
  QFETCH( QString, path );
  QFETCH( QString, facts );
  const SceneFacts found = sceneFacts( path.toStdString(), {} );
  QStringList texts{ QString::fromStdString( found.dateTime.empty() ? found.date : found.dateTime ) };
  for ( const std::string &text : { found.sensor, found.mode, found.polarisation, found.pass } )
    texts << QString::fromStdString( text );
  texts << QString::number( found.relativeOrbit ) << QString::number( found.absoluteOrbit );
  // A row may leave out what does not matter to it.
  const QStringList expected = facts.split( '|' );
  for ( int i = 0; i < expected.size(); ++i )
    if ( !expected[i].isEmpty() || i < 2 )
      QCOMPARE( texts[i], expected[i] );
  QCOMPARE( QString::fromStdString( found.glacier ), QString() );
}

//! Whatever a name is cut or joined to: what is left of it names no glacier.
void TestSceneName::noProductHoldsAGlacier()
{
  for ( const char *name :
        { "S1A__IW___A_20150309T173017_VV_grd_mli_geo_norm_db",
          "S1A_IW_20180602T090311_DVP_RTC30_G_gpuned_5BE1",
          "OPERA_L2_RTC-S1_T137-292325-IW1_20211119T015913Z_20250830T120336Z_S1A_30_v1.0_mask",
          "helheim_S1A_IW_GRDH_1SDV_20200607T010800_20200607T010825_032904_03CFBA_D457", "GRDH_2020-06-07",
          "20200607_OPERA_mosaic", "hyp3_20200607", "S1_GRDM_20200607_Norm", "front_pred_float.tif",
          "reference.gpkg", "ref_front.tif" } )
    QVERIFY2( sceneFacts( name, {} ).glacier.empty(), name );
  QCOMPARE( sceneFacts( "/S1A_20161121_12SYJ_ASC/Helheim_2016-11-21.tif", {} ).glacier,
            std::string( "Helheim" ) );
}

void TestSceneName::variablesAreOfTheirFile()
{
  const std::string opera = "OPERA_L2_RTC-S1_T137-292325-IW1_20211119T015913Z_20250830T120336Z_S1A_30_v1.0";
  for ( const std::string &name :
        { "HDF5:\"/data: 1/" + opera + ".h5\"://data/VV", "NETCDF:\"/data/" + opera + ".h5\":/data/VV",
          "NETCDF:/data/" + opera + ".nc:VV" } )
  {
    const SceneFacts facts = sceneFacts( name, {} );
    QCOMPARE( facts.imageId, opera + "_VV" );
    QCOMPARE( facts.date + facts.sensor + facts.polarisation, std::string( "2021-11-19S1AVV" ) );
    QVERIFY( productOfPath( name ) && productOfPath( name )->values == ValueKind::Power );
  }
  const SceneFacts own = sceneFacts( "NETCDF:\"/a/Helheim_2018-06-02.nc\":sigma0", {} );
  QCOMPARE( own.imageId + own.glacier, std::string( "Helheim_2018-06-02_sigma0Helheim" ) );
}

//! Two of one name are taken for one scene that was given twice.
void TestSceneName::variablesOfOneFileHaveNamesOfTheirOwn()
{
  const std::vector<std::string> scenes{ "NETCDF:\"/a/Helheim_2018-06-02.nc\":ascending",
                                         "NETCDF:\"/a/Helheim_2018-06-02.nc\":descending",
                                         "HDF5:\"/a/Helheim_2018-06-02.h5\"://frequencyA/HHHH",
                                         "HDF5:\"/a/Helheim_2018-06-02.h5\"://frequencyB/HHHH",
                                         "HDF5:\"/a/Helheim_2018-06-02.h5\"://frequencyA/HH",
                                         "HDF5:\"/a/Helheim_2018-06-02.h5\"://frequencyB/HH",
                                         "GTIFF_DIR:1:/a/Helheim_2018-06-02.tif",
                                         "GTIFF_DIR:2:/a/Helheim_2018-06-02.tif" };
  std::set<std::string> names;
  for ( const std::string &scene : scenes )
  {
    const SceneFacts facts = sceneFacts( scene, {} );
    QCOMPARE( facts.date + facts.glacier, std::string( "2018-06-02Helheim" ) );
    QCOMPARE( facts.imageId, stemOf( scene ) );
    names.insert( facts.imageId );
  }
  QCOMPARE( names.size(), scenes.size() );
  QCOMPARE( stemOf( scenes[0] ), std::string( "Helheim_2018-06-02_ascending" ) );
  QCOMPARE( stemOf( scenes[6] ), std::string( "Helheim_2018-06-02" ) );
}

void TestSceneName::tagsOfProductsAreRead()
{
  const SceneFacts opera =
      sceneFacts( "mosaic.tif", { { "ZERO_DOPPLER_START_TIME", "2023-12-15T01:59:23.1Z" },
                                  { "ZERO_DOPPLER_END_TIME", "2023-12-15T01:59:27.1Z" },
                                  { "PLATFORM", "Sentinel-1A" },
                                  { "TRACK_NUMBER", "137" },
                                  { "ABSOLUTE_ORBIT_NUMBER", "51660" },
                                  { "ORBIT_PASS_DIRECTION", "Ascending" },
                                  { "ACQUISITION_MODE", "IW" } } );
  QCOMPARE( opera.dateTime, std::string( "2023-12-15T01:59:25" ) );
  QCOMPARE( opera.sensor + opera.mode + opera.pass, std::string( "S1AIWascending" ) );
  QCOMPARE( opera.relativeOrbit, 137 );
  QCOMPARE( opera.absoluteOrbit, 51660 );

  const SceneFacts aws = sceneFacts( "Gamma0_VV.tif", { { "DATE", "2016-11-21" },
                                                        { "MISSION_ID", "S1B" },
                                                        { "ORBIT_DIRECTION", "descending" },
                                                        { "ABSOLUTE_ORBIT_NUMBER", "003069" } } );
  QCOMPARE( aws.date, std::string( "2016-11-21" ) );
  QCOMPARE( aws.sensor + aws.polarisation + aws.pass, std::string( "S1BVVdescending" ) );
  QCOMPARE( aws.relativeOrbit, relativeOrbit( "S1B", 3069 ) );
}

void TestSceneName::bandsTellDateAndPolarisation()
{
  const std::string product = "S1A_IW_GRDH_1SDH_20180602T090311_20180602T090336_022180_02665D_1A2B.tif";
  QCOMPARE( sceneFacts( product, {}, "HV" ).polarisation, std::string( "HV" ) );
  QCOMPARE( sceneFacts( product, {}, "HV" ).dateTime, std::string( "2018-06-02T09:03:23" ) );
  const SceneFacts stacked = sceneFacts( "stack.tif", {}, "Sigma0_HH_slv1_14Jun2018" );
  QCOMPARE( stacked.date + stacked.polarisation, std::string( "2018-06-14HH" ) );
}

void TestSceneName::foldersTellTheDateWhereNamesDoNot()
{
  QCOMPARE( sceneFacts( "/fjord/2018-06-02/hh.tif", {} ).date, std::string( "2018-06-02" ) );
  QCOMPARE( sceneFacts( "/made_20240101/Fjord_2018-06-02.tif", {} ).date, std::string( "2018-06-02" ) );
  // Files of one name are scenes of their own.
  QCOMPARE( sceneFacts( "/a/S1B_20161121_12SYJ_ASC/Gamma0_VV.tif", {} ).imageId,
            std::string( "S1B_20161121_12SYJ_ASC_Gamma0_VV" ) );
  QCOMPARE( sceneFromName( "/a/S1B_20161121_12SYJ_ASC/Gamma0_VV.tif" ).imageId, std::string( "Gamma0_VV" ) );
}

//! 22180 of S1A (2018-06-02) flew track 57; 11247 of S1B by its own offset track 21.
void TestSceneName::relativeOrbitsOfEachUnit()
{
  const auto orbit = []( const char *unit, const char *absolute )
  {
    return sceneFromName( std::string( unit ) + "_IW_GRDH_1SDV_20150203T043109_20150203T043134_" + absolute +
                          "_00574F_5C1F" )
        .relativeOrbit;
  };
  QCOMPARE( orbit( "S1A", "022180" ), ( 22180 - 73 ) % 175 + 1 );
  QCOMPARE( orbit( "S1B", "011247" ), ( 11247 - 27 ) % 175 + 1 );
  QCOMPARE( orbit( "S1C", "001000" ), ( 1000 - 172 ) % 175 + 1 );
  QCOMPARE( orbit( "S1D", "001000" ), ( 1000 - 42 ) % 175 + 1 );
  QCOMPARE( orbit( "S1C", "008019" ), relativeOrbit( "S1C", 8019 ) );
  QCOMPARE( orbit( "S1A", "000000" ), 0 );
}

void TestSceneName::dateTimeIsTheMiddle()
{
  QCOMPARE( sceneFromName( "S1A_IW_GRDH_1SDV_20191231T235950_20200101T000020_030000_00574F_5C1F" ).dateTime,
            std::string( "2020-01-01T00:00:05" ) );
  QCOMPARE( sceneFacts( "scene.tif", { { "CALVINGFRONT_DATETIME", "2019-12-31T23:59:50.750000Z" },
                                       { "CALVINGFRONT_DATETIME_END", "2020-01-01T00:00:20.250000Z" } } )
                .dateTime,
            std::string( "2020-01-01T00:00:05" ) );
  QCOMPARE( sceneFacts( "scene.tif", { { "CALVINGFRONT_DATETIME", "2018-06-02T09:03:11Z" },
                                       { "CALVINGFRONT_DATETIME_END", "unknown" } } )
                .dateTime,
            std::string( "2018-06-02T09:03:11" ) );
}

void TestSceneName::impossibleDatesAreNone()
{
  for ( const char *date : { "20190229", "20191301", "20190100", "18990101", "2019", "" } )
    QVERIFY2( isoDate( date ).empty(), date );
  QCOMPARE( isoDate( "20200229" ), std::string( "2020-02-29" ) );
}

void TestSceneName::metadataOverruleTheName()
{
  const SceneFacts facts = sceneFacts( "Mapple_2011-06-02_TSX_7_1_110.tif",
                                       { { "CALVINGFRONT_DATETIME", "2018-06-02T09:03:11.5Z" },
                                         { "CALVINGFRONT_SENSOR", "S1B" },
                                         { "CALVINGFRONT_MODE", "EW" },
                                         { "CALVINGFRONT_POLARISATION", "HV" },
                                         { "CALVINGFRONT_PASS", "Descending" },
                                         { "CALVINGFRONT_RELATIVE_ORBIT", "54" },
                                         { "CALVINGFRONT_ABSOLUTE_ORBIT", "11247" },
                                         { "CALVINGFRONT_GLACIER", "Helheim Gletsjer" },
                                         { "CALVINGFRONT_IMAGE_ID", "product" },
                                         { "TIFFTAG_DATETIME", "2020:01:01 00:00:00" } } );
  QCOMPARE( facts.date, std::string( "2018-06-02" ) );
  QCOMPARE( facts.dateTime, std::string( "2018-06-02T09:03:11" ) );
  QCOMPARE( facts.sensor + facts.mode + facts.polarisation + facts.pass, std::string( "S1BEWHVdescending" ) );
  QCOMPARE( facts.relativeOrbit, 54 );
  QCOMPARE( facts.absoluteOrbit, 11247 );
  QCOMPARE( facts.glacier, std::string( "Helheim Gletsjer" ) );
  QCOMPARE( facts.imageId, std::string( "product" ) );
}

void TestSceneName::tiffTagIsTheLastResort()
{
  const std::map<std::string, std::string> tag{ { "TIFFTAG_DATETIME", "2020:01:02 03:04:05" } };
  QCOMPARE( sceneFacts( "zones.tif", tag ).dateTime, std::string( "2020-01-02T03:04:05" ) );
  QCOMPARE( sceneFacts( "zones_2011-06-02.tif", tag ).date, std::string( "2011-06-02" ) );
}

void TestSceneName::decimalYears()
{
  QCOMPARE( decimalYear( "2019-01-01" ), 2019 + 0.5 / 365 );
  QCOMPARE( decimalYear( "2020-12-31" ), 2020 + 365.5 / 366 );
  QCOMPARE( decimalYear( "2019-01-01T06:00:00" ), 2019 + 0.25 / 365 );
  QCOMPARE( decimalYear( "2018-06-02T09:03:11" ),
            2018 + ( 152 + ( 9 + ( 3 + 11 / 60.0 ) / 60 ) / 24 ) / 365 );
  QCOMPARE( decimalYear( "" ), 0.0 );
}

QTEST_APPLESS_MAIN( TestSceneName )
#include "testscenename.moc"
