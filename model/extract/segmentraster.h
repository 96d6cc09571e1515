#pragma once

#include "model/extract/classrows.h"
#include "model/extract/glacierprior.h"
#include "model/extract/tileaxis.h"
#include "model/feedback.h"
#include "model/scene/preparedscene.h"
#include "model/segmenter.h"

namespace calving
{

//! How a scene is segmented.
struct SegmentOptions
{
  int band = 1;
  Tiling tiling;
  ValueOptions values;
  //! Side in metres of the pixels that the network shall see; 0: that of the model.
  double networkPixelMetres = 0;
  //! Resample to that where workingSize() says so; false leaves the scene as it is.
  bool resample = true;
  //! Where the scene lies, from sceneGrid().
  SceneGrid scene;
  //! What labels say of the scene, see PriorRows; null: nothing. Must outlive the segmentation.
  const GlacierPrior *prior = nullptr;
};

//! What a segmentation did.
struct SegmentReport
{
  WorkingSize size;
  ValueScaling scaling;
  std::int64_t tiles = 0;
  //! Tiles without any data, which the network did not see.
  std::int64_t emptyTiles = 0;
  //! For each class, in how many pixels with data it is the most probable one.
  std::vector<std::int64_t> classPixels;
  //! Pixels, as the network sees them, where its word stands although the prior expects another.
  std::int64_t jumpedPixels = 0;
  //! Those where it was sure and the prior was followed.
  std::int64_t overruledPixels = 0;
  //! Seconds that the network took, and the whole.
  double networkSeconds = 0;
  double totalSeconds = 0;
};

//! Side in metres of the pixels that \a card's network shall see; 0: none in particular.
double networkPixelMetres( const SegmentOptions &options, const ModelCard &card );

//! What is wrong with \a scene or \a options for a network of \a card, and how the scene is prepared: before
//! the first tile. Throws as segmentRaster() does.
SegmentReport planSegmentation( RasterReader &scene, const ModelCard &card, const SegmentOptions &options,
                                const Feedback &feedback );

/**
 * Class probabilities of a scene of any size, in constant memory.
 *
 * Tiles stream through three threads: one reads, scales and cuts, the calling one runs the network, one
 * averages (BlendRows) and writes. Pixels without data are 0 to the network, as in the published training
 * data, and class "not available" in the result. With a tile as large as the scene, no margin and no
 * resampling the result is exactly one call of \a segmenter.
 *
 * Memory: about (context + tile * (classes + 1) + 512) rows of floating-point values as wide as the scene;
 * with a prior also what PriorRows holds.
 *
 * Throws Error: band out of range, wrong tiling, no pixel with data, read or write failure; Cancelled within
 * one batch. The outputs are then incomplete and must not be committed.
 */
SegmentReport segmentRaster( RasterReader scene, Segmenter &segmenter, const SegmentOptions &options,
                             const SegmentOutputs &outputs, const Feedback &feedback );

} // namespace calving
