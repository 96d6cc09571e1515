#include <QtTest>

#include "support/process.h"

//! The shared library as QGIS gets it.
class TestPlugin : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void exportsItsThreeFunctionsAlone();
  void staysMappedOnceLoaded();
  void isNamedAfterItsVersionAndContent();
  void packageHoldsWhatQgisReads_data();
  void packageHoldsWhatQgisReads();

private:
  QDir mPackage{ QStringLiteral( BUILD_FOLDER "/package/calvingfront" ) };
  QString mLibrary;
};

void TestPlugin::initTestCase()
{
  QFile current( mPackage.filePath( "lib/current" ) );
  QVERIFY2( current.open( QIODevice::ReadOnly ), qPrintable( current.fileName() ) );
  mLibrary = mPackage.filePath( "lib/" + QString::fromUtf8( current.readAll() ).trimmed() );
  QVERIFY2( QFile::exists( mLibrary ), qPrintable( mLibrary ) );
}

//! Everything else could clash with another plugin's libraries, or with another version of this one.
void TestPlugin::exportsItsThreeFunctionsAlone()
{
  const Ended nm = run( "nm", { "--dynamic", "--defined-only", "--format=just-symbols", mLibrary } );
  QCOMPARE( nm.code, 0 );
  QStringList symbols = nm.out.split( '\n', Qt::SkipEmptyParts );
  symbols.sort();
  const QStringList expected{ "calvingfront_last_error", "calvingfront_register", "calvingfront_unregister" };
  QCOMPARE( symbols, expected );
}

//! A thread of OpenMP or Qt may still be in our code when the plugin is unloaded.
void TestPlugin::staysMappedOnceLoaded()
{
  const Ended readelf = run( "readelf", { "--dynamic", "--wide", mLibrary } );
  QCOMPARE( readelf.code, 0 );
  QVERIFY2( readelf.out.contains( "NODELETE" ), readelf.text() );
}

//! So that another library never has the name of one that is in use.
void TestPlugin::isNamedAfterItsVersionAndContent()
{
  QFile file( mLibrary );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  QCryptographicHash hash( QCryptographicHash::Sha256 );
  hash.addData( &file );
  QCOMPARE( QFileInfo( mLibrary ).fileName(), QString( "calvingfront-%1-%2.so" )
                                                  .arg( VERSION_NUMBER )
                                                  .arg( QString( hash.result().toHex().left( 8 ) ) ) );
}

void TestPlugin::packageHoldsWhatQgisReads_data()
{
  QTest::addColumn<QString>( "file" );
  for ( const char *file : { "__init__.py", "metadata.txt", "LICENSE", "icons/provider.svg" } )
    QTest::newRow( file ) << file;
}

void TestPlugin::packageHoldsWhatQgisReads()
{
  QFETCH( QString, file );
  QVERIFY( QFileInfo( mPackage.filePath( file ) ).size() > 0 );
}

QTEST_GUILESS_MAIN( TestPlugin )
#include "testplugin.moc"
