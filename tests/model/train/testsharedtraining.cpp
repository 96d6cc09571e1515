#include <torch/torch.h>

#include <csignal>

#include <QtTest>

#include "model/train/checkpoint/checkpoint.h"
#include "rankworker.h"
#include "support/quicktraining.h"
#include "support/rankprocesses.h"

using namespace calving;

using Variables = QMap<QString, QString>;
Q_DECLARE_METATYPE( Variables )

//! Several processes of this program train together.
class TestSharedTraining : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void equalsOneProcessWithTheBatchOfAll_data();
  void equalsOneProcessWithTheBatchOfAll();
  void trainsOnTwoHosts();
  void continuesWithAnotherNumberOfProcesses();
  void stopsTogetherWhereOneIsAskedTo();
  void endsWhereARankDiesAndContinuesToTheSameBits();
  void endsWhereARankHangs();
  void saysWhichRanksAreMissing();
  void refusesRanksThatTrainOtherwise();

private:
  QString program() const { return QCoreApplication::applicationFilePath(); }
  //! The variables of a training that writes to the folder \a name.
  Variables training( const QString &name, Variables more = {} ) const;
  std::vector<Ended> train( int ranks, const Variables &variables );
  Checkpoint checkpoint( const QString &name ) const;
  void untilCheckpoint( const QString &name ) const;

  std::unique_ptr<QTemporaryDir> mFolder;
};

void TestSharedTraining::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
}

Variables TestSharedTraining::training( const QString &name, Variables more ) const
{
  QDir( mFolder->path() ).mkpath( name );
  more["TRAIN_FOLDER"] = mFolder->filePath( name );
  return more;
}

std::vector<Ended> TestSharedTraining::train( int ranks, const Variables &variables )
{
  if ( ranks == 1 )
    return { run( program(), {}, { variables, {} } ) };
  return RankProcesses( ranks, program(), {}, variables ).ended();
}

Checkpoint TestSharedTraining::checkpoint( const QString &name ) const
{
  return readCheckpoint( mFolder->filePath( name + "/checkpoint.safetensors" ).toStdString() );
}

void TestSharedTraining::untilCheckpoint( const QString &name ) const
{
  QTRY_VERIFY_WITH_TIMEOUT( QFile::exists( mFolder->filePath( name + "/checkpoint.safetensors" ) ), 60000 );
}

void TestSharedTraining::equalsOneProcessWithTheBatchOfAll_data()
{
  QTest::addColumn<int>( "ranks" );
  QTest::addColumn<Variables>( "variables" );
  QTest::addColumn<double>( "tolerance" );
  QTest::newRow( "zones" ) << 2 << Variables() << 1e-5;
  QTest::newRow( "zones, accumulated" ) << 2 << Variables{ { "TRAIN_ACCUMULATE", "2" } } << 1e-5;
  QTest::newRow( "zones, three" ) << 3 << Variables() << 1e-5;
  QTest::newRow( "OptSimMIM" ) << 2 << Variables{ { "TRAIN_METHOD", "OptSimMIM" } } << 1e-5;
  QTest::newRow( "OptTranslator" ) << 2 << Variables{ { "TRAIN_METHOD", "OptTranslator" } } << 1e-5;
}

//! Losses of pre-training and cross entropy are means over samples; Dice is not: its sums are exchanged.
void TestSharedTraining::equalsOneProcessWithTheBatchOfAll()
{
  QFETCH( int, ranks );
  QFETCH( Variables, variables );
  QFETCH( double, tolerance );
  for ( const Ended &rank : train( ranks, training( "all", variables ) ) )
    QVERIFY2( rank.code == 0, rank.text() );
  variables["TRAIN_BATCH"] = QString::number( 2 * ranks );
  const Ended one = train( 1, training( "one", variables ) )[0];
  QVERIFY2( one.code == 0, one.text() );
  VERIFY_SAME_TRAINING( checkpoint( "one" ), checkpoint( "all" ), tolerance );
}

//! Each host has a network of its own, and the name of rank 0 is that of its loopback there.
void TestSharedTraining::trainsOnTwoHosts()
{
  const Ended hosts = run( SOURCE_FOLDER "/tests/twohosts", { program() }, { training( "two" ), {} } );
  if ( hosts.code == 77 )
    QSKIP( "This needs root and network namespaces." );
  QVERIFY2( hosts.code == 0, hosts.text() );
  train( 1, training( "one", { { "TRAIN_BATCH", "4" } } ) );
  VERIFY_SAME_TRAINING( checkpoint( "one" ), checkpoint( "two" ), 1e-5 );
}

void TestSharedTraining::continuesWithAnotherNumberOfProcesses()
{
  train( 2, training( "two", { { "TRAIN_EPOCHS", "1" } } ) );
  const Ended rest = train(
      1, training( "rest", { { "TRAIN_BATCH", "4" },
                             { "TRAIN_RESUME", mFolder->filePath( "two/checkpoint.safetensors" ) } } ) )[0];
  QVERIFY2( rest.code == 0, rest.text() );
  train( 1, training( "whole", { { "TRAIN_BATCH", "4" } } ) );
  VERIFY_SAME_TRAINING( checkpoint( "whole" ), checkpoint( "rest" ), 1e-5 );
}

//! Rank 1 is asked to stop when its fourth step begins; both end that step.
void TestSharedTraining::stopsTogetherWhereOneIsAskedTo()
{
  const std::vector<Ended> ranks =
      train( 2, training( "two", { { "TRAIN_EPOCHS", "1000" }, { "TRAIN_CANCEL", "1" } } ) );
  for ( const Ended &rank : ranks )
  {
    QVERIFY2( rank.code == 0, rank.text() );
    QVERIFY2( rank.out.contains( "Cancelled: the training was stopped after epoch 1 of 1000." ),
              rank.text() );
    QVERIFY2( rank.out.contains( " 4 steps" ), rank.text() );
  }
  QVERIFY( ranks[0].out.contains( "on 2 processes" ) );
  QVERIFY( ranks[0].out.contains( "% of the time for their communication" ) );
  QVERIFY2( !ranks[1].out.contains( "Epoch" ), ranks[1].text() );
}

void TestSharedTraining::endsWhereARankDiesAndContinuesToTheSameBits()
{
  RankProcesses ranks( 2, program(), {}, training( "part", { { "TRAIN_EPOCHS", "1000" } } ) );
  untilCheckpoint( "part" );
  ranks.signal( 1, SIGKILL );
  QElapsedTimer timer;
  timer.start();
  const Ended first = ranks.ended()[0];
  QVERIFY2( timer.elapsed() < 30000, qPrintable( QString::number( timer.elapsed() ) + " ms" ) );
  QVERIFY2( first.code == 1, first.text() );
  QVERIFY2( first.err.contains(
                "Another rank of the training has ended or does not answer any more (this is rank 0 of 2" ),
            first.text() );
  const QString saved = mFolder->filePath( "part/checkpoint.safetensors" );
  QVERIFY2( first.err.contains( "Continue from the checkpoint " + saved ), first.text() );

  const int epochs = checkpoint( "part" ).state.epoch + 2;
  const QString until = QString::number( epochs );
  for ( const Ended &rank :
        train( 2, training( "rest", { { "TRAIN_EPOCHS", until }, { "TRAIN_RESUME", saved } } ) ) )
    QVERIFY2( rank.code == 0, rank.text() );
  train( 2, training( "whole", { { "TRAIN_EPOCHS", until } } ) );
  VERIFY_SAME_TRAINING( checkpoint( "whole" ), checkpoint( "rest" ), 0 );
}

void TestSharedTraining::endsWhereARankHangs()
{
  RankProcesses ranks( 2, program(), {},
                       training( "part", { { "TRAIN_EPOCHS", "1000" }, { "CALVINGFRONT_TIMEOUT", "10" } } ) );
  untilCheckpoint( "part" );
  ranks.signal( 1, SIGSTOP );
  const Ended first = ended( ranks[0], 40 );
  ranks.signal( 1, SIGKILL );
  ended( ranks[1], 10 );
  QVERIFY2( first.code == 1, first.text() );
  QVERIFY2( first.err.contains( "does not answer any more" ), first.text() );
}

void TestSharedTraining::saysWhichRanksAreMissing()
{
  Variables alone =
      training( "alone", { { "WORLD_SIZE", "3" }, { "RANK", "0" }, { "CALVINGFRONT_TIMEOUT", "1" } } );
  alone["MASTER_ADDR"] = "127.0.0.1";
  alone["MASTER_PORT"] = QString::number( freePort() );
  Ended rank = train( 1, alone )[0];
  QVERIFY2( rank.code == 1, rank.text() );
  QVERIFY2( rank.err.contains( "Of the 3 ranks, these did not come within 1 s: 1, 2." ), rank.text() );
  alone["RANK"] = "2";
  rank = train( 1, alone )[0];
  QVERIFY2( rank.code == 1, rank.text() );
  QVERIFY2( rank.err.contains( "Rank 2 could not reach rank 0 at 127.0.0.1, port" ), rank.text() );
}

void TestSharedTraining::refusesRanksThatTrainOtherwise()
{
  const Variables variables = training( "two", { { "MASTER_ADDR", "127.0.0.1" },
                                                 { "MASTER_PORT", QString::number( freePort() ) },
                                                 { "WORLD_SIZE", "2" } } );
  QProcess processes[2];
  for ( int rank = 0; rank < 2; ++rank )
  {
    Start start{ variables, {} };
    start.environment["RANK"] = QString::number( rank );
    start.environment["TRAIN_SEED"] = QString::number( 5 + rank );
    prepare( processes[rank], start );
    processes[rank].start( program(), QStringList() );
  }
  const Ended first = ended( processes[0], 60 );
  const Ended second = ended( processes[1], 60 );
  QVERIFY2( first.code == 1, first.text() );
  QVERIFY2( second.code == 1, second.text() );
  QVERIFY2( second.err.contains( "Rank 1 has other scenes or options (" ), second.text() );
}

int main( int argc, char **argv )
{
  if ( qEnvironmentVariableIsSet( "TRAIN_FOLDER" ) )
    return rankworker::run();
  QCoreApplication application( argc, argv );
  TestSharedTraining test;
  return QTest::qExec( &test, argc, argv );
}
#include "testsharedtraining.moc"
