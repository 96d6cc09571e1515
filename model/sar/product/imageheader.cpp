#include "model/sar/product/imageheader.h"

#include <algorithm>
#include <array>

namespace calving
{

namespace
{

//! The text of \a node, which must be one of \a known.
template <std::size_t count>
std::string oneOf( const XmlNode &node, const std::array<const char *, count> &known )
{
  const std::string text = node.text();
  if ( std::find( known.begin(), known.end(), text ) == known.end() )
    throw node.error( "holds “" + text.substr( 0, 24 ) + "”, which this software does not know" );
  return text;
}

constexpr std::array<const char *, 4> missions{ "S1A", "S1B", "S1C", "S1D" };
constexpr std::array<const char *, 2> types{ "GRD", "SLC" };
constexpr std::array<const char *, 4> polarisations{ "HH", "HV", "VV", "VH" };

//! Stripmap products name their mode after the beam, S1 to S6.
std::string modeOf( const XmlNode &node )
{
  constexpr std::array<const char *, 9> modes{ "IW", "EW", "SM", "S1", "S2", "S3", "S4", "S5", "S6" };
  const std::string mode = oneOf( node, modes );
  return mode[0] == 'S' ? "SM" : mode;
}

} // namespace

ImageHeader readImageHeader( const XmlNode &root )
{
  const XmlNode node = root.at( "adsHeader" );
  ImageHeader header;
  header.mission = oneOf( node.at( "missionId" ), missions );
  header.productType = oneOf( node.at( "productType" ), types );
  header.polarisation = oneOf( node.at( "polarisation" ), polarisations );
  header.mode = modeOf( node.at( "mode" ) );
  header.swath = node.text( "swath" );
  header.start = node.time( "startTime" );
  header.stop = node.time( "stopTime" );
  header.absoluteOrbit = node.integer( "absoluteOrbitNumber" );
  return header;
}

} // namespace calving
