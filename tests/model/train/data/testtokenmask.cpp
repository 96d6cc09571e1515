#include <set>

#include <QtTest>

#include "model/train/data/random.h"
#include "model/train/data/tokenmask.h"
#include "support/expecterror.h"

using namespace calving;

class TestTokenMask : public QObject
{
  Q_OBJECT

private slots:
  void masksAsManyTokensAsPublished_data();
  void masksAsManyTokensAsPublished();
  void neverMasksTheFirstToken();
  void dependsOnSeedAndNumberAlone();
  void masksWholeSquares();
  void partsHideEveryTokenOnce();
  void refusesSquaresThatDoNotFit();

private:
  static std::vector<std::int32_t> mask( int side, const TokenMaskOptions &options, std::uint64_t number )
  {
    CounterRandom random( 1, 5, number );
    return drawTokenMask( side, options, random );
  }
};

//! 4915 of 16384 is what lightly's random_token_mask gives at 0.3; the others by its formula.
void TestTokenMask::masksAsManyTokensAsPublished_data()
{
  QTest::addColumn<int>( "side" );
  QTest::addColumn<int>( "masked" );
  QTest::newRow( "64 pixels" ) << 64 << 77;
  QTest::newRow( "96 pixels" ) << 96 << 173;
  QTest::newRow( "128 pixels" ) << 128 << 307;
  QTest::newRow( "512 pixels" ) << 512 << 4915;
}

void TestTokenMask::masksAsManyTokensAsPublished()
{
  QFETCH( int, side );
  QFETCH( int, masked );
  QCOMPARE( maskedTokenCount( side, {} ), masked );
  QCOMPARE( static_cast<int>( mask( side, {}, 0 ).size() ), masked );
}

void TestTokenMask::neverMasksTheFirstToken()
{
  std::set<std::int32_t> seen;
  for ( int number = 0; number < 300; ++number )
  {
    const std::vector<std::int32_t> tokens = mask( 32, { 4, 0.5 }, number );
    QVERIFY( std::is_sorted( tokens.begin(), tokens.end() ) );
    QCOMPARE( std::set<std::int32_t>( tokens.begin(), tokens.end() ).size(), tokens.size() );
    seen.insert( tokens.begin(), tokens.end() );
  }
  QCOMPARE( *seen.begin(), 1 );
  QCOMPARE( *seen.rbegin(), 63 );
  QCOMPARE( seen.size(), std::size_t( 63 ) );
}

void TestTokenMask::dependsOnSeedAndNumberAlone()
{
  QCOMPARE( mask( 64, {}, 7 ), mask( 64, {}, 7 ) );
  QVERIFY( mask( 64, {}, 7 ) != mask( 64, {}, 8 ) );
}

//! SimMIM: squares of 32 pixels, 8 x 8 tokens each.
void TestTokenMask::masksWholeSquares()
{
  const TokenMaskOptions simMim{ 32, 0.6 };
  const std::vector<std::int32_t> tokens = mask( 128, simMim, 3 );
  // Of 16 squares, floor( 15 * 0.4 ) + 1 = 7 are kept.
  QCOMPARE( tokens.size(), std::size_t( 9 * 64 ) );
  std::map<int, int> squares;
  for ( std::int32_t token : tokens )
    ++squares[token / 32 / 8 * 4 + token % 32 / 8];
  QCOMPARE( squares.size(), std::size_t( 9 ) );
  for ( const auto &[square, count] : squares )
  {
    QCOMPARE( count, 64 );
    QVERIFY( square != 0 );
  }
}

void TestTokenMask::partsHideEveryTokenOnce()
{
  CounterRandom random( 1, 0, 0 );
  const auto parts = tokenMaskParts( 64, {}, random );
  QCOMPARE( parts.size(), std::size_t( 4 ) ); // 255 tokens by 77
  std::set<std::int32_t> seen;
  for ( const auto &part : parts )
  {
    QCOMPARE( part.size(), std::size_t( 77 ) );
    seen.insert( part.begin(), part.end() );
  }
  QCOMPARE( seen.size(), std::size_t( 255 ) );
  QCOMPARE( *seen.begin(), 1 );
}

void TestTokenMask::refusesSquaresThatDoNotFit()
{
  requireValid( TokenMaskOptions{}, 512 );
  EXPECT_ERROR( requireValid( TokenMaskOptions{ 6, 0.3 }, 512 ), "masked squares", "6 pixels" );
  EXPECT_ERROR( requireValid( TokenMaskOptions{ 96, 0.3 }, 512 ), "crops, 512" );
  EXPECT_ERROR( requireValid( TokenMaskOptions{ 4, 1.5 }, 512 ), "nothing is left" );
  EXPECT_ERROR( requireValid( TokenMaskOptions{ 512, 0.3 }, 512 ), "at least one" );
}

QTEST_APPLESS_MAIN( TestTokenMask )
#include "testtokenmask.moc"
