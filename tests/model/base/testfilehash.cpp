#include <QtTest>

#include "model/base/filehash.h"
#include "support/expecterror.h"
#include "support/testbytes.h"

using namespace calving;

class TestFileHash : public QObject
{
  Q_OBJECT

private slots:
  void equalsThePublishedVectors_data();
  void equalsThePublishedVectors();
  void doesNotDependOnThePieces();
  void saysWhichFileIsMissing();

private:
  QString path() const { return mFolder.filePath( "message" ); }

  QTemporaryDir mFolder;
};

//! From NIST's examples of FIPS 180-4, and from RFC 1321, A.5.
void TestFileHash::equalsThePublishedVectors_data()
{
  QTest::addColumn<QByteArray>( "message" );
  QTest::addColumn<QString>( "sha256" );
  QTest::addColumn<QString>( "md5" );
  QTest::newRow( "empty" ) << QByteArray()
                           << "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
                           << "d41d8cd98f00b204e9800998ecf8427e";
  QTest::newRow( "abc" ) << QByteArray( "abc" )
                         << "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                         << "900150983cd24fb0d6963f7d28e17f72";
  QTest::newRow( "a million a" ) << QByteArray( 1000000, 'a' )
                                 << "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
                                 << "7707d6ae4e027c70eea2a935c2296f21";
}

void TestFileHash::equalsThePublishedVectors()
{
  QFETCH( QByteArray, message );
  QFETCH( QString, sha256 );
  QFETCH( QString, md5 );
  writeBytes( path(), message );
  QCOMPARE( QString::fromStdString( sha256OfFile( path().toStdString() ) ), sha256 );
  QCOMPARE( QString::fromStdString( md5OfFile( path().toStdString() ) ), md5 );
}

//! Files are read in pieces of one MiB.
void TestFileHash::doesNotDependOnThePieces()
{
  for ( const int size : { ( 1 << 20 ) - 1, 1 << 20, ( 1 << 20 ) + 1 } )
  {
    const QByteArray message( size, 'x' );
    writeBytes( path(), message );
    QCOMPARE( QByteArray::fromStdString( sha256OfFile( path().toStdString() ) ),
              QCryptographicHash::hash( message, QCryptographicHash::Sha256 ).toHex() );
  }
}

void TestFileHash::saysWhichFileIsMissing()
{
  EXPECT_ERROR( sha256OfFile( "/no/such/file" ), "/no/such/file" );
}

QTEST_APPLESS_MAIN( TestFileHash )
#include "testfilehash.moc"
