#include "model/scene/zonesurvey.h"

#include <algorithm>
#include <array>

#include "model/scene/hiddenzones.h"
#include "model/scene/storedcodes.h"
#include "model/scene/zonenames.h"

namespace calving
{

const ZoneTable &ZoneTables::of( const std::string &path ) const
{
  const auto own = named.find( path );
  return own == named.end() ? common : own->second;
}

void ZoneTables::tell( const Feedback &feedback ) const
{
  if ( !reading.empty() )
    feedback.inform( reading );
  if ( !warning.empty() )
    feedback.warn( warning );
}

namespace
{

void append( const std::string &sentence, std::string &text )
{
  text += ( text.empty() || sentence.empty() ? "" : " " ) + sentence;
}

//! What names of classes of \a source were read as.
std::string said( const std::string &source, const std::string &reading )
{
  return reading.empty() ? reading
                         : "The zones " + source + " have classes of other names, read so: " + reading + ".";
}

constexpr ZoneCoding codings[] = { ZoneCoding::FromZero, ZoneCoding::FromOne, ZoneCoding::Grey };

} // namespace

void ZoneSurvey::add( const RasterReader &raster, const Feedback &feedback )
{
  Source source{ raster.path(), {}, std::nullopt, {} };
  const int strip = codesStripHeight( raster );
  for ( int y = 0; y < raster.height(); y += strip )
  {
    feedback.report( static_cast<double>( y ) / raster.height() );
    std::array<bool, 256> found{};
    for ( const std::uint8_t code :
          readCodes( raster, { 0, y, raster.width(), std::min( strip, raster.height() - y ) } ) )
      found[code] = true;
    if ( found[missingCode] )
      source.declared = declaredCodes( raster );
    found[missingCode] = false;
    for ( std::size_t code = 0; code < found.size(); ++code )
      source.codes[code] = source.codes[code] || found[code];
    raster.forgetBlocks();
  }
  source.named = namedZones( raster, source.codes );
  mSources.push_back( std::move( source ) );
  feedback.report( 1 );
}

void ZoneSurvey::add( const std::string &source, int code )
{
  if ( mSources.empty() || mSources.back().name != source )
    mSources.push_back( { source, {}, std::nullopt, {} } );
  mSources.back().codes.set( static_cast<std::size_t>( code ) );
}

void ZoneSurvey::add( const std::string &source, const std::string &name, std::uint8_t zone )
{
  mNames[source][name] = zone;
}

ZoneTables ZoneSurvey::decide() const
{
  ZoneTables tables;
  ZoneCodes codes;
  std::string unnamed;
  // Of many rasters with the same names, the first stands for all.
  std::map<std::string, std::string> readings;
  for ( const auto &[source, names] : mNames )
    readings.emplace( readingOf( names ), source );
  for ( const Source &source : mSources )
    if ( source.named )
    {
      tables.named[source.name] = source.named->table;
      tables.hasOcean = tables.hasOcean || holdsOcean( source.codes, source.named->table );
      readings.emplace( source.named->reading, source.name );
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
    append( hiddenZone( source.name, source.declared, source.named ? source.named->table : tables.common ),
            tables.warning );
  for ( const auto &[reading, source] : readings )
    append( said( source, reading ), tables.reading );
  return tables;
}

void ZoneSurvey::refuseMixture( const ZoneCodes &codes ) const
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
  refuseCode( wrong->name, unknownCode( wrong->codes, zoneTable( meant ) ).value_or( 0 ),
              mSources.size() > 1 ? " among those it belongs to" : "" );
}

} // namespace calving
