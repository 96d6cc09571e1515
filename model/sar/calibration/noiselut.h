#pragma once

#include <string>
#include <vector>

#include "model/sar/calibration/lut.h"
#include "model/sar/calibration/radiometry.h"
#include "model/sar/product/linetimes.h"

namespace calving
{

/**
 * The thermal noise of an image: power in the unit of squared digital numbers.
 *
 * New format (IPF 2.9 and later): range value times azimuth value, block by block. A block is a stretch of
 * lines and samples from one sub-swath; within it, the range value is linear in pixel, then in line between
 * the range vectors that lie in the block, and if none does, that of the nearest vector. Beyond the blocks,
 * as in the last lines of some products, the nearest block holds on. Old format: range value only, between
 * all vectors. SLC with bursts: the range vector nearest to the burst's middle. Immutable: threads may share
 * it.
 */
class NoiseLut
{
public:
  //! Values are multiplied by \a scale: see oldNoiseScale().
  NoiseLut( const NoiseData &data, const Annotation &annotation, double scale = 1.0 );

  //! Writes the noise of the pixels \a x to \a x + \a count - 1 of \a line (of the measurement) to \a noise.
  void row( int line, int x, int count, float *noise ) const;

  //! True where there is nothing to subtract: some products of IPF 2.36 hold noise vectors of zeros.
  bool isZero() const;

private:
  struct Block
  {
    SwathBounds bounds;
    //! Lines of the range vectors in the block, and their indices.
    std::vector<int> vectorLines;
    std::vector<std::size_t> vectors;
    std::vector<int> azimuthLines;
    std::vector<float> azimuthValues;
  };

  //! Samples of a line, from first to before end.
  struct Stretch
  {
    int first = 0;
    int end = 0;
  };

  Block blockOf( const NoiseData &data, const NoiseAzimuthVector *azimuth ) const;
  const Block &nearestBlock( int line, int sample ) const;
  int endOfNearest( int first, int end ) const;
  void putRow( const Block &block, int line, const Stretch &samples, float *noise ) const;
  Between between( const Block &block, int line ) const;

  int mWidth;
  LineTimes mTimes;
  std::vector<UtcTime> mVectorTimes;
  std::vector<std::vector<float>> mRange;
  std::vector<Block> mBlocks;
};

/**
 * What brings the noise values of old processors to squared digital numbers.
 *
 * Below IPF 2.50 (\a version 250) values are relative: times 75088.7 in IW or 56065.87 in EW, and times \a
 * digitalNumber (the calibration file's "dn" at the first pixel) below 2.34, its square from then on. 1
 * from 2.50.
 */
double oldNoiseScale( int version, const std::string &mode, double digitalNumber );

} // namespace calving
