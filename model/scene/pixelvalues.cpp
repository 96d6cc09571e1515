#include "model/scene/pixelvalues.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "model/base/lettercase.h"
#include "model/base/numbertext.h"
#include "model/base/quantile.h"
#include "model/error.h"
#include "model/scene/productname.h"
#include "model/scene/samplewindows.h"
#include "model/scene/sceneholes.h"

namespace calving
{

namespace
{

const char *wordFor( ValueKind kind )
{
  switch ( kind )
  {
  case ValueKind::Byte:
    return "bytes";
  case ValueKind::Decibel:
    return "decibels";
  case ValueKind::Power:
    return "power";
  case ValueKind::Amplitude:
    return "amplitude";
  case ValueKind::Unit:
    return "numbers from 0 to 1";
  default:
    return "numbers";
  }
}

Error noBackscatter( const SceneValues &values, const std::string &shown )
{
  return Error( "The raster " + values.path + " shows " + shown +
                ", not backscatter. Choose the raster or band of backscatter that belongs to it." );
}

//! Who says what the values are.
struct Statement
{
  ValueKind kind;
  std::string reason;
};

std::string itemOf( const SceneValues &values, const char *key )
{
  const auto item = values.metadata.find( key );
  return item == values.metadata.end() ? std::string() : item->second;
}

//! What our own tag says. Throws Error for what is no backscatter, such as our rasters of angles.
std::optional<Statement> ownTag( const SceneValues &values )
{
  const std::string unit = itemOf( values, "CALVINGFRONT_UNIT" );
  if ( unit.empty() )
    return std::nullopt;
  const std::string key = upperCase( unit );
  const std::string reason = "as the raster's CALVINGFRONT_UNIT says";
  if ( key == "BYTE" || key == "8 BIT" || key == "8BIT" )
    return Statement{ ValueKind::Byte, reason };
  if ( const std::optional<ValueKind> kind = valuesNamed( unit ) )
    return Statement{ *kind, reason };
  throw noBackscatter( values, "“" + unit + "” (CALVINGFRONT_UNIT)" );
}

std::optional<Statement> operaTag( const SceneValues &values )
{
  const char *key = "PROCESSING_INFORMATION_OUTPUT_BACKSCATTER_EXPRESSION_CONVENTION";
  const std::optional<ValueKind> kind = valuesNamed( itemOf( values, key ) );
  return kind ? std::optional<Statement>( { *kind, std::string( "as the tag " ) + key + " says" } )
              : std::nullopt;
}

std::optional<Statement> band( const SceneValues &values )
{
  const std::vector<std::string> words = wordsOf( values.bandName );
  const auto has = [&words]( const char *word )
  { return std::find( words.begin(), words.end(), word ) != words.end(); };
  // Google Earth Engine exports the angle of incidence beside the polarisations.
  if ( has( "angle" ) || has( "mask" ) )
    throw noBackscatter( values, "“" + values.bandName + "” in this band" );
  const std::string reason = "as the band's name “" + values.bandName + "” says";
  if ( const std::optional<ValueKind> kind = valuesNamed( values.bandName ) )
    return Statement{ *kind, reason };
  // SNAP and others write decibels only where they say so.
  if ( has( "sigma0" ) || has( "gamma0" ) || has( "beta0" ) )
    return Statement{ ValueKind::Power, reason };
  return std::nullopt;
}

std::optional<Statement> fileName( const SceneValues &values )
{
  const std::optional<ProductName> product = productOfPath( values.path );
  if ( product && !product->shows.empty() )
    throw noBackscatter( values, product->shows );
  if ( product && product->values )
    return Statement{ *product->values, "as its name says, that of " + product->producer };
  const std::optional<ValueKind> kind = valuesNamed( stemOf( values.path ) );
  return kind ? std::optional<Statement>( { *kind, "as its name says" } ) : std::nullopt;
}

//! No half of a scene lies beyond.
constexpr double mostDecibels = 60;
constexpr double leastDecibels = -100;

/**
 * Whether the type and the sorted sample allow what someone said.
 *
 * Programs that convert a raster keep its metadata, and people its name, true or not.
 */
bool isPossible( ValueKind kind, const SceneValues &values )
{
  if ( ( kind == ValueKind::Byte ) != ( values.type == PixelType::Byte ) )
    return false;
  if ( kind == ValueKind::Byte || values.sample.empty() )
    return true;
  const double median = quantileOfSorted( values.sample, 0.5 );
  constexpr double mostPower = 1000; // 30 dB: a city, never the middle of a scene
  if ( kind == ValueKind::Decibel )
    return median > leastDecibels && median < mostDecibels;
  const bool isRoot = kind == ValueKind::Amplitude;
  return median >= 0 && ( isRoot ? median * median : median ) < mostPower;
}

//! Whether what someone calls amplitude was not calibrated: SNAP names the bands of products Amplitude_HH.
bool isUncalibrated( ValueKind kind, const SceneValues &values )
{
  return kind == ValueKind::Amplitude && values.type != PixelType::Byte &&
         quantileOfSorted( values.sample, 0.05 ) >= 0;
}

//! What to say of sorted values that are no backscatter that is known.
std::string unlikeBackscatter( const SceneValues &values )
{
  const std::vector<float> &sample = values.sample;
  const double median = quantileOfSorted( sample, 0.5 );
  const bool whole =
      std::all_of( sample.begin(), sample.end(), []( float v ) { return v == std::floor( v ); } );
  const bool hundredths =
      whole && quantileOfSorted( sample, 0.01 ) > -10000 && median < -100 && sample.back() < 6000;
  return "The values of the raster " + values.path + ", from " + numberText( sample.front() ) + " to " +
         numberText( sample.back() ) + ", look like no backscatter that is known. " +
         ( hundredths ? "They may be decibels times 100: then say so, with gdal_edit -scale 0.01. "
                      : "If some of them stand for no data, declare that, with gdal_edit -a_nodata. " ) +
         "Else say what they are (VALUES).";
}

//! What the sorted values look like.
DecidedValues looked( const SceneValues &values )
{
  const std::string found = "found out from the values; VALUES overrules this";
  const std::vector<float> &sample = values.sample;
  if ( values.type == PixelType::Byte || sample.empty() )
    return { ValueKind::Byte, false, {}, {} };
  const double least = sample.front();
  const double greatest = sample.back();
  const double median = quantileOfSorted( sample, 0.5 );
  const bool whole =
      std::all_of( sample.begin(), sample.end(), []( float v ) { return v == std::floor( v ); } );
  if ( whole && least >= 0 && greatest > 1 && greatest <= 255 )
    return { ValueKind::Byte, false, "8-bit values in a wider type, " + found, {} };
  if ( values.type == PixelType::UInt16 )
    return { ValueKind::DigitalNumbers, false, "as unsigned 16 bit are", {} };
  // A digital filter may push single pixels of linear backscatter below zero, decibels lie there in the main.
  const bool someNegative =
      least < 0 && median >= 0 && quantileOfSorted( sample, 0.05 ) >= 0 && greatest < 1000;
  if ( least < 0 && !someNegative )
  {
    const bool decibels = quantileOfSorted( sample, 0.01 ) > -100 && greatest < 60;
    return decibels ? DecidedValues{ ValueKind::Decibel, false, found, {} }
                    : DecidedValues{ ValueKind::Percentile, false, found, unlikeBackscatter( values ) };
  }
  // No power is 1 to the last digit again and again: there brighter ones were cut.
  if ( least >= 0 && greatest == 1 && quantileOfSorted( sample, 0.999 ) == 1 )
    return { ValueKind::Unit, false, found, {} };
  if ( least >= 0 && greatest <= 1 && median > 0.1 && quantileOfSorted( sample, 0.99 ) < 6 * median )
    return { ValueKind::Unit, false, found, {} };
  if ( !someNegative && ( median > 10 || ( whole && greatest > 255 ) ) )
    return { ValueKind::DigitalNumbers, false, found, {} };
  return {
      ValueKind::Power, false, found,
      "Nothing but the values says what the raster " + values.path +
          " holds: they look like linear backscatter and are read as power. If they are amplitude, say so "
          "(VALUES)." };
}

/**
 * How \a values, sorted, contradict that they are of \a kind: what half of them are. Empty where they do not.
 *
 * Powers of 1000 and more are left to who says so: someone may have scaled them.
 */
std::string contradiction( ValueKind kind, const SceneValues &values )
{
  const double median = quantileOfSorted( values.sample, 0.5 );
  const bool isDecibel = kind == ValueKind::Decibel;
  if ( !isDecibel && median < 0 )
    return "half of them are below 0, as decibels are";
  if ( isDecibel && !( median > leastDecibels ) )
    return "half of them are below " + numberText( median );
  constexpr double brightest = 255;
  constexpr double beyondUnit = 1.5;
  if ( ( isDecibel && !( median < mostDecibels ) ) || ( kind == ValueKind::Byte && median > brightest ) ||
       ( kind == ValueKind::Unit && median > beyondUnit ) )
    return "half of them are above " + numberText( median );
  return {};
}

//! What of \a values, sorted, is unusual for \a kind; empty where nothing is.
std::string oddity( ValueKind kind, const SceneValues &values )
{
  const std::vector<float> &sample = values.sample;
  const bool isRootOrPower = kind == ValueKind::Power || kind == ValueKind::Amplitude;
  // Noise that was taken off leaves single pixels below zero.
  if ( isRootOrPower && quantileOfSorted( sample, 0.05 ) < 0 )
    return "many of them are below 0";
  if ( kind == ValueKind::Decibel && sample.front() >= 0 && sample.back() > 0 )
    return "none of them is below 0";
  if ( kind == ValueKind::Byte && sample.back() <= 1 && sample.front() >= 0 &&
       sample.front() < sample.back() )
    return "none of them is above 1, so that all is black";
  return {};
}

void appendValid( const RasterReader &reader, int band, const Window &window, std::vector<float> &sample )
{
  for ( const float value : reader.readBand( band, window ) )
    if ( !std::isnan( value ) )
      sample.push_back( value );
}

} // namespace

DecidedValues decideValues( const SceneValues &given )
{
  SceneValues values = given;
  std::sort( values.sample.begin(), values.sample.end() );
  std::string doubt;
  for ( const auto source : { ownTag, operaTag, band, fileName } )
    if ( const std::optional<Statement> statement = source( values ) )
    {
      if ( isPossible( statement->kind, values ) )
        return { statement->kind, true, statement->reason, {} };
      if ( isUncalibrated( statement->kind, values ) )
        return {
            ValueKind::DigitalNumbers, true, statement->reason + ", and not calibrated by its values", {} };
      // An old tag on bytes is what every conversion leaves behind.
      if ( doubt.empty() && values.type != PixelType::Byte )
        doubt = "The raster " + values.path + " cannot hold " + wordFor( statement->kind ) + ", " +
                statement->reason + ": its type or its values contradict that, and are believed. ";
    }
  DecidedValues decided = looked( values );
  decided.warning = doubt + decided.warning;
  return decided;
}

std::string doubtOfStated( ValueKind kind, const SceneValues &given )
{
  if ( given.sample.empty() || kind == ValueKind::Automatic || kind == ValueKind::Percentile )
    return {};
  SceneValues values = given;
  std::sort( values.sample.begin(), values.sample.end() );
  const std::string said = "The values of the raster " + values.path + ", from " +
                           numberText( values.sample.front() ) + " to " + numberText( values.sample.back() );
  if ( const std::string wrong = contradiction( kind, values ); !wrong.empty() )
    throw Error( said + ", are no " + wordFor( kind ) + ", as VALUES says: " + wrong +
                 ". Choose what they are, or let it be found out." );
  const std::string odd = oddity( kind, values );
  return odd.empty() ? odd
                     : said + ", are read as " + wordFor( kind ) + ", as VALUES says, though " + odd +
                           ". Check what they are.";
}

SceneValues sceneValues( RasterReader &reader, int band, const Feedback &feedback )
{
  std::vector<float> sample = sampleScene( reader, band, feedback );
  return { reader.type( band ), reader.metadata(), std::move( sample ), reader.path(),
           reader.bandName( band ) };
}

std::vector<float> sampleValues( const RasterReader &reader, int band, const Feedback &feedback )
{
  std::vector<float> sample;
  for ( const Window &window : sampleWindows( reader ) )
  {
    feedback.check();
    appendValid( reader, band, window, sample );
  }
  constexpr int rows = 64;
  for ( int y = 0; sample.empty() && y < reader.height(); y += rows )
  {
    feedback.check();
    appendValid( reader, band, { 0, y, reader.width(), std::min( rows, reader.height() - y ) }, sample );
  }
  return sample;
}

} // namespace calving
