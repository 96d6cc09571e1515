#include <QtTest>

#include "desktop.h"
#include "support/brokenpackage.h"

//! The plugin in QGIS Desktop, on a screen that nobody sees.
class TestDesktop : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void saysInTheMessageBarWhyTheLibraryCannotBeOpened();
  void trainsAndExtractsInTheBackground();
  void mapShowsWhatTheDialogsLoad();
  void endsATrainingBeforeTheProviderGoes_data();
  void endsATrainingBeforeTheProviderGoes();
};

void TestDesktop::initTestCase()
{
  if ( QStandardPaths::findExecutable( "Xvfb" ).isEmpty() )
    QSKIP( "Xvfb is absent: run plugin/setup" );
}

void TestDesktop::saysInTheMessageBarWhyTheLibraryCannotBeOpened()
{
  QTemporaryDir build;
  QVERIFY( makeBrokenPackage( build, "\x7f"
                                     "ELF" ) );
  Desktop desktop( build.filePath( "package" ) );
  QVERIFY( desktop.isUp() );
  const Ended qgis = desktop.run( SOURCE_FOLDER "/tests/plugin/messagebar.py", {}, 120 );
  QVERIFY2( qgis.code == 0, qgis.text() );
  QVERIFY2( qgis.out.contains( "Calving Front cannot start: the system refuses to load its library" ),
            qgis.text() );
}

//! Results are loaded with a style and a time; QGIS ends with 0. A picture of it lies in the test's folder.
void TestDesktop::trainsAndExtractsInTheBackground()
{
  QTemporaryDir work;
  Desktop desktop( QStringLiteral( BUILD_FOLDER "/package" ) );
  QVERIFY( desktop.isUp() );
  const Ended qgis =
      desktop.run( SOURCE_FOLDER "/tests/plugin/desktop.py", { { "CALVINGFRONT_WORK", work.path() } }, 400 );
  QVERIFY2( qgis.code == 0 && qgis.out.contains( "all done" ), qgis.text() );
  const QString picture = QDir::current().filePath( "testdesktop.png" );
  QFile::remove( picture );
  QVERIFY( QFile::copy( work.filePath( "desktop.png" ), picture ) );
}

//! Pictures of it lie in the test's folder.
void TestDesktop::mapShowsWhatTheDialogsLoad()
{
  QTemporaryDir work;
  Desktop desktop( QStringLiteral( BUILD_FOLDER "/package" ) );
  QVERIFY( desktop.isUp() );
  const Ended qgis = desktop.run( SOURCE_FOLDER "/tests/plugin/layers.py",
                                  { { "CALVINGFRONT_WORK", work.path() }, { "OMP_WAIT_POLICY", "" } }, 400 );
  for ( const QString &picture : QDir( work.path() ).entryList( { "*.png" } ) )
  {
    QFile::remove( "testdesktop-" + picture );
    QFile::copy( work.filePath( picture ), "testdesktop-" + picture );
  }
  QVERIFY2( qgis.code == 0 && qgis.out.contains( "all done" ), qgis.text() );
}

void TestDesktop::endsATrainingBeforeTheProviderGoes_data()
{
  QTest::addColumn<QString>( "way" );
  QTest::newRow( "closing the window" ) << "window";
  QTest::newRow( "quitting without a question" ) << "quit";
}

void TestDesktop::endsATrainingBeforeTheProviderGoes()
{
  QFETCH( QString, way );
  QTemporaryDir work;
  const Ended labelled =
      ::run( SOURCE_FOLDER "/plugin/qgis_process",
             { "run", "calvingfront:simulatescene", "--", "PIXEL_SIZE=80", "WIDTH=96", "HEIGHT=96", "DATES=2",
               "GLACIERS=2", "SCENE=" + work.filePath( "first.tif" ),
               "TRAINING_FOLDER=" + work.filePath( "labelled" ) } );
  QVERIFY2( labelled.code == 0, labelled.text() );
  Desktop desktop( QStringLiteral( BUILD_FOLDER "/package" ) );
  QVERIFY( desktop.isUp() );
  const Ended qgis = desktop.run( SOURCE_FOLDER "/tests/plugin/closing.py",
                                  { { "CALVINGFRONT_WORK", work.path() },
                                    { "CALVINGFRONT_WAY", way },
                                    { "PYTHONPATH", SOURCE_FOLDER "/tests/plugin" } },
                                  120 );
  QVERIFY2( qgis.code == 0, qgis.text() );
  const QRegularExpression order( "closing\n.*training: Cancelled: [^\n]*\n.*provider gone: ([^\n]*)\n",
                                  QRegularExpression::DotMatchesEverythingOption );
  const QRegularExpressionMatch match = order.match( qgis.out );
  QVERIFY2( match.hasMatch(), qgis.text() );
  QCOMPARE( match.captured( 1 ), QString( "first.tif labelled log.csv model.safetensors" ) );
  QVERIFY2( qgis.out.contains( "asked" ) == ( way == "window" ), qgis.text() );
}

QTEST_GUILESS_MAIN( TestDesktop )
#include "testdesktop.moc"
