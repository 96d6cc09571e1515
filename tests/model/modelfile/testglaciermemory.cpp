#include <QtTest>

#include "model/modelfile/glaciermemory.h"
#include "model/modelfile/modelfile.h"
#include "model/modelfile/requirenetwork.h"
#include "support/expecterror.h"
#include "support/sampleweights.h"

using namespace calving;

namespace
{

constexpr const char *crs = "LOCAL_CS[\"plane\"]";

//! Two labels; of the first the tensor is known by hand.
GlacierMemory sampleMemory()
{
  GlacierMemory memory;
  memory.glacier = "Fjord “Ø”";
  memory.pixelMetres = 66.5;
  memory.box = { 500000, 7999000, 502000.25, 8000000 };
  memory.crs = crs;
  memory.labels.push_back( { "A_2020-01-01_S1",
                             "2020-01-01",
                             3,
                             2,
                             { 500000, 0.1, 0, 8000000, 0, -0.1 },
                             crs,
                             { 2, 2, 2, 3, 3, 0 },
                             { 0, 0, 1, 1, 0, 0 } } );
  std::vector<std::uint8_t> wide( 400 * 300, 1 );
  wide[77777] = 3;
  memory.labels.push_back(
      { "A_2021-05-01_TSX", "2021-05-01", 400, 300, { 1, 5, 0.5, 2, 0.5, -5 }, crs, wide } );
  return memory;
}

void compare( const GlacierMemory &a, const GlacierMemory &b )
{
  QCOMPARE( a.glacier, b.glacier );
  QCOMPARE( a.pixelMetres, b.pixelMetres );
  QVERIFY( a.box == b.box );
  QCOMPARE( a.crs, b.crs );
  QCOMPARE( a.labels.size(), b.labels.size() );
  for ( std::size_t i = 0; i < a.labels.size(); ++i )
  {
    QCOMPARE( a.labels[i].name, b.labels[i].name );
    QCOMPARE( a.labels[i].date, b.labels[i].date );
    QCOMPARE( a.labels[i].width, b.labels[i].width );
    QCOMPARE( a.labels[i].height, b.labels[i].height );
    QVERIFY( a.labels[i].transform == b.labels[i].transform );
    QCOMPARE( a.labels[i].crs, b.labels[i].crs );
    QVERIFY( a.labels[i].zones == b.labels[i].zones );
    QVERIFY( a.labels[i].front == b.labels[i].front );
  }
}

} // namespace

class TestGlacierMemory : public QObject
{
  Q_OBJECT

private slots:
  void travelsInTheModelFile();
  void storesRuns();
  void otherReadersPassOverIt();
  void replacesAnotherOne();
  void isAbsentFromOtherModels();
  void refusesDamage_data();
  void refusesDamage();

private:
  std::string path() const { return mFolder.filePath( "model.safetensors" ).toStdString(); }

  QTemporaryDir mFolder;
};

void TestGlacierMemory::travelsInTheModelFile()
{
  TensorFile file = sampleWeights();
  addGlacierMemory( sampleMemory(), file );
  ModelCard card;
  card.size = sampleSize();
  writeModelFile( path(), card, file );
  const std::optional<GlacierMemory> read = readGlacierMemory( path() );
  QVERIFY( read.has_value() );
  compare( *read, sampleMemory() );
}

//! 3 x glacier, 2 x ocean, 1 x not available: 4 * 3 + 2, 4 * 2 + 3, 4 * 1 + 0. Of the other label, 77777 x
//! rock is 311109 = 69 + 128 * ( 126 + 128 * 18 ).
void TestGlacierMemory::storesRuns()
{
  TensorFile file;
  addGlacierMemory( sampleMemory(), file );
  QCOMPARE( file.tensors.size(), std::size_t( 3 ) ); // one of them a front
  const StoredTensor &first = file.tensors.at( "glacier_memory.0.zones" );
  QVERIFY( first.dtype == DType::UInt8 );
  QVERIFY( first.bytes == std::vector<std::byte>( { std::byte( 14 ), std::byte( 11 ), std::byte( 4 ) } ) );
  const std::vector<std::byte> &second = file.tensors.at( "glacier_memory.1.zones" ).bytes;
  QCOMPARE( second.size(), std::size_t( 7 ) );
  QVERIFY( second[0] == std::byte( 128 + 69 ) && second[1] == std::byte( 128 + 126 ) &&
           second[2] == std::byte( 18 ) && second[3] == std::byte( 7 ) );
}

//! A reader that knows nothing of it finds the network whole.
void TestGlacierMemory::otherReadersPassOverIt()
{
  TensorFile file = sampleWeights();
  addGlacierMemory( sampleMemory(), file );
  ModelCard card;
  card.size = sampleSize();
  writeModelFile( path(), card, file );
  const ModelFile model = readModelFile( path() );
  requireNetwork( model.file.tensors, model.card.size, path() );
  for ( const auto &[name, tensor] : sampleWeights().tensors )
    QVERIFY2( model.file.tensors.at( name ) == tensor, name.c_str() );
}

void TestGlacierMemory::replacesAnotherOne()
{
  TensorFile file = sampleWeights();
  addGlacierMemory( sampleMemory(), file );
  GlacierMemory smaller = sampleMemory();
  smaller.labels.erase( smaller.labels.begin() );
  addGlacierMemory( smaller, file );
  QCOMPARE( file.tensors.size(), sampleWeights().tensors.size() + 1 );
  compare( *glacierMemoryOf( file, "file" ), smaller );
}

void TestGlacierMemory::isAbsentFromOtherModels()
{
  QVERIFY( !glacierMemoryOf( sampleWeights(), "file" ).has_value() );
}

void TestGlacierMemory::refusesDamage_data()
{
  QTest::addColumn<QString>( "from" );
  QTest::addColumn<QString>( "to" );
  QTest::addColumn<QString>( "reason" );
  QTest::newRow( "no JSON" ) << "{"
                             << ""
                             << "broken";
  QTest::newRow( "later version" ) << "\"format\":1"
                                   << "\"format\":2"
                                   << "later version";
  QTest::newRow( "no glacier" ) << "\"glacier\""
                                << "\"glacier_\""
                                << "missing";
  QTest::newRow( "size no number" ) << "\"width\":3"
                                    << "\"width\":\"3\""
                                    << "another kind";
  QTest::newRow( "other size" ) << "\"width\":3"
                                << "\"width\":4"
                                << "are not those";
  QTest::newRow( "no size" ) << "\"width\":3"
                             << "\"width\":-3"
                             << "lies nowhere";
  QTest::newRow( "huge" ) << "\"width\":3"
                          << "\"width\":2000000000"
                          << "lies nowhere";
  QTest::newRow( "flat" ) << "-0.1"
                          << "0"
                          << "lies nowhere";
  QTest::newRow( "box upside down" ) << "7999000"
                                     << "9999000"
                                     << "box";
}

void TestGlacierMemory::refusesDamage()
{
  QFETCH( QString, from );
  QFETCH( QString, to );
  QFETCH( QString, reason );
  TensorFile file;
  addGlacierMemory( sampleMemory(), file );
  std::string &table = file.metadata.at( "glacier_memory" );
  const std::size_t place = table.find( from.toStdString() );
  QVERIFY( place != std::string::npos );
  table.replace( place, from.toStdString().size(), to.toStdString() );
  EXPECT_ERROR( glacierMemoryOf( file, "model.safetensors" ), reason.toStdString() );
  EXPECT_ERROR( glacierMemoryOf( file, "model.safetensors" ), "model.safetensors" );
}

QTEST_APPLESS_MAIN( TestGlacierMemory )
#include "testglaciermemory.moc"
