#include "model/scene/productname.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <regex>

#include "model/base/lettercase.h"
#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/scene/frontattributes.h"
#include "model/scene/relativeorbit.h"

namespace calving
{

namespace
{

constexpr auto ignoreCase = std::regex::ECMAScript | std::regex::icase;

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
std::string modeOf( const std::string &mode )
{
  return mode[0] == 'S' ? "SM" : mode;
}

//! Of a product with one (S) or two (D) polarisations of which the first is \a first.
std::string polarisationsOf( const std::string &count, const std::string &first )
{
  return count == "S" ? first + first : first == "H" ? "HH+HV" : "VV+VH";
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

//! What the last part of a name of HyP3 stands for, where it is no polarisation.
std::string hyp3Layer( const std::vector<std::string> &ending )
{
  if ( hasWord( ending, { "ls" } ) )
    return "layover and shadow";
  if ( hasWord( ending, { "inc" } ) )
    return "angles of incidence";
  if ( hasWord( ending, { "dem" } ) )
    return "heights";
  if ( hasWord( ending, { "area" } ) )
    return "the area of pixels";
  return hasWord( ending, { "rgb" } ) ? "a picture in colours" : std::string();
}

//! What a group of a pattern holds.
enum class Part
{
  Satellite, //!< A of S1A
  Mode,
  Time,  //!< of the acquisition, or its day alone
  Start, //!< of the acquisition, with its Stop
  Stop,
  Orbit,
  Track,
  Pass,
  Polarisation,
  Count,     //!< S or D polarisations, of which the first
  FirstSent, //!< was sent and received so
  Metres,
  Scale, //!< HyP3's p, d or a: power, decibels, amplitude
  Water, //!< HyP3's w: water is masked
  Fixed, //!< OPERA's layers that do not change with time
  Ending //!< whatever follows
};

//! What a name holds, in capitals; empty where it does not.
using Parts = std::map<Part, std::string>;

const std::string &textOf( const Parts &parts, Part part )
{
  static const std::string none;
  const auto found = parts.find( part );
  return found == parts.end() ? none : found->second;
}

int numberOf( const Parts &parts, Part part )
{
  return numberOfDigits( textOf( parts, part ) ).value_or( 0 );
}

//! The names that one producer gives.
struct Form
{
  const char *producer;
  //! Of a whole name, in capitals or not.
  std::regex pattern;
  //! What its groups hold, in their order.
  std::vector<Part> groups;
  std::optional<ValueKind> values;
  //! What is said in this producer's words; empty: nothing.
  void ( *addOwn )( const Parts &parts, const std::vector<std::string> &ending, ProductName &product );
};

void addSteps( const Parts &, const std::vector<std::string> &ending, ProductName &product )
{
  product.values = calibratedValues( ending );
}

void addSentinelSteps( const Parts &parts, const std::vector<std::string> &ending, ProductName &product )
{
  addSteps( parts, ending, product );
  if ( product.values )
    product.producer = "a processed Sentinel-1 product";
}

//! Letters as in HyP3's guide to its RTC products.
void addHyp3( const Parts &parts, const std::vector<std::string> &ending, ProductName &product )
{
  const std::string &scale = textOf( parts, Part::Scale );
  product.values = scale == "P" ? ValueKind::Power : scale == "D" ? ValueKind::Decibel : ValueKind::Amplitude;
  product.waterMasked = textOf( parts, Part::Water ) == "W";
  product.shows = polarisationIn( ending ).empty() ? hyp3Layer( ending ) : std::string();
}

//! Bursts are Sentinel-1's alone.
void addSentinel( const Parts &, const std::vector<std::string> &, ProductName &product )
{
  product.facts.sensor = "S1";
}

void addOpera( const Parts &parts, const std::vector<std::string> &ending, ProductName &product )
{
  if ( !textOf( parts, Part::Fixed ).empty() )
    product.shows = "what does not change with time";
  else if ( hasWord( ending, { "mask" } ) )
    product.shows = "a mask";
}

const std::vector<Form> &forms()
{
  using P = Part;
  const auto pattern = []( const char *text ) { return std::regex( text, ignoreCase ); };
  static const std::vector<Form> known{
      // S1A_IW_GRDH_1SDV_<start>_<stop>_<orbit>..., whatever stands before and after
      { "Sentinel-1",
        pattern(
            R"((?:.*?[^A-Za-z0-9])?S1([A-D])_(IW|EW|WV|S[1-6])_(?:GRD|SLC|OCN|RAW|RTC)[FHM_]_\d[SAC]([SD])([HV])_(\d{8}T\d{6})_(\d{8}T\d{6})_(\d{6})(?![0-9])(.*))" ),
        { P::Satellite, P::Mode, P::Count, P::FirstSent, P::Start, P::Stop, P::Orbit, P::Ending },
        {},
        addSentinelSteps },
      // s1a-iw-grd-vv-<start>-<stop>-<orbit>-...
      { "Sentinel-1",
        pattern(
            R"(s1([a-d])-(iw|ew|wv|s)\d?-(?:grd|slc)-(hh|hv|vv|vh)-(\d{8}t\d{6})-(\d{8}t\d{6})-(\d{6})-.*)" ),
        { P::Satellite, P::Mode, P::Polarisation, P::Start, P::Stop, P::Orbit },
        {},
        {} },
      // S1A_IW_20180602T090311_DVP_RTC30_G_gpuned_5BE1_VV
      { "HyP3",
        pattern(
            R"(S1([A-D])_(IW|EW|SM|S[1-6])_(\d{8}T\d{6})_([SD])([VH])[PRO]_RTC(\d+)_[A-Z]_[gs]([pda])([uw])[nf][ec][dm]_[0-9A-F]{4}(?:_(.*))?)" ),
        { P::Satellite, P::Mode, P::Time, P::Count, P::FirstSent, P::Metres, P::Scale, P::Water, P::Ending },
        {},
        addHyp3 },
      // OPERA_L2_RTC-S1_T115-245714-IW1_<start>Z_<made>Z_S1A_30_v1.0_VV, one file a burst
      { "OPERA",
        pattern(
            R"(OPERA_L2_RTC-S1(-STATIC)?_T(\d{3})-\d{6}-(IW|EW)\d_(\d{8}(?:T\d{6})?)Z?_(?:\d{8}T\d{6}Z_)?S1([A-D])_(\d+)_v[\d.]+(?:_(.*))?)" ),
        { P::Fixed, P::Track, P::Mode, P::Time, P::Satellite, P::Metres, P::Ending },
        ValueKind::Power,
        addOpera },
      // iw-vv.rtc, in a folder with the name of the product
      { "the Planetary Computer",
        pattern( R"((iw|ew|sm)-(hh|hv|vv|vh)\.rtc)" ),
        { P::Mode, P::Polarisation },
        ValueKind::Power,
        {} },
      // The folder S1B_20161121_12SYJ_ASC of Gamma0_VV
      { "Indigo's RTC on AWS",
        pattern( R"(S1([A-D])_(\d{8})_\d{2}[A-Z]{3}_(ASC|DESC))" ),
        { P::Satellite, P::Time, P::Pass },
        ValueKind::Power,
        {} },
      // The folder ga_s1_nrb_iw_hh_1 above t070_149815_iw3/2022/01/01/20220101T124752
      { "Digital Earth",
        pattern( R"(ga_s1_nrb_(iw|ew)(?:_.*)?)" ),
        { P::Mode },
        ValueKind::Power,
        addSentinel },
      // The folder of a burst there: t070_149815_iw3
      { "Digital Earth",
        pattern( R"(t(\d{3})[_-]\d{6}[_-](iw|ew)\d)" ),
        { P::Track, P::Mode },
        {},
        addSentinel },
      // S1A__IW___A_20150309T173017_VV_grd_mli_geo_norm_db
      { "pyroSAR",
        pattern( R"(S1([A-D])__(IW|EW|SM|S[1-6])_+([AD])_(\d{8}T\d{6})(?:_(.*))?)" ),
        { P::Satellite, P::Mode, P::Pass, P::Time, P::Ending },
        {},
        addSteps } };
  return known;
}

//! False where the day of \a parts does not exist.
bool addTime( const Parts &parts, SceneFacts &facts )
{
  if ( parts.count( Part::Start ) )
  {
    const std::string middle = middleOf( textOf( parts, Part::Start ), textOf( parts, Part::Stop ) );
    setTime( facts, middle );
    return !middle.empty();
  }
  if ( !parts.count( Part::Time ) )
    return true;
  constexpr std::size_t withTime = 15;
  const std::string &stamp = textOf( parts, Part::Time );
  facts.date = isoDate( stamp );
  if ( !facts.date.empty() && stamp.size() >= withTime )
    setTime( facts, timeOf( stamp ) );
  return !facts.date.empty();
}

void addPolarisation( const Parts &parts, const std::vector<std::string> &ending, SceneFacts &facts )
{
  facts.polarisation = textOf( parts, Part::Polarisation );
  if ( facts.polarisation.empty() )
    facts.polarisation = polarisationIn( ending );
  if ( facts.polarisation.empty() && parts.count( Part::Count ) )
    facts.polarisation = polarisationsOf( textOf( parts, Part::Count ), textOf( parts, Part::FirstSent ) );
}

std::optional<ProductName> readForm( const Form &form, const std::string &name )
{
  std::smatch match;
  if ( !std::regex_match( name, match, form.pattern ) )
    return std::nullopt;
  Parts parts;
  for ( std::size_t i = 0; i < form.groups.size(); ++i )
    parts[form.groups[i]] = upperCase( match[i + 1] );
  ProductName product{ form.producer, {}, form.values, false, {}, {} };
  SceneFacts &facts = product.facts;
  if ( !addTime( parts, facts ) )
    return std::nullopt;
  if ( parts.count( Part::Satellite ) )
    facts.sensor = "S1" + textOf( parts, Part::Satellite );
  if ( parts.count( Part::Mode ) )
    facts.mode = modeOf( textOf( parts, Part::Mode ) );
  if ( parts.count( Part::Pass ) )
    facts.pass = textOf( parts, Part::Pass )[0] == 'A' ? "ascending" : "descending";
  facts.relativeOrbit = numberOf( parts, Part::Track );
  facts.absoluteOrbit = numberOf( parts, Part::Orbit );
  if ( facts.absoluteOrbit > 0 )
    facts.relativeOrbit = relativeOrbit( facts.sensor, facts.absoluteOrbit );
  facts.resolutionMetres = numberOf( parts, Part::Metres );
  const std::vector<std::string> ending = wordsOf( textOf( parts, Part::Ending ) );
  addPolarisation( parts, ending, facts );
  if ( form.addOwn )
    form.addOwn( parts, ending, product );
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
  for ( const unsigned char c : lowerCase( text ) )
    if ( std::isalnum( c ) )
      words.back() += static_cast<char>( c );
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
  for ( const Form &form : forms() )
    if ( std::optional<ProductName> product = readForm( form, name ) )
      return product;
  return std::nullopt;
}

std::optional<ProductName> productOfPath( const std::string &path )
{
  const std::vector<std::string> parts = partsOf( fileOfVariable( path ) );
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
