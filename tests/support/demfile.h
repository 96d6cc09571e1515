#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <gdal_priv.h>

//! A terrain model in memory.
struct Dem
{
  std::string path = "/vsimem/dem.tif";
  std::string crs = "EPSG:32633";
  std::array<double, 6> transform{ 500000, 30, 0, 4700000, 0, -30 };
  int width = 60;
  int height = 50;
  std::optional<double> noData;

  //! Writes \a value of column and row.
  template <typename Function> void write( Function value ) const
  {
    GDALAllRegister();
    std::vector<float> pixels;
    for ( int y = 0; y < height; ++y )
      for ( int x = 0; x < width; ++x )
        pixels.push_back( static_cast<float>( value( x, y ) ) );
    GDALDatasetUniquePtr file( GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create(
        path.c_str(), width, height, 1, GDT_Float32, nullptr ) );
    file->SetGeoTransform( const_cast<double *>( transform.data() ) );
    if ( !crs.empty() )
    {
      OGRSpatialReference reference;
      reference.SetFromUserInput( crs.c_str() );
      file->SetSpatialRef( &reference );
    }
    if ( noData )
      file->GetRasterBand( 1 )->SetNoDataValue( *noData );
    CPL_IGNORE_RET_VAL( file->GetRasterBand( 1 )->RasterIO( GF_Write, 0, 0, width, height, pixels.data(),
                                                            width, height, GDT_Float32, 0, 0, nullptr ) );
  }
};
