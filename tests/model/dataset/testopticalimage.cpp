#include <QtTest>

#include "model/dataset/glacierarea.h"
#include "model/dataset/opticaltarget.h"
#include "safeoptical.h"
#include "support/datasetfiles.h"
#include "support/expecterror.h"
#include "support/wellknownbinary.h"

using namespace calving;

namespace
{

//! 30 x 20 pixels of 40 m at the corner of the test rasters.
RasterGrid testGrid( const OpticalImage &image )
{
  RasterGrid grid;
  grid.width = 30;
  grid.height = 20;
  grid.transform = { 500000, 40, 0, 8000000, 0, -40 };
  grid.hasTransform = true;
  grid.crs = image.grid.crs;
  return grid;
}

//! The left \a columns of the grid as an area.
AreaMask leftArea( const RasterGrid &grid, int columns )
{
  const double right = 500000 + 40.0 * columns;
  OGRLinearRing ring;
  for ( const auto &[x, y] : { std::pair<double, double>{ 500000, 8000000 },
                               { right, 8000000 },
                               { right, 7999200 },
                               { 500000, 7999200 },
                               { 500000, 8000000 } } )
    ring.addPoint( x, y );
  OGRPolygon polygon;
  polygon.addRing( &ring );
  return AreaMask( grid, DrawnPolygons{ "The area", { wellKnownBinary( polygon ) }, {} } );
}

std::vector<int> firstPixels( const std::string &path )
{
  const RasterReader reader( path );
  std::vector<int> values;
  for ( int band = 1; band <= reader.bands(); ++band )
    values.push_back( static_cast<int>( reader.readBand( band, { 2, 2, 1, 1 } )[0] ) );
  return values;
}

} // namespace

class TestOpticalImage : public QObject
{
  Q_OBJECT

private slots:
  void readsAProductAsFolderOrZip();
  void missesBandsOfAProduct();
  void seesCloudsAndCoverage();
  void averagesTowardsLargerPixels();
  void bringsReflectancesToThoseOfAProduct_data();
  void bringsReflectancesToThoseOfAProduct();
  void theGreatestNumberIsNoReflectance();
  void copiesPixelsOnTheSameLattice();
  void scaledReflectancesEqualThoseOfAProduct();
};

void TestOpticalImage::readsAProductAsFolderOrZip()
{
  const QTemporaryDir disk;
  const OpticalProduct product( disk.path() );
  const QString zip = disk.filePath( "S2A_MSIL2A_20200705T152911_N0500_R111_T21XWA_20200705T190101.zip" );
  QProcess pack;
  pack.setWorkingDirectory( disk.path() );
  pack.start( "python3", { "-m", "zipfile", "-c", zip, QFileInfo( product.folder() ).fileName() } );
  QVERIFY( pack.waitForFinished() && pack.exitCode() == 0 );
  for ( const QString &path : { product.folder(), zip } )
  {
    const OpticalImage image = openOpticalImage( path.toStdString() );
    QCOMPARE( image.date, std::string( "2020-07-05" ) );
    QCOMPARE( image.grid.width, 120 ); // the bands of 10 m
    QCOMPARE( image.offset, -1000.0 );
    const std::string target = disk.filePath( "target.tif" ).toStdString();
    writeOptical( image, testGrid( image ), target, {}, {} );
    // Reflectances lose the offset of their processing baseline; water vapour and classes have none.
    QCOMPARE( firstPixels( target ), ( std::vector<int>{ 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000,
                                                         10000, 11000, 12000, 700, 6 } ) );
  }
}

void TestOpticalImage::missesBandsOfAProduct()
{
  const QTemporaryDir disk;
  const OpticalProduct product( disk.path() );
  QVERIFY( QFile::remove( product.folder() + '/' + product.file( "B09", 60 ) + ".jp2" ) );
  EXPECT_ERROR( openOpticalImage( product.folder().toStdString() ), ".SAFE", "B9" );
}

void TestOpticalImage::seesCloudsAndCoverage()
{
  const QTemporaryDir disk;
  const OpticalProduct product( disk.path(), 15 ); // cloud in the left 300 m
  const OpticalImage image = openOpticalImage( product.folder().toStdString() );
  const RasterGrid grid = testGrid( image );
  const OpticalView whole = viewOf( image, grid, leftArea( grid, 30 ), {} );
  QCOMPARE( whole.coverage, 1.0 );
  // Pixel centres at 20, 60, ... 300 m: 7 of 30 columns lie below 300 m, the eighth on the edge.
  QVERIFY( qAbs( *whole.cloudShare - 7.0 / 30 ) < 0.034 );
  QVERIFY( *viewOf( image, grid, leftArea( grid, 7 ), {} ).cloudShare > 0.99 );
  RasterGrid beyond = grid; // half of it lies outside the image
  beyond.transform[0] += 600;
  const OpticalView half = viewOf( image, beyond, leftArea( grid, 45 ), {} );
  QVERIFY( qAbs( half.coverage - 0.5 ) < 0.02 );
  for ( int sceneClass = 0; sceneClass < 12; ++sceneClass )
    QCOMPARE( isCloud( static_cast<float>( sceneClass ) ),
              sceneClass == 3 || ( sceneClass >= 8 && sceneClass <= 10 ) );
}

void TestOpticalImage::averagesTowardsLargerPixels()
{
  const QTemporaryDir disk;
  const std::string path = disk.filePath( "image.tif" ).toStdString();
  writeBands( path, 8, 8, 14, []( int, int x, int y ) { return 100 * ( x % 2 ) + 10 * ( y % 2 ) + 2; } );
  const OpticalImage image = openOpticalImage( path );
  RasterGrid grid = testGrid( image );
  grid.width = grid.height = 4;
  grid.transform[1] = 80;
  grid.transform[5] = -80;
  const WarpedBand band( image.channels[0], grid, BandContent::Values );
  for ( float value : band.read( { 0, 0, 4, 4 } ) )
    QCOMPARE( value, 57.0F ); // mean of 2, 102, 12, 112
  const WarpedBand classes( image.channels[13], grid, BandContent::Classes );
  const float first = classes.read( { 0, 0, 4, 4 } )[0];
  QVERIFY( first == 2 || first == 102 || first == 12 || first == 112 );
}

//! Each row stores reflectances of 0.01 to 0.12, and of 0.2 beside, in another way.
void TestOpticalImage::bringsReflectancesToThoseOfAProduct_data()
{
  QTest::addColumn<int>( "type" );
  QTest::addColumn<double>( "factor" );
  QTest::addColumn<double>( "offset" );
  QTest::addColumn<QString>( "warning" );
  QTest::newRow( "digital numbers" ) << int( GDT_UInt16 ) << 10000.0 << 0.0 << QString();
  QTest::newRow( "reflectances" ) << int( GDT_Float32 ) << 1.0 << 0.0 << "multiplied by 10000";
  QTest::newRow( "reflectances as doubles" ) << int( GDT_Float64 ) << 1.0 << 0.0 << "multiplied by 10000";
  QTest::newRow( "per cent" ) << int( GDT_Float32 ) << 100.0 << 0.0 << "per cent";
  QTest::newRow( "whole per cent" ) << int( GDT_UInt16 ) << 100.0 << 0.0 << "per cent";
  QTest::newRow( "baseline 04.00" ) << int( GDT_UInt16 ) << 10000.0 << 1000.0 << "1000 is taken off";
}

void TestOpticalImage::bringsReflectancesToThoseOfAProduct()
{
  QFETCH( int, type );
  QFETCH( double, factor );
  QFETCH( double, offset );
  QFETCH( QString, warning );
  const QTemporaryDir disk;
  const std::string path = disk.filePath( "image.tif" ).toStdString();
  writeBands(
      path, 30, 20, 14,
      [=]( int band, int x, int )
      {
        // Short-wave infrared is dark on water and ice.
        const double reflectance = x < 10 ? ( band >= 11 ? 0.01 : 0.01 * band ) : 0.2;
        return band > 12 ? 4 : factor * reflectance + offset;
      },
      {}, 500000, static_cast<GDALDataType>( type ) );
  const OpticalImage image = openOpticalImage( path );
  QCOMPARE( image.warnings.size(), std::size_t( warning.isEmpty() ? 0 : 1 ) );
  QVERIFY( warning.isEmpty() || QString::fromStdString( image.warnings[0] ).contains( warning ) );
  const std::string target = disk.filePath( "target.tif" ).toStdString();
  writeOptical( image, testGrid( image ), target, {}, {} );
  const RasterReader written( target );
  QVERIFY( written.type() == PixelType::UInt16 );
  QCOMPARE( written.readBand( 3, { 5, 5, 1, 1 } )[0], 300.0F );
  QCOMPARE( written.readBand( 3, { 15, 5, 1, 1 } )[0], 2000.0F );
  QCOMPARE( written.readBand( 14, { 5, 5, 1, 1 } )[0], 4.0F );
}

void TestOpticalImage::theGreatestNumberIsNoReflectance()
{
  const QTemporaryDir disk;
  const std::string path = disk.filePath( "image.tif" ).toStdString();
  writeBands(
      path, 30, 20, 14, []( int band, int x, int ) { return band == 4 && x < 10 ? 65535 : 100 * band + x; },
      {}, 500000, GDT_UInt16 );
  const OpticalImage image = openOpticalImage( path );
  QCOMPARE( image.warnings.size(), std::size_t( 1 ) );
  QVERIFY2( image.warnings[0].find( "65535 in B4," ) != std::string::npos, image.warnings[0].c_str() );
  const std::string target = disk.filePath( "target.tif" ).toStdString();
  writeOptical( image, testGrid( image ), target, {}, {} );
  QCOMPARE( RasterReader( target ).readBand( 4, { 5, 5, 1, 1 } )[0], 0.0F );
  QCOMPARE( RasterReader( target ).readBand( 4, { 15, 5, 1, 1 } )[0], 415.0F );
}

void TestOpticalImage::copiesPixelsOnTheSameLattice()
{
  const QTemporaryDir disk;
  const std::string path = disk.filePath( "image.tif" ).toStdString();
  writeBands( path, 60, 50, 14, []( int, int x, int y ) { return 7 * x + 1000 * y; } );
  const OpticalImage image = openOpticalImage( path );
  RasterGrid grid = testGrid( image );
  grid.transform[0] += 40 * 11;
  grid.transform[3] -= 40 * 5;
  const std::vector<float> values =
      WarpedBand( image.channels[0], grid, BandContent::Values ).read( { 3, 2, 2, 2 } );
  QCOMPARE( values, ( std::vector<float>{ 7 * 14 + 7000, 7 * 15 + 7000, 7 * 14 + 8000, 7 * 15 + 8000 } ) );
}

//! As catalogues of Cloud-Optimised GeoTIFFs have them: whole numbers with scale and offset.
void TestOpticalImage::scaledReflectancesEqualThoseOfAProduct()
{
  const QTemporaryDir disk;
  const std::string plain = disk.filePath( "plain.tif" ).toStdString();
  const std::string scaled = disk.filePath( "scaled.tif" ).toStdString();
  const auto number = []( int band, int x, int y )
  { return band == 14 ? 4 + ( x + y ) % 3 : 100 * band + x + 60 * y; };
  for ( const bool isScaled : { false, true } )
  {
    GDALDatasetUniquePtr file( GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create(
        ( isScaled ? scaled : plain ).c_str(), 60, 50, 14, GDT_UInt16, nullptr ) );
    double transform[] = { 500000, 40, 0, 8000000, 0, -40 };
    file->SetGeoTransform( transform );
    OGRSpatialReference reference;
    reference.importFromEPSG( 32633 );
    file->SetSpatialRef( &reference );
    for ( int band = 1; band <= 14; ++band )
    {
      const bool spectral = band <= 12;
      std::vector<float> pixels;
      for ( int i = 0; i < 60 * 50; ++i )
        pixels.push_back(
            static_cast<float>( number( band, i % 60, i / 60 ) + ( isScaled && spectral ? 1000 : 0 ) ) );
      GDALRasterBand &target = *file->GetRasterBand( band );
      CPL_IGNORE_RET_VAL(
          target.RasterIO( GF_Write, 0, 0, 60, 50, pixels.data(), 60, 50, GDT_Float32, 0, 0, nullptr ) );
      if ( isScaled && band < 14 )
        target.SetScale( spectral ? 0.0001 : 0.001 );
      if ( isScaled && spectral )
        target.SetOffset( -0.1 );
    }
  }
  std::array<Image, 2> written;
  for ( const bool isScaled : { false, true } )
  {
    const std::string target = disk.filePath( "target.tif" ).toStdString();
    const OpticalImage image = openOpticalImage( isScaled ? scaled : plain );
    writeOptical( image, testGrid( image ), target, {}, {} );
    const RasterReader reader( target );
    QCOMPARE( reader.type(), PixelType::UInt16 );
    written[isScaled] = reader.read( { 0, 0, 30, 20 } );
  }
  QCOMPARE( written[1].values, written[0].values );
  QCOMPARE( written[0].values[31], static_cast<float>( number( 1, 1, 1 ) ) );
}

QTEST_APPLESS_MAIN( TestOpticalImage )
#include "testopticalimage.moc"
