#pragma once

#include <optional>

#include "model/train/ranks/ranks.h"

namespace calving
{

/**
 * The ranks of the job step of Slurm that `srun` started this process in; nothing outside of such a step, as
 * in a batch script or an interactive allocation.
 *
 * Rank 0 is on the first host of the step, where the port follows from the numbers of job and step;
 * MASTER_ADDR and MASTER_PORT come first.
 */
std::optional<Ranks> slurmStep( const Environment &environment );

//! The first name of a list of hosts as Slurm writes it, such as "front[07-09,12],sea".
std::string firstHost( const std::string &list );

//! Element \a node of a list of numbers as Slurm writes it, such as "2(x3),1"; 0 where it ends before.
int taskCount( const std::string &list, int node );

} // namespace calving
