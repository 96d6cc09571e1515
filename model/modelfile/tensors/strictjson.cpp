#include "model/modelfile/tensors/strictjson.h"

#include <unordered_set>
#include <vector>

#include <nlohmann/json.hpp>

#include "model/error.h"

namespace calving
{

namespace
{

using nlohmann::json;

constexpr std::size_t deepest = 8;

//! Watches the parser, because JSON itself allows both deep nesting and repeated keys.
class Watch : public nlohmann::json_sax<json>
{
public:
  explicit Watch( const std::string &origin )
    : mOrigin( origin )
  {
  }

  bool null() override { return true; }
  bool boolean( bool ) override { return true; }
  bool number_integer( number_integer_t ) override { return true; }
  bool number_unsigned( number_unsigned_t ) override { return true; }
  bool number_float( number_float_t, const string_t & ) override { return true; }
  bool string( string_t & ) override { return true; }
  bool binary( binary_t & ) override { return true; }
  bool start_object( std::size_t ) override { return open(); }
  bool end_object() override { return close(); }
  bool start_array( std::size_t ) override { return open(); }
  bool end_array() override { return close(); }
  bool parse_error( std::size_t, const std::string &, const json::exception & ) override { return false; }

  bool key( string_t &name ) override
  {
    if ( !mKeys.back().insert( name ).second )
      throw Error( "The JSON in " + mOrigin + " has the key “" + name + "” twice. The file is damaged." );
    return true;
  }

private:
  bool open()
  {
    if ( mKeys.size() == deepest )
      throw Error( "The JSON in " + mOrigin + " is nested too deep. The file is damaged." );
    mKeys.emplace_back();
    return true;
  }

  bool close()
  {
    mKeys.pop_back();
    return true;
  }

  const std::string &mOrigin;
  //! The keys of every table that is open; none for a list.
  std::vector<std::unordered_set<std::string>> mKeys;
};

} // namespace

json parseStrictJson( std::string_view text, const std::string &origin )
{
  Watch watch( origin );
  const bool isJson = json::sax_parse( text.begin(), text.end(), &watch );
  json value =
      isJson ? json::parse( text.begin(), text.end(), nullptr, false ) : json( json::value_t::discarded );
  if ( value.is_discarded() )
    throw Error( "The JSON in " + origin + " is broken. The file is damaged." );
  return value;
}

} // namespace calving
