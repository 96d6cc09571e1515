#include <QtTest>

#include <cmath>
#include <cstring>
#include <numeric>
#include <random>

#include "model/sar/speckle/sigmarange.h"
#include "model/sar/speckle/specklefilter.h"
#include "model/sar/stream/streamblocks.h"
#include "support/memorysource.h"

using namespace calving;

Q_DECLARE_METATYPE( SpeckleMethod )

namespace
{

constexpr float gap = std::numeric_limits<float>::quiet_NaN();

//! 1 to 16 in four rows, the picture of SNAP's own unit tests.
std::shared_ptr<const BlockSource> ramp()
{
  std::vector<float> values( 16 );
  std::iota( values.begin(), values.end(), 1.0F );
  return std::make_shared<MemorySource>( 4, 4, values );
}

//! Speckle of four looks over a step of brightness, with some gaps and a few bright points.
std::shared_ptr<const BlockSource> speckledScene( int width, int height )
{
  std::mt19937 generator( 7 );
  std::gamma_distribution<float> speckle( 4.0F, 0.25F );
  std::vector<float> values;
  for ( int y = 0; y < height; ++y )
    for ( int x = 0; x < width; ++x )
    {
      const float scene = x + y / 2 > width / 2 ? 3.0F : 1.0F;
      values.push_back( ( x * 31 + y * 17 ) % 97 == 0 ? gap : scene * speckle( generator ) );
    }
  return std::make_shared<MemorySource>( width, height, values );
}

std::vector<float> filteredWhole( const std::shared_ptr<const BlockSource> &scene,
                                  const SpeckleOptions &options )
{
  return despeckled( scene, options )->read( { 0, 0, scene->width(), scene->height() } );
}

//! The first pixel that differs; empty where none does.
QString differenceOf( const std::vector<float> &actual, const std::vector<double> &expected,
                      double tolerance )
{
  if ( actual.size() != expected.size() )
    return QStringLiteral( "%1 pixels instead of %2" ).arg( actual.size() ).arg( expected.size() );
  for ( std::size_t i = 0; i < expected.size(); ++i )
    if ( !( std::abs( actual[i] - expected[i] ) <= tolerance ) )
      return QStringLiteral( "pixel %1: %2 instead of %3" )
          .arg( i )
          .arg( actual[i], 0, 'g', 9 )
          .arg( expected[i], 0, 'g', 9 );
  return {};
}

const std::vector<double> boxcarOfRamp{ 3.5, 4,  5,  5.5,  5.5,  6,  7,  7.5,
                                        9.5, 10, 11, 11.5, 11.5, 12, 13, 13.5 };

} // namespace

class TestSpeckleFilter : public QObject
{
  Q_OBJECT

private slots:
  void averagesTheWindowAsSnapDoes_data();
  void averagesTheWindowAsSnapDoes();
  void takesTheUpperMedian();
  void frostEqualsSnap();
  void refinedLeeEqualsSnap();
  void refinedLeeFollowsAnEdge();
  void estimatesLooksFromMoments();
  void sigmaRangeEqualsThePublishedTable_data();
  void sigmaRangeEqualsThePublishedTable();
  void keepsPointTargets();
  void leeAndKuanFollowTheirFormulae();
  void gammaMapFollowsItsFormula();
  void reducesSpeckleAndKeepsTheMean_data();
  void reducesSpeckleAndKeepsTheMean();
  void givesTheSameBitsWhateverTheBlocks_data();
  void givesTheSameBitsWhateverTheBlocks();
  void leavesGapsAsTheyAre_data() { givesTheSameBitsWhateverTheBlocks_data(); }
  void leavesGapsAsTheyAre();
  void findsTheBrightness();
  void refusesAnEvenWindow();
};

void TestSpeckleFilter::averagesTheWindowAsSnapDoes_data()
{
  QTest::addColumn<SpeckleMethod>( "method" );
  QTest::newRow( "boxcar" ) << SpeckleMethod::Boxcar;
  QTest::newRow( "Lee" ) << SpeckleMethod::Lee;
  QTest::newRow( "Gamma-MAP" ) << SpeckleMethod::GammaMap;
}

//! The looks that SNAP estimates of this ramp are so few that every window counts as homogeneous.
void TestSpeckleFilter::averagesTheWindowAsSnapDoes()
{
  QFETCH( SpeckleMethod, method );
  SpeckleOptions options;
  options.method = method;
  options.window = 3;
  options.looks = 1.3453237410071943;
  const QString difference = differenceOf( filteredWhole( ramp(), options ), boxcarOfRamp, 1e-6 );
  QVERIFY2( difference.isEmpty(), qPrintable( difference ) );
}

void TestSpeckleFilter::takesTheUpperMedian()
{
  SpeckleOptions options;
  options.method = SpeckleMethod::Median;
  options.window = 3;
  const QString difference = differenceOf( filteredWhole( ramp(), options ),
                                           { 5, 5, 6, 7, 6, 6, 7, 8, 10, 10, 11, 12, 13, 13, 14, 15 }, 0 );
  QVERIFY2( difference.isEmpty(), qPrintable( difference ) );
}

void TestSpeckleFilter::frostEqualsSnap()
{
  SpeckleOptions options;
  options.method = SpeckleMethod::Frost;
  options.window = 3;
  const QString difference =
      differenceOf( filteredWhole( ramp(), options ),
                    { 2.8108406, 3.7109244, 4.8278255, 5.3469553, 5.4066334, 6, 7, 7.5449896, 9.473422, 10,
                      11, 11.517614, 11.532819, 12.026602, 13.022581, 13.539467 },
                    2e-6 );
  QVERIFY2( difference.isEmpty(), qPrintable( difference ) );
}

void TestSpeckleFilter::refinedLeeEqualsSnap()
{
  const auto scene = std::make_shared<MemorySource>(
      7, 7,
      std::vector<float>{ 99,  105, 124, 138, 128, 34,  62,  105, 91,  140, 98,  114, 63,  31,  107, 94,  128,
                          138, 96,  61,  82,  137, 129, 136, 105, 100, 55,  85,  144, 145, 113, 132, 119, 39,
                          50,  102, 97,  102, 110, 103, 34,  53,  107, 146, 115, 123, 101, 76,  56 } );
  SpeckleOptions options;
  options.method = SpeckleMethod::RefinedLee;
  const QString difference = differenceOf(
      filteredWhole( scene, options ),
      { 117.125,   115.6,     108.98584,  115.59759, 111.30918, 67.772064,  77.42791,  120.4,     115.62569,
        107.23333, 99.06635,  102.80414,  83.69684,  79.332756, 117.458336, 115.96667, 106.94328, 122.64238,
        95.61863,  80.35871,  83.98103,   118.21429, 118.61355, 108.13215,  115.28595, 97.82989,  76.00735,
        85.19781,  118.5,     116.052475, 105.69444, 118.22289, 103.49728,  76.28018,  81.13954,  120.008255,
        114.69612, 106.46667, 106.02027,  98.75016,  78.02842,  85.9,       121.4375,  119.85731, 107.083336,
        106.53835, 97.693275, 88.09068,   83.8125 },
      1e-5 );
  QVERIFY2( difference.isEmpty(), qPrintable( difference ) );
}

//! Each side of a clean edge keeps its own value, in all four directions: the half window never straddles it.
void TestSpeckleFilter::refinedLeeFollowsAnEdge()
{
  const int steps[4][2] = { { 1, 0 }, { 0, 1 }, { 1, 1 }, { 1, -1 } };
  SpeckleOptions options;
  options.method = SpeckleMethod::RefinedLee;
  for ( const auto &step : steps )
  {
    std::vector<float> values;
    for ( int y = 0; y < 21; ++y )
      for ( int x = 0; x < 21; ++x )
        values.push_back( step[0] * ( x - 10 ) + step[1] * ( y - 10 ) > 0 ? 5.0F : 1.0F );
    const std::vector<float> result =
        filteredWhole( std::make_shared<MemorySource>( 21, 21, values ), options );
    for ( int y = 3; y < 18; ++y )
      for ( int x = 3; x < 18; ++x )
        QVERIFY( std::abs( result[y * 21 + x] - values[y * 21 + x] ) < 0.35 );
  }
}

void TestSpeckleFilter::estimatesLooksFromMoments()
{
  const std::vector<float> values = ramp()->read( { 0, 0, 4, 4 } );
  QVERIFY( std::abs( equivalentLooks( values, false ) - 3.4 ) < 1e-12 );
  QVERIFY( std::abs( equivalentLooks( values, true ) - 1.3453237410071943 ) < 1e-12 );
}

void TestSpeckleFilter::sigmaRangeEqualsThePublishedTable_data()
{
  QTest::addColumn<double>( "looks" );
  QTest::addColumn<double>( "sigma" );
  QTest::addColumn<bool>( "amplitude" );
  QTest::addColumn<double>( "lower" );
  QTest::addColumn<double>( "upper" );
  QTest::addColumn<double>( "deviation" );
  QTest::newRow( "intensity 1, 0.5" ) << 1.0 << 0.5 << false << .436 << 1.920 << .4057;
  QTest::newRow( "intensity 1, 0.9" ) << 1.0 << 0.9 << false << .084 << 3.941 << .8191;
  QTest::newRow( "intensity 2, 0.7" ) << 2.0 << 0.7 << false << .418 << 1.972 << .4062;
  QTest::newRow( "intensity 3, 0.8" ) << 3.0 << 0.8 << false << .419 << 1.965 << .3892;
  QTest::newRow( "intensity 4, 0.9" ) << 4.0 << 0.9 << false << .378 << 2.094 << .3991;
  QTest::newRow( "amplitude 1, 0.9" ) << 1.0 << 0.9 << true << .286 << 2.04301 << .426375;
  QTest::newRow( "amplitude 4, 0.9" ) << 4.0 << 0.9 << true << .613 << 1.452 << .201036;
}

void TestSpeckleFilter::sigmaRangeEqualsThePublishedTable()
{
  QFETCH( double, looks );
  QFETCH( double, sigma );
  QFETCH( bool, amplitude );
  QFETCH( double, lower );
  QFETCH( double, upper );
  QFETCH( double, deviation );
  const SigmaRange range = sigmaRange( looks, sigma, amplitude );
  const QByteArray found =
      QStringLiteral( "%1 %2 %3" ).arg( range.lower ).arg( range.upper ).arg( range.deviation ).toUtf8();
  QVERIFY2( std::abs( range.lower - lower ) < 0.003, found );
  QVERIFY2( std::abs( range.upper - upper ) < 0.012, found );
  QVERIFY2( std::abs( range.deviation - deviation ) < 0.003, found );
}

void TestSpeckleFilter::keepsPointTargets()
{
  std::vector<float> values( 15 * 15, 1.0F );
  for ( int y = 6; y < 9; ++y )
    for ( int x = 6; x < 9; ++x )
      values[y * 15 + x] = 50.0F;
  const auto scene = std::make_shared<MemorySource>( 15, 15, values );
  SpeckleOptions options;
  options.method = SpeckleMethod::LeeSigma;
  options.looks = 1;
  options.brightness = 10.0;
  const std::vector<float> kept = filteredWhole( scene, options );
  QCOMPARE( kept[7 * 15 + 7], 50.0F );
  QCOMPARE( kept[2 * 15 + 2], 1.0F );
}

//! One 3x3 window by hand, 1 to 8 around 18: mean 6, variance 25.5 (n - 1), Ci^2 = 17/24; Cu^2 = 1/4, so w =
//! 11/17.
void TestSpeckleFilter::leeAndKuanFollowTheirFormulae()
{
  const auto scene = std::make_shared<MemorySource>( 3, 3, std::vector<float>{ 1, 2, 3, 4, 18, 5, 6, 7, 8 } );
  SpeckleOptions options;
  options.window = 3;
  options.looks = 4;
  QVERIFY( std::abs( filteredWhole( scene, options )[4] - ( 6.0 + 11.0 / 17.0 * 12.0 ) ) < 1e-5 );
  options.method = SpeckleMethod::Kuan;
  QVERIFY( std::abs( filteredWhole( scene, options )[4] - ( 6.0 + 11.0 / 17.0 / 1.25 * 12.0 ) ) < 1e-5 );
}

//! The same window, L = 2: a = 7.2, b = 4.2, d = 6855.84 = 82.8^2, so (25.2 + 82.8) / 14.4 = 7.5.
void TestSpeckleFilter::gammaMapFollowsItsFormula()
{
  const auto scene = std::make_shared<MemorySource>( 3, 3, std::vector<float>{ 1, 2, 3, 4, 18, 5, 6, 7, 8 } );
  SpeckleOptions options;
  options.method = SpeckleMethod::GammaMap;
  options.window = 3;
  options.looks = 2;
  QVERIFY( std::abs( filteredWhole( scene, options )[4] - 7.5 ) < 1e-5 );
  options.looks = 4; // Ci^2 = 0.71 lies above 2 Cu^2 = 0.5: structure, left alone
  QCOMPARE( filteredWhole( scene, options )[4], 18.0F );
}

void TestSpeckleFilter::givesTheSameBitsWhateverTheBlocks_data()
{
  QTest::addColumn<SpeckleMethod>( "method" );
  QTest::newRow( "boxcar" ) << SpeckleMethod::Boxcar;
  QTest::newRow( "median" ) << SpeckleMethod::Median;
  QTest::newRow( "Lee" ) << SpeckleMethod::Lee;
  QTest::newRow( "Kuan" ) << SpeckleMethod::Kuan;
  QTest::newRow( "refined Lee" ) << SpeckleMethod::RefinedLee;
  QTest::newRow( "Lee sigma" ) << SpeckleMethod::LeeSigma;
  QTest::newRow( "Gamma-MAP" ) << SpeckleMethod::GammaMap;
  QTest::newRow( "Frost" ) << SpeckleMethod::Frost;
}

void TestSpeckleFilter::givesTheSameBitsWhateverTheBlocks()
{
  QFETCH( SpeckleMethod, method );
  const auto scene = speckledScene( 83, 61 );
  SpeckleOptions options;
  options.method = method;
  options.brightness = 6.0;
  const std::vector<float> whole = filteredWhole( scene, options );
  for ( const StreamOptions &blocks :
        { StreamOptions{ 1, 83, 1 }, StreamOptions{ 3, 16, 7 }, StreamOptions{ 2, 5, 61 } } )
  {
    std::vector<float> pieces( whole.size() );
    streamBlocks( *despeckled( scene, options ), blocks,
                  [&]( const Window &window, const std::vector<float> &values )
                  {
                    for ( int y = 0; y < window.height; ++y )
                      std::copy_n( values.data() + y * window.width, window.width,
                                   pieces.data() + ( window.y + y ) * 83 + window.x );
                  },
                  {} );
    QVERIFY( std::memcmp( pieces.data(), whole.data(), whole.size() * sizeof( float ) ) == 0 );
  }
}

void TestSpeckleFilter::reducesSpeckleAndKeepsTheMean_data()
{
  givesTheSameBitsWhateverTheBlocks_data();
}

void TestSpeckleFilter::reducesSpeckleAndKeepsTheMean()
{
  QFETCH( SpeckleMethod, method );
  std::mt19937 generator( 3 );
  std::gamma_distribution<float> speckle( 4.0F, 0.25F );
  std::vector<float> values( 100 * 100 );
  std::generate( values.begin(), values.end(), [&] { return speckle( generator ); } );
  SpeckleOptions options;
  options.method = method;
  options.looks = 4;
  const std::vector<float> result =
      filteredWhole( std::make_shared<MemorySource>( 100, 100, values ), options );
  const double before = std::accumulate( values.begin(), values.end(), 0.0 ) / values.size();
  const double after = std::accumulate( result.begin(), result.end(), 0.0 ) / result.size();
  // The median of a skewed distribution lies below its mean (by 8 % here), and so does the estimate of
  // highest probability.
  const double bias = method == SpeckleMethod::Median || method == SpeckleMethod::GammaMap ? 0.12 : 0.03;
  QVERIFY2( std::abs( after / before - 1.0 ) < bias, qPrintable( QString::number( after / before ) ) );
  QVERIFY2( equivalentLooks( result, false ) > 3.0 * equivalentLooks( values, false ),
            qPrintable( QString::number( equivalentLooks( result, false ) ) ) );
}

void TestSpeckleFilter::leavesGapsAsTheyAre()
{
  QFETCH( SpeckleMethod, method );
  const auto scene = speckledScene( 83, 61 );
  SpeckleOptions options;
  options.method = method;
  const std::vector<float> before = scene->read( { 0, 0, 83, 61 } );
  const std::vector<float> after = filteredWhole( scene, options );
  for ( std::size_t i = 0; i < before.size(); ++i )
    QCOMPARE( std::isnan( after[i] ), std::isnan( before[i] ) );
}

void TestSpeckleFilter::findsTheBrightness()
{
  std::vector<float> values( 10000 );
  std::iota( values.begin(), values.end(), 1.0F );
  values[5] = gap;
  QVERIFY( std::abs( brightness( MemorySource( 100, 100, values ), 0.98, {} ) - 9800.0 ) < 10.0 );
}

void TestSpeckleFilter::refusesAnEvenWindow()
{
  SpeckleOptions options;
  options.window = 6;
  try
  {
    despeckled( ramp(), options );
    QFAIL( "an even window was accepted" );
  }
  catch ( const Error &e )
  {
    QVERIFY( QString( e.what() ).contains( "odd number from 3 to 31" ) );
  }
}

QTEST_APPLESS_MAIN( TestSpeckleFilter )
#include "testspecklefilter.moc"
