#include <QtTest>

#include <cmath>

#include "model/front/frontwander.h"

using namespace calving;

class TestFrontWander : public QObject
{
  Q_OBJECT

private slots:
  void growsWithTime();
};

//! 80 m at once, 480 m in a year, 80 + 400 * 2^0.6 = 686.3 m in two.
void TestFrontWander::growsWithTime()
{
  QCOMPARE( frontWander( 0 ), 80.0 );
  QCOMPARE( frontWander( 365.25 ), 480.0 );
  QVERIFY( std::abs( frontWander( -730.5 ) - 686.3 ) < 0.1 );
}

QTEST_GUILESS_MAIN( TestFrontWander )
#include "testfrontwander.moc"
