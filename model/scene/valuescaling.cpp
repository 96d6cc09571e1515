#include "model/scene/valuescaling.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <locale>
#include <sstream>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/raster/decibelwindow.h"

namespace calving
{

namespace
{

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

//! Value below which \a fraction of the sorted \a sample lies.
double quantile( const std::vector<float> &sample, double fraction )
{
  return sample[static_cast<std::size_t>( fraction * ( sample.size() - 1 ) )];
}

//! Programs that convert a raster keep its metadata, true or not: decibels and power fit no bytes, and bytes
//! nothing else.
bool fits( ValueKind kind, PixelType type )
{
  return ( kind == ValueKind::Byte ) == ( type == PixelType::Byte );
}

std::optional<ValueKind> statedKind( const SceneValues &scene )
{
  const auto item = scene.metadata.find( "CALVINGFRONT_UNIT" );
  if ( item == scene.metadata.end() )
    return std::nullopt;
  std::string unit = item->second;
  std::transform( unit.begin(), unit.end(), unit.begin(),
                  []( char c ) { return c >= 'A' && c <= 'Z' ? static_cast<char>( c - 'A' + 'a' ) : c; } );
  if ( unit == "db" || unit == "decibel" )
    return ValueKind::Decibel;
  if ( unit == "linear" || unit == "power" )
    return ValueKind::Power;
  if ( unit == "byte" || unit == "8 bit" || unit == "8bit" )
    return ValueKind::Byte;
  return std::nullopt;
}

//! Values that are far beyond 1 would all be white.
void requireUnit( const std::vector<float> &sorted )
{
  constexpr float beyond = 1.5f;
  if ( !sorted.empty() && sorted[sorted.size() / 2] > beyond )
    throw Error( "The values of the scene are not from 0 to 1: half of them are above " +
                 numberText( sorted[sorted.size() / 2] ) + ". Choose “automatic”, or what they are." );
}

ValueScaling decibelWindow( bool logarithmic, const ValueOptions &options, const SceneValues &scene )
{
  const auto end = [&]( const std::optional<double> &wish, const char *key, double otherwise )
  { return wish ? *wish : metadataNumber( scene, key ).value_or( otherwise ); };
  ValueScaling scaling;
  scaling.logarithmic = logarithmic;
  scaling.decibels = true;
  scaling.low = end( options.dbMin, "CALVINGFRONT_DB_MIN", DecibelWindow().minimum );
  scaling.high = end( options.dbMax, "CALVINGFRONT_DB_MAX", DecibelWindow().maximum );
  if ( !( scaling.low < scaling.high ) )
    throw Error( "The window from DB_MIN = " + numberText( scaling.low, 5 ) + " to DB_MAX = " +
                 numberText( scaling.high, 5 ) + " decibels is empty. DB_MIN must be the smaller one." );
  scaling.description = std::string( logarithmic ? "linear backscatter, turned into decibels" : "decibels" ) +
                        "; " + numberText( scaling.low, 5 ) + " to " + numberText( scaling.high, 5 ) +
                        " dB become black to white";
  return scaling;
}

//! Window between two quantiles of the sorted sample.
ValueScaling quantileWindow( bool logarithmic, const std::vector<float> &sample )
{
  ValueScaling scaling;
  scaling.logarithmic = logarithmic;
  if ( !sample.empty() )
  {
    const auto curve = [&]( double v )
    { return logarithmic ? 10.0 * std::log10( std::max( v, 1e-10 ) ) : v; };
    scaling.low = curve( quantile( sample, 0.02 ) );
    scaling.high = curve( quantile( sample, 0.98 ) );
  }
  if ( !( scaling.low < scaling.high ) )
    scaling.high = scaling.low + 1.0;
  scaling.description = "stretched between the 2nd and 98th percentile, " + numberText( scaling.low, 5 ) +
                        " to " + numberText( scaling.high, 5 ) +
                        ( logarithmic ? " dB of the digital numbers" : "" );
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
  if ( sample.size() < leastPixels || quantile( sample, 0.98 ) - quantile( sample, 0.02 ) >= 255.0 / 3.0 )
    return false;
  std::vector<float> levels;
  std::unique_copy( sample.begin(), sample.end(), std::back_inserter( levels ) );
  return levels.size() >= leastLevels;
}

//! What the values look like. REQUIRES: a sorted sample that is not empty.
ValueScaling guessed( const ValueOptions &options, const SceneValues &scene )
{
  const std::vector<float> &sample = scene.sample;
  const double least = sample.front();
  const double greatest = sample.back();
  const double median = quantile( sample, 0.5 );
  const bool whole =
      std::all_of( sample.begin(), sample.end(), []( float v ) { return v == std::floor( v ); } );
  if ( whole && least >= 0 && greatest > 1 && greatest <= 255 )
    return fixedWindow( 255.0, "8-bit values in a wider type; divided by 255" );
  if ( least < 0 )
  {
    // A digital filter may push single pixels of linear backscatter below zero, decibels lie there in the
    // main.
    if ( median >= 0 && quantile( sample, 0.05 ) >= 0 && greatest < 1000 )
      return decibelWindow( true, options, scene );
    const bool decibels = quantile( sample, 0.01 ) > -100 && greatest < 60;
    return decibels ? decibelWindow( false, options, scene ) : quantileWindow( false, sample );
  }
  if ( greatest <= 1 && median > 0.1 && quantile( sample, 0.99 ) < 6 * median )
    return fixedWindow( 1.0, "already 0 to 1" );
  const bool digitalNumbers = median > 10 || ( whole && greatest > 255 );
  return digitalNumbers ? quantileWindow( true, sample ) : decibelWindow( true, options, scene );
}

ValueScaling automatic( const ValueOptions &options, const SceneValues &scene )
{
  if ( const auto kind = statedKind( scene ); kind && fits( *kind, scene.type ) )
  {
    ValueOptions known = options;
    known.kind = *kind;
    ValueScaling scaling = chooseScaling( known, scene );
    scaling.description += " (what the values are, the raster's CALVINGFRONT_UNIT says)";
    return scaling;
  }
  if ( scene.type == PixelType::Byte && isFlat( scene.sample ) )
  {
    ValueScaling scaling = quantileWindow( false, scene.sample );
    scaling.description =
        "8 bit of little contrast, " + scaling.description + " (VALUES = byte takes them as they are)";
    return scaling;
  }
  if ( scene.type == PixelType::Byte || scene.sample.empty() )
    return fixedWindow( 255.0, "8 bit; divided by 255" );
  ValueScaling scaling = guessed( options, scene );
  scaling.description += " (found out from the values; VALUES, DB_MIN and DB_MAX overrule this)";
  return scaling;
}

} // namespace

void ValueScaling::apply( std::vector<float> &values ) const
{
  const float offset = static_cast<float>( low );
  const float range = static_cast<float>( high - low );
  for ( float &value : values )
  {
    if ( std::isnan( value ) )
      continue;
    // No power at all is black, as is everything below the window.
    const float curved = !logarithmic ? value : value > 0.0f ? 10.0f * std::log10( value ) : offset;
    value = std::clamp( ( curved - offset ) / range, 0.0f, 1.0f );
  }
}

std::vector<std::uint8_t> ValueScaling::toBytes( std::vector<float> values ) const
{
  apply( values );
  std::vector<std::uint8_t> bytes;
  bytes.reserve( values.size() );
  for ( float value : values )
    bytes.push_back( std::isnan( value ) ? 0 : static_cast<std::uint8_t>( std::lround( 255 * value ) ) );
  return bytes;
}

ValueScaling chooseScaling( const ValueOptions &options, SceneValues scene )
{
  std::sort( scene.sample.begin(), scene.sample.end() );
  switch ( options.kind )
  {
  case ValueKind::Byte:
    return fixedWindow( 255.0, "8 bit; divided by 255" );
  case ValueKind::Decibel:
    return decibelWindow( false, options, scene );
  case ValueKind::Power:
    return decibelWindow( true, options, scene );
  case ValueKind::Percentile:
    return quantileWindow( false, scene.sample );
  case ValueKind::Unit:
    requireUnit( scene.sample );
    return fixedWindow( 1.0, "already 0 to 1" );
  default:
    return automatic( options, scene );
  }
}

namespace
{

void appendValid( const RasterReader &reader, int band, const Window &window, std::vector<float> &sample )
{
  for ( const float value : reader.readBand( band, window ) )
    if ( !std::isnan( value ) )
      sample.push_back( value );
}

} // namespace

std::vector<float> sampleValues( const RasterReader &reader, int band, const Feedback &feedback )
{
  constexpr int windowsPerSide = 16;
  constexpr int windowSide = 64;
  std::vector<float> sample;
  const auto place = []( int index, int side )
  {
    const int room = std::max( 0, side - windowSide );
    return static_cast<int>( static_cast<long long>( room ) * index / ( windowsPerSide - 1 ) );
  };
  const int stepX = reader.width() <= windowSide ? windowsPerSide : 1;
  const int stepY = reader.height() <= windowSide ? windowsPerSide : 1;
  for ( int row = 0; row < windowsPerSide; row += stepY )
    for ( int column = 0; column < windowsPerSide; column += stepX )
    {
      const Window window{ place( column, reader.width() ), place( row, reader.height() ),
                           std::min( windowSide, reader.width() ), std::min( windowSide, reader.height() ) };
      appendValid( reader, band, window, sample );
    }
  for ( int y = 0; sample.empty() && y < reader.height(); y += windowSide )
  {
    feedback.check();
    appendValid( reader, band, { 0, y, reader.width(), std::min( windowSide, reader.height() - y ) },
                 sample );
  }
  return sample;
}

} // namespace calving
