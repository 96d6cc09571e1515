#include <array>

#include <QTemporaryDir>
#include <QtTest>
#include <gdal_rat.h>

#include "model/error.h"
#include "model/raster/raster.h"
#include "support/describedraster.h"
#include "support/expecterror.h"
#include "support/testraster.h"

using namespace calving;

namespace
{

constexpr float hole = std::numeric_limits<float>::quiet_NaN();

std::vector<float> rowOf( const RasterReader &reader, int band = 1 )
{
  return reader.readBand( band, { 0, 0, reader.width(), 1 } );
}

//! The values with -1 for not-a-number, which equals nothing.
std::vector<float> comparable( std::vector<float> values )
{
  for ( float &value : values )
    value = std::isnan( value ) ? -1.0f : value;
  return values;
}

//! Makes the last band say how opaque the pixels are.
void makeOpacity( GDALDataset &file, std::vector<double> opacity )
{
  GDALRasterBand &band = *file.GetRasterBand( file.GetRasterCount() );
  band.SetColorInterpretation( GCI_AlphaBand );
  const int width = static_cast<int>( opacity.size() );
  CPL_IGNORE_RET_VAL(
      band.RasterIO( GF_Write, 0, 0, width, 1, opacity.data(), width, 1, GDT_Float64, 0, 0, nullptr ) );
}

//! Points that a transform fits as well as \a bend pixels allow.
void placeByControlPoints( GDALDataset &file, double bend )
{
  std::vector<GDAL_GCP> points( 5 );
  GDALInitGCPs( 5, points.data() );
  const double columns[] = { 0, 4, 0, 4, 2 };
  const double rows[] = { 0, 0, 1, 1, 0.5 };
  for ( int i = 0; i < 5; ++i )
  {
    points[i].dfGCPPixel = columns[i];
    points[i].dfGCPLine = rows[i];
    points[i].dfGCPX = 500000 + 40 * ( columns[i] + ( i == 4 ? bend : 0 ) );
    points[i].dfGCPY = 8000000 - 40 * rows[i];
  }
  OGRSpatialReference reference;
  reference.importFromEPSG( 32633 );
  file.SetGCPs( 5, points.data(), &reference );
  GDALDeinitGCPs( 5, points.data() );
}

} // namespace

Q_DECLARE_METATYPE( DescribedRaster )
Q_DECLARE_METATYPE( RasterInput )
Q_DECLARE_METATYPE( std::vector<float> )

class TestRasterReader : public QObject
{
  Q_OBJECT

private slots:
  void holesAreHolesWhateverSaysSo_data();
  void holesAreHolesWhateverSaysSo();
  void appliesScaleAndOffset();
  void refusesAScaleOfNothing();
  void plainBytesStayBytes();
  void heightsAreMetres_data();
  void heightsAreMetres();
  void impossibleHeightsAreHoles_data();
  void impossibleHeightsAreHoles();
  void numbersUnderAScaleAreHoles_data();
  void numbersUnderAScaleAreHoles();
  void depthsAreTurned();
  void zerosOutsideASwathAreHoles();
  void rowsComeFromNorthToSouth();
  void classesHaveTheirNames();
  void unknownUnitsOfHeightsAreRefused();
  void complexNumbersAreMagnitudesOrRefused();
  void palettesOfGreysAreGreys();
  void palettesOfClassesAreClasses();
  void coloursAreNoBackscatter();
  void digitalNumbersStayWhatTheyAre();
  void controlPointsPlaceARaster();
  void variablesOfHdf5AreReadAsTheirConventionsSay();
  void hugeBlocksAreRefused();
  void whatWasDeclaredLaterCountsWhenOpenedAgain();
};

//! Each row says in another way that the second of four pixels has no data.
void TestRasterReader::holesAreHolesWhateverSaysSo_data()
{
  QTest::addColumn<DescribedRaster>( "raster" );
  QTest::addColumn<RasterInput>( "input" );
  QTest::addColumn<std::vector<float>>( "expected" );
  const std::vector<float> second{ 1, hole, 3, 4 };
  const RasterInput plain( "/vsimem/described.tif" );
  const auto row = [&]( const char *name, const DescribedRaster &raster )
  { QTest::newRow( name ) << raster << plain << second; };
  DescribedRaster raster;
  raster.values = { 1, 2, 3, 4 };
  raster.noData = 2;
  row( "value of floats", raster );
  raster.type = GDT_Byte;
  row( "value of bytes", raster );
  raster.type = GDT_Int32;
  row( "value of whole numbers", raster );

  raster = {};
  raster.values = { 1, std::nan( "" ), 3, 4 };
  row( "not-a-number", raster );
  raster.values[1] = HUGE_VAL;
  row( "infinity", raster );
  raster.values[1] = -3.4028234663852886e38;
  row( "the least float, undeclared", raster );
  raster.noData = -3.40282e38;
  row( "the least float, declared with few digits", raster );
  raster.type = GDT_Float64;
  raster.values[1] = -1.7976931348623157e308;
  row( "the least double", raster );

  raster = {};
  raster.values = { 1, 2, 3, 4 };
  raster.mask = { 255, 0, 255, 255 };
  row( "mask inside", raster );
  raster.type = GDT_Byte;
  row( "mask inside, of bytes", raster );
  raster.maskBeside = true;
  row( "mask beside", raster );
  raster.type = GDT_Float32;
  raster.noData = 3;
  QTest::newRow( "mask and value" ) << raster << plain << std::vector<float>{ 1, hole, hole, 4 };

  raster = {};
  raster.values = { 1, 2, 3, 4 };
  raster.type = GDT_Byte;
  raster.bands = 2;
  raster.then = []( GDALDataset &file ) { makeOpacity( file, { 255, 0, 1, 128 } ); };
  row( "opacity of bytes", raster );
  raster.noData = 4;
  QTest::newRow( "opacity and value" ) << raster << plain << std::vector<float>{ 1, hole, 3, hole };
  raster.noData = {};
  raster.type = GDT_Float32;
  raster.then = []( GDALDataset &file ) { makeOpacity( file, { 1, 0, 0.5, 1 } ); };
  row( "opacity of floats", raster );

  raster = {};
#if GDAL_VERSION_NUM < GDAL_COMPUTE_VERSION( 3, 7, 0 )
  raster.type = GDT_Byte;
  raster.creation = { "PIXELTYPE=SIGNEDBYTE" };
  raster.values = { 1, 255, 3, 4 };
#else
  raster.type = GDT_Int8;
  raster.values = { 1, -1, 3, 4 };
#endif
  raster.noData = -1;
  row( "signed bytes", raster );

  raster = {};
  raster.type = GDT_Byte;
  raster.values = { 1, 2, 3, 4 };
  raster.noData = -9999;
  QTest::newRow( "value that no byte has" ) << raster << plain << std::vector<float>{ 1, 2, 3, 4 };
  raster.noData = 3;
  RasterInput declared = plain;
  declared.noData[1].ranges = { { 1.5, 2.5 } };
  QTest::newRow( "declared by the user, too" )
      << raster << declared << std::vector<float>{ 1, hole, hole, 4 };
  declared.noData[1].ownCounts = false;
  QTest::newRow( "declared by the user instead" ) << raster << declared << second;
  raster.type = GDT_Int16;
  QTest::newRow( "declared by the user instead, Int16" ) << raster << declared << second;
}

void TestRasterReader::holesAreHolesWhateverSaysSo()
{
  QFETCH( DescribedRaster, raster );
  QFETCH( RasterInput, input );
  QFETCH( std::vector<float>, expected );
  raster.write();
  const RasterReader reader( input );
  QCOMPARE( comparable( rowOf( reader ) ), comparable( expected ) );
  const std::vector<std::uint8_t> mask = reader.readMask( 1, { 0, 0, 4, 1 } );
  const std::vector<std::uint8_t> bytes = reader.readBytes( 1, { 0, 0, 4, 1 } );
  for ( int i = 0; i < 4; ++i )
  {
    QCOMPARE( mask[i] == 0, bool( std::isnan( expected[i] ) ) );
    QCOMPARE( int( bytes[i] ), std::isnan( expected[i] ) ? 0 : int( expected[i] ) );
  }
  // A part of it, and all bands at once, say the same.
  QCOMPARE( comparable( reader.readBand( 1, { 1, 0, 2, 1 } ) ), comparable( { expected[1], expected[2] } ) );
  const std::vector<float> all = reader.read( { 0, 0, 4, 1 } ).values;
  QCOMPARE( comparable( { all.begin(), all.begin() + 4 } ), comparable( expected ) );
}

void TestRasterReader::appliesScaleAndOffset()
{
  DescribedRaster raster;
  raster.type = GDT_Int16;
  raster.values = { 100, -9999, 2000, 0 };
  raster.noData = -9999;
  raster.scale = 0.01;
  raster.offset = -0.5;
  raster.write();
  const RasterReader reader( raster.path );
  QCOMPARE( comparable( rowOf( reader ) ), comparable( { 0.5f, hole, 19.5f, -0.5f } ) );
  QCOMPARE( reader.type(), PixelType::Float32 );
  QCOMPARE( *reader.noData(), -9999 * 0.01 - 0.5 );
  QCOMPARE( reader.scale(), 0.01 );
  raster.type = GDT_Byte;
  raster.values = { 100, 200, 50, 0 };
  raster.write();
  QCOMPARE( comparable( rowOf( RasterReader( raster.path ) ) ), comparable( { 0.5f, 1.5f, 0.0f, -0.5f } ) );
}

void TestRasterReader::refusesAScaleOfNothing()
{
  DescribedRaster raster;
  raster.values = { 1, 2 };
  raster.scale = 0;
  raster.write();
  EXPECT_ERROR( RasterReader( raster.path ), "the scale 0" );
}

void TestRasterReader::plainBytesStayBytes()
{
  DescribedRaster raster;
  raster.type = GDT_Byte;
  raster.values = { 0, 1, 254, 255 };
  raster.write();
  const RasterReader reader( raster.path, RasterContent::Backscatter );
  QCOMPARE( reader.type(), PixelType::Byte );
  QCOMPARE( reader.readBytes( 1, { 0, 0, 4, 1 } ), ( std::vector<std::uint8_t>{ 0, 1, 254, 255 } ) );
  QCOMPARE( rowOf( reader ), ( std::vector<float>{ 0, 1, 254, 255 } ) );
  QCOMPARE( reader.remark(), std::string() );
}

void TestRasterReader::heightsAreMetres_data()
{
  QTest::addColumn<QString>( "unit" );
  QTest::addColumn<QString>( "crs" );
  QTest::addColumn<double>( "metres" );
  const QString utm = "EPSG:32633";
  QTest::newRow( "none" ) << QString() << utm << 1.0;
  QTest::newRow( "m" ) << "m" << utm << 1.0;
  QTest::newRow( "metre" ) << "metre" << utm << 1.0;
  QTest::newRow( "m above a geoid" ) << "m above EGM2008" << utm << 1.0;
  QTest::newRow( "ft" ) << "ft" << utm << 0.3048;
  QTest::newRow( "US survey foot" ) << "US survey foot" << utm << 1200.0 / 3937;
  QTest::newRow( "cm" ) << "cm" << utm << 0.01;
  QTest::newRow( "dm" ) << "dm" << utm << 0.1;
  QTest::newRow( "compound, m" ) << QString() << "EPSG:32633+5773" << 1.0;
  QTest::newRow( "compound, US survey feet" ) << QString() << "EPSG:32633+6360" << 1200.0 / 3937;
}

void TestRasterReader::heightsAreMetres()
{
  QFETCH( QString, unit );
  QFETCH( QString, crs );
  QFETCH( double, metres );
  DescribedRaster raster;
  raster.values = { 1000, -9999, 100, -100 };
  raster.noData = -9999;
  raster.unit = unit.toStdString();
  raster.crs = crs.toStdString();
  raster.write();
  const RasterReader reader( raster.path, RasterContent::Heights );
  const std::vector<float> heights = rowOf( reader );
  QVERIFY( std::isnan( heights[1] ) );
  QVERIFY( std::abs( heights[0] - 1000 * metres ) < 1e-3 );
  QVERIFY( std::abs( heights[2] - 100 * metres ) < 1e-3 );
  QVERIFY( std::abs( heights[3] + 100 * metres ) < 1e-3 );
  QCOMPARE( reader.remark().empty(), metres == 1 );
  QVERIFY( !reader.ruledOut() );
  // The system that the user chose counts, where it tells of heights.
  RasterInput input( raster.path );
  input.crs = "EPSG:32633+6360";
  const double chosen = unit.isEmpty() ? 1200.0 / 3937 : metres;
  QVERIFY( std::abs( rowOf( RasterReader( input, RasterContent::Heights ) )[0] - 1000 * chosen ) < 1e-3 );
  input.crs = "EPSG:32632";
  QVERIFY( std::abs( rowOf( RasterReader( input, RasterContent::Heights ) )[0] - 1000 * metres ) < 1e-3 );
}

void TestRasterReader::impossibleHeightsAreHoles_data()
{
  QTest::addColumn<int>( "type" );
  QTest::addColumn<double>( "value" );
  QTest::addColumn<QString>( "unit" );
  QTest::newRow( "-9999" ) << int( GDT_Float32 ) << -9999.0 << QString();
  QTest::newRow( "-32768" ) << int( GDT_Int16 ) << -32768.0 << QString();
  QTest::newRow( "65535" ) << int( GDT_UInt16 ) << 65535.0 << QString();
  QTest::newRow( "-3.4e38" ) << int( GDT_Float32 ) << -3.4028234663852886e38 << QString();
  QTest::newRow( "3.4e38" ) << int( GDT_Float32 ) << 3.4028234663852886e38 << QString();
  QTest::newRow( "-9999 ft" ) << int( GDT_Float32 ) << -9999.0 << "ft";
  QTest::newRow( "-9999 cm" ) << int( GDT_Int16 ) << -9999.0 << "cm";
  QTest::newRow( "-32768 cm" ) << int( GDT_Int16 ) << -32768.0 << "cm";
  QTest::newRow( "32767 cm" ) << int( GDT_Int16 ) << 32767.0 << "cm";
}

//! What is stored, not what it means, tells that nothing was measured.
void TestRasterReader::numbersUnderAScaleAreHoles_data()
{
  QTest::addColumn<int>( "content" );
  QTest::addColumn<int>( "type" );
  QTest::addColumn<double>( "scale" );
  QTest::addColumn<double>( "number" );
  const int heights = int( RasterContent::Heights );
  QTest::newRow( "-9999 in centimetres" ) << heights << int( GDT_Int16 ) << 0.01 << -9999.0;
  QTest::newRow( "-32768 in centimetres" ) << heights << int( GDT_Int16 ) << 0.01 << -32768.0;
  QTest::newRow( "65535 in decimetres" ) << heights << int( GDT_UInt16 ) << 0.1 << 65535.0;
  QTest::newRow( "32767 in decimetres" ) << heights << int( GDT_Int16 ) << 0.1 << 32767.0;
  QTest::newRow( "-9999 in hundredths of decibels" )
      << int( RasterContent::Backscatter ) << int( GDT_Int16 ) << 0.01 << -9999.0;
  QTest::newRow( "1e20 under a scale" )
      << int( RasterContent::Backscatter ) << int( GDT_Float32 ) << 0.01 << 1e20;
}

void TestRasterReader::numbersUnderAScaleAreHoles()
{
  QFETCH( int, content );
  QFETCH( int, type );
  QFETCH( double, scale );
  QFETCH( double, number );
  DescribedRaster raster;
  raster.type = static_cast<GDALDataType>( type );
  raster.values = { 100, number, 200, 900 };
  raster.scale = scale;
  raster.write();
  const RasterReader reader( raster.path, static_cast<RasterContent>( content ) );
  const std::vector<float> values = rowOf( reader );
  QVERIFY( std::isnan( values[1] ) );
  for ( const int i : { 0, 2, 3 } )
    QCOMPARE( values[i], static_cast<float>( raster.values[i] * scale ) );
  QCOMPARE( static_cast<float>( *reader.ruledOut() ), static_cast<float>( number ) );
  raster.noData = number;
  raster.write();
  const RasterReader declared( raster.path, static_cast<RasterContent>( content ) );
  QVERIFY( std::isnan( rowOf( declared )[1] ) );
  QVERIFY( !declared.ruledOut() );
}

void TestRasterReader::depthsAreTurned()
{
  DescribedRaster raster;
  raster.values = { -1500, 20, -9999 };
  raster.crs = "EPSG:32633+5715"; // depths below mean sea level
  raster.write();
  const RasterReader reader( raster.path, RasterContent::Heights );
  QCOMPARE( comparable( rowOf( reader ) ), comparable( { 1500, -20, hole } ) );
  QVERIFY( QString::fromStdString( reader.remark() ).contains( "downwards" ) );
  raster.crs = "EPSG:32633";
  raster.values = { -150, 20 };
  raster.write();
  RasterInput input( raster.path );
  input.crs = "EPSG:32633+5715";
  QCOMPARE( rowOf( RasterReader( input, RasterContent::Heights ) ), ( std::vector<float>{ 150, -20 } ) );
}

/**
 * 60 x 50 pixels, of which those below the diagonal edge of a swath are 0, besides a square of 15 x 15 and
 * single ones: whatever window they are read in.
 */
void TestRasterReader::zerosOutsideASwathAreHoles()
{
  const auto isOutside = []( int x, int y ) { return 2 * y > x + 60; };
  const auto isDark = []( int x, int y )
  { return ( x >= 30 && x < 45 && y >= 5 && y < 20 ) || ( x * 7 + y ) % 11 == 5; };
  writeRaster( "/vsimem/swath.tif", 60, 50,
               [&]( int x, int y ) { return isOutside( x, y ) || isDark( x, y ) ? 0.0 : 0.5; } );
  RasterReader reader( "/vsimem/swath.tif", RasterContent::Backscatter );
  QCOMPARE( reader.readBand( 1, { 0, 49, 1, 1 } )[0], 0.0f );
  reader.addZeroAreas( 1 );
  const RasterReader again( reader.input(), RasterContent::Backscatter );
  for ( const Window &window : { Window{ 0, 0, 60, 50 }, Window{ 17, 21, 9, 11 }, Window{ 59, 49, 1, 1 } } )
  {
    const std::vector<float> values = again.readBand( 1, window );
    const std::vector<std::uint8_t> mask = again.readMask( 1, window );
    for ( int i = 0; i < window.width * window.height; ++i )
    {
      const int x = window.x + i % window.width;
      const int y = window.y + i / window.width;
      // Dark pixels at the very edge belong to the area.
      const bool isEdge = isDark( x, y ) && 2 * y > x + 56;
      QVERIFY2( isEdge || std::isnan( values[i] ) == isOutside( x, y ),
                qPrintable( QString::number( x ) + ' ' + QString::number( y ) ) );
      QCOMPARE( mask[i] == 0, bool( std::isnan( values[i] ) ) );
    }
  }
}

//! The same raster as it is, and with its rows stored the other way round, in any window and form.
void TestRasterReader::rowsComeFromNorthToSouth()
{
  constexpr int width = 7;
  constexpr int height = 5;
  for ( const GDALDataType type : { GDT_Byte, GDT_Float32 } )
  {
    const auto write = [type]( const std::string &path, bool southUp )
    {
      writeRaster(
          path, width, height,
          [southUp]( int x, int y ) { return 10 * ( southUp ? height - 1 - y : y ) + x; }, type );
      const GDALDatasetUniquePtr file( GDALDataset::Open( path.c_str(), GDAL_OF_UPDATE ) );
      file->GetRasterBand( 1 )->SetNoDataValue( 23 );
      double transform[] = { 500000.0, 40.0, 0.0, 8000000.0 - 40.0 * height, 0.0, 40.0 };
      if ( southUp )
        file->SetGeoTransform( transform );
    };
    write( "/vsimem/northup.tif", false );
    write( "/vsimem/southup.tif", true );
    const RasterReader usual( "/vsimem/northup.tif" );
    const RasterReader turned( "/vsimem/southup.tif" );
    QVERIFY( turned.grid().transform == usual.grid().transform );
    for ( const Window &window :
          { Window{ 0, 0, width, height }, Window{ 1, 1, 4, 3 }, Window{ 2, 4, 3, 1 } } )
    {
      const std::vector<float> values = turned.readBand( 1, window );
      const std::vector<float> expected = usual.readBand( 1, window );
      for ( std::size_t i = 0; i < values.size(); ++i )
        QVERIFY( values[i] == expected[i] || ( std::isnan( values[i] ) && std::isnan( expected[i] ) ) );
      QCOMPARE( turned.readBytes( 1, window ), usual.readBytes( 1, window ) );
      QCOMPARE( turned.readMask( 1, window ), usual.readMask( 1, window ) );
      QVERIFY( turned.readComplex( window ) == usual.readComplex( window ) );
    }
  }
}

void TestRasterReader::classesHaveTheirNames()
{
  DescribedRaster raster;
  raster.type = GDT_Byte;
  raster.values = { 1, 2 };
  raster.write();
  QVERIFY( RasterReader( raster.path ).classNames().empty() );
  raster.then = []( GDALDataset &file )
  {
    CPLStringList names;
    for ( const char *name : { "", "rock", "glacier" } )
      names.AddString( name );
    file.GetRasterBand( 1 )->SetCategoryNames( names.List() );
  };
  raster.write();
  const std::map<int, std::string> expected{ { 1, "rock" }, { 2, "glacier" } };
  QVERIFY( RasterReader( raster.path ).classNames() == expected );
  raster.then = []( GDALDataset &file )
  {
    GDALDefaultRasterAttributeTable table;
    table.CreateColumn( "Value", GFT_Integer, GFU_MinMax );
    table.CreateColumn( "Class", GFT_String, GFU_Generic );
    table.SetRowCount( 2 );
    for ( int row = 0; row < 2; ++row )
    {
      table.SetValue( row, 0, 2 - row );
      table.SetValue( row, 1, row == 0 ? "glacier" : "rock" );
    }
    file.GetRasterBand( 1 )->SetDefaultRAT( &table );
  };
  raster.write();
  QVERIFY( RasterReader( raster.path ).classNames() == expected );
}

void TestRasterReader::impossibleHeightsAreHoles()
{
  QFETCH( int, type );
  QFETCH( double, value );
  QFETCH( QString, unit );
  DescribedRaster raster;
  raster.type = static_cast<GDALDataType>( type );
  raster.values = { 0, value, 8848, 100 };
  raster.unit = unit.toStdString();
  raster.write();
  const RasterReader reader( raster.path, RasterContent::Heights );
  QVERIFY( !reader.ruledOut() );
  const std::vector<float> heights = rowOf( reader );
  QVERIFY( std::isnan( heights[1] ) );
  for ( const int i : { 0, 2, 3 } )
    QVERIFY( !std::isnan( heights[i] ) );
  QCOMPARE( static_cast<float>( *reader.ruledOut() ), static_cast<float>( value ) );
}

void TestRasterReader::unknownUnitsOfHeightsAreRefused()
{
  DescribedRaster raster;
  raster.values = { 1, 2 };
  raster.unit = "degree";
  raster.write();
  EXPECT_ERROR( RasterReader( raster.path, RasterContent::Heights ), "degree" );
  QCOMPARE( rowOf( RasterReader( raster.path ) ), ( std::vector<float>{ 1, 2 } ) );
}

void TestRasterReader::complexNumbersAreMagnitudesOrRefused()
{
  DescribedRaster raster;
  raster.type = GDT_CInt16;
  raster.values = { 0, 0, 0 };
  raster.noData = 0;
  raster.then = []( GDALDataset &file )
  {
    std::vector<std::complex<float>> numbers{ { 3, 4 }, { 0, 0 }, { 0, -2 } };
    CPL_IGNORE_RET_VAL( file.GetRasterBand( 1 )->RasterIO( GF_Write, 0, 0, 3, 1, numbers.data(), 3, 1,
                                                           GDT_CFloat32, 0, 0, nullptr ) );
  };
  raster.write();
  const RasterReader reader( raster.path, RasterContent::Backscatter );
  QCOMPARE( comparable( rowOf( reader ) ), comparable( { 5, hole, 2 } ) );
  QVERIFY( QString::fromStdString( reader.remark() ).contains( "magnitude" ) );
  EXPECT_ERROR( RasterReader( raster.path ), "complex" );
  EXPECT_ERROR( RasterReader( raster.path, RasterContent::Heights ), "complex" );
  QCOMPARE( RasterReader( raster.path, RasterContent::Stored ).readComplex( { 0, 0, 1, 1 } )[0],
            std::complex<float>( 3, 4 ) );
}

void TestRasterReader::palettesOfGreysAreGreys()
{
  DescribedRaster raster;
  raster.type = GDT_Byte;
  raster.values = { 0, 1, 2, 3 };
  raster.palette = { { 200, 200, 200, 255 }, { 7, 7, 7, 255 }, { 90, 90, 90, 255 }, { 0, 0, 0, 255 } };
  raster.noData = 2;
  raster.write();
  const RasterReader reader( raster.path, RasterContent::Backscatter );
  QCOMPARE( comparable( rowOf( reader ) ), comparable( { 200, 7, hole, 0 } ) );
  QCOMPARE( reader.readBytes( 1, { 0, 0, 4, 1 } ), ( std::vector<std::uint8_t>{ 200, 7, 0, 0 } ) );
  QCOMPARE( reader.type(), PixelType::Byte );
  QVERIFY( QString::fromStdString( reader.remark() ).contains( "palette" ) );
  EXPECT_ERROR( RasterReader( raster.path, RasterContent::Heights ), "colours" );
}

void TestRasterReader::palettesOfClassesAreClasses()
{
  DescribedRaster raster;
  raster.type = GDT_Byte;
  raster.values = { 0, 1, 2, 3 };
  raster.palette = { { 0, 0, 0, 0 }, { 100, 50, 0, 255 }, { 200, 220, 255, 255 }, { 0, 0, 255, 255 } };
  raster.write();
  QCOMPARE( rowOf( RasterReader( raster.path ) ), ( std::vector<float>{ 0, 1, 2, 3 } ) );
}

void TestRasterReader::coloursAreNoBackscatter()
{
  DescribedRaster raster;
  raster.type = GDT_Byte;
  raster.values = { 0, 1 };
  raster.palette = { { 0, 0, 0, 255 }, { 200, 10, 0, 255 } };
  raster.write();
  EXPECT_ERROR( RasterReader( raster.path, RasterContent::Backscatter ), "palette" );
}

void TestRasterReader::digitalNumbersStayWhatTheyAre()
{
  DescribedRaster raster;
  raster.type = GDT_UInt16;
  raster.values = { 0, 5, 65535 };
  raster.noData = 5;
  raster.scale = 2;
  raster.mask = { 0, 255, 255 };
  raster.write();
  const RasterReader reader( raster.path, RasterContent::Stored );
  QCOMPARE( rowOf( reader ), ( std::vector<float>{ 0, 5, 65535 } ) );
  QCOMPARE( reader.readMask( 1, { 0, 0, 3, 1 } ), std::vector<std::uint8_t>( 3, 255 ) );
}

void TestRasterReader::controlPointsPlaceARaster()
{
  DescribedRaster raster;
  raster.values = { 1, 2, 3, 4 };
  raster.crs = "";
  raster.then = []( GDALDataset &file ) { placeByControlPoints( file, 0 ); };
  raster.write();
  const RasterReader placed( raster.path );
  QVERIFY( placed.grid().hasTransform && !placed.hasOnlyControlPoints() );
  QVERIFY( QString::fromStdString( placed.grid().crs ).contains( "33N" ) );
  const std::array<double, 2> corner = placed.grid().toMap( 4, 1 );
  QVERIFY( std::abs( corner[0] - 500160 ) < 1e-6 && std::abs( corner[1] - 7999960 ) < 1e-6 );

  raster.then = []( GDALDataset &file ) { placeByControlPoints( file, 1 ); };
  raster.write();
  const RasterReader bent( raster.path );
  QVERIFY( !bent.grid().hasTransform && bent.hasOnlyControlPoints() );
}

//! GDAL's HDF5 driver hands place, scale and offset on as metadata.
void TestRasterReader::variablesOfHdf5AreReadAsTheirConventionsSay()
{
  GDALAllRegister();
  GDALDriver *netcdf = GetGDALDriverManager()->GetDriverByName( "netCDF" );
  if ( !netcdf || !GetGDALDriverManager()->GetDriverByName( "HDF5" ) )
    QSKIP( "GDAL has no drivers of netCDF and HDF5 here." );
  constexpr int side = 3;
  const GDALDatasetUniquePtr square(
      GetGDALDriverManager()->GetDriverByName( "MEM" )->Create( "", side, side, 1, GDT_Int16, nullptr ) );
  std::array<double, 6> transform{ 500000, 40, 0, 8000000, 0, -40 };
  square->SetGeoTransform( transform.data() );
  OGRSpatialReference reference;
  reference.importFromEPSG( 32633 );
  square->SetSpatialRef( &reference );
  GDALRasterBand &band = *square->GetRasterBand( 1 );
  band.SetNoDataValue( -9999 );
  band.SetScale( 0.01 );
  band.SetOffset( -10 );
  std::vector<std::int16_t> numbers{ -1500, -9999, -500, 0, 0, 0, 0, 0, 0 };
  QCOMPARE( band.RasterIO( GF_Write, 0, 0, side, side, numbers.data(), side, side, GDT_Int16, 0, 0, nullptr ),
            CE_None );
  const QTemporaryDir folder;
  const std::string path = folder.filePath( "of the sea.nc" ).toStdString();
  CPLStringList options;
  options.AddString( "FORMAT=NC4" );
  QVERIFY( GDALDatasetUniquePtr(
      netcdf->CreateCopy( path.c_str(), square.get(), FALSE, options.List(), nullptr, nullptr ) ) );
  for ( const std::string &name : { "HDF5:\"" + path + "\"://Band1", "NETCDF:\"" + path + "\":Band1" } )
  {
    const RasterReader reader( name, RasterContent::Backscatter );
    QCOMPARE( comparable( rowOf( reader ) ), ( std::vector<float>{ -25, -1, -15 } ) );
    QCOMPARE( reader.grid().transform, transform );
    QVERIFY( QString::fromStdString( reader.grid().crs ).contains( "33N" ) );
  }
}

//! A few bytes on disk, four gigabytes in GDAL's cache.
void TestRasterReader::hugeBlocksAreRefused()
{
  GDALAllRegister();
  CPLStringList options;
  for ( const char *option :
        { "TILED=YES", "BLOCKXSIZE=32768", "BLOCKYSIZE=32768", "SPARSE_OK=TRUE", "COMPRESS=DEFLATE" } )
    options.AddString( option );
  GDALDatasetUniquePtr( GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create(
      "/vsimem/blocks.tif", 32768, 32768, 1, GDT_Byte, options.List() ) );
  EXPECT_ERROR( RasterReader( "/vsimem/blocks.tif" ), "blocks of 32768 x 32768" );
  EXPECT_ERROR( RasterReader( "/vsimem/blocks.tif" ), "/vsimem/blocks.tif" );
}

void TestRasterReader::whatWasDeclaredLaterCountsWhenOpenedAgain()
{
  DescribedRaster raster;
  raster.values = { 1, 0, 3 };
  raster.write();
  RasterReader reader( raster.path, RasterContent::Backscatter );
  QCOMPARE( rowOf( reader ), ( std::vector<float>{ 1, 0, 3 } ) );
  reader.addNoData( 1, { 0, 0 } );
  QCOMPARE( comparable( rowOf( reader ) ), comparable( { 1, hole, 3 } ) );
  QCOMPARE( comparable( rowOf( RasterReader( reader.input() ) ) ), comparable( { 1, hole, 3 } ) );
}

QTEST_APPLESS_MAIN( TestRasterReader )
#include "testrasterreader.moc"
