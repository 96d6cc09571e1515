#include <csignal>

#include <QtTest>

#include "support/process.h"

//! Ctrl-C in runs of plugin/qgis_process.
class TestInterrupt : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void endsARunSoon_data();
  void endsARunSoon();

private:
  QString input( const char *file ) const { return mInputs.filePath( file ); }
  //! Runs a row and stops it; \a milliseconds: from Ctrl-C to the end.
  void interruptARun( qint64 &milliseconds );

  QTemporaryDir mInputs;
};

static const QString program = QStringLiteral( SOURCE_FOLDER "/plugin/qgis_process" );

//! A few labelled scenes, and one that takes a network minutes.
void TestInterrupt::initTestCase()
{
  const QStringList simulate{ "run", "calvingfront:simulatescene", "--", "PIXEL_SIZE=80" };
  const Ended labelled = run( program, simulate + QStringList{ "WIDTH=96", "HEIGHT=96", "DATES=2",
                                                               "GLACIERS=2", "SCENE=" + input( "first.tif" ),
                                                               "TRAINING_FOLDER=" + input( "labelled" ) } );
  QVERIFY2( labelled.code == 0, labelled.text() );
  const Ended large =
      run( program, simulate + QStringList{ "WIDTH=2000", "HEIGHT=2000", "SCENE=" + input( "large.tif" ) } );
  QVERIFY2( large.code == 0, large.text() );
}

void TestInterrupt::endsARunSoon_data()
{
  QTest::addColumn<QStringList>( "run" );
  QTest::addColumn<QString>( "begun" );
  QTest::addColumn<int>( "code" );
  QTest::addColumn<QStringList>( "left" );
  const auto add =
      []( const char *name, const QStringList &run, const QString &begun, int code, const QStringList &left )
  {
    QTest::newRow( name ) << run << begun << code << left;
    QTest::newRow( qPrintable( name + QString( ", JSON" ) ) )
        << QStringList( "--json" ) + run << begun << code << left;
  };
  add( "simulation",
       { "run", "calvingfront:simulatescene", "--", "WIDTH=60000", "HEIGHT=60000", "SCENE=scene.tif" },
       "scene.tif.*", 1, {} );
  add( "extraction",
       { "run", "calvingfront:extractfronts", "--", "INPUT=" + input( "large.tif" ), "FRONTS=fronts.gpkg",
         "ZONES=zones.tif", "RESAMPLE=false" },
       "zones.tif.*", 1, {} );
  // What was learned so far is worth keeping.
  const QStringList train{ "run",
                           "calvingfront:finetune",
                           "--",
                           "SIZE=tiny",
                           "CROP_SIDE=64",
                           "BATCH=2",
                           "SAMPLES=8",
                           "SCENES=" + input( "labelled" ),
                           "MODEL=model.safetensors",
                           "DEVICE=cpu",
                           "REPORT=report.html",
                           "LOG=log.csv",
                           "EPOCHS=99999",
                           "CHECKPOINT=checkpoint.safetensors" };
  add( "training", train, "log.csv", 0,
       { "checkpoint.safetensors", "log.csv", "model.safetensors", "report.html" } );
}

//! A machine that is busy with something else may take longer, but not three times.
void TestInterrupt::endsARunSoon()
{
  constexpr qint64 second = 1000;
  qint64 milliseconds = second;
  for ( int attempt = 0; attempt < 3 && milliseconds >= second; ++attempt )
  {
    interruptARun( milliseconds );
    if ( QTest::currentTestFailed() )
      return;
    qInfo() << milliseconds << "ms";
  }
  QVERIFY2( milliseconds < second, qPrintable( QString::number( milliseconds ) + " ms" ) );
}

void TestInterrupt::interruptARun( qint64 &milliseconds )
{
  QFETCH( QStringList, run );
  QFETCH( QString, begun );
  QFETCH( int, code );
  QFETCH( QStringList, left );
  QTemporaryDir folder;
  const QDir outputs( folder.path() );
  QProcess process;
  prepare( process, { {}, folder.path() } );
  process.start( program, run );
  QTRY_VERIFY_WITH_TIMEOUT( !outputs.entryList( { begun } ).isEmpty(), 60000 );
  QTest::qWait( 1000 );
  if ( process.state() != QProcess::Running )
    QFAIL( ended( process, 1 ).text() );

  QElapsedTimer timer;
  timer.start();
  ::kill( static_cast<pid_t>( process.processId() ), SIGINT );
  const Ended after = ended( process, 20 );
  milliseconds = timer.elapsed();
  QVERIFY2( after.code == code, after.text() );
  QCOMPARE( outputs.entryList( QDir::Files ), left );
}

QTEST_GUILESS_MAIN( TestInterrupt )
#include "testinterrupt.moc"
