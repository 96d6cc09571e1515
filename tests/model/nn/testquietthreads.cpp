#include <QtTest>

#include <atomic>
#include <ctime>
#include <iostream>
#include <thread>

#include "model/nn/quietthreads.h"

//! Each claim starts this program again, without OMP_WAIT_POLICY, as QGIS Desktop runs.
class TestQuietThreads : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void waitingThreadsLeaveTheProcessorToOthers();
};

namespace
{

double steps( int count )
{
  double sum = 0;
  for ( int i = 1; i < count; ++i )
    sum += 1.0 / i;
  return sum;
}

//! Seconds of the processor that two threads take which wait for each other most of the time.
double secondsOfWork()
{
  std::atomic<double> result = 0;
  std::thread(
      [&result]
      {
        for ( int i = 0; i < 200; ++i )
        {
#pragma omp parallel num_threads( 2 )
          result = steps( 2000 );
          result = steps( 400000 );
        }
      } )
      .join();
  return static_cast<double>( std::clock() ) / CLOCKS_PER_SEC;
}

double secondsOf( const QString &mode, const QString &policy = {} )
{
  QProcess process;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.remove( "OMP_WAIT_POLICY" );
  if ( !policy.isEmpty() )
    environment.insert( "OMP_WAIT_POLICY", policy );
  process.setProcessEnvironment( environment );
  process.start( QCoreApplication::applicationFilePath(), { mode } );
  process.waitForFinished( 120000 );
  return process.readAllStandardOutput().toDouble();
}

} // namespace

void TestQuietThreads::waitingThreadsLeaveTheProcessorToOthers()
{
  if ( std::thread::hardware_concurrency() < 2 )
    QSKIP( "On one core, threads never spin" );
  const double loud = secondsOf( "loud" );
  const double passive = secondsOf( "loud", "PASSIVE" );
  // It depends on the machine and on what else it does how long OpenMP's threads spin.
  if ( loud < 1.3 * passive )
    QSKIP( "OpenMP's threads do not spin here" );
  const double quiet = secondsOf( "quiet" );
  QVERIFY2( quiet > 0 && quiet < ( loud + passive ) / 2,
            qPrintable( QString( "%1 s, %2 s, %3 s" ).arg( loud ).arg( passive ).arg( quiet ) ) );
}

int main( int count, char *words[] )
{
  const QByteArray mode = count == 2 ? words[1] : "";
  if ( mode == "loud" || mode == "quiet" )
  {
    if ( mode == "quiet" )
      calving::letThreadsWaitQuietly();
    std::cout << secondsOfWork() << std::flush;
    std::_Exit( 0 );
  }
  QCoreApplication application( count, words );
  TestQuietThreads test;
  return QTest::qExec( &test, count, words );
}

#include "testquietthreads.moc"
