#include <QtTest>

#include <ctime>

#include <cmath>
#include <random>

#include "model/check/checkfronts.h"
#include "model/geometry/maptransform.h"
#include "support/expecterror.h"
#include "support/testraster.h"
#include "support/wellknownbinary.h"

using namespace calving;

/**
 * Fronts of a glacier that flows to the east, in metres of a plane without a system: from (x, 0) to
 * (x, 1000), with vertices 50 m apart, every four days.
 */
class TestCheckFronts : public QObject
{
  Q_OBJECT

private slots:
  void init() { mInput = {}; }
  void faultlessFrontsAreOk();
  void eachFaultHasItsFlag_data();
  void eachFaultHasItsFlag();
  void sentinel1AsksMoreFronts();
  void sentinel1IsJudgedBySentinel2();
  void partsOfAFrontAreNoCopies();
  void passesOfOneDayAreNoCopies();
  void limitsMayBeGiven();
  void edgesAreThoseOfRasters();
  void footprintsBelongToImagesOrDays();
  void otherSystemsAreBroughtTogether();
  void fewFrontsAreJudgedWithoutASeries();
  void undatedFrontsAreJudgedWithoutASeries();
  void glaciersAreJudgedApart();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void stopsWhenAsked();
  void manyFrontsTakeTheirTimeAndNoMore();

private:
  static Line straight( double x, double from = 0, double to = 1000 )
  {
    Line line;
    for ( double y = from; y <= to; y += 50 )
      line.push_back( { x, y } );
    return line;
  }
  //! A front \a number of the series: where usual ones are, which move by 4 m and waver a little.
  static double position( int number ) { return 5000 + 4 * number + 2 * ( number * 7 % 5 ); }
  FrontRecord &add( int number, const Line &line )
  {
    FrontRecord front;
    front.source = "fronts";
    front.dateText = FrontMoment{ 7000 + 4 * number, 0.5, false }.date();
    front.imageId = "image" + std::to_string( number );
    front.singleMetres = 20 + number % 7;
    front.lines = { line };
    mInput.fronts.push_back( front );
    return mInput.fronts.back();
  }
  void addSeries( int count )
  {
    for ( int i = 0; i < count; ++i )
      add( i, straight( position( i ) ) );
  }
  std::string verdict( std::size_t front ) const
  {
    return checkFronts( mInput, {}, {} ).verdicts[front].text();
  }
  static DrawnShapes polygon( const char *text )
  {
    return { "The polygon", {}, { wellKnownBinary( text ) } };
  }

  CheckInput mInput;
};

void TestCheckFronts::faultlessFrontsAreOk()
{
  addSeries( 30 );
  const CheckedFronts checked = checkFronts( mInput, {}, {} );
  for ( const FrontVerdict &verdict : checked.verdicts )
    QCOMPARE( QString::fromStdString( verdict.text() ), QStringLiteral( "ok" ) );
  QCOMPARE( checked.glaciers.size(), std::size_t( 1 ) );
  QCOMPARE( checked.glaciers[0].fronts, 30 );
  QCOMPARE( checked.glaciers[0].flagged, 0 );
}

void TestCheckFronts::eachFaultHasItsFlag_data()
{
  QTest::addColumn<QString>( "flag" );
  QTest::addColumn<double>( "value" );
  // Measured by hand: see eachFaultHasItsFlag().
  QTest::newRow( "length" ) << "length" << 0.5;
  QTest::newRow( "jump" ) << "jump" << qQNaN();
  QTest::newRow( "duplicate" ) << "duplicate" << 12.0;
  QTest::newRow( "crossing" ) << "crossing" << 1.0;
  QTest::newRow( "edge" ) << "edge" << 5.0;
  QTest::newRow( "outside" ) << "outside" << 500.0;
  QTest::newRow( "disagrees" ) << "disagrees" << 900.0;
  QTest::newRow( "rough" ) << "rough" << qQNaN();
}

void TestCheckFronts::eachFaultHasItsFlag()
{
  QFETCH( QString, flag );
  QFETCH( double, value );
  addSeries( 30 );
  std::size_t front = 14;
  Line &line = mInput.fronts[front].lines.front();
  if ( flag == QLatin1String( "length" ) )
    line = straight( position( 14 ), 0, 500 );
  else if ( flag == QLatin1String( "jump" ) )
    line = straight( position( 14 ) + 300 );
  else if ( flag == QLatin1String( "duplicate" ) )
  {
    // On the day of another, 12 m away.
    front = mInput.fronts.size();
    add( 3, straight( position( 3 ) + 12 ) );
  }
  else if ( flag == QLatin1String( "crossing" ) )
    line.insert( line.begin() + 10,
                 { { position( 14 ) + 5, 500 }, { position( 14 ) + 5, 440 }, { position( 14 ) - 5, 440 } } );
  else if ( flag == QLatin1String( "edge" ) )
  {
    mInput.footprints = polygon( "POLYGON((0 -500, 9000 -500, 9000 1005, 0 1005, 0 -500))" );
    mInput.footprintScenes = { { "image14", {} } };
  }
  else if ( flag == QLatin1String( "outside" ) )
  {
    mInput.fjord = polygon( "POLYGON((0 0, 9000 0, 9000 1000, 0 1000, 0 0))" );
    line = straight( position( 14 ), 500, 1500 );
  }
  else if ( flag == QLatin1String( "disagrees" ) )
    mInput.fronts[front].singleMetres = 900;
  else
    for ( std::size_t i = 0; i < line.size(); ++i )
      line[i][0] += i % 2 ? 20 : -20;
  const CheckedFronts checked = checkFronts( mInput, {}, {} );
  const auto rule =
      std::find_if( ruleNames().begin(), ruleNames().end(),
                    [&flag]( const RuleName &name ) { return flag == QLatin1String( name.flag ); } );
  QVERIFY2( checked.verdicts[front].isFlagged( rule->rule ), checked.verdicts[front].text().c_str() );
  if ( !std::isnan( value ) )
    QVERIFY2( std::abs( checked.verdicts[front].value( rule->rule ) - value ) < 0.06 * value,
              qPrintable( QString::number( checked.verdicts[front].value( rule->rule ) ) ) );
  for ( std::size_t i = 0; i < checked.verdicts.size(); ++i )
    if ( i != front )
      QVERIFY2( !checked.verdicts[i].flags.any(), checked.verdicts[i].text().c_str() );
  const GlacierCheck &glacier = checked.glaciers.front();
  QCOMPARE( glacier.counts[static_cast<std::size_t>( rule->rule )], 1 );
  QVERIFY( QString::fromStdString( glacier.summary() ).contains( flag + QStringLiteral( ": 1" ) ) );
}

//! Away for seven fronts and back: five do not see that it is confirmed, ten see that it is not for long.
void TestCheckFronts::sentinel1AsksMoreFronts()
{
  addSeries( 40 );
  // One front out, eight at home, then two more out: only who looks at ten finds two that confirm it.
  for ( const int number : { 14, 23, 24 } )
    mInput.fronts[static_cast<std::size_t>( number )].lines = {
        straight( position( 14 ) + 400 + 3 * number ) };
  QCOMPARE( QString::fromStdString( verdict( 14 ) ), QStringLiteral( "jump" ) );
  for ( const char *sensor : { "S1A", "Sentinel-1", "sentinel_1b" } )
  {
    mInput.fronts[14].sensor = sensor;
    QCOMPARE( QString::fromStdString( verdict( 14 ) ), QStringLiteral( "ok" ) );
  }
}

void TestCheckFronts::sentinel1IsJudgedBySentinel2()
{
  // Of many wavy fronts no single one is rough; of straight ones beside them, all are.
  addSeries( 60 );
  for ( std::size_t i = 1; i < mInput.fronts.size(); i += 2 )
    for ( std::size_t vertex = 0; vertex < mInput.fronts[i].lines[0].size(); ++vertex )
      mInput.fronts[i].lines[0][vertex][0] += vertex % 2 ? 15 : -15;
  const auto roughOnes = [this]
  {
    return checkFronts( mInput, {}, {} ).glaciers[0].counts[static_cast<std::size_t>( CheckRule::Roughness )];
  };
  QCOMPARE( roughOnes(), 0 );
  for ( std::size_t i = 0; i < mInput.fronts.size(); ++i )
    mInput.fronts[i].sensor = i % 2 ? "S1" : "S2B";
  QCOMPARE( roughOnes(), 30 );
}

void TestCheckFronts::partsOfAFrontAreNoCopies()
{
  addSeries( 30 );
  mInput.fronts[14].lines = { straight( position( 14 ), 0, 450 ) };
  FrontRecord other = mInput.fronts[14];
  other.lines = { straight( position( 14 ), 450, 1000 ) };
  mInput.fronts.push_back( other );
  QCOMPARE( QString::fromStdString( verdict( 14 ) ), QStringLiteral( "ok" ) );
  const CheckedFronts checked = checkFronts( mInput, {}, {} );
  QCOMPARE( QString::fromStdString( checked.verdicts[30].text() ), QStringLiteral( "ok" ) );
  QCOMPARE( checked.glaciers[0].fronts, 30 );
  QCOMPARE( checked.verdicts[30].value( CheckRule::Length ), 1.0 );
}

void TestCheckFronts::passesOfOneDayAreNoCopies()
{
  addSeries( 30 );
  FrontRecord &other = add( 14, straight( position( 14 ) + 7 ) );
  const std::string day = other.dateText;
  mInput.fronts[14].dateText = day + "T08:10:00";
  other.dateText = day + "T19:40:00";
  QCOMPARE( QString::fromStdString( verdict( 30 ) ), QStringLiteral( "ok" ) );
  mInput.fronts[30].dateText = day + "T08:10:25";
  QCOMPARE( QString::fromStdString( verdict( 30 ) ), QStringLiteral( "duplicate" ) );
  mInput.fronts[30].sensor = "S2A";
  QCOMPARE( QString::fromStdString( verdict( 30 ) ), QStringLiteral( "ok" ) );
  // The same line is a copy under any date, however it is drawn.
  mInput.fronts[30].dateText = "2030-01-01";
  Line line = straight( position( 14 ) );
  std::reverse( line.begin(), line.end() );
  line.insert( line.begin() + 3, { position( 14 ) + 0.2, ( line[2][1] + line[3][1] ) / 2 } );
  mInput.fronts[30].lines = { line };
  QCOMPARE( QString::fromStdString( verdict( 30 ) ), QStringLiteral( "duplicate" ) );
  QCOMPARE( QString::fromStdString( verdict( 14 ) ), QStringLiteral( "ok" ) );
}

void TestCheckFronts::limitsMayBeGiven()
{
  addSeries( 30 );
  mInput.fronts[14].lines = { straight( position( 14 ), 0, 900 ) };
  CheckOptions options;
  const auto isLength = [&]
  { return checkFronts( mInput, options, {} ).verdicts[14].isFlagged( CheckRule::Length ); };
  QVERIFY( isLength() );
  // 1000 / 900 is 11.1 % more.
  options.lengthPercent = 12;
  QVERIFY( !isLength() );
  options.lengthPercent = 11;
  QVERIFY( isLength() );
  options.single = 25.5;
  QVERIFY( checkFronts( mInput, options, {} ).verdicts[6].isFlagged( CheckRule::Single ) );
  options.jump = 1e-9;
  QVERIFY(
      checkFronts( mInput, options, {} ).glaciers[0].counts[static_cast<std::size_t>( CheckRule::Jump )] >
      0 );
}

void TestCheckFronts::edgesAreThoseOfRasters()
{
  addSeries( 30 );
  for ( FrontRecord &front : mInput.fronts )
  {
    front.crs = wellKnownText( "EPSG:32633" );
    for ( Point &point : front.lines[0] )
      point = { point[0] + 496000, point[1] + 7998500 };
  }
  // Pixels of 40 m: the front ends in row 12, at y = 7999500, in the middle between the sides.
  const auto measured = [this]( int firstRow )
  {
    writeRaster( "/vsimem/image14.tif", 50, 60, [firstRow]( int, int y ) { return y < firstRow ? NAN : 1; } );
    mInput.scenes = { "/vsimem/image14.tif" };
    return checkFronts( mInput, {}, {} );
  };
  const CheckedFronts near = measured( 11 );
  QCOMPARE( near.verdicts[14].value( CheckRule::Edge ), 80.0 );
  QCOMPARE( QString::fromStdString( near.verdicts[14].text() ), QStringLiteral( "edge" ) );
  QVERIFY( std::isnan( near.verdicts[13].value( CheckRule::Edge ) ) );
  const CheckedFronts far = measured( 9 );
  QCOMPARE( far.verdicts[14].value( CheckRule::Edge ), 160.0 );
  QCOMPARE( QString::fromStdString( far.verdicts[14].text() ), QStringLiteral( "ok" ) );
  // Without data, it ends with the raster: twelve rows from the ring around it.
  QCOMPARE( measured( 0 ).verdicts[14].value( CheckRule::Edge ), 13 * 40.0 );
  mInput.scenes = { "/vsimem/none.tif" };
  EXPECT_ERROR( checkFronts( mInput, {}, {} ), "none.tif" );
  VSIUnlink( "/vsimem/image14.tif" );
}

void TestCheckFronts::footprintsBelongToImagesOrDays()
{
  addSeries( 30 );
  mInput.footprints = polygon( "POLYGON((0 -500, 9000 -500, 9000 1005, 0 1005, 0 -500))" );
  const auto edges = [this]
  { return checkFronts( mInput, {}, {} ).glaciers[0].counts[static_cast<std::size_t>( CheckRule::Edge )]; };
  // Of no scene: of all.
  QCOMPARE( edges(), 30 );
  mInput.footprintScenes = { { {}, mInput.fronts[3].dateText } };
  QCOMPARE( edges(), 1 );
  // Lies deep inside another one of its day.
  mInput.footprints.shapes.push_back(
      wellKnownBinary( "POLYGON((0 -500, 9000 -500, 9000 2000, 0 2000, 0 -500))" ) );
  mInput.footprintScenes.push_back( { {}, mInput.fronts[3].dateText } );
  QCOMPARE( edges(), 0 );
}

void TestCheckFronts::otherSystemsAreBroughtTogether()
{
  // In UTM 33 N at its central meridian; half of the fronts in degrees.
  addSeries( 30 );
  const MapTransform way( "EPSG:32633", geographicCrs );
  for ( std::size_t i = 0; i < mInput.fronts.size(); ++i )
  {
    FrontRecord &front = mInput.fronts[i];
    for ( Point &point : front.lines[0] )
      point = { point[0] + 495000, point[1] + 8e6 };
    front.crs = wellKnownText( "EPSG:32633" );
    if ( i % 2 == 0 )
      continue;
    front.lines[0] = way.applied( front.lines[0] );
    front.crs = wellKnownText( geographicCrs );
  }
  mInput.fronts[15].lines[0].resize( 11 );
  const CheckedFronts checked = checkFronts( mInput, {}, {} );
  QCOMPARE( checked.glaciers[0].flagged, 1 );
  QCOMPARE( QString::fromStdString( checked.verdicts[15].text() ), QStringLiteral( "length" ) );
}

void TestCheckFronts::fewFrontsAreJudgedWithoutASeries()
{
  addSeries( 3 );
  mInput.fronts[1].lines = { straight( 9000, 0, 200 ) };
  add( 0, straight( position( 0 ) + 10 ) );
  const CheckedFronts checked = checkFronts( mInput, {}, {} );
  QCOMPARE( QString::fromStdString( checked.verdicts[1].text() ), QStringLiteral( "ok" ) );
  QCOMPARE( QString::fromStdString( checked.verdicts[3].text() ), QStringLiteral( "duplicate" ) );
  QCOMPARE( checked.glaciers[0].remarks.size(), std::size_t( 1 ) );
  QVERIFY( checked.glaciers[0].remarks[0].find( "Only 3 fronts" ) == 0 );
}

void TestCheckFronts::undatedFrontsAreJudgedWithoutASeries()
{
  addSeries( 30 );
  add( 31, straight( position( 14 ) + 900 ) ).dateText.clear();
  add( 32, { { 0, 0 } } );
  QStringList warnings;
  Feedback feedback;
  feedback.warning = [&warnings]( const std::string &text ) { warnings << QString::fromStdString( text ); };
  const CheckedFronts checked = checkFronts( mInput, {}, feedback );
  QCOMPARE( QString::fromStdString( checked.verdicts[30].text() ), QStringLiteral( "ok" ) );
  QVERIFY( std::isnan( checked.verdicts[30].value( CheckRule::Jump ) ) );
  QCOMPARE( checked.verdicts[30].value( CheckRule::Crossing ), 0.0 );
  QCOMPARE( QString::fromStdString( checked.verdicts[31].text() ), QStringLiteral( "no line" ) );
  QVERIFY( warnings.join( ' ' ).contains( QStringLiteral( "without a date: 1" ) ) );
}

void TestCheckFronts::glaciersAreJudgedApart()
{
  addSeries( 30 );
  for ( int i = 0; i < 30; ++i )
    add( i, straight( 90000 + position( i ), 0, 4000 ) ).glacier = "Other";
  const CheckedFronts checked = checkFronts( mInput, {}, {} );
  QCOMPARE( checked.glaciers.size(), std::size_t( 2 ) );
  QCOMPARE( checked.glaciers[0].flagged + checked.glaciers[1].flagged, 0 );
}

void TestCheckFronts::saysWhatIsWrong_data()
{
  QTest::addColumn<int>( "count" );
  QTest::addColumn<QString>( "date" );
  QTest::addColumn<QString>( "words" );
  QTest::newRow( "empty" ) << 0 << QString() << "empty";
  QTest::newRow( "no dates" ) << 6 << QString() << "DATE_FIELD";
  QTest::newRow( "unread dates" ) << 6 << QStringLiteral( "spring" ) << "spring";
}

void TestCheckFronts::saysWhatIsWrong()
{
  QFETCH( int, count );
  QFETCH( QString, date );
  QFETCH( QString, words );
  addSeries( count );
  for ( FrontRecord &front : mInput.fronts )
    front.dateText = date.toStdString();
  EXPECT_ERROR( checkFronts( mInput, {}, {} ), words.toUtf8().constData() );
}

void TestCheckFronts::stopsWhenAsked()
{
  addSeries( 30 );
  Feedback feedback;
  feedback.progress = []( double fraction ) { return fraction < 0.1; };
  QVERIFY_EXCEPTION_THROWN( checkFronts( mInput, {}, feedback ), Cancelled );
}

//! Four times as many take four times as long, not sixteen times.
void TestCheckFronts::manyFrontsTakeTheirTimeAndNoMore()
{
  const auto seconds = [this]( int count )
  {
    mInput = {};
    std::mt19937 random( 1 );
    for ( int i = 0; i < count; ++i )
    {
      Line line = straight( position( i ) );
      for ( Point &point : line )
        point[0] += static_cast<double>( random() % 1000 ) / 50;
      add( i, line );
    }
    mInput.fjord = polygon( "POLYGON((0 0, 99999 0, 99999 1000, 0 1000, 0 0))" );
    const std::clock_t start = std::clock(); // of the processor, whoever else uses it
    checkFronts( mInput, {}, {} );
    return static_cast<double>( std::clock() - start ) / CLOCKS_PER_SEC;
  };
  const double few = seconds( 2500 );
  const double many = seconds( 10000 );
  qInfo( "2500 fronts in %.2f s, 10000 in %.2f s", few, many );
  QVERIFY( many < 8 * few + 0.5 );
  QVERIFY( many < 60 );
}

QTEST_GUILESS_MAIN( TestCheckFronts )
#include "testcheckfronts.moc"
