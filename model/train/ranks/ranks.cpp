#include "model/train/ranks/ranks.h"

#include "model/train/ranks/environmentvalues.h"
#include "model/train/ranks/slurmstep.h"

namespace calving
{

namespace
{

constexpr int lastPort = 65535;

bool isLoopback( const std::string &address )
{
  return address == "localhost" || address == "::1" || address.rfind( "127.", 0 ) == 0;
}

//! Where nobody says how many processes share the machine: all, if rank 0 can only be reached from it.
void setLocal( Ranks &ranks, const Environment &environment )
{
  const bool together = isLoopback( ranks.address );
  ranks.localRank = numberOf( environment, "LOCAL_RANK", 0, together ? ranks.rank : 0 );
  ranks.localCount = numberOf( environment, "LOCAL_WORLD_SIZE", 1, together ? ranks.count : 1 );
}

void requireAll( const Environment &environment )
{
  for ( const char *name : { "RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT" } )
    if ( textOf( environment, name ).empty() )
      throw Error( "The variable " + std::string( name ) +
                   " is not set, but others of RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT are. Set all "
                   "four to train with several processes, or unset RANK and WORLD_SIZE to train with one." );
}

Ranks launchedRanks( const Environment &environment )
{
  Ranks ranks;
  const std::string count = textOf( environment, "WORLD_SIZE" );
  if ( ( count.empty() && textOf( environment, "RANK" ).empty() ) || count == "1" )
    return ranks;
  requireAll( environment );
  ranks.count = numberOf( environment, "WORLD_SIZE", 1, 1 );
  ranks.rank = numberOf( environment, "RANK", 0, 0 );
  if ( ranks.rank >= ranks.count )
    throw Error( "RANK is " + std::to_string( ranks.rank ) + ", but WORLD_SIZE is " +
                 std::to_string( ranks.count ) + ": ranks are counted from 0 to " +
                 std::to_string( ranks.count - 1 ) + "." );
  ranks.address = textOf( environment, "MASTER_ADDR" );
  ranks.port = numberOf( environment, "MASTER_PORT", 1, 0 );
  setLocal( ranks, environment );
  return ranks;
}

} // namespace

Ranks ranksFrom( const Environment &environment )
{
  std::optional<Ranks> step;
  if ( textOf( environment, "RANK" ).empty() )
    step = slurmStep( environment );
  Ranks ranks = step ? *step : launchedRanks( environment );
  if ( ranks.port > lastPort )
    throw Error( "MASTER_PORT is " + std::to_string( ranks.port ) + ", but ports end at " +
                 std::to_string( lastPort ) + "." );
  ranks.timeout = numberOf( environment, "CALVINGFRONT_TIMEOUT", 1, static_cast<int>( ranks.timeout ) );
  return ranks;
}

Feedback feedbackOf( const Ranks &ranks, const Feedback &feedback )
{
  if ( ranks.first() )
    return feedback;
  Feedback quiet;
  quiet.stopped = feedback.stopped;
  quiet.progress = [feedback]( double fraction )
  { return feedback.stopped ? !feedback.stopped() : !feedback.progress || feedback.progress( fraction ); };
  return quiet;
}

} // namespace calving
