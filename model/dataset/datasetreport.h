#pragma once

#include <string>
#include <vector>

#include "model/dataset/datasetmanifest.h"

namespace calving
{

//! Where the quick-look page of the data set \a folder lies.
std::string datasetReportPath( const std::string &folder );

/**
 * Writes the quick-look page: what the data set holds, for each glacier its optical image, some scenes, and
 * both chequered to show that they align, and \a problems.
 *
 * Throws Error, naming the file, if a picture cannot be read or the page not be written.
 */
void writeDatasetReport( const std::string &folder, const std::vector<DatasetRow> &rows,
                         const std::vector<std::string> &problems );

} // namespace calving
