#include "model/scene/frontattributes.h"

#include <algorithm>
#include <charconv>

#include "model/base/calendar.h"
#include "model/base/numbertext.h"

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

//! A date as people and programs write it; see dateOfAttributes().
std::string dateIn( std::string text )
{
  if ( text.size() >= 12 && text.find_first_not_of( "0123456789" ) == std::string::npos )
  {
    // A day with hours and minutes; as milliseconds it would be one of 1976, before any radar in space.
    if ( const std::string date = isoDate( text ); text.size() == 12 && !date.empty() )
      return date;
    constexpr long long day = 86400000; // Earth Engine counts milliseconds from 1970
    constexpr int daysTo2000 = 10957;
    long long time = 0;
    std::from_chars( text.data(), text.data() + text.size(), time );
    return text.size() <= 13 ? isoDate( isoDate( static_cast<int>( time / day ) - daysTo2000 ) ) : isoDate( text );
  }
  if ( const std::size_t dot = text.find( '.' ); dot == 1 || dot == 2 ) // 2.6.2018
    if ( const std::size_t second = text.find( '.', dot + 1 ); second != std::string::npos )
      return dateOf( wholeNumber( text.substr( second + 1 ) ), wholeNumber( text.substr( dot + 1 ) ),
                      wholeNumber( text ) );
  std::replace( text.begin(), text.end(), '/', '-' ); // as GDAL writes it
  std::replace( text.begin(), text.end(), '.', '-' );
  return isoDate( text );
}

} // namespace

std::string dateOfAttributes( const AttributeText &attribute )
{
  for ( const char *name : { "date", "Date", "DATE", "datetime_utc", "datetime", "DateTime", "DATETIME", "SourceDate",
                             "img_date", "acquired", "system:time_start" } )
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
