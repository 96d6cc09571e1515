#include <QtTest>

#include <cmath>
#include <map>

#include <QElapsedTimer>

#include "model/check/checkfronts.h"
#include "support/moltke.h"
#include "support/plantederrors.h"
#include "support/testdata.h"

using namespace calving;

/**
 * Errors of all kinds, planted among the 159 real fronts of Harald Moltke Bræ: nearly all must be found, each
 * by the rule that is there for it, and hardly any other front flagged.
 *
 * The limits of the rules were chosen with other seeds than the one that counts here.
 */
class TestPlantedErrors : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void errorsAreFoundAndFrontsLeftAlone();
  void limitsHoldForOtherDraws();

private:
  //! What came out for the errors of one seed.
  struct Score
  {
    int errors = 0;
    int found = 0;
    int untouched = 0;
    int falseAlarms = 0;
    QString missed;
    QString alarms;

    double recall() const { return 1.0 * found / errors; }
    double falseShare() const { return 1.0 * falseAlarms / untouched; }
  };
  Score scoreOf( unsigned seed ) const;

  std::vector<FrontRecord> mFronts;
};

void TestPlantedErrors::initTestCase()
{
  REQUIRE_TEST_DATA( "moltke/box/harald_moltke_brae.shp" );
  GDALAllRegister();
  mFronts = moltkeFronts( testData( "moltke" ).toStdString() );
  QCOMPARE( mFronts.size(), std::size_t( 159 ) );
}

TestPlantedErrors::Score TestPlantedErrors::scoreOf( unsigned seed ) const
{
  // On the map, 292° from its north.
  const double angle = moltkeDirection * M_PI / 180;
  const PlantedErrors planted( mFronts, { std::sin( angle ), std::cos( angle ) }, seed );
  const CheckedFronts checked = checkFronts( planted.input(), {}, {} );
  Score score;
  std::map<CheckRule, std::array<int, 2>> kinds;
  for ( const PlantedErrors::Error &error : planted.errors() )
  {
    const bool isFound = checked.verdicts[error.front].isFlagged( error.rule );
    ++score.errors;
    score.found += isFound;
    ++kinds[error.rule][0];
    kinds[error.rule][1] += isFound;
    if ( !isFound )
      score.missed += QStringLiteral( "%1: %2 (%3, measured %4); " )
                          .arg( nameOf( error.rule ).flag, error.what.c_str(),
                                checked.verdicts[error.front].text().c_str() )
                          .arg( checked.verdicts[error.front].value( error.rule ) );
  }
  for ( const std::size_t front : planted.untouched() )
  {
    ++score.untouched;
    const FrontVerdict &verdict = checked.verdicts[front];
    if ( !verdict.flags.any() )
      continue;
    ++score.falseAlarms;
    score.alarms +=
        QStringLiteral( "%1: %2; " ).arg( mFronts[front].dateText.c_str(), verdict.text().c_str() );
  }
  return score;
}

void TestPlantedErrors::errorsAreFoundAndFrontsLeftAlone()
{
  constexpr unsigned seed = 159;
  QElapsedTimer clock;
  clock.start();
  const Score score = scoreOf( seed );
  qInfo( "seed %u: %d of %d planted errors found (recall %.3f), %d of %d untouched fronts flagged (%.1f %%), "
         "%lld ms. Missed: %s. False alarms: %s.",
         seed, score.found, score.errors, score.recall(), score.falseAlarms, score.untouched,
         100 * score.falseShare(), clock.elapsed(), qPrintable( score.missed ), qPrintable( score.alarms ) );
  QVERIFY( score.errors >= 40 );
  QVERIFY( score.recall() >= 0.95 );
  QVERIFY( score.falseShare() < 0.05 );
}

//! One draw may be lucky.
void TestPlantedErrors::limitsHoldForOtherDraws()
{
  int found = 0;
  int errors = 0;
  int alarms = 0;
  int untouched = 0;
  constexpr int count = 20;
  for ( unsigned seed = 1; seed <= count; ++seed )
  {
    const Score score = scoreOf( seed );
    found += score.found;
    errors += score.errors;
    alarms += score.falseAlarms;
    untouched += score.untouched;
  }
  qInfo( "%d draws: recall %.3f, false alarms %.1f %%", count, 1.0 * found / errors,
         100.0 * alarms / untouched );
  QVERIFY( found >= 0.95 * errors );
  QVERIFY( alarms < 0.05 * untouched );
}

QTEST_GUILESS_MAIN( TestPlantedErrors )
#include "testplantederrors.moc"
