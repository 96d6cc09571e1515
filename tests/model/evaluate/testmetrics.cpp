#include <QtTest>

#include <cmath>

#include "model/base/quantile.h"
#include "model/evaluate/metrics.h"
#include "model/evaluate/zonescores.h"
#include "support/goldenfronts.h"

using namespace calving;

class TestMetrics : public QObject
{
  Q_OBJECT

private slots:
  void equalsThePublishedDistances_data();
  void equalsThePublishedDistances();
  void equalsThePublishedZoneScores();
  void countsDistancesBothWays();
  void measuresNonSquarePixelsInMetres();
  void nearestIsExact();
  void missingFrontIsCountedAndLeftOut();
  void weightsMoveQuantiles();
  void pixelsStandForTheirSpacing_data();
  void pixelsStandForTheirSpacing();
  void scenesCountByPixelsOnlyAmongThemselves();
  void absentZoneCountsNothing();
  void runsOfZonesScoreLikePixels();
};

static bool close( double value, double expected, double relative )
{
  return std::abs( value - expected ) <= relative * std::abs( expected );
}

void TestMetrics::equalsThePublishedDistances_data()
{
  QTest::addColumn<bool>( "boxed" );
  QTest::newRow( "with box" ) << true;
  QTest::newRow( "without box" ) << false;
}

void TestMetrics::equalsThePublishedDistances()
{
  REQUIRE_TEST_DATA( "golden/postprocess/case.json" );
  QFETCH( bool, boxed );
  const QJsonObject expected = goldenCase()[boxed ? "metrics_with_box" : "metrics_without_box"].toObject();
  const QJsonObject perImage = expected["per_image"].toObject();
  std::vector<FrontDistances> scenes;
  for ( const QString &scene : goldenScenes() )
  {
    const GoldenImage zones = goldenZones( "prediction", scene );
    const double side = goldenResolution( scene );
    scenes.push_back( frontDistances(
        frontPixels( zones.values, zones.width, zones.height, goldenRule( scene, boxed ) ),
        goldenImage( "fronts", scene + "_front.png" ).values, zones.width, zones.height, { side, side } ) );
    const QJsonObject image = perImage[scene].toObject();
    QCOMPARE( static_cast<int>( scenes.back().predictedPoints ), image["n_pred_px"].toInt() );
    QCOMPARE( static_cast<int>( scenes.back().referencePoints ), image["n_gt_px"].toInt() );
    QCOMPARE( scenes.back().comparable(), image["front_present"].toBool() );
    if ( scenes.back().comparable() )
      QVERIFY( close( scenes.back().sum(), image["sum_m"].toDouble(), 1e-6 ) );
  }
  std::vector<const FrontDistances *> all;
  for ( const FrontDistances &scene : scenes )
    all.push_back( &scene );
  const FrontSummary summary = summarise( all );
  QCOMPARE( summary.noFront, expected["n_no_front"].toInt() );
  QCOMPARE( static_cast<int>( summary.distances ), expected["n_distances"].toInt() );
  QVERIFY( close( summary.meanDistanceError, expected["mde_pooled_m"].toDouble(), 1e-6 ) );
  QVERIFY( close( summary.imageMean, expected["mde_mean_of_images_m"].toDouble(), 1e-6 ) );
  QVERIFY( close( summary.lengthWeighted, expected["mde_front_length_weighted_m"].toDouble(), 1e-6 ) );
  QVERIFY( close( summary.deviation, expected["std_pooled_m"].toDouble(), 1e-6 ) );
}

void TestMetrics::equalsThePublishedZoneScores()
{
  REQUIRE_TEST_DATA( "golden/postprocess/case.json" );
  std::vector<ZoneScores> scenes;
  for ( const QString &scene : goldenScenes() )
    scenes.push_back(
        zoneScores( goldenZones( "prediction", scene ).values, goldenZones( "zones", scene ).values ) );
  const ZoneScores mean = meanScores( scenes );
  const QJsonObject expected = goldenCase()["zone_metrics_mean"].toObject();
  const auto agree = [&]( const ClassScores &scores, const char *name )
  {
    const QJsonObject values = expected[name].toObject();
    const char *zones[] = { "na", "rock", "glacier", "ocean" };
    for ( int i = 0; i < 4; ++i )
      if ( !close( scores.zones[i], values[zones[i]].toDouble(), 1e-5 ) )
        return false;
    return close( scores.macro, values["macro"].toDouble(), 1e-5 );
  };
  QVERIFY( agree( mean.precision, "Precision" ) );
  QVERIFY( agree( mean.recall, "Recall" ) );
  QVERIFY( agree( mean.f1, "F1 Score" ) );
  QVERIFY( agree( mean.iou, "IoU" ) );
}

//! Predicted (0, 0); reference (0, 0) and (3, 4): distances 0 and 0, 5.
void TestMetrics::countsDistancesBothWays()
{
  std::vector<std::uint8_t> predicted( 20, 0 );
  std::vector<std::uint8_t> reference( 20, 0 );
  predicted[0] = reference[0] = reference[4 * 4 + 3] = 255;
  const FrontDistances distances = frontDistances( predicted, reference, 4, 5, { 1, 1 } );
  QCOMPARE( distances.ofPredicted, std::vector<double>{ 0 } );
  QCOMPARE( distances.ofReference, ( std::vector<double>{ 0, 5 } ) );
  QCOMPARE( summarise( { &distances } ).meanDistanceError, 5.0 / 3 );
}

void TestMetrics::measuresNonSquarePixelsInMetres()
{
  const FrontDistances distances = frontDistances( { 1, 0, 0, 0 }, { 0, 0, 0, 1 }, 2, 2, { 30, 40 } );
  QCOMPARE( distances.sum(), 100.0 );
}

//! Against every pair, on a pattern without symmetry.
void TestMetrics::nearestIsExact()
{
  constexpr int side = 40;
  std::vector<std::uint8_t> predicted( side * side, 0 );
  std::vector<std::uint8_t> reference( side * side, 0 );
  for ( int i = 0; i < 90; ++i )
  {
    predicted[i * 379 % ( side * side )] = 1;
    reference[i * 613 % ( side * side )] = 1;
  }
  const FrontDistances distances = frontDistances( predicted, reference, side, side, { 1.7, 0.9 } );
  std::size_t next = 0;
  for ( int p = 0; p < side * side; ++p )
  {
    if ( !predicted[p] )
      continue;
    double best = 1e9;
    for ( int q = 0; q < side * side; ++q )
      if ( reference[q] )
        best = std::min( best, std::hypot( 1.7 * ( p % side - q % side ), 0.9 * ( p / side - q / side ) ) );
    QVERIFY( std::abs( distances.ofPredicted[next++] - best ) < 1e-9 );
  }
}

void TestMetrics::missingFrontIsCountedAndLeftOut()
{
  const FrontDistances missing = frontDistances( { 0, 0 }, { 0, 1 }, 2, 1, { 1, 1 } );
  const FrontDistances found = frontDistances( { 1, 0 }, { 0, 1 }, 2, 1, { 1, 1 } );
  const FrontSummary summary = summarise( { &missing, &found } );
  QCOMPARE( summary.scenes, 2 );
  QCOMPARE( summary.noFront, 1 );
  QCOMPARE( summary.meanDistanceError, 1.0 );
  QVERIFY( std::isnan( summarise( { &missing } ).meanDistanceError ) );
  QVERIFY( std::isnan( summarise( {} ).hausdorff95 ) );
}

void TestMetrics::weightsMoveQuantiles()
{
  const std::vector<double> values{ 4, 1, 3, 2 };
  for ( const double fraction : { 0.0, 0.3, 0.5, 0.95, 1.0 } )
    QVERIFY(
        close( weightedQuantile( values, { 7, 7, 7, 7 }, fraction ), quantile( values, fraction ), 1e-12 ) );
  // 1, 2 and 3 lie 0, 1 and 3 from the first: half of the way is a quarter from the second to the third.
  QCOMPARE( weightedQuantile( { 3, 1, 2 }, { 3, 1, 1 }, 0.5 ), 2.25 );
  QVERIFY( std::isnan( weightedQuantile( {}, {}, 0.5 ) ) );
}

void TestMetrics::pixelsStandForTheirSpacing_data()
{
  QTest::addColumn<QString>( "picture" );
  QTest::addColumn<double>( "metres" );
  const double diagonal = std::hypot( 30, 40 );
  QTest::newRow( "row" ) << "....|####|...." << 30.0;
  QTest::newRow( "column" ) << ".#..|.#..|.#.." << 40.0;
  QTest::newRow( "diagonal" ) << "#...|.#..|..#." << diagonal;
  QTest::newRow( "stairs" ) << "##...|.##..|..##.|...##" << ( 30 + 6 * diagonal / 2 ) / 7;
  QTest::newRow( "two rows thick" ) << "####|####" << ( 3 * 30.0 + 40 ) / 7;
  QTest::newRow( "ring" ) << ".#.|#.#|.#." << diagonal;
  QTest::newRow( "two pieces" ) << "##.##" << 30.0;
  QTest::newRow( "pixels alone" ) << "#..#" << std::sqrt( 30.0 * 40 );
}

//! Pixels of 30 x 40 m.
void TestMetrics::pixelsStandForTheirSpacing()
{
  QFETCH( QString, picture );
  QFETCH( double, metres );
  const QStringList rows = picture.split( '|' );
  std::vector<std::array<int, 2>> pixels;
  for ( int row = 0; row < rows.size(); ++row )
    for ( int column = 0; column < rows[row].size(); ++column )
      if ( rows[row][column] == '#' )
        pixels.push_back( { column, row } );
  const double spacing = pixelSpacing( pixels, { 30, 40 } );
  QVERIFY2( close( spacing, metres, 1e-12 ), qPrintable( QString::number( spacing ) ) );
}

//! Of two scenes the second has pixels ten times as large: alone they count alike, beside lines by length.
void TestMetrics::scenesCountByPixelsOnlyAmongThemselves()
{
  const std::vector<std::uint8_t> upper{ 1, 1, 1, 0, 0, 0 };
  const std::vector<std::uint8_t> lower{ 0, 0, 0, 1, 1, 1 };
  const FrontDistances small = frontDistances( upper, lower, 3, 2, { 1, 1 } );
  const FrontDistances large = frontDistances( upper, lower, 3, 2, { 10, 10 } );
  QVERIFY( close( summarise( { &small, &large } ).meanDistanceError, ( 1 + 10 ) / 2.0, 1e-12 ) );
  FrontDistances lines;
  lines.predictedPoints = lines.referencePoints = 1;
  lines.ofPredicted = lines.ofReference = { 100 };
  lines.predictedMetres = { 2 };
  lines.referenceMetres = { 4 };
  QVERIFY( close( summarise( { &small, &large, &lines } ).meanDistanceError,
                  ( 6 * 1 * 1 + 6 * 10 * 10 + 6 * 100 ) / ( 6.0 + 60 + 6 ), 1e-12 ) );
}

void TestMetrics::absentZoneCountsNothing()
{
  const ZoneScores scores = zoneScores( { 2, 2, 3, 3 }, { 2, 3, 3, 3 } );
  QCOMPARE( scores.iou.zones, ( std::array<double, 4>{ 0, 0, 0.5, 2.0 / 3 } ) );
  QCOMPARE( scores.precision.zones[2], 0.5 );
  QCOMPARE( scores.recall.zones[3], 2.0 / 3 );
  QCOMPARE( scores.iou.macro, ( 0.5 + 2.0 / 3 ) / 4 );
}

void TestMetrics::runsOfZonesScoreLikePixels()
{
  std::vector<std::uint8_t> a;
  std::vector<std::uint8_t> b;
  RunLengthImage runsOfA( 50 );
  RunLengthImage runsOfB( 50 );
  for ( int row = 0; row < 20; ++row )
  {
    for ( int column = 0; column < 50; ++column )
    {
      a.push_back( static_cast<std::uint8_t>( ( column * ( row + 1 ) / 9 ) % 4 ) );
      b.push_back( static_cast<std::uint8_t>( ( column / 7 + row / 3 ) % 4 ) );
    }
    runsOfA.appendRow( a.data() + 50 * row );
    runsOfB.appendRow( b.data() + 50 * row );
  }
  const ZoneScores pixels = zoneScores( a, b );
  const ZoneScores runs = zoneScores( runsOfA, runsOfB );
  QCOMPARE( runs.iou.zones, pixels.iou.zones );
  QCOMPARE( runs.precision.zones, pixels.precision.zones );
  QCOMPARE( runs.recall.zones, pixels.recall.zones );
}

QTEST_APPLESS_MAIN( TestMetrics )
#include "testmetrics.moc"
