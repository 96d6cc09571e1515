#include <QtTest>

#include <cmath>
#include <random>

#include "model/geometry/distancemap.h"

using namespace calving;

class TestDistanceMap : public QObject
{
  Q_OBJECT

private slots:
  void isTheNearestOfAll();
  void isInfiniteWhereThereIsNothing();
};

void TestDistanceMap::isTheNearestOfAll()
{
  constexpr int width = 23;
  constexpr int height = 17;
  const std::array<double, 2> sides{ 70, 95 };
  std::mt19937 random( 3 );
  std::vector<std::uint8_t> pixels( width * height );
  for ( std::uint8_t &pixel : pixels )
    pixel = random() % 40 == 0;
  QVERIFY( std::count( pixels.begin(), pixels.end(), 1 ) > 3 );
  const std::vector<float> map = distanceMap( pixels, width, height, sides );
  for ( int i = 0; i < width * height; ++i )
  {
    double nearest = INFINITY;
    for ( int j = 0; j < width * height; ++j )
      if ( pixels[j] )
        nearest = std::min( nearest, std::hypot( ( i % width - j % width ) * sides[0],
                                                 ( i / width - j / width ) * sides[1] ) );
    QVERIFY( std::abs( map[i] - nearest ) < 1e-3 );
  }
}

void TestDistanceMap::isInfiniteWhereThereIsNothing()
{
  for ( const float value : distanceMap( std::vector<std::uint8_t>( 12 ), 4, 3, { 1, 1 } ) )
    QVERIFY( std::isinf( value ) );
}

QTEST_GUILESS_MAIN( TestDistanceMap )
#include "testdistancemap.moc"
