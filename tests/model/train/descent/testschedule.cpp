#include <QtTest>

#include "model/train/checkpoint/checkpointdifference.h"
#include "model/train/checkpoint/trainstate.h"
#include "model/train/descent/schedule.h"
#include "model/train/trainoptions.h"
#include "support/expecterror.h"

using namespace calving;

class TestSchedule : public QObject
{
  Q_OBJECT

private slots:
  void staysConstantAsPublished();
  void fallsAsACosine();
  void warmsUp();
  void reducesOnAPlateau();
  void goesOnFromCheckpointsOfEarlierVersions();
  void namesCheckpointSettingsThatDiffer();
  void explainsOptionsOutOfRange();
};

void TestSchedule::staysConstantAsPublished()
{
  QCOMPARE( rateFactor( {}, {}, 0, 0 ), 1.0 );
  QCOMPARE( rateFactor( {}, {}, 100000, 0.99 ), 1.0 );
}

void TestSchedule::fallsAsACosine()
{
  ScheduleOptions options;
  options.kind = ScheduleKind::Cosine;
  options.finalShare = 0;
  QCOMPARE( rateFactor( options, {}, 0, 0 ), 1.0 );
  QCOMPARE( rateFactor( options, {}, 0, 0.5 ) + 1, 1.5 );
  QVERIFY( rateFactor( options, {}, 0, 1 ) < 1e-12 );
}

void TestSchedule::warmsUp()
{
  ScheduleOptions options;
  options.warmupSteps = 4;
  QCOMPARE( rateFactor( options, {}, 0, 0 ), 0.25 );
  QCOMPARE( rateFactor( options, {}, 3, 0 ), 1.0 );
}

void TestSchedule::reducesOnAPlateau()
{
  ScheduleOptions options;
  options.kind = ScheduleKind::Plateau;
  options.plateauPatience = 1;
  ScheduleState state;
  for ( double figure : { 10.0, 11.0, 9.0, 9.5 } )
    endEpoch( options, state, figure );
  QCOMPARE( rateFactor( options, state, 0, 0 ), 1.0 );
  endEpoch( options, state, 8.9995 ); // a gain of half a ten-thousandth is none
  QCOMPARE( rateFactor( options, state, 0, 0 ), 0.5 );
  endEpoch( options, state, 8.998 );
  endEpoch( options, state, 8.998 );
  QCOMPARE( rateFactor( options, state, 0, 0 ), 0.5 );
}

//! Its checkpoints do not tell what the plateau waits for: the best so far, as then.
void TestSchedule::goesOnFromCheckpointsOfEarlierVersions()
{
  TrainState state;
  state.hasBest = true;
  state.best.rank = 7;
  const std::string now = trainStateToJson( state );
  QVERIFY( !trainStateFromJson( now, "now" ).schedule.plateauBest ); // weights to start from were the best
  const std::string before = QString::fromStdString( now ).remove( "\"plateau_best\":null," ).toStdString();
  const std::optional<double> best = trainStateFromJson( before, "before" ).schedule.plateauBest;
  QVERIFY( best && *best == 7 );
}

void TestSchedule::namesCheckpointSettingsThatDiffer()
{
  const std::string saved =
      "OptSimMIM tiny, held-out glaciers: A, B; 2 scenes for training, 2 for validation, "
      "scenes 123, masked squares 4 pixels, seed 1, batch 4";
  const auto difference = [&saved]( const QString &from, const QString &to )
  {
    const QString asked = QString::fromStdString( saved ).replace( from, to );
    return QString::fromStdString( checkpointDifference( saved, asked.toStdString() ) );
  };
  QCOMPARE( difference( "seed 1", "seed 2" ), QString( "it was made with seed 1; asked for are seed 2" ) );
  QCOMPARE( difference( "OptSimMIM tiny", "OptSimMIM small" ),
            QString( "it was made with size tiny; asked for are size small" ) );
  QCOMPARE(
      difference( "A, B; 2", "A, C; 2" ),
      QString( "it was made with held-out glaciers: A, B; 2 scenes for training, 2 for validation; asked "
               "for are held-out glaciers: A, C; 2 scenes for training, 2 for validation" ) );
  QCOMPARE( difference( "123", "124" ),
            QString( "it was made with other scenes; asked for are the scenes given" ) );
  QCOMPARE( difference( "OptSimMIM tiny", "OptTranslator tiny" ).section( ';', 0, 0 ),
            QString( "it was made with method OptSimMIM" ) );
}

void TestSchedule::explainsOptionsOutOfRange()
{
  TrainOptions options;
  options.samples.crop.side = 100;
  EXPECT_ERROR( requireValid( options ), "100 pixels", "multiple of 32" );
  options = {};
  options.epochs = 0;
  EXPECT_ERROR( requireValid( options ), "would never end" );
  options = {};
  options.batch = 0;
  EXPECT_ERROR( requireValid( options ), "at least 1" );
  options = {};
  options.samples.augment.flipProbability = 2;
  EXPECT_ERROR( requireValid( options ), "flips", "0 to 1" );
  options = {};
  options.optimiser.learningRate = 0;
  EXPECT_ERROR( requireValid( options ), "learning rate", "greater than 0" );
  options = {};
  options.optimiser.momentum = 1;
  EXPECT_ERROR( requireValid( options ), "momentum" );
  options = {};
  options.layerRateFactor = 0;
  EXPECT_ERROR( requireValid( options ), "from block to block" );
  options = {};
  options.averaging = 1;
  EXPECT_ERROR( requireValid( options ), "averaging" );
}

QTEST_APPLESS_MAIN( TestSchedule )
#include "testschedule.moc"
