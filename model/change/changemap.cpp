#include "model/change/changemap.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/base/numbertext.h"
#include "model/change/boxcut.h"
#include "model/report/htmlreport.h"

namespace calving
{

namespace
{

constexpr double size = 560;
constexpr double margin = 24;

//! From the plane to the page.
class Page
{
public:
  void include( const Point &point )
  {
    mLow = { std::min( mLow[0], point[0] ), std::min( mLow[1], point[1] ) };
    mHigh = { std::max( mHigh[0], point[0] ), std::max( mHigh[1], point[1] ) };
  }

  double pixelsPerMetre() const
  {
    return ( size - 2 * margin ) / std::max( { mHigh[0] - mLow[0], mHigh[1] - mLow[1], 1.0 } );
  }
  double width() const { return 2 * margin + ( mHigh[0] - mLow[0] ) * pixelsPerMetre(); }
  double height() const { return 2 * margin + ( mHigh[1] - mLow[1] ) * pixelsPerMetre(); }

  std::string place( const Point &point ) const
  {
    constexpr Decimals tenth{ 1 };
    return numberText( margin + ( point[0] - mLow[0] ) * pixelsPerMetre(), tenth ) + ' ' +
           numberText( margin + ( mHigh[1] - point[1] ) * pixelsPerMetre(), tenth );
  }

  std::string path( const Line &line ) const
  {
    std::string commands;
    for ( const Point &point : line )
      commands += ( commands.empty() ? "M" : "L" ) + place( point );
    return commands;
  }

private:
  Point mLow{ 1e300, 1e300 };
  Point mHigh{ -1e300, -1e300 };
};

std::string drawn( const std::string &path, const std::string &attributes )
{
  return "<path d=\"" + path + "\" " + attributes + "/>\n";
}

std::string areas( const Page &page, const std::vector<MapPolygon> &polygons, const char *colour )
{
  std::string path;
  for ( const MapPolygon &polygon : polygons )
    for ( const Ring &ring : polygon )
      path += page.path( ring ) + 'Z';
  return path.empty() ? path
                      : drawn( path, std::string( "fill-rule=\"evenodd\" fill-opacity=\"0.45\" fill=\"" ) +
                                         colour + '"' );
}

//! Early to late, as viridis: between its dark blue, green and yellow.
std::string colourOf( double share )
{
  constexpr std::array<std::array<double, 3>, 3> colours{
      { { 68, 1, 84 }, { 33, 145, 140 }, { 253, 231, 37 } } };
  const double position = 2 * std::clamp( share, 0.0, 1.0 );
  const std::size_t i = position < 1 ? 0 : 1;
  std::string text = "rgb(";
  for ( int band = 0; band < 3; ++band )
    text += ( band ? "," : "" ) +
            numberText( colours[i][band] + ( position - i ) * ( colours[i + 1][band] - colours[i][band] ),
                        Decimals{ 0 } );
  return text + ')';
}

//! The ice of the first and the last front that cut the box.
void addTotals( const GlacierChange &change, const Page &page, double longestGap, std::string &svg )
{
  std::vector<BoxCut> ends;
  for ( const std::size_t start : { std::size_t( 0 ), change.rows.size() - 1 } )
    for ( std::size_t i = start; i < change.rows.size(); start == 0 ? ++i : --i )
      if ( BoxCut cut = cutBox( *change.box, change.rows[i].front.parts, longestGap ); cut.succeeded )
      {
        ends.push_back( std::move( cut ) );
        break;
      }
  if ( ends.size() < 2 )
    return;
  const BoxDifference moved = differenceOf( *change.box, ends[0], ends[1] );
  svg += areas( page, moved.gained, gainedColour );
  svg += areas( page, moved.lost, lostColour );
}

//! A round length of about a fifth of the map.
std::string scaleBar( const Page &page )
{
  const double fifth = size / 5 / page.pixelsPerMetre();
  const double power = std::pow( 10, std::floor( std::log10( fifth ) ) );
  const double metres = power * ( fifth >= 5 * power ? 5 : fifth >= 2 * power ? 2 : 1 );
  const double y = page.height() + 16;
  const std::string end = numberText( margin + metres * page.pixelsPerMetre(), Decimals{ 1 } );
  const std::string words =
      metres >= 1000 ? numberText( metres / 1000, 3 ) + " km" : numberText( metres, 3 ) + " m";
  return "<path d=\"M" + numberText( margin, 3 ) + ' ' + numberText( y, 5 ) + "H" + end +
         "\" stroke=\"#1b2733\" stroke-width=\"3\"/>\n<text x=\"" + end + "\" y=\"" + numberText( y + 4, 5 ) +
         "\" dx=\"6\">" + words + "</text>\n";
}

std::string legend( const Page &page, const GlacierChange &change )
{
  const auto word = [&page]( double x, double down, const std::string &text, const char *colour )
  {
    return "<text x=\"" + numberText( margin + x, 5 ) + "\" y=\"" + numberText( page.height() + down, 5 ) +
           "\" fill=\"" + colour + "\">" + escaped( text ) + "</text>\n";
  };
  constexpr double line = 40;
  return word( 0, line, "■ gained", gainedColour ) + word( 60, line, "■ lost", lostColour ) +
         word( 110, line,
               "fronts from " + change.rows.front().front.moment.date() + " (dark) to " +
                   change.rows.back().front.moment.date() + " (bright)",
               "#1b2733" );
}

//! From the middle of the map along the flow.
std::string arrow( const GlacierChange &change, const Page &page, const Point &middle )
{
  const double length = size / 8 / page.pixelsPerMetre();
  const Point flow = change.flow.towardsOcean;
  const auto at = [&]( double ahead, double aside ) -> Point
  {
    return { middle[0] + length * ( ahead * flow[0] - aside * flow[1] ),
             middle[1] + length * ( ahead * flow[1] + aside * flow[0] ) };
  };
  return drawn( page.path( { at( -0.5, 0 ), at( 0.5, 0 ) } ) +
                    page.path( { at( 0.3, 0.12 ), at( 0.5, 0 ), at( 0.3, -0.12 ) } ),
                "fill=\"none\" stroke=\"#1b2733\" stroke-width=\"2.5\"" );
}

} // namespace

std::string changeMap( const GlacierChange &change )
{
  Page page;
  std::vector<std::vector<Line>> fronts;
  for ( const ChangeRow &row : change.rows )
    fronts.push_back( row.front.parts );
  for ( const std::vector<Line> &front : fronts )
    for ( const Line &part : front )
      std::for_each( part.begin(), part.end(), [&page]( const Point &point ) { page.include( point ); } );
  if ( change.box )
    for ( const Point &corner : change.box->outline.front() )
      page.include( corner );

  std::string body;
  if ( change.box )
  {
    constexpr double anyGap = 1;
    addTotals( change, page, anyGap * change.box->width, body );
    for ( const Ring &ring : change.box->outline )
      body += drawn( page.path( ring ), "fill=\"none\" stroke=\"#4c5a67\" stroke-dasharray=\"6 3\"" );
  }
  for ( std::size_t i = 0; i < fronts.size(); ++i )
  {
    const double first = change.rows.front().front.moment.days();
    const double span = std::max( change.rows.back().front.moment.days() - first, 1.0 );
    for ( const Line &part : fronts[i] )
      body += drawn( page.path( part ),
                     "fill=\"none\" stroke-width=\"1.1\" stroke=\"" +
                         colourOf( ( change.rows[i].front.moment.days() - first ) / span ) + '"' );
  }
  if ( change.centreline )
    body += drawn( page.path( change.centreline->points() ),
                   "fill=\"none\" stroke=\"#b8327a\" stroke-width=\"1.5\"" );
  body += arrow( change, page, middleOf( fronts ) ) + scaleBar( page ) + legend( page, change );

  const std::string width = numberText( std::max( page.width(), 400.0 ), Decimals{ 0 } );
  const std::string height = numberText( page.height() + 52, Decimals{ 0 } );
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + ' ' + height + "\" width=\"" +
         width + "\" height=\"" + height +
         "\" font-family=\"sans-serif\" font-size=\"11\" fill=\"#1b2733\">\n<rect width=\"100%\" "
         "height=\"100%\" "
         "fill=\"#ffffff\"/>\n" +
         body + "</svg>";
}

} // namespace calving
