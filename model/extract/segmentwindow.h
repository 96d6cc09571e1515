#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/extract/segmentraster.h"

namespace calving
{

//! What a network says of a part of a scene, on the grid that it sees.
struct SegmentedWindow
{
  RasterGrid grid;
  //! The probability of each class, 0 to 255, row by row; 0 of all classes: no data.
  std::vector<std::vector<std::uint8_t>> classes;
  //! What the network sees: 0 (black, or no data) to 255.
  std::vector<std::uint8_t> grey;
  SegmentReport report;
};

/**
 * Class probabilities of the rectangle around the points \a outline (map coordinates of the scene), as far as
 * the scene reaches: segmentRaster() of a part, held in memory.
 *
 * The scene is prepared as a whole, and the network sees a margin around the part: a part that is the whole
 * scene has the probabilities that segmentRaster() gives, before they come back to the scene's own pixels.
 * Throws as segmentRaster() does, and Error where the scene does not reach the rectangle.
 */
SegmentedWindow segmentWindow( RasterReader scene, Segmenter &segmenter, const SegmentOptions &options,
                               const std::vector<std::array<double, 2>> &outline, const Feedback &feedback );

/**
 * What a network of that \a card would see there, without its word: the first class is certain wherever there
 * is data. Throws as segmentWindow() does.
 */
SegmentedWindow viewWindow( RasterReader scene, const ModelCard &card, const SegmentOptions &options,
                            const std::vector<std::array<double, 2>> &outline, const Feedback &feedback );

} // namespace calving
