#include "model/simulate/product/xmltext.h"

#include <charconv>

namespace calving
{

namespace
{

std::string scientific( double value, int digits )
{
  char text[40];
  return std::string(
      text, std::to_chars( text, text + sizeof text, value, std::chars_format::scientific, digits ).ptr );
}

} // namespace

std::string element( const std::string &name, const std::string &content, const std::string &attributes )
{
  return "<" + name + ( attributes.empty() ? "" : " " + attributes ) + ">" + content + "</" + name + ">\n";
}

std::string element( const std::string &name, const char *content )
{
  return element( name, std::string( content ) );
}

std::string element( const std::string &name, int value )
{
  return element( name, std::to_string( value ) );
}

std::string element( const std::string &name, UtcTime time )
{
  return element( name, time.text() );
}

std::string element( const std::string &name, double value )
{
  return element( name, scientific( value, 15 ) );
}

std::string numbers( const std::string &name, const std::vector<double> &values, int digits )
{
  std::string text;
  for ( const double value : values )
    text += ( text.empty() ? "" : " " ) +
            ( digits > 0 ? scientific( value, digits ) : std::to_string( static_cast<long long>( value ) ) );
  return element( name, text, "count=\"" + std::to_string( values.size() ) + "\"" );
}

std::string xmlFile( const std::string &content )
{
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + content;
}

} // namespace calving
