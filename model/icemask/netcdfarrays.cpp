#include "model/icemask/netcdfarrays.h"

#include "model/error.h"
#include "model/raster/gdalraster.h"

namespace calving
{

namespace
{

[[noreturn]] void fail( const std::string &what )
{
  throw rasterWriteError( "Cannot write " + what + " of a NetCDF file" );
}

void write( GDALMDArray &array, const std::vector<GUInt64> &start, const std::vector<std::size_t> &count,
            GDALDataType type, const void *values )
{
  CPLErrorReset();
  if ( !array.Write( start.data(), count.data(), nullptr, nullptr, GDALExtendedDataType::Create( type ),
                     values ) )
    throw rasterWriteError( "Cannot write " + array.GetName() + " to " + array.GetFilename() );
}

std::vector<std::size_t> sizesOf( const GDALMDArray &array )
{
  std::vector<std::size_t> sizes;
  for ( const Dimension &dimension : array.GetDimensions() )
    sizes.push_back( static_cast<std::size_t>( dimension->GetSize() ) );
  return sizes;
}

void writeWhole( GDALMDArray &array, GDALDataType type, const void *values )
{
  const std::vector<std::size_t> sizes = sizesOf( array );
  write( array, std::vector<GUInt64>( sizes.size() ), sizes, type, values );
}

void writeOne( GDALMDArray &array, std::size_t index, GDALDataType type, const void *values )
{
  std::vector<std::size_t> count = sizesOf( array );
  count.front() = 1;
  std::vector<GUInt64> start( count.size() );
  start.front() = index;
  write( array, start, count, type, values );
}

GDALDataType gdalType( ArrayType type )
{
  switch ( type )
  {
  case ArrayType::Byte:
    return GDT_Byte;
  case ArrayType::Float:
    return GDT_Float32;
  case ArrayType::Double:
    break;
  }
  return GDT_Float64;
}

} // namespace

NetcdfFile::NetcdfFile( const std::string &path, const std::string &place )
  : mPath( path )
{
  GDALAllRegister();
  GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "netCDF" );
  if ( !driver )
    throw Error( "GDAL here knows no NetCDF, so that " + path +
                 " cannot be written. Install a GDAL with its netCDF driver." );
  CPLStringList options;
  options.SetNameValue( "FORMAT", "NC4" );
  options.SetNameValue( "CONVENTIONS", "CF-1.8" );
  CPLErrorReset();
  mDataset.reset( driver->CreateMultiDimensional( place.c_str(), nullptr, options.List() ) );
  mGroup = mDataset ? mDataset->GetRootGroup() : nullptr;
  if ( !mGroup )
    throw rasterWriteError( "Cannot create the NetCDF file " + path );
}

void NetcdfFile::close()
{
  CPLErrorReset();
  mGroup.reset();
  mDataset.reset();
  if ( CPLGetLastErrorType() >= CE_Failure )
    throw rasterWriteError( "Cannot finish the NetCDF file " + mPath );
}

Dimension createDimension( Group &group, const std::string &name, const std::string &type, std::size_t size )
{
  CPLErrorReset();
  Dimension dimension = group.CreateDimension( name, type, "", size );
  if ( !dimension )
    fail( name );
  return dimension;
}

Array createArray( Group &group, const std::string &name, const std::vector<Dimension> &dimensions,
                   ArrayType type )
{
  CPLStringList options;
  if ( type == ArrayType::Byte )
    options.SetNameValue( "NC_TYPE", "NC_BYTE" );
  if ( dimensions.size() > 1 && type != ArrayType::Double )
  {
    std::string chunk;
    for ( const Dimension &dimension : dimensions )
    {
      const bool isTime = dimension->GetType() == GDAL_DIM_TYPE_TEMPORAL;
      chunk += ( chunk.empty() ? "" : "," ) + std::to_string( isTime ? 1 : dimension->GetSize() );
    }
    options.SetNameValue( "BLOCKSIZE", chunk.c_str() );
    options.SetNameValue( "COMPRESS", "DEFLATE" );
    options.SetNameValue( "ZLEVEL", "2" );
  }
  CPLErrorReset();
  Array array = group.CreateMDArray( name, dimensions, GDALExtendedDataType::Create( gdalType( type ) ),
                                     options.List() );
  if ( !array )
    fail( name );
  return array;
}

void setAttribute( GDALIHasAttribute &holder, const std::string &name, const std::string &text )
{
  CPLStringList options;
  options.SetNameValue( "NC_TYPE", "NC_CHAR" );
  CPLErrorReset();
  std::shared_ptr<GDALAttribute> attribute = holder.GetAttribute( name );
  if ( !attribute )
    attribute = holder.CreateAttribute( name, {}, GDALExtendedDataType::CreateString(), options.List() );
  if ( !attribute || !attribute->Write( text.c_str() ) )
    fail( name );
}

void setFlags( GDALMDArray &array, const std::vector<std::int16_t> &values )
{
  CPLStringList options;
  // Of a smaller type GDAL would make a byte without a sign.
  options.SetNameValue( "NC_TYPE", "NC_BYTE" );
  CPLErrorReset();
  const std::shared_ptr<GDALAttribute> attribute = array.CreateAttribute(
      "flag_values", { values.size() }, GDALExtendedDataType::Create( GDT_Int16 ), options.List() );
  if ( !attribute || !attribute->Write( values.data(), values.size() * sizeof( values.front() ) ) )
    fail( "flag_values" );
}

void setSystem( GDALMDArray &array, const std::string &crs )
{
  if ( crs.empty() )
    return;
  const OGRSpatialReference system = spatialReference( crs );
  CPLErrorReset();
  if ( !array.SetSpatialRef( &system ) )
    fail( "the coordinate reference system" );
}

void describeSystem( Group &group, const std::string &crs )
{
  CPLStringList options;
  options.SetNameValue( "SHOW_ZERO_DIM", "YES" ); // the mapping holds nothing but attributes
  for ( const std::string &name : group.GetMDArrayNames( options.List() ) )
    if ( const Array array = group.OpenMDArray( name ); array && array->GetAttribute( "grid_mapping_name" ) )
      setAttribute( *array, "crs_wkt", wellKnownText( spatialReference( crs ) ) );
}

void writeAll( GDALMDArray &array, const std::vector<double> &values )
{
  writeWhole( array, GDT_Float64, values.data() );
}

void writeAll( GDALMDArray &array, const std::vector<std::uint8_t> &values )
{
  writeWhole( array, GDT_Byte, values.data() );
}

void writeSlice( GDALMDArray &array, std::size_t index, const std::vector<std::uint8_t> &values )
{
  writeOne( array, index, GDT_Byte, values.data() );
}

void writeSlice( GDALMDArray &array, std::size_t index, const std::vector<float> &values )
{
  writeOne( array, index, GDT_Float32, values.data() );
}

} // namespace calving
