#include <QtTest>

#include <cmath>

#include "model/series/estimate/zonechange.h"

using namespace calving;

class TestZoneChange : public QObject
{
  Q_OBJECT

private slots:
  void isTheExponentialOfTheRates();
  void nothingChangesInNoTime();
  void gapsAddUp();
  void agreesWithAllWaysCounted();
  void anUnseenTimeFollowsItsNeighbours();
};

namespace
{

using Matrix = std::array<std::array<double, 3>, 3>;

Matrix product( const Matrix &a, const Matrix &b )
{
  Matrix result{};
  for ( int i = 0; i < 3; ++i )
    for ( int j = 0; j < 3; ++j )
      for ( int k = 0; k < 3; ++k )
        result[i][j] += a[i][k] * b[k][j];
  return result;
}

Matrix matrixOf( const ZoneTransition &transition )
{
  Matrix result{};
  for ( int i = 0; i < 3; ++i )
    for ( int j = 0; j < 3; ++j )
      result[i][j] = transition[i][j];
  return result;
}

//! By its series, which needs no closed form.
Matrix exponential( const ChangeRates &rates, double days )
{
  const double q = rates.rock * days;
  const double r = rates.front * days;
  const Matrix generator{ { { -2 * q, q, q }, { q, -q - r, r }, { q, r, -q - r } } };
  Matrix sum{ { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } };
  Matrix term = sum;
  for ( int n = 1; n < 60; ++n )
  {
    term = product( term, generator );
    for ( int i = 0; i < 3; ++i )
      for ( int j = 0; j < 3; ++j )
        sum[i][j] += term[i][j] /= n;
  }
  return sum;
}

double difference( const Matrix &a, const Matrix &b )
{
  double most = 0;
  for ( int i = 0; i < 3; ++i )
    for ( int j = 0; j < 3; ++j )
      most = std::max( most, std::abs( a[i][j] - b[i][j] ) );
  return most;
}

} // namespace

void TestZoneChange::isTheExponentialOfTheRates()
{
  for ( const double days : { 0.5, 12.0, 200.0 } )
  {
    const ChangeRates rates{ 0.02, 0.003 };
    QVERIFY( difference( matrixOf( zoneTransition( rates, days ) ), exponential( rates, days ) ) < 1e-6 );
  }
}

void TestZoneChange::nothingChangesInNoTime()
{
  const Matrix none{ { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } };
  QCOMPARE( difference( matrixOf( zoneTransition( {}, 0 ) ), none ), 0.0 );
}

void TestZoneChange::gapsAddUp()
{
  const ChangeRates rates{ 0.05, 0.01 };
  const Matrix both =
      product( matrixOf( zoneTransition( rates, 3 ) ), matrixOf( zoneTransition( rates, 8 ) ) );
  QVERIFY( difference( both, matrixOf( zoneTransition( rates, 11 ) ) ) < 1e-6 );
}

//! Four times: the sum over all 81 ways through the three zones.
void TestZoneChange::agreesWithAllWaysCounted()
{
  const std::vector<ZoneOdds> seen{
      { 0.1f, 0.7f, 0.2f }, { 0.3f, 0.1f, 0.6f }, { 1, 1, 1 }, { 0.2f, 0.5f, 0.3f } };
  const ChangeRates rates{ 0.03, 0.004 };
  const std::vector<ZoneTransition> transitions{ zoneTransition( rates, 4 ), zoneTransition( rates, 30 ),
                                                 zoneTransition( rates, 0.25 ) };
  std::array<std::array<double, 3>, 4> sums{};
  for ( int way = 0; way < 81; ++way )
  {
    const std::array<int, 4> zones{ way % 3, way / 3 % 3, way / 9 % 3, way / 27 };
    double probability = seen[0][zones[0]];
    for ( int t = 1; t < 4; ++t )
      probability *= transitions[t - 1][zones[t - 1]][zones[t]] * seen[t][zones[t]];
    for ( int t = 0; t < 4; ++t )
      sums[t][zones[t]] += probability;
  }
  std::vector<ZoneOdds> odds = seen;
  smoothInTime( odds, transitions );
  for ( int t = 0; t < 4; ++t )
    for ( int zone = 0; zone < 3; ++zone )
      QVERIFY( std::abs( odds[t][zone] - sums[t][zone] / ( sums[t][0] + sums[t][1] + sums[t][2] ) ) < 1e-5 );
}

//! Ice before, ocean after: what lies nearer in time counts more.
void TestZoneChange::anUnseenTimeFollowsItsNeighbours()
{
  std::vector<ZoneOdds> odds{ { 0, 1, 0 }, { 1, 1, 1 }, { 1, 1, 1 }, { 0, 0, 1 } };
  smoothInTime( odds, { zoneTransition( {}, 10 ), zoneTransition( {}, 30 ), zoneTransition( {}, 10 ) } );
  QVERIFY( odds[1][1] > 0.6f && odds[2][2] > 0.6f );
  QVERIFY( std::abs( odds[1][1] - odds[2][2] ) < 1e-5f );
}

QTEST_GUILESS_MAIN( TestZoneChange )
#include "testzonechange.moc"
