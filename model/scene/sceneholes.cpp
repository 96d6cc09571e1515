#include "model/scene/sceneholes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/base/numbertext.h"
#include "model/scene/pixelvalues.h"
#include "model/scene/samplewindows.h"

namespace calving
{

namespace
{

constexpr const char *howToDeclare =
    " To say otherwise, or to be rid of this warning, declare the raster's no-data "
    "value, in QGIS with “Translate” or with gdal_edit -a_nodata.";

//! Less is chance.
constexpr double leastShare = 0.001;

double share( std::ptrdiff_t count, const std::vector<float> &values )
{
  return static_cast<double>( count ) / static_cast<double>( values.size() );
}

std::string percentOf( std::ptrdiff_t count, const std::vector<float> &values )
{
  return numberText( 100 * share( count, values ), 2 ) + " % of its pixels";
}

std::ptrdiff_t countOf( float value, const std::vector<float> &values )
{
  return std::count( values.begin(), values.end(), value );
}

/**
 * By how much the values of whole numbers differ that are stored with \a scale and \a offset; 0 where some
 * are no whole numbers.
 */
double quantumOf( const std::vector<float> &values, double scale, double offset )
{
  constexpr double little = 1e-2;
  const bool whole = std::all_of( values.begin(), values.end(),
                                  [=]( float value )
                                  {
                                    const double number = ( static_cast<double>( value ) - offset ) / scale;
                                    return std::abs( number - std::round( number ) ) < little;
                                  } );
  return whole ? std::abs( scale ) : 0;
}

//! Whether \a value is far more frequent among \a values than all that lies near, which no measurement makes
//! it.
bool standsOut( float value, const std::vector<float> &values, double quantum )
{
  constexpr double leastExcess = 10;
  const auto near = static_cast<float>( std::max( 0.05, 5.5 * quantum ) );
  const std::ptrdiff_t around =
      std::count_if( values.begin(), values.end(), [=]( float v ) { return std::abs( v - value ) <= near; } );
  const std::ptrdiff_t exact = countOf( value, values );
  return share( exact, values ) > leastShare && exact > leastExcess * ( around - exact );
}

/**
 * Whether what is not 0 among \a values are decibels.
 *
 * Between -100 and 60 dB and in the main below 0 lies nothing but decibels; that a measured one is 0 to the
 * last digit is a rare chance.
 */
bool areDecibels( const std::vector<float> &values )
{
  const auto count = [&values]( const auto &is )
  { return std::count_if( values.begin(), values.end(), is ); };
  const std::ptrdiff_t others = count( []( float value ) { return value != 0; } );
  return others > 0 && 2 * count( []( float value ) { return value < 0; } ) > others &&
         count( []( float value ) { return value < -100 || value > 60; } ) == 0;
}

//! Whether numbers go on until \a greatest: then it is what brighter ones were cut to.
bool isReached( float greatest, const std::vector<float> &values )
{
  constexpr float share = 0.9f;
  return std::any_of( values.begin(), values.end(),
                      [=]( float value ) { return value != greatest && value > share * greatest; } );
}

/**
 * Whether \a values are the greys of a picture, of which 0 is what the darkest were cut to: whole numbers up
 * to 255, numbers up to 1, or such as were cut at the other end, too.
 */
bool isPicture( const std::vector<float> &values )
{
  const auto [least, most] = std::minmax_element( values.begin(), values.end() );
  const float greatest = *most;
  if ( *least < 0 || greatest == 0 )
    return false;
  const std::ptrdiff_t nearly =
      std::count_if( values.begin(), values.end(),
                     [greatest]( float value ) { return value != greatest && value > 0.99f * greatest; } );
  const bool isCut = share( countOf( greatest, values ), values ) > leastShare &&
                     countOf( greatest, values ) > 3 * nearly && isReached( greatest, values );
  return isCut || greatest == 1 || ( greatest <= 255 && quantumOf( values, 1, 0 ) > 0 );
}

/**
 * How often 0 stands in \a values, those of \a window, just beside what is no data in \a cut alone: how many
 * pixels, and how many there are.
 */
std::array<std::ptrdiff_t, 2> zerosBeside( const Window &window, const std::vector<float> &values,
                                           const std::vector<float> &cut )
{
  constexpr int reach = 3;
  const auto at = [&window]( int x, int y ) { return static_cast<std::size_t>( y ) * window.width + x; };
  std::vector<bool> isBeside( values.size() );
  for ( int y = 0; y < window.height; ++y )
    for ( int x = 0; x < window.width; ++x )
      if ( std::isnan( cut[at( x, y )] ) && !std::isnan( values[at( x, y )] ) )
        for ( int v = std::max( 0, y - reach ); v <= std::min( window.height - 1, y + reach ); ++v )
          for ( int u = std::max( 0, x - reach ); u <= std::min( window.width - 1, x + reach ); ++u )
            isBeside[at( u, v )] = true;
  std::array<std::ptrdiff_t, 2> counts{};
  for ( std::size_t i = 0; i < values.size(); ++i )
  {
    counts[0] += isBeside[i] && cut[i] == 0 ? 1 : 0;
    counts[1] += isBeside[i] && !std::isnan( cut[i] ) ? 1 : 0;
  }
  return counts;
}

//! The holes of one band, while its sample is looked at.
class Holes
{
public:
  Holes( RasterReader &scene, int band, const Feedback &feedback )
    : mScene( scene )
    , mBand( band )
    , mFeedback( feedback )
    , mDeclared( scene.declaresNoData( band ) )
    , mSample( sampleValues( scene, band, feedback ) )
  {
  }

  std::vector<float> take() { return std::move( mSample ); }

  //! What no content of this kind holds.
  void warnOfRuledOut() const
  {
    if ( const std::optional<double> value = mScene.ruledOut() )
      mFeedback.warn( "The scene " + mScene.path() + " holds " + numberText( *value ) +
                      ", which is no backscatter and is taken for no data." + howToDeclare );
  }

  //! Numbers that programs put for no data, as they are stored.
  void dropUsual()
  {
    const double quantum = quantumOf( mSample, mScene.scale( mBand ), mScene.offset( mBand ) );
    for ( const double number : { -99.0, -999.0, -9999.0, -99999.0, -32767.0, -32768.0 } )
      if ( standsOut( valueOf( number ), mSample, quantum ) )
        drop( number );
    for ( const double number : { 32767.0, 65535.0 } )
      if ( const float value = valueOf( number );
           quantum > 0 && standsOut( value, mSample, quantum ) && !isReached( value, mSample ) )
        drop( number );
  }

  //! As SNAP writes what lies outside the swath.
  void dropZeroDecibels()
  {
    const double quantum = quantumOf( mSample, mScene.scale( mBand ), mScene.offset( mBand ) );
    if ( !areDecibels( mSample ) || !standsOut( 0, mSample, quantum ) )
      return;
    mFeedback.warn( "The scene " + mScene.path() + " is exactly 0 dB at " +
                    percentOf( countOf( 0, mSample ), mSample ) +
                    ", as SNAP leaves what lies outside the swath: 0 is taken for no data." + howToDeclare );
    forget( 0 );
  }

  /**
   * No power, no digital number at all: outside the swath whole areas are 0.
   *
   * So is dark water where it was cut, but in pictures, and with edges that fray.
   */
  void dropZeroAreas()
  {
    const std::ptrdiff_t zeros = countOf( 0, mSample );
    if ( mDeclared || areDecibels( mSample ) || share( zeros, mSample ) <= leastShare )
      return;
    RasterReader other( mScene.input(), RasterContent::Backscatter );
    other.addZeroAreas( mBand );
    std::vector<float> sample = sampleValues( other, mBand, mFeedback );
    const std::ptrdiff_t dropped = zeros - countOf( 0, sample );
    if ( share( dropped, mSample ) <= leastShare )
      return;
    const std::string areas =
        "The scene " + mScene.path() + " is exactly 0 over areas that make " + percentOf( dropped, mSample );
    const bool picture = isPicture( mSample );
    if ( picture || doFray( other ) )
      return mFeedback.warn( areas +
                             ( picture ? ", as dark water is in a picture: there 0 is taken for data."
                                       : ", with edges that fray, as dark water below the noise has them: "
                                         "there 0 is taken for data." ) +
                             " If nothing was measured there, declare 0 the raster's no-data value, in QGIS "
                             "with “Translate” or with gdal_edit -a_nodata 0." );
    mFeedback.warn( areas +
                    ", as outside a swath: there 0 is taken for no data, but not in single pixels. If the "
                    "ocean lies there, it was masked when the scene was made (in SNAP by “Mask out areas "
                    "without elevation”), and no front can be found." +
                    howToDeclare );
    mScene.addZeroAreas( mBand );
    mSample = std::move( sample );
  }

private:
  /**
   * Whether beside areas of 0, which \a cut leaves out, single pixels are often 0, too.
   *
   * Where nothing was measured ends from one pixel to the next.
   */
  bool doFray( const RasterReader &cut ) const
  {
    constexpr double often = 0.25;
    std::array<std::ptrdiff_t, 2> all{};
    for ( const Window &window : sampleWindows( cut ) )
    {
      mFeedback.check();
      const auto [zeros, pixels] =
          zerosBeside( window, mScene.readBand( mBand, window ), cut.readBand( mBand, window ) );
      all[0] += zeros;
      all[1] += pixels;
    }
    return static_cast<double>( all[0] ) > often * static_cast<double>( all[1] );
  }

  //! \a number as it is read.
  float valueOf( double number ) const
  {
    return static_cast<float>( number * mScene.scale( mBand ) + mScene.offset( mBand ) );
  }

  void drop( double number )
  {
    const float value = valueOf( number );
    mFeedback.warn( "The scene " + mScene.path() + " holds the number " + numberText( number ) + " at " +
                    percentOf( countOf( value, mSample ), mSample ) +
                    " and hardly another near it, as programs put it for no data: it is taken for that." +
                    howToDeclare );
    forget( value );
  }

  void forget( float value )
  {
    mScene.addNoData( mBand, { value, value } );
    mSample.erase( std::remove( mSample.begin(), mSample.end(), value ), mSample.end() );
  }

  RasterReader &mScene;
  int mBand;
  const Feedback &mFeedback;
  //! Whether someone says what has no data.
  bool mDeclared;
  std::vector<float> mSample;
};

} // namespace

std::vector<float> sampleScene( RasterReader &scene, int band, const Feedback &feedback )
{
  if ( const std::string remark = scene.remark( band ); !remark.empty() )
    feedback.inform( remark );
  Holes holes( scene, band, feedback );
  holes.warnOfRuledOut();
  if ( scene.type( band ) == PixelType::Byte )
    return holes.take();
  holes.dropUsual();
  holes.dropZeroDecibels();
  holes.dropZeroAreas();
  return holes.take();
}

} // namespace calving
