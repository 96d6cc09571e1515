#include "model/raster/numberformat.h"

#include <cmath>

#include "model/base/numbertext.h"
#include "model/error.h"

namespace calving
{

namespace
{

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

} // namespace

NumberFormat numberFormat( GDALRasterBand &band, const std::string &name )
{
  NumberFormat format;
  int has = 0;
  const double scale = band.GetScale( &has );
  format.scale = has ? scale : 1;
  const double offset = band.GetOffset( &has );
  format.offset = has ? offset : 0;
  if ( format.scale == 0 || !std::isfinite( format.scale ) || !std::isfinite( format.offset ) )
    throw Error( name + " states the scale " + numberText( format.scale ) + " and the offset " +
                 numberText( format.offset ) +
                 ", with which nothing can be read. Mend them, for instance with gdal_edit." );
#if GDAL_VERSION_NUM < GDAL_COMPUTE_VERSION( 3, 7, 0 ) // later ones have a type of signed bytes
  const char *pixels = band.GetMetadataItem( "PIXELTYPE", "IMAGE_STRUCTURE" );
  format.isSignedByte = storedType( band ) == PixelType::Byte && pixels && EQUAL( pixels, "SIGNEDBYTE" );
#endif
  format.isComplex = GDALDataTypeIsComplex( band.GetRasterDataType() );
  format.greatest = greatestOf( band.GetRasterDataType() );
  return format;
}

PixelType storedType( GDALRasterBand &band )
{
  switch ( band.GetRasterDataType() )
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

} // namespace calving
