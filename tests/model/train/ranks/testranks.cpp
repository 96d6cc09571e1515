#include <arpa/inet.h>

#include <map>

#include <QtTest>

#include "model/train/ranks/environmentvalues.h"
#include "model/train/ranks/rankaddress.h"
#include "model/train/ranks/slurmstep.h"
#include "support/expecterror.h"
#include "support/rankprocesses.h"

using namespace calving;

namespace
{

using Variables = std::map<std::string, std::string>;

Ranks ranksOf( const Variables &variables )
{
  return ranksFrom(
      [&variables]( const char *name )
      {
        const auto found = variables.find( name );
        return found == variables.end() ? nullptr : found->second.c_str();
      } );
}

const Variables torchrun{ { "RANK", "2" },           { "WORLD_SIZE", "4" },
                          { "MASTER_ADDR", "ice1" }, { "MASTER_PORT", "29500" },
                          { "LOCAL_RANK", "1" },     { "LOCAL_WORLD_SIZE", "2" } };

// As srun sets them for the third of five tasks on two hosts.
const Variables step{ { "SLURM_JOB_ID", "812345" },
                      { "SLURM_STEP_ID", "3" },
                      { "SLURM_PROCID", "3" },
                      { "SLURM_LOCALID", "0" },
                      { "SLURM_NODEID", "1" },
                      { "SLURM_NTASKS", "5" },
                      { "SLURM_STEP_NUM_TASKS", "5" },
                      { "SLURM_STEP_NUM_NODES", "2" },
                      { "SLURM_STEP_NODELIST", "ice[08-09]" },
                      { "SLURM_JOB_NODELIST", "ice[01-09]" },
                      { "SLURM_STEP_TASKS_PER_NODE", "3,2" },
                      { "SLURM_CPUS_PER_TASK", "8" } };

Variables changed( Variables variables, const std::string &name, const std::string &value )
{
  if ( value.empty() )
    variables.erase( name );
  else
    variables[name] = value;
  return variables;
}

bool reaches( const char *address, int port )
{
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_port = htons( static_cast<std::uint16_t>( port ) );
  inet_pton( AF_INET, address, &place.sin_addr );
  const int handle = socket( AF_INET, SOCK_STREAM, 0 );
  const bool reached = connect( handle, reinterpret_cast<sockaddr *>( &place ), sizeof place ) == 0;
  ::close( handle );
  return reached;
}

} // namespace

class TestRanks : public QObject
{
  Q_OBJECT

private slots:
  void isAloneWithoutALauncher();
  void readsTorchrun();
  void readsSlurm();
  void isAloneOutsideOfAStep();
  void refusesContradictions_data();
  void refusesContradictions();
  void findsTheFirstHost_data();
  void findsTheFirstHost();
  void countsTasksOfANode();
  void listensWhereOthersCanReachIt();
  void awaitsOthersAtOneAddressAlone();
  void keepsOthersQuiet();
};

void TestRanks::isAloneWithoutALauncher()
{
  QVERIFY( !ranksOf( {} ).several() );
  QVERIFY( ranksOf( {} ).first() );
  QVERIFY( !ranksOf( { { "RANK", "0" }, { "WORLD_SIZE", "1" } } ).several() );
  // Left over in a shell: says nothing without a rank.
  QVERIFY( !ranksOf( { { "MASTER_ADDR", "ice1" }, { "MASTER_PORT", "29500" } } ).several() );
}

void TestRanks::readsTorchrun()
{
  const Ranks ranks = ranksOf( torchrun );
  QCOMPARE( ranks.rank, 2 );
  QCOMPARE( ranks.count, 4 );
  QCOMPARE( ranks.address, std::string( "ice1" ) );
  QCOMPARE( ranks.port, 29500 );
  QCOMPARE( ranks.localRank, 1 );
  QCOMPARE( ranks.localCount, 2 );
  QCOMPARE( ranks.timeout, 45.0 );
  QCOMPARE( ranksOf( changed( torchrun, "CALVINGFRONT_TIMEOUT", "5" ) ).timeout, 5.0 );

  Variables together = changed( torchrun, "MASTER_ADDR", "127.0.0.1" );
  together = changed( changed( together, "LOCAL_RANK", "" ), "LOCAL_WORLD_SIZE", "" );
  QCOMPARE( ranksOf( together ).localRank, 2 );
  QCOMPARE( ranksOf( together ).localCount, 4 );
}

void TestRanks::readsSlurm()
{
  const Ranks ranks = ranksOf( step );
  QCOMPARE( ranks.rank, 3 );
  QCOMPARE( ranks.count, 5 );
  QCOMPARE( ranks.address, std::string( "ice08" ) );
  QCOMPARE( ranks.localRank, 0 );
  QCOMPARE( ranks.localCount, 2 );
  QCOMPARE( ranks.cores, 8 );
  QVERIFY( ranks.port > 1024 && ranks.port < 32768 );
  QVERIFY( ranksOf( changed( step, "SLURM_STEP_ID", "4" ) ).port != ranks.port );
  QVERIFY( ranksOf( changed( step, "SLURM_JOB_ID", "812346" ) ).port != ranks.port );
  QCOMPARE( ranksOf( changed( step, "SLURM_STEP_NUM_NODES", "1" ) ).address, std::string( "127.0.0.1" ) );
  QCOMPARE( ranksOf( changed( step, "MASTER_ADDR", "10.0.0.7" ) ).address, std::string( "10.0.0.7" ) );
  QCOMPARE( ranksOf( changed( step, "MASTER_PORT", "7000" ) ).port, 7000 );
  // torchrun, started once per host by srun, comes first.
  Variables both = step;
  both.insert( torchrun.begin(), torchrun.end() );
  QCOMPARE( ranksOf( both ).count, 4 );
}

void TestRanks::isAloneOutsideOfAStep()
{
  QVERIFY( !ranksOf( changed( step, "SLURM_PROCID", "" ) ).several() );
  QVERIFY( !ranksOf( changed( step, "SLURM_STEP_NUM_TASKS", "1" ) ).several() );
  Variables batch = changed( changed( step, "SLURM_STEP_ID", "" ), "SLURM_STEP_NUM_TASKS", "" );
  QVERIFY( !ranksOf( changed( batch, "ENVIRONMENT", "BATCH" ) ).several() );
}

void TestRanks::refusesContradictions_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<QString>( "value" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "no count" ) << "WORLD_SIZE"
                              << ""
                              << "The variable WORLD_SIZE is not set, but others of";
  QTest::newRow( "no rank" ) << "RANK"
                             << ""
                             << "The variable RANK is not set, but others of";
  QTest::newRow( "no address" ) << "MASTER_ADDR"
                                << ""
                                << "The variable MASTER_ADDR is not set";
  QTest::newRow( "too high" ) << "RANK"
                              << "4"
                              << "RANK is 4, but WORLD_SIZE is 4: ranks are counted from 0 to 3.";
  QTest::newRow( "negative" ) << "RANK"
                              << "-1"
                              << "The variable RANK is “-1”, but must be a whole number from 0 on.";
  QTest::newRow( "text" ) << "WORLD_SIZE"
                          << "four"
                          << "The variable WORLD_SIZE is “four”";
  QTest::newRow( "port" ) << "MASTER_PORT"
                          << "70000"
                          << "MASTER_PORT is 70000, but ports end at 65535.";
  QTest::newRow( "timeout" ) << "CALVINGFRONT_TIMEOUT"
                             << "0"
                             << "The variable CALVINGFRONT_TIMEOUT is “0”";
}

void TestRanks::refusesContradictions()
{
  QFETCH( QString, name );
  QFETCH( QString, value );
  QFETCH( QString, sentence );
  EXPECT_ERROR( ranksOf( changed( torchrun, name.toStdString(), value.toStdString() ) ),
                qUtf8Printable( sentence ) );
}

void TestRanks::findsTheFirstHost_data()
{
  QTest::addColumn<QString>( "list" );
  QTest::addColumn<QString>( "host" );
  QTest::newRow( "one" ) << "ice"
                         << "ice";
  QTest::newRow( "two" ) << "ice,sea"
                         << "ice";
  QTest::newRow( "range" ) << "ice[03-05,9],sea"
                           << "ice03";
  QTest::newRow( "single in brackets" ) << "ice[12]"
                                        << "ice12";
  QTest::newRow( "middle" ) << "rack[2,4]-node[07-09]"
                            << "rack2-node07";
  QTest::newRow( "domain" ) << "ice[1-2].pole.org,x"
                            << "ice1.pole.org";
  QTest::newRow( "none" ) << ""
                          << "";
}

void TestRanks::findsTheFirstHost()
{
  QFETCH( QString, list );
  QFETCH( QString, host );
  QCOMPARE( QString::fromStdString( firstHost( list.toStdString() ) ), host );
}

void TestRanks::countsTasksOfANode()
{
  QCOMPARE( taskCount( "4", 0 ), 4 );
  QCOMPARE( taskCount( "2(x3),1", 2 ), 2 );
  QCOMPARE( taskCount( "2(x3),1", 3 ), 1 );
  QCOMPARE( taskCount( "2(x3),1", 4 ), 0 );
  QCOMPARE( taskCount( "", 0 ), 0 );
}

void TestRanks::listensWhereOthersCanReachIt()
{
  QCOMPARE( addressToward( "127.0.0.1", 29500 ), std::string( "127.0.0.1" ) );
  QCOMPARE( addressToward( "no.such.host.invalid", 29500 ), std::string() );
  QCOMPARE( listeningAddress( "10.0.0.2", { "127.0.1.1", "10.0.0.2" }, 29500 ), std::string( "10.0.0.2" ) );
  QCOMPARE( listeningAddress( "127.0.1.1", { "127.0.1.1", "127.0.1.1" }, 29500 ),
            std::string( "127.0.1.1" ) );
}

//! All of 127.0.0.0/8 is this machine.
void TestRanks::awaitsOthersAtOneAddressAlone()
{
  const int port = freePort();
  const int listening = listeningSocket( "127.0.0.1", port );
  QVERIFY( listening >= 0 );
  QVERIFY( reaches( "127.0.0.1", port ) );
  QVERIFY( !reaches( "127.0.0.2", port ) );
  QCOMPARE( listeningSocket( "127.0.0.1", port ), -1 ); // taken
  ::close( listening );
  QVERIFY( !reaches( "127.0.0.1", port ) );
  QCOMPARE( listeningSocket( "192.0.2.1", port ), -1 ); // an address for documentation, nobody's own
  QCOMPARE( listeningSocket( "a.name", port ), -1 );
}

void TestRanks::keepsOthersQuiet()
{
  int said = 0;
  bool stop = false;
  Feedback feedback;
  feedback.progress = [&]( double ) { return ++said < 0; };
  feedback.stopped = [&] { return stop; };
  feedback.info = feedback.warning = [&]( const std::string & ) { ++said; };
  Ranks ranks;
  ranks.count = 2;
  ranks.rank = 1;
  const Feedback quiet = feedbackOf( ranks, feedback );
  quiet.inform( "x" );
  quiet.warn( "x" );
  quiet.report( 0.5 );
  QCOMPARE( said, 0 );
  stop = true;
  QVERIFY_EXCEPTION_THROWN( quiet.report( 0.5 ), Cancelled );
  ranks.rank = 0;
  feedbackOf( ranks, feedback ).inform( "x" );
  QCOMPARE( said, 1 );
}

QTEST_GUILESS_MAIN( TestRanks )
#include "testranks.moc"
