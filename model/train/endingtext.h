#pragma once

#include <string>

#include "model/train/checkpoint/trainstate.h"

namespace calving
{

//! \name Why a training ended: what its log, its report and its model's card say.
//!@{
std::string allEpochsDone( int epochs );
std::string nothingImproved( int epochs );
//! The loss of step \a bad (from 0) was no number.
std::string lossIsNoNumber( const TrainState &state, std::uint64_t bad, std::uint64_t samplesPerStep );
//! \a what happened before \a epochs were done (0: no limit), and which weights the model has.
std::string endedEarly( const std::string &what, const TrainState &state, int epochs );
//!@}

//! How a training that ended early goes on from \a checkpoint (empty: none was asked for). Cards and reports,
//! which may be given to others, do not name the folders in it.
std::string howToGoOn( const std::string &checkpoint );

} // namespace calving
