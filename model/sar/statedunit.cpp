#include "model/sar/statedunit.h"

#include <locale>
#include <sstream>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/sar/scenemetadata.h"
#include "model/scene/pixelvalues.h"

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

//! Bytes as the decibels that they were made of.
class Decibels : public BlockSource
{
public:
  Decibels( std::shared_ptr<const BlockSource> bytes, const StoredUnit &stored )
    : mBytes( std::move( bytes ) )
    , mDarkest( static_cast<float>( stored.darkest ) )
    , mMinimum( static_cast<float>( stored.window.minimum ) )
    , mStep(
          static_cast<float>( ( stored.window.maximum - stored.window.minimum ) / ( 255 - stored.darkest ) ) )
  {
  }
  using BlockSource::read;
  int width() const override { return mBytes->width(); }
  int height() const override { return mBytes->height(); }
  void read( const Window &window, float *values ) const override
  {
    mBytes->read( window, values );
    const std::size_t count = static_cast<std::size_t>( window.width ) * window.height;
    for ( std::size_t i = 0; i < count; ++i )
      values[i] = mMinimum + ( values[i] - mDarkest ) * mStep;
  }

private:
  std::shared_ptr<const BlockSource> mBytes;
  float mDarkest;
  float mMinimum;
  float mStep;
};

//! Amplitude as power.
class Squared : public BlockSource
{
public:
  explicit Squared( std::shared_ptr<const BlockSource> amplitude )
    : mAmplitude( std::move( amplitude ) )
  {
  }
  using BlockSource::read;
  int width() const override { return mAmplitude->width(); }
  int height() const override { return mAmplitude->height(); }
  void read( const Window &window, float *values ) const override
  {
    mAmplitude->read( window, values );
    const std::size_t count = static_cast<std::size_t>( window.width ) * window.height;
    for ( std::size_t i = 0; i < count; ++i )
      values[i] *= values[i];
  }

private:
  std::shared_ptr<const BlockSource> mAmplitude;
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

StoredUnit statedUnit( const RasterReader &raster )
{
  const DecidedValues decided = decideValues( sceneValues( raster, 1 ) );
  const auto because = [&decided]( const std::string &what )
  { return decided.reason.empty() ? what : what + " (" + decided.reason + ")"; };
  StoredUnit stored;
  stored.warning = decided.warning;
  switch ( decided.kind )
  {
  case ValueKind::Decibel:
    stored.unit = BackscatterUnit::Decibel;
    stored.description = because( "decibels" );
    break;
  case ValueKind::Byte:
    if ( !decided.isStated )
    {
      stored.isAmplitude = true;
      stored.description = because( "an 8-bit picture: amplitude" );
      break;
    }
    stored.unit = BackscatterUnit::Byte;
    stored.window.minimum = numberOf( raster.metadata(), minimumKey, stored.window.minimum );
    stored.window.maximum = numberOf( raster.metadata(), maximumKey, stored.window.maximum );
    stored.darkest = raster.noData() == 0.0 ? 1 : 0;
    stored.description = because( "decibels as bytes" );
    break;
  case ValueKind::Amplitude:
  case ValueKind::DigitalNumbers:
    stored.isAmplitude = true;
    stored.description = because( "amplitude" );
    break;
  default:
    stored.description = because( "power" );
    if ( decided.kind == ValueKind::Percentile )
      stored.warning += "The values of the raster " + raster.path() +
                        " look like no backscatter, and are taken for power. Say what they are (VALUES).";
  }
  return stored;
}

std::shared_ptr<const BlockSource> asPower( std::shared_ptr<const BlockSource> source,
                                            const StoredUnit &stored )
{
  if ( stored.isAmplitude )
    return std::make_shared<Squared>( std::move( source ) );
  switch ( stored.unit )
  {
  case BackscatterUnit::Decibel:
    return inPower( std::move( source ) );
  case BackscatterUnit::Byte:
    return inPower( std::make_shared<Decibels>( std::move( source ), stored ) );
  default:
    return source;
  }
}

} // namespace calving
