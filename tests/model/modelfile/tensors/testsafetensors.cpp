#include <QtTest>

#include <cstring>
#include <random>

#include "model/error.h"
#include "model/modelfile/tensors/safetensors.h"
#include "support/expecterror.h"
#include "support/fulldisk.h"
#include "support/goldencase.h"
#include "support/testbytes.h"

using namespace calving;

class TestSafetensors : public QObject
{
  Q_OBJECT

private slots:
  void returnsWhatWasWritten();
  void writesEqualBytesForEqualContent();
  void readsWhatPythonWrote();
  void refusesDamagedFiles_data();
  void refusesDamagedFiles();
  void namesTensorsOfUnknownFormats();
  void readsManyTensorsInLinearTime();
  void refusesWhatIsNoFile();
  void survivesRandomDamage();
  void keepsTheOldFileWhenTheDiskIsFull();
  void namesTheFolderThatIsMissing();

private:
  std::string path( const char *name ) const { return mFolder.filePath( name ).toStdString(); }

  QTemporaryDir mFolder;
};

namespace
{

//! Two tensors and some metadata.
TensorFile example()
{
  TensorFile file;
  file.tensors["bias"] = { DType::UInt8, { 3 }, { std::byte{ 7 }, std::byte{ 8 }, std::byte{ 255 } } };
  file.tensors["weight"] = storedFloats( { 2, 1, 2 }, { 1.5f, -2.0f, 0.0f, 3e-40f } );
  file.tensors["empty"] = { DType::Int64, { 0, 5 }, {} };
  file.tensors["scalar"] = storedFloats( {}, { 42.0f } );
  file.metadata["Gletscher"] = "Fjord “Ø”\n\"quoted\"";
  return file;
}

//! A file with this header and \a values bytes after it.
QByteArray withHeader( const QByteArray &header, int values )
{
  const quint64 length = static_cast<quint64>( header.size() );
  QByteArray bytes( 8, '\0' );
  std::memcpy( bytes.data(), &length, 8 );
  return bytes + header + QByteArray( values, '\1' );
}

//! The Error's sentence; empty where reading succeeds.
QString complaintAbout( const std::string &path )
{
  try
  {
    readSafetensors( path );
    return {};
  }
  catch ( const Error &e )
  {
    return QString::fromUtf8( e.what() );
  }
}

} // namespace

void TestSafetensors::returnsWhatWasWritten()
{
  const TensorFile written = example();
  writeSafetensors( path( "roundtrip.safetensors" ), written );
  const TensorFile read = readSafetensors( path( "roundtrip.safetensors" ) );
  QVERIFY( read.tensors == written.tensors );
  QVERIFY( read.metadata == written.metadata );
}

void TestSafetensors::writesEqualBytesForEqualContent()
{
  writeSafetensors( path( "a.safetensors" ), example() );
  writeSafetensors( path( "b.safetensors" ), example() );
  QCOMPARE( readBytes( QString::fromStdString( path( "a.safetensors" ) ) ),
            readBytes( QString::fromStdString( path( "b.safetensors" ) ) ) );
}

//! Figures from the case.json beside the file.
void TestSafetensors::readsWhatPythonWrote()
{
  REQUIRE_TEST_DATA( "golden/tyrion_tiny/weights.safetensors" );
  const TensorFile file =
      readSafetensors( testData( "golden/tyrion_tiny/weights.safetensors" ).toStdString() );
  QCOMPARE( file.tensors.size(), std::size_t( 210 ) );
  const StoredTensor &weight = file.tensors.at( "patch_embed.proj.weight" );
  QCOMPARE( weight.shape, ( std::vector<std::int64_t>{ goldenSize().embedDimension, 3, 4, 4 } ) );
  QVERIFY( weight.dtype == DType::Float32 );
  QVERIFY( file.tensors.at( "layers.0.blocks.0.attn.relative_position_index" ).dtype == DType::Int64 );
}

void TestSafetensors::refusesDamagedFiles_data()
{
  QTest::addColumn<QByteArray>( "bytes" );
  QTest::addColumn<QString>( "reason" );
  const auto header = []( const char *name, const char *text, int values, const char *reason )
  { QTest::newRow( name ) << withHeader( text, values ) << QString::fromUtf8( reason ); };

  QTest::newRow( "empty" ) << QByteArray() << "too short";
  QTest::newRow( "seven bytes" ) << QByteArray( 7, '\0' ) << "too short";
  QTest::newRow( "no header" ) << QByteArray( 8, '\0' ) << "does not begin with";
  QTest::newRow( "endless header" ) << QByteArray( 8, '\xff' ) << "header is longer than the file";
  QTest::newRow( "header cut off" ) << withHeader( "{\"a\":{}}", 0 ).left( 12 )
                                    << "header is longer than the file";
  QTest::newRow( "huge header" ) << withHeader( "{" + QByteArray( 17 << 20, ' ' ), 0 ) << "16 MiB";
  header( "array", "[1, 2]", 0, "does not begin with" );
  header( "broken", "{\"a\":", 0, "is broken" );
  header( "bad UTF-8", "{\"\xff\":1}", 0, "is broken" );
  QTest::newRow( "deep" ) << withHeader( "{\"a\":" + QByteArray( 1 << 20, '[' ), 0 ) << "nested too deep";
  header(
      "name twice",
      R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})",
      1, "“a” twice" );
  header( "metadata no texts", R"({"__metadata__":{"epoch":3}})", 0, "“epoch” is not a text" );
  header( "metadata no table", R"({"__metadata__":[]})", 0, "not a table" );
  header( "tensor no table", R"({"a":7})", 0, "“a” has no proper description" );
  header( "foreign key", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":1}})", 1,
          "proper description" );
  header( "unknown format beyond the end", R"({"a":{"dtype":"F8","shape":[2],"data_offsets":[0,2]}})", 1,
          "lies beyond its end" );
  header( "negative side", R"({"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}})", 1,
          "no proper shape" );
  header( "half a side", R"({"a":{"dtype":"U8","shape":[0.5],"data_offsets":[0,1]}})", 1, "no proper shape" );
  header( "one offset", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1]}})", 1, "no proper offsets" );
  header( "offsets swapped", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}})", 1,
          "no proper offsets" );
  header( "offset too large", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,18446744073709551615]}})",
          1, "no proper offsets" );
  header( "shape overflows", R"({"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}})",
          0, "impossibly large" );
  header( "bytes overflow", R"({"a":{"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,0]}})", 0,
          "impossibly large" );
  header( "huge tensor", R"({"a":{"dtype":"U8","shape":[1000000000000],"data_offsets":[0,1000000000000]}})",
          1, "lies beyond its end" );
  header( "shape disagrees", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 4,
          "another number of bytes" );
  header(
      "overlap",
      R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
      3, "“b” overlaps" );
  header( "gap", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})", 2, "gap before the tensor “a”" );
  header( "cut off", R"({"a":{"dtype":"U8","shape":[9],"data_offsets":[0,9]}})", 8,
          "“a” lies beyond its end" );
  header( "something follows", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 2,
          "follow the last tensor" );
}

void TestSafetensors::refusesDamagedFiles()
{
  QFETCH( QByteArray, bytes );
  QFETCH( QString, reason );
  writeBytes( mFolder.filePath( "damaged.safetensors" ), bytes );
  const QString complaint = complaintAbout( path( "damaged.safetensors" ) );
  QVERIFY2( complaint.contains( reason ), qPrintable( complaint ) );
  QVERIFY2( complaint.contains( mFolder.filePath( "damaged.safetensors" ) ), qPrintable( complaint ) );
}

//! Between two tensors that are read.
void TestSafetensors::namesTensorsOfUnknownFormats()
{
  const QByteArray table = R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                           R"("b":{"dtype":"F8_E4M3","shape":[2],"data_offsets":[1,3]},)"
                           R"("c":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}})";
  writeBytes( mFolder.filePath( "eight.safetensors" ), littleEndian( table.size(), 8 ) + table + "\1\2\3\4" );
  const TensorFile file = readSafetensors( path( "eight.safetensors" ) );
  QCOMPARE( file.tensors.size(), std::size_t( 2 ) );
  QCOMPARE( file.tensors.at( "a" ).bytes, std::vector<std::byte>{ std::byte{ 1 } } );
  QCOMPARE( file.tensors.at( "c" ).bytes, std::vector<std::byte>{ std::byte{ 4 } } );
  QVERIFY( file.unread == ( std::map<std::string, std::string>{ { "b", "F8_E4M3" } } ) );
}

//! Ten times as many tensors may take some ten times as long; it was a hundred times.
void TestSafetensors::readsManyTensorsInLinearTime()
{
  const auto seconds = [this]( int tensors )
  {
    QByteArray table = "{";
    for ( int i = 0; i < tensors; ++i )
      table += ( i > 0 ? ",\"t" : "\"t" ) + QByteArray::number( i ) +
               R"(":{"dtype":"U8","shape":[0],"data_offsets":[0,0]})";
    table += "}";
    writeBytes( mFolder.filePath( "many.safetensors" ), littleEndian( table.size(), 8 ) + table );
    QElapsedTimer timer;
    timer.start();
    const std::size_t read = readSafetensors( path( "many.safetensors" ) ).tensors.size();
    return read == std::size_t( tensors ) ? timer.nsecsElapsed() * 1e-9 : 1e9;
  };
  const double few = std::min( seconds( 20000 ), seconds( 20000 ) );
  const double many = seconds( 200000 );
  QVERIFY2( many < 40 * few, qPrintable( QStringLiteral( "%1 s and %2 s" ).arg( few ).arg( many ) ) );
}

void TestSafetensors::refusesWhatIsNoFile()
{
  QVERIFY( complaintAbout( path( "absent.safetensors" ) ).contains( "Cannot open the model file" ) );
  QVERIFY( complaintAbout( mFolder.path().toStdString() ).contains( "Cannot open the model file" ) );
}

//! Whatever the damage: the file reads, or there is an Error; no crash, no other exception.
void TestSafetensors::survivesRandomDamage()
{
  writeSafetensors( path( "whole.safetensors" ), example() );
  const QByteArray whole = readBytes( QString::fromStdString( path( "whole.safetensors" ) ) );
  std::mt19937 random( 20 );
  int refused = 0;
  for ( int round = 0; round < 600; ++round )
  {
    QByteArray bytes = whole;
    for ( int flip = 0; flip <= round % 3; ++flip )
      bytes[static_cast<int>( random() % bytes.size() )] = static_cast<char>( random() );
    if ( round % 5 == 0 )
      bytes.truncate( static_cast<int>( random() % bytes.size() ) );
    writeBytes( mFolder.filePath( "damaged.safetensors" ), bytes );
    refused += !complaintAbout( path( "damaged.safetensors" ) ).isEmpty();
  }
  QVERIFY( refused > 200 );
}

//! The limit on file sizes stands in for a full disk: both end in a failing write().
void TestSafetensors::keepsTheOldFileWhenTheDiskIsFull()
{
  const std::string target = path( "kept.safetensors" );
  writeSafetensors( target, example() );
  const QByteArray before = readBytes( QString::fromStdString( target ) );
  const QStringList filesBefore = QDir( mFolder.path() ).entryList( QDir::Files );

  TensorFile large;
  large.tensors["large"] = storedFloats( { 1 << 16 }, std::vector<float>( 1 << 16, 1.0f ) );
  {
    const FullDisk disk( 1 << 16 );
    EXPECT_ERROR( writeSafetensors( target, large ), "Cannot write the file", "kept.safetensors" );
  }
  QCOMPARE( readBytes( QString::fromStdString( target ) ), before );
  QCOMPARE( QDir( mFolder.path() ).entryList( QDir::Files ), filesBefore );
}

void TestSafetensors::namesTheFolderThatIsMissing()
{
  try
  {
    writeSafetensors( path( "nowhere/file.safetensors" ), example() );
    QFAIL( "no Error" );
  }
  catch ( const Error &e )
  {
    QVERIFY2( QString::fromUtf8( e.what() ).contains( "nowhere/file.safetensors" ), e.what() );
  }
}

QTEST_APPLESS_MAIN( TestSafetensors )
#include "testsafetensors.moc"
