#pragma once

#include <string>

#include "model/dataset/datasetsplit.h"

namespace calving
{

//! \name split.csv of a data set: how its scenes are split, so that scenes added later are split alike.
//!@{
//! \a options, with the method, date and gap that the data set \a folder has already. Throws Error where they
//! ask for another method or date.
DatasetSplitOptions settledSplit( const std::string &folder, DatasetSplitOptions options );
//! Writes the file unless it is there. Throws Error if that is not possible.
void writeSplitFile( const std::string &folder, const DatasetSplitOptions &options );
//!@}

} // namespace calving
