#include <QtTest>

#include <cmath>

#include "model/base/mixbits.h"
#include "model/error.h"
#include "model/scene/zone.h"
#include "model/series/cut/cutseries.h"
#include "support/texturejudge.h"

using namespace calving;

/**
 * A fjord of 100 x 60 pixels of 70 m, so that cells have 2 x 2: rock in the first rows, bright ocean left of
 * the front, dark glacier right of it.
 */
class TestCutSeries : public QObject
{
  Q_OBJECT

private slots:
  void whatTheImagesShowMovesTheFront();
  void withoutWordOfTheImagesTheNearestLabelIsCopied();
  void signsOfErrorsKnowTheLabels();
  void labelsAreTrueOnTheirDay();
  void oneSceneAgainstItsNeighboursIsNotBelieved();
  void imagesThatMissLabelsCountForNothing();
  void whatImagesAreWorthElsewhereDecidesWhereLabelsSayNothing();
  void aMovedFrontLeavesNoRimWhereItWas();
  void aCoastIsNoFront();
  void aLabelOfAPartMakesNoFrontOfItsEdge();
  void whatNoOtherSceneShowsIsNotCompared();
  void whereASceneShowsNothingItHasNoZone();
  void cancels();
};

namespace
{

constexpr int width = 100;
constexpr int height = 60;
constexpr int rockRows = 8;
constexpr double pixel = 70;

constexpr auto none = static_cast<std::uint8_t>( Zone::NotAvailable );
constexpr auto rock = static_cast<std::uint8_t>( Zone::Rock );
constexpr auto glacier = static_cast<std::uint8_t>( Zone::Glacier );
constexpr auto ocean = static_cast<std::uint8_t>( Zone::Ocean );

//! Dark is glacier.
float darkness( float brightness )
{
  return -10 * brightness;
}

class Fjord
{
  QTemporaryDir mFolder;

public:
  Fjord()
    : evidence( grid(), { pixel, pixel }, mFolder.path().toStdString() )
  {
  }

  std::uint8_t *add( double day, int front )
  {
    std::uint8_t *planes = evidence.add( { "scene", day, "S1" } );
    std::fill( planes, planes + seriesPlanes * evidence.pixels(), 0 );
    for ( std::size_t i = 0; i < evidence.pixels(); ++i )
    {
      planes[static_cast<std::size_t>( SeriesPlane::Glacier ) * evidence.pixels() + i] = 255;
      planes[static_cast<std::size_t>( SeriesPlane::Grey ) * evidence.pixels() + i] =
          static_cast<std::uint8_t>( ( static_cast<int>( i % width ) < front ? 200 : 60 ) +
                                     mixBits( i ) % 9 );
    }
    return planes;
  }

  void label( double day, int front, bool withLine = true )
  {
    SeriesLabel label{ "label", day, {}, {} };
    for ( int y = 0; y < height; ++y )
      for ( int x = 0; x < width; ++x )
      {
        label.zones.push_back( y < rockRows ? rock : x < front ? ocean : glacier );
        label.front.push_back( y >= rockRows && x == front );
      }
    if ( !withLine )
      label.front.clear();
    evidence.addLabel( std::move( label ) );
  }

  SeriesEstimate cut( LeftOut *found = nullptr ) { return cutSeries( evidence, judge, 1, {}, found ); }

  SeriesEvidence evidence;
  TextureJudge judge{ darkness };

private:
  static RasterGrid grid()
  {
    RasterGrid grid;
    grid.width = width;
    grid.height = height;
    return grid;
  }
};

//! The first column of glacier in a row; the width where there is none.
int frontIn( const SeriesEstimate &estimate, int scene, int row = 35 )
{
  const std::uint8_t *zones = estimate.zones( scene ) + row * width;
  return static_cast<int>( std::find( zones, zones + width, glacier ) - zones );
}

} // namespace

//! From 40 to 60 and 50 pixels, 1400 m and 700 m.
void TestCutSeries::whatTheImagesShowMovesTheFront()
{
  Fjord fjord;
  for ( const double day : { 0.0, 10.0, 20.0 } )
    fjord.add( day, 40 );
  for ( const double day : { 400.0, 410.0, 420.0 } )
    fjord.add( day, 60 );
  for ( const double day : { 800.0, 810.0, 820.0 } )
    fjord.add( day, 30 );
  fjord.label( 0, 40 );
  LeftOut found;
  const SeriesEstimate estimate = fjord.cut( &found );
  for ( const auto &[scene, front] :
        { std::pair( 1, 40 ), { 2, 40 }, { 3, 60 }, { 5, 60 }, { 6, 30 }, { 8, 30 } } )
    QVERIFY2( std::abs( frontIn( estimate, scene ) - front ) <= 2,
              qPrintable( QStringLiteral( "%1: %2" ).arg( scene ).arg( frontIn( estimate, scene ) ) ) );
  QCOMPARE( found.labels, 0 );
  QCOMPARE( found.weight, 1.0 );
  // 20 columns of 70 m, less a pixel or two.
  QVERIFY( std::abs( estimate.numbers[3].farthestMetres - 1400 ) <= 140 );
  QVERIFY( std::abs( estimate.numbers[3].signs->movedMetres - 1400 ) <= 140 );
  QVERIFY( std::abs( estimate.numbers[6].signs->movedMetres - 700 ) <= 140 );
  QCOMPARE( estimate.numbers[3].signs->daysToLabel, 400.0 );
  QVERIFY( !estimate.numbers[3].signs->betweenLabelsMetres );
  QVERIFY( !estimate.numbers[3].signs->leftOutMetres );
}

//! Labels at 40 and 60 pixels of 70 m, and a date between them.
void TestCutSeries::signsOfErrorsKnowTheLabels()
{
  Fjord fjord;
  for ( const double day : { 0.0, 100.0, 400.0 } )
    fjord.add( day, 40 );
  fjord.label( 0, 40 );
  fjord.label( 400, 60 );
  fjord.judge = TextureJudge( []( float ) { return 0.f; } );
  LeftOut found;
  const SeriesEstimate estimate = fjord.cut( &found );
  const ErrorSigns &signs = *estimate.numbers[1].signs;
  QCOMPARE( signs.daysToLabel, 100.0 );
  QCOMPARE( signs.movedMetres, 0.0 );
  QCOMPARE( *signs.betweenLabelsMetres, 1400.0 );
  QCOMPARE( *signs.leftOutMetres, found.estimated );
  QCOMPARE( found.estimated, 1400.0 );
}

void TestCutSeries::withoutWordOfTheImagesTheNearestLabelIsCopied()
{
  Fjord fjord;
  for ( const double day : { 0.0, 100.0, 260.0, 400.0 } )
    fjord.add( day, 20 );
  fjord.label( 0, 40 );
  fjord.label( 400, 60 );
  fjord.judge = TextureJudge( []( float ) { return 0.f; } );
  const SeriesEstimate estimate = fjord.cut();
  for ( const auto &[scene, front] : { std::pair( 0, 40 ), { 1, 40 }, { 2, 60 }, { 3, 60 } } )
    QCOMPARE( frontIn( estimate, scene ), front );
}

void TestCutSeries::labelsAreTrueOnTheirDay()
{
  Fjord fjord;
  for ( const double day : { 0.0, 300.0, 600.0 } )
    fjord.add( day, 70 );
  fjord.label( 300, 40 );
  QCOMPARE( frontIn( fjord.cut(), 1 ), 40 );
}

void TestCutSeries::oneSceneAgainstItsNeighboursIsNotBelieved()
{
  Fjord fjord;
  for ( const double day : { 0.0, 11.0, 22.0, 33.0, 44.0, 55.0, 66.0 } )
    fjord.add( day, day == 33 ? 60 : 40 );
  fjord.label( 0, 40 );
  // So weak that it takes more than one scene.
  fjord.judge = TextureJudge( []( float brightness ) { return -0.8f * brightness; } );
  QVERIFY( std::abs( frontIn( fjord.cut(), 3 ) - 40 ) <= 1 );
}

void TestCutSeries::imagesThatMissLabelsCountForNothing()
{
  Fjord fjord;
  for ( const double day : { 0.0, 500.0, 1000.0, 1500.0 } )
    fjord.add( day, day == 1500 ? 60 : 75 );
  for ( const double day : { 0.0, 500.0, 1000.0 } )
    fjord.label( day, 40 );
  LeftOut found;
  const SeriesEstimate estimate = fjord.cut( &found );
  QCOMPARE( found.labels, 3 );
  QCOMPARE( found.weight, 0.0 );
  QCOMPARE( found.copied, 0.0 );
  QCOMPARE( frontIn( estimate, 3 ), 40 );
}

//! The labels left out are found no better by images that say nothing: those on other dates are believed.
void TestCutSeries::whatImagesAreWorthElsewhereDecidesWhereLabelsSayNothing()
{
  Fjord fjord;
  for ( const double day : { 0.0, 10.0, 20.0 } )
    fjord.add( day, 40 );
  for ( const double day : { 2000.0, 2010.0, 2020.0 } )
    fjord.add( day, 60 );
  // Where the labels are, the picture is flat; but they differ, so that copying is off as well.
  for ( const double day : { 1000.0, 3000.0 } )
  {
    std::uint8_t *planes = fjord.add( day, 0 );
    std::fill_n( planes + static_cast<std::size_t>( SeriesPlane::Grey ) * fjord.evidence.pixels(),
                 fjord.evidence.pixels(), std::uint8_t( 0 ) );
  }
  fjord.label( 1000, 40 );
  fjord.label( 3000, 44 );
  LeftOut found;
  const SeriesEstimate estimate = fjord.cut( &found );
  QCOMPARE( found.labels, 2 );
  QCOMPARE( found.estimated, found.copied );
  QVERIFY( found.copied > 0 );
  QCOMPARE( found.weight, 1.0 );
  QVERIFY( std::abs( frontIn( estimate, 4 ) - 60 ) <= 2 );
}

void TestCutSeries::aMovedFrontLeavesNoRimWhereItWas()
{
  Fjord fjord;
  for ( const double day : { 0.0, 400.0, 410.0, 420.0 } )
    fjord.add( day, day == 0 ? 41 : 21 ); // odd: the border goes through cells
  fjord.label( 0, 41 );
  const SeriesEstimate estimate = fjord.cut();
  const std::uint8_t *zones = estimate.zones( 2 ) + 35 * width;
  const int front = frontIn( estimate, 2 );
  QVERIFY2( std::abs( front - 21 ) <= 2, qPrintable( QString::number( front ) ) );
  QCOMPARE( std::count( zones + front, zones + width, ocean ), 0 );
}

//! A label whose front line stops half-way down: glacier meets ocean below, too, but that is no front.
void TestCutSeries::aCoastIsNoFront()
{
  Fjord fjord;
  fjord.add( 0, 40 );
  fjord.add( 10, 40 );
  SeriesLabel label{ "label", 0, {}, {} };
  for ( int y = 0; y < height; ++y )
    for ( int x = 0; x < width; ++x )
    {
      label.zones.push_back( x < 40 ? ocean : glacier );
      label.front.push_back( y < 30 && x == 40 );
    }
  fjord.evidence.addLabel( std::move( label ) );
  const SeriesEstimate estimate = fjord.cut();
  QCOMPARE( estimate.zones( 1 )[10 * width + 40], glacier );
  QCOMPARE( estimate.zones( 1 )[50 * width + 40], rock );
  QCOMPARE( estimate.zones( 1 )[50 * width + 44], glacier );
}

//! The second label ends in the ocean, at column 25.
void TestCutSeries::aLabelOfAPartMakesNoFrontOfItsEdge()
{
  Fjord fjord;
  for ( const double day : { 0.0, 1000.0, 1010.0, 1020.0 } )
    fjord.add( day, 45 );
  fjord.label( 0, 40 );
  SeriesLabel part{ "part", 1000, fjord.evidence.labels()[0].zones, {} };
  for ( int i = 0; i < width * height; ++i )
  {
    if ( i % width < 25 )
      part.zones[i] = none;
    else if ( i / width >= rockRows )
      part.zones[i] = i % width < 45 ? ocean : glacier;
    part.front.push_back( i / width >= rockRows && i % width == 45 );
  }
  fjord.evidence.addLabel( std::move( part ) );
  const SeriesEstimate estimate = fjord.cut();
  QCOMPARE( estimate.zones( 2 )[35 * width + 10], ocean );
  QCOMPARE( frontIn( estimate, 2 ), 45 );
  for ( int row = rockRows; row < height; ++row )
    QCOMPARE(
        int( std::count( estimate.zones( 2 ) + row * width, estimate.zones( 2 ) + row * width + 44, ocean ) ),
        44 );
}

//! One scene, whose texture nothing can be compared with, shows the front elsewhere: copied from the label.
void TestCutSeries::whatNoOtherSceneShowsIsNotCompared()
{
  Fjord fjord;
  fjord.add( 1000, 60 );
  fjord.label( 0, 40 );
  QCOMPARE( frontIn( fjord.cut(), 0 ), 40 );
}

void TestCutSeries::whereASceneShowsNothingItHasNoZone()
{
  Fjord fjord;
  fjord.add( 0, 40 );
  std::uint8_t *planes = fjord.add( 10, 40 );
  for ( int plane = 0; plane < seriesPlanes; ++plane )
    std::fill_n( planes + plane * width * height + 30 * width, 10 * width, std::uint8_t( 0 ) );
  fjord.label( 0, 40 );
  const SeriesEstimate estimate = fjord.cut();
  QCOMPARE( estimate.zones( 1 )[35 * width + 20], none );
  QCOMPARE( estimate.zones( 1 )[50 * width + 20], ocean );
}

void TestCutSeries::cancels()
{
  Fjord fjord;
  fjord.add( 0, 40 );
  fjord.add( 10, 40 );
  fjord.label( 0, 40 );
  Feedback feedback;
  feedback.stopped = [] { return true; };
  QVERIFY_EXCEPTION_THROWN( cutSeries( fjord.evidence, fjord.judge, 1, feedback ), Cancelled );
}

QTEST_GUILESS_MAIN( TestCutSeries )
#include "testcutseries.moc"
