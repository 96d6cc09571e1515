#include <QtTest>

#include "model/sar/product/safemanifest.h"
#include "model/scene/relativeorbit.h"
#include "model/scene/scenename.h"

using namespace calving;

class TestSceneName : public QObject
{
  Q_OBJECT

private slots:
  void readsNames_data();
  void readsNames();
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
  QCOMPARE( decimalYear( "" ), 0.0 );
}

QTEST_APPLESS_MAIN( TestSceneName )
#include "testscenename.moc"
