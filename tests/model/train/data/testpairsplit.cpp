#include <QtTest>

#include "model/train/data/pairsplit.h"
#include "support/expecterror.h"
#include "support/testpairs.h"

using namespace calving;

class TestPairSplit : public QObject
{
  Q_OBJECT

private slots:
  void takesTheDataSetsOwnValidation();
  void keepsWholeGlaciersApart();
  void keepsTheLatestDatesApart();
  void holdsOutByName();
  void saysWhyNothingCanBeSplit();
};

void TestPairSplit::takesTheDataSetsOwnValidation()
{
  TestPairs pairs( 6, 64, 64 );
  pairs.infos()[2].validates = pairs.infos()[5].validates = true;
  const Split split = splitPairs( pairs, {} );
  QCOMPARE( split.validation, std::vector<int>( { 2, 5 } ) );
  QCOMPARE( split.training, std::vector<int>( { 0, 1, 3, 4 } ) );
  QVERIFY( split.description.find( "own validation scenes; 4 scenes for training, 2 for validation" ) !=
           std::string::npos );
}

//! No glacier, hence no optical image, on both sides.
void TestPairSplit::keepsWholeGlaciersApart()
{
  const TestPairs pairs( 40, 64, 64, 8 );
  for ( std::uint64_t seed = 1; seed < 20; ++seed )
  {
    PairSplitOptions options;
    options.fraction = 0.3;
    options.seed = seed;
    const Split split = splitPairs( pairs, options );
    QCOMPARE( split.validation.size(), std::size_t( 10 ) ); // 12 wanted, 5 scenes a glacier
    for ( int a : split.training )
      for ( int b : split.validation )
        QVERIFY( pairs.info( a ).glacier != pairs.info( b ).glacier );
  }
}

void TestPairSplit::keepsTheLatestDatesApart()
{
  const TestPairs pairs( 10, 64, 64, 2 );
  PairSplitOptions options;
  options.by = PairSplitOptions::By::Time;
  options.fraction = 0.25;
  // Of five dates, 1.25 are wanted of each glacier: the last two.
  QCOMPARE( splitPairs( pairs, options ).validation, std::vector<int>( { 6, 7, 8, 9 } ) );
  options.fraction = 0.001;
  QCOMPARE( splitPairs( pairs, options ).validation, std::vector<int>( { 8, 9 } ) );
}

void TestPairSplit::holdsOutByName()
{
  const TestPairs pairs( 6, 64, 64, 3 );
  PairSplitOptions options;
  options.holdout = { "B" };
  QCOMPARE( splitPairs( pairs, options ).validation, std::vector<int>( { 1, 4 } ) );
  options.holdout = { "Mapple" };
  EXPECT_ERROR( splitPairs( pairs, options ),
                "No scene shows the held-out glacier “Mapple”. The scenes show: A, B, C." );
  options.holdout = { "A", "B", "C" };
  EXPECT_ERROR( splitPairs( pairs, options ), "none is left to train on" );
}

void TestPairSplit::saysWhyNothingCanBeSplit()
{
  EXPECT_ERROR( splitPairs( TestPairs( 0, 64, 64 ), {} ), "There are no SAR scenes to train on." );
  const TestPairs one( 5, 64, 64, 1 );
  EXPECT_ERROR( splitPairs( one, {} ), "All scenes show one glacier, A, so none can be kept for validation" );
  PairSplitOptions options;
  options.by = PairSplitOptions::By::Time;
  QCOMPARE( splitPairs( one, options ).validation, std::vector<int>( { 4 } ) );
  EXPECT_ERROR( splitPairs( TestPairs( 1, 64, 64, 1 ), options ),
                "The scenes of each glacier are all of one date" );
  options.fraction = 0;
  QCOMPARE( splitPairs( one, options ).training.size(), std::size_t( 5 ) );
  options.fraction = 1;
  EXPECT_ERROR( splitPairs( one, options ), "must be at least 0 and less than 1" );
}

QTEST_APPLESS_MAIN( TestPairSplit )
#include "testpairsplit.moc"
