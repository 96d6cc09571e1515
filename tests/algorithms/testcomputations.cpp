#include <future>
#include <thread>

#include <QtTest>

#include "algorithms/computations.h"
#include "model/error.h"

using namespace calving;
using namespace std::chrono_literals;

//! How computations are ended before what they use goes.
class TestComputations : public QObject
{
  Q_OBJECT

private slots:
  void cleanup() { allowComputations(); }

  void endWhenAsked();
  void areWaitedForNoLongerThanPatienceLasts();
  void doNotWaitForTheirOwnThread();
  void doNotBeginOnceAllMustEnd();
};

//! A thread that computes until it is asked to stop, and then takes \a ending to do so.
static std::thread computing( std::chrono::milliseconds ending )
{
  std::promise<void> begun;
  std::thread thread(
      [&begun, ending]
      {
        const Computation computation;
        begun.set_value();
        while ( !computationsMustEnd() )
          std::this_thread::sleep_for( 1ms );
        std::this_thread::sleep_for( ending );
      } );
  begun.get_future().wait();
  return thread;
}

void TestComputations::endWhenAsked()
{
  QVERIFY( !computationsMustEnd() );
  std::thread first = computing( 0ms );
  std::thread second = computing( 100ms );
  QElapsedTimer timer;
  timer.start();
  const bool ended = endComputations( 30s );
  const qint64 milliseconds = timer.elapsed();
  first.join();
  second.join();
  QVERIFY( ended );
  QVERIFY2( milliseconds >= 100, qPrintable( QString::number( milliseconds ) ) );
}

void TestComputations::areWaitedForNoLongerThanPatienceLasts()
{
  std::thread slow = computing( 500ms );
  const bool ended = endComputations( 10ms );
  const bool endedLater = endComputations( 30s );
  slow.join();
  QVERIFY( !ended );
  QVERIFY( endedLater );
}

//! As where a script unloads the plugin from what it does for a computation's log.
void TestComputations::doNotWaitForTheirOwnThread()
{
  const Computation own;
  QVERIFY( endComputations( 0ms ) );
}

void TestComputations::doNotBeginOnceAllMustEnd()
{
  QVERIFY( endComputations( 0ms ) );
  QVERIFY_EXCEPTION_THROWN( Computation(), Cancelled );
  allowComputations();
  const Computation computation;
  QVERIFY( !computationsMustEnd() );
}

QTEST_APPLESS_MAIN( TestComputations )
#include "testcomputations.moc"
