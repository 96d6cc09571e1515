#pragma once

#include <string>

#include "model/feedback.h"
#include "model/train/data/pairsource.h"

namespace calving
{

/**
 * Unlabelled scenes with their optical images in one .safetensors file, held in memory: what a machine
 * without GDAL pre-trains on.
 *
 * As PackedImages tells; besides, "optical.K" U8 [channels, height, width]. The metadata "pairs" has
 * validates and optical (K), too: scenes share optical images; where there are none, it is -1.
 */
class PackedPairs : public PairSource
{
public:
  //! Throws Error if \a path is missing, damaged or holds no such scenes.
  explicit PackedPairs( const std::string &path );

  int count() const override;
  const SceneInfo &info( int pair ) const override;
  int targetChannels() const override;
  std::vector<std::uint8_t> readGrey( int pair, const Window &window ) override;
  std::vector<std::uint8_t> readTarget( int pair, const Window &window ) override;
  //! Shares the pixels.
  std::unique_ptr<PairSource> clone() const override;

private:
  struct Pairs;
  std::shared_ptr<const Pairs> mPairs;
};

//! Writes all pairs of \a source to \a path, whole or not at all. Throws Cancelled between pairs.
void packPairs( PairSource &source, const std::string &path, const Feedback &feedback = {} );

} // namespace calving
