#include <csignal>

#include <QtTest>

#include "support/process.h"

//! Ctrl-C in a run of plugin/qgis_process.
class TestInterrupt : public QObject
{
  Q_OBJECT

private slots:
  void endsARunWithinASecond_data();
  void endsARunWithinASecond();
};

void TestInterrupt::endsARunWithinASecond_data()
{
  QTest::addColumn<QStringList>( "options" );
  QTest::newRow( "text" ) << QStringList();
  QTest::newRow( "json" ) << QStringList( "--json" );
}

//! Nothing is left where the result would have been.
void TestInterrupt::endsARunWithinASecond()
{
  QFETCH( QStringList, options );
  QTemporaryDir folder;
  QProcess process;
  prepare( process, {} );
  process.start( SOURCE_FOLDER "/plugin/qgis_process",
                 options + QStringList{ "run", "calvingfront:simulatescene", "--", "WIDTH=60000",
                                        "HEIGHT=60000", "SCENE=" + folder.filePath( "scene.tif" ) } );
  // The run is at work once its output has begun.
  QTRY_VERIFY_WITH_TIMEOUT( !QDir( folder.path() ).isEmpty(), 60000 );
  QTest::qWait( 1000 );
  QCOMPARE( process.state(), QProcess::Running );

  QElapsedTimer timer;
  timer.start();
  ::kill( static_cast<pid_t>( process.processId() ), SIGINT );
  const Ended run = ended( process, 10 );
  QVERIFY2( run.code == 1, run.text() );
  QVERIFY2( timer.elapsed() < 1000, qPrintable( QString::number( timer.elapsed() ) + " ms" ) );
  QVERIFY2( QDir( folder.path() ).isEmpty(), qPrintable( QDir( folder.path() ).entryList().join( ' ' ) ) );
}

QTEST_GUILESS_MAIN( TestInterrupt )
#include "testinterrupt.moc"
