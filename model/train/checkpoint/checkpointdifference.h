#pragma once

#include <string>

namespace calving
{

//! What differs between the fingerprints of the training that a checkpoint holds and of the one asked for, as
//! part of a sentence: “it was made with …; asked for are …”.
std::string checkpointDifference( const std::string &saved, const std::string &asked );

} // namespace calving
