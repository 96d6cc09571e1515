#include <QtTest>

#include "support/process.h"

//! The plugin in scripts: whatever way a script goes, Python ends with 0.
class TestPyQgis : public QObject
{
  Q_OBJECT

private slots:
  void endsWithZero_data();
  void endsWithZero();
  void endsATrainingBeforeTheProviderGoes_data();
  void endsATrainingBeforeTheProviderGoes();

private:
  Ended live( const QString &way ) const;

  QTemporaryDir mFolder;
};

//! One life of the plugin, in a folder named after its \a way.
Ended TestPyQgis::live( const QString &way ) const
{
  const QString folder = mFolder.filePath( way );
  QDir().mkpath( folder );
  const Start start{ { { "QGIS_CUSTOM_CONFIG_PATH", mFolder.filePath( "profile" ) },
                       { "QGIS_PLUGINPATH", BUILD_FOLDER "/package" },
                       { "PYTHONDONTWRITEBYTECODE", "1" },
                       { "PATH", "/usr/bin:/bin" } } };
  return run( "/usr/bin/python3", { SOURCE_FOLDER "/tests/plugin/lifecycle.py", way, folder }, start );
}

void TestPyQgis::endsWithZero_data()
{
  QTest::addColumn<QString>( "way" );
  QTest::newRow( "after unloading" ) << "unload";
  QTest::newRow( "after loading twice" ) << "reload";
  QTest::newRow( "without unloading" ) << "noexit";
  QTest::newRow( "after unloading while a task runs" ) << "task";
}

void TestPyQgis::endsWithZero()
{
  QFETCH( QString, way );
  const Ended python = live( way );
  QVERIFY2( python.code == 0 && python.out.contains( "done" ), python.text() );
}

void TestPyQgis::endsATrainingBeforeTheProviderGoes_data()
{
  QTest::addColumn<QString>( "way" );
  QTest::newRow( "ending QGIS while a task trains" ) << "quit";
  QTest::newRow( "ending QGIS while a thread trains that it does not wait for" ) << "thread";
  QTest::newRow( "stopping while a task trains" ) << "stop";
}

//! Soon, too; and the training says that it was stopped, and writes its model whole.
void TestPyQgis::endsATrainingBeforeTheProviderGoes()
{
  QFETCH( QString, way );
  const Ended python = live( way );
  const double end = QDateTime::currentMSecsSinceEpoch() / 1000.0;
  QVERIFY2( python.code == 0, python.text() );
  const QRegularExpression order(
      "done ([0-9.]+)\n.*training: Cancelled: [^\n]*\n.*provider gone: ([^\n]*)\n",
      QRegularExpression::DotMatchesEverythingOption );
  const QRegularExpressionMatch match = order.match( python.out );
  QVERIFY2( match.hasMatch(), python.text() );
  QVERIFY2( end - match.captured( 1 ).toDouble() < 15, python.text() );
  QStringList left = QDir( mFolder.filePath( way ) ).entryList( QDir::AllEntries | QDir::NoDotAndDotDot );
  QCOMPARE( left, QStringList( { "first.tif", "labelled", "log.csv", "model.safetensors" } ) );
  QCOMPARE( match.captured( 2 ), left.join( ' ' ) );
}

QTEST_GUILESS_MAIN( TestPyQgis )
#include "testpyqgis.moc"
