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
  //! Which of the plan's images it is to be made of; null where the data set has it.
  const OpticalImage *image = nullptr;
};

/**
 * The optical image of \a glacier: the one that the data set has, else the image of the plan with the least
 * cloud (then the largest coverage) among those that show enough of the area.
 *
 * Nothing, and sentences in \a problems, where no image will do. Throws Error if one cannot be read;
 * Cancelled.
 */
std::optional<GlacierOptical> chooseOptical( const BuildDatasetOptions &options, const DatasetPlan &plan,
                                             const GlacierPlan &glacier, std::vector<std::string> &problems,
                                             const Feedback &feedback );

//! Writes \a optical to \a path on the grid of \a glacier. REQUIRES: it has an image. Throws Error if it
//! cannot be read or written; Cancelled.
void writeGlacierOptical( const GlacierOptical &optical, const GlacierPlan &glacier, const std::string &path,
                          const Feedback &feedback );

} // namespace calving
