#include <QtTest>

#include "model/error.h"
#include "model/front/frontpixels.h"
#include "support/goldenfronts.h"

using namespace calving;

class TestFrontPixels : public QObject
{
  Q_OBJECT

private slots:
  void equalsThePublishedFronts_data();
  void equalsThePublishedFronts();
  void lengthFilterKeepsExactlyTheMinimum();
  void boxIsAppliedAfterTheLength();
  void islandsOfAnyClassBecomeOcean();
  void lakesBecomeGlacier();
  void landOfSeveralClassesIsOnePiece();
  void firstOfEqualComponentsIsTheLargest();
  void missingDataIsNotTheMainland();
  void withoutOceanOrGlacierThereIsNoFront();
  void brokenBoxIsNamed();
};

//! Zones drawn as text: . not available, r rock, g glacier, o ocean.
static std::vector<std::uint8_t> drawn( const QStringList &rows )
{
  std::vector<std::uint8_t> zones;
  for ( const QString &row : rows )
    for ( QChar c : row )
      zones.push_back( static_cast<std::uint8_t>( QStringLiteral( ".rgo" ).indexOf( c ) ) );
  return zones;
}

//! Fronts as text: # where 255.
static QStringList front( const QStringList &rows, const FrontRule &rule = { 0, 1, {} } )
{
  const int width = rows[0].size();
  const std::vector<std::uint8_t> pixels = frontPixels( drawn( rows ), width, rows.size(), rule );
  QStringList result;
  for ( int row = 0; row < rows.size(); ++row )
  {
    QString text;
    for ( int column = 0; column < width; ++column )
      text += pixels[row * width + column] == 255 ? '#' : '-';
    result << text;
  }
  return result;
}

void TestFrontPixels::equalsThePublishedFronts_data()
{
  QTest::addColumn<QString>( "scene" );
  QTest::addColumn<bool>( "boxed" );
  REQUIRE_TEST_DATA( "golden/postprocess/case.json" );
  for ( const QString &scene : goldenScenes() )
    for ( bool boxed : { false, true } )
      QTest::addRow( "%s %s", qPrintable( scene ), boxed ? "with box" : "without box" ) << scene << boxed;
}

void TestFrontPixels::equalsThePublishedFronts()
{
  QFETCH( QString, scene );
  QFETCH( bool, boxed );
  const GoldenImage zones = goldenZones( "prediction", scene );
  const GoldenImage expected =
      goldenImage( boxed ? "front_expected_box" : "front_expected_nobox", scene + ".png" );
  QCOMPARE( frontPixels( zones.values, zones.width, zones.height, goldenRule( scene, boxed ) ),
            expected.values );
}

void TestFrontPixels::lengthFilterKeepsExactlyTheMinimum()
{
  const QStringList zones{ "ggggg", "ooooo" };
  QCOMPARE( front( zones, { 100, 20, {} } )[1], QStringLiteral( "#####" ) );
  QCOMPARE( front( zones, { 100.1, 20, {} } )[1], QStringLiteral( "-----" ) );
}

void TestFrontPixels::boxIsAppliedAfterTheLength()
{
  const FrontRule rule{ 5, 1, PixelBox{ 1, 0, 3, 2 } };
  QCOMPARE( front( { "ggggg", "ooooo" }, rule ), ( QStringList{ "-----", "-##--" } ) );
}

void TestFrontPixels::islandsOfAnyClassBecomeOcean()
{
  QCOMPARE( front( { "ggggg", "ooooo", "oogoo", "ooooo", "or.oo" } ),
            ( QStringList{ "-----", "#####", "-----", "-----", "-----" } ) );
}

void TestFrontPixels::lakesBecomeGlacier()
{
  QCOMPARE( front( { "ogggg", "ggogr", "ggggg", "ooooo" } ),
            ( QStringList{ "-----", "-----", "-----", "#####" } ) );
}

//! Rock, glacier and missing data side by side in one row hang together.
void TestFrontPixels::landOfSeveralClassesIsOnePiece()
{
  QCOMPARE( front( { "rg.gr", "ooooo" } ), ( QStringList{ "-----", "-#-#-" } ) );
}

void TestFrontPixels::firstOfEqualComponentsIsTheLargest()
{
  QCOMPARE( front( { "ogggo" } ), ( QStringList{ "#----" } ) );
  QCOMPARE( front( { "gooog" } ), ( QStringList{ "-#---" } ) );
}

//! The border around a geocoded scene is larger than the glacier and has no part in it, nor a front of its
//! own.
void TestFrontPixels::missingDataIsNotTheMainland()
{
  QCOMPARE( front( { "........", ".oooooo.", ".ogg.oo.", ".oooooo.", "........" } ),
            ( QStringList{ "--------", "--##----", "-#------", "--##----", "--------" } ) );
  QCOMPARE( front( { "....", "goo.", "ggo.", "...." } ), ( QStringList{ "----", "-#--", "--#-", "----" } ) );
}

void TestFrontPixels::withoutOceanOrGlacierThereIsNoFront()
{
  for ( const char *zones : { "oooo", "gggg", "rrrr", "....", "rroo" } )
    QCOMPARE( front( { zones } ), ( QStringList{ "----" } ) );
}

void TestFrontPixels::brokenBoxIsNamed()
{
  try
  {
    boundingBox( "x,y\n1,2\n3;4\n", 10, 10, "Crane.txt" );
    QFAIL( "a broken bounding box was accepted" );
  }
  catch ( const Error &e )
  {
    QVERIFY( QString( e.what() ).contains( "Crane.txt" ) );
  }
}

QTEST_APPLESS_MAIN( TestFrontPixels )
#include "testfrontpixels.moc"
