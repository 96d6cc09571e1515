#include <QtTest>

#include <cmath>

#include "model/error.h"
#include "model/extract/glacierprior.h"
#include "support/expecterror.h"
#include "support/rememberedfjord.h"

using namespace calving;

class TestGlacierPrior : public QObject
{
  Q_OBJECT

private slots:
  void fadesWithTime();
  void ofLabelsThatAgreeTheSurerCounts();
  void rockIsWhatNeverChanged();
  void saysNothingWhereNoLabelShowsAZone();
  void aLabelWithoutAFrontLineHasOneWhereZonesMeet();
  void aLabelWithoutAFrontTakesThatOfOthers();
  void expectsFrontsNearTheNearestLabel();
  void anEndlessBoxIsRefused();
};

namespace
{

constexpr int side = 120;           // pixels of 40 m
constexpr double day2018 = 17684.5; // 2 June 2018

std::size_t at( int x, int y )
{
  return static_cast<std::size_t>( y ) * side + x;
}

bool isNear( double value, double expected )
{
  return std::abs( value - expected ) < 1e-3;
}

} // namespace

//! 1 km from the front, which lies in column 49. At once exp( -1000 / 80 ) of 98 % is next to nothing: 1 % is
//! left for ocean, ln 99 = 4.595. In 3652.5 days a front wanders 80 + 400 * 10^0.6 = 1672.4 m: 0.98 *
//! exp( -0.59794 ) / 2 + 0.01 = 0.27947, whose odds are exp( 0.9470 ).
void TestGlacierPrior::fadesWithTime()
{
  const GlacierMemory memory = fjordMemory( { fjordLabel( "2018-06-02", side, 50 ) } );
  const GlacierPrior now( memory, day2018 );
  QCOMPARE( now.grid().width, side );
  QVERIFY( isNear( now.at( at( 74, 60 ) ).glacier, 4.595 ) );
  QVERIFY( isNear( now.at( at( 24, 60 ) ).glacier, -4.595 ) );
  QVERIFY( isNear( now.at( at( 49, 60 ) ).glacier, 0 ) );
  QVERIFY( isNear( now.at( at( 74, 60 ) ).toFront, 1000 ) );
  const GlacierPrior later( memory, day2018 + 3652.5 );
  QVERIFY( isNear( later.at( at( 74, 60 ) ).glacier, 0.9470 ) );
  QVERIFY( isNear( GlacierPrior( memory, day2018 - 3652.5 ).at( at( 74, 60 ) ).glacier, 0.9470 ) );
  QCOMPARE( later.nearestDays(), 3652.5 );
}

//! Between fronts in columns 49 and 99, as far from both and both days: glacier before and ocean after, so
//! nothing is known. What an older label says does not count.
void TestGlacierPrior::ofLabelsThatAgreeTheSurerCounts()
{
  const GlacierMemory memory =
      fjordMemory( { fjordLabel( "2017-06-02", side, 110 ), fjordLabel( "2018-06-02", side, 50 ),
                     fjordLabel( "2018-07-02", side, 100 ) } );
  const GlacierPrior prior( memory, day2018 + 15 );
  QCOMPARE( prior.labels(), 3 );
  QVERIFY( isNear( prior.at( at( 74, 60 ) ).glacier, 0 ) );
  QVERIFY( isNear( prior.at( at( 1, 60 ) ).glacier, -4.595 ) );
}

void TestGlacierPrior::rockIsWhatNeverChanged()
{
  RememberedLabel bare = fjordLabel( "2019-06-02", side, 50 );
  bare.zones[at( 110, 60 )] = 1;
  const GlacierPrior prior( fjordMemory( { fjordLabel( "2018-06-02", side, 50 ), bare } ), day2018 + 3650 );
  QVERIFY( isNear( prior.at( at( 80, 10 ) ).rock, 4.595 ) );
  QCOMPARE( prior.at( at( 80, 10 ) ).glacier, 0.f );
  QVERIFY( isNear( prior.at( at( 80, 60 ) ).rock, -4.595 ) );
  QCOMPARE( prior.at( at( 110, 60 ) ).rock, 0.f );
  QVERIFY( prior.at( at( 110, 60 ) ).glacier > 0 );
}

void TestGlacierPrior::saysNothingWhereNoLabelShowsAZone()
{
  RememberedLabel label = fjordLabel( "2018-06-02", side, 50 );
  label.zones[at( 80, 60 )] = 0;
  const GlacierPrior prior( fjordMemory( { label } ), day2018 );
  QVERIFY( !prior.at( at( 80, 60 ) ).isKnown );
  QVERIFY( prior.at( at( 81, 60 ) ).isKnown );
}

void TestGlacierPrior::aLabelWithoutAFrontLineHasOneWhereZonesMeet()
{
  RememberedLabel label = fjordLabel( "2018-06-02", side, 50 );
  label.front.clear();
  const GlacierPrior prior( fjordMemory( { label } ), day2018 );
  QVERIFY( isNear( prior.at( at( 54, 60 ) ).toFront, 5 * 40 ) );
}

//! All of it glacier, as of a scene that ends before the front: not glacier for certain up to its edge.
void TestGlacierPrior::aLabelWithoutAFrontTakesThatOfOthers()
{
  RememberedLabel ice = fjordLabel( "2018-06-02", side, 0 );
  ice.front.clear();
  const GlacierPrior prior( fjordMemory( { fjordLabel( "2018-06-01", side, 50 ), ice } ), day2018 );
  QVERIFY( isNear( prior.at( at( 49, 60 ) ).glacier, 0 ) );
  QVERIFY( prior.at( at( 50, 60 ) ).glacier > 0.1f );
  QVERIFY( prior.at( at( 50, 60 ) ).glacier < 1 );
}

//! 3 * 80 m at once, 3 * 480 m after a year.
void TestGlacierPrior::expectsFrontsNearTheNearestLabel()
{
  const GlacierMemory memory =
      fjordMemory( { fjordLabel( "2010-01-01", side, 40 ), fjordLabel( "2018-06-02", side, 50 ) } );
  QCOMPARE( GlacierPrior( memory, day2018 ).expectedMetres(), 240.0 );
  const GlacierPrior later( memory, day2018 + 365.25 );
  QCOMPARE( later.expectedMetres(), 1440.0 );
  QCOMPARE( later.nearestDate(), std::string( "2018-06-02" ) );
}

void TestGlacierPrior::anEndlessBoxIsRefused()
{
  GlacierMemory memory = fjordMemory( { fjordLabel( "2018-06-02", side, 50 ) } );
  memory.box[2] = 1e12;
  EXPECT_ERROR( GlacierPrior( memory, day2018 ), "PRIOR", "pixels" );
}

QTEST_GUILESS_MAIN( TestGlacierPrior )
#include "testglacierprior.moc"
