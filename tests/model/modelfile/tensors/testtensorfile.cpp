#include <QtTest>

#include <cmath>
#include <limits>

#include "model/modelfile/tensors/tensorfile.h"

using namespace calving;

class TestTensorFile : public QObject
{
  Q_OBJECT

private slots:
  void namesEveryFormat();
  void countsElements();
  void readsHalfPrecision_data();
  void readsHalfPrecision();
  void writesShapesAsPeopleDo();
};

void TestTensorFile::namesEveryFormat()
{
  for ( const DType dtype :
        { DType::Bool, DType::UInt8, DType::Int8, DType::UInt16, DType::Int16, DType::UInt32, DType::Int32,
          DType::UInt64, DType::Int64, DType::Float16, DType::BFloat16, DType::Float32, DType::Float64 } )
    QVERIFY( dtypeNamed( dtypeName( dtype ) ) == dtype );
  QCOMPARE( byteSize( DType::BFloat16 ), std::size_t( 2 ) );
  QVERIFY( !dtypeNamed( "F8_E4M3" ) );
}

void TestTensorFile::countsElements()
{
  QVERIFY( elementCount( {} ) == 1 );
  QVERIFY( elementCount( { 3, 0, 5 } ) == 0 );
  QVERIFY( elementCount( { 3, 4, 5 } ) == 60 );
  QVERIFY( !elementCount( { -1 } ) );
  QVERIFY( !elementCount( { INT64_MAX, 2 } ) );
}

//! Hand-derived from IEEE 754 binary16: sign, 5 bits of exponent with bias 15, 10 bits of mantissa.
void TestTensorFile::readsHalfPrecision_data()
{
  QTest::addColumn<int>( "bits" );
  QTest::addColumn<float>( "value" );
  QTest::newRow( "one" ) << 0x3c00 << 1.0f;
  QTest::newRow( "a third" ) << 0x3555 << 0.333251953125f;
  QTest::newRow( "largest" ) << 0x7bff << 65504.0f;
  QTest::newRow( "smallest normal" ) << 0x0400 << 0x1p-14f;
  QTest::newRow( "smallest subnormal" ) << 0x8001 << -0x1p-24f;
  QTest::newRow( "infinite" ) << 0xfc00 << -std::numeric_limits<float>::infinity();
}

void TestTensorFile::readsHalfPrecision()
{
  QFETCH( int, bits );
  QFETCH( float, value );
  const StoredTensor tensor{
      DType::Float16,
      { 2 },
      { std::byte( bits & 0xff ), std::byte( bits >> 8 ), std::byte{ 0x01 }, std::byte{ 0x7e } } };
  QVERIFY( floatValues( tensor )[0] == value );
  QVERIFY( std::isnan( floatValues( tensor )[1] ) );
}

void TestTensorFile::writesShapesAsPeopleDo()
{
  QCOMPARE( shapeText( { 96, 3, 4, 4 } ), std::string( "[96, 3, 4, 4]" ) );
  QCOMPARE( shapeText( {} ), std::string( "[]" ) );
}

QTEST_APPLESS_MAIN( TestTensorFile )
#include "testtensorfile.moc"
