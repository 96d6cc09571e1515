#include "model/scene/readzones.h"

#include <algorithm>
#include <cstring>

#include "model/scene/hiddenzones.h"
#include "model/scene/storedcodes.h"
#include "model/scene/zone.h"
#include "model/scene/zonesurvey.h"

namespace calving
{

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
  table[missingCode] = static_cast<std::uint8_t>( Zone::NotAvailable );
  return table;
}

std::uint8_t classOf( std::uint8_t code, const ZoneTable &table, const RasterReader &raster )
{
  if ( table[code] == noZone )
    refuseCode( raster.path(), code );
  return table[code];
}

} // namespace

std::vector<std::uint8_t> readZones( const RasterReader &raster, const Window &window,
                                     const ZoneTable &table )
{
  const ZoneTable all = withMissing( table );
  std::vector<std::uint8_t> zones = readCodes( raster, window );
  for ( std::uint8_t &zone : zones )
    zone = classOf( zone, all, raster );
  return zones;
}

RunLengthImage readZones( const RasterReader &raster, const ZoneTable &table, const Feedback &feedback )
{
  const ZoneTable all = withMissing( table );
  const int width = raster.width();
  RunLengthImage zones( width );
  const int strip = codesStripHeight( raster );
  for ( int y = 0; y < raster.height(); y += strip )
  {
    feedback.report( static_cast<double>( y ) / raster.height() );
    const int height = std::min( strip, raster.height() - y );
    const std::vector<std::uint8_t> codes = readCodes( raster, { 0, y, width, height } );
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
  tables.tell( feedback );
  if ( !tables.hasOcean )
    feedback.warn( "The zones " + raster.path() + " hold no ocean, so that there is no front in them." );
  return readZones( raster, tables.of( raster.path() ), feedback.part( 0.5, 1 ) );
}

} // namespace calving
