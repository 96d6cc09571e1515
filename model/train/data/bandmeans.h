#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace calving
{

struct Batch;

//! How far a prediction would be off that knew nothing but the mean of each band over the pixels it is asked
//! for.
class BandMeans
{
public:
  //! Adds what \a batch asks for: the masked tokens of its targets, else all pixels; of the SAR image where
  //! there is no optical one.
  void add( const Batch &batch );

  //! Mean absolute difference, values from 0 to 1; NaN where nothing was added.
  double loss() const;

private:
  //! For each band, how often each value occurs.
  std::vector<std::array<std::uint64_t, 256>> mCounts;
};

} // namespace calving
