#include "model/sar/picture/statedunit.h"

#include <locale>
#include <sstream>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/sar/stream/mapped.h"
#include "model/scene/pixelvalues.h"

namespace calving
{

namespace
{

constexpr const char *unitKey = "CALVINGFRONT_UNIT";
constexpr const char *minimumKey = "CALVINGFRONT_DB_MIN";
constexpr const char *maximumKey = "CALVINGFRONT_DB_MAX";

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

//! \a bytes as the decibels that they were made of.
std::shared_ptr<const BlockSource> decibelsOf( std::shared_ptr<const BlockSource> bytes,
                                               const StoredUnit &stored )
{
  const auto darkest = static_cast<float>( stored.darkest );
  const auto minimum = static_cast<float>( stored.window.minimum );
  const auto step =
      static_cast<float>( ( stored.window.maximum - stored.window.minimum ) / ( 255 - stored.darkest ) );
  return mapped( std::move( bytes ),
                 [darkest, minimum, step]( float value ) { return minimum + ( value - darkest ) * step; } );
}

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
  recordStep( metadata, step );
}

StoredUnit statedUnit( RasterReader &raster, const Feedback &feedback )
{
  const DecidedValues decided = decideValues( sceneValues( raster, 1, feedback ) );
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
      stored.warning += " They are taken for power.";
  }
  return stored;
}

std::shared_ptr<const BlockSource> asPower( std::shared_ptr<const BlockSource> source,
                                            const StoredUnit &stored )
{
  if ( stored.isAmplitude )
    return mapped( std::move( source ), []( float amplitude ) { return amplitude * amplitude; } );
  switch ( stored.unit )
  {
  case BackscatterUnit::Decibel:
    return inPower( std::move( source ) );
  case BackscatterUnit::Byte:
    return inPower( decibelsOf( std::move( source ), stored ) );
  default:
    return source;
  }
}

} // namespace calving
