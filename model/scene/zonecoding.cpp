#include "model/scene/zonecoding.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <locale>
#include <sstream>

#include "model/scene/zone.h"

namespace calving
{

namespace
{

constexpr std::uint8_t noClass = 255;

[[noreturn]] void refuse( const std::string &source, double value )
{
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text << "The zones " << source << " hold the value " << value
       << ", which is no zone. Zones are coded 0 1 2 3, 1 2 3 4 or 0 64 127 254 "
          "(not available, rock, glacier, ocean); choose a raster of zones or reclassify this one.";
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

std::array<std::uint8_t, 256> zoneTable( ZoneCoding coding )
{
  std::array<std::uint8_t, 256> table;
  table.fill( noClass );
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

namespace
{

/**
 * Reads rows without knowing the coding beforehand.
 *
 * 1 2 3 are taken for FromZero until a 4 says FromOne: then what was read is one class lower.
 */
class ZoneRows
{
public:
  ZoneRows( const std::string &source, int width, ZoneCoding coding )
    : mSource( source )
    , mAutomatic( coding == ZoneCoding::Automatic )
    , mZones( width )
  {
    use( mAutomatic ? ZoneCoding::FromZero : coding );
  }

  void append( const std::uint8_t *row )
  {
    mRow.clear();
    for ( int column = 0; column < mZones.width(); column = mRow.back().end )
    {
      mRow.push_back( { endOfRun( row, column ), row[column] } );
      if ( row[column] != missing && mTable[row[column]] == noClass )
        adopt( row[column] );
    }
    for ( const Run &run : mRow )
    {
      mZones.append( run.end, run.value == missing ? 0 : mTable[run.value] );
      mSmallSeen = mSmallSeen || ( run.value >= 1 && run.value <= 4 );
      mZeroSeen = mZeroSeen || run.value == 0;
    }
    mZones.endRow();
  }

  RunLengthImage take( const Feedback &feedback )
  {
    if ( mAutomatic && mCoding == ZoneCoding::FromZero && mSmallSeen && !mZeroSeen )
      feedback.warn(
          "The zones " + mSource +
          " hold no value but 1, 2 and 3, which were read as rock, glacier and ocean. If 3 is glacier in "
          "your raster, say that its coding is 1 2 3 4." );
    return std::move( mZones );
  }

private:
  struct Run
  {
    int end;
    std::uint8_t value;
  };

  //! Compares eight pixels at a time: zones are large.
  int endOfRun( const std::uint8_t *row, int column ) const
  {
    const std::uint8_t value = row[column];
    std::uint64_t eight;
    std::memset( &eight, value, sizeof eight );
    int end = column + 1;
    while ( end + 8 <= mZones.width() && std::memcmp( row + end, &eight, sizeof eight ) == 0 )
      end += 8;
    while ( end < mZones.width() && row[end] == value )
      ++end;
    return end;
  }

  void use( ZoneCoding coding )
  {
    mCoding = coding;
    mTable = zoneTable( coding );
  }

  bool smallSeen() const
  {
    return mSmallSeen || std::any_of( mRow.begin(), mRow.end(),
                                      []( const Run &run ) { return run.value >= 1 && run.value <= 4; } );
  }

  //! Changes to the coding that has \a value, if what was read so far allows it.
  void adopt( std::uint8_t value )
  {
    if ( !mAutomatic || mCoding != ZoneCoding::FromZero )
      refuse( mSource, value );
    if ( value == 4 )
    {
      mZones =
          recoded( mZones, [this]( std::size_t run )
                   { return static_cast<std::uint8_t>( std::max<int>( mZones.value( run ), 1 ) - 1 ); } );
      use( ZoneCoding::FromOne );
    }
    else if ( !smallSeen() && zoneTable( ZoneCoding::Grey )[value] != noClass )
      use( ZoneCoding::Grey );
    else
      refuse( mSource, value );
  }

  std::string mSource;
  bool mAutomatic;
  ZoneCoding mCoding = ZoneCoding::FromZero;
  std::array<std::uint8_t, 256> mTable{};
  RunLengthImage mZones;
  //! The row that is being appended, as it was read.
  std::vector<Run> mRow;
  bool mSmallSeen = false;
  bool mZeroSeen = false;
};

} // namespace

RunLengthImage readZones( const RasterReader &raster, ZoneCoding coding, const Feedback &feedback )
{
  ZoneRows rows( raster.path(), raster.width(), coding );
  const int strip = stripHeight( raster );
  for ( int y = 0; y < raster.height(); y += strip )
  {
    feedback.report( static_cast<double>( y ) / raster.height() );
    const int height = std::min( strip, raster.height() - y );
    std::vector<std::uint8_t> bytes = readStrip( raster, { 0, y, raster.width(), height } );
    for ( int row = 0; row < height; ++row )
      rows.append( bytes.data() + static_cast<std::size_t>( row ) * raster.width() );
    raster.forgetBlocks();
  }
  feedback.report( 1 );
  return rows.take( feedback );
}

} // namespace calving
