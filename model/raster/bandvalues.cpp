#include "model/raster/bandvalues.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <limits>

#include "model/base/numbertext.h"
#include "model/raster/gdalraster.h"
#include "model/raster/heightunit.h"
#include "model/raster/zeroareas.h"

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

PixelType pixelType( GDALDataType type )
{
  switch ( type )
  {
  case GDT_Byte:
    return PixelType::Byte;
  case GDT_UInt16:
    return PixelType::UInt16;
  case GDT_Int16:
    return PixelType::Int16;
  case GDT_Float32:
    return PixelType::Float32;
  default:
    return PixelType::Other;
  }
}

//! The greatest whole number of \a type, of those whose greatest stands for no data; none for others.
std::optional<double> greatestOf( GDALDataType type )
{
  switch ( type )
  {
  case GDT_UInt16:
    return 65535;
  case GDT_Int16:
    return 32767;
  case GDT_UInt32:
    return 4294967295;
  case GDT_Int32:
    return 2147483647;
  default:
    return std::nullopt;
  }
}

std::size_t pixelsOf( const Window &window )
{
  return static_cast<std::size_t>( window.width ) * window.height;
}

std::uint8_t toByte( float value )
{
  return std::isnan( value ) ? 0 : static_cast<std::uint8_t>( std::clamp( value + 0.5f, 0.0f, 255.0f ) );
}

std::optional<double> declaredNoData( GDALRasterBand &band )
{
  int has = 0;
  double value = 0;
  switch ( band.GetRasterDataType() )
  {
  case GDT_Int64:
    value = static_cast<double>( band.GetNoDataValueAsInt64( &has ) );
    break;
  case GDT_UInt64:
    value = static_cast<double>( band.GetNoDataValueAsUInt64( &has ) );
    break;
  default:
    value = band.GetNoDataValue( &has );
  }
  return has ? std::optional<double>( value ) : std::nullopt;
}

} // namespace

BandValues::BandValues( GDALDataset &dataset, int number, const RasterInput &input, RasterContent content )
  : mDataset( dataset )
  , mBand( *dataset.GetRasterBand( number ) )
  , mPath( input.path )
  , mNumber( number )
  , mContent( content )
  , mType( pixelType( mBand.GetRasterDataType() ) )
  , mGreatest( greatestOf( mBand.GetRasterDataType() ) )
{
  if ( content == RasterContent::Stored )
    return;
  findNumbers( input );
  findNoData( input );
  findMasks();
  const GDALColorTable *palette = mBand.GetColorTable();
  if ( palette && content == RasterContent::Backscatter && !isScaled() && !mIsSigned )
    findGreys( *palette );
  else if ( mType == PixelType::Byte && ( mNoData || !mRanges.empty() ) )
    fillTable( []( int byte ) { return static_cast<float>( byte ); } );
}

//! Refuses what is not the content.
void BandValues::findNumbers( const RasterInput &input )
{
  const std::string name = "Band " + std::to_string( mNumber ) + " of raster " + mPath;
  int has = 0;
  const double scale = mBand.GetScale( &has );
  mScale = has ? scale : 1;
  const double offset = mBand.GetOffset( &has );
  mOffset = has ? offset : 0;
  if ( mScale == 0 || !std::isfinite( mScale ) || !std::isfinite( mOffset ) )
    throw Error( name + " states the scale " + numberText( mScale ) + " and the offset " +
                 numberText( mOffset ) +
                 ", with which nothing can be read. Mend them, for instance with gdal_edit." );
  const bool isHeight = mContent == RasterContent::Heights;
  const bool isBackscatter = mContent == RasterContent::Backscatter;
  const char *pixels = mBand.GetMetadataItem( "PIXELTYPE", "IMAGE_STRUCTURE" );
  mIsSigned = mType == PixelType::Byte && pixels && EQUAL( pixels, "SIGNEDBYTE" );
  mIsComplex = GDALDataTypeIsComplex( mBand.GetRasterDataType() );
  if ( mIsComplex && ( !isBackscatter || mOffset != 0 ) )
    throw Error( name +
                 " holds complex numbers, which mean nothing here. Take their magnitude first, in QGIS with "
                 "the raster calculator or with gdal_translate from a derived sub-dataset." );
  if ( mIsComplex )
    mRemark = name + " holds complex numbers; their magnitude is read.";
  if ( mBand.GetColorTable() && isHeight )
    throw Error( name + " holds the colours of a picture, not heights. Choose the terrain model itself." );
  mLimits = { isBackscatter ? std::nextafter( -9999.0f, 0.0f )
              : isHeight    ? lowestHeight
                            : -huge,
              isHeight        ? highestHeight
              : isBackscatter ? mostBackscatter
                              : huge };
  if ( mIsSigned )
    mType = PixelType::Other;
  if ( isScaled() || mIsComplex || isHeight )
    mType = PixelType::Float32;
  if ( !isHeight )
    return;
  const HeightUnit unit = heightUnit( mDataset, mBand, input );
  mUnit = unit.metres;
  if ( mUnit != 1 )
    mRemark = unit.metres < 0 ? "The raster " + mPath +
                                    " says by its coordinate reference system that its heights count "
                                    "downwards, as depths do; they "
                                    "are turned, and in metres."
                              : "The heights of the raster " + mPath + " are in “" + unit.name +
                                    "”; they are converted to metres.";
}

void BandValues::findNoData( const RasterInput &input )
{
  const auto declared = input.noData.find( mNumber );
  if ( declared == input.noData.end() || declared->second.ownCounts )
    mNoData = declaredNoData( mBand );
  if ( declared == input.noData.end() )
    return;
  mRanges = declared->second.ranges;
  mZeroAreas = declared->second.zeroAreas;
}

void BandValues::findMasks()
{
  // The band's own value is compared here: where there is a mask, too, GDAL forgets the value.
  const int flags = mBand.GetMaskFlags();
  const bool isOfFile = !( flags & ( GMF_ALL_VALID | GMF_ALPHA ) ) && flags != GMF_NODATA;
  if ( isOfFile )
  {
    mMask = mBand.GetMaskBand();
    requireSmallBlocks( *mMask, mPath );
  }
  for ( int band = 1; band <= mDataset.GetRasterCount(); ++band )
    if ( mDataset.GetRasterBand( band )->GetColorInterpretation() == GCI_AlphaBand && band != mNumber )
      mAlpha = mDataset.GetRasterBand( band );
}

//! What the stored numbers of the table mean: \a meaning, or nothing where they are declared no data.
template <typename Meaning> void BandValues::fillTable( const Meaning &meaning )
{
  mTable.resize( mType == PixelType::Byte ? 256 : 65536 );
  for ( std::size_t number = 0; number < mTable.size(); ++number )
  {
    const auto value = static_cast<float>( number );
    const bool isHole = mNoData == static_cast<double>( number ) || isInRanges( value );
    mTable[number] = isHole ? nothing : meaning( static_cast<int>( number ) );
  }
}

void BandValues::findGreys( const GDALColorTable &palette )
{
  const std::string name = "Band " + std::to_string( mNumber ) + " of raster " + mPath;
  for ( int i = 0; i < palette.GetColorEntryCount(); ++i )
    if ( const GDALColorEntry &colour = *palette.GetColorEntry( i );
         colour.c1 != colour.c2 || colour.c2 != colour.c3 )
      throw Error(
          name +
          " holds colours of a palette, of which no backscatter can be read. Choose the raster that it was "
          "drawn from, or, where its numbers are meant, remove the palette with “Translate” in QGIS." );
  fillTable(
      [&palette]( int number )
      {
        const GDALColorEntry *colour =
            number < palette.GetColorEntryCount() ? palette.GetColorEntry( number ) : nullptr;
        return colour && colour->c4 != 0 ? static_cast<float>( colour->c1 ) : nothing;
      } );
  mType = PixelType::Byte;
  mRemark = name + " has a palette of greys; its greys are read.";
}

std::optional<double> BandValues::noData() const
{
  if ( !mNoData )
    return std::nullopt;
  return ( *mNoData * mScale + mOffset ) * mUnit;
}

void BandValues::readFrom( GDALRasterBand &band, const Window &window, GDALDataType type, void *values ) const
{
  CPLErrorReset();
  if ( band.RasterIO( GF_Read, window.x, window.y, window.width, window.height, values, window.width,
                      window.height, type, 0, 0, nullptr ) != CE_None )
    throw gdalError( "Cannot read raster " + mPath );
}

template <typename Drop> void BandValues::hide( const Window &window, const Drop &drop ) const
{
  const std::size_t count = pixelsOf( window );
  if ( mMask )
  {
    std::vector<std::uint8_t> mask( count );
    readFrom( *mMask, window, GDT_Byte, mask.data() );
    for ( std::size_t i = 0; i < count; ++i )
      if ( mask[i] == 0 )
        drop( i );
  }
  if ( mAlpha )
  {
    std::vector<float> alpha( count );
    readFrom( *mAlpha, window, GDT_Float32, alpha.data() );
    for ( std::size_t i = 0; i < count; ++i )
      if ( alpha[i] == 0 )
        drop( i );
  }
}

void BandValues::readMagnitudes( const Window &window, float *values ) const
{
  const std::size_t count = pixelsOf( window );
  std::vector<std::complex<float>> numbers( count );
  readFrom( mBand, window, GDT_CFloat32, numbers.data() );
  const auto scale = static_cast<float>( std::abs( mScale ) );
  const std::complex<float> hole( mNoData ? static_cast<float>( *mNoData ) : nothing );
  for ( std::size_t i = 0; i < count; ++i )
    values[i] = numbers[i] == hole ? nothing : scale * std::abs( numbers[i] );
}

void BandValues::readScaled( const Window &window, float *values ) const
{
  const std::size_t count = pixelsOf( window );
  std::vector<double> numbers( count );
  readFrom( mBand, window, GDT_Float64, numbers.data() );
  const float hole = mNoData ? static_cast<float>( *mNoData ) : nothing;
  for ( std::size_t i = 0; i < count; ++i )
  {
    const double number = mIsSigned && numbers[i] > 127 ? numbers[i] - 256 : numbers[i];
    const auto value = static_cast<float>( number * mScale + mOffset );
    const bool isDeclared = static_cast<float>( number ) == hole || isInRanges( value );
    const bool isOut = !( std::abs( number ) < huge ) || isUsualHole( number ) || isRuledOut( value );
    if ( isOut && !isDeclared )
      noteRuledOut( number );
    values[i] = isOut || isDeclared ? nothing : value;
  }
}

void BandValues::readPlain( const Window &window, float *values ) const
{
  const std::size_t count = pixelsOf( window );
  readFrom( mBand, window, GDT_Float32, values );
  if ( mIsSigned )
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

//! Whole numbers without a sign are never beyond the limits, with one only those of backscatter.
bool BandValues::mayBeRuledOut() const
{
  const bool isUnsigned = mType == PixelType::Byte || mType == PixelType::UInt16;
  return !isUnsigned && ( mType != PixelType::Int16 || mContent == RasterContent::Backscatter );
}

//! Whether the stored \a number, where numbers are something else, is what programs put for no data, and no
//! likely value.
bool BandValues::isUsualHole( double number ) const
{
  const bool isUsual = std::find( usualHoles.begin(), usualHoles.end(), number ) != usualHoles.end();
  switch ( mContent )
  {
  case RasterContent::Heights:
    return isUsual || number == mGreatest;
  case RasterContent::Backscatter:
    return isUsual && number * mScale + mOffset < leastBackscatter;
  default:
    return false;
  }
}

bool BandValues::isRuledOut( float value ) const
{
  const float metres = value * static_cast<float>( mUnit );
  const bool usual = mUnit != 1 && !isScaled() && isUsualHole( static_cast<double>( value ) );
  return !( metres >= mLimits.least && metres <= mLimits.most ) || usual;
}

void BandValues::noteRuledOut( double number ) const
{
  if ( std::isfinite( number ) && !mRuledOut )
    mRuledOut = number;
}

double BandValues::stored( float value ) const
{
  return ( static_cast<double>( value ) - mOffset ) / mScale;
}

//! Turns values into the content's unit, and what the content rules out into not-a-number.
void BandValues::keepAllowed( std::size_t count, float *values ) const
{
  const Limits limits = mLimits;
  const auto unit = static_cast<float>( mUnit );
  const auto isOut = [limits]( float value ) { return !( value >= limits.least && value <= limits.most ); };
  if ( mUnit != 1 )
    for ( std::size_t i = 0; i < count; ++i )
    {
      if ( isRuledOut( values[i] ) )
        noteRuledOut( stored( values[i] ) );
      values[i] = isRuledOut( values[i] ) ? nothing : values[i] * unit;
    }
  // In most rasters there is none: this loop is quick.
  std::size_t out = 0;
  for ( std::size_t i = 0; i < count; ++i )
    out += isOut( values[i] ) ? 1 : 0;
  for ( std::size_t i = 0; out > 0 && i < count; ++i )
  {
    if ( !isOut( values[i] ) )
      continue;
    noteRuledOut( stored( values[i] ) );
    values[i] = nothing;
  }
}

void BandValues::readNumbers( const Window &window, float *values ) const
{
  const std::size_t count = pixelsOf( window );
  if ( mIsComplex )
    readMagnitudes( window, values );
  else if ( isScaled() )
    readScaled( window, values );
  else
    readPlain( window, values );
  for ( const ValueRange &range : mRanges )
    for ( std::size_t i = 0; i < count; ++i )
      values[i] = range.contains( values[i] ) ? nothing : values[i];
  if ( mayBeRuledOut() )
    keepAllowed( count, values );
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
    return readFrom( mBand, window, GDT_Float32, values );
  if ( mTable.empty() )
  {
    readNumbers( window, values );
    if ( mZeroAreas )
      dropZeroAreas( window, values );
  }
  else
  {
    std::vector<std::uint16_t> numbers( pixelsOf( window ) );
    readFrom( mBand, window, GDT_UInt16, numbers.data() );
    std::transform( numbers.begin(), numbers.end(), values,
                    [this]( std::uint16_t number ) { return mTable[number]; } );
  }
  hide( window, [values]( std::size_t i ) { values[i] = nothing; } );
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
  readFrom( mBand, window, GDT_Byte, bytes );
  if ( mContent == RasterContent::Stored )
    return;
  if ( !mTable.empty() )
    std::transform( bytes, bytes + count, bytes,
                    [this]( std::uint8_t byte ) { return toByte( mTable[byte] ); } );
  hide( window, [bytes]( std::size_t i ) { bytes[i] = 0; } );
}

void BandValues::readMask( const Window &window, std::uint8_t *mask ) const
{
  const std::size_t count = pixelsOf( window );
  const bool isWhole = mTable.empty() && !mNoData && mRanges.empty() && !mZeroAreas && !mayBeRuledOut();
  if ( mContent == RasterContent::Stored || isWhole )
  {
    std::fill_n( mask, count, std::uint8_t( 255 ) );
    return hide( window, [mask]( std::size_t i ) { mask[i] = 0; } );
  }
  std::vector<float> values( count );
  read( window, values.data() );
  std::transform( values.begin(), values.end(), mask,
                  []( float value ) { return std::uint8_t( std::isnan( value ) ? 0 : 255 ); } );
}

} // namespace calving
