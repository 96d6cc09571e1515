#include "model/scene/frontattributes.h"

#include <charconv>

#include "model/base/numbertext.h"
#include "model/scene/frontmoment.h"

namespace calving
{

namespace
{

//! The first of the attributes that has a text.
std::string firstOf( const AttributeText &attribute, std::initializer_list<const char *> names )
{
  for ( const char *name : names )
    if ( std::string text = attribute( name ); !text.empty() )
      return text;
  return {};
}

//! A whole number, also one that was stored as 7.0 or 07; -1 where \a text is none.
int wholeNumber( const std::string &text )
{
  int value = -1;
  const char *begin = text.data();
  std::from_chars( begin, begin + text.size(), value );
  return value;
}

//! A date of three numbers; empty where there is no such day.
std::string dateOf( int year, int month, int day )
{
  if ( year < 1000 || month < 1 || day < 1 )
    return {};
  return isoDate( paddedNumber( year, 4 ) + '-' + paddedNumber( month, 2 ) + '-' + paddedNumber( day, 2 ) );
}

//! The date that \a text tells; empty where it tells none.
std::string dateIn( const std::string &text )
{
  const std::optional<FrontMoment> moment = momentOf( text );
  return moment ? moment->date() : std::string();
}

} // namespace

std::string dateOfAttributes( const AttributeText &attribute )
{
  for ( const char *name : dateAttributes )
    if ( std::string date = dateIn( attribute( name ) ); !date.empty() )
      return date;
  return dateOf( wholeNumber( firstOf( attribute, { "year", "Year", "YEAR" } ) ),
                  wholeNumber( firstOf( attribute, { "month", "Month", "MONTH" } ) ),
                  wholeNumber( firstOf( attribute, { "day", "Day", "DAY" } ) ) );
}

void addFrontAttributes( SceneFacts &facts, const AttributeText &attribute )
{
  const auto first = [&attribute]( std::initializer_list<const char *> names )
  { return firstOf( attribute, names ); };
  SceneFacts said;
  said.glacier = first( { "glacier_name", "OfficialN" } );
  said.date = dateOfAttributes( attribute );
  said.sensor = first( { "sensor", "Satellite" } );
  const std::string pixel = first( { "pixel_m", "Res" } );
  std::from_chars( pixel.data(), pixel.data() + pixel.size(), said.resolutionMetres );
  addMissingFacts( facts, said );
}

void addMissingFacts( SceneFacts &facts, const SceneFacts &others )
{
  // The time of another day is not that of this scene.
  if ( facts.dateTime.empty() && ( facts.date.empty() || facts.date == others.date ) )
    facts.dateTime = others.dateTime;
  for ( const auto fact : { &SceneFacts::glacier, &SceneFacts::date, &SceneFacts::sensor, &SceneFacts::mode,
                            &SceneFacts::polarisation, &SceneFacts::pass } )
    if ( ( facts.*fact ).empty() )
      facts.*fact = others.*fact;
  for ( const auto orbit : { &SceneFacts::relativeOrbit, &SceneFacts::absoluteOrbit } )
    if ( facts.*orbit == 0 )
      facts.*orbit = others.*orbit;
  if ( !( facts.resolutionMetres > 0 ) )
    facts.resolutionMetres = others.resolutionMetres;
}

} // namespace calving
