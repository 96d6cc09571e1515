#include <QtTest>

#include "model/base/atomicfile.h"
#include "support/expecterror.h"
#include "support/testbytes.h"

using calving::AtomicFile;
using calving::requireWritable;

class TestAtomicFile : public QObject
{
  Q_OBJECT

private slots:
  void init();
  void appearsWithCommit();
  void leavesTheOldFileWithoutCommit();
  void namesWhatItCannotWrite();
  void triesWithoutWriting();

private:
  QString path() const { return mFolder->filePath( "report.csv" ); }

  std::unique_ptr<QTemporaryDir> mFolder;
};

void TestAtomicFile::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  writeBytes( path(), "old" );
}

void TestAtomicFile::appearsWithCommit()
{
  AtomicFile file( path().toStdString() );
  file.write( "new " );
  file.write( "content" );
  QCOMPARE( readBytes( path() ), QByteArray( "old" ) );
  file.commit();
  QCOMPARE( readBytes( path() ), QByteArray( "new content" ) );
  QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ), QStringList( "report.csv" ) );
}

void TestAtomicFile::leavesTheOldFileWithoutCommit()
{
  AtomicFile( path().toStdString() ).write( "half of the con" );
  QCOMPARE( readBytes( path() ), QByteArray( "old" ) );
  QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ), QStringList( "report.csv" ) );
}

void TestAtomicFile::namesWhatItCannotWrite()
{
  const QString absent = mFolder->filePath( "absent/report.csv" );
  EXPECT_ERROR( AtomicFile( absent.toStdString() ), qPrintable( "Cannot write the file " + absent ) );
  QDir( mFolder->path() ).mkdir( "folder" );
  AtomicFile file( mFolder->filePath( "folder" ).toStdString() );
  EXPECT_ERROR( file.commit(), "folder" );
}

void TestAtomicFile::triesWithoutWriting()
{
  requireWritable( path().toStdString() );
  requireWritable( mFolder->filePath( "new.csv" ).toStdString() );
  QCOMPARE( readBytes( path() ), QByteArray( "old" ) );
  QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ), QStringList( "report.csv" ) );

  const QString absent = mFolder->filePath( "absent/report.csv" );
  EXPECT_ERROR( requireWritable( absent.toStdString() ), qPrintable( "Cannot write the file " + absent ) );
  const QString below = path() + "/below.csv"; // a file is no folder
  EXPECT_ERROR( requireWritable( below.toStdString() ), qPrintable( "Cannot write the file " + below ) );
  EXPECT_ERROR( requireWritable( mFolder->path().toStdString() ), "Is a directory" );
  EXPECT_ERROR( requireWritable( "/dev/null" ), "Cannot write the file /dev/null" );
}

QTEST_APPLESS_MAIN( TestAtomicFile )
#include "testatomicfile.moc"
