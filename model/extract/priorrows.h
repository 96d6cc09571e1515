#pragma once

#include <vector>

#include "model/extract/blendrows.h"
#include "model/extract/glacierprior.h"
#include "model/raster/raster.h"
#include "model/raster/runlengthimage.h"

namespace calving
{

/**
 * Weighs the network's word against that of labels, and hands the rows on.
 *
 * How much a place shows at all labels do not know: the probability of "not available" stays. The others are
 * multiplied, logarithms of odds added: the network's, at most 6, and twice those of GlacierPrior, because
 * the network is surer than it is right and errs over whole areas at once. (That decides as its probabilities
 * to the power ½ and the labels' odds once would, and leaves its confidence as it is where they say nothing.)
 * Where frontJumps() says so, the network's word stands as it is. Rows and columns outside the box of the
 * labels pass untouched, as do pixels that no label shows.
 *
 * Whether a front jumped shows in the whole box: the rows that it reaches are held until the last of them has
 * come. They take (classes + 1) floating-point values a pixel, as wide as the scene, as the network sees it.
 */
class PriorRows : public ProbabilityReceiver
{
public:
  //! \a network: the pixels of the rows. All must outlive the object. Throws Error where there is no way
  //! between the coordinate reference systems. REQUIRES: four classes.
  PriorRows( const GlacierPrior &prior, const RasterGrid &network, double pixelArea,
             ProbabilityReceiver &next );

  void receive( const ProbabilityRow &row ) override;
  void finish() override { mNext.finish(); }

  //! Pixels, as the network sees them, where its word stands against the labels'.
  std::int64_t jumpedPixels() const { return mJumped; }
  //! Pixels where the network is sure of glacier, or of ocean, and the labels made the other of it.
  std::int64_t overruledPixels() const { return mOverruled; }

private:
  void release();
  //! What the labels say of a pixel of the window; null where nothing.
  const PlaceWord *wordAt( int column, int row ) const;
  RunLengthImage overruled() const;

  const GlacierPrior &mPrior;
  int mWidth;
  double mPixelArea;
  ProbabilityReceiver &mNext;
  //! The pixels that the box reaches.
  Window mWindow;
  //! For each of these its pixel of the prior; -1: none.
  std::vector<std::int32_t> mPlaces;
  int mReceived = 0;
  std::vector<ProbabilityRow> mHeld;
  std::int64_t mJumped = 0;
  std::int64_t mOverruled = 0;
};

} // namespace calving
