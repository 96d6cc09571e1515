#include <QtTest>

#include <set>

#include "model/dataset/datasetsplit.h"
#include "support/expecterror.h"

using namespace calving;

namespace
{

constexpr SplitPart train = SplitPart::Training;
constexpr SplitPart valid = SplitPart::Validation;
constexpr SplitPart out = SplitPart::LeftOut;

using Parts = std::vector<SplitPart>;

//! \a glaciers glaciers A, B, ... with five scenes each.
std::vector<SplitScene> scenesOf( int glaciers )
{
  std::vector<SplitScene> scenes;
  for ( int glacier = 0; glacier < glaciers; ++glacier )
    for ( int day = 1; day <= 5; ++day )
      scenes.push_back( { std::string( 1, static_cast<char>( 'A' + glacier ) ),
                          "2020-06-0" + std::to_string( day ), glacier } );
  return scenes;
}

} // namespace

class TestDatasetSplit : public QObject
{
  Q_OBJECT

private slots:
  void keepsGlaciersWhole();
  void comesNearTheShareWithUnequalGlaciers();
  void holdsOutWhatIsNamed();
  void keepsOverlappingGlaciersTogether();
  void neverMovesWhatIsSettled();
  void splitsAllGlaciersAtOneDate();
  void leavesOutTheGap();
  void saysWhatIsImpossible();
};

void TestDatasetSplit::keepsGlaciersWhole()
{
  const std::vector<SplitScene> scenes = scenesOf( 6 );
  DatasetSplitOptions options;
  options.share = 0.3;
  std::set<std::string> choices;
  for ( options.seed = 1; options.seed <= 20; ++options.seed )
  {
    const Parts parts = splitDataset( scenes, {}, options );
    std::string validating;
    for ( int glacier = 0; glacier < 6; ++glacier )
    {
      for ( int i = 1; i < 5; ++i )
        QVERIFY( parts[5 * glacier + i] == parts[5 * glacier] );
      validating += parts[5 * glacier] == valid ? scenes[5 * glacier].glacier : "";
    }
    QCOMPARE( validating.size(), std::size_t( 2 ) ); // 9 of 30 scenes asked for, in fives
    choices.insert( validating );
    QVERIFY( splitDataset( scenes, {}, options ) == parts );
  }
  QVERIFY( choices.size() > 5 ); // of 15 possible ones
}

//! A has 90 scenes, B 5 and C 3: whatever the lots say, A does not validate where a tenth shall.
void TestDatasetSplit::comesNearTheShareWithUnequalGlaciers()
{
  std::vector<SplitScene> scenes;
  for ( const auto &[glacier, count] : { std::pair{ 0, 90 }, { 1, 5 }, { 2, 3 } } )
    for ( int i = 0; i < count; ++i )
      scenes.push_back( { std::string( 1, static_cast<char>( 'A' + glacier ) ), "2020-06-01", glacier } );
  DatasetSplitOptions options;
  for ( options.seed = 1; options.seed <= 20; ++options.seed )
  {
    options.share = 0.1;
    const Parts tenth = splitDataset( scenes, {}, options );
    QVERIFY( tenth[0] == train && tenth[90] == valid && tenth[95] == valid );
    options.share = 0.01; // nearer to none than to three, but some must
    const Parts least = splitDataset( scenes, {}, options );
    QVERIFY( least[0] == train && least[90] == train && least[95] == valid );
  }
}

void TestDatasetSplit::holdsOutWhatIsNamed()
{
  DatasetSplitOptions options;
  options.holdout = { "B" };
  const Parts parts = splitDataset( scenesOf( 3 ), {}, options );
  QVERIFY( parts[4] == train && parts[5] == valid && parts[9] == valid && parts[10] == train );
}

void TestDatasetSplit::keepsOverlappingGlaciersTogether()
{
  std::vector<SplitScene> scenes = scenesOf( 3 );
  for ( SplitScene &scene : scenes )
    scene.group = scene.glacier == "C" ? 0 : scene.group; // A and C overlap
  DatasetSplitOptions options;
  options.holdout = { "C" };
  const Parts parts = splitDataset( scenes, {}, options );
  QVERIFY( parts[0] == valid && parts[5] == train && parts[10] == valid );
}

void TestDatasetSplit::neverMovesWhatIsSettled()
{
  DatasetSplitOptions options;
  options.share = 0.3;
  for ( options.seed = 1; options.seed <= 20; ++options.seed )
  {
    const Parts parts = splitDataset( scenesOf( 4 ), { { 1, valid }, { 2, train } }, options );
    QVERIFY( parts[5] == valid && parts[10] == train );
  }
}

void TestDatasetSplit::splitsAllGlaciersAtOneDate()
{
  DatasetSplitOptions options;
  options.method = SplitMethod::Time;
  options.share = 0.35;
  options.gapDays = 0;
  const Parts parts = splitDataset( scenesOf( 2 ), {}, options );
  QCOMPARE( options.from, std::string( "2020-06-04" ) ); // the 4 latest of 10 scenes, dates kept whole
  const Parts expected{ train, train, train, valid, valid };
  QVERIFY( Parts( parts.begin(), parts.begin() + 5 ) == expected );
  QVERIFY( Parts( parts.begin() + 5, parts.end() ) == expected );
}

void TestDatasetSplit::leavesOutTheGap()
{
  DatasetSplitOptions options;
  options.method = SplitMethod::Time;
  options.from = "2020-06-04";
  options.gapDays = 2;
  QVERIFY( splitDataset( scenesOf( 1 ), {}, options ) == ( Parts{ train, train, out, valid, valid } ) );
  QCOMPARE( daysBetween( "2020-02-28", "2020-03-01" ), 2 );
}

void TestDatasetSplit::saysWhatIsImpossible()
{
  DatasetSplitOptions options;
  EXPECT_ERROR( requireSeveralGlaciers( { "Store" }, 1, options ), "Store", "SPLIT = time" );
  EXPECT_ERROR( requireSeveralGlaciers( { "A", "B" }, 1, options ), "2 glaciers", "overlap" );
  options.holdout = { "Nowhere" };
  EXPECT_ERROR( splitDataset( scenesOf( 2 ), {}, options ), "Nowhere", "no scene" );
  options.holdout = { "A", "B" };
  EXPECT_ERROR( splitDataset( scenesOf( 2 ), {}, options ), "no scene", "train" );
  options = {};
  options.method = SplitMethod::Time;
  options.from = "2021-01-01";
  EXPECT_ERROR( splitDataset( scenesOf( 2 ), {}, options ), "no scene", "validate" );
  EXPECT_ERROR( splitDataset( { { "Store", "", 0 } }, {}, options ), "Store", "no date" );
  options.share = 1;
  EXPECT_ERROR( splitDataset( scenesOf( 2 ), {}, options ), "between 0 and 1" );
}

QTEST_APPLESS_MAIN( TestDatasetSplit )
#include "testdatasetsplit.moc"
