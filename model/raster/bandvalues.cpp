#include "model/raster/bandvalues.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numeric>

#include "model/error.h"
#include "model/raster/gdalraster.h"
#include "model/raster/greypalette.h"
#include "model/raster/heightunit.h"
#include "model/raster/zeroareas.h"

namespace calving
{

namespace
{

constexpr float nothing = std::numeric_limits<float>::quiet_NaN();

std::size_t pixelsOf( const Window &window )
{
  return static_cast<std::size_t>( window.width ) * window.height;
}

std::uint8_t toByte( float value )
{
  return std::isnan( value ) ? 0 : static_cast<std::uint8_t>( std::clamp( value + 0.5f, 0.0f, 255.0f ) );
}

} // namespace

BandValues::BandValues( GDALDataset &dataset, int number, const RasterInput &input, RasterContent content )
  : mDataset( dataset )
  , mBand( *dataset.GetRasterBand( number ) )
  , mPath( input.path )
  , mContent( content )
  , mType( storedType( mBand ) )
{
  if ( content == RasterContent::Stored )
    return;
  const std::string name = "Band " + std::to_string( number ) + " of raster " + mPath;
  mFormat = numberFormat( mBand, name );
  requireContent( name );
  const bool isHeight = content == RasterContent::Heights;
  if ( mFormat.isSignedByte )
    mType = PixelType::Other;
  if ( mFormat.isScaled() || mFormat.isComplex || isHeight )
    mType = PixelType::Float32;
  if ( isHeight )
  {
    const HeightUnit unit = heightUnit( dataset, mBand, input );
    mUnit = unit.metres;
    mRemark = unitRemark( unit, mPath );
  }
  mPlausible = PlausibleValues( content, mType, mFormat, mUnit );
  findNoData( input, number );
  mMask = BandMask( dataset, number, mPath );
  fillTable( name );
}

//! Refuses what is not the content.
void BandValues::requireContent( const std::string &name )
{
  const bool isBackscatter = mContent == RasterContent::Backscatter;
  if ( mFormat.isComplex && ( !isBackscatter || mFormat.offset != 0 ) )
    throw Error( name +
                 " holds complex numbers, which mean nothing here. Take their magnitude first, in QGIS with "
                 "the raster calculator or with gdal_translate from a derived sub-dataset." );
  if ( mFormat.isComplex )
    mRemark = name + " holds complex numbers; their magnitude is read.";
  if ( mBand.GetColorTable() && mContent == RasterContent::Heights )
    throw Error( name + " holds the colours of a picture, not heights. Choose the terrain model itself." );
}

void BandValues::findNoData( const RasterInput &input, int number )
{
  const auto declared = input.noData.find( number );
  if ( declared == input.noData.end() || declared->second.ownCounts )
    mNoData = declaredNoData( mBand );
  if ( declared == input.noData.end() )
    return;
  mRanges = declared->second.ranges;
  mZeroAreas = declared->second.zeroAreas;
}

//! Where a palette says what numbers mean, or some of few numbers stand for no data.
void BandValues::fillTable( const std::string &name )
{
  const std::size_t numbers = mType == PixelType::Byte ? 256 : 65536;
  const GDALColorTable *palette = mBand.GetColorTable();
  if ( palette && mContent == RasterContent::Backscatter && !mFormat.isScaled() && !mFormat.isSignedByte )
  {
    mTable = greysOf( *palette, numbers, name );
    mType = PixelType::Byte;
    mRemark = name + " has a palette of greys; its greys are read.";
  }
  else if ( mType == PixelType::Byte && ( mNoData || !mRanges.empty() ) )
  {
    mTable.resize( numbers );
    std::iota( mTable.begin(), mTable.end(), 0.0f );
  }
  for ( std::size_t number = 0; number < mTable.size(); ++number )
    if ( mNoData == static_cast<double>( number ) || isInRanges( static_cast<float>( number ) ) )
      mTable[number] = nothing;
}

std::optional<double> BandValues::noData() const
{
  if ( !mNoData )
    return std::nullopt;
  return ( *mNoData * mFormat.scale + mFormat.offset ) * mUnit;
}

void BandValues::readMagnitudes( const Window &window, float *values ) const
{
  const std::size_t count = pixelsOf( window );
  std::vector<std::complex<float>> numbers( count );
  readPixels( mBand, mPath, window, GDT_CFloat32, numbers.data() );
  const auto scale = static_cast<float>( std::abs( mFormat.scale ) );
  const std::complex<float> hole( mNoData ? static_cast<float>( *mNoData ) : nothing );
  for ( std::size_t i = 0; i < count; ++i )
    values[i] = numbers[i] == hole ? nothing : scale * std::abs( numbers[i] );
}

void BandValues::readScaled( const Window &window, float *values ) const
{
  const std::size_t count = pixelsOf( window );
  std::vector<double> numbers( count );
  readPixels( mBand, mPath, window, GDT_Float64, numbers.data() );
  const float hole = mNoData ? static_cast<float>( *mNoData ) : nothing;
  for ( std::size_t i = 0; i < count; ++i )
  {
    const double number = mFormat.isSignedByte && numbers[i] > 127 ? numbers[i] - 256 : numbers[i];
    const auto value = static_cast<float>( number * mFormat.scale + mFormat.offset );
    const bool isDeclared = static_cast<float>( number ) == hole || isInRanges( value );
    const bool isOut = mPlausible.ruleOut( number, value );
    if ( isOut && !isDeclared )
      mPlausible.note( number );
    values[i] = isOut || isDeclared ? nothing : value;
  }
}

void BandValues::readPlain( const Window &window, float *values ) const
{
  const std::size_t count = pixelsOf( window );
  readPixels( mBand, mPath, window, GDT_Float32, values );
  if ( mFormat.isSignedByte )
    for ( std::size_t i = 0; i < count; ++i )
      values[i] = values[i] > 127 ? values[i] - 256 : values[i];
  if ( !mNoData )
    return;
  const auto hole = static_cast<float>( *mNoData );
  for ( std::size_t i = 0; i < count; ++i )
    values[i] = values[i] == hole ? nothing : values[i];
}

bool BandValues::isInRanges( float value ) const
{
  return std::any_of( mRanges.begin(), mRanges.end(),
                      [value]( const ValueRange &range ) { return range.contains( value ); } );
}

void BandValues::readNumbers( const Window &window, float *values ) const
{
  const std::size_t count = pixelsOf( window );
  if ( mFormat.isComplex )
    readMagnitudes( window, values );
  else if ( mFormat.isScaled() )
    readScaled( window, values );
  else
    readPlain( window, values );
  for ( const ValueRange &range : mRanges )
    for ( std::size_t i = 0; i < count; ++i )
      values[i] = range.contains( values[i] ) ? nothing : values[i];
  if ( mPlausible.mayRuleOut() )
    mPlausible.keep( count, values );
}

void BandValues::dropZeroAreas( const Window &window, float *values ) const
{
  const std::size_t count = pixelsOf( window );
  if ( std::find( values, values + count, 0.0f ) == values + count )
    return;
  const Window around = zeroSurroundings( window, mDataset.GetRasterXSize(), mDataset.GetRasterYSize() );
  std::vector<float> numbers( pixelsOf( around ) );
  readNumbers( around, numbers.data() );
  const std::vector<bool> areas = zeroAreas( numbers, around, window );
  for ( std::size_t i = 0; i < count; ++i )
    values[i] = areas[i] ? nothing : values[i];
}

void BandValues::read( const Window &window, float *values ) const
{
  if ( mContent == RasterContent::Stored )
    return readPixels( mBand, mPath, window, GDT_Float32, values );
  if ( mTable.empty() )
  {
    readNumbers( window, values );
    if ( mZeroAreas )
      dropZeroAreas( window, values );
  }
  else
  {
    std::vector<std::uint16_t> numbers( pixelsOf( window ) );
    readPixels( mBand, mPath, window, GDT_UInt16, numbers.data() );
    std::transform( numbers.begin(), numbers.end(), values,
                    [this]( std::uint16_t number ) { return mTable[number]; } );
  }
  mMask.hide( window, [values]( std::size_t i ) { values[i] = nothing; } );
}

void BandValues::readBytes( const Window &window, std::uint8_t *bytes ) const
{
  const std::size_t count = pixelsOf( window );
  if ( mType != PixelType::Byte || mTable.size() > 256 )
  {
    std::vector<float> values( count );
    read( window, values.data() );
    std::transform( values.begin(), values.end(), bytes, toByte );
    return;
  }
  readPixels( mBand, mPath, window, GDT_Byte, bytes );
  if ( mContent == RasterContent::Stored )
    return;
  if ( !mTable.empty() )
    std::transform( bytes, bytes + count, bytes,
                    [this]( std::uint8_t byte ) { return toByte( mTable[byte] ); } );
  mMask.hide( window, [bytes]( std::size_t i ) { bytes[i] = 0; } );
}

void BandValues::readMask( const Window &window, std::uint8_t *mask ) const
{
  const std::size_t count = pixelsOf( window );
  const bool isWhole =
      mTable.empty() && !mNoData && mRanges.empty() && !mZeroAreas && !mPlausible.mayRuleOut();
  if ( mContent == RasterContent::Stored || isWhole )
  {
    std::fill_n( mask, count, std::uint8_t( 255 ) );
    return mMask.hide( window, [mask]( std::size_t i ) { mask[i] = 0; } );
  }
  std::vector<float> values( count );
  read( window, values.data() );
  std::transform( values.begin(), values.end(), mask,
                  []( float value ) { return std::uint8_t( std::isnan( value ) ? 0 : 255 ); } );
}

} // namespace calving
