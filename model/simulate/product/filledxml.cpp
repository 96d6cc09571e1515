#include "model/simulate/product/filledxml.h"

#include <charconv>
#include <sstream>
#include <stdexcept>

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

pugi::xml_document parsedTemplate( const char *xml )
{
  pugi::xml_document document;
  if ( !document.load_string( xml, pugi::parse_default | pugi::parse_declaration ) )
    throw std::logic_error( "a template is not XML" );
  return document;
}

pugi::xml_node nodeAt( pugi::xml_node parent, const std::string &path )
{
  const pugi::xml_node node = parent.first_element_by_path( path.c_str() );
  if ( !node )
    throw std::logic_error( "a template lacks " + parent.path() + "/" + path );
  return node;
}

void fill( pugi::xml_node parent, const std::string &path, const std::string &text )
{
  nodeAt( parent, path ).text().set( text.c_str() );
}

void fill( pugi::xml_node parent, const std::string &path, int value )
{
  fill( parent, path, std::to_string( value ) );
}

void fill( pugi::xml_node parent, const std::string &path, UtcTime time )
{
  fill( parent, path, time.text() );
}

void fill( pugi::xml_node parent, const std::string &path, double value )
{
  fill( parent, path, scientific( value, 15 ) );
}

void fill( pugi::xml_node parent, const std::string &path, const std::vector<double> &values, int digits )
{
  std::string text;
  for ( const double value : values )
    text += ( text.empty() ? "" : " " ) +
            ( digits > 0 ? scientific( value, digits ) : std::to_string( static_cast<long long>( value ) ) );
  fill( parent, path, text );
  nodeAt( parent, path ).attribute( "count" ).set_value( values.size() );
}

void fillHeader( pugi::xml_node root, const ImageHeader &header, int number )
{
  const pugi::xml_node node = nodeAt( root, "adsHeader" );
  const std::string digits = std::to_string( number );
  fill( node, "missionId", header.mission );
  fill( node, "productType", header.productType );
  fill( node, "polarisation", header.polarisation );
  fill( node, "mode", header.mode );
  fill( node, "swath", header.swath );
  fill( node, "startTime", header.start );
  fill( node, "stopTime", header.stop );
  fill( node, "absoluteOrbitNumber", header.absoluteOrbit );
  fill( node, "imageNumber", std::string( 3 - digits.size(), '0' ) + digits );
}

std::string textOf( const pugi::xml_document &document )
{
  std::ostringstream stream;
  document.save( stream, "  " );
  return stream.str();
}

} // namespace calving
