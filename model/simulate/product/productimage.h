#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/sar/calibration/calibrationlut.h"
#include "model/sar/calibration/noiselut.h"
#include "model/simulate/product/measurementwriter.h"
#include "model/simulate/product/pointtargets.h"
#include "model/simulate/product/productxml.h"
#include "model/simulate/product/speckletable.h"

namespace calving
{

//! How an image of a product comes about from backscatter.
struct ImageWish
{
  ProductType type;
  //! Of the image, polarisation and all.
  Annotation annotation;
  //! Counts the images of the product from 1.
  int number = 1;
  double looks = 4.4;
  double noiseFloorDb = -22;
  std::uint64_t seed = 1;
};

//! One image of a simulated product: its files, and the way from backscatter to digital numbers.
class ProductImage
{
public:
  //! Begins the measurement in \a folder, which has its sub-folders. Throws Error if it cannot be created.
  ProductImage( const ImageWish &wish, const std::string &folder );

  bool isCross() const { return mAnnotation.header.polarisation[0] != mAnnotation.header.polarisation[1]; }
  const Annotation &annotation() const { return mAnnotation; }

  /**
   * The digital numbers of lines from \a firstLine on whose sigma0 without noise is \a sigma0.
   *
   * Thermal noise and speckle come on top; \a targets have no speckle. Threads may share it.
   */
  std::vector<std::uint16_t> digitalNumbers( int firstLine, const std::vector<float> &sigma0,
                                             const PointTargets &targets ) const;
  //! Appends whole lines to the measurement.
  void write( const std::vector<std::uint16_t> &numbers ) { mWriter.write( numbers ); }
  //! Relative to the product's folder.
  std::string measurement() const;
  //! Ends the measurement, writes the XML files and says what there is, in the order of ManifestFacts.
  std::vector<ProductFile> finish();

private:
  ProductFile put( const std::string &path, const std::string &kind, const std::string &content ) const;

  Annotation mAnnotation;
  int mNumber;
  CalibrationData mCalibration;
  NoiseData mNoise;
  CalibrationLut mFactors;
  NoiseLut mThermal;
  SpeckleTable mSpeckle;
  std::uint64_t mSeed;
  std::string mStem;
  std::string mFolder;
  MeasurementWriter mWriter;
};

//! The file at \a path in the product's \a folder, as a manifest lists it. \a kind: the middle of its
//! schema's name.
ProductFile productFile( const std::string &folder, const std::string &path, const std::string &kind );
//! "20210809t173953-20210809t174018-039156-000001": the middle of file names, \a between its parts.
std::string timesInNames( const Annotation &annotation, char between );
//! \a value with \a count digits of the number system \a base.
std::string fixedDigits( std::uint64_t value, int base, int count );

} // namespace calving
