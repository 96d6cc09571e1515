#include <QtTest>

#include "model/modelfile/modelfile.h"
#include "model/train/data/packedscenes.h"
#include "support/process.h"
#include "support/testscenes.h"

using namespace calving;

//! The program as a server runs it.
class TestCalvingTrain : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void needsNothingOfQgis();
  void trainsAndEvaluatesPackedScenes();
  void saysWhatIsWrong();
  void listsItsKeys();
  void isInstalledAlone();

private:
  QString path( const char *name ) const { return mFolder.filePath( name ); }
  Ended calvingtrain( const QStringList &words ) { return run( CALVINGTRAIN, words, {} ); }

  QTemporaryDir mFolder;
};

void TestCalvingTrain::initTestCase()
{
  TestScenes scenes( 4, 64, 64 );
  packScenes( scenes, path( "scenes.safetensors" ).toStdString() );
}

void TestCalvingTrain::needsNothingOfQgis()
{
  // Those that it names itself: what LibTorch brings along is LibTorch's business.
  const Ended libraries = run( "objdump", { "-p", CALVINGTRAIN }, {} );
  QVERIFY2( libraries.out.contains( QRegularExpression( "NEEDED +libtorch" ) ), libraries.text() );
  for ( const char *library : { "gdal", "Qt5", "qgis", "pugixml", "crypto", "proj" } )
    QVERIFY2( !libraries.out.contains( QRegularExpression( QString( "NEEDED +lib%1" ).arg( library ) ) ),
              libraries.text() );
}

void TestCalvingTrain::trainsAndEvaluatesPackedScenes()
{
  const QString model = "model=" + path( "model.safetensors" );
  const QString data = "data=" + path( "scenes.safetensors" );
  const QStringList common{ data, "holdout=B", "crop_side=64", "device=cpu", "batch=2", "threads=1" };
  Ended ended = calvingtrain( QStringList{ "train" } + common +
                              QStringList{ "epochs=1", "samples=4", "loader_threads=1", model } );
  QVERIFY2( ended.code == 0, ended.text() );
  QVERIFY2( ended.out.contains( "2 scenes for training, 2 for validation" ), ended.text() );
  const ModelCard card = readModelFile( path( "model.safetensors" ).toStdString() ).card;
  QCOMPARE( card.name, std::string( "model" ) );
  QVERIFY( card.notes.at( "training: command" ).find( "calvingtrain train" ) != std::string::npos );

  ended = calvingtrain( QStringList{ "evaluate" } + common + QStringList{ model } );
  QVERIFY2( ended.code == 0, ended.text() );
  QVERIFY2( ended.out.contains( QRegularExpression( "(?m)^IoU: 0\\.[0-9]+$" ) ), ended.text() );
}

void TestCalvingTrain::saysWhatIsWrong()
{
  Ended ended = calvingtrain( { "swim" } );
  QVERIFY2( ended.code == 1 && ended.err.contains( "pretrain" ), ended.text() );
  ended = calvingtrain( { "train", "data=" + path( "absent.safetensors" ) } );
  QVERIFY2( ended.code == 1 && ended.err.contains( path( "absent.safetensors" ) ), ended.text() );
  for ( const char *wrong : { "dropout=0,5", "batch=many", "size=huge", "recompute=perhaps" } )
  {
    ended = calvingtrain( { "train", "data=" + path( "scenes.safetensors" ), wrong } );
    const QString key = QString( wrong ).section( '=', 0, 0 ).toUpper();
    QVERIFY2( ended.code == 1 && ended.err.contains( key + " = " ), ended.text() );
  }
  ended = calvingtrain( { "train", "data=" + path( "scenes.safetensors" ), "learningrate=1" } );
  QVERIFY2( ended.code == 1 && ended.err.contains( "learningrate" ), ended.text() );
}

void TestCalvingTrain::listsItsKeys()
{
  const Ended ended = calvingtrain( { "help" } );
  QVERIFY2( ended.code == 0, ended.text() );
  for ( const char *key :
        { "crop_side=0", "recipe=auto", "learning_rate=", "size=tiny", "method=OptSimMIM", "checkpoint=" } )
    QVERIFY2( ended.out.contains( QString( "\n%1 " ).arg( key ) ), key );
}

//! Neither does installing the plugin bring the program, nor the other way round.
void TestCalvingTrain::isInstalledAlone()
{
  const Ended ended = run(
      CMAKE_PROGRAM,
      { "--install", BUILD_FOLDER, "--component", "calvingtrain", "--prefix", path( "installed" ) }, {} );
  QVERIFY2( ended.code == 0, ended.text() );
  QVERIFY( QFileInfo( path( "installed/bin/calvingtrain" ) ).isExecutable() );
  QCOMPARE( QDir( path( "installed" ) ).entryList( QDir::AllEntries | QDir::NoDotAndDotDot ),
            QStringList( "bin" ) );
}

QTEST_GUILESS_MAIN( TestCalvingTrain )
#include "testcalvingtrain.moc"
