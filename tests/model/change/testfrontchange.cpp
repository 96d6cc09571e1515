#include <QtTest>

#include <cmath>
#include <limits>
#include <map>
#include <random>

#include <QFile>
#include <QTemporaryDir>
#include <QTextStream>

#include "model/change/changereport.h"
#include "model/change/changetable.h"
#include "model/change/frontchange.h"
#include "model/geometry/maptransform.h"
#include "support/expecterror.h"
#include "support/moltke.h"
#include "support/testdata.h"
#include "support/testraster.h"
#include "support/wellknownbinary.h"

using namespace calving;

/**
 * Fronts of a glacier that flows to the east, in metres of a plane without a system where nothing else is
 * said: the box goes from (0, 0) to (1000, 400), the centreline from (0, 200) to (1000, 200).
 */
class TestFrontChange : public QObject
{
  Q_OBJECT

private slots:
  void init();
  void everyMethodMeasuresAMove_data();
  void everyMethodMeasuresAMove();
  void oceanTellsAdvanceFromRetreat_data();
  void oceanTellsAdvanceFromRetreat();
  void ownFrontsKnowTheirOcean();
  void gainAndLossAreWhatMoved();
  void errorsFollowTheirFormulae();
  void frontsHaveTheShapeOfMaqit();
  void missingEndsDoNotMoveTheMean();
  void linesThatEndEarlyLeakNoTrend();
  void boxIsMadeFromTheFronts();
  void areasAreThoseOfTheGround();
  void linesOfOneImageAreOneFront();
  void glaciersAreMeasuredApart();
  void recoversRateSeasonAndEvent();
  void copiesOfALabelCountOnce();
  void massIsAreaTimesThickness();
  void moltkeIsWithinHalfAPerCent();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void whatIsLeftOutIsTold();
  void tableAndReportHoldTheNumbers();

private:
  void addFront( const char *date, const Line &line, double error = unknownNumber )
  {
    FrontRecord front;
    front.source = "fronts";
    front.dateText = date;
    front.error = error;
    front.lines = { line };
    mInput.fronts.push_back( front );
  }
  void addStraight( const char *date, double x, double error = unknownNumber )
  {
    addFront( date, { { x, -10 }, { x, 410 } }, error );
  }
  static DrawnShapes shape( const char *text ) { return { "The shape", {}, { wellKnownBinary( text ) } }; }
  GlacierChange only() { return measureChange( mInput, mOptions, {} ).front(); }

  ChangeInput mInput;
  ChangeOptions mOptions;
};

void TestFrontChange::init()
{
  mInput = {};
  mInput.boxes = shape( "POLYGON((0 0, 1000 0, 1000 400, 0 400, 0 0))" );
  mInput.centrelines = shape( "LINESTRING(0 200, 1000 200)" );
  mOptions = {};
}

void TestFrontChange::everyMethodMeasuresAMove_data()
{
  QTest::addColumn<int>( "method" );
  QTest::addColumn<double>( "first" );
  QTest::addColumn<double>( "second" );
  const auto row = []( ChangeMethod method, double first, double second )
  { QTest::newRow( nameOf( method ).c_str() ) << static_cast<int>( method ) << first << second; };
  // A front from (400, 0) to (600, 400) and, in the middle, the same 100 m upstream; from its sides at y = 0
  // and y = 400, straight: the mean is that of the middle.
  row( ChangeMethod::RectilinearBox, 500, 400 );
  row( ChangeMethod::Centreline, 500, 400 );
  row( ChangeMethod::MultiCentreline, 500, 400 );
  row( ChangeMethod::CurvilinearBox, 500, 400 );
  row( ChangeMethod::VariableBox, 500, 400 );
  // Midway along the centreline it is midway; upstream of it the published weights draw it there: by a second
  // program that sums points 1 m apart, 414.77 m.
  row( ChangeMethod::ExtrapolatedCentreline, 500, 414.77 );
}

void TestFrontChange::everyMethodMeasuresAMove()
{
  QFETCH( int, method );
  QFETCH( double, first );
  QFETCH( double, second );
  mOptions.method = static_cast<ChangeMethod>( method );
  mOptions.spacing = 50;
  addFront( "2020-01-01", { { 400, 0 }, { 600, 400 } } );
  addFront( "2021-01-01", { { 300, 0 }, { 500, 400 } } );
  const GlacierChange change = only();
  QCOMPARE( change.rows.size(), std::size_t( 2 ) );
  const double tolerance = mOptions.method == ChangeMethod::ExtrapolatedCentreline ? 0.2 : 1e-3;
  QVERIFY2( std::abs( change.rows[0].position - first ) < tolerance,
            qPrintable( QString::number( change.rows[0].position ) + change.rows[0].note.c_str() ) );
  QVERIFY2( std::abs( change.rows[1].position - second ) < tolerance,
            qPrintable( QString::number( change.rows[1].position ) + change.rows[1].note.c_str() ) );
  QVERIFY( std::abs( change.rows[1].change - ( second - first ) ) < 2 * tolerance );
  // 366 days, in years of 365.25
  QVERIFY( std::abs( change.rows[1].rate - change.rows[1].change / ( 366 / 365.25 ) ) < 1e-9 );
}

void TestFrontChange::oceanTellsAdvanceFromRetreat_data()
{
  QTest::addColumn<QString>( "ocean" );
  QTest::addColumn<double>( "direction" );
  QTest::addColumn<double>( "change" );
  QTest::newRow( "point to the east" ) << "POINT(3000 250)" << -1.0 << 100.0;
  QTest::newRow( "point to the west" ) << "POINT(-3000 250)" << -1.0 << -100.0;
  QTest::newRow( "polygon that begins in the east" )
      << "POLYGON((550 -100, 900 -100, 900 500, 550 500, 550 -100))" << -1.0 << 100.0;
  // A fjord that turns round: near the front it lies to the east.
  QTest::newRow( "polygon that turns" )
      << "POLYGON((520 0, 1500 0, 1500 3000, -90000 3000, -90000 2500, 1400 2500, 1400 400, 520 400, 520 0))"
      << -1.0 << 100.0;
  QTest::newRow( "direction east" ) << "" << 90.0 << 100.0;
  QTest::newRow( "direction west, about" ) << "" << 250.0 << -100.0;
}

void TestFrontChange::oceanTellsAdvanceFromRetreat()
{
  QFETCH( QString, ocean );
  QFETCH( double, direction );
  QFETCH( double, change );
  if ( direction >= 0 )
    mOptions.azimuth = direction;
  if ( !ocean.isEmpty() )
    mInput.ocean = shape( ocean.toUtf8().constData() );
  addStraight( "2020-01-01", 400 );
  addStraight( "2020-02-01", 500 );
  for ( ChangeMethod method :
        { ChangeMethod::RectilinearBox, ChangeMethod::Centreline, ChangeMethod::CurvilinearBox,
          ChangeMethod::VariableBox, ChangeMethod::MultiCentreline } )
  {
    mOptions.method = method;
    const GlacierChange measured = only();
    QVERIFY2( std::abs( measured.rows[1].change - change ) < 1e-3, nameOf( method ).c_str() );
    QVERIFY( std::abs( measured.rows[1].areaChange ) > 0 && measured.rows[1].areaChange * change > 0 );
  }
}

void TestFrontChange::ownFrontsKnowTheirOcean()
{
  mInput.centrelines = {};
  addStraight( "2020-01-01", 400 );
  addStraight( "2020-02-01", 500 );
  for ( FrontRecord &front : mInput.fronts )
    front.isOceanLeft = true; // northwards: the west is on the left
  QVERIFY( std::abs( only().rows[1].change + 100 ) < 1e-3 );
  for ( FrontRecord &front : mInput.fronts )
    std::reverse( front.lines[0].begin(), front.lines[0].end() );
  QVERIFY( std::abs( only().rows[1].change - 100 ) < 1e-3 );
}

void TestFrontChange::gainAndLossAreWhatMoved()
{
  addStraight( "2020-01-01", 500 );
  addFront( "2020-02-01",
            { { 500, -10 }, { 500, 100 }, { 600, 100 }, { 600, 200 }, { 450, 200 }, { 450, 410 } } );
  const GlacierChange change = only();
  QVERIFY( std::abs( change.rows[1].gained - 100 * 100 ) < 0.1 );
  QVERIFY( std::abs( change.rows[1].lost - 50 * 200 ) < 0.1 );
  QVERIFY( std::abs( change.rows[1].areaChange ) < 0.1 );
  QCOMPARE( change.polygons.size(), std::size_t( 2 ) );
  QVERIFY( change.polygons[0].isGained && !change.polygons[1].isGained );
}

void TestFrontChange::errorsFollowTheirFormulae()
{
  addStraight( "2020-01-01", 500, 30 );
  addStraight( "2020-12-31", 400, 40 );
  addStraight( "2021-02-01", 400 );
  GlacierChange change = only();
  const double factor = std::sqrt( M_PI / 2 );
  QVERIFY( std::abs( change.rows[0].positionError - factor * 30 ) < 1e-9 );
  QVERIFY( std::abs( change.rows[0].areaError - factor * 30 * 400 ) < 1e-6 );
  QVERIFY( std::abs( change.rows[1].changeError - factor * 50 ) < 1e-9 );
  QVERIFY( std::abs( change.rows[1].areaChangeError - factor * 50 * 400 ) < 1e-6 );
  QVERIFY( std::abs( change.rows[1].rateError - factor * 50 / ( 365 / 365.25 ) ) < 1e-9 );
  QVERIFY( std::isnan( change.rows[2].positionError ) );
  mOptions.error = 10;
  QVERIFY( std::abs( only().rows[2].positionError - factor * 10 ) < 1e-9 );
}

void TestFrontChange::frontsHaveTheShapeOfMaqit()
{
  // 300 m up, 400 m across, and half the way back: width √(300² + 200²).
  addFront( "2020-01-01", { { 500, 0 }, { 500, 300 }, { 900, 300 }, { 700, 300 } } );
  mOptions.method = ChangeMethod::Centreline;
  const FrontShape shape = only().rows[0].shape;
  QCOMPARE( shape.path, 900.0 );
  QVERIFY( std::abs( shape.width - std::hypot( 300, 200 ) ) < 1e-9 );
  QVERIFY( std::abs( shape.sinuosity - 900 / std::hypot( 300, 200 ) ) < 1e-9 );
  QCOMPARE( shape.vertices, 4 );
  QCOMPARE( shape.nodeSpacing, 225.0 );
}

void TestFrontChange::missingEndsDoNotMoveTheMean()
{
  // The front bows by 200 m; one of its dates shows the middle alone, another moved by 100 m.
  const auto bow = []( double x, double from, double to )
  {
    Line line;
    for ( double y = from; y <= to; y += 10 )
      line.push_back( { x - 200 * std::pow( ( y - 200 ) / 200, 2 ), y } );
    return line;
  };
  mOptions.method = ChangeMethod::MultiCentreline;
  mOptions.spacing = 20;
  addFront( "2020-01-01", bow( 500, 0, 400 ) );
  addFront( "2020-02-01", bow( 500, 100, 300 ) );
  addFront( "2020-03-01", bow( 600, 0, 400 ) );
  addFront( "2020-04-01", bow( 600, 0, 400 ) );
  const GlacierChange change = only();
  QVERIFY2( std::abs( change.rows[1].change ) < 0.01,
            qPrintable( QString::number( change.rows[1].change ) ) );
  QVERIFY( std::abs( change.rows[3].sinceFirst - 100 ) < 0.01 );
}

void TestFrontChange::linesThatEndEarlyLeakNoTrend()
{
  // All cross the centreline, and only the first three the line 50 m beside it: its own mean lies ahead.
  mOptions.method = ChangeMethod::MultiCentreline;
  mOptions.spacing = 50;
  addFront( "2020-01-01", { { 900, 190 }, { 900, 260 } } );
  addFront( "2021-01-01", { { 800, 190 }, { 800, 260 } } );
  addFront( "2022-01-01", { { 700, 190 }, { 700, 260 } } );
  addFront( "2023-01-01", { { 600, 190 }, { 600, 210 } } );
  const GlacierChange change = only();
  for ( std::size_t i = 1; i < 4; ++i )
    QVERIFY2( std::abs( change.rows[i].change + 100 ) < 1e-3,
              qPrintable( QString::number( change.rows[i].change ) ) );
}

void TestFrontChange::boxIsMadeFromTheFronts()
{
  mInput.boxes = {};
  addStraight( "2020-01-01", 500 );
  addStraight( "2020-06-01", 400 );
  addFront( "2021-01-01", { { 450, 0 }, { 450, 400 } } );
  const GlacierChange change = only();
  QVERIFY( std::abs( change.rows[1].change + 100 ) < 1e-3 );
  QVERIFY( std::abs( change.rows[2].change - 50 ) < 1e-3 );
  QVERIFY( change.box && change.box->width > 350 && change.box->width < 420 );
  const auto says = [&change]( const char *words )
  {
    return std::any_of( change.remarks.begin(), change.remarks.end(),
                        [words]( const std::string &remark )
                        { return remark.find( words ) != std::string::npos; } );
  };
  QVERIFY( says( "box was made from the fronts" ) );
  QVERIFY( says( "90°" ) );
  // A single front has a position, too.
  mInput.fronts.resize( 1 );
  QVERIFY( only().rows[0].isMeasured() );
}

//! Square metres between the equator and \a degrees north, a radian wide, on the ellipsoid of WGS 84.
static double zoneOf( double degrees )
{
  const double a = 6378137;
  const double f = 1 / 298.257223563;
  const double e = std::sqrt( f * ( 2 - f ) );
  const double s = std::sin( degrees * M_PI / 180 );
  return a * a * ( 1 - e * e ) / 2 *
         ( s / ( 1 - e * e * s * s ) + std::log( ( 1 + e * s ) / ( 1 - e * s ) ) / ( 2 * e ) );
}

void TestFrontChange::areasAreThoseOfTheGround()
{
  // A box of 0.4° x 0.1° at 70° N in degrees, fronts on Web Mercator, which stretches areas more than
  // eightfold.
  const std::string degrees = wellKnownText( geographicCrs );
  const std::string mercator = wellKnownText( "EPSG:3857" );
  const MapTransform toMercator( degrees, mercator );
  mInput.centrelines = {};
  mInput.boxes = { "The box",
                   degrees,
                   { wellKnownBinary( "POLYGON((-50 70, -49.6 70, -49.6 70.1, -50 70.1, -50 70))" ) } };
  mInput.ocean = { "The ocean", degrees, { wellKnownBinary( "POINT(-50.5 70.05)" ) } };
  for ( const auto &[date, longitude] :
        std::map<const char *, double>{ { "2020-01-01", -49.8 }, { "2021-01-01", -49.9 } } )
    addFront( date, toMercator.applied( Line{ { longitude, 69.99 }, { longitude, 70.11 } } ) );
  for ( FrontRecord &front : mInput.fronts )
    front.crs = mercator;
  const GlacierChange change = only();
  const double whole = ( zoneOf( 70.1 ) - zoneOf( 70 ) ) * 0.4 * M_PI / 180;
  for ( const ChangeRow &row : change.rows )
  {
    const double share = row.front.moment.date() == "2020-01-01" ? 0.5 : 0.75;
    QVERIFY2( std::abs( row.area / ( share * whole ) - 1 ) < 1e-5,
              qPrintable( QString::number( row.area / whole, 'f', 8 ) ) );
  }
}

void TestFrontChange::linesOfOneImageAreOneFront()
{
  addFront( "2020-01-01", { { 500, -10 }, { 500, 180 } } );
  addFront( "2020-01-01", { { 500, 220 }, { 500, 410 } } );
  addStraight( "2020-01-01T12:30:00", 480 );
  const GlacierChange change = only();
  QCOMPARE( change.rows.size(), std::size_t( 2 ) );
  QVERIFY( std::abs( change.rows[0].position - 500 ) < 1e-3 );
  QVERIFY( std::abs( change.rows[0].closed - 40 ) < 1e-3 );
  QVERIFY( std::abs( change.rows[1].position - 480 ) < 1e-3 );
}

void TestFrontChange::glaciersAreMeasuredApart()
{
  mInput.boxes.shapes.push_back( wellKnownBinary( "POLYGON((5000 0, 6000 0, 6000 400, 5000 400, 5000 0))" ) );
  mInput.centrelines.shapes.push_back( wellKnownBinary( "LINESTRING(6000 200, 5000 200)" ) );
  addStraight( "2020-01-01", 500 );
  addStraight( "2020-02-01", 450 );
  addStraight( "2020-01-01", 5500 );
  addStraight( "2020-02-01", 5450 );
  for ( std::size_t i = 0; i < 4; ++i )
    mInput.fronts[i].glacier = i < 2 ? "Eastwards" : "Westwards";
  const std::vector<GlacierChange> changes = measureChange( mInput, mOptions, {} );
  QCOMPARE( changes.size(), std::size_t( 2 ) );
  QVERIFY( std::abs( changes[0].rows[1].change + 50 ) < 1e-3 );
  QVERIFY( std::abs( changes[1].rows[1].change - 50 ) < 1e-3 );

  // One that meets no box does not keep the others from being measured.
  addStraight( "2020-01-01", 90000 );
  mInput.fronts.back().glacier = "Elsewhere";
  std::string warning;
  Feedback feedback;
  feedback.warning = [&warning]( const std::string &sentence ) { warning += sentence; };
  QCOMPARE( measureChange( mInput, mOptions, feedback ).size(), std::size_t( 2 ) );
  QVERIFY( warning.find( "Elsewhere is left out" ) != std::string::npos );
}

/**
 * A simulated truth: retreat of 150 m a year, a cycle of 80 m that is farthest at 0.4 of the year, and one
 * calving event of 300 m that fills again within weeks; rough fronts every nine days, each off as a whole by
 * a normal error with a mean distance of 20 m.
 */
void TestFrontChange::recoversRateSeasonAndEvent()
{
  constexpr double error = 20;
  constexpr int event = 700;
  std::mt19937 generator( 7 );
  std::normal_distribution<double> normal( 0, 1 );
  const auto truth = []( int day, double fraction )
  {
    const double bay = day < event ? 0 : 300 * std::exp( -( day - event ) / 20.0 );
    return 3000 - 150 * day / 365.25 + 80 * std::cos( 2 * M_PI * ( fraction - 0.4 ) ) - bay;
  };
  mInput.boxes = shape( "POLYGON((0 0, 5000 0, 5000 4000, 0 4000, 0 0))" );
  mInput.centrelines = {};
  mOptions.azimuth = 90;
  mOptions.error = error;
  std::vector<double> truths;
  for ( int day = 0; day < 4 * 365; day += 9 )
  {
    const FrontMoment moment{ 7000 + day };
    truths.push_back( truth( day, moment.yearFraction() ) );
    const double off = error * std::sqrt( M_PI / 2 ) * normal( generator );
    Line line;
    for ( double y = -50; y <= 4050; y += 50 )
      line.push_back( { truths.back() + off + 100 * std::sin( 2 * M_PI * y / 1000 ), y } );
    addFront( moment.date().c_str(), line );
  }
  const GlacierChange change = only();
  int within = 0;
  int within2 = 0;
  for ( std::size_t i = 0; i < truths.size(); ++i )
  {
    const double away = std::abs( change.rows[i].position - truths[i] ) / change.rows[i].positionError;
    within += away < 1;
    within2 += away < 2;
  }
  // 68 % and 95 % of 163 fronts, within three standard deviations of such counts.
  QVERIFY2( std::abs( within - 0.683 * truths.size() ) < 18, qPrintable( QString::number( within ) ) );
  QVERIFY2( std::abs( within2 - 0.954 * truths.size() ) < 9, qPrintable( QString::number( within2 ) ) );
  const SeasonalFit::Estimate trend = change.fit->trend();
  QVERIFY2( std::abs( trend.value + 150 ) < trend.halfWidth && trend.halfWidth < 10,
            qPrintable( QString( "%1 +- %2" ).arg( trend.value ).arg( trend.halfWidth ) ) );
  const SeasonalFit::Estimate amplitude = change.fit->amplitude();
  QVERIFY2( std::abs( amplitude.value - 80 ) < amplitude.halfWidth,
            qPrintable( QString( "%1 +- %2" ).arg( amplitude.value ).arg( amplitude.halfWidth ) ) );
  // The event is the greatest loss of all, by what the truth lost there.
  const auto greatest =
      std::min_element( change.rows.begin() + 1, change.rows.end(),
                        []( const ChangeRow &a, const ChangeRow &b ) { return a.change < b.change; } );
  const std::size_t i = greatest - change.rows.begin();
  QCOMPARE( i, std::size_t( ( event + 8 ) / 9 ) );
  QVERIFY( std::abs( greatest->change - ( truths[i] - truths[i - 1] ) ) < 2 * greatest->changeError );
  QVERIFY( greatest->residual < -5 * change.fit->scatter() );
}

//! A series whose images told nothing: 36 dates, the fronts of three labels.
void TestFrontChange::copiesOfALabelCountOnce()
{
  for ( int date = 0; date < 36; ++date )
    addStraight( FrontMoment{ 7000 + 30 * date }.date().c_str(), 600 - 100 * ( date / 12 ), 50 );
  const GlacierChange copied = only();
  QVERIFY( !copied.fit->exists() );
  QVERIFY( std::any_of( copied.remarks.begin(), copied.remarks.end(),
                        []( const std::string &remark ) { return remark.find( "33 front" ) == 0; } ) );
  QCOMPARE( copied.rows.size(), std::size_t( 36 ) );

  init();
  for ( int date = 0; date < 36; ++date )
    addStraight( FrontMoment{ 7000 + 30 * date }.date().c_str(),
                 600 - 100 * ( date / 12 ) + ( date * 37 ) % 11, 50 );
  const GlacierChange moved = only();
  QVERIFY( moved.fit->exists() );
  QVERIFY( moved.fit->trend().halfWidth > 1 );

  // Where errors grow with the time to the label, its own date counts, and not the middle of its copies.
  init();
  const std::array<int, 8> labels{ 0, 100, 700, 1000, 1300, 2100, 2300, 2920 };
  for ( int day = 0; day <= 2920; day += 20 )
  {
    const int label =
        *std::min_element( labels.begin(), labels.end(),
                           [day]( int a, int b ) { return std::abs( a - day ) < std::abs( b - day ); } );
    addStraight( FrontMoment{ 7000 + day }.date().c_str(), 900 - 100 * label / 365.25,
                 50 + std::abs( label - day ) );
  }
  const GlacierChange dated = only();
  QVERIFY( dated.fit->exists() );
  QVERIFY2( std::abs( dated.fit->trend().value + 100 ) < 1e-3,
            qPrintable( QString::number( dated.fit->trend().value ) ) );
}

void TestFrontChange::massIsAreaTimesThickness()
{
  // Ice of 100 m west of x = 500400 and 200 m east of it; nothing north of the box.
  const std::string path = "/vsimem/thickness.tif";
  writeRaster( path, 50, 50, []( int x, int y ) { return y < 20 ? 0 : x < 10 ? 100 : 200; } );
  mInput.boxes =
      shape( "POLYGON((500000 7998400, 501000 7998400, 501000 7998800, 500000 7998800, 500000 7998400))" );
  mInput.centrelines = {};
  mInput.thickness = path;
  mOptions.azimuth = 90;
  mOptions.error = 0;
  mOptions.thicknessError = 10;
  const auto front = [this]( const char *date, double x ) {
    addFront( date, { { x, 7998390 }, { x, 7998810 } } );
  };
  // 100 m of 200 m of ice in January, 100 m of 100 m in the 29 days of February and as many of March.
  front( "2020-01-01T00:00:00", 500500 );
  front( "2020-02-01T00:00:00", 500400 );
  front( "2020-03-30T00:00:00", 500300 );
  for ( FrontRecord &record : mInput.fronts )
    record.crs = wellKnownText( "EPSG:32633" );
  const std::vector<MonthlyMass> months = only().months;
  QCOMPARE( months.size(), std::size_t( 3 ) );
  // On the ground, 0.9996 of the map at the central meridian, squared.
  const double area = 100 * 400 / ( 0.9996 * 0.9996 );
  const auto isNear = []( double value, double expected ) { return std::abs( value / expected - 1 ) < 2e-3; };
  QVERIFY2( isNear( months[0].mass, -area * 200 * 917 / 1e12 ),
            qPrintable( QString::number( months[0].mass ) ) );
  QVERIFY( isNear( months[0].thickness, 200 ) );
  QVERIFY( isNear( months[0].massError, area * 10 * 917 / 1e12 ) );
  QVERIFY( isNear( months[1].mass, -area * 100 * 917 / 1e12 / 2 ) );
  QVERIFY( isNear( months[2].areaChange, -area / 2 ) );
  // Of a raster in another unit, with a number for “no data” that nothing declares.
  {
    writeRaster(
        path, 50, 50, []( int x, int y ) { return y < 30   ? 65535
                                                  : x < 10 ? 1000
                                                           : 2000; }, GDT_UInt16 );
    const GDALDatasetUniquePtr decimetres( GDALDataset::Open( path.c_str(), GDAL_OF_UPDATE ) );
    decimetres->GetRasterBand( 1 )->SetUnitType( "dm" );
  }
  const GlacierChange change = only();
  QCOMPARE( change.months[0].mass, months[0].mass );
  const auto isTold = [&change]( const std::string &word )
  {
    return std::any_of( change.remarks.begin(), change.remarks.end(),
                        [&word]( const std::string &remark )
                        { return remark.find( word ) != std::string::npos; } );
  };
  QVERIFY( isTold( "“dm”" ) && isTold( "65535" ) );
  // Ice in the row of pixels after the next beyond the box is none in the box, which ends with row 39.
  writeRaster( path, 50, 50, []( int, int y ) { return y == 41 ? 100 : 0; } );
  EXPECT_ERROR( only(), "no ice in the box" );
}

/**
 * The published definition (Loebel): the box is cut on the map EPSG:3413, the corners are brought to degrees
 * and from there to Albers' equal-area projection, and the area of the side upstream counts.
 * tests/data/golden/moltke holds these areas, computed by a second program.
 */
void TestFrontChange::moltkeIsWithinHalfAPerCent()
{
  REQUIRE_TEST_DATA( "moltke/box/harald_moltke_brae.shp" );
  GDALAllRegister();
  const std::string folder = testData( "moltke" ).toStdString();
  std::map<std::string, double> published;
  QFile golden( testData( "golden/moltke/areas.csv" ) );
  QVERIFY( golden.open( QIODevice::ReadOnly ) );
  golden.readLine();
  while ( !golden.atEnd() )
  {
    const QList<QByteArray> cells = golden.readLine().trimmed().split( ',' );
    published[cells[0].toStdString()] = cells[1].toDouble();
  }
  QCOMPARE( published.size(), std::size_t( 159 ) );
  mInput.fronts = moltkeFronts( folder );
  mInput.centrelines = {};
  mInput.boxes = moltkeBox( folder, mInput.fronts.front().crs );
  mOptions.azimuth = moltkeDirection;
  const GlacierChange change = only();
  QCOMPARE( change.rows.size(), std::size_t( 159 ) );
  const double first = published.at( "2019-02-28" );
  double worst = 0;
  for ( const ChangeRow &row : change.rows )
  {
    QVERIFY2( row.isMeasured(), row.front.moment.date().c_str() );
    const double area = published.at( row.front.moment.date() );
    worst = std::max( worst, std::abs( row.area / area - 1 ) );
    // The published series: change since the first front, which here is a retreat.
    QVERIFY( std::abs( ( row.area - change.rows.front().area ) - ( area - first ) ) <
             0.005 * std::abs( first ) );
  }
  QVERIFY2( worst < 0.005, qPrintable( QString::number( 100 * worst ) + " %" ) );
  const ChangeRow &last = change.rows.back();
  QVERIFY( std::abs( ( last.area - change.rows.front().area ) / ( published.at( "2021-09-27" ) - first ) -
                     1 ) < 0.005 );
  QVERIFY( last.sinceFirst < -1000 );
}

void TestFrontChange::saysWhatIsWrong_data()
{
  QTest::addColumn<QString>( "problem" );
  QTest::addColumn<QString>( "word" );
  const auto row = []( const char *problem, const char *word )
  { QTest::newRow( problem ) << problem << word; };
  row( "no features", "empty" );
  row( "no lines", "is a line" );
  row( "mixed systems", "Assign projection" );
  row( "no dates", "DATE_FIELD" );
  row( "unread dates", "“spring”" );
  row( "unread date of the second file", "dates of second.gpkg" );
  row( "dates either way", "“2/6/2018”" );
  row( "degrees without a system", "look like degrees" );
  row( "no numbers", "no numbers" );
  row( "closed fronts without a centreline", "DIRECTION or CENTRELINE" );
  row( "closed fronts in a curvilinear box", "0.0 m wide" );
  row( "fronts on the centreline", "no width" );
  row( "box elsewhere", "meets the box" );
  row( "centreline elsewhere", "crosses a centreline" );
  row( "centreline crosses itself", "crosses itself" );
  row( "no centreline", "CENTRELINE" );
  row( "no ocean", "OCEAN" );
  row( "ocean beside", "beside the fronts" );
  row( "front too short", "too far from its sides" );
  row( "box is a line", "not a polygon" );
  row( "centreline is a polygon", "is no line" );
}

void TestFrontChange::saysWhatIsWrong()
{
  QFETCH( QString, problem );
  QFETCH( QString, word );
  addStraight( "2020-01-01", 500 );
  addStraight( "2020-02-01", 400 );
  const Line ring{ { 400, 100 }, { 500, 100 }, { 500, 300 }, { 400, 300 }, { 400, 100 } };
  if ( problem == "no features" )
    mInput.fronts.clear();
  else if ( problem == "no lines" )
    mInput.fronts[0].lines = mInput.fronts[1].lines = {};
  else if ( problem == "mixed systems" )
    mInput.fronts[0].crs = wellKnownText( "EPSG:3413" );
  else if ( problem == "no dates" )
    mInput.fronts[0].dateText = mInput.fronts[1].dateText = "";
  else if ( problem == "unread dates" )
    mInput.fronts[0].dateText = "spring";
  else if ( problem == "unread date of the second file" )
  {
    mInput.fronts[1].source = "second.gpkg";
    mInput.fronts[1].dateText = "spring";
  }
  else if ( problem == "degrees without a system" )
    for ( FrontRecord &front : mInput.fronts )
      front.lines[0] = { { -50, 70 }, { -50, 70.1 } };
  else if ( problem == "no numbers" )
    mInput.fronts[0].lines[0][1][1] = std::numeric_limits<double>::infinity();
  else if ( problem == "closed fronts without a centreline" )
  {
    mInput.centrelines = {};
    mInput.ocean = shape( "POINT(5000 200)" );
    for ( FrontRecord &front : mInput.fronts )
      front.lines[0] = ring;
  }
  else if ( problem == "closed fronts in a curvilinear box" )
  {
    mOptions.method = ChangeMethod::CurvilinearBox;
    for ( FrontRecord &front : mInput.fronts )
      front.lines[0] = ring;
  }
  else if ( problem == "fronts on the centreline" )
  {
    mOptions.method = ChangeMethod::VariableBox;
    for ( FrontRecord &front : mInput.fronts )
      front.lines[0] = { { 400, 200 }, { 600, 200 } };
  }
  else if ( problem == "dates either way" )
    mInput.fronts[0].dateText = "2/6/2018";
  else if ( problem == "box elsewhere" )
    mInput.boxes = shape( "POLYGON((9000 0, 9100 0, 9100 400, 9000 400, 9000 0))" );
  else if ( problem == "centreline elsewhere" )
    mInput.centrelines = shape( "LINESTRING(9000 0, 9100 0)" );
  else if ( problem == "centreline crosses itself" )
    mInput.centrelines = shape( "LINESTRING(0 200, 1000 200, 1000 300, 700 300, 700 100)" );
  else if ( problem == "no centreline" )
  {
    mInput.centrelines = {};
    mOptions.method = ChangeMethod::VariableBox;
  }
  else if ( problem == "no ocean" )
    mInput.centrelines = {};
  else if ( problem == "ocean beside" )
    mInput.ocean = shape( "POINT(450 5000)" );
  else if ( problem == "front too short" )
    for ( FrontRecord &front : mInput.fronts )
      front.lines[0] = { { 500, 195 }, { 500, 205 } };
  else if ( problem == "box is a line" )
    mInput.boxes = shape( "LINESTRING(0 0, 1000 400)" );
  else if ( problem == "centreline is a polygon" )
    mInput.centrelines = shape( "POLYGON((0 0, 1000 0, 1000 400, 0 0))" );
  EXPECT_ERROR( measureChange( mInput, mOptions, {} ), word.toStdString() );
}

void TestFrontChange::whatIsLeftOutIsTold()
{
  addStraight( "2020-01-01", 700 );
  addStraight( "2020-02-01", 600 );
  addFront( "2020-03-01", { { 500, 0 } } );
  mInput.fronts[1].unreadError = "50,5";
  mInput.fronts.push_back( mInput.fronts[0] );
  mInput.fronts.back().dateText = "";
  QStringList warned;
  Feedback feedback;
  feedback.warning = [&warned]( const std::string &text ) { warned << QString::fromStdString( text ); };
  QCOMPARE( measureChange( mInput, mOptions, feedback ).front().rows.size(), std::size_t( 2 ) );
  const QString all = warned.join( '\n' );
  for ( const char *word : { "“50,5”", "ERROR_FIELD", "without a date, which are left out: 1.",
                             "without a line that has a length, which are left out: 1." } )
    QVERIFY2( all.contains( word ), qPrintable( all ) );
}

void TestFrontChange::tableAndReportHoldTheNumbers()
{
  const QTemporaryDir folder;
  for ( int i = 0; i < 30; ++i )
    addStraight( FrontMoment{ 7000 + 30 * i }.date().c_str(), 700 - 10 * i, 15 );
  addStraight( FrontMoment{ 8000 }.date().c_str(), 5000 );
  std::vector<std::string> warnings;
  Feedback feedback;
  feedback.warning = [&warnings]( const std::string &sentence ) { warnings.push_back( sentence ); };
  const std::vector<GlacierChange> changes = measureChange( mInput, mOptions, feedback );
  QCOMPARE( warnings.size(), std::size_t( 2 ) );
  QVERIFY( holdsAll( warnings.front(), "fronts", "taken as metres" ) );
  QVERIFY( holdsAll( warnings.back(), "does not meet the box", FrontMoment{ 8000 }.date() ) );
  const auto read = []( const QString &path )
  {
    QFile file( path );
    return file.open( QIODevice::ReadOnly ) ? QString::fromUtf8( file.readAll() ) : QString();
  };
  writeChangeCsv( folder.filePath( "change.csv" ).toStdString(), changes );
  const QStringList lines = read( folder.filePath( "change.csv" ) ).split( '\n', Qt::SkipEmptyParts );
  QCOMPARE( lines.size(), 32 );
  QCOMPARE( lines[0].split( ',' ).size(), static_cast<int>( changeColumns().size() ) );
  QVERIFY( lines[1].contains( ",700.00,18.80,0.00," ) );
  QVERIFY( lines[2].contains( ",690.00,18.80,-10.00,-10.00," ) );
  QVERIFY( lines[31].contains( "does not meet the box" ) );
  writeChangeReport( folder.filePath( "change.html" ).toStdString(), changes );
  const QString report = read( folder.filePath( "change.html" ) );
  QCOMPARE( report.count( "<svg" ), 4 );
  for ( const char *word : { "Trend", "-122", "Position along the glacier", "rectilinear box" } )
    QVERIFY2( report.contains( word ), word );
}

QTEST_APPLESS_MAIN( TestFrontChange )
#include "testfrontchange.moc"
