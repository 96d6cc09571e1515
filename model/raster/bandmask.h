#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <gdal_priv.h>

#include "model/raster/gdalraster.h"

namespace calving
{

//! Which pixels of a band a mask of the file or an alpha band hides, whatever their numbers are.
class BandMask
{
public:
  //! Hides nothing.
  BandMask() = default;
  //! Of band \a number of \a dataset, which was opened of \a path and must outlive the object.
  BandMask( GDALDataset &dataset, int number, const std::string &path );

  bool exists() const { return mMask || mAlpha; }

  //! Calls \a drop with the place, row by row, of each pixel of \a window that is hidden.
  template <typename Drop> void hide( const Window &window, const Drop &drop ) const
  {
    if ( mMask )
      hideBy<std::uint8_t>( *mMask, GDT_Byte, window, drop );
    if ( mAlpha )
      hideBy<float>( *mAlpha, GDT_Float32, window, drop );
  }

private:
  template <typename Number, typename Drop>
  void hideBy( GDALRasterBand &band, GDALDataType type, const Window &window, const Drop &drop ) const
  {
    std::vector<Number> mask( static_cast<std::size_t>( window.width ) * window.height );
    readPixels( band, mPath, window, type, mask.data() );
    for ( std::size_t i = 0; i < mask.size(); ++i )
      if ( mask[i] == 0 )
        drop( i );
  }

  std::string mPath;
  GDALRasterBand *mMask = nullptr;
  GDALRasterBand *mAlpha = nullptr;
};

} // namespace calving
