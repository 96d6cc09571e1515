#pragma once

#include <chrono>

namespace calving
{

/**
 * A computation of ours, which runs for as long as this lives.
 *
 * QGIS ends without waiting for its tasks (3.40), so that what they use goes meanwhile: GDAL's drivers, the
 * provider, what the script owns; or waits for them without asking them to stop (3.22). So ours are counted,
 * and end before.
 */
class Computation
{
public:
  //! Throws Cancelled where none may begin.
  Computation();
  ~Computation();
  Computation( const Computation & ) = delete;
  Computation &operator=( const Computation & ) = delete;
};

//! Asks all computations to stop and waits for those of other threads, no longer than \a patience. Returns
//! whether they have ended. None may begin any more, until allowComputations().
bool endComputations( std::chrono::milliseconds patience );
void allowComputations();

//! Whether they were asked to stop.
bool computationsMustEnd();

} // namespace calving
