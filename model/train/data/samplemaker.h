#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace calving
{

//! How many values a sample has of each kind.
struct SampleShape
{
  //! Side of its square images in pixels.
  int side = 0;
  //! Whether each pixel has a class.
  bool hasZones = false;
  //! Channels of the optical image.
  int targetChannels = 0;
  //! Tokens that are hidden from the network.
  int maskedTokens = 0;
  //! Frames of a sequence: so many grey images, and zones.
  int frames = 1;
};

//! What the network learns from at once: square images of bytes, row by row. What the shape has not is empty.
struct Sample
{
  //! Frame after frame, and so the zones.
  std::vector<std::uint8_t> grey;
  //! Classes 0..3.
  std::vector<std::uint8_t> zones;
  //! The optical image, channel after channel.
  std::vector<std::uint8_t> target;
  //! Numbers of the masked tokens, ascending.
  std::vector<std::int32_t> mask;
};

/**
 * Makes training samples, each a function of its running number alone, all of one shape.
 *
 * Not shared between threads: every thread has its own clone().
 */
class SampleMaker
{
public:
  virtual ~SampleMaker() = default;

  virtual SampleShape shape() const = 0;
  //! Sample \a number of the training, counted from its very beginning. Throws what reading the scenes
  //! throws.
  virtual Sample sample( std::uint64_t number ) = 0;
  virtual std::unique_ptr<SampleMaker> clone() const = 0;
};

} // namespace calving
