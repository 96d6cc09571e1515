#include <QtTest>

#include "support/process.h"

//! The ways into a profile: `cmake --install`, and "Install from ZIP" in the plugin manager.
class TestInstall : public QObject
{
  Q_OBJECT

private slots:
  void installsIntoAProfile();
  void zipHasOneFolderWithoutLeftovers();
  void qgisInstallsFromZip();
  void reinstallingALoadedPluginIsSafe();

private:
  Ended python( const QString &step );

  QString mZip = QStringLiteral( BUILD_FOLDER "/calvingfront-%1.zip" ).arg( VERSION_NUMBER );
};

Ended TestInstall::python( const QString &step )
{
  QTemporaryDir profile;
  return run( "/usr/bin/python3", { SOURCE_FOLDER "/tests/plugin/zipinstall.py", step, mZip },
              { { { "QGIS_CUSTOM_CONFIG_PATH", profile.path() }, { "PATH", "/usr/bin:/bin" } }, {} } );
}

void TestInstall::installsIntoAProfile()
{
  QTemporaryDir profile;
  const Ended install = run( CMAKE_PROGRAM, { "--install", BUILD_FOLDER, "--prefix", profile.path() } );
  QVERIFY2( install.code == 0, install.text() );
  const QDir plugin( profile.filePath( "python/plugins/calvingfront" ) );
  QVERIFY( plugin.exists( "metadata.txt" ) );
  QVERIFY( plugin.exists( "help/index.html" ) && plugin.exists( "help/extractfronts.html" ) );
  QCOMPARE( plugin.entryList( { "*" }, QDir::AllEntries | QDir::NoDotAndDotDot ).contains( "__pycache__" ),
            false );
  QCOMPARE( QDir( plugin.filePath( "lib" ) ).entryList( { "calvingfront-*.so" } ).size(), 1 );
}

void TestInstall::zipHasOneFolderWithoutLeftovers()
{
  const Ended list = run( "unzip", { "-Z1", mZip } );
  QVERIFY2( list.code == 0, list.text() );
  const QStringList names = list.out.split( '\n', Qt::SkipEmptyParts );
  QVERIFY( names.contains( "calvingfront/metadata.txt" ) );
  for ( const QString &name : names )
    QVERIFY2( name.startsWith( "calvingfront/" ) && !name.contains( "__pycache__" ), qPrintable( name ) );
}

void TestInstall::qgisInstallsFromZip()
{
  const Ended ended = python( "install" );
  QVERIFY2( ended.code == 0 && ended.out.contains( "installed and listed" ), ended.text() );
}

//! QGIS writes into the files of the plugin that runs. That must not end it: now, at the next run, or at
//! exit.
void TestInstall::reinstallingALoadedPluginIsSafe()
{
  const Ended ended = python( "reinstall" );
  QVERIFY2( ended.code == 0 && ended.out.contains( "reinstalled and listed" ), ended.text() );
}

QTEST_GUILESS_MAIN( TestInstall )
#include "testinstall.moc"
