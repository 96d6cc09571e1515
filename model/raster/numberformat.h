#pragma once

#include <optional>
#include <string>

#include <gdal_priv.h>

#include "model/raster/raster.h"

namespace calving
{

//! How the numbers of a band are stored, and what the band says that they mean.
struct NumberFormat
{
  bool isComplex = false;
  //! GDAL before 3.7 gives signed bytes as if they had no sign.
  bool isSignedByte = false;
  double scale = 1;
  double offset = 0;
  //! The greatest that is stored, where numbers are whole and the greatest stands for no data.
  std::optional<double> greatest;

  bool isScaled() const { return scale != 1 || offset != 0; }
};

//! The format of \a band, which sentences call \a name. Throws Error for a scale and an offset with which
//! nothing can be read.
NumberFormat numberFormat( GDALRasterBand &band, const std::string &name );

//! The type of numbers as they are stored.
PixelType storedType( GDALRasterBand &band );

//! The number that \a band declares to stand for no data, as it is stored.
std::optional<double> declaredNoData( GDALRasterBand &band );

} // namespace calving
