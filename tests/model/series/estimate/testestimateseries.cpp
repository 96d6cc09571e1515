#include <QtTest>

#include <cmath>

#include "model/error.h"
#include "model/scene/zone.h"
#include "model/series/estimate/estimateseries.h"

using namespace calving;

/**
 * A fjord of 40 x 12 pixels of 60 m: rock in the first two rows, ocean left of the front, glacier right of
 * it.
 */
class TestEstimateSeries : public QObject
{
  Q_OBJECT

private slots:
  void oneSceneIsWhatItShows();
  void aSceneThatGoesWrongFollowsTheOthers();
  void aJumpThatTheImagesShowSurvives();
  void scenesOfOneDateSupportEachOther();
  void labelsAreTrueOnTheirDay();
  void withoutEvidenceTheNearestLabelIsCopied();
  void rockOfLabelsIsRockOnAllDates();
  void farFromLabelsItTakesManyScenes();
  void whereASceneShowsNothingItHasNoZone();
  void whatIsNeverAvailableHasNoZone();
  void theBorderBecomesSmooth();
  void theOrderOfScenesDoesNotMatter();
  void cancelsAndFindsNoRoom();
};

namespace
{

constexpr int width = 40;
constexpr int height = 12;
constexpr int rockRows = 2;
constexpr double pixel = 60;

constexpr auto none = static_cast<std::uint8_t>( Zone::NotAvailable );
constexpr auto rock = static_cast<std::uint8_t>( Zone::Rock );
constexpr auto glacier = static_cast<std::uint8_t>( Zone::Glacier );
constexpr auto ocean = static_cast<std::uint8_t>( Zone::Ocean );

std::uint8_t zoneAt( int x, int y, int front )
{
  return y < rockRows ? rock : x < front ? ocean : glacier;
}

std::vector<std::uint8_t> zonesWith( int front )
{
  std::vector<std::uint8_t> zones;
  for ( int y = 0; y < height; ++y )
    for ( int x = 0; x < width; ++x )
      zones.push_back( zoneAt( x, y, front ) );
  return zones;
}

class Fjord
{
  QTemporaryDir mFolder;

public:
  Fjord()
    : evidence( grid(), { pixel, pixel }, mFolder.path().toStdString() )
  {
  }

  //! A scene whose zones a network tells with that certainty, 0 to 1; the other classes share the rest.
  std::uint8_t *add( double day, int front, double certainty )
  {
    std::uint8_t *planes = evidence.add( { "scene", day, "S1" } );
    const std::vector<std::uint8_t> zones = zonesWith( front );
    for ( std::size_t i = 0; i < zones.size(); ++i )
      for ( int zone = 1; zone < seriesClasses; ++zone )
        planes[zone * zones.size() + i] = static_cast<std::uint8_t>(
            std::lround( 255 * ( zone == zones[i] ? certainty : ( 1 - certainty ) / 2 ) ) );
    return planes;
  }

  void label( double day, int front ) { evidence.addLabel( { "label", day, zonesWith( front ) } ); }

  SeriesEstimate estimate( double smoothMetres = 0 )
  {
    options.smoothMetres = smoothMetres;
    return estimateSeries( evidence, options, {} );
  }

  SeriesEvidence evidence;
  SeriesOptions options;

private:
  static RasterGrid grid()
  {
    RasterGrid grid;
    grid.width = width;
    grid.height = height;
    return grid;
  }
};

std::vector<std::uint8_t> zonesOf( const SeriesEstimate &estimate, int scene )
{
  return { estimate.zones( scene ), estimate.zones( scene ) + width * height };
}

} // namespace

void TestEstimateSeries::oneSceneIsWhatItShows()
{
  Fjord fjord;
  fjord.add( 100, 17, 0.6 );
  const SeriesEstimate estimate = fjord.estimate();
  QCOMPARE( zonesOf( estimate, 0 ), zonesWith( 17 ) );
  QCOMPARE( zonesOf( estimateSingly( fjord.evidence, {} ), 0 ), zonesWith( 17 ) );
  // (0.6 + 0.02) / (0.6 + 0.2 + 0.04), where glacier is weighed against ocean alone.
  QVERIFY( std::abs( estimate.confidence( 0 )[5 * width + 30] / 255.0 - 0.62 / 0.84 ) < 0.01 );
  QCOMPARE( estimate.numbers[0].changedShare, 0.0 );
}

void TestEstimateSeries::aSceneThatGoesWrongFollowsTheOthers()
{
  Fjord fjord;
  for ( const auto &[day, front] : { std::pair( 0, 20 ), { 12, 20 }, { 24, 33 }, { 36, 20 }, { 48, 20 } } )
    fjord.add( day, front, 0.8 );
  const SeriesEstimate estimate = fjord.estimate();
  for ( int scene = 0; scene < 5; ++scene )
    QCOMPARE( zonesOf( estimate, scene ), zonesWith( 20 ) );
  // Ten rows and thirteen columns of it.
  QVERIFY( std::abs( estimate.numbers[2].changedShare - 13.0 / width ) < 1e-9 );
}

//! Two dates four days apart, as Helheim Glacier in June 2018, and a longer series.
void TestEstimateSeries::aJumpThatTheImagesShowSurvives()
{
  Fjord two;
  two.add( 0, 12, 0.9 );
  two.add( 4, 30, 0.9 );
  const SeriesEstimate jump = two.estimate();
  QCOMPARE( zonesOf( jump, 0 ), zonesWith( 12 ) );
  QCOMPARE( zonesOf( jump, 1 ), zonesWith( 30 ) );
  Fjord many;
  for ( int i = 0; i < 20; ++i )
    many.add( 6 * i, i < 10 ? 12 : 30, 0.9 );
  many.label( 0, 12 );
  const SeriesEstimate labelled = many.estimate();
  QCOMPARE( zonesOf( labelled, 9 ), zonesWith( 12 ) );
  QCOMPARE( zonesOf( labelled, 10 ), zonesWith( 30 ) );
}

//! One doubtful scene against four sure ones is overruled; two of its date are not.
void TestEstimateSeries::scenesOfOneDateSupportEachOther()
{
  for ( const bool isSupported : { false, true } )
  {
    Fjord fjord;
    for ( const double day : { 0.0, 20.0, 40.0, 60.0 } )
      fjord.add( day, 20, 0.8 );
    fjord.add( 30, 26, 0.75 );
    if ( isSupported )
      for ( int i = 0; i < 2; ++i )
        fjord.add( 30.2, 26, 0.75 );
    QCOMPARE( zonesOf( fjord.estimate(), 4 ), zonesWith( isSupported ? 26 : 20 ) );
  }
}

void TestEstimateSeries::labelsAreTrueOnTheirDay()
{
  Fjord fjord;
  fjord.add( 10, 25, 0.99 );
  fjord.label( 10, 18 );
  QCOMPARE( zonesOf( fjord.estimate(), 0 ), zonesWith( 18 ) );
}

void TestEstimateSeries::withoutEvidenceTheNearestLabelIsCopied()
{
  Fjord fjord;
  fjord.options.evidenceWeight = 0;
  for ( const double day : { 0.0, 49.0, 51.0, 130.0 } )
    fjord.add( day, 5, 0.9 );
  fjord.label( 0, 15 );
  fjord.label( 100, 25 );
  const SeriesEstimate estimate = fjord.estimate();
  const int nearest[] = { 15, 15, 25, 25 };
  for ( int scene = 0; scene < 4; ++scene )
    QCOMPARE( zonesOf( estimate, scene ), zonesWith( nearest[scene] ) );
}

//! The network takes the rock for ocean on all dates.
void TestEstimateSeries::rockOfLabelsIsRockOnAllDates()
{
  Fjord fjord;
  for ( int i = 0; i < 8; ++i )
  {
    std::uint8_t *planes = fjord.add( 10 * i, 20, 0.9 );
    std::swap_ranges( planes + rock * width * height, planes + rock * width * height + rockRows * width,
                      planes + ocean * width * height );
  }
  QCOMPARE( fjord.estimate().zones( 3 )[0], ocean );
  fjord.label( 300, 20 );
  QCOMPARE( zonesOf( fjord.estimate(), 3 ), zonesWith( 20 ) );
}

//! 1800 m behind the labelled front: three scenes do not convince, fifty do, and that is told.
void TestEstimateSeries::farFromLabelsItTakesManyScenes()
{
  for ( const int count : { 3, 50 } )
  {
    Fjord fjord;
    for ( int i = 0; i < count; ++i )
      fjord.add( 100 + 12 * i, 36, 0.9 );
    fjord.label( 0, 6 );
    const SeriesEstimate estimate = fjord.estimate();
    const int middle = count / 2;
    const bool isSeen = zonesOf( estimate, middle )[8 * width + 34] == ocean;
    QCOMPARE( isSeen, count == 50 );
    QCOMPARE( estimate.numbers[middle].farthestMetres > fjord.options.corridorMetres, isSeen );
  }
}

void TestEstimateSeries::whereASceneShowsNothingItHasNoZone()
{
  Fjord fjord;
  fjord.add( 0, 20, 0.8 );
  std::uint8_t *planes = fjord.add( 5, 20, 0.8 );
  const int hole = 6 * width + 20;
  for ( int plane = 0; plane < seriesPlanes; ++plane )
    planes[plane * width * height + hole] = 0;
  const SeriesEstimate estimate = fjord.estimate();
  QCOMPARE( estimate.zones( 0 )[hole], glacier );
  QCOMPARE( estimate.zones( 1 )[hole], none );
}

//! Radar shadow in one scene of three is filled from the others; in two of three it is none's.
void TestEstimateSeries::whatIsNeverAvailableHasNoZone()
{
  for ( const int shadows : { 1, 2 } )
  {
    Fjord fjord;
    const int place = 6 * width + 30;
    for ( int i = 0; i < 3; ++i )
    {
      std::uint8_t *planes = fjord.add( 12 * i, 20, 0.8 );
      for ( int zone = 0; zone < seriesClasses && i < shadows; ++zone )
        planes[zone * width * height + place] = zone == none ? 255 : 0;
    }
    QCOMPARE( fjord.estimate().zones( 0 )[place], shadows == 1 ? glacier : none );
  }
}

//! Single pixels of ocean in the glacier go, a straight front stays where it is.
void TestEstimateSeries::theBorderBecomesSmooth()
{
  Fjord fjord;
  std::uint8_t *planes = fjord.add( 0, 20, 0.8 );
  const int speck = 7 * width + 28;
  std::swap( planes[glacier * width * height + speck], planes[ocean * width * height + speck] );
  QCOMPARE( fjord.estimate().zones( 0 )[speck], ocean );
  QCOMPARE( zonesOf( fjord.estimate( 60 ), 0 ), zonesWith( 20 ) );
}

void TestEstimateSeries::theOrderOfScenesDoesNotMatter()
{
  Fjord forward;
  Fjord backward;
  const std::vector<std::pair<double, int>> scenes{ { 0, 14 }, { 6, 15 }, { 40, 22 }, { 47, 21 } };
  for ( std::size_t i = 0; i < scenes.size(); ++i )
  {
    forward.add( scenes[i].first, scenes[i].second, 0.7 );
    backward.add( scenes[3 - i].first, scenes[3 - i].second, 0.7 );
  }
  const SeriesEstimate a = forward.estimate( 90 );
  const SeriesEstimate b = backward.estimate( 90 );
  for ( int i = 0; i < 4; ++i )
    QCOMPARE( zonesOf( a, i ), zonesOf( b, 3 - i ) );
}

void TestEstimateSeries::cancelsAndFindsNoRoom()
{
  Fjord fjord;
  fjord.add( 0, 20, 0.8 );
  Feedback stopping;
  stopping.progress = []( double ) { return false; };
  QVERIFY_EXCEPTION_THROWN( estimateSeries( fjord.evidence, {}, stopping ), Cancelled );
  QVERIFY_EXCEPTION_THROWN( SlabFile( "/nowhere", 10 ), Error );
}

QTEST_GUILESS_MAIN( TestEstimateSeries )
#include "testestimateseries.moc"
