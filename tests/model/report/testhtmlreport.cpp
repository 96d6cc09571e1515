#include <QDomDocument>
#include <QtTest>

#include <limits>

#include "model/error.h"
#include "model/report/axisticks.h"
#include "model/report/htmlreport.h"
#include "model/report/pngimage.h"
#include "model/report/svgplot.h"

using namespace calving;

class TestHtmlReport : public QObject
{
  Q_OBJECT

private slots:
  void isWellFormedWhateverTheText();
  void keepsItsPicturesInside();
  void base64AsInTheStandard();
  void unwritablePathIsNamed();
  void plotsAreWellFormedForAnyValues_data();
  void plotsAreWellFormedForAnyValues();
  void curvesBreakAtGaps();
  void intervalsAndStemsAreDrawn();
  void histogramCountsEveryValue();
  void ticksAreRound();
  void ticksTellTheirNeighboursApart_data();
  void ticksTellTheirNeighboursApart();
  void axesOfCountsHaveWholeTicks();
  void logarithmicAxesHaveTwoTicksAtLeast();
  void knowsPlotsWithNothingToShow();
};

static bool isXml( const std::string &text )
{
  return QDomDocument().setContent( QByteArray::fromStdString( text ) );
}

void TestHtmlReport::isWellFormedWhateverTheText()
{
  const std::string nasty = "<b> & \"quoted\" – æøå";
  HtmlReport report( nasty );
  report.heading( nasty );
  report.paragraph( nasty );
  report.list( { nasty } );
  report.values( { { nasty, nasty } } );
  report.table( { nasty, "n" }, { { nasty, "1.5" } } );
  report.image( "x", nasty );
  report.image( "y", nasty );
  report.figure( linePlot( { { nasty, { 0, 1 }, { 0, 1 } } }, { nasty, nasty, nasty } ), nasty );
  report.image( "z" );
  const std::string html = report.html();
  QVERIFY( isXml( html.substr( html.find( "<html" ) ) ) );
  QVERIFY( html.find( "<b>" ) == std::string::npos );
  QVERIFY( html.find( "<td class=\"n\">1.5</td>" ) != std::string::npos );
}

void TestHtmlReport::keepsItsPicturesInside()
{
  HtmlReport report( "Pictures" );
  const std::string png = pngImage( { 255, 0, 0, 0, 255, 0 }, 2, 1, 3 );
  report.image( png );
  const QImage image = QImage::fromData( QByteArray::fromStdString( png ), "PNG" );
  QCOMPARE( image.size(), QSize( 2, 1 ) );
  QCOMPARE( image.pixelColor( 1, 0 ), QColor( 0, 255, 0 ) );
  QVERIFY( report.html().find( "data:image/png;base64,iVBOR" ) != std::string::npos );
}

//! Vectors of RFC 4648, part 10.
void TestHtmlReport::base64AsInTheStandard()
{
  QCOMPARE( base64( "" ), std::string() );
  QCOMPARE( base64( "f" ), std::string( "Zg==" ) );
  QCOMPARE( base64( "fo" ), std::string( "Zm8=" ) );
  QCOMPARE( base64( "foo" ), std::string( "Zm9v" ) );
  QCOMPARE( base64( "foobar" ), std::string( "Zm9vYmFy" ) );
}

void TestHtmlReport::unwritablePathIsNamed()
{
  try
  {
    HtmlReport( "x" ).write( "/nowhere/report.html" );
    QFAIL( "a report was written to nowhere" );
  }
  catch ( const Error &e )
  {
    QVERIFY( QString( e.what() ).contains( "/nowhere/report.html" ) );
  }
}

void TestHtmlReport::plotsAreWellFormedForAnyValues_data()
{
  QTest::addColumn<QVector<double>>( "values" );
  const double nan = std::numeric_limits<double>::quiet_NaN();
  QTest::newRow( "nothing" ) << QVector<double>{};
  QTest::newRow( "one" ) << QVector<double>{ 3 };
  QTest::newRow( "equal" ) << QVector<double>{ 0, 0, 0 };
  QTest::newRow( "not finite" ) << QVector<double>{ nan, std::numeric_limits<double>::infinity() };
  QTest::newRow( "negative" ) << QVector<double>{ -3, -1e-9, 4e12 };
}

void TestHtmlReport::plotsAreWellFormedForAnyValues()
{
  QFETCH( QVector<double>, values );
  const std::vector<double> y( values.begin(), values.end() );
  for ( bool logarithmic : { false, true } )
  {
    const PlotOptions options{ "title", "x", "y", 640, 320, logarithmic };
    std::vector<PlotBar> bars;
    for ( double value : y )
      bars.push_back( { "bar", value, value, value + 1 } );
    for ( const std::string &svg : { linePlot( { { "s", y, y, true, true, y, y } }, options ),
                                     linePlot( { { "s", y, y, false, false, y, y, true } }, options ),
                                     barPlot( bars, options ), histogram( y, 5, options ) } )
    {
      QVERIFY( isXml( svg ) );
      QVERIFY( svg.find( "nan" ) == std::string::npos && svg.find( "inf" ) == std::string::npos );
    }
  }
}

void TestHtmlReport::curvesBreakAtGaps()
{
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::string svg = linePlot( { { "", { 0, 1, 2, 3, 4 }, { 1, 2, nan, 2, 1 } } }, {} );
  const QString path = QString::fromStdString( svg ).section( "<path d=\"", 1 ).section( '"', 0, 0 );
  QCOMPARE( path.count( 'M' ), 2 );
  QCOMPARE( path.count( 'L' ), 2 );
}

void TestHtmlReport::intervalsAndStemsAreDrawn()
{
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto count = []( const std::string &svg, const char *what )
  { return QByteArray::fromStdString( svg ).count( what ); };
  // One without an interval; the axis reaches as far as the others.
  const std::string bars =
      linePlot( { { "", { 0, 1, 2 }, { 1, 1, 1 }, false, true, { 0, nan, -8 }, { 2, nan, 9 } } }, {} );
  QCOMPARE( count( bars, "stroke-width=\"0.8\"" ), 2 );
  QCOMPARE( count( bars, "<circle" ), 3 );
  QVERIFY( count( bars, ">-5<" ) == 1 );
  const std::string band = linePlot( { { "", { 0, 1 }, { 1, 2 }, true, false, { 0, 1 }, { 2, 3 } } }, {} );
  QCOMPARE( count( band, "fill-opacity" ), 1 );
  const std::string stems = linePlot( { { "", { 0, 1 }, { 5, 6 }, false, false, {}, {}, true } }, {} );
  QCOMPARE( count( stems, "stroke-width=\"3\"" ), 2 );
  QCOMPARE( count( stems, "<circle" ), 0 );
  QCOMPARE( count( stems, ">0<" ), 2 ); // of both axes
}

void TestHtmlReport::histogramCountsEveryValue()
{
  const QString svg = QString::fromStdString( histogram( { 0, 1, 1.5, 4 }, 4, {} ) );
  QVERIFY( svg.contains( "0 to 1: 1" ) );
  QVERIFY( svg.contains( "1 to 2: 2" ) );
  QVERIFY( svg.contains( "3 to 4: 1" ) );
}

void TestHtmlReport::ticksAreRound()
{
  QCOMPARE( axisTicks( 0, 100, 5 ), ( std::vector<double>{ 0, 20, 40, 60, 80, 100 } ) );
  QCOMPARE( axisTicks( 3, 3, 5 ), std::vector<double>{} );
}

void TestHtmlReport::ticksTellTheirNeighboursApart_data()
{
  QTest::addColumn<double>( "low" );
  QTest::addColumn<double>( "high" );
  QTest::addColumn<QStringList>( "labels" );
  QTest::newRow( "months" ) << 2015.3 << 2015.5 << QStringList{ "2015.3", "2015.4", "2015.5" };
  QTest::newRow( "days" ) << 2015.5 << 2015.51 << QStringList{ "2015.5", "2015.505", "2015.51" };
  QTest::newRow( "years" ) << 2013.0 << 2015.0 << QStringList{ "2013", "2014", "2015" };
  QTest::newRow( "steps" ) << 0.0 << 200000.0 << QStringList{ "0", "100000", "200000" };
  QTest::newRow( "rates" ) << 0.0 << 1e-4 << QStringList{ "0", "5e-05", "0.0001" };
  QTest::newRow( "millions" ) << 2e6 << 3e6 << QStringList{ "2e+06", "2.5e+06", "3e+06" };
  QTest::newRow( "both signs" ) << -0.2 << 0.2 << QStringList{ "-0.2", "0", "0.2" };
}

void TestHtmlReport::ticksTellTheirNeighboursApart()
{
  QFETCH( double, low );
  QFETCH( double, high );
  QFETCH( QStringList, labels );
  QStringList found;
  for ( const std::string &label : tickLabels( axisTicks( low, high, 2 ) ) )
    found << label.c_str();
  QCOMPARE( found, labels );
}

//! The texts of \a svg, in their order.
static QStringList textsOf( const std::string &svg )
{
  QDomDocument document;
  document.setContent( QByteArray::fromStdString( svg ) );
  const QDomNodeList nodes = document.elementsByTagName( "text" );
  QStringList texts;
  for ( int i = 0; i < nodes.size(); ++i )
    if ( !nodes.at( i ).toElement().text().isEmpty() )
      texts << nodes.at( i ).toElement().text();
  return texts;
}

void TestHtmlReport::axesOfCountsHaveWholeTicks()
{
  PlotOptions counts;
  counts.wholeX = counts.wholeY = true;
  QCOMPARE( textsOf( linePlot( { { "", { 1, 2 }, { 0, 1 } } }, counts ) ),
            ( QStringList{ "0", "1", "1", "2" } ) );
  QCOMPARE( textsOf( linePlot( { { "", { 1 }, { 0 } } }, counts ) ),
            ( QStringList{ "0", "1", "0", "1", "2" } ) );
  // One scene in each of two bins, from 0 to 4 m.
  QCOMPARE( textsOf( histogram( { 0, 4 }, 2, {} ) ).mid( 0, 2 ), ( QStringList{ "0", "1" } ) );
}

void TestHtmlReport::logarithmicAxesHaveTwoTicksAtLeast()
{
  for ( const auto &[low, high] : { std::pair( 310.0, 480.0 ), std::pair( 0.0021, 0.0024 ),
                                    std::pair( 1.0, 1000.0 ), std::pair( 1e-9, 1e9 ) } )
  {
    const std::vector<double> ticks = logarithmicTicks( std::log10( low ), std::log10( high ) );
    QVERIFY2( ticks.size() >= 2, qPrintable( QString::number( low ) ) );
    QVERIFY( ticks.front() >= 0.999 * low && ticks.back() <= 1.001 * high );
  }
}

void TestHtmlReport::knowsPlotsWithNothingToShow()
{
  const double nan = std::numeric_limits<double>::quiet_NaN();
  QVERIFY( !hasPoints( {} ) );
  QVERIFY( !hasPoints( { { "", { 1, 2 }, { nan, nan } } } ) );
  QVERIFY( hasPoints( { { "", {}, {} }, { "", { 1, 2 }, { nan, 3 } } } ) );
}

QTEST_APPLESS_MAIN( TestHtmlReport )
#include "testhtmlreport.moc"
