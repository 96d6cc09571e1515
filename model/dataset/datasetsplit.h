#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace calving
{

enum class SplitMethod
{
  //! What the data set has; for a new one by glacier, where several do not overlap, else by time.
  Automatic,
  //! Whole glaciers validate: shows how the network does on glaciers that it has not seen.
  Glacier,
  //! The latest scenes validate.
  Time,
  //! None validates.
  None
};

//! Which scenes of a data set are to validate.
struct DatasetSplitOptions
{
  SplitMethod method = SplitMethod::Glacier;
  //! Share of the scenes that validates.
  double share = 0.1;
  //! Glaciers that validate, by name; empty: chosen by the seed.
  std::vector<std::string> holdout;
  std::uint64_t seed = 1;
  //! By time: scenes from this date (YYYY-MM-DD) on validate; empty: found from the share.
  std::string from;
  //! By time: scenes less than so many days before that date are left out, because little changes in between.
  int gapDays = 12;
};

//! A scene as far as the split cares.
struct SplitScene
{
  std::string glacier;
  std::string date;
  //! Number of the group of glaciers whose areas overlap; they show the same ground and never come apart.
  int group = 0;
};

enum class SplitPart
{
  Training,
  Validation,
  LeftOut
};

/**
 * Where each of \a scenes goes.
 *
 * By glacier: whole groups in the order of the seed, of which those are taken that bring the share nearer to
 * the wanted one; \a settled tells of groups that scenes of an earlier run belong to, which they keep. By
 * time: one date for all glaciers (options.from, or found and stored there). REQUIRES: a method that is not
 * Automatic. Throws Error where that leaves nothing to train on or to validate with, a glacier
 * to hold out is unknown, a share lies outside 0 to 1 or, by time, a scene has no date.
 */
std::vector<SplitPart> splitDataset( const std::vector<SplitScene> &scenes,
                                     const std::map<int, SplitPart> &settled, DatasetSplitOptions &options );

//! Throws Error, saying what to do, where a split by glacier is wanted of \a glaciers that form one group
//! only.
void requireSeveralGlaciers( const std::vector<std::string> &glaciers, int groups,
                             const DatasetSplitOptions &options );

//! \a method as a word: "auto", "glacier", "time" or "none".
const char *nameOf( SplitMethod method );

//! Days from \a first to \a second (YYYY-MM-DD each).
int daysBetween( const std::string &first, const std::string &second );

} // namespace calving
