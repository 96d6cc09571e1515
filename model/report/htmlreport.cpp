#include "model/report/htmlreport.h"

#include <cstdint>

#include "model/base/atomicfile.h"

namespace calving
{

namespace
{

constexpr const char *style =
    "body{font:15px/1.5 system-ui,sans-serif;color:#1b2733;max-width:1000px;margin:2em auto;padding:0 1em}"
    "h1{font-size:1.6em;border-bottom:3px solid "
    "#1d3f66;padding-bottom:.3em;overflow-wrap:anywhere}h2{font-size:1.2em;margin-top:2em}"
    "table{border-collapse:collapse;margin:1em 0;font-size:.92em}td,th{padding:.25em .8em;text-align:left}"
    "th{border-bottom:2px solid #1d3f66}td{border-bottom:1px solid #d5dde5}td.n{text-align:right;"
    "font-variant-numeric:tabular-nums}figure{margin:1em 0}figcaption{color:#5a6b7b;font-size:.88em}"
    ".row{display:flex;flex-wrap:wrap;gap:1em}svg{max-width:100%;height:auto}img{image-rendering:pixelated}";

bool readsAsNumber( const std::string &cell )
{
  return cell == "–" ||
         ( !cell.empty() && cell.find_first_not_of( "0123456789.,+-eE% –" ) == std::string::npos );
}

} // namespace

HtmlReport::HtmlReport( const std::string &title )
  : mTitle( title )
{
}

void HtmlReport::append( const std::string &markup, bool isImage )
{
  if ( isImage != mInRow )
    mBody += isImage ? "<div class=\"row\">\n" : "</div>\n";
  mInRow = isImage;
  mBody += markup + '\n';
}

void HtmlReport::heading( const std::string &text )
{
  append( "<h2>" + escaped( text ) + "</h2>" );
}

void HtmlReport::paragraph( const std::string &text )
{
  append( "<p>" + escaped( text ) + "</p>" );
}

void HtmlReport::list( const std::vector<std::string> &items )
{
  std::string markup = "<ul>";
  for ( const std::string &item : items )
    markup += "<li>" + escaped( item ) + "</li>";
  append( markup + "</ul>" );
}

void HtmlReport::values( const std::vector<std::pair<std::string, std::string>> &pairs )
{
  std::string markup = "<table>";
  for ( const auto &[name, value] : pairs )
    markup += "<tr><td>" + escaped( name ) + "</td><td>" + escaped( value ) + "</td></tr>\n";
  append( markup + "</table>" );
}

void HtmlReport::table( const std::vector<std::string> &columns,
                        const std::vector<std::vector<std::string>> &rows )
{
  std::string markup = "<table><tr>";
  for ( const std::string &column : columns )
    markup += "<th>" + escaped( column ) + "</th>";
  markup += "</tr>\n";
  for ( const std::vector<std::string> &row : rows )
  {
    markup += "<tr>";
    for ( const std::string &cell : row )
      markup += ( readsAsNumber( cell ) ? "<td class=\"n\">" : "<td>" ) + escaped( cell ) + "</td>";
    markup += "</tr>\n";
  }
  append( markup + "</table>" );
}

void HtmlReport::figure( const std::string &svg, const std::string &caption )
{
  append( "<figure>" + svg + "<figcaption>" + escaped( caption ) + "</figcaption></figure>" );
}

void HtmlReport::image( std::string_view png, const std::string &caption, int width )
{
  append( "<figure><img width=\"" + std::to_string( width ) + "\" alt=\"" + escaped( caption ) +
              "\" src=\"data:image/png;base64," + base64( png ) + "\"/><figcaption>" + escaped( caption ) +
              "</figcaption></figure>",
          true );
}

std::string HtmlReport::html() const
{
  const std::string title = escaped( mTitle );
  return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n<title>" + title +
         "</title>\n<style>" + style + "</style></head>\n<body>\n<h1>" + title + "</h1>\n" + mBody +
         ( mInRow ? "</div>\n" : "" ) + "</body></html>\n";
}

void HtmlReport::write( const std::string &path ) const
{
  AtomicFile file( path );
  file.write( html() );
  file.commit();
}

std::string escaped( const std::string &text )
{
  std::string result;
  for ( char c : text )
  {
    switch ( c )
    {
    case '&':
      result += "&amp;";
      break;
    case '<':
      result += "&lt;";
      break;
    case '>':
      result += "&gt;";
      break;
    case '"':
      result += "&quot;";
      break;
    default:
      result += c;
    }
  }
  return result;
}

std::string base64( std::string_view bytes )
{
  static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string result;
  result.reserve( ( bytes.size() + 2 ) / 3 * 4 );
  for ( std::size_t i = 0; i < bytes.size(); i += 3 )
  {
    std::uint32_t group = 0;
    for ( std::size_t j = 0; j < 3; ++j )
      group = group << 8 | ( i + j < bytes.size() ? static_cast<std::uint8_t>( bytes[i + j] ) : 0u );
    for ( std::size_t j = 0; j < 4; ++j )
      result += i + j <= bytes.size() ? digits[group >> ( 18 - 6 * j ) & 63] : '=';
  }
  return result;
}

} // namespace calving
