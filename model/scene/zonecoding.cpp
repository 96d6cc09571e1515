#include "model/scene/zonecoding.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <locale>
#include <sstream>

#include "model/error.h"
#include "model/scene/zone.h"
#include "model/scene/zonenames.h"

namespace calving
{

namespace
{

//! \a where: " among ...", where another data set could have it.
[[noreturn]] void refuse( const std::string &source, double value, const std::string &where = {} )
{
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text
      << "The zones " << source << " hold the value " << value << ", which is no zone" << where
      << ". Zones are coded 0 1 2 3, 1 2 3 4 or 0 64 127 254 (not available, rock, glacier, ocean), all of a "
         "data set alike; choose a raster of zones or reclassify this one.";
  throw Error( text.str() );
}

//! Rows of about four million pixels at a time: few calls, little memory.
int stripHeight( const RasterReader &raster )
{
  return std::clamp( ( 1 << 22 ) / raster.width(), 1, raster.height() );
}

//! What readStrip() puts where there is no data. No coding has it.
constexpr std::uint8_t missing = 250;

//! The bytes of \a window of a raster of bytes, which are read quickly.
std::vector<std::uint8_t> readByteStrip( const RasterReader &raster, const Window &window )
{
  std::vector<std::uint8_t> bytes = raster.readBytes( 1, window );
  const std::vector<std::uint8_t> mask = raster.readMask( 1, window );
  for ( std::size_t i = 0; i < bytes.size(); ++i )
  {
    if ( mask[i] == 0 )
      bytes[i] = missing;
    else if ( bytes[i] == missing )
      refuse( raster.path(), missing );
  }
  return bytes;
}

//! Bytes of a window; refuses values that are no byte.
std::vector<std::uint8_t> readStrip( const RasterReader &raster, const Window &window )
{
  if ( raster.type() == PixelType::Byte )
    return readByteStrip( raster, window );
  const std::vector<float> values = raster.readBand( 1, window );
  std::vector<std::uint8_t> bytes( values.size() );
  for ( std::size_t i = 0; i < values.size(); ++i )
  {
    const float value = values[i];
    if ( std::isnan( value ) )
      bytes[i] = missing;
    else if ( value >= 0 && value < missing + 5 && value == std::floor( value ) && value != missing )
      bytes[i] = static_cast<std::uint8_t>( value );
    else
      refuse( raster.path(), static_cast<double>( value ) );
  }
  return bytes;
}

} // namespace

ZoneTable zoneTable( ZoneCoding coding )
{
  ZoneTable table;
  table.fill( noZone );
  const auto set = [&table]( std::initializer_list<int> values, Zone zone )
  {
    for ( int value : values )
      table[static_cast<std::size_t>( value )] = static_cast<std::uint8_t>( zone );
  };
  const bool one = coding == ZoneCoding::FromOne;
  const bool grey = coding == ZoneCoding::Grey;
  set( { 0 }, Zone::NotAvailable );
  if ( one )
    set( { 1 }, Zone::NotAvailable );
  grey ? set( { 63, 64 }, Zone::Rock ) : set( { one ? 2 : 1 }, Zone::Rock );
  set( { grey ? 127 : one ? 3 : 2 }, Zone::Glacier );
  set( { grey ? 254 : one ? 4 : 3 }, Zone::Ocean );
  return table;
}

const ZoneTable &ZoneTables::of( const std::string &path ) const
{
  const auto own = named.find( path );
  return own == named.end() ? common : own->second;
}

namespace
{

//! Names of classes by code, as our tag "0 not available, 1 rock, ..." or the file has them.
std::map<int, std::string> namesOf( const RasterReader &raster )
{
  std::map<int, std::string> names;
  const std::map<std::string, std::string> metadata = raster.metadata();
  if ( const auto tag = metadata.find( "CALVINGFRONT_ZONES" ); tag != metadata.end() )
  {
    std::istringstream list( tag->second );
    for ( std::string entry; std::getline( list, entry, ',' ); )
    {
      std::istringstream text( entry );
      int code = 0;
      if ( text >> code >> std::ws )
        std::getline( text, names[code] );
    }
  }
  return names.empty() ? raster.classNames() : names;
}

/**
 * The table that the \a names of \a raster make, if each of \a codes has one.
 *
 * Throws Error where one of them is a word that is not understood: numbers must not overrule it unseen.
 */
std::optional<ZoneTable> namedTable( const std::map<int, std::string> &names, const std::bitset<256> &codes,
                                     const std::string &raster )
{
  ZoneTable table;
  table.fill( noZone );
  for ( const auto &[code, name] : names )
  {
    if ( code < 0 || code > 255 )
      continue;
    const auto number = static_cast<std::size_t>( code );
    if ( const std::optional<std::uint8_t> zone = zoneNamed( name ) )
      table[number] = *zone;
    else if ( codes[number] && isWord( name ) )
      throw Error( "The zones " + raster + " call the class " + std::to_string( code ) + " “" + name +
                   "”, which is understood as none of not available, rock, glacier and ocean. Name their "
                   "classes so, remove the names, or say what the numbers mean where CODING can be chosen." );
  }
  for ( std::size_t code = 0; code < codes.size(); ++code )
    if ( codes[code] && table[code] == noZone )
      return std::nullopt;
  return codes.any() ? std::optional( table ) : std::nullopt;
}

//! The codes that the file or its user declares to stand for no data.
std::bitset<256> declaredCodes( const RasterReader &raster )
{
  std::bitset<256> codes;
  const auto declared = raster.input().noData.find( 1 );
  for ( std::size_t code = 0; code < missing; ++code )
  {
    const auto value = static_cast<float>( code );
    codes[code] = raster.noData() == static_cast<double>( code );
    if ( declared != raster.input().noData.end() )
      for ( const ValueRange &range : declared->second.ranges )
        codes[code] = codes[code] || range.contains( value );
  }
  return codes;
}

//! A warning where one of the codes \a declared no data of the zones \a source is by \a table what fronts are
//! made of.
std::string hiddenZone( const std::string &source, const std::bitset<256> &declared, const ZoneTable &table )
{
  for ( std::size_t code = 0; code < declared.size(); ++code )
    if ( declared[code] && table[code] != noZone &&
         table[code] != static_cast<std::uint8_t>( Zone::NotAvailable ) )
      return "The zones " + source + " declare " + std::to_string( code ) +
             " “no data”, which is their code of " + nameOfZone( table[code] ) +
             ": it is read as not available, and no front is found there. If it is meant to be " +
             nameOfZone( table[code] ) +
             ", remove the no-data value, in QGIS in the layer's properties or with gdal_edit -unsetnodata.";
  return {};
}

void append( const std::string &sentence, std::string &text )
{
  text += ( text.empty() || sentence.empty() ? "" : " " ) + sentence;
}

//! Whether any of \a codes is ocean by \a table.
bool holdsOcean( const std::bitset<256> &codes, const ZoneTable &table )
{
  for ( std::size_t code = 0; code < codes.size(); ++code )
    if ( codes[code] && table[code] == static_cast<std::uint8_t>( Zone::Ocean ) )
      return true;
  return false;
}

//! The first of \a codes that \a table lacks; none where it has all.
std::optional<int> unknownCode( const std::bitset<256> &codes, const ZoneTable &table )
{
  for ( std::size_t code = 0; code < codes.size(); ++code )
    if ( codes[code] && table[code] == noZone )
      return static_cast<int>( code );
  return std::nullopt;
}

constexpr ZoneCoding codings[] = { ZoneCoding::FromZero, ZoneCoding::FromOne, ZoneCoding::Grey };

} // namespace

void ZoneSurvey::add( const RasterReader &raster, const Feedback &feedback )
{
  Source source{ raster.path(), {}, std::nullopt, {} };
  const int strip = stripHeight( raster );
  for ( int y = 0; y < raster.height(); y += strip )
  {
    feedback.report( static_cast<double>( y ) / raster.height() );
    std::array<bool, 256> found{};
    for ( const std::uint8_t code :
          readStrip( raster, { 0, y, raster.width(), std::min( strip, raster.height() - y ) } ) )
      found[code] = true;
    if ( found[missing] )
      source.declared = declaredCodes( raster );
    found[missing] = false;
    for ( std::size_t code = 0; code < found.size(); ++code )
      source.codes[code] = source.codes[code] || found[code];
    raster.forgetBlocks();
  }
  source.named = namedTable( namesOf( raster ), source.codes, raster.path() );
  mSources.push_back( std::move( source ) );
  feedback.report( 1 );
}

void ZoneSurvey::add( const std::string &source, int code )
{
  if ( mSources.empty() || mSources.back().name != source )
    mSources.push_back( { source, {}, std::nullopt, {} } );
  mSources.back().codes.set( static_cast<std::size_t>( code ) );
}

ZoneTables ZoneSurvey::decide() const
{
  ZoneTables tables;
  std::bitset<256> codes;
  std::string unnamed;
  for ( const Source &source : mSources )
    if ( source.named )
    {
      tables.named[source.name] = *source.named;
      tables.hasOcean = tables.hasOcean || holdsOcean( source.codes, *source.named );
    }
    else
    {
      codes |= source.codes;
      unnamed = unnamed.empty() ? source.name : unnamed;
    }

  std::optional<ZoneCoding> chosen;
  int fitting = 0;
  for ( const ZoneCoding coding : codings )
    if ( !unknownCode( codes, zoneTable( coding ) ) )
    {
      ++fitting;
      const bool ocean = holdsOcean( codes, zoneTable( coding ) );
      if ( !chosen || ( ocean && !holdsOcean( codes, zoneTable( *chosen ) ) ) )
        chosen = coding;
    }
  if ( !chosen )
    refuseMixture( codes );
  tables.common = zoneTable( *chosen );
  tables.hasOcean = tables.hasOcean || holdsOcean( codes, tables.common );
  const bool small = codes[1] || codes[2] || codes[3];
  if ( *chosen == ZoneCoding::FromZero && fitting > 1 && small && !codes[0] )
    tables.warning =
        "The zones " + unnamed + ( mSources.size() > 1 ? " and those with them hold" : " hold" ) +
        " no value but 1, 2 and 3, which were read as rock, glacier and ocean. If 3 is glacier in "
        "them, their coding is 1 2 3 4, and no ocean is among them: reclassify them to 0 1 2 3, or "
        "say so where CODING can be chosen.";
  for ( const Source &source : mSources )
    append( hiddenZone( source.name, source.declared, source.named ? *source.named : tables.common ),
            tables.warning );
  return tables;
}

void ZoneSurvey::refuseMixture( const std::bitset<256> &codes ) const
{
  // The coding that has most of the codes is meant; the first source that does not fit it is named.
  const auto lacking = [&codes]( ZoneCoding coding )
  {
    const ZoneTable table = zoneTable( coding );
    int count = 0;
    for ( std::size_t code = 0; code < codes.size(); ++code )
      count += codes[code] && table[code] == noZone;
    return count;
  };
  const ZoneCoding meant =
      *std::min_element( std::begin( codings ), std::end( codings ),
                         [&lacking]( ZoneCoding a, ZoneCoding b ) { return lacking( a ) < lacking( b ); } );
  const Source *wrong = &mSources.front();
  for ( const Source &source : mSources )
    if ( !source.named && unknownCode( source.codes, zoneTable( meant ) ) )
    {
      wrong = &source;
      break;
    }
  refuse( wrong->name, unknownCode( wrong->codes, zoneTable( meant ) ).value_or( 0 ),
          mSources.size() > 1 ? " among those it belongs to" : "" );
}

namespace
{

//! Compares eight pixels at a time: zones are large.
int endOfRun( const std::uint8_t *row, int column, int width )
{
  const std::uint8_t value = row[column];
  std::uint64_t eight;
  std::memset( &eight, value, sizeof eight );
  int end = column + 1;
  while ( end + 8 <= width && std::memcmp( row + end, &eight, sizeof eight ) == 0 )
    end += 8;
  while ( end < width && row[end] == value )
    ++end;
  return end;
}

//! \a table with a class for what has no data.
ZoneTable withMissing( ZoneTable table )
{
  table[missing] = static_cast<std::uint8_t>( Zone::NotAvailable );
  return table;
}

std::uint8_t classOf( std::uint8_t code, const ZoneTable &table, const RasterReader &raster )
{
  if ( table[code] == noZone )
    refuse( raster.path(), code );
  return table[code];
}

} // namespace

std::vector<std::uint8_t> readZones( const RasterReader &raster, const Window &window,
                                     const ZoneTable &table )
{
  const ZoneTable all = withMissing( table );
  std::vector<std::uint8_t> zones = readStrip( raster, window );
  for ( std::uint8_t &zone : zones )
    zone = classOf( zone, all, raster );
  return zones;
}

RunLengthImage readZones( const RasterReader &raster, const ZoneTable &table, const Feedback &feedback )
{
  const ZoneTable all = withMissing( table );
  const int width = raster.width();
  RunLengthImage zones( width );
  const int strip = stripHeight( raster );
  for ( int y = 0; y < raster.height(); y += strip )
  {
    feedback.report( static_cast<double>( y ) / raster.height() );
    const int height = std::min( strip, raster.height() - y );
    const std::vector<std::uint8_t> codes = readStrip( raster, { 0, y, width, height } );
    for ( int row = 0; row < height; ++row )
    {
      const std::uint8_t *values = codes.data() + static_cast<std::size_t>( row ) * width;
      for ( int column = 0; column < width; )
      {
        const int end = endOfRun( values, column, width );
        zones.append( end, classOf( values[column], all, raster ) );
        column = end;
      }
      zones.endRow();
    }
    raster.forgetBlocks();
  }
  feedback.report( 1 );
  return zones;
}

RunLengthImage readZones( const RasterReader &raster, ZoneCoding coding, const Feedback &feedback )
{
  if ( coding != ZoneCoding::Automatic )
  {
    const ZoneTable table = zoneTable( coding );
    if ( const std::string hidden = hiddenZone( raster.path(), declaredCodes( raster ), table );
         !hidden.empty() )
      feedback.warn( hidden );
    return readZones( raster, table, feedback );
  }
  ZoneSurvey survey;
  survey.add( raster, feedback.part( 0, 0.5 ) );
  const ZoneTables tables = survey.decide();
  if ( !tables.warning.empty() )
    feedback.warn( tables.warning );
  if ( !tables.hasOcean )
    feedback.warn( "The zones " + raster.path() + " hold no ocean, so that there is no front in them." );
  return readZones( raster, tables.of( raster.path() ), feedback.part( 0.5, 1 ) );
}

} // namespace calving
