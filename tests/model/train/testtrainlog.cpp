#include <QtTest>

#include <limits>

#include "model/train/frontscores.h"
#include "model/train/trainlog.h"

using namespace calving;

class TestTrainLog : public QObject
{
  Q_OBJECT

private slots:
  void reportCountsInWholeNumbers();
  void reportShowsOnlyWhatIsKnown();

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
  const QString html = page( training( 2, { { figure::meanDistanceError, unknown }, { figure::iou, 0.5 } } ) );
  QVERIFY( html.contains( "No plot “mean distance error (m)”: it is known for no epoch." ) );
  QCOMPARE( html.count( "<svg" ), 3 ); // overlap, loss, learning rate
}

QTEST_APPLESS_MAIN( TestTrainLog )
#include "testtrainlog.moc"
