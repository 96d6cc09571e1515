#pragma once

#include <cstdint>
#include <vector>

#include "model/extract/tileaxis.h"
#include "model/feedback.h"
#include "model/segmenter.h"

namespace calving
{

//! Scenes of one place on one grid, in the order of their dates, as a network sees them.
struct SceneSequence
{
  int width = 0;
  int height = 0;
  //! Of each width x height grey values, row by row: 0 (black, or no data) to 255. Not owned.
  std::vector<const std::uint8_t *> frames;
};

/**
 * Class probabilities of all frames of \a sequence, which the network sees together, tile by tile: for each
 * frame its classes, plane after plane, 0 to 255.
 *
 * Tiles and their blending are those of a scene alone (TileAxis, BlendRows). One where all frames are black
 * is left out: all classes are 0 there. Throws what \a segmenter throws, and Cancelled between tiles.
 */
std::vector<std::vector<std::uint8_t>> segmentSequence( const SceneSequence &sequence, Segmenter &segmenter,
                                                        const Tiling &tiling, const Feedback &feedback );

} // namespace calving
