#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gdal_priv.h>

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
  double scale() const { return mScale; }
  double offset() const { return mOffset; }
  bool declaresNoData() const { return mNoData || !mRanges.empty() || mMask || mAlpha; }
  //! As values are, not as they are stored.
  std::optional<double> noData() const;
  //! See RasterReader.
  const std::string &remark() const { return mRemark; }
  const std::optional<double> &ruledOut() const { return mRuledOut; }

  //! Values of \a window; not-a-number where there is no data.
  void read( const Window &window, float *values ) const;
  //! The same as bytes; 0 where there is no data.
  void readBytes( const Window &window, std::uint8_t *bytes ) const;
  //! Not 0 where there is data.
  void readMask( const Window &window, std::uint8_t *mask ) const;

private:
  //! Values that the content allows, both counted in.
  struct Limits
  {
    float least = 0;
    float most = 0;
  };

  void findNumbers( const RasterInput &input );
  void findNoData( const RasterInput &input );
  void findMasks();
  void findGreys( const GDALColorTable &palette );
  template <typename Meaning> void fillTable( const Meaning &meaning );

  bool isScaled() const { return mScale != 1 || mOffset != 0; }
  bool isInRanges( float value ) const;
  bool mayBeRuledOut() const;
  bool isUsualHole( double number ) const;
  bool isRuledOut( float value ) const;
  void noteRuledOut( double number ) const;
  double stored( float value ) const;
  void dropZeroAreas( const Window &window, float *values ) const;
  void readNumbers( const Window &window, float *values ) const;
  void readMagnitudes( const Window &window, float *values ) const;
  void readScaled( const Window &window, float *values ) const;
  void readPlain( const Window &window, float *values ) const;
  void keepAllowed( std::size_t count, float *values ) const;
  void readFrom( GDALRasterBand &band, const Window &window, GDALDataType type, void *values ) const;
  //! Calls \a drop for each pixel that a mask or an alpha band hides.
  template <typename Drop> void hide( const Window &window, const Drop &drop ) const;

  GDALDataset &mDataset;
  GDALRasterBand &mBand;
  std::string mPath;
  int mNumber;
  RasterContent mContent;
  PixelType mType = PixelType::Other;
  bool mIsComplex = false;
  //! GDAL before 3.7 gives signed bytes as if they had no sign.
  bool mIsSigned = false;
  double mScale = 1;
  double mOffset = 0;
  //! The greatest that is stored, where numbers are whole.
  std::optional<double> mGreatest;
  //! Metres of the unit of heights; negative where they count down.
  double mUnit = 1;
  Limits mLimits;
  //! As stored.
  std::optional<double> mNoData;
  //! After scale and offset.
  std::vector<ValueRange> mRanges;
  bool mZeroAreas = false;
  GDALRasterBand *mMask = nullptr;
  GDALRasterBand *mAlpha = nullptr;
  //! What each stored number means; not-a-number for none. Empty where numbers mean themselves.
  std::vector<float> mTable;
  std::string mRemark;
  mutable std::optional<double> mRuledOut;
};

} // namespace calving
