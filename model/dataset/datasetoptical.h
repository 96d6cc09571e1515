#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/dataset/datasetplan.h"

namespace calving
{

//! The optical image of a glacier in a data set, and where it came from.
struct GlacierOptical
{
  //! Name of the file without folder.
  std::string file;
  std::string source;
  //! YYYY-MM-DD; empty where unknown.
  std::string date;
  std::optional<double> cloudShare;
};

/**
 * The optical image of \a glacier: the one that the data set has, else the image of the plan with the least
 * cloud (then the largest coverage) among those that show enough of the area, which is written to the folder.
 *
 * Nothing, and sentences in \a problems, where no image will do. Throws Error if it cannot be read or
 * written; Cancelled.
 */
std::optional<GlacierOptical> provideOptical( const BuildDatasetOptions &options, const DatasetPlan &plan,
                                              const GlacierPlan &glacier, std::vector<std::string> &problems,
                                              const Feedback &feedback );

} // namespace calving
