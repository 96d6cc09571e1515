#include "model/scene/scenename.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <regex>
#include <sstream>
#include <vector>

#include "model/base/lettercase.h"
#include "model/base/numbertext.h"
#include "model/raster/shownpath.h"
#include "model/scene/frontattributes.h"
#include "model/scene/productname.h"
#include "model/scene/relativeorbit.h"
#include "model/scene/scenewords.h"

namespace calving
{

namespace
{

double decimalNumber( const std::string &text )
{
  double value = 0;
  std::from_chars( text.data(), text.data() + text.size(), value );
  return value;
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
  facts.relativeOrbit = numberOfDigits( part[6].str() ).value_or( 0 );
  return true;
}

//! What a product's name says; such a name holds no glacier.
bool readProduct( const std::string &name, SceneFacts &facts )
{
  const std::optional<ProductName> product = productNamed( name );
  if ( product )
    addMissingFacts( facts, product->facts );
  return product.has_value();
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
  // A day with its time is that of a scene; one without may be that of anything.
  for ( const bool timed : { true, false } )
    for ( std::sregex_iterator hit( name.begin(), name.end(), date ), end; hit != end && facts.date.empty();
          ++hit )
    {
      const std::smatch &part = *hit;
      if ( timed && !part[5].matched )
        continue;
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
    facts.glacier = upperCase( left.front().substr( 0, 1 ) ) + left.front().substr( 1 );
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

namespace
{

//! GDAL's name of one of the rasters in a file.
struct Variable
{
  std::string file;
  //! With the groups it lies in, as a part of a file's name.
  std::string name;
  bool isPolarisation = false;
};

//! \a path of groups and a variable as a part of a file's name.
std::string joinedPath( std::string path )
{
  std::replace_if(
      path.begin(), path.end(), []( char c ) { return c == '/' || c == ':'; }, '_' );
  return path;
}

std::optional<Variable> variableIn( const std::string &name )
{
  static const std::regex directory( R"(GTIFF_DIR:(?:off:)?(\d+):(.+))" );
  static const std::regex form( R"re([A-Z][A-Z0-9_]+:(?:"(.+)"|(.+\.\w{1,5})):+/*(.*))re" );
  std::smatch part;
  if ( std::regex_match( name, part, directory ) )
    return Variable{ part[2], part[1] == "1" ? std::string() : part[1].str() };
  if ( !std::regex_match( name, part, form ) )
    return std::nullopt;
  Variable variable{ part[1].matched ? part[1] : part[2], joinedPath( part[3] ) };
  SceneFacts said;
  const std::string path = part[3];
  readWord( path.substr( path.find_last_of( "/:" ) + 1 ), said );
  variable.isPolarisation = !said.polarisation.empty();
  // Where OPERA has its polarisations, and nothing else.
  const std::string data = "data_";
  if ( variable.isPolarisation && variable.name.compare( 0, data.size(), data ) == 0 )
    variable.name.erase( 0, data.size() );
  return variable;
}

//! The file's name in \a path without folder and extension.
std::string nameOf( const std::string &path )
{
  static const std::regex ending( R"((\.SAFE)?(\.[A-Za-z0-9]{1,8})?$)", std::regex::icase );
  return std::regex_replace( path.substr( path.find_last_of( "/\\" ) + 1 ), ending, "",
                             std::regex_constants::format_first_only );
}

std::string withoutRole( const std::string &name )
{
  static const std::regex role( "_(zones|front|fronts)$", std::regex::icase );
  return std::regex_replace( name, role, "" );
}

} // namespace

std::string fileOfVariable( const std::string &name )
{
  const std::optional<Variable> variable = variableIn( name );
  if ( !variable )
    return shownPath( name );
  std::string file = variable->file;
  if ( variable->isPolarisation )
    file.insert( std::min( file.size(), file.rfind( '.' ) ), '_' + variable->name );
  return file;
}

std::string stemOf( const std::string &path )
{
  const std::optional<Variable> variable = variableIn( path );
  const std::string name = nameOf( variable ? variable->file : shownPath( path ) );
  return withoutRole( variable && !variable->name.empty() ? name + '_' + variable->name : name );
}

SceneFacts sceneFromName( const std::string &path )
{
  SceneFacts facts;
  facts.imageId = stemOf( path );
  // What a variable is called, "sigma0", is no part of what files are called.
  const std::string name = withoutRole( nameOf( fileOfVariable( path ) ) );
  if ( !readCaffe( name, facts ) && !readProduct( name, facts ) && !readDated( name, facts ) )
    readWords( name, facts );
  return facts;
}

SceneFacts sceneOfDataSet( const std::string &name )
{
  SceneFacts facts = sceneFromName( name );
  if ( facts.glacier.empty() )
    facts.glacier = name;
  return facts;
}

namespace
{

//! Adds what the folders of \a path say where its name alone says no date, as of Gamma0_VV.tif.
void addFolders( const std::string &path, SceneFacts &facts )
{
  if ( !facts.date.empty() )
    return;
  const std::size_t slash = path.find_last_of( "/\\" );
  const std::string folders = slash == std::string::npos ? std::string() : path.substr( 0, slash );
  if ( const std::optional<ProductName> product = productOfPath( path ) )
  {
    facts.glacier.clear(); // what is left of the name of a part of a product is none
    const std::string one = product->facts.polarisation;
    addMissingFacts( facts, product->facts );
    facts.polarisation = one.empty() ? facts.polarisation : one;
    if ( !product->folders.empty() )
      facts.imageId = product->folders + '_' + facts.imageId;
  }
  else if ( !folders.empty() )
  {
    SceneFacts folder;
    readWords( stemOf( folders ), folder );
    folder.glacier.clear();
    addMissingFacts( facts, folder );
  }
}

//! What the name of a band says of it: one of a stack or of several polarisations, Sigma0_HH_mst_02Jun2018.
void addBand( const std::string &name, SceneFacts &facts )
{
  SceneFacts band;
  readWords( name, band );
  static const std::regex snapDate( R"((?:^|_)(\d{2})([A-Z][a-z]{2})(\d{4})(?:_|$))" );
  static const std::string months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  std::smatch part;
  if ( std::regex_search( name, part, snapDate ) && months.find( part[2] ) % 3 == 0 )
  {
    const std::size_t month = months.find( part[2] ) / 3 + 1;
    band.date =
        isoDate( part[3].str() + ( month < 10 ? "0" : "" ) + std::to_string( month ) + part[1].str() );
  }
  if ( !band.date.empty() && band.date != facts.date )
  {
    facts.date = band.date;
    facts.dateTime = band.dateTime;
  }
  if ( !band.polarisation.empty() )
    facts.polarisation = band.polarisation;
}

//! The sensor of a platform however that is written: Sentinel-1A, SENTINEL-1 A, S1A, TerraSAR-X; empty where
//! it is not known.
std::string sensorOf( const std::string &platform )
{
  static const std::regex form( "S(?:ENTINEL)?[- _]?1[- _]?([A-D]?)" );
  std::smatch part;
  const std::string text = upperCase( platform );
  if ( std::regex_match( text, part, form ) )
    return "S1" + part[1].str();
  SceneFacts said;
  // In names “Sentinel” is Sentinel-1, by what stands beside it; as a platform it may be any of them.
  for ( const std::string &word : wordsOf( platform ) )
    if ( upperCase( word ) != "SENTINEL" )
      readWord( word, said );
  return said.sensor;
}

} // namespace

SceneFacts sceneFacts( const std::string &path, const std::map<std::string, std::string> &metadata,
                       const std::string &bandName )
{
  SceneFacts facts = sceneFromName( path );
  addFolders( fileOfVariable( path ), facts );
  addBand( bandName, facts );
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
  const auto takeNumber = [&value]( int &fact, std::initializer_list<const char *> keys )
  {
    for ( const char *key : keys )
      if ( const std::optional<int> found = numberOfDigits( value( key ) ); found && *found > 0 )
        fact = *found;
  };
  if ( facts.date.empty() )
    setDateTime( facts, value( "TIFFTAG_DATETIME" ) );
  // AWS tells the day alone, which the name may know better.
  if ( const std::string day = isoDate( value( "DATE" ) ); !day.empty() && day != facts.date )
    setDateTime( facts, value( "DATE" ) );
  setDateTime( facts, value( "ACQUISITION_START_TIME" ) );
  setDateTime( facts, value( "ZERO_DOPPLER_START_TIME" ), value( "ZERO_DOPPLER_END_TIME" ) );
  setDateTime( facts, value( "CALVINGFRONT_DATETIME" ), value( "CALVINGFRONT_DATETIME_END" ) );
  take( facts.glacier, { "CALVINGFRONT_GLACIER" } );
  for ( const char *key : { "MISSION_ID", "PLATFORM" } )
    if ( const std::string sensor = sensorOf( value( key ) ); !sensor.empty() )
      facts.sensor = sensor;
  take( facts.sensor, { "CALVINGFRONT_SENSOR" } );
  take( facts.mode, { "MODE", "ACQUISITION_MODE", "CALVINGFRONT_MODE" } );
  take( facts.polarisation, { "CALVINGFRONT_POLARISATION" } );
  take( facts.pass, { "ORBIT_DIRECTION", "ORBIT_PASS_DIRECTION", "CALVINGFRONT_PASS" } );
  facts.pass = lowerCase( facts.pass );
  take( facts.imageId, { "CALVINGFRONT_IMAGE_ID" } );
  take( facts.processing, { "CALVINGFRONT_HISTORY" } );
  takeNumber( facts.relativeOrbit, { "TRACK_NUMBER", "CALVINGFRONT_RELATIVE_ORBIT" } );
  takeNumber( facts.absoluteOrbit,
              { "ORBIT_NUMBER", "ABSOLUTE_ORBIT_NUMBER", "CALVINGFRONT_ABSOLUTE_ORBIT" } );
  if ( facts.relativeOrbit == 0 && facts.absoluteOrbit > 0 && facts.sensor.size() == 3 )
    facts.relativeOrbit = relativeOrbit( facts.sensor, facts.absoluteOrbit );
  return facts;
}

} // namespace calving
