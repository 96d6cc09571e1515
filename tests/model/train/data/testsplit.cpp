#include <QtTest>

#include "model/train/data/split.h"
#include "support/expecterror.h"
#include "support/testpairs.h"
#include "support/testscenes.h"

using namespace calving;

class TestSplit : public QObject
{
  Q_OBJECT

private slots:
  void holdsGlaciersOut();
  void keepsGlacierAndDateTogether();
  void followsTheSeed();
  void trainsOnAShare();
  void validatesWithNothingWhenAsked();
  void explainsWhatIsWrong();
  void takesTheDataSetsOwnValidation();
  void keepsWholeGlaciersApart();
  void keepsTheLatestDatesApart();
  void saysWhyNothingCanBeSplit();
};

void TestSplit::holdsGlaciersOut()
{
  const TestScenes scenes( 9, 32, 32, 3 );
  SplitOptions options;
  options.holdout = { "B" };
  const Split split = splitScenes( scenes, options );
  QCOMPARE( split.validation, std::vector<int>( { 1, 4, 7 } ) );
  QCOMPARE( split.training, std::vector<int>( { 0, 2, 3, 5, 6, 8 } ) );
  QCOMPARE( QString::fromStdString( split.description ),
            QString( "held-out glaciers: B; 6 scenes for training, 3 for validation" ) );
}

void TestSplit::keepsGlacierAndDateTogether()
{
  TestScenes scenes( 40, 32, 32, 2 );
  for ( int i = 0; i < 40; ++i ) // four scenes of each glacier and date
    scenes.scenes()[i].info.date = "2020-02-0" + std::to_string( 1 + i / 8 );
  for ( int seed = 0; seed < 20; ++seed )
  {
    SplitOptions options;
    options.fraction = 0.25;
    options.seed = seed;
    const Split split = splitScenes( scenes, options );
    QCOMPARE( split.validation.size(), std::size_t( 12 ) );
    QCOMPARE( split.training.size(), std::size_t( 28 ) );
    for ( int v : split.validation )
      for ( int t : split.training )
        QVERIFY( scenes.info( v ).glacier != scenes.info( t ).glacier ||
                 scenes.info( v ).date != scenes.info( t ).date );
  }
}

void TestSplit::followsTheSeed()
{
  const TestScenes scenes( 40, 32, 32, 2 );
  SplitOptions options;
  const Split first = splitScenes( scenes, options );
  QCOMPARE( splitScenes( scenes, options ).validation, first.validation );
  options.seed = 2;
  QVERIFY( splitScenes( scenes, options ).validation != first.validation );
}

void TestSplit::trainsOnAShare()
{
  const TestScenes scenes( 40, 32, 32, 2 );
  SplitOptions options;
  options.holdout = { "A" };
  options.trainingShare = 0.2;
  const Split split = splitScenes( scenes, options );
  QCOMPARE( split.training.size(), std::size_t( 4 ) );
  QCOMPARE( split.validation.size(), std::size_t( 20 ) );
}

void TestSplit::validatesWithNothingWhenAsked()
{
  const TestScenes scenes( 4, 32, 32, 2 );
  SplitOptions options;
  options.fraction = 0;
  QVERIFY( splitScenes( scenes, options ).validation.empty() );
}

void TestSplit::explainsWhatIsWrong()
{
  const TestScenes none( 0, 32, 32 );
  EXPECT_ERROR( splitScenes( none, {} ), "no scenes" );
  const TestScenes scenes( 4, 32, 32, 2 );
  SplitOptions options;
  options.holdout = { "Mapple" };
  EXPECT_ERROR( splitScenes( scenes, options ), "Mapple", "A, B" );
  options.holdout = { "A", "B" };
  EXPECT_ERROR( splitScenes( scenes, options ), "none is left" );
  options = {};
  options.fraction = 1;
  EXPECT_ERROR( splitScenes( scenes, options ), "less than 1" );
  options = {};
  options.trainingShare = 0;
  EXPECT_ERROR( splitScenes( scenes, options ), "at most 1" );
  const TestScenes one( 1, 32, 32 );
  EXPECT_ERROR( splitScenes( one, {} ), "same glacier", "same date" );
}

void TestSplit::takesTheDataSetsOwnValidation()
{
  TestPairs pairs( 6, 64, 64 );
  pairs.infos()[2].validates = pairs.infos()[5].validates = true;
  const Split split = splitScenes( pairs, {} );
  QCOMPARE( split.validation, std::vector<int>( { 2, 5 } ) );
  QCOMPARE( split.training, std::vector<int>( { 0, 1, 3, 4 } ) );
  QVERIFY( split.description.find( "own validation scenes; 4 scenes for training, 2 for validation" ) !=
           std::string::npos );
}

//! No glacier, hence no optical image, on both sides.
void TestSplit::keepsWholeGlaciersApart()
{
  const TestPairs pairs( 40, 64, 64, 8 );
  for ( std::uint64_t seed = 1; seed < 20; ++seed )
  {
    SplitOptions options;
    options.by = SplitOptions::By::Glacier;
    options.fraction = 0.3;
    options.seed = seed;
    const Split split = splitScenes( pairs, options );
    QCOMPARE( split.validation.size(), std::size_t( 10 ) ); // 12 wanted, 5 scenes a glacier
    for ( int a : split.training )
      for ( int b : split.validation )
        QVERIFY( pairs.info( a ).glacier != pairs.info( b ).glacier );
  }
}

void TestSplit::keepsTheLatestDatesApart()
{
  const TestPairs pairs( 10, 64, 64, 2 );
  SplitOptions options;
  options.by = SplitOptions::By::Time;
  options.fraction = 0.25;
  // Of five dates, 1.25 are wanted of each glacier: the last two.
  QCOMPARE( splitScenes( pairs, options ).validation, std::vector<int>( { 6, 7, 8, 9 } ) );
  options.fraction = 0.001;
  QCOMPARE( splitScenes( pairs, options ).validation, std::vector<int>( { 8, 9 } ) );
}

void TestSplit::saysWhyNothingCanBeSplit()
{
  const TestPairs one( 5, 64, 64, 1 );
  SplitOptions options;
  options.by = SplitOptions::By::Glacier;
  EXPECT_ERROR( splitScenes( one, options ), "one glacier, A", "VALIDATION_SHARE=0" );
  options.by = SplitOptions::By::Time;
  QCOMPARE( splitScenes( one, options ).validation, std::vector<int>( { 4 } ) );
  EXPECT_ERROR( splitScenes( TestPairs( 1, 64, 64, 1 ), options ), "one date" );
  options.fraction = 0;
  QCOMPARE( splitScenes( one, options ).training.size(), std::size_t( 5 ) );
  options.fraction = 1;
  EXPECT_ERROR( splitScenes( one, options ), "less than 1" );
}

QTEST_APPLESS_MAIN( TestSplit )
#include "testsplit.moc"
