#pragma once

#include <memory>
#include <vector>

#include "model/sar/calibration/noiselut.h"
#include "model/sar/stream/blocksource.h"

namespace calving
{

/**
 * The noise that processors before IPF 2.90 left along the borders of GRDs, to be taken for "no data".
 *
 * From each of the four borders inward, at most 500 pixels, a pixel belongs to it until three pixels in a row
 * show signal: in the co-polarised image (HH or VV) a digital number of at least 30, and an amplitude of at
 * least 0.5 after the noise is subtracted (the thresholds of ESA's masking of no-value pixels, as SNAP has
 * them). Immutable: threads may share it.
 */
class BorderMask
{
public:
  //! \a coPower is the power of the co-polarised image, \a noise its noise. Reads the first and last 500
  //! rows.
  BorderMask( std::shared_ptr<const BlockSource> coPower, std::shared_ptr<const NoiseLut> noise );

  //! Sets the pixels of \a window that belong to the border to NaN in \a values.
  void apply( const Window &window, float *values ) const;

private:
  std::vector<bool> signalIn( const Window &window ) const;
  std::vector<int> borderFromTop( bool fromBottom ) const;
  void applyToRows( const Window &window, float *values, bool fromRight ) const;

  std::shared_ptr<const BlockSource> mCoPower;
  std::shared_ptr<const NoiseLut> mNoise;
  //! Rows of border in each column.
  std::vector<int> mTop;
  std::vector<int> mBottom;
};

//! \a source without what \a mask says is border.
std::shared_ptr<const BlockSource> masked( std::shared_ptr<const BlockSource> source,
                                           std::shared_ptr<const BorderMask> mask );

} // namespace calving
