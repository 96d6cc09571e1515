#include <QtTest>

#include "model/base/sha256.h"
#include "model/error.h"

using calving::Sha256;

class TestSha256 : public QObject
{
  Q_OBJECT

private slots:
  void equalsThePublishedVectors_data();
  void equalsThePublishedVectors();
  void doesNotDependOnThePieces();
  void hashesFiles();
  void saysWhichFileIsMissing();
};

//! From NIST's examples of FIPS 180-4.
void TestSha256::equalsThePublishedVectors_data()
{
  QTest::addColumn<QByteArray>( "message" );
  QTest::addColumn<QString>( "expected" );
  QTest::newRow( "empty" ) << QByteArray()
                           << "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  QTest::newRow( "abc" ) << QByteArray( "abc" )
                         << "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  QTest::newRow( "two blocks" ) << QByteArray( "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq" )
                                << "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
  QTest::newRow( "a million a" ) << QByteArray( 1000000, 'a' )
                                 << "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
}

void TestSha256::equalsThePublishedVectors()
{
  QFETCH( QByteArray, message );
  QFETCH( QString, expected );
  Sha256 hash;
  hash.update( message.data(), message.size() );
  QCOMPARE( QString::fromStdString( hash.hexDigest() ), expected );
}

void TestSha256::doesNotDependOnThePieces()
{
  const QByteArray message( 1000, 'x' );
  for ( const int first : { 1, 55, 56, 63, 64, 65, 999 } )
  {
    Sha256 hash;
    hash.update( message.data(), first );
    hash.update( message.data() + first, message.size() - first );
    QCOMPARE( QByteArray::fromStdString( hash.hexDigest() ),
              QCryptographicHash::hash( message, QCryptographicHash::Sha256 ).toHex() );
  }
}

void TestSha256::hashesFiles()
{
  QTemporaryFile file;
  QVERIFY( file.open() );
  file.write( "abc" );
  file.close();
  QCOMPARE( calving::sha256OfFile( file.fileName().toStdString() ),
            std::string( "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" ) );
}

void TestSha256::saysWhichFileIsMissing()
{
  try
  {
    calving::sha256OfFile( "/no/such/file" );
    QFAIL( "no Error" );
  }
  catch ( const calving::Error &e )
  {
    QVERIFY( QString( e.what() ).contains( "/no/such/file" ) );
  }
}

QTEST_APPLESS_MAIN( TestSha256 )
#include "testsha256.moc"
