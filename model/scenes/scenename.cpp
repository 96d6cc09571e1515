#include "model/scenes/scenename.h"

#include <cctype>
#include <charconv>
#include <sstream>
#include <vector>

namespace calving
{

namespace
{

//! The date in \a text as YYYY-MM-DD; empty where it is none.
std::string dateIn( const std::string &text )
{
  std::string digits;
  for ( std::size_t i = 0; i < text.size(); ++i )
  {
    const bool dash = text[i] == '-' && ( i == 4 || i == 7 );
    if ( !dash && !std::isdigit( static_cast<unsigned char>( text[i] ) ) )
      return {};
    if ( !dash )
      digits += text[i];
  }
  if ( digits.size() != 8 )
    return {};
  const int month = 10 * ( digits[4] - '0' ) + digits[5] - '0';
  const int day = 10 * ( digits[6] - '0' ) + digits[7] - '0';
  const bool possible = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  return possible ? digits.substr( 0, 4 ) + '-' + digits.substr( 4, 2 ) + '-' + digits.substr( 6 )
                  : std::string();
}

std::vector<std::string> words( const std::string &name )
{
  std::vector<std::string> result;
  std::istringstream stream( name );
  for ( std::string word; std::getline( stream, word, '_' ); )
    result.push_back( word );
  return result;
}

} // namespace

SceneName parseSceneName( const std::string &name )
{
  SceneName result;
  const std::vector<std::string> parts = words( name );
  std::size_t i = 0;
  for ( ; i < parts.size(); ++i )
  {
    result.date = dateIn( parts[i] );
    if ( !result.date.empty() )
      break;
    result.glacier += ( result.glacier.empty() ? "" : "_" ) + parts[i];
  }
  if ( i + 1 < parts.size() )
    result.sensor = parts[i + 1];
  if ( i + 2 < parts.size() )
  {
    const std::string &text = parts[i + 2];
    int resolution = 0;
    const auto [end, error] = std::from_chars( text.data(), text.data() + text.size(), resolution );
    if ( error == std::errc() && end == text.data() + text.size() && resolution > 0 )
      result.resolution = resolution;
  }
  return result;
}

} // namespace calving
