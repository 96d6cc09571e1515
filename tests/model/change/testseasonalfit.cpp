#include <QtTest>

#include <cmath>
#include <random>

#include "model/change/seasonalfit.h"

using namespace calving;

class TestSeasonalFit : public QObject
{
  Q_OBJECT

private slots:
  void findsTrendAndSeason();
  void eventsThatFillAgainDoNotBendIt();
  void statedIntervalsHold();
  void shortSeriesHaveNoSeason();
  void tooFewDatesHaveNoFit();
  void preciseFrontsCountMore();
  void onePreciseFrontPinsNothing();

private:
  //! Every twelve days for \a years, retreat of 200 m a year, farthest at 0.4 of the year by 60 m, \a noise
  //! m.
  static std::vector<SeasonalFit::Observation> series( double years, double noise, unsigned seed )
  {
    std::mt19937 generator( seed );
    std::normal_distribution<double> normal( 0, noise );
    std::vector<SeasonalFit::Observation> observations;
    for ( double t = 0; t < years; t += 12 / 365.25 )
      observations.push_back(
          { t, t - std::floor( t ),
            5000 - 200 * t + 60 * std::cos( 2 * M_PI * ( t - 0.4 ) ) + normal( generator ), noise } );
    return observations;
  }
};

void TestSeasonalFit::findsTrendAndSeason()
{
  const SeasonalFit fit( series( 3, 1e-3, 1 ) );
  QCOMPARE( fit.harmonics(), 2 );
  QVERIFY( std::abs( fit.trend().value + 200 ) < 0.01 );
  QVERIFY( std::abs( fit.amplitude().value - 60 ) < 0.05 );
  QVERIFY( std::abs( fit.highest() - 0.4 ) < 0.004 );
  QVERIFY( std::abs( fit.at( 1.4, 0.4 ).value - ( 5000 - 280 + 60 ) ) < 0.05 );
}

void TestSeasonalFit::eventsThatFillAgainDoNotBendIt()
{
  std::vector<SeasonalFit::Observation> observations = series( 3, 10, 2 );
  for ( std::size_t i = 40; i < 46; ++i )
    observations[i].position -= 400;
  const SeasonalFit fit( observations );
  QVERIFY( std::abs( fit.trend().value + 200 ) < fit.trend().halfWidth + 1 );
  QVERIFY( std::abs( fit.amplitude().value - 60 ) < 2 * fit.amplitude().halfWidth );
  QVERIFY2( fit.scatter() < 20, qPrintable( QString::number( fit.scatter() ) ) );
}

void TestSeasonalFit::statedIntervalsHold()
{
  constexpr int count = 300;
  int trends = 0;
  int curves = 0;
  for ( unsigned seed = 0; seed < count; ++seed )
  {
    const SeasonalFit fit( series( 3, 25, seed ) );
    trends += std::abs( fit.trend().value + 200 ) < fit.trend().halfWidth;
    const SeasonalFit::Estimate middle = fit.at( 1.4, 0.4 );
    curves += std::abs( middle.value - ( 5000 - 280 + 60 ) ) < middle.halfWidth;
  }
  // 95 % of 300 is 285; three standard deviations of a count are 11.
  for ( int held : { trends, curves } )
    QVERIFY2( std::abs( held - 0.95 * count ) <= 12, qPrintable( QString::number( held ) ) );
}

void TestSeasonalFit::shortSeriesHaveNoSeason()
{
  QCOMPARE( SeasonalFit( series( 0.6, 1, 3 ) ).harmonics(), 0 );
  QCOMPARE( SeasonalFit( series( 1.2, 1, 3 ) ).harmonics(), 1 );
  QCOMPARE( SeasonalFit( series( 0.6, 1, 3 ) ).amplitude().value, 0.0 );
}

void TestSeasonalFit::tooFewDatesHaveNoFit()
{
  QVERIFY( !SeasonalFit( {} ).exists() );
  QVERIFY( !SeasonalFit( series( 0.09, 1, 4 ) ).exists() );
  QVERIFY( SeasonalFit( series( 0.12, 1, 4 ) ).exists() );
  // Two fronts of one day are one date.
  std::vector<SeasonalFit::Observation> threeDays = series( 0.09, 1, 4 );
  threeDays.insert( threeDays.end(), threeDays.begin(), threeDays.end() );
  QVERIFY( !SeasonalFit( threeDays ).exists() );
}

void TestSeasonalFit::preciseFrontsCountMore()
{
  // Two lines of fronts 100 m apart, one ten times as precise.
  std::vector<SeasonalFit::Observation> observations;
  for ( int i = 0; i < 20; ++i )
  {
    observations.push_back( { 0.02 * i, 0.02 * i, 1000.0 + i % 3, 5 } );
    observations.push_back( { 0.02 * i, 0.02 * i, 1020.0 + i % 3, 50 } );
  }
  QVERIFY( std::abs( SeasonalFit( observations ).at( 0.2, 0.2 ).value - 1001 ) < 2 );
}

void TestSeasonalFit::onePreciseFrontPinsNothing()
{
  // Fronts 20 m to either side of 1000 m, all said to be right within 1 m, one of them within 1 cm.
  std::vector<SeasonalFit::Observation> observations;
  for ( int i = 0; i < 40; ++i )
    observations.push_back( { 0.02 * i, 0.02 * i, i % 2 == 0 ? 1020.0 : 980.0, i == 20 ? 0.01 : 1 } );
  const SeasonalFit fit( observations );
  QVERIFY2( std::abs( fit.at( 0.4, 0.4 ).value - 1000 ) < 3,
            qPrintable( QString::number( fit.at( 0.4, 0.4 ).value ) ) );
  // Metres, not multiples of errors: the median amount is 20 m, of a standard deviation of 20 / 0.6745.
  QVERIFY2( std::abs( fit.scatter() - 29.65 ) < 2, qPrintable( QString::number( fit.scatter() ) ) );
}

QTEST_APPLESS_MAIN( TestSeasonalFit )
#include "testseasonalfit.moc"
