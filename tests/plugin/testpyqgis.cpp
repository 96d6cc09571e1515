#include <QtTest>

#include "support/process.h"

//! The plugin in scripts: whatever way a script goes, Python ends with 0.
class TestPyQgis : public QObject
{
  Q_OBJECT

private slots:
  void endsWithZero_data();
  void endsWithZero();
};

void TestPyQgis::endsWithZero_data()
{
  QTest::addColumn<QString>( "way" );
  QTest::newRow( "after unloading" ) << "unload";
  QTest::newRow( "after loading twice" ) << "reload";
  QTest::newRow( "without unloading" ) << "noexit";
  QTest::newRow( "after unloading while a task runs" ) << "task";
  QTest::newRow( "after ending QGIS while a task runs" ) << "quit";
}

void TestPyQgis::endsWithZero()
{
  QFETCH( QString, way );
  QTemporaryDir folder;
  const Start start{ { { "QGIS_CUSTOM_CONFIG_PATH", folder.filePath( "profile" ) },
                       { "QGIS_PLUGINPATH", BUILD_FOLDER "/package" },
                       { "PYTHONDONTWRITEBYTECODE", "1" },
                       { "PATH", "/usr/bin:/bin" } } };
  const Ended python =
      run( "/usr/bin/python3", { SOURCE_FOLDER "/tests/plugin/lifecycle.py", way, folder.path() }, start );
  QVERIFY2( python.code == 0 && python.out.contains( "done" ), python.text() );
}

QTEST_GUILESS_MAIN( TestPyQgis )
#include "testpyqgis.moc"
