#include <cmath>
#include <numeric>

#include <QtTest>

#include "model/labels/frontcut.h"
#include "model/labels/zoneoutlines.h"
#include "model/scene/manifest.h"
#include "model/scene/readzones.h"
#include "model/scene/zonecoding.h"
#include "support/testdata.h"
#include "support/zoneimages.h"

using namespace calving;

class TestFrontCut : public QObject
{
  Q_OBJECT

private slots:
  void retreatTurnsGlacierIntoOcean();
  void advanceTurnsOceanIntoGlacier();
  void farRetreatStillKnowsItsOcean();
  void endsGoOnToTheWalls();
  void specksAreNoWalls();
  void frontsCrossWhereOneSideAdvances();
  void severalLinesPartSeveralGlaciers();
  void frontsWithoutALineStay();
  void linesInTwoPiecesMeet();
  void lineThatCannotBeClosedChangesNothing();
  void lineElsewhereChangesNothing();
  void withoutOceanNothingTellsTheSides();
  void realZonesFollowRealFronts();
};

namespace
{

//! A fjord of 12 x 7 pixels between walls of rock, glacier on the left up to column \a front.
ZoneImage fjord( int front )
{
  QStringList rows{ QString( 12, 'r' ) };
  for ( int i = 0; i < 5; ++i )
    rows << QString( front, 'g' ) + QString( 12 - front, '~' );
  return drawnImage( rows << QString( 12, 'r' ) );
}

//! From wall to wall, through the centres of the pixels of a column.
PixelPath acrossAt( int column, double top = 0.5, double bottom = 6.5 )
{
  return { { column + 0.5, top }, { column + 0.5, bottom } };
}

//! The fjord after its front was cut: front pixels are ocean.
QStringList cut( const ZoneImage &known, const std::vector<PixelPath> &lines, FrontCut *result = nullptr )
{
  const FrontCut made = cutByFronts( known, lines, { 10, 40 } );
  if ( result )
    *result = made;
  return drawing( made.zones );
}

} // namespace

void TestFrontCut::retreatTurnsGlacierIntoOcean()
{
  FrontCut made;
  QCOMPARE( cut( fjord( 8 ), { acrossAt( 4 ) }, &made ), drawing( fjord( 4 ) ) );
  QCOMPARE( made.linesUsed, 1 );
  QVERIFY( made.problems.empty() );
}

void TestFrontCut::advanceTurnsOceanIntoGlacier()
{
  QCOMPARE( cut( fjord( 4 ), { acrossAt( 8 ) } ), drawing( fjord( 8 ) ) );
}

//! Most of the ocean's side was glacier: counting pixels would take it for that.
void TestFrontCut::farRetreatStillKnowsItsOcean()
{
  QCOMPARE( cut( fjord( 11 ), { acrossAt( 1 ) } ), drawing( fjord( 1 ) ) );
}

void TestFrontCut::endsGoOnToTheWalls()
{
  QCOMPARE( cut( fjord( 8 ), { acrossAt( 4, 2.5, 4.5 ) } ), drawing( fjord( 4 ) ) );
}

//! A speck of shadow beside the end of a line is nearer than the wall.
void TestFrontCut::specksAreNoWalls()
{
  ZoneImage known = fjord( 8 );
  known.zones[known.index( 5, 2 )] = 0;
  ZoneImage expected = fjord( 4 );
  expected.zones[expected.index( 5, 2 )] = 0;
  QCOMPARE( cut( known, { acrossAt( 4, 3.5, 6.5 ) } ), drawing( expected ) );
}

void TestFrontCut::frontsCrossWhereOneSideAdvances()
{
  const QStringList expected{ "rrrrrrrrrrrr", "ggg~~~~~~~~~", "gggg~~~~~~~~", "ggggg~~~~~~~",
                              "ggggggg~~~~~", "ggggggggg~~~", "rrrrrrrrrrrr" };
  QCOMPARE( cut( fjord( 6 ), { { { 3.5, 0.5 }, { 3.5, 1.5 }, { 4.5, 2.5 }, { 6.5, 3.5 }, { 8.5, 4.5 },
                                 { 9.5, 5.5 }, { 9.5, 6.5 } } } ),
            expected );
}

//! Two fjords, one above the other, that a bay joins.
void TestFrontCut::severalLinesPartSeveralGlaciers()
{
  const ZoneImage known = drawnImage( { "rrrrrrrrrrrr", "gggggg~~~~~~", "gggggg~~~~~~", "rrrrrrrrrr~~",
                                        "gggggg~~~~~~", "gggggg~~~~~~", "rrrrrrrrrrrr" } );
  const QStringList expected{ "rrrrrrrrrrrr", "ggg~~~~~~~~~", "ggg~~~~~~~~~", "rrrrrrrrrr~~",
                              "gggggggg~~~~", "gggggggg~~~~", "rrrrrrrrrrrr" };
  FrontCut made;
  QCOMPARE( cut( known, { acrossAt( 3, 1.5, 2.5 ), acrossAt( 8, 4.5, 5.5 ) }, &made ), expected );
  QCOMPARE( made.linesUsed, 2 );
}

//! The lower glacier, joined with the upper one by its ice, has no line on this date.
void TestFrontCut::frontsWithoutALineStay()
{
  const ZoneImage known = drawnImage( { "rrrrrrrrrrrr", "gggggg~~~~~~", "gggggg~~~~~~", "ggrrrrrrrrrr",
                                        "gggggg~~~~~~", "gggggg~~~~~~", "rrrrrrrrrrrr" } );
  const QStringList expected{ "rrrrrrrrrrrr", "ggg~~~~~~~~~", "ggg~~~~~~~~~", "ggrrrrrrrrrr",
                              "gggggg~~~~~~", "gggggg~~~~~~", "rrrrrrrrrrrr" };
  QCOMPARE( cut( known, { acrossAt( 3, 1.5, 2.5 ) } ), expected );
}

void TestFrontCut::linesInTwoPiecesMeet()
{
  FrontCut made;
  QCOMPARE( cut( fjord( 8 ), { acrossAt( 4, 0.5, 1.5 ), acrossAt( 4, 4.5, 6.5 ) }, &made ),
            drawing( fjord( 4 ) ) );
  QCOMPARE( made.linesUsed, 2 );
}

void TestFrontCut::lineThatCannotBeClosedChangesNothing()
{
  QStringList rows;
  for ( int i = 0; i < 31; ++i )
    rows << QString( 20, 'g' ) + QString( 20, '~' );
  const ZoneImage known = drawnImage( rows );
  FrontCut made;
  QCOMPARE( cut( known, { { { 10.5, 12 }, { 10.5, 18 } } }, &made ), rows );
  QCOMPARE( made.linesUsed, 0 );
  QCOMPARE( made.problems.size(), std::size_t( 1 ) );
  QVERIFY2( QString::fromStdString( made.problems[0] ).contains( "cannot be closed: no wall of the fjord within 40 m" ),
            made.problems[0].c_str() );
}

void TestFrontCut::lineElsewhereChangesNothing()
{
  FrontCut made;
  QCOMPARE( cut( fjord( 8 ), { { { 100, 100 }, { 200, 100 } } }, &made ), drawing( fjord( 8 ) ) );
  QCOMPARE( made.problems.size(), std::size_t( 1 ) );
  QVERIFY( QString::fromStdString( made.problems[0] ).contains( "crosses neither" ) );
}

void TestFrontCut::withoutOceanNothingTellsTheSides()
{
  FrontCut made;
  QCOMPARE( cut( fjord( 12 ), { acrossAt( 4 ) }, &made ), drawing( fjord( 12 ) ) );
  QVERIFY( QString::fromStdString( made.problems.at( 0 ) ).contains( "nothing tells on which side" ) );
}

namespace
{

struct RealScene
{
  std::string stem;
  std::string date;
  ZoneImage image;
  double pixelMetres = 0;
};

//! The scenes of each glacier, in the order of their dates.
std::map<std::string, std::vector<RealScene>> realScenes( const QString &folder )
{
  std::map<std::string, std::vector<RealScene>> result;
  for ( const auto &[stem, entry] : readSceneManifest( ( folder + "/manifest.csv" ).toStdString() ) )
  {
    const RasterReader zones( folder.toStdString() + "/zones/" + stem + "_zones.png" );
    const std::array<double, 2> side = entry.bestPixelSize();
    RealScene scene{ stem, entry.date, {}, std::sqrt( side[0] * side[1] ) };
    scene.image.grid = { zones.width(), zones.height(), { 0, side[0], 0, 0, 0, -side[1] }, true, "" };
    scene.image.zones =
        readZones( zones, { 0, 0, zones.width(), zones.height() }, zoneTable( ZoneCoding::FromOne ) );
    result[entry.glacier].push_back( std::move( scene ) );
  }
  for ( auto &[glacier, scenes] : result )
    std::sort( scenes.begin(), scenes.end(),
               []( const RealScene &a, const RealScene &b ) { return a.date < b.date; } );
  return result;
}

//! The front lines of a scene in pixels, without some pixels at each end: nobody draws to the very wall.
std::vector<PixelPath> shortenedFronts( const ZoneImage &image )
{
  constexpr std::size_t off = 6; // steps of half a pixel
  std::vector<PixelPath> result;
  ZoneImage inPixels = image;
  inPixels.grid.transform = { 0, 1, 0, 0, 0, 1 };
  for ( const auto &front : frontsOf( inPixels, 10 ) )
  {
    const PixelPath dense = densePath( front, image );
    if ( dense.size() > 4 * off )
      result.emplace_back( dense.begin() + off, dense.end() - off );
  }
  return result;
}

std::vector<Segment> pointsOf( const std::vector<std::vector<Point>> &lines )
{
  std::vector<Segment> points;
  for ( const auto &line : lines )
    for ( std::size_t i = 1; i < line.size(); ++i )
      points.push_back( { line[i - 1], line[i] } );
  return points;
}

//! Mean distance in metres from the corners of \a from to the lines \a to.
double meanDistance( const std::vector<Segment> &from, const std::vector<Segment> &to )
{
  const NearestSegment nearest( to );
  double sum = 0;
  double length = 0;
  for ( const Segment &segment : from )
  {
    const double own = std::hypot( segment.b[0] - segment.a[0], segment.b[1] - segment.a[1] );
    sum += own * nearest.find( { ( segment.a[0] + segment.b[0] ) / 2, ( segment.a[1] + segment.b[1] ) / 2 } ).distance;
    length += own;
  }
  return length > 0 ? sum / length : 0;
}

//! Those of \a others that lie within \a metres of \a front: a scene also shows coasts where ice meets water.
std::vector<Segment> near( const std::vector<Segment> &front, const std::vector<Segment> &others, double metres )
{
  std::vector<Segment> result;
  if ( front.empty() )
    return result;
  const NearestSegment nearest( front );
  for ( const Segment &segment : others )
    if ( nearest.find( segment.a ).distance < metres )
      result.push_back( segment );
  return result;
}

double medianOf( std::vector<double> values )
{
  std::sort( values.begin(), values.end() );
  return values.empty() ? NAN : ( values[( values.size() - 1 ) / 2] + values[values.size() / 2] ) / 2;
}

//! Intersection over union of the ocean, where both dates know ice or water.
double oceanIou( const ZoneImage &made, const ZoneImage &truth, const ZoneImage &known )
{
  std::size_t both = 0;
  std::size_t any = 0;
  for ( std::size_t i = 0; i < truth.zones.size(); ++i )
    if ( isIceOrWater( truth.zones[i] ) && isIceOrWater( known.zones[i] ) )
    {
      both += made.zones[i] == 3 && truth.zones[i] == 3;
      any += made.zones[i] == 3 || truth.zones[i] == 3;
    }
  return any > 0 ? static_cast<double>( both ) / static_cast<double>( any ) : 1;
}

} // namespace

//! Zones of one date and the front of another give the zones of the other: of four glaciers, over years.
void TestFrontCut::realZonesFollowRealFronts()
{
  REQUIRE_TEST_DATA( "caffe256/manifest.csv" );
  for ( const auto &[glacier, scenes] : realScenes( QFileInfo( testData( "caffe256/manifest.csv" ) ).path() ) )
    for ( const bool isFar : { false, true } )
    {
      std::vector<double> ious;
      std::vector<double> copied;
      std::vector<double> distances;
      std::vector<double> copiedDistances;
      int lines = 0;
      int used = 0;
      for ( std::size_t i = 1; i < scenes.size(); i += isFar ? 1 : 3 )
      {
        const RealScene &truth = scenes[i];
        const RealScene &known = isFar ? scenes[( i + scenes.size() / 2 ) % scenes.size()] : scenes[i - 1];
        const FrontCut made = cutByFronts( known.image, shortenedFronts( truth.image ), { truth.pixelMetres, 2000 } );
        lines += static_cast<int>( made.problems.size() ) + made.linesUsed;
        used += made.linesUsed;
        ious.push_back( oceanIou( made.zones, truth.image, known.image ) );
        copied.push_back( oceanIou( known.image, truth.image, known.image ) );
        const auto front = pointsOf( frontsOf( truth.image, 30 ) );
        const auto distance = [&]( const ZoneImage &image )
        {
          const std::vector<Segment> other = near( front, pointsOf( frontsOf( image, 10 ) ), 2000 );
          return front.empty() || other.empty()
                     ? HUGE_VAL
                     : ( meanDistance( other, front ) + meanDistance( front, other ) ) / 2;
        };
        distances.push_back( distance( made.zones ) );
        copiedDistances.push_back( distance( known.image ) );
      }
      std::vector<double> low = ious;
      std::sort( low.begin(), low.end() );
      qInfo( "%s, zones of %s: ocean IoU median %.4f, lowest tenth %.4f (copied %.4f); front median %.0f m "
             "(copied %.0f m); %d of %d lines used, %zu pairs",
             glacier.c_str(), isFar ? "half the series before" : "the date before", medianOf( ious ),
             low[low.size() / 10], medianOf( copied ), medianOf( distances ), medianOf( copiedDistances ), used,
             lines, ious.size() );
      QVERIFY2( 1 - medianOf( ious ) < 0.5 * ( 1 - medianOf( copied ) ), glacier.c_str() );
      QVERIFY2( medianOf( ious ) > 0.98, glacier.c_str() );
      QVERIFY2( medianOf( distances ) < scenes.front().pixelMetres, glacier.c_str() );
      QVERIFY2( low[low.size() / 10] > 0.97, glacier.c_str() );
    }
}

QTEST_APPLESS_MAIN( TestFrontCut )
#include "testfrontcut.moc"
