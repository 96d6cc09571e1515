#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/compute.h"

namespace calving
{

struct ModelCard;

//! A trained network, ready to run. Not shared between threads.
class Segmenter
{
public:
  virtual ~Segmenter() = default;

  virtual const ModelCard &card() const = 0;
  //! SHA-256 of the model file in lower-case hexadecimal digits.
  virtual const std::string &hash() const = 0;

  /**
   * Class probabilities (softmax) of \a count images.
   *
   * \a grey: count x height x width values in [0, 1], image after image, row by row.
   * Returns count x classes x height x width values. REQUIRES: height and width are multiples of 32.
   */
  virtual std::vector<float> probabilities( const std::vector<float> &grey, int count, int height,
                                            int width ) = 0;

  /**
   * The same of \a frames images of one place, in the order of their dates: a network that reads sequences
   * (card().size.readsSequences()) sees them together, and alone in probabilities(); any other one by one.
   */
  virtual std::vector<float> sequenceProbabilities( const std::vector<float> &grey, int frames, int height,
                                                    int width )
  {
    return probabilities( grey, frames, height, width );
  }

  //! Images of \a side x \a side pixels that one call should get: what fits memory well and keeps the cores
  //! busy.
  virtual int recommendedBatch( int side ) const = 0;
};

//! Loads the model file at \a path. Throws Error if it is missing, damaged or not a network for zones.
std::unique_ptr<Segmenter> loadSegmenter( const std::string &path, const ComputeOptions &options );

} // namespace calving
