#include <QtTest>

#include <cmath>

#include "model/check/checkfronts.h"
#include "support/plantederrors.h"
#include "support/truefronts.h"

using namespace calving;

//! True fronts of simulated glaciers, with a calving event: nothing is wrong with them, until errors are
//! planted.
class TestSimulatedChecks : public QObject
{
  Q_OBJECT

private slots:
  void trueFrontsAreHardlyFlagged();
  void plantedErrorsAreFound();

private:
  static constexpr int glaciers = 10;
  static constexpr int first = 7400;
  static constexpr int interval = 12;
  static constexpr int dates = 120;
  static constexpr int eventFront = 60;
  static constexpr double span = 20000;

  static TrueFronts truth( int seed )
  {
    // The event takes more than the seasons do.
    const FrontLoss loss{ first + eventFront * interval - 5, 1200 };
    return TrueFronts( seed, span, { 150, 250, false, loss }, 201 );
  }
};

void TestSimulatedChecks::trueFrontsAreHardlyFlagged()
{
  int alarms = 0;
  int events = 0;
  QString what;
  for ( int seed = 1; seed <= glaciers; ++seed )
  {
    CheckInput input;
    input.fronts = truth( seed ).fronts( first, dates, interval );
    const CheckedFronts checked = checkFronts( input, {}, {} );
    for ( std::size_t i = 0; i < checked.verdicts.size(); ++i )
      if ( const FrontVerdict &verdict = checked.verdicts[i]; verdict.flags.any() )
      {
        ++alarms;
        what += QStringLiteral( "%1 %2: %3; " ).arg( seed ).arg( i ).arg( verdict.text().c_str() );
      }
    events += checked.verdicts[eventFront].flags.any();
  }
  qInfo( "%d of %d true fronts flagged: %s", alarms, glaciers * dates, qPrintable( what ) );
  QVERIFY( alarms < 0.05 * glaciers * dates );
  // The next fronts confirm it.
  QCOMPARE( events, 0 );
}

void TestSimulatedChecks::plantedErrorsAreFound()
{
  int found = 0;
  int errors = 0;
  int alarms = 0;
  int untouched = 0;
  QString missed;
  for ( int seed = 1; seed <= glaciers; ++seed )
  {
    const TrueFronts fronts = truth( seed );
    const PlantedErrors planted( fronts.fronts( first, dates, interval ), fronts.flow(), seed );
    const CheckedFronts checked = checkFronts( planted.input(), {}, {} );
    for ( const PlantedErrors::Error &error : planted.errors() )
    {
      ++errors;
      if ( checked.verdicts[error.front].isFlagged( error.rule ) )
        ++found;
      else
        missed += QStringLiteral( "%1; " ).arg( error.what.c_str() );
    }
    for ( const std::size_t front : planted.untouched() )
    {
      ++untouched;
      alarms += checked.verdicts[front].flags.any();
    }
  }
  qInfo( "%d of %d planted errors found; missed: %s", found, errors, qPrintable( missed ) );
  qInfo( "%d of %d untouched fronts flagged", alarms, untouched );
  QVERIFY( found >= 0.9 * errors );
  QVERIFY( alarms < 0.05 * untouched );
}

QTEST_GUILESS_MAIN( TestSimulatedChecks )
#include "testsimulatedchecks.moc"
