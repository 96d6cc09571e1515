#include "model/base/lettercase.h"

#include <algorithm>

namespace calving
{

std::string lowerCase( std::string text )
{
  std::transform( text.begin(), text.end(), text.begin(),
                  []( char c ) { return c >= 'A' && c <= 'Z' ? static_cast<char>( c - 'A' + 'a' ) : c; } );
  return text;
}

std::string upperCase( std::string text )
{
  std::transform( text.begin(), text.end(), text.begin(),
                  []( char c ) { return c >= 'a' && c <= 'z' ? static_cast<char>( c - 'a' + 'A' ) : c; } );
  return text;
}

} // namespace calving
