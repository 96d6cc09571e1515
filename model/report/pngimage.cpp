#include "model/report/pngimage.h"

#include <atomic>

#include <cpl_vsi.h>
#include <gdal_priv.h>

#include "model/error.h"

namespace calving
{

std::string pngImage( const std::vector<std::uint8_t> &values, int width, int height, int channels )
{
  GDALAllRegister();
  CPLErrorReset();
  GDALDriver *memory = GetGDALDriverManager()->GetDriverByName( "MEM" );
  GDALDriver *png = GetGDALDriverManager()->GetDriverByName( "PNG" );
  if ( !memory || !png )
    throw Error( "This GDAL cannot write PNG images. Install a GDAL with its PNG driver." );

  GDALDatasetUniquePtr picture( memory->Create( "", width, height, channels, GDT_Byte, nullptr ) );
  const bool filled =
      picture && picture->RasterIO( GF_Write, 0, 0, width, height,
                                    const_cast<std::uint8_t *>( values.data() ), width, height, GDT_Byte,
                                    channels, nullptr, channels, channels * width, 1, nullptr ) == CE_None;
  static std::atomic<int> next{ 0 };
  const std::string path = "/vsimem/calvingfront-report-" + std::to_string( next++ ) + ".png";
  const char *options[] = { "ZLEVEL=6", nullptr };
  const GDALDatasetUniquePtr written( filled ? png->CreateCopy( path.c_str(), picture.get(), FALSE,
                                                                const_cast<char **>( options ), nullptr,
                                                                nullptr )
                                             : nullptr );
  vsi_l_offset size = 0;
  GByte *bytes = written ? VSIGetMemFileBuffer( path.c_str(), &size, FALSE ) : nullptr;
  if ( !bytes )
    throw Error( std::string( "Cannot make a PNG image: " ) + CPLGetLastErrorMsg() );
  std::string result( reinterpret_cast<const char *>( bytes ), size );
  VSIUnlink( path.c_str() );
  return result;
}

} // namespace calving
