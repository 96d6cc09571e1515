#pragma once

#include "model/raster/raster.h"
#include "model/simulate/product/simulateproduct.h"

//! A product of some 300 x 300 pixels.
inline calving::ProductOptions small()
{
  calving::ProductOptions options;
  options.scene.width = options.scene.height = 64;
  options.scene.pixelSizeMetres = 40;
  return options;
}

inline calving::ProductOptions uniform( double sigma0Db )
{
  calving::ProductOptions options = small();
  options.ground.sigma0Db = sigma0Db;
  return options;
}

//! All values of band 1.
inline std::vector<float> valuesOf( const std::string &path )
{
  const calving::RasterReader reader( path );
  return reader.readBand( 1, { 0, 0, reader.width(), reader.height() } );
}
