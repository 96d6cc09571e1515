#include <QTemporaryDir>
#include <QtTest>

#include "model/sar/picture/sarpicture.h"
#include "model/sar/speckle/multitemporal.h"
#include "model/sar/speckle/specklestep.h"
#include "support/describedraster.h"
#include "support/expecterror.h"
#include "support/testraster.h"

using namespace calving;

Q_DECLARE_METATYPE( DescribedRaster )

class TestSarPicture : public QObject
{
  Q_OBJECT

private slots:
  void nextStepKnowsTheUnitThatTheUserChose_data();
  void nextStepKnowsTheUnitThatTheUserChose();
  void filterKeepsTheNameOfTheBand();
  void historyNamesTheStack();
  void readsBytesWithAndWithoutNoData_data();
  void readsBytesWithAndWithoutNoData();
  void bytesThatAreNoneAreNotBelieved();
  void pixelsWithoutDataStayWithout_data();
  void pixelsWithoutDataStayWithout();
  void complexNumbersAreReadByTheirMagnitude();
};

void TestSarPicture::nextStepKnowsTheUnitThatTheUserChose_data()
{
  QTest::addColumn<int>( "values" );
  QTest::addColumn<float>( "stored" );
  QTest::addColumn<float>( "power" );
  QTest::newRow( "decibels" ) << static_cast<int>( SarValues::Decibel ) << -20.0f << 0.01f;
  QTest::newRow( "power" ) << static_cast<int>( SarValues::Power ) << 0.01f << 0.01f;
}

//! Also where the file says something else.
void TestSarPicture::nextStepKnowsTheUnitThatTheUserChose()
{
  QFETCH( int, values );
  QFETCH( float, stored );
  QFETCH( float, power );
  const QTemporaryDir folder;
  const std::string first = folder.filePath( "first.tif" ).toStdString();
  const std::string second = folder.filePath( "second.tif" ).toStdString();
  for ( const char *wrong : { "", "dB", "linear" } )
  {
    writeRaster( first, 20, 10, [stored]( int, int ) { return stored; } );
    if ( *wrong )
      GDALDatasetUniquePtr( GDALDataset::Open( first.c_str(), GDAL_OF_UPDATE ) )
          ->SetMetadataItem( "CALVINGFRONT_UNIT", wrong );
    writeSarPicture( openSarPicture( first, static_cast<SarValues>( values ) ), second, {} );
    const SarPicture next = openSarPicture( second, SarValues::Stated );
    const float found = next.values->read( { 3, 3, 1, 1 } )[0];
    QVERIFY2( std::abs( found - power ) < 1e-6f, qPrintable( QString::number( found ) ) );
  }
}

//! In radar geometry as on a map.
void TestSarPicture::filterKeepsTheNameOfTheBand()
{
  const QTemporaryDir folder;
  const std::string first = folder.filePath( "first.tif" ).toStdString();
  const std::string second = folder.filePath( "second.tif" ).toStdString();
  for ( const bool isMap : { false, true } )
  {
    writeRaster( first, 20, 10, []( int, int ) { return 1.0f; } );
    RasterGrid grid{ 20, 10 };
    if ( isMap )
      grid = RasterReader( first ).grid();
    RasterFormat format;
    format.type = PixelType::Float32;
    format.bandNames = { "gamma0 HV" };
    RasterWriter writer( first, grid, format );
    writer.write( { 0, 0, 20, 10 }, std::vector<float>( 200, 1.0f ) );
    writer.commit();
    SarPicture raster = openSarPicture( first, SarValues::Power );
    QCOMPARE( raster.grid.hasTransform, isMap );
    despeckle( raster, { { SpeckleMethod::Boxcar, 3 } }, {} );
    writeSarPicture( raster, second, {} );
    QCOMPARE( RasterReader( second ).bandName( 1 ), std::string( "gamma0 HV" ) );
  }
}

void TestSarPicture::historyNamesTheStack()
{
  const QTemporaryDir folder;
  std::vector<SarPicture> stack;
  for ( const char *name : { "june.tif", "july.tif", "august.tif" } )
  {
    const std::string path = folder.filePath( name ).toStdString();
    writeRaster( path, 20, 10, []( int, int ) { return 0.5f; } );
    stack.push_back( openSarPicture( path, SarValues::Power ) );
  }
  SarPicture raster = stack.front();
  filterInTime( raster, { stack[1], stack[2] }, 5 );
  const std::string history = raster.metadata["CALVINGFRONT_HISTORY"];
  QVERIFY2( history.rfind( "despeckle(multitemporal, window 5, with july.tif august.tif)", 0 ) == 0,
            history.c_str() );
}

namespace
{

//! A row of \a values whose metadata say that they are bytes.
void writeBytes( const std::string &path, const std::vector<float> &values, GDALDataType type,
                 bool zeroIsNoData )
{
  writeRaster(
      path, static_cast<int>( values.size() ), 1, [&]( int x, int ) { return values[x]; }, type );
  const GDALDatasetUniquePtr file( GDALDataset::Open( path.c_str(), GDAL_OF_UPDATE ) );
  file->SetMetadataItem( "CALVINGFRONT_UNIT", "byte" );
  file->SetMetadataItem( "CALVINGFRONT_DB_MIN", "-20" );
  file->SetMetadataItem( "CALVINGFRONT_DB_MAX", "10" );
  if ( zeroIsNoData )
    file->GetRasterBand( 1 )->SetNoDataValue( 0 );
}

} // namespace

void TestSarPicture::readsBytesWithAndWithoutNoData_data()
{
  QTest::addColumn<bool>( "zeroIsNoData" );
  QTest::newRow( "0 is the darkest" ) << false;
  QTest::newRow( "0 is no data, 1 the darkest" ) << true;
}

//! Simulated scenes and those of data sets use all bytes, preprocessed ones keep 0 for no data.
void TestSarPicture::readsBytesWithAndWithoutNoData()
{
  QFETCH( bool, zeroIsNoData );
  const QTemporaryDir folder;
  const std::string path = folder.filePath( "bytes.tif" ).toStdString();
  writeBytes( path, { 0, zeroIsNoData ? 1.0f : 0.0f, 255 }, GDT_Byte, zeroIsNoData );
  const SarPicture raster = openSarPicture( path, SarValues::Stated );
  const std::vector<float> power = raster.values->read( { 0, 0, 3, 1 } );
  QCOMPARE( std::isnan( power[0] ), zeroIsNoData );
  QVERIFY2( std::abs( power[1] - 0.01f ) < 1e-6f, qPrintable( QString::number( power[1] ) ) );
  QVERIFY2( std::abs( power[2] - 10.0f ) < 1e-4f, qPrintable( QString::number( power[2] ) ) );

  // Written again, all pixels keep their values; those that had no data still have none.
  const std::string second = folder.filePath( "second.tif" ).toStdString();
  writeSarPicture( raster, second, {} );
  const std::vector<float> again = openSarPicture( second, SarValues::Stated ).values->read( { 0, 0, 3, 1 } );
  QCOMPARE( std::isnan( again[0] ), zeroIsNoData );
  QVERIFY( std::abs( again[1] - power[1] ) < 1e-6f && std::abs( again[2] - power[2] ) < 1e-4f );
}

void TestSarPicture::bytesThatAreNoneAreNotBelieved()
{
  const QTemporaryDir folder;
  const std::string path = folder.filePath( "wide.tif" ).toStdString();
  writeBytes( path, { 300, 9000 }, GDT_UInt16, false );
  const SarPicture raster = openSarPicture( path, SarValues::Stated );
  QVERIFY( raster.isAmplitude ); // as digital numbers are
  QVERIFY2( raster.warning.find( path ) != std::string::npos, raster.warning.c_str() );
  QCOMPARE( openSarPicture( path, SarValues::Amplitude ).values->read( { 1, 0, 1, 1 } )[0], 9000.0f );
}

void TestSarPicture::pixelsWithoutDataStayWithout_data()
{
  QTest::addColumn<DescribedRaster>( "raster" );
  QTest::addColumn<int>( "warnings" );
  // The first 20 of 200 pixels lie outside the swath.
  const auto decibels = []( double outside )
  {
    DescribedRaster raster;
    for ( int i = 0; i < 200; ++i )
      raster.values.push_back( i < 20 ? outside : -12 + std::sin( 0.3 * i ) );
    return raster;
  };
  DescribedRaster hidden = decibels( -7 );
  hidden.mask.assign( 200, 255 );
  std::fill_n( hidden.mask.begin(), 20, std::uint8_t( 0 ) );
  QTest::newRow( "under a mask" ) << hidden << 0;
  QTest::newRow( "-9999, undeclared" ) << decibels( -9999 ) << 1;
  QTest::newRow( "0 dB, undeclared" ) << decibels( 0 ) << 1;
}

//! As decibels and as bytes, in which 0 stands for no data.
void TestSarPicture::pixelsWithoutDataStayWithout()
{
  QFETCH( DescribedRaster, raster );
  QFETCH( int, warnings );
  raster.write();
  for ( const BackscatterUnit unit : { BackscatterUnit::Decibel, BackscatterUnit::Byte } )
  {
    int warned = 0;
    Feedback feedback;
    feedback.warning = [&warned]( const std::string & ) { ++warned; };
    SarPicture opened = openSarPicture( raster.path, SarValues::Decibel, feedback );
    QCOMPARE( warned, warnings );
    despeckle( opened, { { SpeckleMethod::Boxcar, 3 } }, {} );
    rescale( opened, unit, {} );
    writeSarPicture( opened, "/vsimem/scaled.tif", {} );
    const RasterReader written( "/vsimem/scaled.tif" );
    const std::vector<std::uint8_t> mask = written.readMask( 1, { 0, 0, 200, 1 } );
    for ( int i = 0; i < 200; ++i )
      QCOMPARE( mask[i] != 0, i >= 20 );
    // What is hidden does not leak through the filter: the neighbours' mean is theirs alone.
    const float first = written.readBand( 1, { 20, 0, 1, 1 } )[0];
    QVERIFY2( unit == BackscatterUnit::Byte || std::abs( first + 12 ) < 1.1,
              qPrintable( QString::number( first ) ) );
  }
}

void TestSarPicture::complexNumbersAreReadByTheirMagnitude()
{
  DescribedRaster raster;
  raster.type = GDT_CInt16;
  raster.values.assign( 50, 0 );
  raster.then = []( GDALDataset &file )
  {
    std::vector<std::complex<float>> numbers( 50, { 3, -4 } );
    CPL_IGNORE_RET_VAL( file.GetRasterBand( 1 )->RasterIO( GF_Write, 0, 0, 50, 1, numbers.data(), 50, 1,
                                                           GDT_CFloat32, 0, 0, nullptr ) );
  };
  raster.write();
  std::string said;
  Feedback feedback;
  feedback.info = [&said]( const std::string &text ) { said += text; };
  const SarPicture opened = openSarPicture( raster.path, SarValues::Amplitude, feedback );
  QCOMPARE( opened.values->read( { 7, 0, 1, 1 } )[0], 5.0f );
  QVERIFY( QString::fromStdString( said ).contains( "magnitude" ) );
}

QTEST_APPLESS_MAIN( TestSarPicture )
#include "testsarpicture.moc"
