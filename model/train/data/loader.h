#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "model/train/data/samplemaker.h"

namespace calving
{

//! Samples for one step, one after the other in each of their parts.
struct Batch
{
  //! Running number of the first sample.
  std::uint64_t first = 0;
  int count = 0;
  int side = 0;
  //! Of each sample.
  int frames = 1;
  //! count x frames x side x side.
  std::vector<std::uint8_t> grey;
  //! The same, or empty.
  std::vector<std::uint8_t> zones;
  //! count x targetChannels x side x side.
  int targetChannels = 0;
  std::vector<std::uint8_t> target;
  //! count x maskedTokens.
  int maskedTokens = 0;
  std::vector<std::int32_t> mask;
};

struct LoaderOptions
{
  int batch = 16;
  //! Every process takes its part of each batch of all: the one of number \a rank, out of so many.
  int ranks = 1;
  int rank = 0;
  //! Background threads; 0 leaves one core to the network and uses the others.
  int threads = 0;
  //! Batches made ahead at most: the bound of the memory used.
  int ahead = 4;
};

/**
 * Makes batches in background threads.
 *
 * Batches come in order and hold the same samples whatever the number of threads. Used by one thread.
 */
class Loader
{
public:
  //! Starts at sample \a first. \a maker is cloned for each thread.
  Loader( const SampleMaker &maker, const LoaderOptions &options, std::uint64_t first = 0 );
  //! Stops the threads; returns when they have ended.
  ~Loader();

  //! The next batch. Throws what a thread met while it made it.
  Batch next();
  //! Seconds that next() has waited for the threads so far.
  double secondsWaited() const;

private:
  struct Shared;
  std::unique_ptr<Shared> mShared;
};

} // namespace calving
