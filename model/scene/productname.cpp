#include "model/scene/productname.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <regex>

#include "model/error.h"
#include "model/scene/frontattributes.h"
#include "model/scene/relativeorbit.h"
#include "model/scene/scenewords.h"

namespace calving
{

namespace
{

constexpr auto ignoreCase = std::regex::ECMAScript | std::regex::icase;

int number( const std::string &text )
{
  int value = 0;
  std::from_chars( text.data(), text.data() + text.size(), value );
  return value;
}

//! YYYYMMDDTHHMMSS as "YYYY-MM-DDTHH:MM:SS"; empty where there is no such day.
std::string timeOf( const std::string &stamp )
{
  const std::string date = isoDate( stamp );
  return date.empty()
             ? date
             : date + 'T' + stamp.substr( 9, 2 ) + ':' + stamp.substr( 11, 2 ) + ':' + stamp.substr( 13, 2 );
}

void setTime( SceneFacts &facts, const std::string &dateTime )
{
  facts.dateTime = dateTime;
  facts.date = dateTime.substr( 0, 10 );
}

//! IW, EW, WV, or SM for one of its beams.
std::string modeOf( const std::string &text )
{
  const std::string mode = upperCase( text );
  return mode[0] == 'S' ? "SM" : mode;
}

//! Of a product with one (S) or two (D) polarisations of which the first is \a first.
std::string polarisationsOf( const std::string &count, const std::string &first )
{
  const std::string sent = upperCase( first );
  return upperCase( count ) == "S" ? sent + sent : sent == "H" ? "HH+HV" : "VV+VH";
}

void setOrbit( SceneFacts &facts, int absolute )
{
  facts.absoluteOrbit = absolute;
  if ( absolute > 0 )
    facts.relativeOrbit = relativeOrbit( facts.sensor, absolute );
}

bool hasWord( const std::vector<std::string> &words, std::initializer_list<const char *> wanted )
{
  return std::any_of( words.begin(), words.end(),
                      [&wanted]( const std::string &word )
                      { return std::find( wanted.begin(), wanted.end(), word ) != wanted.end(); } );
}

//! One of HH, HV, VV, VH among \a words; empty where there is none.
std::string polarisationIn( const std::vector<std::string> &words )
{
  for ( const std::string &word : words )
    if ( hasWord( { word }, { "hh", "hv", "vv", "vh" } ) )
      return upperCase( word );
  return {};
}

//! Backscatter of a program that writes decibels only where it says so; none of steps before calibration.
std::optional<ValueKind> calibratedValues( const std::vector<std::string> &words )
{
  if ( hasWord( words, { "db" } ) )
    return ValueKind::Decibel;
  const bool calibrated =
      hasWord( words, { "cal", "sigma0", "gamma0", "beta0", "rtc", "tf", "norm", "gamma", "sigma" } );
  return calibrated ? std::optional<ValueKind>( ValueKind::Power ) : std::nullopt;
}

using Match = std::smatch;

//! S1A_IW_GRDH_1SDV_<start>_<stop>_<orbit>..., whatever stands before and after.
std::optional<ProductName> sentinelProduct( const std::string &name )
{
  static const std::regex form(
      R"((?:^|[^A-Za-z0-9])S1([A-D])_(IW|EW|WV|S[1-6])_(?:GRD|SLC|OCN|RAW|RTC)[FHM_]_\d[SAC]([SD])([HV])_(\d{8}T\d{6})_(\d{8}T\d{6})_(\d{6})(?![0-9])(.*))",
      ignoreCase );
  Match part;
  if ( !std::regex_search( name, part, form ) )
    return std::nullopt;
  const std::string middle = middleOf( upperCase( part[5] ), upperCase( part[6] ) );
  if ( middle.empty() )
    return std::nullopt;
  ProductName product{ "Sentinel-1", {}, {}, false, {}, {} };
  product.facts.sensor = "S1" + upperCase( part[1] );
  product.facts.mode = modeOf( part[2] );
  setTime( product.facts, middle );
  setOrbit( product.facts, number( part[7] ) );
  const std::vector<std::string> steps = wordsOf( part[8] );
  const std::string one = polarisationIn( steps );
  product.facts.polarisation = one.empty() ? polarisationsOf( part[3], part[4] ) : one;
  product.values = calibratedValues( steps );
  if ( product.values )
    product.producer = "a processed Sentinel-1 product";
  return product;
}

//! s1a-iw-grd-vv-<start>-<stop>-<orbit>-...
std::optional<ProductName> measurement( const std::string &name )
{
  static const std::regex form(
      R"(s1([a-d])-(iw|ew|wv|s)\d?-(?:grd|slc)-(hh|hv|vv|vh)-(\d{8}t\d{6})-(\d{8}t\d{6})-(\d{6})-.*)",
      ignoreCase );
  Match part;
  if ( !std::regex_match( name, part, form ) )
    return std::nullopt;
  const std::string middle = middleOf( upperCase( part[4] ), upperCase( part[5] ) );
  if ( middle.empty() )
    return std::nullopt;
  ProductName product{ "Sentinel-1", {}, {}, false, {}, {} };
  product.facts.sensor = "S1" + upperCase( part[1] );
  product.facts.mode = modeOf( part[2] );
  setTime( product.facts, middle );
  setOrbit( product.facts, number( part[6] ) );
  product.facts.polarisation = upperCase( part[3] );
  return product;
}

//! What the last part of a name of HyP3 stands for, where it is no polarisation.
std::string hyp3Layer( const std::string &ending )
{
  const std::vector<std::string> words = wordsOf( ending );
  if ( hasWord( words, { "ls" } ) )
    return "layover and shadow";
  if ( hasWord( words, { "inc" } ) )
    return "angles of incidence";
  if ( hasWord( words, { "dem" } ) )
    return "heights";
  if ( hasWord( words, { "area" } ) )
    return "the area of pixels";
  return hasWord( words, { "rgb" } ) ? "a picture in colours" : std::string();
}

//! S1A_IW_20180602T090311_DVP_RTC30_G_gpuned_5BE1_VV: letters as in HyP3's guide to its RTC products.
std::optional<ProductName> hyp3( const std::string &name )
{
  static const std::regex form(
      R"(S1([A-D])_(IW|EW|SM|S[1-6])_(\d{8}T\d{6})_([SD])([VH])[PRO]_RTC(\d+)_[A-Z]_([gs])([pda])([uw])[nf][ec][dm]_[0-9A-F]{4}(?:_(.*))?)",
      ignoreCase );
  Match part;
  if ( !std::regex_match( name, part, form ) || isoDate( part[3] ).empty() )
    return std::nullopt;
  ProductName product{ "HyP3", {}, {}, false, {}, {} };
  product.facts.sensor = "S1" + upperCase( part[1] );
  product.facts.mode = modeOf( part[2] );
  setTime( product.facts, timeOf( part[3] ) );
  product.facts.resolutionMetres = number( part[6] );
  const char scale = upperCase( part[8] )[0];
  product.values = scale == 'P' ? ValueKind::Power : scale == 'D' ? ValueKind::Decibel : ValueKind::Amplitude;
  product.waterMasked = upperCase( part[9] ) == "W";
  const std::string one = polarisationIn( wordsOf( part[10] ) );
  product.facts.polarisation = one.empty() ? polarisationsOf( part[4], part[5] ) : one;
  product.shows = one.empty() ? hyp3Layer( part[10] ) : std::string();
  return product;
}

//! OPERA_L2_RTC-S1_T115-245714-IW1_<start>Z_<made>Z_S1A_30_v1.0_VV, one file a burst.
std::optional<ProductName> opera( const std::string &name )
{
  static const std::regex form(
      R"(OPERA_L2_RTC-S1(-STATIC)?_T(\d{3})-\d{6}-(IW|EW)\d_(\d{8}(?:T\d{6})?)Z?_(?:\d{8}T\d{6}Z_)?(S1[A-D])_(\d+)_v[\d.]+(?:_(.*))?)",
      ignoreCase );
  Match part;
  if ( !std::regex_match( name, part, form ) || isoDate( part[4] ).empty() )
    return std::nullopt;
  ProductName product{ "OPERA", {}, ValueKind::Power, false, {}, {} };
  product.facts.sensor = upperCase( part[5] );
  product.facts.mode = upperCase( part[3] );
  product.facts.relativeOrbit = number( part[2] );
  product.facts.resolutionMetres = number( part[6] );
  product.facts.date = isoDate( part[4] );
  if ( part[4].length() == 15 )
    setTime( product.facts, timeOf( part[4] ) );
  const std::vector<std::string> ending = wordsOf( part[7] );
  product.facts.polarisation = polarisationIn( ending );
  if ( part[1].matched )
    product.shows = "what does not change with time";
  else if ( hasWord( ending, { "mask" } ) )
    product.shows = "a mask";
  return product;
}

//! iw-vv.rtc, in a folder with the name of the product.
std::optional<ProductName> planetaryComputer( const std::string &name )
{
  static const std::regex form( R"((iw|ew|sm)-(hh|hv|vv|vh)\.rtc)", ignoreCase );
  Match part;
  if ( !std::regex_match( name, part, form ) )
    return std::nullopt;
  ProductName product{ "the Planetary Computer", {}, ValueKind::Power, false, {}, {} };
  product.facts.mode = upperCase( part[1] );
  product.facts.polarisation = upperCase( part[2] );
  return product;
}

//! The folder S1B_20161121_12SYJ_ASC of Gamma0_VV.
std::optional<ProductName> aws( const std::string &name )
{
  static const std::regex form( R"((S1[A-D])_(\d{8})_\d{2}[A-Z]{3}_(ASC|DESC))", ignoreCase );
  Match part;
  if ( !std::regex_match( name, part, form ) || isoDate( part[2] ).empty() )
    return std::nullopt;
  ProductName product{ "Indigo's RTC on AWS", {}, ValueKind::Power, false, {}, {} };
  product.facts.sensor = upperCase( part[1] );
  product.facts.date = isoDate( part[2] );
  product.facts.pass = upperCase( part[3] ) == "ASC" ? "ascending" : "descending";
  return product;
}

//! The folder ga_s1_nrb_iw_hh_1 above t070_149815_iw3/2022/01/01/20220101T124752.
std::optional<ProductName> digitalEarth( const std::string &name )
{
  static const std::regex form( R"(ga_s1_nrb_(iw|ew)(?:_.*)?)", ignoreCase );
  Match part;
  if ( !std::regex_match( name, part, form ) )
    return std::nullopt;
  ProductName product{ "Digital Earth", {}, ValueKind::Power, false, {}, {} };
  product.facts.sensor = "S1";
  product.facts.mode = upperCase( part[1] );
  return product;
}

//! The folder of a burst, as Digital Earth names it: t070_149815_iw3.
std::optional<ProductName> burst( const std::string &name )
{
  static const std::regex form( R"(t(\d{3})[_-]\d{6}[_-](iw|ew)\d)", ignoreCase );
  Match part;
  if ( !std::regex_match( name, part, form ) )
    return std::nullopt;
  ProductName product{ "Digital Earth", {}, {}, false, {}, {} };
  product.facts.sensor = "S1";
  product.facts.mode = upperCase( part[2] );
  product.facts.relativeOrbit = number( part[1] );
  return product;
}

//! S1A__IW___A_20150309T173017_VV_grd_mli_geo_norm_db
std::optional<ProductName> pyrosar( const std::string &name )
{
  static const std::regex form( R"((S1[A-D])__(IW|EW|SM|S[1-6])_+([AD])_(\d{8}T\d{6})(?:_(.*))?)",
                                ignoreCase );
  Match part;
  if ( !std::regex_match( name, part, form ) || isoDate( part[4] ).empty() )
    return std::nullopt;
  ProductName product{ "pyroSAR", {}, {}, false, {}, {} };
  product.facts.sensor = upperCase( part[1] );
  product.facts.mode = modeOf( part[2] );
  product.facts.pass = upperCase( part[3] ) == "A" ? "ascending" : "descending";
  setTime( product.facts, timeOf( part[4] ) );
  const std::vector<std::string> steps = wordsOf( part[5] );
  product.facts.polarisation = polarisationIn( steps );
  product.values = calibratedValues( steps );
  return product;
}

std::vector<std::string> partsOf( const std::string &path )
{
  std::vector<std::string> parts;
  std::size_t from = 0;
  for ( std::size_t at = 0; at <= path.size(); ++at )
    if ( at == path.size() || path[at] == '/' || path[at] == '\\' )
    {
      if ( at > from )
        parts.push_back( path.substr( from, at - from ) );
      from = at + 1;
    }
  std::reverse( parts.begin(), parts.end() );
  return parts;
}

//! A folder that says nothing but when: 20220101T124752.
std::optional<ProductName> timeFolder( const std::string &name )
{
  static const std::regex form( R"(\d{8}T\d{6}Z?)", ignoreCase );
  if ( !std::regex_match( name, form ) || isoDate( name ).empty() )
    return std::nullopt;
  ProductName product;
  setTime( product.facts, timeOf( name ) );
  return product;
}

//! Adds to \a product what is open there and \a other, of the folder \a name, says.
void addFolder( ProductName &product, const ProductName &other, const std::string &name )
{
  const bool tells = ( product.facts.date.empty() && !other.facts.date.empty() ) ||
                     ( product.facts.relativeOrbit == 0 && other.facts.relativeOrbit > 0 );
  if ( tells )
    product.folders = name + ( product.folders.empty() ? "" : "_" ) + product.folders;
  addMissingFacts( product.facts, other.facts );
  if ( product.producer.empty() || ( !product.values && other.values ) )
    product.producer = other.producer;
  if ( !product.values )
    product.values = other.values;
  product.waterMasked = product.waterMasked || other.waterMasked;
}

} // namespace

std::vector<std::string> wordsOf( const std::string &text )
{
  std::vector<std::string> words( 1 );
  for ( const unsigned char c : text )
    if ( std::isalnum( c ) )
      words.back() += static_cast<char>( std::tolower( c ) );
    else if ( !words.back().empty() )
      words.emplace_back();
  if ( words.back().empty() )
    words.pop_back();
  return words;
}

std::optional<ValueKind> valuesNamed( const std::string &text )
{
  const std::vector<std::string> words = wordsOf( text );
  if ( hasWord( words, { "db", "decibel", "decibels" } ) )
    return ValueKind::Decibel;
  if ( hasWord( words, { "amplitude", "amp" } ) )
    return ValueKind::Amplitude;
  if ( hasWord( words, { "power", "intensity", "linear" } ) )
    return ValueKind::Power;
  return std::nullopt;
}

std::optional<ProductName> productNamed( const std::string &name )
{
  for ( const auto form :
        { sentinelProduct, measurement, hyp3, opera, planetaryComputer, aws, digitalEarth, burst, pyrosar } )
    if ( std::optional<ProductName> product = form( name ) )
      return product;
  return std::nullopt;
}

std::optional<ProductName> productOfPath( const std::string &path )
{
  const std::vector<std::string> parts = partsOf( path );
  if ( parts.empty() )
    return std::nullopt;
  constexpr std::size_t deepest = 9; // Digital Earth's archive has seven folders for one file
  const std::vector<std::string> words = wordsOf( stemOf( parts[0] ) );
  const std::optional<ProductName> file = productNamed( stemOf( parts[0] ) );
  ProductName product = file.value_or( ProductName() );
  bool known = file.has_value();
  for ( std::size_t i = 1; i < std::min( parts.size(), deepest ); ++i )
  {
    std::optional<ProductName> folder = productNamed( stemOf( parts[i] ) );
    known = known || folder;
    if ( !folder )
      folder = timeFolder( parts[i] );
    if ( folder )
      addFolder( product, *folder, stemOf( parts[i] ) );
  }
  if ( !known )
    return std::nullopt;
  // The folder of a product holds all of its polarisations, and more than them.
  if ( const std::string one = polarisationIn( words ); !file && !one.empty() )
    product.facts.polarisation = one;
  if ( const std::optional<ValueKind> kind = valuesNamed( stemOf( parts[0] ) ); !file && kind )
    product.values = kind;
  if ( !file && hasWord( words, { "mask", "angle" } ) )
    product.shows = hasWord( words, { "mask" } ) ? "a mask" : "angles";
  return product;
}

void requireScene( const std::string &path )
{
  const std::optional<ProductName> product = productOfPath( path );
  if ( !product )
    return;
  const std::string said = " (the name, that of " + product->producer + ", says so)";
  if ( !product->shows.empty() )
    throw Error( "The raster " + path + " shows " + product->shows + said +
                 ", not backscatter. Choose the raster of backscatter that belongs to it." );
  if ( product->waterMasked )
    throw Error( "Water was masked when the scene " + path + " was made" + said +
                 ", so that no ocean is left in it. Order the product again without the water mask." );
}

} // namespace calving
