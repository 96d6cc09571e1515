#include <QtTest>

#include "model/labels/labelcheck.h"
#include "support/drawnzones.h"

Q_DECLARE_METATYPE( calving::ZonePolygons )

using namespace calving;

class TestLabelCheck : public QObject
{
  Q_OBJECT

private slots:
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void coarseLookSeesTheSame();
};

namespace
{

//! 100 x 100 pixels of 40 m.
RasterGrid square( double finer = 1 )
{
  return { static_cast<int>( 100 * finer ),
           static_cast<int>( 100 * finer ),
           { 500000, 40 / finer, 0, 8000000, 0, -40 / finer },
           true,
           utm33() };
}

const ZonePolygon rock = rectangle( 1, 0, 0, 100, 20, "A" );
const ZonePolygon ice = rectangle( 2, 0, 20, 50, 100, "A" );
const ZonePolygon water = rectangle( 3, 50, 20, 100, 100, "A" );

} // namespace

void TestLabelCheck::saysWhatIsWrong_data()
{
  QTest::addColumn<ZonePolygons>( "zones" );
  QTest::addColumn<QString>( "sentence" );
  const auto with = []( std::vector<ZonePolygon> polygons, std::vector<DrawnFront> fronts = {} )
  { return ZonePolygons{ std::move( polygons ), utm33(), std::move( fronts ) }; };

  QTest::newRow( "nothing" ) << with( { rock, ice, water } ) << "";
  QTest::newRow( "line on the border" )
      << with( { rock, ice, water }, { { "A", line( { { 50, 10 }, { 50, 100 } } ) } } ) << "";
  QTest::newRow( "another raster's line" )
      << with( { rock, ice, water }, { { "B", line( { { 20, 10 }, { 20, 100 } } ) } } ) << "";
  QTest::newRow( "no ocean" ) << with( { rock, ice } ) << "The labels of A hold no ocean";
  QTest::newRow( "no glacier" ) << with( { rock, water } ) << "The labels of A hold no glacier";
  QTest::newRow( "overlap" ) << with( { rock, ice, water, rectangle( 3, 40, 40, 60, 60, "A" ) } )
                             << "The labels of A overlap in 2 % of what is drawn";
  QTest::newRow( "the same class twice" ) << with( { rock, ice, water, rectangle( 3, 60, 40, 70, 60, "A" ) } ) << "";
  QTest::newRow( "hole" ) << with( { rock, rectangle( 2, 0, 20, 40, 100, "A" ), rectangle( 2, 40, 20, 50, 60, "A" ),
                                     rectangle( 2, 40, 70, 50, 100, "A" ), water } )
                          << "The labels of A leave gaps between them, 1 % of what is drawn";
  QTest::newRow( "apart" ) << with( { rock, ice, rectangle( 3, 60, 20, 100, 100, "A" ) } )
                           << "hold glacier and ocean that do not touch";
  QTest::newRow( "line on the wrong side" )
      << with( { rock, ice, water }, { { "A", line( { { 30, 20 }, { 30, 100 } } ) } } )
      << "The labels of A have a front line of which 100 % does not lie on the border of ocean and glacier; it is "
         "up to 820 m away";
}

void TestLabelCheck::saysWhatIsWrong()
{
  QFETCH( ZonePolygons, zones );
  QFETCH( QString, sentence );
  const std::vector<std::string> sentences = checkLabels( square(), zones, "A" );
  if ( sentence.isEmpty() )
    QVERIFY2( sentences.empty(), sentences.empty() ? "" : sentences[0].c_str() );
  else
  {
    QCOMPARE( sentences.size(), std::size_t( 1 ) );
    QVERIFY2( QString::fromStdString( sentences[0] ).contains( sentence ), sentences[0].c_str() );
  }
}

//! 3000 x 3000 pixels are looked at in larger ones.
void TestLabelCheck::coarseLookSeesTheSame()
{
  const ZonePolygons zones{ { rock, ice, rectangle( 3, 60, 20, 100, 100, "A" ) }, utm33() };
  QCOMPARE( checkLabels( square( 30 ), zones, "A" ), checkLabels( square(), zones, "A" ) );
}

QTEST_APPLESS_MAIN( TestLabelCheck )
#include "testlabelcheck.moc"
