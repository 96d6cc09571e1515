#include <QtTest>

#include <limits>

#include "model/train/endingtext.h"
#include "model/train/report/frontscores.h"
#include "model/train/report/trainlog.h"

using namespace calving;

class TestTrainLog : public QObject
{
  Q_OBJECT

private slots:
  void reportCountsInWholeNumbers();
  void reportShowsOnlyWhatIsKnown();
  void reportExplainsTheLossOfMeans();
  void reportSaysWhyItHasNoExamples();
  void endsAreToldInWholeSentences();

private:
  QString page( const TrainResult &result, const ReportContent &content = { "Training", {}, {} } ) const;

  QTemporaryDir mFolder;
};

static const double unknown = std::numeric_limits<double>::quiet_NaN();

//! A training of \a epochs whose validation found \a figures.
static TrainResult training( int epochs, const std::vector<std::pair<std::string, double>> &figures )
{
  TrainResult result;
  result.epochs = result.bestEpoch = epochs;
  result.best.figures = figures;
  for ( int epoch = 1; epoch <= epochs; ++epoch )
  {
    EpochRecord record;
    record.epoch = epoch;
    record.learningRate = 0.01;
    record.trainingLoss = 1.0 / epoch;
    record.scores = result.best;
    result.history.push_back( record );
  }
  return result;
}

QString TestTrainLog::page( const TrainResult &result, const ReportContent &content ) const
{
  const QString path = mFolder.filePath( "report.html" );
  writeTrainingReport( path.toStdString(), result, content );
  QFile file( path );
  return file.open( QIODevice::ReadOnly ) ? QString::fromUtf8( file.readAll() ) : QString();
}

void TestTrainLog::reportCountsInWholeNumbers()
{
  const QString html = page( training( 2, { { figure::missingFronts, 3 }, { figure::iou, 0.51234 } } ) );
  QVERIFY( html.contains( "<td>best model: scenes without front</td><td>3</td>" ) );
  QVERIFY( html.contains( "<td>best model: IoU</td><td>0.5123</td>" ) );
  // Neither half an epoch nor half a scene.
  QVERIFY( !html.contains( QRegularExpression( QStringLiteral( ">[1-3]\\.[0-9]+</text>" ) ) ) );
}

void TestTrainLog::reportShowsOnlyWhatIsKnown()
{
  const QString html =
      page( training( 2, { { figure::meanDistanceError, unknown }, { figure::iou, 0.5 } } ) );
  QVERIFY( html.contains( "No plot “mean distance error (m)”: it is known for no epoch." ) );
  QCOMPARE( html.count( "<svg" ), 3 ); // overlap, loss, learning rate
}

void TestTrainLog::reportExplainsTheLossOfMeans()
{
  QVERIFY( page( training( 1, { { figure::loss, 0.5 }, { figure::lossOfMeans, 0.2 } } ) )
               .contains( "knew nothing but the mean of each optical band: a network" ) );
  const QString grey = page( training( 1, { { figure::loss, 0.5 }, { figure::lossOfGreyMean, 0.2 } } ) );
  QVERIFY( grey.contains( "The “loss of the mean grey value” is" ) && !grey.contains( "optical" ) );
}

void TestTrainLog::reportSaysWhyItHasNoExamples()
{
  ReportContent content{ "Training", {}, {}, false };
  QVERIFY( !page( training( 1, {} ), content ).contains( "Examples" ) );
  content.picturesLeftOut = true;
  QVERIFY( page( training( 1, {} ), content ).contains( "<h2>Examples</h2>\n<p>None: " ) );
}

void TestTrainLog::endsAreToldInWholeSentences()
{
  QCOMPARE( allEpochsDone( 1 ), std::string( "The epoch is done." ) );
  QCOMPARE( allEpochsDone( 2 ), std::string( "All 2 epochs are done." ) );
  QCOMPARE( nothingImproved( 1 ), std::string( "The validation has not become better for an epoch." ) );
  TrainState state;
  state.epoch = 3;
  QCOMPARE(
      endedEarly( "It ended", state, 0 ),
      std::string( "It ended after epoch 3. The model has the last weights, since nothing was validated." ) );
  state.hasBest = true;
  state.bestEpoch = 2;
  QCOMPARE( endedEarly( "It ended", state, 10 ),
            std::string( "It ended after epoch 3 of 10. The model is the best so far, that of epoch 2." ) );
  QVERIFY( howToGoOn( "/a/b" ).find( "the checkpoint /a/b (RESUME)" ) != std::string::npos );
  QVERIFY( howToGoOn( "" ).find( "name a CHECKPOINT" ) != std::string::npos );
}

QTEST_APPLESS_MAIN( TestTrainLog )
#include "testtrainlog.moc"
