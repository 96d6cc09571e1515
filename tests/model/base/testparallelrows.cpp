#include <QtTest>

#include <atomic>
#include <numeric>
#include <thread>

#include "model/base/parallelrows.h"
#include "model/error.h"

using namespace calving;

class TestParallelRows : public QObject
{
  Q_OBJECT

private slots:
  void doesEachRowOnce_data();
  void doesEachRowOnce();
  void deliversInOrderAndNotFarBehind();
  void failuresComeInThePlaceOfTheirRow();
  void thePollStopsTheWork();
};

void TestParallelRows::doesEachRowOnce_data()
{
  QTest::addColumn<int>( "threads" );
  for ( const int threads : { 1, 2, 7, 0 } )
    QTest::newRow( qPrintable( QString::number( threads ) ) ) << threads;
}

void TestParallelRows::doesEachRowOnce()
{
  QFETCH( int, threads );
  std::vector<std::atomic<int>> counts( 30 );
  parallelRows( 3, 30, { threads, {} }, [&]( int row ) { ++counts[row]; } );
  for ( int row = 0; row < 30; ++row )
    QCOMPARE( counts[row].load(), row < 3 ? 0 : 1 );
  std::vector<std::atomic<int>> margin( 5 );
  parallelRows( -2, 3, { threads, {} }, [&]( int row ) { ++margin[row + 2]; } );
  for ( const std::atomic<int> &count : margin )
    QCOMPARE( count.load(), 1 );
  parallelRows( 5, 5, { threads, {} }, [&]( int ) { QFAIL( "there is no row" ); } );
}

void TestParallelRows::deliversInOrderAndNotFarBehind()
{
  constexpr int threads = 3;
  std::atomic<int> begun{ 0 };
  int delivered = 0;
  int farthest = 0;
  std::vector<int> squares( 200 );
  std::vector<int> order;
  parallelRowsInOrder(
      0, 200, { threads, {} },
      [&]( int row )
      {
        ++begun;
        squares[row] = row * row;
      },
      [&]( int row )
      {
        order.push_back( squares[row] );
        farthest = std::max( farthest, begun - delivered );
        ++delivered;
      } );
  for ( int row = 0; row < 200; ++row )
    QCOMPARE( order[row], row * row );
  // The one delivered counts as such when it is asked for.
  QVERIFY2( farthest <= 2 * threads + 1, qPrintable( QString::number( farthest ) ) );
}

void TestParallelRows::failuresComeInThePlaceOfTheirRow()
{
  std::vector<int> delivered;
  const auto work = []( int row )
  {
    if ( row == 7 || row == 9 )
      throw Error( "row " + std::to_string( row ) );
  };
  for ( const bool inOrder : { true, false } )
    try
    {
      if ( inOrder )
        parallelRowsInOrder( 0, 20, { 4, {} }, work, [&]( int row ) { delivered.push_back( row ); } );
      else
        parallelRows( 0, 20, { 4, {} }, work );
      QFAIL( "the failure was lost" );
    }
    catch ( const Error &e )
    {
      QCOMPARE( QString( e.what() ), QString( "row 7" ) );
    }
  std::vector<int> before( 7 );
  std::iota( before.begin(), before.end(), 0 );
  QCOMPARE( delivered, before );
}

void TestParallelRows::thePollStopsTheWork()
{
  std::atomic<int> done{ 0 };
  int polls = 0;
  const Workers workers{ 2, [&]
                         {
                           if ( ++polls == 5 )
                             throw Cancelled();
                         } };
  const auto work = [&]( int )
  {
    ++done;
    std::this_thread::sleep_for( std::chrono::milliseconds( 1 ) );
  };
  QVERIFY_EXCEPTION_THROWN( parallelRows( 0, 10000, workers, work ), Cancelled );
  QVERIFY( done < 1000 );
  polls = 0;
  done = 0;
  QVERIFY_EXCEPTION_THROWN( parallelRowsInOrder( 0, 10000, workers, work, []( int ) {} ), Cancelled );
  QVERIFY( done < 20 );
}

QTEST_APPLESS_MAIN( TestParallelRows )
#include "testparallelrows.moc"
