#include <QtTest>

#include <cmath>

#include "model/change/frontchange.h"
#include "support/truefronts.h"

using namespace calving;

/**
 * What is measured of simulated glaciers, whose motion is known: years, bays and shapes that change make
 * their fronts wander beside it, and stated intervals must allow for that.
 */
class TestSimulatedChange : public QObject
{
  Q_OBJECT

private slots:
  void statedErrorsHoldTheTruth_data();
  void statedErrorsHoldTheTruth();

private:
  static constexpr double rate = 150;
  static constexpr double amplitude = 250;
  static constexpr double loss = 1200;
};

void TestSimulatedChange::statedErrorsHoldTheTruth_data()
{
  QTest::addColumn<int>( "method" );
  // The extrapolated centreline damps change, as published, and the variable box divides by the width of each
  // front, so that a fjord that widens moves it: their metres are not those of the motion.
  for ( ChangeMethod method : { ChangeMethod::RectilinearBox, ChangeMethod::CurvilinearBox,
                                ChangeMethod::Centreline, ChangeMethod::MultiCentreline } )
    QTest::newRow( nameOf( method ).c_str() ) << static_cast<int>( method );
}

void TestSimulatedChange::statedErrorsHoldTheTruth()
{
  QFETCH( int, method );
  constexpr int glaciers = 20;
  constexpr int first = 7400;
  constexpr int interval = 30;
  constexpr int dates = 50;
  constexpr double span = 20000;
  int rates = 0;
  int amplitudes = 0;
  int phases = 0;
  int found = 0;
  int sizes = 0;
  int invented = 0;
  double halfWidth = 0;
  for ( int seed = 1; seed <= glaciers; ++seed )
  {
    // Not always at the same season, nor in the middle.
    const int day = first + interval * ( 18 + seed % 14 ) - 10;
    const TrueFronts truth( seed, span, { rate, amplitude, false, FrontLoss{ day, loss } } );
    ChangeInput input;
    input.fronts = truth.fronts( first, dates, interval );
    input.centrelines = truth.centreline( day, 0.4 * span );
    ChangeOptions options;
    options.method = static_cast<ChangeMethod>( method );
    options.azimuth = truth.azimuth();
    options.spacing = 300;
    const GlacierChange change = measureChange( input, options, {} ).front();
    const SeasonalFit &fit = *change.fit;
    rates += std::abs( fit.trend().value + rate ) < fit.trend().halfWidth;
    halfWidth += fit.trend().halfWidth / glaciers;
    amplitudes += std::abs( fit.amplitude().value - amplitude ) < fit.amplitude().halfWidth;
    phases += std::abs( std::remainder( fit.highest().value - 0.37, 1.0 ) ) < fit.highest().halfWidth;
    for ( std::size_t i = 1; i < change.rows.size(); ++i )
    {
      const ChangeRow &row = change.rows[i];
      if ( !std::isfinite( row.event ) )
        continue;
      if ( change.rows[i - 1].front.moment.day >= day || row.front.moment.day < day )
      {
        ++invented;
        continue;
      }
      ++found;
      sizes += std::abs( row.event - loss ) < 1.96 * row.eventError;
    }
  }
  qInfo( "of %d glaciers, intervals hold of rate %d (± %.0f m a year in the mean), amplitude %d, phase %d; "
         "events "
         "found %d, sizes held %d, other events %d",
         glaciers, rates, halfWidth, amplitudes, phases, found, sizes, invented );
  for ( int held : { rates, amplitudes, phases, found } )
    QVERIFY2( held >= 17, qPrintable( QString::number( held ) ) );
  QVERIFY2( sizes >= found - 3, qPrintable( QString::number( sizes ) ) );
  QVERIFY2( invented <= 3, qPrintable( QString::number( invented ) ) );
  // Intervals that hold everything say nothing. A single centreline sees each bay.
  QVERIFY2( halfWidth < ( static_cast<ChangeMethod>( method ) == ChangeMethod::Centreline ? 220 : rate ),
            qPrintable( QString::number( halfWidth ) ) );
}

QTEST_GUILESS_MAIN( TestSimulatedChange )
#include "testsimulatedchange.moc"
