#include "model/base/parametertext.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

#include "model/base/calendar.h"
#include "model/base/lettercase.h"
#include "model/base/listednames.h"
#include "model/base/numbertext.h"
#include "model/error.h"

namespace calving
{

namespace
{

std::string trimmed( const std::string &text )
{
  constexpr const char *blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of( blanks );
  return begin == std::string::npos ? std::string()
                                    : text.substr( begin, text.find_last_not_of( blanks ) - begin + 1 );
}

//! Sets an option to a text; false where the text is not understood.
struct Setter
{
  const std::string &text;

  bool operator()( const NumberKind &kind ) const
  {
    const std::optional<double> number = numberIn( text, kind.whole );
    if ( !number || *number < kind.low || *number > kind.high )
      return false;
    kind.set( *number );
    return true;
  }
  bool operator()( const SwitchKind &kind ) const
  {
    const std::optional<bool> on = switchIn( text );
    *kind.option = on.value_or( *kind.option );
    return on.has_value();
  }
  bool operator()( const ChoiceKind &kind ) const
  {
    const std::optional<int> index = choiceIn( text, kind.names );
    if ( index )
      kind.set( *index );
    return index.has_value();
  }
  bool operator()( const TextKind &kind ) const
  {
    *kind.option = kind.accept ? kind.accept( text ) : text;
    return true;
  }
  bool operator()( const NamesKind &kind ) const
  {
    kind.option->clear();
    std::istringstream list( text );
    for ( std::string name; std::getline( list, name, ',' ); )
      if ( name = trimmed( name ); !name.empty() )
        kind.option->push_back( name );
    return true;
  }
  bool operator()( const DateKind &kind ) const
  {
    constexpr std::size_t ofDate = 10;
    try
    {
      // The time of the day does not count.
      kind.set(
          dayOfIsoDate( text.size() > ofDate && text[ofDate] == 'T' ? text.substr( 0, ofDate ) : text ) );
    }
    catch ( const Error & )
    {
      return false;
    }
    return true;
  }
  template <typename Kind> bool operator()( const Kind &kind ) const
  {
    *kind.option = text;
    return true;
  }
};

//! An option as text.
struct Getter
{
  std::string operator()( const NumberKind &kind ) const
  {
    const std::optional<double> number = kind.get();
    char digits[32];
    return number ? std::string( digits, std::to_chars( digits, digits + sizeof digits, *number ).ptr )
                  : std::string();
  }
  std::string operator()( const SwitchKind &kind ) const { return *kind.option ? "yes" : "no"; }
  std::string operator()( const ChoiceKind &kind ) const
  {
    return kind.get() < 0 ? std::string() : kind.names[kind.get()];
  }
  std::string operator()( const NamesKind &kind ) const { return listedNames( *kind.option ); }
  std::string operator()( const DateKind &kind ) const
  {
    const std::optional<int> day = kind.get();
    return day ? isoDate( *day ) : std::string();
  }
  template <typename Kind> std::string operator()( const Kind &kind ) const { return *kind.option; }
};

//! What may be given, in a sentence.
struct Wanted
{
  const std::string &text;

  std::string operator()( const NumberKind &kind ) const
  {
    return "Give " + describeNumbers( kind ) + "." + decimalHint( text );
  }
  std::string operator()( const SwitchKind & ) const { return "Give yes or no."; }
  std::string operator()( const ChoiceKind &kind ) const
  {
    return "Give one of: " + listedNames( kind.names ) + ".";
  }
  std::string operator()( const DateKind & ) const
  {
    return "It is not a date. Write it as year-month-day, for example 2020-07-01.";
  }
  template <typename Kind> std::string operator()( const Kind & ) const { return {}; }
};

bool isPath( const ParameterKind &kind )
{
  return std::holds_alternative<FileKind>( kind ) || std::holds_alternative<OutputKind>( kind );
}

//! Whether an empty text is a value.
bool mayBeBlank( const ParameterKind &kind )
{
  return isPath( kind ) || std::holds_alternative<TextKind>( kind ) ||
         std::holds_alternative<NamesKind>( kind );
}

} // namespace

std::optional<double> numberIn( const std::string &text, bool whole )
{
  const std::string digits = trimmed( text );
  const char *begin = digits.data() + ( digits.size() > 1 && digits[0] == '+' && digits[1] != '-' ? 1 : 0 );
  const char *end = digits.data() + digits.size();
  double number = 0;
  const auto [rest, failure] = std::from_chars( begin, end, number );
  if ( failure != std::errc() || rest != end || !std::isfinite( number ) ||
       ( whole && number != std::floor( number ) ) )
    return {};
  return number;
}

std::optional<bool> switchIn( const std::string &text )
{
  const std::string word = lowerCase( trimmed( text ) );
  for ( const char *on : { "yes", "true", "on", "1" } )
    if ( word == on )
      return true;
  for ( const char *off : { "no", "false", "off", "0" } )
    if ( word == off )
      return false;
  return {};
}

std::optional<int> choiceIn( const std::string &text, const std::vector<std::string> &names )
{
  const auto indexOf = [&names]( const auto &isIt ) -> std::optional<int>
  {
    const auto found = std::find_if( names.begin(), names.end(), isIt );
    return found == names.end() ? std::nullopt : std::optional( static_cast<int>( found - names.begin() ) );
  };
  if ( const auto index = indexOf( [&]( const std::string &name ) { return name == text; } ) )
    return index;
  if ( const auto index =
           indexOf( [&]( const std::string &name ) { return lowerCase( name ) == lowerCase( text ); } ) )
    return index;
  const std::optional<double> number = numberIn( text, true );
  return number && *number >= 0 && *number < static_cast<double>( names.size() )
             ? std::optional( static_cast<int>( *number ) )
             : std::nullopt;
}

std::string describeNumbers( const NumberKind &kind )
{
  // What an int just holds is no end that anybody chose.
  using Whole = std::numeric_limits<int>;
  const bool hasLow = kind.low > ( kind.whole ? Whole::lowest() : std::numeric_limits<double>::lowest() );
  const bool hasHigh = kind.high < ( kind.whole ? Whole::max() : std::numeric_limits<double>::max() );
  constexpr int digits = 10;
  const std::string low = numberText( kind.low, digits );
  const std::string high = numberText( kind.high, digits );
  return std::string( kind.whole ? "a whole number" : "a number" ) + ( hasLow && hasHigh
                                                                           ? " from " + low + " to " + high
                                                                       : hasLow  ? " from " + low + " up"
                                                                       : hasHigh ? " up to " + high
                                                                                 : std::string() );
}

std::string decimalHint( const std::string &text )
{
  return text.find( ',' ) == std::string::npos ? "" : " Write decimals with a point.";
}

std::string textOf( const Parameter &parameter )
{
  return std::visit( Getter{}, parameter.kind );
}

void setFromText( const Parameter &parameter, const std::string &text )
{
  const std::string given = isPath( parameter.kind ) ? text : trimmed( text );
  if ( given.empty() && !mayBeBlank( parameter.kind ) )
    return;
  if ( !std::visit( Setter{ given }, parameter.kind ) )
    throw Error( std::string( parameter.key ) + " = " + given + " cannot be used (" + parameter.label +
                 "). " + std::visit( Wanted{ given }, parameter.kind ) );
}

} // namespace calving
