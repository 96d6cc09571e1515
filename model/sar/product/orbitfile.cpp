#include "model/sar/product/orbitfile.h"

#include <algorithm>

#include <cpl_conv.h>
#include <cpl_string.h>

#include "model/base/regularfile.h"
#include "model/sar/product/productpath.h"
#include "model/sar/product/xmlnode.h"

namespace calving
{

namespace
{

constexpr std::size_t largestFile = 64u << 20; // a day of POEORB has 9 400 vectors in 4.4 MB

std::string missionOf( const XmlNode &root )
{
  const XmlNode node = root.at( "Earth_Explorer_Header/Fixed_Header/Mission" );
  const std::string text = node.text();
  if ( text.size() != 11 || text.rfind( "Sentinel-1", 0 ) != 0 || text.back() < 'A' || text.back() > 'D' )
    throw node.error( "names the satellite “" + text.substr( 0, 24 ) + "”, not Sentinel-1 A to D" );
  return std::string( "S1" ) + text.back();
}

//! What to do about a file that is none.
constexpr const char *advice =
    "Choose the orbit file (AUX_POEORB or AUX_RESORB, .EOF) of the product's satellite and day.";

bool hasExtension( const std::string &path, const char *extension )
{
  return EQUAL( CPLGetExtension( path.c_str() ), extension );
}

//! The orbit file in the archive \a path.
std::string fileInArchive( const std::string &path )
{
  const std::string archive = "/vsizip/" + path;
  for ( const std::string &name : filesBelow( archive ) )
    if ( hasExtension( name, "EOF" ) )
      return archive + "/" + name;
  throw Error( "The archive " + path + " holds no orbit file (.EOF). " + advice );
}

//! Where GDAL reads the orbit file \a path, which may be packed as ESA and ASF give them.
std::string unpacked( const std::string &path )
{
  if ( hasExtension( path, "zip" ) )
    return fileInArchive( path );
  return hasExtension( path, "gz" ) ? "/vsigzip/" + path : path;
}

void checkCoverage( const std::string &path, const OrbitFile &file, const OrbitRequest &request )
{
  if ( file.mission != request.mission )
    throw Error( "The orbit file " + path + " is of " + file.mission + ", but the product is of " +
                 request.mission + ". " + advice );
  const UtcTime first = file.vectors.front().time;
  const UtcTime last = file.vectors.back().time;
  if ( request.from < first || last < request.to )
    throw Error( "The orbit file " + path + " covers " + first.text() + " to " + last.text() +
                 ", but the product was taken from " + request.from.text() + " to " + request.to.text() +
                 ". " + advice );
}

} // namespace

OrbitFile parseOrbitFile( const std::string &xml, const std::string &name )
{
  const XmlNode root = XmlNode::parse( xml, name, "Earth_Explorer_File", advice );
  const XmlNode frame = root.at( "Earth_Explorer_Header/Variable_Header/Ref_Frame" );
  if ( frame.text() != "EARTH_FIXED" )
    throw frame.error( "should be EARTH_FIXED" );
  OrbitFile file{ missionOf( root ), {} };
  const XmlNode list = root.at( "Data_Block/List_of_OSVs" );
  for ( const XmlNode &node : list.all( "OSV" ) )
    file.vectors.push_back( { node.time( "UTC" ),
                              { node.number( "X" ), node.number( "Y" ), node.number( "Z" ) },
                              { node.number( "VX" ), node.number( "VY" ), node.number( "VZ" ) } } );
  if ( file.vectors.size() < 2 )
    throw list.error( "should hold at least two state vectors" );
  for ( std::size_t i = 1; i < file.vectors.size(); ++i )
    if ( !( file.vectors[i - 1].time < file.vectors[i].time ) )
      throw list.error( "holds times that do not rise" );
  return file;
}

std::vector<StateVector> readOrbit( const std::string &path, const OrbitRequest &request )
{
  requireRegularFile( path );
  const OrbitFile file = parseOrbitFile( readTextFile( unpacked( path ), largestFile, advice ), path );
  checkCoverage( path, file, request );
  constexpr double margin = 60.0;
  std::vector<StateVector> wanted;
  for ( const StateVector &vector : file.vectors )
    if ( vector.time - request.from > -margin && vector.time - request.to < margin )
      wanted.push_back( vector );
  if ( wanted.size() < 4 )
    throw Error( "The orbit file " + path + " has too few state vectors between " + request.from.text() +
                 " and " + request.to.text() + ". Choose another one." );
  return wanted;
}

} // namespace calving
