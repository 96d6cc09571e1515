#include "model/train/ranks/slurmstep.h"

#include <cstdlib>
#include <sstream>

#include "model/train/ranks/environmentvalues.h"

namespace calving
{

namespace
{

constexpr int firstPort = 15000;
// Below the ports that Linux gives to outgoing connections, from 32768 on.
constexpr int portCount = 15000;

//! Differs for steps of one job, and for jobs of two clusters on one host.
int portOf( const Environment &environment )
{
  const int job = numberOf( environment, "SLURM_JOB_ID", 0, 0 );
  const int step = numberOf( environment, "SLURM_STEP_ID", 0, 0 );
  const int launcher = numberOf( environment, "SLURM_SRUN_COMM_PORT", 0, 0 );
  return firstPort + ( job % portCount + 97 * ( step % portCount ) + launcher ) % portCount;
}

std::string addressOf( const Environment &environment )
{
  const char *name = "SLURM_STEP_NUM_NODES";
  if ( numberOf( environment, name, 1, numberOf( environment, "SLURM_JOB_NUM_NODES", 1, 0 ) ) == 1 )
    return "127.0.0.1";
  for ( const char *list : { "SLURM_STEP_NODELIST", "SLURM_JOB_NODELIST" } )
    if ( const std::string host = firstHost( textOf( environment, list ) ); !host.empty() )
      return host;
  return textOf( environment, "SLURM_LAUNCH_NODE_IPADDR" );
}

//! Only `srun` numbers the steps; the tasks of a batch script are what it may start, not what has started.
int tasksOf( const Environment &environment )
{
  const bool batch = textOf( environment, "ENVIRONMENT" ) == "BATCH";
  if ( batch && textOf( environment, "SLURM_STEP_ID" ).empty() )
    return 1;
  const int tasks = numberOf( environment, "SLURM_NTASKS", 1, 1 );
  return numberOf( environment, "SLURM_STEP_NUM_TASKS", 1, tasks );
}

} // namespace

std::optional<Ranks> slurmStep( const Environment &environment )
{
  if ( textOf( environment, "SLURM_PROCID" ).empty() || tasksOf( environment ) == 1 )
    return {};
  Ranks ranks;
  ranks.count = tasksOf( environment );
  ranks.rank = numberOf( environment, "SLURM_PROCID", 0, 0 );
  if ( ranks.rank >= ranks.count )
    throw Error( "SLURM_PROCID is " + std::to_string( ranks.rank ) + ", but there are only " +
                 std::to_string( ranks.count ) + " tasks, counted from 0." );
  ranks.address = textOf( environment, "MASTER_ADDR" );
  if ( ranks.address.empty() )
    ranks.address = addressOf( environment );
  if ( ranks.address.empty() )
    throw Error( "Slurm does not say where rank 0 runs: set MASTER_ADDR to its host." );
  ranks.port = numberOf( environment, "MASTER_PORT", 1, portOf( environment ) );
  ranks.localRank = numberOf( environment, "SLURM_LOCALID", 0, 0 );
  const int node = numberOf( environment, "SLURM_NODEID", 0, 0 );
  ranks.localCount = std::max( 1, taskCount( textOf( environment, "SLURM_STEP_TASKS_PER_NODE" ), node ) );
  ranks.cores = numberOf( environment, "SLURM_CPUS_PER_TASK", 1, 0 );
  return ranks;
}

std::string firstHost( const std::string &list )
{
  const std::size_t end = list.find_first_of( ",[" );
  const std::string name = list.substr( 0, end );
  if ( end == std::string::npos || list[end] == ',' )
    return name;
  const std::size_t close = list.find( ']', end );
  const std::string numbers = list.substr( end + 1, list.find_first_of( "-,]", end ) - end - 1 );
  const std::string rest = close == std::string::npos ? "" : list.substr( close + 1 );
  return name + numbers + firstHost( rest );
}

int taskCount( const std::string &list, int node )
{
  std::istringstream parts( list );
  for ( std::string part; std::getline( parts, part, ',' ); )
  {
    const std::size_t times = part.find( "(x" );
    node -= times == std::string::npos ? 1 : std::atoi( part.c_str() + times + 2 );
    if ( node < 0 )
      return std::atoi( part.c_str() );
  }
  return 0;
}

} // namespace calving
