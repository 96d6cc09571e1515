#include "model/front/scenename.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdio>
#include <regex>
#include <set>
#include <vector>

namespace calving
{

namespace
{

std::string upper( std::string text )
{
  std::transform( text.begin(), text.end(), text.begin(),
                  []( unsigned char c ) { return static_cast<char>( std::toupper( c ) ); } );
  return text;
}

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

int daysInMonth( int year, int month )
{
  static constexpr std::array<int, 12> days{ 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  const bool leap = ( year % 4 == 0 && year % 100 != 0 ) || year % 400 == 0;
  return days[static_cast<std::size_t>( month - 1 )] + ( month == 2 && leap );
}

std::string stem( const std::string &path )
{
  std::string name = path.substr( path.find_last_of( "/\\" ) + 1 );
  static const std::regex ending( R"((\.SAFE)?(\.[A-Za-z0-9]{1,8})?$)", std::regex::icase );
  name = std::regex_replace( name, ending, "", std::regex_constants::format_first_only );
  static const std::regex role( "_(zones|front|fronts)$", std::regex::icase );
  return std::regex_replace( name, role, "" );
}

//! Days since 1970-01-01 (proleptic Gregorian calendar).
long dayNumber( int year, int month, int day )
{
  long days = 0;
  for ( int y = 1970; y < year; ++y )
    days += daysInMonth( y, 2 ) == 29 ? 366 : 365;
  for ( int m = 1; m < month; ++m )
    days += daysInMonth( year, m );
  return days + day - 1;
}

//! Seconds since 1970 of YYYYMMDDTHHMMSS.
long secondsOf( const std::string &stamp )
{
  return dayNumber( number( stamp.substr( 0, 4 ) ), number( stamp.substr( 4, 2 ) ),
                    number( stamp.substr( 6, 2 ) ) ) *
             86400 +
         number( stamp.substr( 9, 2 ) ) * 3600 + number( stamp.substr( 11, 2 ) ) * 60 +
         number( stamp.substr( 13, 2 ) );
}

std::string isoDateTime( long seconds )
{
  long days = seconds / 86400;
  int year = 1970;
  for ( int length = 365; days >= length; length = daysInMonth( year, 2 ) == 29 ? 366 : 365 )
  {
    days -= length;
    ++year;
  }
  int month = 1;
  for ( ; days >= daysInMonth( year, month ); ++month )
    days -= daysInMonth( year, month );
  const long rest = seconds % 86400;
  std::array<char, 96> text{};
  std::snprintf( text.data(), text.size(), "%04d-%02d-%02ldT%02ld:%02ld:%02ld", year, month, days + 1,
                 rest / 3600, rest / 60 % 60, rest % 60 );
  return text.data();
}

//! Relative orbits follow from absolute ones by each unit's own offset (ESA, Sentinel-1 product handbook).
int relativeOrbit( char unit, int absolute )
{
  const int offset = unit == 'A' ? 73 : unit == 'B' ? 27 : unit == 'C' ? 172 : 0;
  return offset && absolute > offset ? ( absolute - offset ) % 175 + 1 : 0;
}

void setSentinel( SceneFacts &facts, char unit, const std::string &mode, const std::string &start,
                  const std::string &stop, const std::string &orbit )
{
  if ( isoDate( start ).empty() || isoDate( stop ).empty() )
    return;
  facts.sensor = std::string( "S1" ) + unit;
  facts.mode = mode;
  facts.dateTime = isoDateTime( ( secondsOf( start ) + secondsOf( stop ) ) / 2 );
  facts.date = facts.dateTime.substr( 0, 10 );
  facts.absoluteOrbit = number( orbit );
  facts.relativeOrbit = relativeOrbit( unit, facts.absoluteOrbit );
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
  const std::string text = upper( name );
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
  const std::string text = upper( name );
  if ( !std::regex_match( text, part, form ) )
    return false;
  setSentinel( facts, part[1].str()[0], part[2] == "S" ? "SM" : part[2].str(), part[4], part[5], part[6] );
  facts.polarisation = part[3];
  return true;
}

//! Words that name a step or a product and therefore no glacier.
bool isTechnical( const std::string &word )
{
  static const std::set<std::string> known{
      "GEE",         "SENTINEL", "GRD",    "SLC",        "STRETCH",  "STRETCHED", "SCENE",   "IMAGE",
      "SUBSET",      "CROP",     "CLIP",   "CLIPPED",    "ZONES",    "ZONE",      "FRONT",   "FRONTS",
      "SIGMA0",      "GAMMA0",   "BETA0",  "CALIBRATED", "TC",       "RTC",       "DB",      "MASK",
      "LABEL",       "LABELS",   "PRED",   "PREDICTION", "TEST",     "TRAIN",     "RASTER",  "BAND",
      "TIF",         "OUTPUT",   "RESULT", "ASC",        "DESC",     "MOSAIC",    "SAR",     "COG",
      "BACKSCATTER", "SPECKLE",  "LEE",    "FROST",      "FILTERED", "GEOCODED",  "TERRAIN", "CORRECTED",
      "CONFIDENCE",  "OCEAN" };
  return known.count( word ) > 0;
}

const std::map<std::string, std::string> &sensorWords()
{
  static const std::map<std::string, std::string> words{
      { "S1", "S1" },         { "S1A", "S1A" },     { "S1B", "S1B" },   { "S1C", "S1C" },
      { "S1D", "S1D" },       { "TSX", "TSX" },     { "TDX", "TDX" },   { "ENVISAT", "ENVISAT" },
      { "ASAR", "ENVISAT" },  { "ERS", "ERS" },     { "ERS1", "ERS" },  { "ERS2", "ERS" },
      { "PALSAR", "PALSAR" }, { "ALOS", "PALSAR" }, { "RSAT", "RSAT" }, { "SENTINEL1", "S1" },
      { "RADARSAT", "RSAT" }, { "SENTINEL", "S1" } };
  return words;
}

void readWord( const std::string &word, SceneFacts &facts, std::vector<std::string> &left )
{
  static const std::set<std::string> polarisations{ "HH", "HV", "VV", "VH" };
  static const std::set<std::string> modes{ "IW", "EW", "SM", "WV" };
  const std::string key = upper( word );
  const auto sensor = sensorWords().find( key );
  if ( polarisations.count( key ) )
    facts.polarisation += ( facts.polarisation.empty() ? "" : "+" ) + key;
  else if ( modes.count( key ) )
    facts.mode = key;
  else if ( sensor != sensorWords().end() )
    facts.sensor = sensor->second;
  else if ( key == "ASCENDING" || key == "DESCENDING" )
    facts.pass = key == "ASCENDING" ? "ascending" : "descending";
  else if ( word.size() >= 4 && !isTechnical( key ) &&
            std::all_of( word.begin(), word.end(), []( unsigned char c ) { return std::isalpha( c ); } ) )
    left.push_back( word );
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
    readWord( hit->str(), facts, left );
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

} // namespace

SceneFacts sceneFromName( const std::string &path )
{
  SceneFacts facts;
  facts.imageId = stem( path );
  if ( !readCaffe( facts.imageId, facts ) && !readProduct( facts.imageId, facts ) &&
       !readMeasurement( facts.imageId, facts ) )
    readWords( facts.imageId, facts );
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
  setDateTime( facts, value( "CALVINGFRONT_DATETIME" ) );
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

std::string isoDate( const std::string &text )
{
  static const std::regex form( R"((\d{4})[-:]?(\d{2})[-:]?(\d{2}).*)" );
  std::smatch part;
  if ( !std::regex_match( text, part, form ) )
    return {};
  const int year = number( part[1] );
  const int month = number( part[2] );
  const int day = number( part[3] );
  if ( year < 1970 || year > 2100 || month < 1 || month > 12 || day < 1 || day > daysInMonth( year, month ) )
    return {};
  return part[1].str() + '-' + part[2].str() + '-' + part[3].str();
}

double decimalYear( const std::string &date )
{
  if ( isoDate( date ).empty() )
    return 0;
  const int year = number( date.substr( 0, 4 ) );
  const long first = dayNumber( year, 1, 1 );
  const double days = static_cast<double>( dayNumber( year + 1, 1, 1 ) - first );
  const long day = dayNumber( year, number( date.substr( 5, 2 ) ), number( date.substr( 8, 2 ) ) );
  return year + ( static_cast<double>( day - first ) + 0.5 ) / days;
}

} // namespace calving
