#include <fstream>

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>

#include "model/base/atomicfile.h"
#include "model/base/temporaryname.h"
#include "support/expecterror.h"
#include "support/testbytes.h"
#include "smalldisk.h"

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
  void noticesThatThereIsNoRoom();
  void sweepsWhatKilledRunsLeft();
  void leavesOthersFilesAlone();

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

//! Two megabytes fit on a disk of three, twice two do not, and nothing stays of the trial.
void TestAtomicFile::noticesThatThereIsNoRoom()
{
  const auto plan = [this]( const char *name ) {
    return calving::PlannedFile{ mFolder->filePath( name ).toStdString(), 2 << 20 };
  };
  std::string sentence;
  const int code = onSmallDisk( mFolder->path().toStdString(), 3,
                                [&]
                                {
                                  requireWritable( { plan( "model" ) } );
                                  try
                                  {
                                    requireWritable( { plan( "model" ), plan( "checkpoint" ) } );
                                  }
                                  catch ( const calving::Error &e )
                                  {
                                    sentence = e.what();
                                  }
                                  const bool named = sentence.find( "/checkpoint" ) != std::string::npos &&
                                                     sentence.find( "space" ) != std::string::npos;
                                  return named && QDir( mFolder->path() ).isEmpty() ? 0 : 1;
                                } );
  if ( code == 77 )
    QSKIP( "This needs a disk of its own: root, or namespaces of users." );
  QCOMPARE( code, 0 );
}

//! A run that is killed leaves its file, and what others put beside that: the next on the same output removes
//! it.
void TestAtomicFile::sweepsWhatKilledRunsLeft()
{
  const std::string output = path().toStdString();
  const pid_t child = fork();
  if ( child == 0 )
  {
    for ( const char *ending : { ".part", ".tiles", ".part.ovr.tmp" } )
      std::ofstream( calving::temporaryName( output, ending ) ) << "half";
    const std::string folder = calving::temporaryName( output, ".folder" );
    mkdir( folder.c_str(), 0755 );
    std::ofstream( folder + "/file" ) << "half";
    kill( getpid(), SIGKILL );
  }
  int status = 0;
  waitpid( child, &status, 0 );
  QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot ).size(), 5 );
  AtomicFile other(
      mFolder->filePath( "report" ).toStdString() ); // another output, though its name is a part
  QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot ).size(), 6 );
  AtomicFile next( output );
  next.write( "new" );
  next.commit();
  QCOMPARE( readBytes( path() ), QByteArray( "new" ) );
  QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot ).size(), 2 );
}

//! Of runs that still write, of other machines, and of whatever else begins like the output.
void TestAtomicFile::leavesOthersFilesAlone()
{
  const std::string mine = calving::temporaryName( path().toStdString() );
  QString elsewhere = QString::fromStdString( mine );
  const QString self = QString::number( getpid() );
  QVERIFY( elsewhere.contains( self ) );
  QStringList kept{ QFileInfo( elsewhere ).fileName() };
  elsewhere.replace( "report.csv.", "report.csv.other" );
  elsewhere.replace( self, "999999999" );
  for ( const QString &name : { QFileInfo( elsewhere ).fileName(), QString( "report.csv.bak" ),
                                QString( "report.csv.1234567.part" ), QString( "report.csv.old" ) } )
    kept << name;
  for ( const QString &name : kept )
    writeBytes( mFolder->filePath( name ), "kept" );
  AtomicFile( path().toStdString() ).write( "new" );
  kept << "report.csv";
  kept.sort();
  QStringList found = QDir( mFolder->path() ).entryList( QDir::Files );
  found.sort();
  QCOMPARE( found, kept );
}

QTEST_APPLESS_MAIN( TestAtomicFile )
#include "testatomicfile.moc"
