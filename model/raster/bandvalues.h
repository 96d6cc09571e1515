#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gdal_priv.h>

#include "model/raster/bandmask.h"
#include "model/raster/numberformat.h"
#include "model/raster/plausiblevalues.h"
#include "model/raster/raster.h"

namespace calving
{

//! How the stored numbers of one band become values, and which pixels have none: the rules of RasterReader.
class BandValues
{
public:
  //! Throws Error, naming the raster, where band \a number does not hold \a content. \a dataset must outlive
  //! the object.
  BandValues( GDALDataset &dataset, int number, const RasterInput &input, RasterContent content );

  PixelType type() const { return mType; }
  double scale() const { return mFormat.scale; }
  double offset() const { return mFormat.offset; }
  bool declaresNoData() const { return mNoData || !mRanges.empty() || mMask.exists(); }
  //! As values are, not as they are stored.
  std::optional<double> noData() const;
  //! See RasterReader.
  const std::string &remark() const { return mRemark; }
  const std::optional<double> &ruledOut() const { return mPlausible.noted(); }

  //! Values of \a window; not-a-number where there is no data.
  void read( const Window &window, float *values ) const;
  //! The same as bytes; 0 where there is no data.
  void readBytes( const Window &window, std::uint8_t *bytes ) const;
  //! Not 0 where there is data.
  void readMask( const Window &window, std::uint8_t *mask ) const;

private:
  void requireContent( const std::string &name );
  void findNoData( const RasterInput &input, int number );
  void fillTable( const std::string &name );

  bool isInRanges( float value ) const;
  void dropZeroAreas( const Window &window, float *values ) const;
  void readNumbers( const Window &window, float *values ) const;
  void readMagnitudes( const Window &window, float *values ) const;
  void readScaled( const Window &window, float *values ) const;
  void readPlain( const Window &window, float *values ) const;

  GDALDataset &mDataset;
  GDALRasterBand &mBand;
  std::string mPath;
  RasterContent mContent;
  //! Of the values.
  PixelType mType = PixelType::Other;
  NumberFormat mFormat;
  //! Metres of the unit of heights; negative where they count down.
  double mUnit = 1;
  PlausibleValues mPlausible;
  //! As stored.
  std::optional<double> mNoData;
  //! After scale and offset.
  std::vector<ValueRange> mRanges;
  bool mZeroAreas = false;
  BandMask mMask;
  //! What each stored number means; not-a-number for none. Empty where numbers mean themselves.
  std::vector<float> mTable;
  std::string mRemark;
};

} // namespace calving
