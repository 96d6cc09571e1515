#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "model/sar/calibration/calibrationlut.h"
#include "model/sar/calibration/noiselut.h"
#include "model/sar/stream/blocksource.h"

namespace calving
{

//! What becomes of pixels whose power is below the thermal noise that is subtracted from it.
enum class NegativePolicy
{
  Zero,    //!< 0
  Floor,   //!< a backscatter of 1e-5 (-50 dB), as in SNAP
  NoData,  //!< no data (NaN)
  Nearest, //!< the nearest value above zero, at most 16 pixels away, else 0
  Keep     //!< the negative value, so that averages stay unbiased
};

//! Pixels that were read so far, those of them with data, and those below the noise. A pixel that is read
//! twice counts twice.
struct PixelCount
{
  std::atomic<std::int64_t> pixels{ 0 };
  std::atomic<std::int64_t> data{ 0 };
  std::atomic<std::int64_t> negatives{ 0 };
};

//! How power becomes backscatter.
struct BackscatterOptions
{
  std::shared_ptr<const CalibrationLut> calibration;
  //! Empty: no noise is subtracted.
  std::shared_ptr<const NoiseLut> noise;
  NegativePolicy negatives = NegativePolicy::Zero;
  //! May be empty.
  std::shared_ptr<PixelCount> count;
};

/**
 * ( \a power - noise ) / A^2, linear. NaN stays NaN.
 *
 * REQUIRES: \a power lies as the measurement that the tables of \a options are of.
 */
std::shared_ptr<const BlockSource> calibrated( std::shared_ptr<const BlockSource> power,
                                               const BackscatterOptions &options );

} // namespace calving
