#include "model/raster/plausiblevalues.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace calving
{

namespace
{

constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
//! Nothing that is measured comes near; what programs put for no data does.
constexpr float huge = 1e37f;

//! Heights of the Earth's surface, in metres, with room for what datums and errors add.
constexpr float lowestHeight = -500;
constexpr float highestHeight = 9000;

//! More than any radar measures, even as the square of digital numbers.
constexpr float mostBackscatter = 1e12f;
//! In decibels, less than noise leaves of the darkest water.
constexpr double leastBackscatter = -60;

//! What programs put for no data. With a scale, or in feet or centimetres, they could be values, too.
constexpr std::array<double, 4> usualHoles{ -9999, -32767, -32768, -99999 };

//! Whole numbers without a sign are never beyond the limits, with one only those of backscatter.
bool mayBeBeyond( RasterContent content, PixelType type )
{
  const bool isUnsigned = type == PixelType::Byte || type == PixelType::UInt16;
  return !isUnsigned && ( type != PixelType::Int16 || content == RasterContent::Backscatter );
}

} // namespace

PlausibleValues::PlausibleValues( RasterContent content, PixelType type, const NumberFormat &format,
                                  double unit )
  : mContent( content )
  , mFormat( format )
  , mUnit( unit )
  , mMayRuleOut( mayBeBeyond( content, type ) )
  , mLeast( -huge )
  , mMost( huge )
{
  if ( content == RasterContent::Heights )
  {
    mLeast = lowestHeight;
    mMost = highestHeight;
  }
  else if ( content == RasterContent::Backscatter )
  {
    mLeast = std::nextafter( -9999.0f, 0.0f );
    mMost = mostBackscatter;
  }
}

bool PlausibleValues::ruleOut( double number, float value ) const
{
  const bool isNumber = std::abs( number ) < static_cast<double>( huge );
  return !isNumber || isUsualHole( number ) || isBeyond( value );
}

//! Whether the stored \a number, where numbers are something else, is what programs put for no data, and no
//! likely value.
bool PlausibleValues::isUsualHole( double number ) const
{
  const bool isUsual = std::find( usualHoles.begin(), usualHoles.end(), number ) != usualHoles.end();
  switch ( mContent )
  {
  case RasterContent::Heights:
    return isUsual || number == mFormat.greatest;
  case RasterContent::Backscatter:
    return isUsual && number * mFormat.scale + mFormat.offset < leastBackscatter;
  default:
    return false;
  }
}

bool PlausibleValues::isBeyond( float value ) const
{
  const float metres = value * static_cast<float>( mUnit );
  const bool usual = mUnit != 1 && !mFormat.isScaled() && isUsualHole( static_cast<double>( value ) );
  return !( metres >= mLeast && metres <= mMost ) || usual;
}

void PlausibleValues::keep( std::size_t count, float *values ) const
{
  const float least = mLeast;
  const float most = mMost;
  const auto unit = static_cast<float>( mUnit );
  const auto isOut = [least, most]( float value ) { return !( value >= least && value <= most ); };
  if ( mUnit != 1 )
    for ( std::size_t i = 0; i < count; ++i )
    {
      if ( isBeyond( values[i] ) )
        note( stored( values[i] ) );
      values[i] = isBeyond( values[i] ) ? nothing : values[i] * unit;
    }
  // In most rasters there is none: this loop is quick.
  std::size_t out = 0;
  for ( std::size_t i = 0; i < count; ++i )
    out += isOut( values[i] ) ? 1 : 0;
  for ( std::size_t i = 0; out > 0 && i < count; ++i )
  {
    if ( !isOut( values[i] ) )
      continue;
    note( stored( values[i] ) );
    values[i] = nothing;
  }
}

void PlausibleValues::note( double number ) const
{
  if ( std::isfinite( number ) && !mNoted )
    mNoted = number;
}

double PlausibleValues::stored( float value ) const
{
  return ( static_cast<double>( value ) - mFormat.offset ) / mFormat.scale;
}

} // namespace calving
