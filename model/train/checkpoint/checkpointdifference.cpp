#include "model/train/checkpoint/checkpointdifference.h"

#include <algorithm>
#include <vector>

namespace calving
{

namespace
{

const std::string separator = ", ";
//! Before a number that stands for the names of all scenes.
const std::string scenesPrefix = "scenes ";

using Items = std::vector<std::string>;

Items partsOf( const std::string &text )
{
  Items parts;
  for ( std::size_t begin = 0; begin <= text.size(); )
  {
    const std::size_t end = std::min( text.find( separator, begin ), text.size() );
    parts.push_back( text.substr( begin, end - begin ) );
    begin = end + separator.size();
  }
  return parts;
}

bool isScenes( const std::string &part )
{
  return part.rfind( scenesPrefix, 0 ) == 0 &&
         part.find_first_not_of( "0123456789", scenesPrefix.size() ) == std::string::npos;
}

//! Method, size, split (which may have commas), scenes, and one item for each option.
Items itemsOf( const std::string &fingerprint )
{
  const Items parts = partsOf( fingerprint );
  const auto splitEnd = std::find_if( parts.begin() + 1, parts.end(), isScenes );
  if ( splitEnd == parts.end() )
    return parts;
  const std::size_t space = parts[0].find_last_of( ' ' );
  Items items{ "method " + parts[0].substr( 0, space ), "size " + parts[0].substr( space + 1 ) };
  std::string split;
  for ( auto part = parts.begin() + 1; part != splitEnd; ++part )
    split += ( split.empty() ? "" : separator ) + *part;
  items.push_back( split );
  items.push_back( *splitEnd );
  items.insert( items.end(), splitEnd + 1, parts.end() );
  return items;
}

//! Those of \a items that \a others lack.
std::string without( const Items &items, const Items &others, const std::string &scenes )
{
  std::string text;
  for ( const std::string &item : items )
    if ( std::find( others.begin(), others.end(), item ) == others.end() )
      text += ( text.empty() ? "" : separator ) + ( isScenes( item ) ? scenes : item );
  return text.empty() ? "none of these" : text;
}

} // namespace

std::string checkpointDifference( const std::string &saved, const std::string &asked )
{
  const Items was = itemsOf( saved );
  const Items now = itemsOf( asked );
  return "it was made with " + without( was, now, "other scenes" ) + "; asked for are " +
         without( now, was, "the scenes given" );
}

} // namespace calving
