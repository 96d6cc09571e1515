#include <QtTest>

#include "model/base/mixbits.h"
#include "model/scene/zone.h"
#include "model/series/cells/persistence.h"

using namespace calving;

class TestPersistence : public QObject
{
  Q_OBJECT

private slots:
  void correlationIsThatOfAmplitudes();
  void correlationNeedsData();
  void textureThatStaysIsFoundAgain();
};

namespace
{

constexpr int side = 64;

//! Grey between 20 and 219 without any pattern.
std::uint8_t noise( std::uint64_t seed, int x, int y )
{
  return static_cast<std::uint8_t>(
      20 + mixBits( seed * 1000003 + static_cast<std::uint64_t>( y ) * side + x ) % 200 );
}

} // namespace

//! Of roots 1 to 9 and of 10 minus these: -1; with themselves, however bright: 1.
void TestPersistence::correlationIsThatOfAmplitudes()
{
  std::vector<float> one;
  std::vector<float> brighter;
  std::vector<float> opposite;
  for ( int i = 1; i <= 9; ++i )
  {
    one.push_back( static_cast<float>( i * i ) );
    brighter.push_back( static_cast<float>( 4 * i * i ) );
    opposite.push_back( static_cast<float>( ( 10 - i ) * ( 10 - i ) ) );
  }
  QVERIFY( std::abs( localCorrelation( one, brighter, 3, 3, 3 )[4] - 1 ) < 1e-3 );
  QVERIFY( std::abs( localCorrelation( one, opposite, 3, 3, 3 )[4] + 1 ) < 1e-3 );
}

void TestPersistence::correlationNeedsData()
{
  std::vector<float> one( 9, 0 );
  one[0] = 1;
  one[1] = 4;
  QCOMPARE( localCorrelation( one, std::vector<float>( 9, 25 ), 3, 3, 3 )[4], 0.f );
}

//! Left half new on each date, right half the same.
void TestPersistence::textureThatStaysIsFoundAgain()
{
  QTemporaryDir folder;
  RasterGrid grid;
  grid.width = grid.height = side;
  SeriesEvidence evidence( grid, { 140, 140 }, folder.path().toStdString() );
  for ( int scene = 0; scene < 4; ++scene )
  {
    std::uint8_t *planes = evidence.add( { "scene", 10.0 * scene, "S1" } );
    for ( int i = 0; i < side * side; ++i )
      planes[static_cast<std::size_t>( SeriesPlane::Grey ) * side * side + i] =
          noise( i % side < side / 2 ? scene + 1 : 0, i % side, i / side );
  }
  evidence.addLabel( { "label",
                       0,
                       std::vector<std::uint8_t>( side * side, static_cast<std::uint8_t>( Zone::Ocean ) ),
                       {} } );
  const SeriesCells cells( evidence );
  QCOMPARE( cells.pixelsPerSide(), 1 );
  const std::vector<float> planes = persistence( evidence, cells, 1 );
  QCOMPARE( planes.size(), std::size_t( persistencePlanes * side * side ) );
  const auto at = [&]( int plane, int x ) { return planes[( plane * side + 32 ) * side + x]; };
  for ( int plane = 0; plane < persistencePlanes; ++plane )
  {
    QVERIFY( at( plane, 50 ) > 0.99f );
    QVERIFY2( at( plane, 10 ) < 0.6f, qPrintable( QString::number( at( plane, 10 ) ) ) );
  }
}

QTEST_GUILESS_MAIN( TestPersistence )
#include "testpersistence.moc"
