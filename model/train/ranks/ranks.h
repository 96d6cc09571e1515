#pragma once

#include <functional>
#include <string>

#include "model/feedback.h"

namespace calving
{

//! Several processes that train one network together, on one machine or many, and which of them this one is.
struct Ranks
{
  //! This process, from 0.
  int rank = 0;
  int count = 1;
  //! Where rank 0 awaits the others.
  std::string address;
  int port = 0;
  //! This process among those of its machine, and how many these are.
  int localRank = 0;
  int localCount = 1;
  //! Cores that the launcher gives this process; 0: it does not say.
  int cores = 0;
  //! A rank that is silent for so many seconds counts as dead.
  double timeout = 45;

  bool several() const { return count > 1; }
  //! Rank 0 decides, reports and writes.
  bool first() const { return rank == 0; }
};

//! The value of a variable; null where it is not set.
using Environment = std::function<const char *( const char *name )>;

/**
 * The ranks that \a environment describes: RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT as torchrun sets
 * them, else the variables of a job step of Slurm; one rank where there are neither.
 *
 * CALVINGFRONT_TIMEOUT sets the timeout. Throws Error, naming the variables, where they contradict one
 * another.
 */
Ranks ranksFrom( const Environment &environment );

//! \a feedback on rank 0; on others one that reports nothing but asks whether to stop.
Feedback feedbackOf( const Ranks &ranks, const Feedback &feedback );

} // namespace calving
