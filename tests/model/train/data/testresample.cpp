#include <QtTest>

#include "model/train/data/resample.h"

using namespace calving;

class TestResample : public QObject
{
  Q_OBJECT

private slots:
  void enlargesLinearly();
  void averagesWhenReducing();
  void keepsLabelsUnmixed();
  void enlargesByCubicConvolution();
  void cutsOvershoot();
};

void TestResample::enlargesLinearly()
{
  const std::vector<std::uint8_t> values{ 0, 100, 0, 100 };
  const std::vector<std::uint8_t> row{ 0, 25, 75, 100 };
  const std::vector<std::uint8_t> result = resampleGrey( values, 2, 2, 4 );
  for ( int i = 0; i < 16; ++i )
    QCOMPARE( result[i], row[i % 4] );
}

//! A chequerboard becomes grey instead of aliasing.
void TestResample::averagesWhenReducing()
{
  std::vector<std::uint8_t> values;
  for ( int i = 0; i < 256; ++i )
    values.push_back( ( i + i / 16 ) % 2 ? 200 : 0 );
  for ( std::uint8_t value : resampleGrey( values, 16, 16, 4 ) )
    QVERIFY( std::abs( value - 100 ) <= 1 );
}

void TestResample::keepsLabelsUnmixed()
{
  const std::vector<std::uint8_t> values{ 0, 3, 3, 0 };
  QCOMPARE( resampleNearest( values, 2, 2, 4 ),
            std::vector<std::uint8_t>( { 0, 0, 3, 3, 0, 0, 3, 3, 3, 3, 0, 0, 3, 3, 0, 0 } ) );
}

/**
 * By hand: between pixels 1/4 from the left one, weights -0.10546875, 0.87890625, 0.26171875, -0.03515625
 * (a = -0.75); the border's pixel stands for those beyond it.
 */
void TestResample::enlargesByCubicConvolution()
{
  std::vector<std::uint8_t> values;
  for ( int row = 0; row < 4; ++row )
    values.insert( values.end(), { 0, 100, 200, 50 } );
  const std::vector<std::uint8_t> result = resampleCubic( values, 4, 4, 8 );
  // 19.14, 138.48, 196.68 and 34.18.
  for ( int row = 0; row < 8; ++row )
  {
    QCOMPARE( int( result[8 * row + 1] ), 19 );
    QCOMPARE( int( result[8 * row + 3] ), 138 );
    QCOMPARE( int( result[8 * row + 4] ), 197 );
    QCOMPARE( int( result[8 * row + 7] ), 34 );
  }
  QCOMPARE( resampleCubic( values, 4, 4, 4 ), values );
}

void TestResample::cutsOvershoot()
{
  const std::vector<std::uint8_t> values{ 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 255, 255 };
  const std::vector<std::uint8_t> result = resampleCubic( values, 4, 4, 8 );
  QCOMPARE( int( result[2] ), 0 );   // -9 without
  QCOMPARE( int( result[5] ), 255 ); // 264 without
}

QTEST_APPLESS_MAIN( TestResample )
#include "testresample.moc"
