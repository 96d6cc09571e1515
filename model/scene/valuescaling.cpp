#include "model/scene/valuescaling.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <locale>
#include <sstream>

#include "model/base/numbertext.h"
#include "model/base/quantile.h"
#include "model/error.h"
#include "model/raster/decibelwindow.h"
#include "model/scene/productname.h"

namespace calving
{

namespace
{

//! ValueScaling::decibelsPerDecade of values that are taken as they are, of power, and of amplitude.
constexpr double none = 0;
constexpr double power = 10;
constexpr double amplitude = 20;

//! The number in metadata \a key, written with a point whatever the locale.
std::optional<double> metadataNumber( const SceneValues &scene, const std::string &key )
{
  const auto item = scene.metadata.find( key );
  if ( item == scene.metadata.end() )
    return std::nullopt;
  std::istringstream text( item->second );
  text.imbue( std::locale::classic() );
  double value = 0;
  return text >> value ? std::optional<double>( value ) : std::nullopt;
}

//! \a perDecade as in ValueScaling.
ValueScaling decibelWindow( double perDecade, const ValueOptions &options, const SceneValues &scene )
{
  const auto end = [&]( const std::optional<double> &wish, const char *key, double otherwise )
  { return wish ? *wish : metadataNumber( scene, key ).value_or( otherwise ); };
  ValueScaling scaling;
  scaling.decibelsPerDecade = perDecade;
  scaling.decibels = true;
  scaling.low = end( options.dbMin, "CALVINGFRONT_DB_MIN", DecibelWindow().minimum );
  scaling.high = end( options.dbMax, "CALVINGFRONT_DB_MAX", DecibelWindow().maximum );
  if ( !( scaling.low < scaling.high ) )
    throw Error( "The window from DB_MIN = " + numberText( scaling.low, 5 ) + " to DB_MAX = " +
                 numberText( scaling.high, 5 ) + " decibels is empty. DB_MIN must be the smaller one." );
  const char *what = perDecade == power       ? "linear backscatter (power), turned into decibels"
                     : perDecade == amplitude ? "amplitude, turned into decibels"
                                              : "decibels";
  scaling.description = std::string( what ) + "; " + numberText( scaling.low, 5 ) + " to " +
                        numberText( scaling.high, 5 ) + " dB become black to white";
  return scaling;
}

/**
 * Window between two quantiles of the sorted sample.
 *
 * What has no logarithm counts for none: digital numbers are 0 outside the swath, however much of the scene
 * that is.
 */
ValueScaling quantileWindow( double perDecade, std::vector<float> sample )
{
  if ( perDecade > 0 )
    sample.erase( sample.begin(), std::upper_bound( sample.begin(), sample.end(), 0.0f ) );
  ValueScaling scaling;
  scaling.decibelsPerDecade = perDecade;
  if ( !sample.empty() )
  {
    const auto curve = [&]( double v ) { return perDecade > 0 ? perDecade * std::log10( v ) : v; };
    scaling.low = curve( quantileOfSorted( sample, 0.02 ) );
    scaling.high = curve( quantileOfSorted( sample, 0.98 ) );
  }
  if ( !( scaling.low < scaling.high ) )
    scaling.high = scaling.low + 1.0;
  scaling.description = "stretched between the 2nd and 98th percentile, " + numberText( scaling.low, 5 ) +
                        " to " + numberText( scaling.high, 5 ) +
                        ( perDecade > 0 ? " dB of the digital numbers" : "" );
  return scaling;
}

ValueScaling fixedWindow( double high, const std::string &description )
{
  ValueScaling scaling;
  scaling.high = high;
  scaling.description = description;
  return scaling;
}

/**
 * Whether the sorted \a sample of bytes covers less than a third of their range, but more than a few levels.
 *
 * No scene of CaFFe does (the flattest of 438 spans 111 grey levels), and networks trained there see in such
 * a scene one class only. A scene of one or two values is no picture: stretching it would make something of
 * nothing.
 */
bool isFlat( const std::vector<float> &sample )
{
  constexpr std::size_t leastPixels = 1000;
  constexpr std::size_t leastLevels = 16;
  if ( sample.size() < leastPixels ||
       quantileOfSorted( sample, 0.98 ) - quantileOfSorted( sample, 0.02 ) >= 255.0 / 3.0 )
    return false;
  std::vector<float> levels;
  std::unique_copy( sample.begin(), sample.end(), std::back_inserter( levels ) );
  return levels.size() >= leastLevels;
}

//! What becomes of values of the kind that \a options name. REQUIRES: not Automatic; a sorted sample.
ValueScaling scalingOf( const ValueOptions &options, const SceneValues &scene )
{
  switch ( options.kind )
  {
  case ValueKind::Decibel:
    return decibelWindow( none, options, scene );
  case ValueKind::Power:
    return decibelWindow( power, options, scene );
  case ValueKind::Amplitude:
    return decibelWindow( amplitude, options, scene );
  case ValueKind::DigitalNumbers:
    return quantileWindow( power, scene.sample );
  case ValueKind::Percentile:
    return quantileWindow( none, scene.sample );
  case ValueKind::Unit:
    return fixedWindow( 1.0, "already 0 to 1" );
  default:
    return fixedWindow( 255.0, "8 bit; divided by 255" );
  }
}

ValueScaling automatic( const ValueOptions &options, const SceneValues &scene )
{
  const DecidedValues decided = decideValues( scene );
  ValueOptions known = options;
  known.kind = decided.kind;
  ValueScaling scaling = scalingOf( known, scene );
  // What a tag calls bytes was scaled on purpose.
  if ( decided.kind == ValueKind::Byte && !decided.isStated && scene.type == PixelType::Byte &&
       isFlat( scene.sample ) )
  {
    scaling = quantileWindow( none, scene.sample );
    scaling.description =
        "8 bit of little contrast, " + scaling.description + " (VALUES = byte takes them as they are)";
  }
  else if ( !decided.reason.empty() )
    scaling.description += " (" + decided.reason + ")";
  scaling.warning = decided.warning;
  return scaling;
}

} // namespace

void ValueScaling::apply( std::vector<float> &values ) const
{
  const float offset = static_cast<float>( low );
  const float range = static_cast<float>( high - low );
  const float factor = static_cast<float>( decibelsPerDecade );
  for ( float &value : values )
  {
    if ( std::isnan( value ) )
      continue;
    // No power at all is black, as is everything below the window.
    const float curved = !( factor > 0 ) ? value : value > 0.0f ? factor * std::log10( value ) : offset;
    value = std::clamp( ( curved - offset ) / range, 0.0f, 1.0f );
  }
}

std::vector<std::uint8_t> ValueScaling::toBytes( std::vector<float> values ) const
{
  apply( values );
  return greyBytes( values );
}

std::vector<std::uint8_t> greyBytes( const std::vector<float> &values )
{
  std::vector<std::uint8_t> bytes;
  bytes.reserve( values.size() );
  for ( float value : values )
    bytes.push_back( std::isnan( value ) ? 0 : static_cast<std::uint8_t>( std::lround( 255 * value ) ) );
  return bytes;
}

ValueScaling chooseScaling( const ValueOptions &options, SceneValues scene )
{
  requireScene( scene.path );
  std::sort( scene.sample.begin(), scene.sample.end() );
  if ( options.kind == ValueKind::Automatic )
    return automatic( options, scene );
  ValueScaling scaling = scalingOf( options, scene );
  scaling.warning = doubtOfStated( options.kind, scene );
  return scaling;
}

} // namespace calving
