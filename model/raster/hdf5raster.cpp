#include "model/raster/hdf5raster.h"

#include <array>

#include "model/error.h"

namespace calving
{

namespace
{

bool isOfHdf5Driver( GDALDataset &raster )
{
  return raster.GetDriver() && EQUAL( raster.GetDriver()->GetDescription(), "HDF5Image" );
}

//! Whether the metadata of \a band state an attribute whose name ends in \a name and is not \a neutral.
bool states( GDALRasterBand &band, const std::string &name, double neutral )
{
  const CPLStringList items( band.GetMetadata(), FALSE );
  for ( int i = 0; i < items.size(); ++i )
  {
    const std::string item = items[i];
    const std::size_t end = item.find( name + "=" );
    if ( end != std::string::npos && CPLAtof( item.c_str() + end + name.size() + 1 ) != neutral )
      return true;
  }
  return false;
}

//! Whether numbers of \a raster mean others, of which its bands say nothing.
bool hidesScale( GDALDataset &raster )
{
  GDALRasterBand &band = *raster.GetRasterBand( 1 );
  int hasScale = 0;
  int hasOffset = 0;
  band.GetScale( &hasScale );
  band.GetOffset( &hasOffset );
  return ( !hasScale && states( band, "scale_factor", 1 ) ) ||
         ( !hasOffset && states( band, "add_offset", 0 ) );
}

bool isPlaced( GDALDataset &raster )
{
  std::array<double, 6> transform{};
  return raster.GetGeoTransform( transform.data() ) == CE_None || raster.GetGCPCount() > 0;
}

//! What the netCDF driver calls the variable \a name, HDF5:"file"://group/variable; empty for other names.
std::string netcdfName( const std::string &name )
{
  const std::string driver = "HDF5:";
  const std::size_t bar = name.rfind( "://" );
  if ( bar == std::string::npos || name.rfind( driver, 0 ) != 0 )
    return {};
  return "NETCDF:" + name.substr( driver.size(), bar - driver.size() ) +
         name.substr( bar + 2 ).insert( 0, ":" );
}

} // namespace

GDALDatasetUniquePtr asCfVariable( GDALDatasetUniquePtr raster, const std::string &path )
{
  if ( !isOfHdf5Driver( *raster ) || raster->GetRasterCount() == 0 )
    return raster;
  const bool hides = hidesScale( *raster );
  if ( isPlaced( *raster ) && !hides )
    return raster;
  GDALDatasetUniquePtr variable;
  {
    const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
    variable.reset( GDALDataset::Open( netcdfName( raster->GetDescription() ).c_str(), GDAL_OF_RASTER ) );
  }
  const bool isSame = variable && variable->GetRasterCount() == raster->GetRasterCount() &&
                      variable->GetRasterXSize() == raster->GetRasterXSize() &&
                      variable->GetRasterYSize() == raster->GetRasterYSize();
  if ( isSame )
    return variable;
  if ( hides )
    throw Error( "The raster " + path +
                 " states a scale or an offset that GDAL's HDF5 driver does not apply, and its netCDF driver "
                 "cannot open it. Write it to a GeoTIFF first, with gdal_translate -a_scale -a_offset." );
  return raster;
}

} // namespace calving
