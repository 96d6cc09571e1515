#include "model/sar/product/radarframexml.h"

#include <charconv>

#include "model/sar/product/xmlnode.h"

namespace calving
{

namespace
{

//! The shortest text that reads back as \a value.
std::string exact( double value )
{
  char text[32];
  return std::string( text, std::to_chars( text, text + sizeof text, value ).ptr );
}

//! All nanoseconds; UtcTime::text() rounds to microseconds, which is all that products have.
std::string exact( UtcTime time )
{
  return std::to_string( time.nanoseconds );
}

template <typename Numbers> std::string list( const Numbers &numbers )
{
  std::string text;
  for ( const double number : numbers )
    text += ( text.empty() ? "" : " " ) + exact( number );
  return text;
}

std::string element( const std::string &name, const std::string &content )
{
  return "<" + name + ">" + content + "</" + name + ">";
}

//! \a count numbers, the first of which counts nanoseconds, hence is not a double.
UtcTime instant( const XmlNode &node, const std::string &path )
{
  const std::string text = node.text( path );
  UtcTime time;
  const auto [end, problem] = std::from_chars( text.data(), text.data() + text.size(), time.nanoseconds );
  constexpr std::int64_t yearNs = 31556952000000000;
  if ( problem != std::errc() || end != text.data() + text.size() || time.nanoseconds < 0 ||
       time.nanoseconds > 250 * yearNs )
    throw node.at( path ).error( "should hold nanoseconds since 1970" );
  return time;
}

Vector3 vectorAt( const XmlNode &node, const std::string &path )
{
  const std::vector<double> numbers = node.numbers( path );
  if ( numbers.size() != 3 )
    throw node.at( path ).error( "should hold three numbers" );
  return { numbers[0], numbers[1], numbers[2] };
}

CoordinateConversion conversionAt( const XmlNode &node )
{
  CoordinateConversion conversion{ instant( node, "time" ), node.number( "slantOrigin" ),
                                   node.number( "groundOrigin" ), node.numbers( "slantToGround" ),
                                   node.numbers( "groundToSlant" ) };
  if ( conversion.slantToGround.size() < 2 || conversion.groundToSlant.size() < 2 )
    throw node.error( "should hold polynomials" );
  return conversion;
}

} // namespace

std::string toXml( const RadarFrame &frame )
{
  std::string xml = element( "width", std::to_string( frame.width ) ) +
                    element( "height", std::to_string( frame.height ) ) +
                    element( "firstLineTime", exact( frame.firstLineTime ) ) +
                    element( "lineInterval", exact( frame.lineInterval ) ) +
                    element( "bistaticReference", exact( frame.bistaticReference ) ) +
                    element( "firstRange", exact( frame.firstRange ) ) +
                    element( "rangeSpacing", exact( frame.rangeSpacing ) );
  for ( const CoordinateConversion &c : frame.conversions )
    xml += element( "conversion", element( "time", exact( c.azimuthTime ) ) +
                                      element( "slantOrigin", exact( c.slantOrigin ) ) +
                                      element( "groundOrigin", exact( c.groundOrigin ) ) +
                                      element( "slantToGround", list( c.slantToGround ) ) +
                                      element( "groundToSlant", list( c.groundToSlant ) ) );
  for ( const StateVector &v : frame.orbit )
    xml += element( "stateVector", element( "time", exact( v.time ) ) +
                                       element( "position", list( v.position ) ) +
                                       element( "velocity", list( v.velocity ) ) );
  return element( "radarFrame", xml );
}

RadarFrame parseRadarFrame( const std::string &xml, const std::string &name )
{
  const XmlNode root = XmlNode::parse( xml, name, "radarFrame", "Make the raster again from its product." );
  RadarFrame frame;
  frame.width = root.integer( "width" );
  frame.height = root.integer( "height" );
  frame.firstLineTime = instant( root, "firstLineTime" );
  frame.lineInterval = root.number( "lineInterval" );
  frame.bistaticReference = root.number( "bistaticReference" );
  frame.firstRange = root.number( "firstRange" );
  frame.rangeSpacing = root.number( "rangeSpacing" );
  for ( const XmlNode &node : root.all( "conversion" ) )
    frame.conversions.push_back( conversionAt( node ) );
  for ( const XmlNode &node : root.all( "stateVector" ) )
    frame.orbit.push_back(
        { instant( node, "time" ), vectorAt( node, "position" ), vectorAt( node, "velocity" ) } );
  if ( frame.width < 1 || frame.height < 1 || !( frame.lineInterval > 0 ) || !( frame.rangeSpacing > 0 ) )
    throw root.error( "does not describe a picture" );
  return frame;
}

} // namespace calving
