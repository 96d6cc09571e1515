#include "model/scene/scenename.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <regex>
#include <sstream>
#include <vector>

#include "model/scene/relativeorbit.h"
#include "model/scene/scenewords.h"

namespace calving
{

namespace
{

int number( const std::string &text )
{
  int value = 0;
  std::from_chars( text.data(), text.data() + text.size(), value );
  return value;
}

double decimalNumber( const std::string &text )
{
  double value = 0;
  std::from_chars( text.data(), text.data() + text.size(), value );
  return value;
}

std::string stem( const std::string &path )
{
  std::string name = path.substr( path.find_last_of( "/\\" ) + 1 );
  static const std::regex ending( R"((\.SAFE)?(\.[A-Za-z0-9]{1,8})?$)", std::regex::icase );
  name = std::regex_replace( name, ending, "", std::regex_constants::format_first_only );
  static const std::regex role( "_(zones|front|fronts)$", std::regex::icase );
  return std::regex_replace( name, role, "" );
}

void setSentinel( SceneFacts &facts, char unit, const std::string &mode, const std::string &start,
                  const std::string &stop, const std::string &orbit )
{
  const std::string middle = middleOf( start, stop );
  if ( middle.empty() )
    return;
  facts.sensor = std::string( "S1" ) + unit;
  facts.mode = mode;
  facts.dateTime = middle;
  facts.date = facts.dateTime.substr( 0, 10 );
  facts.absoluteOrbit = number( orbit );
  if ( facts.absoluteOrbit > 0 )
    facts.relativeOrbit = relativeOrbit( facts.sensor, facts.absoluteOrbit );
}

bool readCaffe( const std::string &name, SceneFacts &facts )
{
  static const std::regex form( R"((.+)_(\d{4}-\d{2}-\d{2})_([A-Za-z0-9]+)_(\d+(?:\.\d+)?)_(\d)_(\d+))" );
  std::smatch part;
  if ( !std::regex_match( name, part, form ) || isoDate( part[2] ).empty() )
    return false;
  facts.glacier = part[1];
  facts.date = part[2];
  facts.sensor = part[3];
  facts.resolutionMetres = decimalNumber( part[4] );
  facts.relativeOrbit = number( part[6] );
  return true;
}

bool readProduct( const std::string &name, SceneFacts &facts )
{
  static const std::regex form(
      R"(S1([A-D])_(IW|EW|WV|S[1-6])_(?:GRD|SLC|OCN|RAW)[FHM_]_\d[SAC]([SD])([HV])_(\d{8}T\d{6})_(\d{8}T\d{6})_(\d{6})_.*)" );
  std::smatch part;
  const std::string text = upperCase( name );
  if ( !std::regex_match( text, part, form ) )
    return false;
  const std::string mode = part[2];
  setSentinel( facts, part[1].str()[0], mode[0] == 'S' ? "SM" : mode, part[5], part[6], part[7] );
  facts.polarisation = part[3] == "S" ? part[4].str() + part[4].str() : part[4] == "H" ? "HH+HV" : "VV+VH";
  return true;
}

bool readMeasurement( const std::string &name, SceneFacts &facts )
{
  static const std::regex form(
      R"(S1([A-D])-(IW|EW|WV|S)\d?-(?:GRD|SLC)-(HH|HV|VV|VH)-(\d{8}T\d{6})-(\d{8}T\d{6})-(\d{6})-.*)" );
  std::smatch part;
  const std::string text = upperCase( name );
  if ( !std::regex_match( text, part, form ) )
    return false;
  setSentinel( facts, part[1].str()[0], part[2] == "S" ? "SM" : part[2].str(), part[4], part[5], part[6] );
  facts.polarisation = part[3];
  return true;
}

std::vector<std::string> split( const std::string &name )
{
  std::vector<std::string> parts;
  std::istringstream stream( name );
  for ( std::string part; std::getline( stream, part, '_' ); )
    parts.push_back( part );
  return parts;
}

//! What follows a date: a sensor that is known or has a resolution after it, then words in any order.
void readAfterDate( const std::vector<std::string> &words, SceneFacts &facts )
{
  static const std::regex metres( R"(\d+(?:\.\d+)?)" );
  const bool hasResolution = words.size() > 1 && std::regex_match( words[1], metres );
  for ( const std::string &word : words )
    readWord( word, facts );
  if ( !hasResolution )
    return;
  facts.sensor = words[0];
  facts.resolutionMetres = decimalNumber( words[1] );
}

/**
 * Reads Glacier_Date, Glacier_Date_Sensor and Glacier_Date_Sensor_Resolution, whatever follows.
 *
 * Several words before the date are the glacier only if none of them says something else.
 */
bool readDated( const std::string &name, SceneFacts &facts )
{
  static const std::regex date( R"(\d{4}-\d{2}-\d{2}|\d{8})" );
  static const std::regex glacierWord( "[A-Za-z][A-Za-z -]*" );
  const std::vector<std::string> parts = split( name );
  SceneFacts unused;
  std::string glacier;
  auto part = parts.begin();
  for ( ; part != parts.end() && !std::regex_match( *part, date ); ++part )
  {
    if ( !std::regex_match( *part, glacierWord ) || readWord( *part, unused ) )
      return false;
    glacier += ( glacier.empty() ? "" : "_" ) + *part;
  }
  if ( glacier.empty() || part == parts.end() || isoDate( *part ).empty() )
    return false;
  facts.glacier = glacier;
  facts.date = isoDate( *part );
  readAfterDate( { part + 1, parts.end() }, facts );
  return true;
}

bool mayBeGlacier( const std::string &word )
{
  return word.size() >= 4 &&
         std::all_of( word.begin(), word.end(), []( unsigned char c ) { return std::isalpha( c ); } );
}

void readWords( const std::string &name, SceneFacts &facts )
{
  static const std::regex date(
      R"((^|[^0-9])(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2}))?(?![0-9]))" );
  for ( std::sregex_iterator hit( name.begin(), name.end(), date ), end; hit != end && facts.date.empty();
        ++hit )
  {
    const std::smatch &part = *hit;
    facts.date = isoDate( part[2].str() + part[3].str() + part[4].str() );
    if ( !facts.date.empty() && part[5].matched )
      facts.dateTime = facts.date + 'T' + part[5].str() + ':' + part[6].str() + ':' + part[7].str();
  }
  std::vector<std::string> left;
  static const std::regex word( "[A-Za-z][A-Za-z0-9]*" );
  for ( std::sregex_iterator hit( name.begin(), name.end(), word ), end; hit != end; ++hit )
    if ( !readWord( hit->str(), facts ) && mayBeGlacier( hit->str() ) )
      left.push_back( hit->str() );
  if ( left.size() == 1 )
  {
    facts.glacier = left.front();
    facts.glacier[0] = static_cast<char>( std::toupper( static_cast<unsigned char>( facts.glacier[0] ) ) );
  }
}

//! Reads "YYYY-MM-DDTHH:MM:SS..." or "YYYY:MM:DD HH:MM:SS".
void setDateTime( SceneFacts &facts, const std::string &text )
{
  const std::string date = isoDate( text );
  if ( date.empty() )
    return;
  facts.date = date;
  static const std::regex form( R"(.{8,10}[T ](\d{2}:\d{2}:\d{2}).*)" );
  std::smatch part;
  facts.dateTime = std::regex_match( text, part, form ) ? date + 'T' + part[1].str() : std::string();
}

//! Reads where an acquisition began and, unless \a stop is empty, where it ended.
void setDateTime( SceneFacts &facts, const std::string &start, const std::string &stop )
{
  const std::string middle = middleOf( start, stop );
  setDateTime( facts, middle.empty() ? start : middle );
}

} // namespace

SceneFacts sceneFromName( const std::string &path )
{
  SceneFacts facts;
  facts.imageId = stem( path );
  if ( !readCaffe( facts.imageId, facts ) && !readProduct( facts.imageId, facts ) &&
       !readMeasurement( facts.imageId, facts ) && !readDated( facts.imageId, facts ) )
    readWords( facts.imageId, facts );
  return facts;
}

SceneFacts sceneOfDataSet( const std::string &name )
{
  SceneFacts facts = sceneFromName( name );
  if ( facts.glacier.empty() )
    facts.glacier = name;
  return facts;
}

SceneFacts sceneFacts( const std::string &path, const std::map<std::string, std::string> &metadata )
{
  SceneFacts facts = sceneFromName( path );
  const auto value = [&metadata]( const char *key )
  {
    const auto item = metadata.find( key );
    return item == metadata.end() ? std::string() : item->second;
  };
  const auto take = [&value]( std::string &fact, std::initializer_list<const char *> keys )
  {
    for ( const char *key : keys )
      if ( const std::string text = value( key ); !text.empty() )
        fact = text;
  };
  if ( facts.date.empty() )
    setDateTime( facts, value( "TIFFTAG_DATETIME" ) );
  setDateTime( facts, value( "ACQUISITION_START_TIME" ) );
  setDateTime( facts, value( "CALVINGFRONT_DATETIME" ), value( "CALVINGFRONT_DATETIME_END" ) );
  take( facts.glacier, { "CALVINGFRONT_GLACIER" } );
  take( facts.sensor, { "CALVINGFRONT_SENSOR" } );
  take( facts.mode, { "MODE", "CALVINGFRONT_MODE" } );
  take( facts.polarisation, { "CALVINGFRONT_POLARISATION" } );
  take( facts.pass, { "ORBIT_DIRECTION", "CALVINGFRONT_PASS" } );
  std::transform( facts.pass.begin(), facts.pass.end(), facts.pass.begin(),
                  []( unsigned char c ) { return static_cast<char>( std::tolower( c ) ); } );
  take( facts.imageId, { "CALVINGFRONT_IMAGE_ID" } );
  std::string orbit;
  take( orbit, { "CALVINGFRONT_RELATIVE_ORBIT" } );
  facts.relativeOrbit = orbit.empty() ? facts.relativeOrbit : number( orbit );
  orbit.clear();
  take( orbit, { "ORBIT_NUMBER", "CALVINGFRONT_ABSOLUTE_ORBIT" } );
  facts.absoluteOrbit = orbit.empty() ? facts.absoluteOrbit : number( orbit );
  return facts;
}

} // namespace calving
