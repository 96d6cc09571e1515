#include <QtTest>

#include "model/train/schedule.h"
#include "model/train/trainoptions.h"
#include "model/train/trainstate.h"
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
  void namesWhatItKnows();
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
  std::string json = trainStateToJson( state );
  QVERIFY( !trainStateFromJson( json, "now" ).schedule.plateauBest ); // weights to start from were the best
  const std::string key = "\"plateau_best\":null,";
  json.erase( json.find( key ), key.size() );
  QCOMPARE( trainStateFromJson( json, "before" ).schedule.plateauBest.value(), 7.0 );
}

void TestSchedule::namesWhatItKnows()
{
  QVERIFY( scheduleKind( "plateau" ) == ScheduleKind::Plateau );
  EXPECT_ERROR( scheduleKind( "linear" ), "Use constant, cosine or plateau." );
  EXPECT_ERROR( optimiserKind( "lion" ), "Use sgd or adamw." );
}

void TestSchedule::explainsOptionsOutOfRange()
{
  TrainOptions options;
  options.samples.crop.side = 100;
  EXPECT_ERROR( requireValid( options ), "is 100 pixels, but must be a multiple of 32" );
  options = {};
  options.epochs = 0;
  EXPECT_ERROR( requireValid( options ), "would never end" );
  options = {};
  options.batch = 0;
  EXPECT_ERROR( requireValid( options ), "at least 1" );
  options = {};
  options.samples.augment.flipProbability = 2;
  EXPECT_ERROR( requireValid( options ), "The probability of flips must be from 0 to 1." );
  options = {};
  options.optimiser.learningRate = 0;
  EXPECT_ERROR( requireValid( options ), "learning rate must be greater than 0" );
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
