#include <QtTest>

#include <cmath>

#include "model/error.h"
#include "model/sar/picture/backscatterunit.h"
#include "support/memorysource.h"

using namespace calving;

class TestBackscatterUnit : public QObject
{
  Q_OBJECT

private slots:
  void powerBecomesDecibels();
  void whatNoiseRemovalLeavesKeepsItsOrder();
  void decibelsBecomePowerAgain();
  void bytesSpanTheWindow();
  void emptyWindowIsRefused();
};

namespace
{

constexpr float gap = std::numeric_limits<float>::quiet_NaN();

std::shared_ptr<const BlockSource> row( const std::vector<float> &values )
{
  return std::make_shared<MemorySource>( static_cast<int>( values.size() ), 1, values );
}

std::vector<float> all( const BlockSource &source )
{
  return source.read( { 0, 0, source.width(), source.height() } );
}

} // namespace

void TestBackscatterUnit::powerBecomesDecibels()
{
  const std::vector<float> result = all( *inDecibels( row( { 1.0F, 0.01F, 0.0F, -2.0F, 1e-9F, gap } ) ) );
  QCOMPARE( std::vector<float>( result.begin(), result.end() - 1 ),
            ( std::vector<float>{ 0.0F, -20.0F, -50.0F, -50.0F, -50.0F } ) );
  QVERIFY( std::isnan( result.back() ) );
}

//! Dark water is not brighter in decibels than in power.
void TestBackscatterUnit::whatNoiseRemovalLeavesKeepsItsOrder()
{
  const std::vector<float> result = all( *inDecibels( row( { 1e-4F, 2e-5F, 1e-5F } ) ) );
  QVERIFY( std::abs( result[0] + 40 ) < 1e-4 );
  QVERIFY( std::abs( result[1] + 46.9897F ) < 1e-4 );
  QVERIFY( std::abs( result[2] + 50 ) < 1e-4 );
}

void TestBackscatterUnit::decibelsBecomePowerAgain()
{
  const std::vector<float> power = all( *inPower( inDecibels( row( { 0.5F, 2.0F } ) ) ) );
  QVERIFY( std::abs( power[0] - 0.5F ) < 1e-6 );
  QVERIFY( std::abs( power[1] - 2.0F ) < 1e-6 );
}

void TestBackscatterUnit::bytesSpanTheWindow()
{
  QCOMPARE( all( *inBytes( row( { -30.0F, -20.0F, -7.5F, 5.0F, 9.0F, gap } ), {} ) ),
            ( std::vector<float>{ 1, 1, 128, 255, 255, 0 } ) );
}

void TestBackscatterUnit::emptyWindowIsRefused()
{
  try
  {
    inBytes( row( { 0.0F } ), { 3.0, 3.0 } );
    QFAIL( "an empty window was accepted" );
  }
  catch ( const Error &e )
  {
    QVERIFY( QString( e.what() ).contains( "DB_MIN must be smaller than DB_MAX" ) );
  }
}

QTEST_APPLESS_MAIN( TestBackscatterUnit )
#include "testbackscatterunit.moc"
