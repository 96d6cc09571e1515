#pragma once

#include <string>
#include <vector>

#include <gdal_priv.h>

//! Writes a one-band float GeoTIFF (UTM 33 N, 40 m) whose pixel (x, y) holds value( x, y ). /vsimem/ stays in
//! memory.
template <typename Function>
void writeRaster( const std::string &path, int width, int height, Function value,
                  GDALDataType type = GDT_Float32 )
{
  GDALAllRegister();
  std::vector<float> pixels;
  for ( int y = 0; y < height; ++y )
    for ( int x = 0; x < width; ++x )
      pixels.push_back( static_cast<float>( value( x, y ) ) );

  GDALDatasetUniquePtr file( GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create(
      path.c_str(), width, height, 1, type, nullptr ) );
  double transform[] = { 500000.0, 40.0, 0.0, 8000000.0, 0.0, -40.0 };
  file->SetGeoTransform( transform );
  OGRSpatialReference reference;
  reference.importFromEPSG( 32633 );
  file->SetSpatialRef( &reference );
  CPL_IGNORE_RET_VAL( file->RasterIO( GF_Write, 0, 0, width, height, pixels.data(), width, height,
                                      GDT_Float32, 1, nullptr, 0, 0, 0, nullptr ) );
}
