#include <QtTest>

#include "model/scene/readzones.h"
#include "model/scene/zonenames.h"
#include "model/scene/zonesurvey.h"
#include "support/expecterror.h"
#include "support/testraster.h"

using namespace calving;

namespace
{

//! A raster that repeats \a codes, and what a raster of them is.
std::string written( const char *name, const std::vector<int> &codes )
{
  const std::string path = std::string( "/vsimem/" ) + name;
  writeRaster(
      path, 12, 4, [&codes]( int x, int ) { return codes[x % codes.size()]; }, GDT_Byte );
  return path;
}

ZoneTables decided( const std::vector<std::string> &paths )
{
  ZoneSurvey survey;
  for ( const std::string &path : paths )
    survey.add( RasterReader( path ) );
  return survey.decide();
}

void setTag( const std::string &path, const char *value )
{
  GDALDatasetUniquePtr( GDALDataset::Open( path.c_str(), GDAL_OF_UPDATE ) )
      ->SetMetadataItem( "CALVINGFRONT_ZONES", value );
}

} // namespace

class TestZoneCoding : public QObject
{
  Q_OBJECT

private slots:
  void allRastersDecideTogether_data();
  void allRastersDecideTogether();
  void oneTwoThreeAloneAreWarnedOf();
  void labelsWithoutOceanAreTold();
  void namesCountBeforeCodes();
  void namesThatMissACodeDoNotCount();
  void namesAreReadInManyLanguages_data();
  void namesAreReadInManyLanguages();
  void namesNotUnderstoodAreRefused();
  void whatOtherNamesMeanIsSaid();
  void hiddenZonesAreWarnedOf();
  void twoCodingsInOneDataSetAreRefused();
  void knowsNamesOfZones();
};

void TestZoneCoding::allRastersDecideTogether_data()
{
  QTest::addColumn<QVector<int>>( "first" );
  QTest::addColumn<QVector<int>>( "second" );
  QTest::addColumn<QVector<int>>( "classes" ); // of the second
  QTest::newRow( "from zero" ) << QVector<int>{ 0, 1, 2, 3 } << QVector<int>{ 1, 2 } << QVector<int>{ 1, 2 };
  QTest::newRow( "from one" ) << QVector<int>{ 1, 2, 3, 4 } << QVector<int>{ 2, 3 } << QVector<int>{ 1, 2 };
  QTest::newRow( "from one, with a hole" )
      << QVector<int>{ 0, 2, 3, 4 } << QVector<int>{ 0, 1 } << QVector<int>{ 0, 0 };
  QTest::newRow( "grey" ) << QVector<int>{ 64, 254 } << QVector<int>{ 0, 63, 127 } << QVector<int>{ 0, 1, 2 };
  QTest::newRow( "grey in the second alone" )
      << QVector<int>{ 0, 0 } << QVector<int>{ 127, 254 } << QVector<int>{ 2, 3 };
}

void TestZoneCoding::allRastersDecideTogether()
{
  QFETCH( QVector<int>, first );
  QFETCH( QVector<int>, second );
  QFETCH( QVector<int>, classes );
  const std::string b = written( "b.tif", second.toStdVector() );
  const ZoneTables tables = decided( { written( "a.tif", first.toStdVector() ), b } );
  QVERIFY( tables.hasOcean );
  QCOMPARE( tables.warning, std::string() );
  for ( int i = 0; i < second.size(); ++i )
    QCOMPARE( static_cast<int>( tables.of( b )[static_cast<std::size_t>( second[i] )] ), classes[i] );
}

void TestZoneCoding::oneTwoThreeAloneAreWarnedOf()
{
  const std::string path = written( "a.tif", { 1, 2, 3 } );
  const ZoneTables tables = decided( { path } );
  QVERIFY( tables.hasOcean );
  QCOMPARE( static_cast<int>( tables.common[3] ), 3 );
  QVERIFY2( tables.warning.find( path ) != std::string::npos, tables.warning.c_str() );
}

void TestZoneCoding::labelsWithoutOceanAreTold()
{
  QVERIFY( !decided( { written( "a.tif", { 0, 1, 2 } ), written( "b.tif", { 2 } ) } ).hasOcean );
  QVERIFY( !decided( { written( "a.tif", { 0, 64, 127 } ) } ).hasOcean );
  QVERIFY( !decided( {} ).hasOcean );
  int warnings = 0;
  Feedback feedback;
  feedback.warning = [&warnings]( const std::string & ) { ++warnings; };
  readZones( RasterReader( written( "a.tif", { 0, 1, 2 } ) ), ZoneCoding::Automatic, feedback );
  QCOMPARE( warnings, 1 );
}

void TestZoneCoding::namesCountBeforeCodes()
{
  const std::string path = written( "named.tif", { 1, 2, 3 } );
  setTag( path, "1 not available, 2 glacier, 3 ocean and ice melange, 4 rock" );
  const std::string other = written( "other.tif", { 0, 64, 127 } );
  const ZoneTables tables = decided( { path, other } );
  QCOMPARE( tables.warning, std::string() );
  QVERIFY( tables.hasOcean );
  QCOMPARE( static_cast<int>( tables.of( path )[1] ), 0 );
  QCOMPARE( static_cast<int>( tables.of( path )[3] ), 3 );
  QCOMPARE( static_cast<int>( tables.of( other )[127] ), 2 );
  const std::vector<std::uint8_t> row = readZones( RasterReader( path ), { 0, 0, 3, 1 }, tables.of( path ) );
  QCOMPARE( row, std::vector<std::uint8_t>( { 0, 2, 3 } ) );
}

//! As a program leaves them that changed the codes and kept the names.
void TestZoneCoding::namesThatMissACodeDoNotCount()
{
  const std::string path = written( "kept.tif", { 0, 64, 127, 254 } );
  setTag( path, "0 not available, 1 rock, 2 glacier, 3 ocean and ice melange" );
  const ZoneTables tables = decided( { path } );
  QVERIFY( tables.named.empty() );
  QCOMPARE( static_cast<int>( tables.common[254] ), 3 );
}

//! Codes that would be read as rock, glacier and ocean by their numbers.
void TestZoneCoding::namesAreReadInManyLanguages_data()
{
  QTest::addColumn<QString>( "names" );
  QTest::newRow( "English" ) << "1 Ocean, 2 Bedrock, 3 Ice sheet";
  QTest::newRow( "German" ) << "1 Meer, 2 Fels, 3 Gletscher";
  QTest::newRow( "French" ) << "1 OCÉAN, 2 Rocher, 3 Glace";
  QTest::newRow( "Spanish" ) << "1 Océano, 2 Roca, 3 Glaciar";
  QTest::newRow( "Italian" ) << "1 Mare, 2 Roccia, 3 Ghiacciaio";
  QTest::newRow( "Norwegian" ) << "1 Sjø, 2 Fjell, 3 Bre";
  QTest::newRow( "Danish" ) << "1 Vand, 2 Klippe, 3 Bræ";
  QTest::newRow( "Swedish" ) << "1 hav, 2 berg, 3 Glaciär";
  QTest::newRow( "Icelandic" ) << "1 Haf, 2 land, 3 Jökull";
  QTest::newRow( "Finnish" ) << "1 meri, 2 kallio, 3 Jäätikkö";
  QTest::newRow( "Russian" ) << "1 Море, 2 СКАЛЫ, 3 Лёд";
}

void TestZoneCoding::namesAreReadInManyLanguages()
{
  QFETCH( QString, names );
  const std::string path = written( "named.tif", { 1, 2, 3 } );
  setTag( path, names.toUtf8() );
  const ZoneTables tables = decided( { path } );
  const std::vector<std::uint8_t> row = readZones( RasterReader( path ), { 0, 0, 3, 1 }, tables.of( path ) );
  QCOMPARE( row, std::vector<std::uint8_t>( { 3, 1, 2 } ) );
}

void TestZoneCoding::namesNotUnderstoodAreRefused()
{
  const std::string path = written( "foreign.tif", { 1, 2, 3 } );
  setTag( path, "1 rock, 2 lodowiec, 3 ocean" );
  EXPECT_ERROR( decided( { path } ), "/vsimem/foreign.tif call the class 2 “lodowiec”" );
  // What names a number only says nothing, nor does the name of a code that is not there.
  setTag( path, "1 Class 1, 2 Class 2, 3 Class 3, 9 lodowiec" );
  QCOMPARE( static_cast<int>( decided( { path } ).of( path )[2] ), 2 );
  // Who says the coding needs no names.
  setTag( path, "1 rock, 2 lodowiec, 3 ocean" );
  QVERIFY( readZones( RasterReader( path ), ZoneCoding::FromZero, {} ).width() > 0 );
}

//! “sea ice” might be ice to one and ocean to another.
void TestZoneCoding::whatOtherNamesMeanIsSaid()
{
  const std::string path = written( "named.tif", { 1, 2, 3 } );
  setTag( path, "1 land, 2 Glacier, 3 sea ice, 4 lake ice" );
  ZoneTables tables = decided( { path } );
  QCOMPARE(
      QString::fromStdString( tables.reading ),
      QString( "The zones /vsimem/named.tif have classes of other names, read so: “land” as rock, “sea ice” "
               "as ocean." ) );
  std::string log;
  Feedback feedback;
  feedback.info = [&log]( const std::string &text ) { log += text; };
  tables.tell( feedback );
  QCOMPARE( log, tables.reading );
  setTag( path, "1 rock, 2 glacier, 3 ocean" );
  QCOMPARE( decided( { path } ).reading, std::string() );

  ZoneSurvey polygons;
  polygons.add( "drawn", "sea ice", 3 );
  polygons.add( "drawn", "Rock", 1 );
  QCOMPARE( QString::fromStdString( polygons.decide().reading ),
            QString( "The zones drawn have classes of other names, read so: “sea ice” as ocean." ) );
}

void TestZoneCoding::hiddenZonesAreWarnedOf()
{
  const std::string path = written( "hidden.tif", { 1, 2, 3 } );
  GDALDatasetUniquePtr( GDALDataset::Open( path.c_str(), GDAL_OF_UPDATE ) )
      ->GetRasterBand( 1 )
      ->SetNoDataValue( 2 );
  const auto warningOf = []( const RasterInput &input, ZoneCoding coding )
  {
    std::string all;
    Feedback feedback;
    feedback.warning = [&all]( const std::string &text ) { all += text; };
    readZones( RasterReader( input ), coding, feedback );
    return QString::fromStdString( all );
  };
  for ( const ZoneCoding coding : { ZoneCoding::Automatic, ZoneCoding::FromZero } )
    QVERIFY2( warningOf( path, coding )
                  .contains( "hidden.tif declare 2 “no data”, which is their code of glacier" ),
              qPrintable( warningOf( path, coding ) ) );
  RasterInput declared = written( "user.tif", { 0, 1, 2, 3 } );
  declared.noData[1].ranges = { { 3, 3 } };
  QVERIFY( warningOf( declared, ZoneCoding::Automatic ).contains( "user.tif declare 3 “no data”" ) );
  declared.noData[1].ranges = { { 0, 0 } };
  QVERIFY( !warningOf( declared, ZoneCoding::Automatic ).contains( "“no data”" ) );
}

void TestZoneCoding::twoCodingsInOneDataSetAreRefused()
{
  const std::string grey = written( "grey.tif", { 0, 64, 127, 254 } );
  const std::string small = written( "small.tif", { 0, 1, 2, 3 } );
  EXPECT_ERROR( decided( { grey, small } ), "belongs to" );
  EXPECT_ERROR( decided( { written( "wrong.tif", { 1, 2, 7 } ) } ), "/vsimem/wrong.tif", "the value 7," );
}

void TestZoneCoding::knowsNamesOfZones()
{
  QCOMPARE( static_cast<int>( zoneNamed( "Glacier" ).value() ), 2 );
  QCOMPARE( static_cast<int>( zoneNamed( " OCEAN" ).value() ), 3 );
  QCOMPARE( static_cast<int>( zoneNamed( "ocean and ice melange" ).value() ), 3 );
  QCOMPARE( static_cast<int>( zoneNamed( "N/A" ).value() ), 0 );
  for ( const char *none : { "cloud", "", "4", "4x" } )
    QVERIFY2( !zoneNamed( none ), none );
}

QTEST_APPLESS_MAIN( TestZoneCoding )
#include "testzonecoding.moc"
