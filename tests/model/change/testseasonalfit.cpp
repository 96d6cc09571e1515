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
  void intervalsHoldWhereFrontsWander_data();
  void intervalsHoldWhereFrontsWander();
  void whatStaysLostIsAnEvent();
  void eventsAreFoundDespiteABadFront();
  void noiseHasNoSeason();
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
  QVERIFY( std::abs( fit.highest().value - 0.4 ) < 0.004 );
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
  constexpr int count = 150;
  int trends = 0;
  int curves = 0;
  double widths = 0;
  for ( unsigned seed = 0; seed < count; ++seed )
  {
    const SeasonalFit fit( series( 3, 25, seed ) );
    trends += std::abs( fit.trend().value + 200 ) < fit.trend().halfWidth;
    widths += fit.trend().halfWidth;
    const SeasonalFit::Estimate middle = fit.at( 1.4, 0.4 );
    curves += std::abs( middle.value - ( 5000 - 280 + 60 ) ) < middle.halfWidth;
  }
  // 95 % of 150 is 142; three standard deviations of a count are 8. That a wander is not ruled out makes
  // some intervals wider than independent residuals would.
  for ( int held : { trends, curves } )
    QVERIFY2( held >= 0.95 * count - 8, qPrintable( QString::number( held ) ) );
  const double independent = 2 * 25 / std::sqrt( 92 * 3.0 * 3.0 / 12 );
  QVERIFY2( widths / count < 1.5 * independent, qPrintable( QString::number( widths / count ) ) );
}

//! Of a series that wanders, residuals taken as independent would give intervals that hold in a third.
void TestSeasonalFit::intervalsHoldWhereFrontsWander_data()
{
  QTest::addColumn<double>( "time" );
  for ( double time : { 0.1, 0.4, 1.0 } )
    QTest::addRow( "for %.1f years", time ) << time;
}

void TestSeasonalFit::intervalsHoldWhereFrontsWander()
{
  QFETCH( double, time );
  constexpr int count = 60;
  constexpr double size = 80;
  int trends = 0;
  int amplitudes = 0;
  int phases = 0;
  int events = 0;
  for ( unsigned seed = 0; seed < count; ++seed )
  {
    std::mt19937 generator( seed );
    std::normal_distribution<double> normal( 0, 1 );
    std::vector<SeasonalFit::Observation> observations = series( 4, 15, seed );
    double wander = size * normal( generator );
    const double kept = std::exp( -12 / 365.25 / time );
    for ( SeasonalFit::Observation &one : observations )
    {
      one.position += wander;
      wander = kept * wander + size * std::sqrt( 1 - kept * kept ) * normal( generator );
    }
    const SeasonalFit fit( observations );
    trends += std::abs( fit.trend().value + 200 ) < fit.trend().halfWidth;
    amplitudes += std::abs( fit.amplitude().value - 60 ) < fit.amplitude().halfWidth;
    phases += std::abs( std::remainder( fit.highest().value - 0.4, 1.0 ) ) < fit.highest().halfWidth;
    events += static_cast<int>( fit.events().size() );
  }
  qInfo( "of %d: trend %d, amplitude %d, phase %d; events that were none: %d", count, trends, amplitudes,
         phases, events );
  // 95 % of 60 is 57; three standard deviations of a count are 5.
  for ( int held : { trends, amplitudes, phases } )
    QVERIFY2( held >= 52, qPrintable( QString::number( held ) ) );
  QVERIFY( events <= 2 );
}

void TestSeasonalFit::whatStaysLostIsAnEvent()
{
  std::vector<SeasonalFit::Observation> observations = series( 4, 20, 5 );
  const std::size_t after = 70;
  for ( std::size_t i = after; i < observations.size(); ++i )
    observations[i].position -= 500;
  const SeasonalFit fit( observations );
  QCOMPARE( fit.events().size(), std::size_t( 1 ) );
  const SeasonalFit::Event event = fit.events().front();
  QCOMPARE( event.before, observations[after - 1].years );
  QCOMPARE( event.after, observations[after].years );
  QVERIFY2( std::abs( event.size.value - 500 ) < event.size.halfWidth && event.size.halfWidth < 50,
            qPrintable( QString::number( event.size.value ) ) );
  QVERIFY( std::abs( fit.trend().value + 200 ) < fit.trend().halfWidth );
  // The fit falls between the two dates.
  const auto at = [&]( std::size_t i )
  { return fit.at( observations[i].years, observations[i].phase ).value; };
  QVERIFY( at( after - 1 ) - at( after ) > 400 );
}

void TestSeasonalFit::eventsAreFoundDespiteABadFront()
{
  std::vector<SeasonalFit::Observation> observations = series( 4, 20, 6 );
  for ( std::size_t i = 70; i < observations.size(); ++i )
    observations[i].position -= 800;
  observations[50].position += 900;
  const SeasonalFit fit( observations );
  QCOMPARE( fit.events().size(), std::size_t( 1 ) );
  QCOMPARE( fit.events().front().after, observations[70].years );
}

void TestSeasonalFit::noiseHasNoSeason()
{
  constexpr int count = 60;
  int zeros = 0;
  int any = 0;
  for ( unsigned seed = 0; seed < count; ++seed )
  {
    std::vector<SeasonalFit::Observation> observations = series( 3, 25, seed );
    for ( SeasonalFit::Observation &one : observations )
      one.position -= 60 * std::cos( 2 * M_PI * ( one.years - 0.4 ) );
    const SeasonalFit fit( observations );
    zeros += fit.amplitude().value <= fit.amplitude().halfWidth;
    any += fit.highest().halfWidth == 0.5;
  }
  QVERIFY2( zeros >= 52, qPrintable( QString::number( zeros ) ) );
  QCOMPARE( any, zeros );
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
