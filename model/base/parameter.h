#pragma once

#include <algorithm>
#include <cassert>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace calving
{

//! Marks a text that users read; whoever shows it translates it. `lupdate -tr-function-alias
//! QT_TR_NOOP+=shown` puts it into the context "calving".
constexpr const char *shown( const char *text )
{
  return text;
}

//! \name The kinds of parameters, each bound to the option that it sets.
//!@{
struct NumberKind
{
  bool whole;
  double low;
  double high;
  //! Empty: left out, there is none.
  std::function<std::optional<double>()> get;
  std::function<void( double )> set;
};

struct SwitchKind
{
  bool *option;
};

//! One of several values, each with its name.
struct ChoiceKind
{
  std::vector<std::string> names;
  //! Whether the names are words of scripts; else they are labels for people, and scripts may give the
  //! number.
  bool words;
  //! Counted from 0; -1: left out, there is none.
  std::function<int()> get;
  std::function<void( int )> set;
};

struct TextKind
{
  std::string *option;
  //! The text as the option takes it; throws Error for one that it does not. Empty: any is taken as it is.
  std::function<std::string( const std::string & )> accept;
};

//! Names separated by commas.
struct NamesKind
{
  std::vector<std::string> *option;
};

//! A file to read.
struct FileKind
{
  std::string *option;
  //! Kinds of files, as "Models (*.safetensors);;All files (*.*)"; may be empty.
  const char *filter;
  bool required;
};

//! A file to write.
struct OutputKind
{
  std::string *option;
  const char *filter;
  bool required;
  //! Whether it is wanted where nobody says so.
  bool byDefault;
};

//! A day, as dayNumber() counts.
struct DateKind
{
  //! Empty: left out, there is none.
  std::function<std::optional<int>()> get;
  std::function<void( int )> set;
};
//!@}

using ParameterKind =
    std::variant<NumberKind, SwitchKind, ChoiceKind, TextKind, NamesKind, FileKind, OutputKind, DateKind>;

/**
 * One parameter, everything about it in one place: what it is called, what may be given, and the option that
 * it sets.
 *
 * It is bound to an option, whose value is the default, and which must outlive it. QGIS's dialogs and help,
 * the values of a run and the settings of calvingtrain all come from the same entry.
 */
struct Parameter
{
  //! In capitals: "CROP_SIDE".
  const char *key;
  const char *label;
  std::string help;
  ParameterKind kind;
  //! A sentence after the help: where the default comes from. Null: none.
  const char *source = nullptr;
  //! Whether it is one of those that few need.
  bool advanced = false;
  //! Whether it may be left empty although there is a default.
  bool optional = false;
};

using Parameters = std::vector<Parameter>;

//! Least and greatest number that may be given.
struct Range
{
  double low = std::numeric_limits<double>::lowest();
  double high = std::numeric_limits<double>::max();
};

//! What of \a range a \a Number can hold; whole ones go no further than an int, as those of QGIS.
template <typename Number> Range heldRange( const Range &range )
{
  if constexpr ( !std::is_integral_v<Number> )
    return range;
  else
  {
    static_assert( sizeof( Number ) >= sizeof( int ) );
    using Whole = std::numeric_limits<int>;
    const int lowest = std::is_signed_v<Number> ? Whole::lowest() : 0;
    return { std::max<double>( range.low, lowest ), std::min<double>( range.high, Whole::max() ) };
  }
}

//! A number: whole where the \a option is.
template <typename Number>
Parameter number( const char *key, const char *label, Number &option, const Range &range, std::string help )
{
  static_assert( std::is_arithmetic_v<Number> );
  const Range held = heldRange<Number>( range );
  return { key, label, std::move( help ),
           NumberKind{ std::is_integral_v<Number>, held.low, held.high,
                       [&option] { return static_cast<double>( option ); },
                       [&option]( double value ) { option = static_cast<Number>( value ); } } };
}

//! A number that may be left out.
Parameter number( const char *key, const char *label, std::optional<double> &option, const Range &range,
                  std::string help );

//! The same where 0 stands for a number that was left out.
Parameter numberOrZero( const char *key, const char *label, double &option, const Range &range,
                        std::string help );

//! The \a share, from 0 to 1, in per cent.
Parameter percent( const char *key, const char *label, double &share, std::string help );

Parameter toggle( const char *key, const char *label, bool &option, std::string help );

//! Values and their names.
template <typename Value> using Choices = std::vector<std::pair<Value, std::string>>;

//! REQUIRES: the value of \a option is one of \a choices.
template <typename Value> ChoiceKind choiceKind( Value &option, const Choices<Value> &choices, bool words )
{
  ChoiceKind kind{ {},
                   words,
                   [&option, choices]
                   {
                     const auto found =
                         std::find_if( choices.begin(), choices.end(),
                                       [&option]( const auto &one ) { return one.first == option; } );
                     assert( found != choices.end() );
                     return static_cast<int>( found - choices.begin() );
                   },
                   [&option, choices]( int index ) { option = choices[index].first; } };
  for ( const auto &[value, name] : choices )
    kind.names.push_back( name );
  return kind;
}

//! One of \a choices, whose names are words that scripts give: "sgd".
template <typename Value>
Parameter choice( const char *key, const char *label, Value &option,
                  const Choices<std::common_type_t<Value>> &choices, std::string help )
{
  return { key, label, std::move( help ), choiceKind<Value>( option, choices, true ) };
}

//! The same with labels for people: "Gamma nought".
template <typename Value>
Parameter labelledChoice( const char *key, const char *label, Value &option,
                          const Choices<std::common_type_t<Value>> &choices, std::string help )
{
  return { key, label, std::move( help ), choiceKind<Value>( option, choices, false ) };
}

Parameter text( const char *key, const char *label, std::string &option, std::string help,
                std::function<std::string( const std::string & )> accept = {} );
Parameter names( const char *key, const char *label, std::vector<std::string> &option, std::string help );
Parameter date( const char *key, const char *label, int &option, std::string help );
//! A date that may be left out.
Parameter date( const char *key, const char *label, std::optional<int> &option, std::string help );
//! A file that may be given; requiredFile(): one that must.
Parameter file( const char *key, const char *label, std::string &option, const char *filter,
                std::string help );
Parameter requiredFile( const char *key, const char *label, std::string &option, const char *filter,
                        std::string help );

//! \name The same parameters, told apart.
//!@{
Parameter advanced( Parameter parameter );
Parameters advanced( Parameters list );
Parameter optional( Parameter parameter );
Parameters optional( Parameters list );
//! With where the default comes from.
Parameter withSource( Parameter parameter, const char *source );
//!@}

//! Those of \a list that \a keys name, and the others.
Parameters only( const Parameters &list, const std::vector<std::string> &keys );
Parameters without( const Parameters &list, const std::vector<std::string> &keys );
//! The parameters of all \a lists, one list after the other.
Parameters joined( std::vector<Parameters> lists );
//! The one named \a key. REQUIRES: \a list has it.
Parameter &parameterIn( Parameters &list, const std::string &key );

} // namespace calving
