#include "model/modelfile/jsonreader.h"

#include <algorithm>
#include <limits>

#include <nlohmann/json.hpp>

#include "model/error.h"

namespace calving
{

using nlohmann::json;

namespace
{

constexpr std::uint64_t largestSize = 65536;

} // namespace

JsonReader::JsonReader( const json &table, const std::string &origin )
  : mTable( table )
  , mOrigin( origin )
{
  if ( !mTable.is_object() )
    throw Error( "In " + mOrigin + " a table is expected. The file is damaged." );
}

void JsonReader::read( const char *key, std::string &value )
{
  if ( const json *found = find( key ) )
    value = require( *found, found->is_string(), key ).get<std::string>();
}

void JsonReader::read( const char *key, double &value )
{
  if ( const json *found = find( key ) )
    value = number( *found, key );
}

void JsonReader::read( const char *key, std::uint64_t &value )
{
  if ( const json *found = find( key ) )
    value = require( *found, found->is_number_unsigned(), key ).get<std::uint64_t>();
}

void JsonReader::read( const char *key, int &value )
{
  if ( const json *found = find( key ) )
    value = size( *found, key );
}

void JsonReader::read( const char *key, std::array<int, 4> &sizes )
{
  const json *found = find( key );
  if ( !found )
    return;
  require( *found, found->is_array() && found->size() == sizes.size(), key );
  for ( std::size_t i = 0; i < sizes.size(); ++i )
    sizes[i] = size( ( *found )[i], key );
}

void JsonReader::read( const char *key, std::vector<std::string> &values )
{
  const json *found = find( key );
  if ( !found )
    return;
  values.clear();
  for ( const json &value : require( *found, found->is_array(), key ) )
    values.push_back( require( value, value.is_string(), key ).get<std::string>() );
}

void JsonReader::read( const char *key, std::map<std::string, double> &values )
{
  if ( const json *found = find( key ) )
    for ( const auto &[name, value] : require( *found, found->is_object(), key ).items() )
      values[name] = number( value, name );
}

void JsonReader::read( const char *key, std::map<std::string, std::string> &values )
{
  if ( const json *found = find( key ) )
    for ( const auto &[name, value] : require( *found, found->is_object(), key ).items() )
      values[name] = require( value, value.is_string(), name ).get<std::string>();
}

const json *JsonReader::find( const std::string &key )
{
  mKnown.push_back( key );
  const auto found = mTable.find( key );
  return found == mTable.end() ? nullptr : &*found;
}

void JsonReader::readOthers( std::map<std::string, std::string> &values ) const
{
  for ( const auto &[name, value] : mTable.items() )
    if ( std::find( mKnown.begin(), mKnown.end(), name ) == mKnown.end() )
      values[name] = value.is_string() ? value.get<std::string>() : value.dump();
}

void JsonReader::failValue( const std::string &key ) const
{
  throw Error( "The value of “" + key + "” in " + mOrigin + " is impossible. The file is damaged." );
}

const json &JsonReader::require( const json &value, bool isRight, const std::string &key ) const
{
  if ( !isRight )
    failValue( key );
  return value;
}

double JsonReader::number( const json &value, const std::string &key ) const
{
  if ( value.is_null() )
    return std::numeric_limits<double>::quiet_NaN();
  return require( value, value.is_number(), key ).get<double>();
}

int JsonReader::size( const json &value, const std::string &key ) const
{
  const bool isRight = value.is_number_unsigned() && value.get<std::uint64_t>() >= 1 &&
                       value.get<std::uint64_t>() <= largestSize;
  return require( value, isRight, key ).get<int>();
}

} // namespace calving
