#pragma once

#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <gdal_priv.h>

//! A raster of one row and what its metadata say of it (UTM 33 N, 40 m); written by write().
struct DescribedRaster
{
  std::string path = "/vsimem/described.tif";
  std::vector<double> values;
  GDALDataType type = GDT_Float32;
  std::vector<std::string> creation;
  std::optional<double> noData;
  std::optional<double> scale;
  std::optional<double> offset;
  std::string unit;
  std::string crs = "EPSG:32633";
  //! Of the pixels; empty: no mask.
  std::vector<std::uint8_t> mask;
  //! Whether the mask lies in a file of its own.
  bool maskBeside = false;
  //! The palette: red, green, blue, opacity of each number.
  std::vector<GDALColorEntry> palette;
  //! Further steps on the open file.
  std::function<void( GDALDataset & )> then;
  int bands = 1;

  void write() const
  {
    GDALAllRegister();
    GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "GTiff" );
    CPLPushErrorHandler( CPLQuietErrorHandler );
    driver->Delete( path.c_str() );
    CPLPopErrorHandler();
    CPLStringList options;
    for ( const std::string &option : creation )
      options.AddString( option.c_str() );
    const int width = static_cast<int>( values.size() );
    CPLSetThreadLocalConfigOption( "GDAL_TIFF_INTERNAL_MASK", maskBeside ? "NO" : "YES" );
    {
      const GDALDatasetUniquePtr file(
          driver->Create( path.c_str(), width, 1, bands, type, options.List() ) );
      describe( *file );
      GDALRasterBand &band = *file->GetRasterBand( 1 );
      CPL_IGNORE_RET_VAL( band.RasterIO( GF_Write, 0, 0, width, 1, const_cast<double *>( values.data() ),
                                         width, 1, GDT_Float64, 0, 0, nullptr ) );
      if ( !mask.empty() )
      {
        file->CreateMaskBand( GMF_PER_DATASET );
        CPL_IGNORE_RET_VAL( band.GetMaskBand()->RasterIO( GF_Write, 0, 0, width, 1,
                                                          const_cast<std::uint8_t *>( mask.data() ), width, 1,
                                                          GDT_Byte, 0, 0, nullptr ) );
      }
      if ( then )
        then( *file );
    }
    CPLSetThreadLocalConfigOption( "GDAL_TIFF_INTERNAL_MASK", nullptr );
  }

private:
  void describe( GDALDataset &file ) const
  {
    double transform[] = { 500000.0, 40.0, 0.0, 8000000.0, 0.0, -40.0 };
    if ( !crs.empty() )
    {
      file.SetGeoTransform( transform );
      OGRSpatialReference reference;
      reference.SetFromUserInput( crs.c_str() );
      file.SetSpatialRef( &reference );
    }
    GDALRasterBand &band = *file.GetRasterBand( 1 );
    if ( noData )
      band.SetNoDataValue( *noData );
    if ( scale )
      band.SetScale( *scale );
    if ( offset )
      band.SetOffset( *offset );
    if ( !unit.empty() )
      band.SetUnitType( unit.c_str() );
    GDALColorTable colours;
    for ( std::size_t i = 0; i < palette.size(); ++i )
      colours.SetColorEntry( static_cast<int>( i ), &palette[i] );
    if ( !palette.empty() )
      band.SetColorTable( &colours );
  }
};
