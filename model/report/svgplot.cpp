#include "model/report/svgplot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <locale>
#include <sstream>

#include "model/base/numbertext.h"
#include "model/report/axisticks.h"
#include "model/report/htmlreport.h"

namespace calving
{

namespace
{

constexpr std::array colours{ "#1d6fb8", "#e8730c", "#2a9d5c", "#b8327a", "#7a5cc2", "#8a6d3b", "#4c5a67" };
constexpr double left = 64;
constexpr double right = 16;
constexpr double top = 34;
constexpr double bottom = 48;

struct Range
{
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void include( double value )
  {
    if ( !std::isfinite( value ) )
      return;
    low = std::min( low, value );
    high = std::max( high, value );
  }

  //! Never empty, so that it can be divided by; from one whole number to another if \a whole.
  Range usable( bool whole = false ) const
  {
    if ( low > high || ( low == 0 && high == 0 ) )
      return { 0, 1 };
    if ( low == high )
      return whole ? Range{ std::ceil( low ) - 1, std::floor( high ) + 1 } : Range{ low - 0.5, high + 0.5 };
    return whole ? Range{ std::floor( low ), std::ceil( high ) } : *this;
  }
};

std::string coordinate( double value )
{
  return numberText( value, Decimals{ 2 } );
}

//! Few digits: 1500, 12346, 0.05, 1e-05.
std::string shortNumber( double value )
{
  constexpr int digits = 4;
  if ( std::abs( value ) >= 1000 && std::abs( value ) < 1e6 )
    return numberText( value, Decimals{ 0 } );
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text.precision( digits );
  text << ( std::abs( value ) < 1e-12 ? 0.0 : value );
  return text.str();
}

//! Frame, axes and labels, and where values lie on the page.
class Canvas
{
public:
  Canvas( const PlotOptions &options, const Range &x, const Range &y )
    : mOptions( options )
    , mX( x.usable( options.wholeX ) )
    , mY( y.usable( options.wholeY ) )
  {
    mSvg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + std::to_string( options.width ) +
           ' ' + std::to_string( options.height ) + "\" width=\"" + std::to_string( options.width ) +
           "\" height=\"" + std::to_string( options.height ) +
           "\" font-family=\"sans-serif\" font-size=\"11\" fill=\"#1b2733\">\n";
    mSvg += "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
    text( options.width / 2.0, 18, options.title,
          "text-anchor=\"middle\" font-size=\"13\" font-weight=\"bold\"" );
    text( ( left + plotRight() ) / 2, options.height - 8.0, options.xLabel, "text-anchor=\"middle\"" );
    const double middle = ( top + plotBottom() ) / 2;
    text( 14, middle, options.yLabel,
          "text-anchor=\"middle\" transform=\"rotate(-90 14 " + coordinate( middle ) + ")\"" );
    yAxis();
  }

  double plotRight() const { return mOptions.width - right; }
  double plotBottom() const { return mOptions.height - bottom; }
  double scaled( double y ) const { return mOptions.logarithmic ? std::log10( y ) : y; }
  double pageX( double x ) const
  {
    return left + ( x - mX.low ) / ( mX.high - mX.low ) * ( plotRight() - left );
  }
  double pageY( double y ) const
  {
    return plotBottom() - ( scaled( y ) - mY.low ) / ( mY.high - mY.low ) * ( plotBottom() - top );
  }

  void add( const std::string &markup ) { mSvg += markup + '\n'; }

  void text( double x, double y, const std::string &words, const std::string &attributes )
  {
    add( "<text x=\"" + coordinate( x ) + "\" y=\"" + coordinate( y ) + "\" " + attributes + '>' +
         escaped( words ) + "</text>" );
  }

  void line( double x1, double y1, double x2, double y2, const std::string &attributes )
  {
    add( "<line x1=\"" + coordinate( x1 ) + "\" y1=\"" + coordinate( y1 ) + "\" x2=\"" + coordinate( x2 ) +
         "\" y2=\"" + coordinate( y2 ) + "\" " + attributes + "/>" );
  }

  void xAxis()
  {
    const std::vector<double> ticks = axisTicks( mX.low, mX.high, 8, mOptions.wholeX );
    const std::vector<std::string> labels = tickLabels( ticks );
    for ( std::size_t i = 0; i < ticks.size(); ++i )
    {
      const double x = pageX( ticks[i] );
      line( x, plotBottom(), x, plotBottom() + 4, "stroke=\"#4c5a67\"" );
      text( x, plotBottom() + 17, labels[i], "text-anchor=\"middle\"" );
    }
  }

  std::string finished()
  {
    line( left, plotBottom(), plotRight(), plotBottom(), "stroke=\"#4c5a67\"" );
    return mSvg + "</svg>";
  }

private:
  void yAxis()
  {
    const std::vector<double> ticks = mOptions.logarithmic ? logarithmicTicks( mY.low, mY.high )
                                                           : axisTicks( mY.low, mY.high, 6, mOptions.wholeY );
    const std::vector<std::string> labels = tickLabels( ticks );
    for ( std::size_t i = 0; i < ticks.size(); ++i )
    {
      const double y = pageY( ticks[i] );
      line( left, y, plotRight(), y, "stroke=\"#e2e8ee\"" );
      text( left - 6, y + 4, labels[i], "text-anchor=\"end\"" );
    }
  }

  PlotOptions mOptions;
  Range mX;
  Range mY;
  std::string mSvg;
};

//! The path of \a series, lifted over gaps.
std::string path( const PlotSeries &series, const Canvas &canvas )
{
  std::string commands;
  bool down = false;
  for ( std::size_t i = 0; i < std::min( series.x.size(), series.y.size() ); ++i )
  {
    const bool drawable = std::isfinite( series.x[i] ) && std::isfinite( canvas.scaled( series.y[i] ) );
    if ( drawable )
      commands += ( down ? "L" : "M" ) + coordinate( canvas.pageX( series.x[i] ) ) + ' ' +
                  coordinate( canvas.pageY( series.y[i] ) );
    down = drawable;
  }
  return commands;
}

void drawMarkers( const PlotSeries &series, const std::string &colour, Canvas &canvas )
{
  for ( std::size_t i = 0; i < std::min( series.x.size(), series.y.size() ); ++i )
    if ( std::isfinite( series.x[i] ) && std::isfinite( canvas.scaled( series.y[i] ) ) )
      canvas.add( "<circle cx=\"" + coordinate( canvas.pageX( series.x[i] ) ) + "\" cy=\"" +
                  coordinate( canvas.pageY( series.y[i] ) ) + "\" r=\"2.5\" fill=\"" + colour + "\"/>" );
}

//! Whether \a series has an interval at \a i that can be drawn.
bool hasInterval( const PlotSeries &series, std::size_t i, const Canvas &canvas )
{
  return i < std::min( series.low.size(), series.high.size() ) && std::isfinite( series.x[i] ) &&
         std::isfinite( canvas.scaled( series.low[i] ) ) && std::isfinite( canvas.scaled( series.high[i] ) );
}

//! Between the ends of all intervals of \a series.
void drawBand( const PlotSeries &series, const std::string &colour, Canvas &canvas )
{
  std::string above;
  std::string below;
  for ( std::size_t i = 0; i < series.x.size(); ++i )
    if ( hasInterval( series, i, canvas ) )
    {
      const std::string x = coordinate( canvas.pageX( series.x[i] ) ) + ' ';
      above += ( above.empty() ? "M" : "L" ) + x + coordinate( canvas.pageY( series.high[i] ) );
      below = "L" + x + coordinate( canvas.pageY( series.low[i] ) ) + below;
    }
  if ( !above.empty() )
    canvas.add( "<path d=\"" + above + below + "Z\" stroke=\"none\" fill-opacity=\"0.2\" fill=\"" + colour +
                "\"/>" );
}

void drawBars( const PlotSeries &series, const std::string &colour, Canvas &canvas )
{
  const auto upright = [&]( std::size_t i, double from, double to, const char *width )
  {
    const double x = canvas.pageX( series.x[i] );
    canvas.line( x, canvas.pageY( from ), x, canvas.pageY( to ),
                 std::string( "stroke-width=\"" ) + width + "\" stroke=\"" + colour + '"' );
  };
  for ( std::size_t i = 0; i < std::min( series.x.size(), series.y.size() ); ++i )
  {
    if ( series.stems && std::isfinite( series.x[i] ) && std::isfinite( series.y[i] ) )
      upright( i, 0, series.y[i], "3" );
    if ( hasInterval( series, i, canvas ) )
      upright( i, series.low[i], series.high[i], "0.8" );
  }
}

void drawLegend( const std::vector<PlotSeries> &series, Canvas &canvas )
{
  double y = top + 12;
  for ( std::size_t i = 0; i < series.size(); ++i, y += 15 )
  {
    if ( series[i].name.empty() )
      continue;
    canvas.line( canvas.plotRight() - 24, y - 4, canvas.plotRight() - 6, y - 4,
                 std::string( "stroke-width=\"3\" stroke=\"" ) + colours[i % colours.size()] + '"' );
    canvas.text( canvas.plotRight() - 30, y, series[i].name, "text-anchor=\"end\"" );
  }
}

void drawBar( const PlotBar &bar, double from, double to, Canvas &canvas )
{
  if ( !std::isfinite( bar.value ) )
    return;
  const double y = canvas.pageY( bar.value );
  const double zero = canvas.plotBottom();
  canvas.add( "<rect x=\"" + coordinate( from ) + "\" y=\"" + coordinate( std::min( y, zero ) ) +
              "\" width=\"" + coordinate( to - from ) + "\" height=\"" + coordinate( std::abs( zero - y ) ) +
              "\" fill=\"" + colours[0] + "\"><title>" +
              escaped( bar.name + ": " + shortNumber( bar.value ) ) + "</title></rect>" );
  if ( std::isfinite( bar.low ) && std::isfinite( bar.high ) && bar.low < bar.high )
    canvas.line( ( from + to ) / 2, canvas.pageY( bar.low ), ( from + to ) / 2, canvas.pageY( bar.high ),
                 "stroke=\"#1b2733\" stroke-width=\"1.5\"" );
}

} // namespace

std::string linePlot( const std::vector<PlotSeries> &series, const PlotOptions &options )
{
  Range x;
  Range y;
  for ( const PlotSeries &one : series )
    for ( std::size_t i = 0; i < std::min( one.x.size(), one.y.size() ); ++i )
    {
      const auto include = [&]( double value )
      { y.include( options.logarithmic ? std::log10( value ) : value ); };
      x.include( one.x[i] );
      include( one.y[i] );
      if ( one.stems )
        include( 0 );
      if ( i < std::min( one.low.size(), one.high.size() ) )
      {
        include( one.low[i] );
        include( one.high[i] );
      }
    }
  Canvas canvas( options, x, y );
  canvas.xAxis();
  for ( std::size_t i = 0; i < series.size(); ++i )
  {
    const std::string colour = colours[i % colours.size()];
    if ( series[i].line )
      drawBand( series[i], colour, canvas );
    else
      drawBars( series[i], colour, canvas );
    if ( series[i].line )
      canvas.add( "<path d=\"" + path( series[i], canvas ) +
                  "\" fill=\"none\" stroke-width=\"1.8\" stroke=\"" + colour + "\"/>" );
    if ( series[i].markers || !( series[i].line || series[i].stems ) )
      drawMarkers( series[i], colour, canvas );
  }
  drawLegend( series, canvas );
  return canvas.finished();
}

std::string barPlot( const std::vector<PlotBar> &bars, const PlotOptions &options )
{
  Range y;
  y.include( 0 );
  for ( const PlotBar &bar : bars )
  {
    y.include( bar.value );
    y.include( bar.high );
  }
  PlotOptions linear = options;
  linear.logarithmic = false;
  Canvas canvas( linear, { 0, 1 }, y );
  const double step = ( canvas.plotRight() - left ) / std::max<std::size_t>( bars.size(), 1 );
  // Names that would run into each other are turned.
  const bool turned = std::any_of( bars.begin(), bars.end(),
                                   [step]( const PlotBar &bar )
                                   { return 6.0 * static_cast<double>( bar.name.size() ) > step; } );
  for ( std::size_t i = 0; i < bars.size(); ++i )
  {
    const double from = left + step * static_cast<double>( i );
    drawBar( bars[i], from + 0.15 * step, from + 0.85 * step, canvas );
    const std::string x = coordinate( from + step / 2 );
    const std::string y0 = coordinate( canvas.plotBottom() + 14 );
    canvas.text( from + step / 2, canvas.plotBottom() + 14, bars[i].name,
                 turned ? "text-anchor=\"end\" font-size=\"9\" transform=\"rotate(-30 " + x + ' ' + y0 + ")\""
                        : "text-anchor=\"middle\"" );
  }
  return canvas.finished();
}

std::string histogram( const std::vector<double> &values, int bins, const PlotOptions &options )
{
  Range x;
  x.include( 0 );
  for ( double value : values )
    x.include( value );
  const Range usable = x.usable();
  std::vector<double> counts( static_cast<std::size_t>( std::max( bins, 1 ) ), 0.0 );
  const double binWidth = ( usable.high - usable.low ) / static_cast<double>( counts.size() );
  for ( double value : values )
    if ( std::isfinite( value ) )
      ++counts[std::min( counts.size() - 1, static_cast<std::size_t>( ( value - usable.low ) / binWidth ) )];

  Range y;
  y.include( 0 );
  for ( double count : counts )
    y.include( count );
  PlotOptions counting = options;
  counting.logarithmic = false;
  counting.wholeY = true;
  Canvas canvas( counting, usable, y );
  canvas.xAxis();
  for ( std::size_t i = 0; i < counts.size(); ++i )
  {
    const double low = usable.low + binWidth * static_cast<double>( i );
    const double none = std::numeric_limits<double>::quiet_NaN();
    drawBar( { shortNumber( low ) + " to " + shortNumber( low + binWidth ), counts[i], none, none },
             canvas.pageX( low ) + 0.5, canvas.pageX( low + binWidth ) - 0.5, canvas );
  }
  return canvas.finished();
}

bool hasPoints( const std::vector<PlotSeries> &series )
{
  for ( const PlotSeries &one : series )
    for ( std::size_t i = 0; i < std::min( one.x.size(), one.y.size() ); ++i )
      if ( std::isfinite( one.x[i] ) && std::isfinite( one.y[i] ) )
        return true;
  return false;
}

} // namespace calving
