#include <cmath>
#include <cstring>
#include <random>

#include "model/error.h"
#include "model/modelfile/pytorch/torchfile.h"
#include "model/modelfile/tensors/safetensors.h"
#include "support/expecterror.h"
#include "support/goldencase.h"
#include "support/torchpickle.h"

using namespace calving;

class TestTorchFile : public QObject
{
  Q_OBJECT

private slots:
  void readsALightningCheckpoint();
  void readsTheImageNetLayout();
  void readsEveryNumberFormat_data();
  void readsEveryNumberFormat();
  void writesViewsOutContiguously_data();
  void writesViewsOutContiguously();
  void sharesStorages();
  void findsTheTable_data();
  void findsTheTable();
  void readsParameters();
  void readsFormatsOfUntypedStorages();
  void ignoresWhatIsNoTensor_data();
  void ignoresWhatIsNoTensor();
  void namesTensorsOfUnknownFormats();
  void readsArchivesThatWerePackedAnew();
  void refusesArchivesThatGrowWithoutEnd();
  void executesNothing();
  void leavesSafetensorsToTheirReader();
  void refusesDamagedFiles_data();
  void refusesDamagedFiles();
  void survivesRandomDamage();

private:
  QString path() const { return mFolder.filePath( "file.pth" ); }
  TensorFile read( const QByteArray &pickle );
  QString complaintAbout( const QByteArray &file );

  QTemporaryDir mFolder;
};

namespace
{

//! 0, 1, 2, ... as float32.
QByteArray floats( int count )
{
  std::vector<float> values( count );
  std::iota( values.begin(), values.end(), 0.0f );
  return QByteArray( reinterpret_cast<const char *>( values.data() ), count * int( sizeof( float ) ) );
}

QByteArray vectorOf( int count )
{
  return pickled::tensor( { "FloatStorage", "0", 0, { count }, { 1 } } );
}

//! The golden data's fingerprint of a tensor.
double projection( const StoredTensor &tensor )
{
  const std::vector<float> values = floatValues( tensor );
  double sum = 0;
  for ( std::size_t i = 0; i < values.size(); ++i )
    sum += values[i] * std::cos( 0.37 * static_cast<double>( i ) + 0.1 );
  return sum;
}

double sumOfProjections( const TensorFile &file )
{
  double sum = 0;
  for ( const auto &[name, tensor] : file.tensors )
    sum += projection( tensor );
  return sum;
}

} // namespace

TensorFile TestTorchFile::read( const QByteArray &pickle )
{
  writeBytes( path(), pickled::file( pickled::whole( pickle ), { { "0", floats( 6 ) } } ) );
  return readTorchFile( path().toStdString() );
}

//! The Error's sentence; empty where reading succeeds.
QString TestTorchFile::complaintAbout( const QByteArray &file )
{
  writeBytes( path(), file );
  try
  {
    readTorchFile( path().toStdString() );
    return {};
  }
  catch ( const Error &e )
  {
    return QString::fromUtf8( e.what() );
  }
}

//! Of the golden checkpoints, from Python.
nlohmann::json fingerprints()
{
  const nlohmann::json all = goldenCase( "checkpoints/fingerprints.json" );
  return all[std::to_string( goldenSize( "checkpoints" ).embedDimension )];
}

void TestTorchFile::readsALightningCheckpoint()
{
  REQUIRE_TEST_DATA( "golden/checkpoints/lightning.ckpt" );
  const TensorFile file = readTorchFile( testData( "golden/checkpoints/lightning.ckpt" ).toStdString() );
  const nlohmann::json expected = fingerprints()["lightning.ckpt"];
  QCOMPARE( file.tensors.size(), expected["tensors"].get<std::size_t>() );
  QCOMPARE( file.metadata.at( "torch_key" ), std::string( "state_dict" ) );
  for ( const std::string name : { "patch_embed.proj.weight", "pred_target.6.weight" } )
    QVERIFY2( std::abs( projection( file.tensors.at( "swin_unet." + name ) ) -
                        expected[name].get<double>() ) < 1e-12,
              name.c_str() );
  QVERIFY( std::abs( sumOfProjections( file ) - expected["sum"].get<double>() ) < 1e-8 );
}

void TestTorchFile::readsTheImageNetLayout()
{
  REQUIRE_TEST_DATA( "golden/checkpoints/imagenet_layout.pth" );
  const TensorFile file = readTorchFile( testData( "golden/checkpoints/imagenet_layout.pth" ).toStdString() );
  const nlohmann::json expected = fingerprints()["imagenet_layout.pth"];
  QCOMPARE( file.tensors.size(), expected["tensors"].get<std::size_t>() );
  QCOMPARE( file.metadata.at( "torch_key" ), std::string( "model" ) );
  QVERIFY( std::abs( sumOfProjections( file ) - expected["sum"].get<double>() ) < 1e-8 );
}

void TestTorchFile::readsEveryNumberFormat_data()
{
  QTest::addColumn<QByteArray>( "storageType" );
  QTest::addColumn<QByteArray>( "bytes" );
  QTest::addColumn<QString>( "format" );
  QTest::addColumn<float>( "value" );
  const auto row = []( const char *type, const char *hex, const char *format, float value ) {
    QTest::newRow( type ) << QByteArray( type ) << QByteArray::fromHex( hex ) << QString( format ) << value;
  };
  row( "BoolStorage", "01", "BOOL", 1 );
  row( "ByteStorage", "fe", "U8", 254 );
  row( "CharStorage", "fe", "I8", -2 );
  row( "ShortStorage", "feff", "I16", -2 );
  row( "IntStorage", "feffffff", "I32", -2 );
  row( "LongStorage", "feffffffffffffff", "I64", -2 );
  row( "HalfStorage", "00c1", "F16", -2.5f );
  row( "BFloat16Storage", "20c0", "BF16", -2.5f );
  row( "FloatStorage", "000020c0", "F32", -2.5f );
  row( "DoubleStorage", "00000000000004c0", "F64", -2.5f );
}

void TestTorchFile::readsEveryNumberFormat()
{
  QFETCH( QByteArray, storageType );
  QFETCH( QByteArray, bytes );
  QFETCH( QString, format );
  QFETCH( float, value );
  const QByteArray pickle =
      pickled::whole( pickled::table( { { "x", pickled::tensor( { storageType, "7", 0, {}, {} } ) } } ) );
  writeBytes( path(), pickled::file( pickle, { { "7", bytes } } ) );
  const StoredTensor tensor = readTorchFile( path().toStdString() ).tensors.at( "x" );
  QCOMPARE( QString::fromStdString( std::string( dtypeName( tensor.dtype ) ) ), format );
  QCOMPARE( floatValues( tensor ), std::vector<float>{ value } );
}

void TestTorchFile::writesViewsOutContiguously_data()
{
  QTest::addColumn<std::vector<qint64>>( "shape" );
  QTest::addColumn<std::vector<qint64>>( "strides" );
  QTest::addColumn<qint64>( "offset" );
  QTest::addColumn<std::vector<float>>( "expected" );
  using Sides = std::vector<qint64>;
  using Values = std::vector<float>;
  QTest::newRow( "transposed" ) << Sides{ 3, 2 } << Sides{ 1, 3 } << qint64( 0 )
                                << Values{ 0, 3, 1, 4, 2, 5 };
  QTest::newRow( "every second" ) << Sides{ 3 } << Sides{ 2 } << qint64( 1 ) << Values{ 1, 3, 5 };
  QTest::newRow( "expanded" ) << Sides{ 2, 3 } << Sides{ 0, 1 } << qint64( 2 ) << Values{ 2, 3, 4, 2, 3, 4 };
  QTest::newRow( "tail" ) << Sides{ 2 } << Sides{ 1 } << qint64( 4 ) << Values{ 4, 5 };
  QTest::newRow( "empty" ) << Sides{ 0, 9 } << Sides{ 9, 1 } << qint64( 0 ) << Values{};
  QTest::newRow( "any stride for a side of 1" )
      << Sides{ 1, 2 } << Sides{ INT64_MAX, 1 } << qint64( 0 ) << Values{ 0, 1 };
}

void TestTorchFile::writesViewsOutContiguously()
{
  QFETCH( std::vector<qint64>, shape );
  QFETCH( std::vector<qint64>, strides );
  QFETCH( qint64, offset );
  QFETCH( std::vector<float>, expected );
  const QByteArray view = pickled::tensor( { "FloatStorage", "0", offset, shape, strides } );
  const StoredTensor tensor = read( pickled::table( { { "x", view } } ) ).tensors.at( "x" );
  QCOMPARE( tensor.shape, std::vector<std::int64_t>( shape.begin(), shape.end() ) );
  QCOMPARE( floatValues( tensor ), expected );
}

void TestTorchFile::sharesStorages()
{
  const TensorFile file = read( pickled::table( { { "a", vectorOf( 6 ) }, { "b", vectorOf( 2 ) } } ) );
  QCOMPARE( floatValues( file.tensors.at( "a" ) ), ( std::vector<float>{ 0, 1, 2, 3, 4, 5 } ) );
  QCOMPARE( floatValues( file.tensors.at( "b" ) ), ( std::vector<float>{ 0, 1 } ) );
}

void TestTorchFile::findsTheTable_data()
{
  QTest::addColumn<QByteArray>( "pickle" );
  QTest::addColumn<QString>( "key" );
  const QByteArray weights = pickled::table( { { "x", vectorOf( 6 ) } } );
  const QByteArray others = pickled::table( { { "y", pickled::integer( 3 ) } } );
  QTest::newRow( "top" ) << weights << "";
  QTest::newRow( "state_dict" ) << pickled::table( { { "epoch", "K\7" }, { "state_dict", weights } } )
                                << "state_dict";
  QTest::newRow( "model_state_dict" )
      << pickled::table( { { "model_state_dict", weights } } ) << "model_state_dict";
  QTest::newRow( "model" ) << pickled::table( { { "state_dict", others }, { "model", weights } } ) << "model";
}

void TestTorchFile::findsTheTable()
{
  QFETCH( QByteArray, pickle );
  QFETCH( QString, key );
  const TensorFile file = read( pickle );
  QCOMPARE( file.metadata.at( "torch_key" ), key.toStdString() );
  QCOMPARE( floatValues( file.tensors.at( "x" ) ), ( std::vector<float>{ 0, 1, 2, 3, 4, 5 } ) );
}

void TestTorchFile::readsParameters()
{
  const TensorFile file = read( pickled::table( { { "x", pickled::parameter( vectorOf( 2 ) ) } } ) );
  QCOMPARE( floatValues( file.tensors.at( "x" ) ), ( std::vector<float>{ 0, 1 } ) );
}

//! PyTorch 2.1 and later, for the formats that never had a storage type.
void TestTorchFile::readsFormatsOfUntypedStorages()
{
  using namespace pickled;
  const QByteArray storage = "(" + text( "storage" ) + global( "torch.storage", "UntypedStorage" ) +
                             text( "0" ) + text( "cpu" ) + integer( 24 ) + "tQ";
  const QByteArray call = global( "torch._utils", "_rebuild_tensor_v3" ) + "(" + storage + integer( 0 ) +
                          tuple( { 2 } ) + tuple( { 1 } ) + "\x89" + global( "collections", "OrderedDict" ) +
                          ")R" + global( "torch", "uint16" ) + "tR";
  const StoredTensor tensor = read( table( { { "x", call } } ) ).tensors.at( "x" );
  QVERIFY( tensor.dtype == DType::UInt16 );
  QCOMPARE( tensor.bytes.size(), std::size_t( 4 ) );
}

void TestTorchFile::ignoresWhatIsNoTensor_data()
{
  QTest::addColumn<QByteArray>( "value" );
  using namespace pickled;
  QTest::newRow( "none" ) << QByteArray( "N" );
  QTest::newRow( "text" ) << text( "Fjord" );
  QTest::newRow( "float" ) << QByteArray( "G\x40\x09\x21\xfb\x54\x44\x2d\x18", 9 );
  QTest::newRow( "long integer" ) << QByteArray( "\x8a\x0a", 2 ) + QByteArray( 10, '\x7f' );
  QTest::newRow( "list" ) << QByteArray( "](K\1K\2e" );
  QTest::newRow( "set" ) << QByteArray( "\x8f(K\1\x90", 5 );
  QTest::newRow( "bytes" ) << QByteArray( "C\3abc" );
  QTest::newRow( "unknown class with state" )
      << global( "lightning", "AttributeDict" ) + QByteArray( ")\x81}b", 4 );
  QTest::newRow( "items of an unknown class" ) << global( "my", "Dict" ) + ")\x81(" + text( "k" ) + "Nu";
  QTest::newRow( "old instance" ) << QByteArray( "(K\1imodule\nName\n" );
  QTest::newRow( "complex tensor" ) << tensor( { "ComplexFloatStorage", "0", 0, { 1 }, { 1 } } );
  QTest::newRow( "list of itself" ) << QByteArray( "]q\1h\1a" );
}

void TestTorchFile::ignoresWhatIsNoTensor()
{
  QFETCH( QByteArray, value );
  const TensorFile file =
      read( pickled::table( { { "x", vectorOf( 2 ) }, { "other", value }, { "y", vectorOf( 1 ) } } ) );
  QCOMPARE( file.tensors.size(), std::size_t( 2 ) );
  QCOMPARE( floatValues( file.tensors.at( "y" ) ), std::vector<float>{ 0 } );
}

//! As PyTorch 2.1 stores them, whose names then say what the network lacks.
void TestTorchFile::namesTensorsOfUnknownFormats()
{
  using namespace pickled;
  const QByteArray storage = "(" + text( "storage" ) + global( "torch.storage", "UntypedStorage" ) +
                             text( "0" ) + text( "cpu" ) + integer( 24 ) + "tQ";
  const QByteArray eight = global( "torch._utils", "_rebuild_tensor_v3" ) + "(" + storage + integer( 0 ) +
                           tuple( { 2 } ) + tuple( { 1 } ) + "\x89" + global( "collections", "OrderedDict" ) +
                           ")R" + global( "torch", "float8_e4m3fn" ) + "tR";
  const QByteArray complex = tensor( { "ComplexFloatStorage", "0", 0, { 1 }, { 1 } } );
  const TensorFile file =
      read( table( { { "x", vectorOf( 2 ) }, { "scale", eight }, { "wave", complex } } ) );
  QCOMPARE( file.tensors.size(), std::size_t( 1 ) );
  QVERIFY( file.unread == ( std::map<std::string, std::string>{ { "scale", "torch.float8_e4m3fn" },
                                                                { "wave", "torch.ComplexFloatStorage" } } ) );
}

//! As any program packs them, in a folder of their own; the same bytes come out.
void TestTorchFile::readsArchivesThatWerePackedAnew()
{
  const QByteArray pickle = pickled::whole( pickled::table( { { "x", vectorOf( 6 ) } } ) );
  const QString folder = mFolder.filePath( "anew" );
  QVERIFY( QDir().mkpath( folder + "/mine/archive/data" ) );
  writeBytes( folder + "/mine/archive/data.pkl", pickle );
  writeBytes( folder + "/mine/archive/data/0", floats( 6 ) );
  const QString script = QStringLiteral( "import shutil; shutil.make_archive( '%1', 'zip', '%2' )" )
                             .arg( mFolder.filePath( "anew" ), folder );
  QCOMPARE( QProcess::execute( "/usr/bin/python3", { "-c", script } ), 0 );
  const TensorFile file = readTorchFile( mFolder.filePath( "anew.zip" ).toStdString() );
  QCOMPARE( floatValues( file.tensors.at( "x" ) ), ( std::vector<float>{ 0, 1, 2, 3, 4, 5 } ) );
}

//! 200 MB of zeros in 200 kB.
void TestTorchFile::refusesArchivesThatGrowWithoutEnd()
{
  const QString bomb = mFolder.filePath( "bomb.pth" );
  const QString script =
      QStringLiteral( "import zipfile; z = zipfile.ZipFile( '%1', 'w', zipfile.ZIP_DEFLATED );"
                      "z.writestr( 'a/data.pkl', b'.' ); z.writestr( 'a/data/0', bytes( 200000000 ) )" )
          .arg( bomb );
  QCOMPARE( QProcess::execute( "/usr/bin/python3", { "-c", script } ), 0 );
  EXPECT_ERROR( readTorchFile( bomb.toStdString() ), "longer than the file" );
}

//! What Python's pickle.load() would do with this: run a command.
void TestTorchFile::executesNothing()
{
  const QString victim = mFolder.filePath( "executed" );
  const QByteArray attack =
      pickled::global( "posix", "system" ) + "(" + pickled::text( "touch " + victim.toUtf8() ) + "tR";
  const TensorFile file = read( pickled::table( { { "x", vectorOf( 2 ) }, { "attack", attack } } ) );
  QCOMPARE( file.tensors.size(), std::size_t( 1 ) );
  QVERIFY( !QFile::exists( victim ) );
}

//! The size of its table, 640 bytes, begins as the pickles of old PyTorch files do.
void TestTorchFile::leavesSafetensorsToTheirReader()
{
  const QByteArray table = R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})";
  writeBytes( path(), QByteArray( "\x80\x02\0\0\0\0\0\0", 8 ) + table.leftJustified( 640 ) + '\7' );
  QVERIFY( !isTorchFile( path().toStdString() ) );
  QCOMPARE( readSafetensors( path().toStdString() ).tensors.at( "a" ).shape, std::vector<std::int64_t>{ 1 } );
}

void TestTorchFile::refusesDamagedFiles_data()
{
  QTest::addColumn<QByteArray>( "file" );
  QTest::addColumn<QString>( "reason" );
  using namespace pickled;
  const auto row = []( const char *name, const QByteArray &file, const char *reason )
  { QTest::newRow( name ) << file << QString::fromUtf8( reason ); };
  const auto pickleRow = [&]( const char *name, const QByteArray &pickle, const char *reason ) {
    row( name, pickled::file( pickle, { { "0", floats( 6 ) } } ), reason );
  };
  const auto tensorRow = [&]( const char *name, const Tensor &view, const char *reason ) {
    pickleRow( name, whole( table( { { "x", tensor( view ) } } ) ), reason );
  };
  const QByteArray good =
      pickled::file( whole( table( { { "x", vectorOf( 6 ) } } ) ), { { "0", floats( 6 ) } } );

  row( "before 1.6", QByteArray( "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15 ),
       "before version 1.6" );
  row( "truncated", good.left( good.size() - 30 ), "no zip archive, or it is cut off" );
  row( "no zip", "PK\3\4 and nothing else", "no zip archive" );
  row( "some other zip", zipped( { { "readme.txt", "hello" } } ), "holds no data.pkl" );
  row( "checksum", zipped( { { "a/data.pkl", whole( "}" ), 0, 1 } } ), "“a/data.pkl” is damaged" );
  row( "broken compression", zipped( { { "a/data.pkl", whole( "}" ), 8 } } ), "“a/data.pkl” is damaged" );
  row( "unknown compression", zipped( { { "a/data.pkl", whole( "}" ), 12 } } ), "compressed" );
  row( "big-endian", zipped( { { "a/data.pkl", whole( "}" ) }, { "a/byteorder", "big" } } ), "big-endian" );
  row( "storage absent", pickled::file( whole( table( { { "x", vectorOf( 6 ) } } ) ), {} ),
       "lacks the entry “archive/data/0”" );
  row( "storage short",
       pickled::file( whole( table( { { "x", vectorOf( 6 ) } } ) ), { { "0", floats( 5 ) } } ),
       "“x” needs more values" );

  pickleRow( "empty pickle", "", "ends early" );
  pickleRow( "pickle ends early", "\x80\x02}(X\xff", "ends early" );
  pickleRow( "unknown opcode", "\x80\x02\xff.", "unknown opcode 255" );
  pickleRow( "pops nothing", "0.", "uses a value that is not there" );
  pickleRow( "pops below a mark", "N(0.", "uses a value that is not there" );
  pickleRow( "no mark", "t.", "uses a value that is not there" );
  pickleRow( "memo absent", "h\5.", "uses a value that is not there" );
  pickleRow( "key without value", "}(Nu.", "key without a value" );
  pickleRow( "a number", whole( integer( 5 ) ), "holds no table of tensors" );
  pickleRow( "whole module", whole( global( "my", "Net" ) + ")\x81}b" ), "holds no table of tensors" );
  pickleRow( "million-fold nesting", whole( QByteArray( 1000000, ']' ) + QByteArray( 999999, 'a' ) ),
             "holds no table" );
  pickleRow( "too many values", whole( QByteArray( 2000001, ']' ) ), "two million values" );
  // 30 MB of one-byte steps took 1.5 GB.
  pickleRow( "nothing but memory", whole( "]" + QByteArray( 6000000, '\x94' ) ), "five million steps" );
  pickleRow( "nothing but marks", whole( QByteArray( 6000000, '(' ) ), "five million steps" );
  pickleRow( "nothing but None", whole( QByteArray( 6000000, 'N' ) ), "five million steps" );
  pickleRow( "endless text",
             "X\xff\xff\xff\xff"
             "abc.",
             "ends early" );
  pickleRow( "endless global", "cabc", "ends early" );

  tensorRow( "negative side", { "FloatStorage", "0", 0, { -1 }, { 1 } }, "impossible shape" );
  tensorRow( "negative stride", { "FloatStorage", "0", 5, { 2 }, { -1 } }, "impossible shape" );
  tensorRow( "negative offset", { "FloatStorage", "0", -1, { 2 }, { 1 } }, "impossible shape" );
  tensorRow( "fewer strides", { "FloatStorage", "0", 0, { 2, 3 }, { 1 } }, "impossible shape" );
  tensorRow( "too many sides",
             { "FloatStorage", "0", 0, std::vector<qint64>( 65, 1 ), std::vector<qint64>( 65, 1 ) },
             "impossible shape" );
  tensorRow( "beyond the storage", { "FloatStorage", "0", 5, { 2 }, { 1 } }, "needs more values" );
  tensorRow( "index overflows", { "FloatStorage", "0", 1, { INT64_MAX }, { INT64_MAX } },
             "needs more values" );
  tensorRow( "count overflows", { "FloatStorage", "0", 0, { INT64_MAX, INT64_MAX }, { 0, 0 } },
             "needs more values" );
  tensorRow( "expanded without end", { "FloatStorage", "0", 0, { 1 << 30 }, { 0 } }, "impossibly large" );
  pickleRow( "few arguments",
             whole( table( { { "x", global( "torch._utils", "_rebuild_tensor_v2" ) + ")R" } } ) ),
             "unknown way" );
}

void TestTorchFile::refusesDamagedFiles()
{
  QFETCH( QByteArray, file );
  QFETCH( QString, reason );
  const QString complaint = complaintAbout( file );
  QVERIFY2( complaint.contains( reason ), qPrintable( complaint ) );
  QVERIFY2( complaint.contains( path() ), qPrintable( complaint ) );
  QVERIFY( complaint.endsWith( '.' ) );
}

//! Whatever the damage: the file reads, or there is an Error; no crash, no other exception.
void TestTorchFile::survivesRandomDamage()
{
  using namespace pickled;
  const QByteArray pickle = whole( table(
      { { "epoch", integer( 3 ) },
        { "state_dict", table( { { "a", vectorOf( 6 ) }, { "b", parameter( vectorOf( 3 ) ) } } ) } } ) );
  std::mt19937 random( 21 );
  int refused = 0;
  for ( int round = 0; round < 1500; ++round )
  {
    // Half of the rounds damage the pickle alone, with a right checksum, so that the damage is met.
    QByteArray bytes = round % 2 ? pickle : pickled::file( pickle, { { "0", floats( 6 ) } } );
    for ( int flip = 0; flip <= round % 3; ++flip )
      bytes[static_cast<int>( random() % bytes.size() )] = static_cast<char>( random() );
    refused +=
        !complaintAbout( round % 2 ? pickled::file( bytes, { { "0", floats( 6 ) } } ) : bytes ).isEmpty();
  }
  QVERIFY( refused > 300 );
}

QTEST_APPLESS_MAIN( TestTorchFile )
#include "testtorchfile.moc"
