#include "model/sar/product/xmlnode.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include <cpl_error.h>
#include <cpl_vsi.h>

#include "model/base/regularfile.h"

namespace calving
{

namespace
{

// The largest files of real products are annotations of 3 MB with 60 000 nodes.
constexpr std::size_t largestFile = 64u << 20;
constexpr std::ptrdiff_t mostTags = 2000000;

bool isSpace( char c )
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isNamed( const pugi::xml_node &node, const char *name, std::size_t length )
{
  const char *full = node.name();
  const char *colon = std::strchr( full, ':' );
  const char *local = colon ? colon + 1 : full;
  return std::strlen( local ) == length && std::strncmp( local, name, length ) == 0;
}

pugi::xml_node firstNamed( pugi::xml_node node, const char *name, std::size_t length )
{
  while ( node && !isNamed( node, name, length ) )
    node = node.next_sibling();
  return node;
}

//! Reads one number at \a text and moves past it. False where there is none.
template <typename Number> bool takeNumber( const char *&text, const char *end, Number &value )
{
  if ( text != end && *text == '+' ) // from_chars knows no plus sign, orbit files do
    ++text;
  const auto [after, problem] = std::from_chars( text, end, value );
  if ( problem != std::errc() || ( after != end && !isSpace( *after ) ) )
    return false;
  text = after;
  return true;
}

template <typename Number> bool isUsable( Number value )
{
  return std::isfinite( static_cast<double>( value ) );
}

template <typename Number> std::vector<Number> numberList( const XmlNode &node, const char *text )
{
  const char *end = text + std::strlen( text );
  std::vector<Number> values;
  while ( true )
  {
    while ( text != end && isSpace( *text ) )
      ++text;
    if ( text == end )
      return values;
    Number value{};
    const char *start = text;
    if ( !takeNumber( text, end, value ) || !isUsable( value ) )
      throw node.error( "holds “" + std::string( start, std::min<std::size_t>( end - start, 24 ) ) +
                        "” where a number should be" );
    values.push_back( value );
  }
}

template <typename Number> Number onlyNumber( const XmlNode &node, const char *text )
{
  const std::vector<Number> values = numberList<Number>( node, text );
  if ( values.size() != 1 )
    throw node.error( "should hold one number" );
  return values.front();
}

} // namespace

struct XmlNode::Document
{
  std::string name;
  std::string advice;
  pugi::xml_document xml;
};

XmlNode::XmlNode( std::shared_ptr<const Document> document, pugi::xml_node node )
  : mDocument( std::move( document ) )
  , mNode( node )
{
}

XmlNode XmlNode::parse( const std::string &xml, const std::string &name, const std::string &root,
                        const std::string &advice )
{
  if ( xml.size() > largestFile || std::count( xml.begin(), xml.end(), '<' ) > mostTags )
    throw Error( "The file " + name + " is far larger than such a file of a Sentinel-1 product. " + advice );
  auto document = std::make_shared<Document>();
  document->name = name;
  document->advice = advice;
  const pugi::xml_parse_result result =
      document->xml.load_buffer( xml.data(), xml.size(), pugi::parse_default, pugi::encoding_utf8 );
  if ( !result )
    throw Error( "The file " + name + " is not valid XML (" + result.description() + " at byte " +
                 std::to_string( result.offset ) + "). " + advice );
  const pugi::xml_node top = document->xml.document_element();
  if ( !isNamed( top, root.c_str(), root.size() ) )
    throw Error( "The file " + name + " is not what it should be: its root is <" + std::string( top.name() ) +
                 ">, not <" + root + ">. " + advice );
  return XmlNode( std::move( document ), top );
}

XmlNode XmlNode::load( const std::string &path, const std::string &root )
{
  return parse( readTextFile( path, largestFile ), path, root );
}

pugi::xml_node XmlNode::find( const std::string &path ) const
{
  pugi::xml_node node = mNode;
  std::size_t start = 0;
  while ( node && start < path.size() )
  {
    const std::size_t end = std::min( path.find( '/', start ), path.size() );
    node = firstNamed( node.first_child(), path.c_str() + start, end - start );
    start = end + 1;
  }
  return node;
}

bool XmlNode::has( const std::string &path ) const
{
  return static_cast<bool>( find( path ) );
}

XmlNode XmlNode::at( const std::string &path ) const
{
  const pugi::xml_node node = find( path );
  if ( !node )
    throw Error( "The file " + mDocument->name + " lacks the node " + mNode.path() + "/" + path + ". " +
                 mDocument->advice );
  return XmlNode( mDocument, node );
}

std::vector<XmlNode> XmlNode::all( const std::string &path ) const
{
  const std::size_t slash = path.rfind( '/' );
  const std::string name = slash == std::string::npos ? path : path.substr( slash + 1 );
  const pugi::xml_node parent = slash == std::string::npos ? mNode : find( path.substr( 0, slash ) );
  std::vector<XmlNode> nodes;
  for ( pugi::xml_node node = firstNamed( parent.first_child(), name.c_str(), name.size() ); node;
        node = firstNamed( node.next_sibling(), name.c_str(), name.size() ) )
    nodes.push_back( XmlNode( mDocument, node ) );
  return nodes;
}

std::vector<XmlNode> XmlNode::descendants( const std::string &name ) const
{
  std::vector<XmlNode> nodes;
  pugi::xml_node node = mNode.first_child();
  while ( node )
  {
    if ( isNamed( node, name.c_str(), name.size() ) )
      nodes.push_back( XmlNode( mDocument, node ) );
    pugi::xml_node next = node.first_child();
    while ( !next && node && node != mNode )
    {
      next = node.next_sibling();
      node = node.parent();
    }
    node = next;
  }
  return nodes;
}

const char *XmlNode::textOf( const std::string &path ) const
{
  return path.empty() ? mNode.child_value() : at( path ).mNode.child_value();
}

std::string XmlNode::text( const std::string &path ) const
{
  const std::string whole = textOf( path );
  const auto first = std::find_if_not( whole.begin(), whole.end(), isSpace );
  const auto last = std::find_if_not( whole.rbegin(), std::make_reverse_iterator( first ), isSpace ).base();
  return std::string( first, last );
}

std::string XmlNode::attribute( const std::string &name ) const
{
  return mNode.attribute( name.c_str() ).value();
}

double XmlNode::number( const std::string &path ) const
{
  const XmlNode node = at( path );
  return onlyNumber<double>( node, node.textOf( {} ) );
}

int XmlNode::integer( const std::string &path ) const
{
  const XmlNode node = at( path );
  return onlyNumber<int>( node, node.textOf( {} ) );
}

UtcTime XmlNode::time( const std::string &path ) const
{
  const XmlNode node = at( path );
  const std::string value = node.text();
  if ( const std::optional<UtcTime> time = UtcTime::parse( value ) )
    return *time;
  throw node.error( "holds “" + value.substr( 0, 40 ) + "” where a time should be" );
}

std::vector<double> XmlNode::numbers( const std::string &path ) const
{
  const XmlNode node = at( path );
  return numberList<double>( node, node.textOf( {} ) );
}

std::vector<int> XmlNode::integers( const std::string &path ) const
{
  const XmlNode node = at( path );
  return numberList<int>( node, node.textOf( {} ) );
}

Error XmlNode::error( const std::string &wrong ) const
{
  return Error( "In the file " + mDocument->name + ", the node " + mNode.path() + " " + wrong + ". " +
                mDocument->advice );
}

std::string readTextFile( const std::string &path, std::size_t limit, const std::string &advice )
{
  requireRegularFile( path );
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  CPLErrorReset();
  VSILFILE *file = VSIFOpenL( path.c_str(), "rb" );
  if ( !file )
    throw Error( "Cannot open the file " + path + ". Check that it exists and may be read." );
  std::string content;
  std::vector<char> block( 1 << 16 );
  std::size_t count = 0;
  while ( content.size() <= limit && ( count = VSIFReadL( block.data(), 1, block.size(), file ) ) > 0 )
    content.append( block.data(), count );
  VSIFCloseL( file );
  if ( content.size() > limit )
    throw Error( "The file " + path + " is larger than such a file can be." );
  if ( CPLGetLastErrorType() >= CE_Failure ) // a broken archive
    throw Error( "The file " + path + " cannot be read to its end: " + CPLGetLastErrorMsg() + ". " + advice );
  return content;
}

} // namespace calving
