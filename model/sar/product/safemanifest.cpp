#include "model/sar/product/safemanifest.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "model/sar/product/xmlnode.h"
#include "model/scene/relativeorbit.h"

namespace calving
{

namespace
{

//! The first node named \a name, however deep.
XmlNode first( const XmlNode &root, const std::string &name )
{
  const std::vector<XmlNode> nodes = root.descendants( name );
  if ( nodes.empty() )
    throw root.error( "should hold a node “" + name + "”" );
  return nodes.front();
}

//! "46.03,1.51 46.43,4.85 ...": latitude, longitude.
std::vector<std::array<double, 2>> footprintOf( const XmlNode &root )
{
  const XmlNode node = first( root, "coordinates" );
  std::string text = node.text();
  std::replace( text.begin(), text.end(), ',', ' ' );
  const XmlNode numbers = XmlNode::parse( "<c>" + text + "</c>", "manifest.safe", "c" );
  const std::vector<double> values = numbers.numbers();
  if ( values.size() < 6 || values.size() % 2 != 0 )
    throw node.error( "should hold the corners of the footprint" );
  std::vector<std::array<double, 2>> corners;
  for ( std::size_t i = 0; i < values.size(); i += 2 )
    corners.push_back( { values[i + 1], values[i] } );
  return corners;
}

std::string modeOf( const XmlNode &root )
{
  const XmlNode node = first( root, "mode" );
  const std::string mode = node.text();
  if ( mode == "IW" || mode == "EW" || mode == "SM" )
    return mode;
  if ( mode == "WV" )
    throw Error(
        "This product was taken in wave mode (WV), which shows spots of open ocean. Choose an IW, EW or SM "
        "product." );
  throw node.error( "holds the mode “" + mode + "”, which this software does not know" );
}

std::string typeOf( const XmlNode &root )
{
  const XmlNode node = first( root, "productType" );
  const std::string type = node.text();
  if ( type == "GRD" || type == "SLC" )
    return type;
  throw Error( "This is a product of type “" + type + "”. Choose a Level-1 product of type GRD or SLC." );
}

//! The software that made the product; the manifest also names that of each step before, deeper down.
std::string versionOf( const XmlNode &root )
{
  for ( const XmlNode &software : root.descendants( "software" ) )
    if ( software.attribute( "name" ).find( "IPF" ) != std::string::npos )
      return software.attribute( "version" );
  return {};
}

constexpr int oldestChecked = 236;
constexpr int newestChecked = 399;

//! 331 for "003.31"; nothing for what is no version.
std::optional<int> hundredfold( const std::string &text )
{
  const std::size_t point = text.find( '.' );
  int major = -1;
  int minor = -1;
  const char *end = text.data() + text.size();
  if ( point == std::string::npos || text.size() - point != 3 )
    return {};
  const auto [afterMajor, wrongMajor] = std::from_chars( text.data(), text.data() + point, major );
  const auto [afterMinor, wrongMinor] = std::from_chars( text.data() + point + 1, end, minor );
  if ( wrongMajor != std::errc() || afterMajor != text.data() + point || wrongMinor != std::errc() ||
       afterMinor != end || major < 0 || major >= 1000 || minor < 0 )
    return {};
  return 100 * major + minor;
}

} // namespace

SafeManifest parseSafeManifest( const std::string &xml, const std::string &name )
{
  const XmlNode root = XmlNode::parse( xml, name, "XFDU" );
  SafeManifest manifest;
  manifest.productType = typeOf( root );
  manifest.mode = modeOf( root );
  const XmlNode platform = first( root, "platform" );
  manifest.mission = "S1" + platform.text( "number" );
  if ( platform.text( "familyName" ) != "SENTINEL-1" || manifest.mission < "S1A" || manifest.mission > "S1D" )
    throw platform.error( "names a satellite other than Sentinel-1 A to D" );
  for ( const XmlNode &node : root.descendants( "transmitterReceiverPolarisation" ) )
    manifest.polarisations.push_back( node.text() );
  manifest.pass = first( root, "pass" ).text();
  manifest.absoluteOrbit = first( root, "orbitNumber" ).integer();
  manifest.relativeOrbit = root.descendants( "relativeOrbitNumber" ).empty()
                               ? relativeOrbit( manifest.mission, manifest.absoluteOrbit )
                               : first( root, "relativeOrbitNumber" ).integer();
  const XmlNode period = first( root, "acquisitionPeriod" );
  manifest.start = period.time( "startTime" );
  manifest.stop = period.time( "stopTime" );
  manifest.processorVersion = versionOf( root );
  manifest.footprint = footprintOf( root );
  return manifest;
}

int processorVersion( const SafeManifest &manifest )
{
  if ( const std::optional<int> version = hundredfold( manifest.processorVersion ) )
    return *version;
  throw Error(
      "The manifest says that the product was made by version “" + manifest.processorVersion +
      "” of ESA's processor (IPF), which is not a version such as “003.31”. How its noise and borders "
      "should be treated is therefore unknown. Download the product again." );
}

std::string processorWarning( const SafeManifest &manifest )
{
  const int version = hundredfold( manifest.processorVersion ).value_or( oldestChecked );
  const std::string start = "The product was made by IPF " + manifest.processorVersion;
  const std::string checked = "; this software was checked with 002.36 to 003.9x. ";
  if ( version < oldestChecked )
    return start + checked +
           "Look at noise and borders with care, or choose a newer processing of the same scene.";
  return version > newestChecked ? start + checked + "Look at the result with care." : std::string();
}

} // namespace calving
