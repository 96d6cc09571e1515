#include <cmath>

#include <QtTest>

#include "model/simulate/positionrandom.h"
#include "model/simulate/radarview.h"
#include "model/simulate/shadow.h"

using namespace calving;

class TestShadow : public QObject
{
  Q_OBJECT

private slots:
  void aWallThrowsTheShadowOfItsHeight();
  void leapsChangeNothing();
  void facingSlopesAreBrighter();
  void flatGroundHasTheReferenceGeometry();
};

//! A wall of 100 m at column 50; rays come from the left and climb 1 m per metre: 100 m of shadow, 10 pixels.
void TestShadow::aWallThrowsTheShadowOfItsHeight()
{
  Field<float> heights( 0, 0, 100, 3 );
  for ( int row = 0; row < 3; ++row )
    heights.at( 50, row ) = 100;
  const ShadowCaster caster( heights, { { -1, 0 }, 1 }, { 10, 100, 1e9 } );
  QCOMPARE( caster.depth( 49, 1 ), 0.0F );
  QCOMPARE( caster.depth( 50, 1 ), 0.0F );
  QCOMPARE( caster.depth( 51, 1 ), 90.0F );
  QCOMPARE( caster.depth( 55, 1 ), 50.0F );
  QCOMPARE( caster.depth( 60, 1 ), 0.0F );
  QCOMPARE( caster.depth( 61, 1 ), 0.0F );
}

//! Against a walk that looks at every step, over rough ground and in odd directions.
void TestShadow::leapsChangeNothing()
{
  const PositionRandom random( 4 );
  Field<float> heights( -40, -30, 150, 130 );
  for ( int row = -30; row < 100; ++row )
    for ( int column = -40; column < 110; ++column )
      heights.at( column, row ) =
          static_cast<float>( 400 * std::pow( random.uniform( 1, column / 7, row / 5 ), 6 ) );
  for ( double angle : { 0.3, 1.9, 3.3, 5.1 } )
  {
    const RayDirection ray{ { std::sin( angle ), std::cos( angle ) }, 0.9 };
    const ShadowCaster caster( heights, ray, { 20, 400, 1e9 } );
    for ( int row = 0; row < 70; row += 3 )
      for ( int column = 0; column < 70; column += 3 )
      {
        float deepest = 0;
        for ( int step = 1; step < 40; ++step )
        {
          const double x = column + step * ray.towards[0];
          const double y = row - step * ray.towards[1];
          const int left = static_cast<int>( std::floor( x ) );
          const int top = static_cast<int>( std::floor( y ) );
          if ( left < -40 || top < -30 || left + 1 >= 110 || top + 1 >= 100 )
            break;
          const double u = x - left;
          const double v = y - top;
          const double height =
              ( 1 - v ) * ( ( 1 - u ) * heights.at( left, top ) + u * heights.at( left + 1, top ) ) +
              v * ( ( 1 - u ) * heights.at( left, top + 1 ) + u * heights.at( left + 1, top + 1 ) );
          deepest = std::max( deepest, static_cast<float>( height - heights.at( column, row ) - step * 18 ) );
        }
        QVERIFY( std::abs( caster.depth( column, row ) - deepest ) < 0.01F );
      }
  }
}

//! Looking east: ground that rises towards the east faces the radar.
void TestShadow::facingSlopesAreBrighter()
{
  const RadarView view( 40, 90 );
  QVERIFY( view.areaFactor( 0.3F, 0 ) > 1.3F );
  QVERIFY( view.areaFactor( -0.3F, 0 ) < 0.9F );
  QVERIFY( view.cosLocal( 0.3F, 0 ) > view.cosLocal( -0.3F, 0 ) );
  // A slope as steep as the incidence angle: the ray meets it at right angles.
  QVERIFY( std::abs( view.cosLocal( static_cast<float>( std::tan( 40 * M_PI / 180 ) ), 0 ) - 1 ) < 1e-6 );
  QCOMPARE( view.areaFactor( 5, 0 ), 8.0F );
}

void TestShadow::flatGroundHasTheReferenceGeometry()
{
  const RadarView view( 35, 123 );
  QVERIFY( std::abs( view.areaFactor( 0, 0 ) - 1 ) < 1e-6 );
  QVERIFY( std::abs( view.cosLocal( 0, 0 ) - std::cos( 35 * M_PI / 180 ) ) < 1e-6 );
}

QTEST_APPLESS_MAIN( TestShadow )
#include "testshadow.moc"
