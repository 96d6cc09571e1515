#pragma once

#include <functional>
#include <string>
#include <vector>

#include <gdal_priv.h>

//! A grey PNG whose pixel (x, y) holds value( x, y ).
inline void writePng( const std::string &path, int width, int height,
                      const std::function<int( int x, int y )> &value, int bands = 1 )
{
  GDALAllRegister();
  GDALDatasetUniquePtr memory( GetGDALDriverManager()->GetDriverByName( "MEM" )->Create(
      "", width, height, bands, GDT_Byte, nullptr ) );
  std::vector<std::uint8_t> pixels;
  for ( int y = 0; y < height; ++y )
    for ( int x = 0; x < width; ++x )
      pixels.push_back( static_cast<std::uint8_t>( value( x, y ) ) );
  for ( int band = 1; band <= bands; ++band )
    CPL_IGNORE_RET_VAL( memory->GetRasterBand( band )->RasterIO( GF_Write, 0, 0, width, height, pixels.data(),
                                                                 width, height, GDT_Byte, 0, 0, nullptr ) );
  GDALDatasetUniquePtr( GetGDALDriverManager()->GetDriverByName( "PNG" )->CreateCopy(
      path.c_str(), memory.get(), false, nullptr, nullptr, nullptr ) );
}

//! A GeoTIFF in UTM 33 N, 40 m, whose pixel (x, y) of band b (from 1) holds value( b, x, y ).
inline void writeBands( const std::string &path, int width, int height, int bands,
                        const std::function<double( int band, int x, int y )> &value,
                        const std::vector<std::string> &names = {}, double left = 500000.0,
                        GDALDataType type = GDT_Float32 )
{
  GDALAllRegister();
  GDALDatasetUniquePtr file( GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create(
      path.c_str(), width, height, bands, type, nullptr ) );
  double transform[] = { left, 40.0, 0.0, 8000000.0, 0.0, -40.0 };
  file->SetGeoTransform( transform );
  OGRSpatialReference reference;
  reference.importFromEPSG( 32633 );
  file->SetSpatialRef( &reference );
  for ( int band = 1; band <= bands; ++band )
  {
    std::vector<float> pixels;
    for ( int y = 0; y < height; ++y )
      for ( int x = 0; x < width; ++x )
        pixels.push_back( static_cast<float>( value( band, x, y ) ) );
    CPL_IGNORE_RET_VAL( file->GetRasterBand( band )->RasterIO( GF_Write, 0, 0, width, height, pixels.data(),
                                                               width, height, GDT_Float32, 0, 0, nullptr ) );
    if ( band <= static_cast<int>( names.size() ) )
      file->GetRasterBand( band )->SetDescription( names[band - 1].c_str() );
  }
}
