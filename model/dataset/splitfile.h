#pragma once

#include <string>

#include "model/dataset/datasetsplit.h"

namespace calving
{

//! \name split.csv of a data set: how its scenes are split, so that scenes added later are split alike.
//!@{
//! \a options, with the date and gap that the data set \a folder has, if it is split by time already.
DatasetSplitOptions settledSplit( const std::string &folder, DatasetSplitOptions options );
//! Throws Error where the data set \a folder is split by another method than \a options say.
void requireSameMethod( const std::string &folder, const DatasetSplitOptions &options );
//! Writes the file unless it is there. Throws Error if that is not possible.
void writeSplitFile( const std::string &folder, const DatasetSplitOptions &options );
//!@}

} // namespace calving
