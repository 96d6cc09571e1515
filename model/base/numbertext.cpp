#include "model/base/numbertext.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iomanip>

namespace calving
{

std::string numberText( double value, Decimals decimals )
{
  if ( !std::isfinite( value ) )
    return "–";
  std::ostringstream stream;
  stream.imbue( std::locale::classic() );
  stream << std::fixed << std::setprecision( decimals.count ) << value;
  return stream.str();
}

std::string paddedNumber( std::int64_t value, std::size_t width )
{
  const std::string digits = std::to_string( value );
  return digits.size() < width ? std::string( width - digits.size(), '0' ) + digits : digits;
}

std::optional<int> numberOfDigits( std::string_view digits )
{
  // std::from_chars() alone would take a minus sign.
  if ( !std::all_of( digits.begin(), digits.end(), []( char c ) { return c >= '0' && c <= '9'; } ) )
    return std::nullopt;
  int value = 0;
  const auto [end, failure] = std::from_chars( digits.data(), digits.data() + digits.size(), value );
  return failure == std::errc() ? std::optional( value ) : std::nullopt;
}

} // namespace calving
