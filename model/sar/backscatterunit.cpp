#include "model/sar/backscatterunit.h"

#include <limits>
#include <locale>
#include <sstream>

#include "model/error.h"
#include "model/numbertext.h"
#include "model/sar/scenemetadata.h"

namespace calving
{

namespace
{

constexpr const char *unitKey = "CALVINGFRONT_UNIT";
constexpr const char *minimumKey = "CALVINGFRONT_DB_MIN";
constexpr const char *maximumKey = "CALVINGFRONT_DB_MAX";
constexpr const char *historyKey = "CALVINGFRONT_HISTORY";

double numberOf( const SarMetadata &metadata, const char *key, double otherwise )
{
  const auto item = metadata.find( key );
  if ( item == metadata.end() )
    return otherwise;
  std::istringstream stream( item->second );
  stream.imbue( std::locale::classic() );
  double number = 0;
  if ( !( stream >> number ) )
    throw Error( std::string( "The raster's metadata say " ) + key + " = " + item->second +
                 ", which is no number. Mend it or remove it." );
  return number;
}

//! Bytes from 1 as the decibels that inBytes() made them of; what is below 1 is no data.
class Decibels : public BlockSource
{
public:
  Decibels( std::shared_ptr<const BlockSource> bytes, const DecibelWindow &window )
    : mBytes( std::move( bytes ) )
    , mWindow( window )
  {
  }
  using BlockSource::read;
  int width() const override { return mBytes->width(); }
  int height() const override { return mBytes->height(); }
  void read( const Window &window, float *values ) const override
  {
    mBytes->read( window, values );
    const auto step = static_cast<float>( ( mWindow.maximum - mWindow.minimum ) / 254.0 );
    const auto minimum = static_cast<float>( mWindow.minimum );
    const std::size_t count = static_cast<std::size_t>( window.width ) * window.height;
    for ( std::size_t i = 0; i < count; ++i )
      values[i] =
          values[i] >= 1 ? minimum + ( values[i] - 1 ) * step : std::numeric_limits<float>::quiet_NaN();
  }

private:
  std::shared_ptr<const BlockSource> mBytes;
  DecibelWindow mWindow;
};

} // namespace

std::shared_ptr<const BlockSource> scaled( std::shared_ptr<const BlockSource> power, BackscatterUnit unit,
                                           const DecibelWindow &window )
{
  if ( unit == BackscatterUnit::Linear )
    return power;
  const auto decibels = inDecibels( std::move( power ) );
  return unit == BackscatterUnit::Decibel ? decibels : inBytes( decibels, window );
}

void stateUnit( BackscatterUnit unit, const DecibelWindow &window, SarMetadata &metadata )
{
  metadata.erase( minimumKey );
  metadata.erase( maximumKey );
  metadata[unitKey] = unit == BackscatterUnit::Linear ? "linear" : "dB";
  if ( unit != BackscatterUnit::Byte )
    return;
  metadata[unitKey] = "byte";
  metadata[minimumKey] = numberText( window.minimum );
  metadata[maximumKey] = numberText( window.maximum );
}

void describeUnit( BackscatterUnit unit, const DecibelWindow &window, SarMetadata &metadata )
{
  stateUnit( unit, window, metadata );
  const std::string step = unit == BackscatterUnit::Byte ? "scale(8 bit, " + numberText( window.minimum ) +
                                                               " to " + numberText( window.maximum ) + " dB)"
                                                         : "scale(" + metadata[unitKey] + ")";
  metadata[historyKey] = withStep( metadata[historyKey], step );
}

BackscatterUnit statedUnit( const SarMetadata &metadata, DecibelWindow &window )
{
  const auto item = metadata.find( unitKey );
  const std::string unit = item == metadata.end() ? "linear" : item->second;
  if ( unit == "linear" )
    return BackscatterUnit::Linear;
  if ( unit == "dB" )
    return BackscatterUnit::Decibel;
  if ( unit != "byte" )
    throw Error( "The raster holds \"" + unit +
                 "\", not backscatter. Choose a raster of backscatter (linear, dB or byte)." );
  window.minimum = numberOf( metadata, minimumKey, window.minimum );
  window.maximum = numberOf( metadata, maximumKey, window.maximum );
  return BackscatterUnit::Byte;
}

std::shared_ptr<const BlockSource> asPower( std::shared_ptr<const BlockSource> source,
                                            const SarMetadata &metadata )
{
  DecibelWindow window;
  switch ( statedUnit( metadata, window ) )
  {
  case BackscatterUnit::Decibel:
    return inPower( std::move( source ) );
  case BackscatterUnit::Byte:
    return inPower( std::make_shared<Decibels>( std::move( source ), window ) );
  default:
    return source;
  }
}

} // namespace calving
