#include "model/modelfile/strictjson.h"

#include <set>
#include <vector>

#include <nlohmann/json.hpp>

#include "model/error.h"

namespace calving
{

namespace
{

using nlohmann::json;

constexpr int deepest = 8;

//! Watches the parser, because JSON itself allows both deep nesting and repeated keys.
class Watch
{
public:
  explicit Watch( const std::string &origin )
    : mOrigin( origin )
  {
  }

  bool operator()( int depth, json::parse_event_t event, const json &value )
  {
    if ( depth > deepest )
      throw Error( "The JSON in " + mOrigin + " is nested too deep. The file is damaged." );
    if ( event == json::parse_event_t::object_start )
      mKeys.emplace_back();
    if ( event == json::parse_event_t::object_end )
      mKeys.pop_back();
    if ( event == json::parse_event_t::key && !mKeys.back().insert( value.get<std::string>() ).second )
      throw Error( "The JSON in " + mOrigin + " has the key “" + value.get<std::string>() +
                   "” twice. The file is damaged." );
    return true;
  }

private:
  const std::string &mOrigin;
  std::vector<std::set<std::string>> mKeys;
};

} // namespace

json parseStrictJson( std::string_view text, const std::string &origin )
{
  Watch watch( origin );
  try
  {
    return json::parse( text.begin(), text.end(), std::ref( watch ) );
  }
  catch ( const json::exception & )
  {
    throw Error( "The JSON in " + origin + " is broken. The file is damaged." );
  }
}

} // namespace calving
