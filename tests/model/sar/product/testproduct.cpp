#include <QtTest>

#include <cmath>

#include <sys/stat.h>

#include <QTemporaryDir>

#include <cpl_vsi.h>

#include "model/error.h"
#include "model/sar/calibration/radiometry.h"
#include "model/sar/geometry/ellipsoid.h"
#include "model/sar/geometry/zerodoppler.h"
#include "model/sar/product/measurement.h"
#include "model/sar/product/product.h"
#include "model/sar/product/productpath.h"
#include "model/sar/product/productreport.h"
#include "model/sar/product/xmlnode.h"
#include "model/scene/relativeorbit.h"
#include "support/expecterror.h"
#include "support/safeproduct.h"
#include "support/sentinel1.h"
#include "support/testzip.h"

using namespace calving;

namespace
{

//! A small product in \a folder, on disk.
SafeProduct productOn( const QTemporaryDir &folder )
{
  SafeProduct product;
  product.folder = folder.filePath( "S1A.SAFE" ).toStdString();
  for ( const char *part : { "annotation/calibration", "measurement" } )
    QDir().mkpath( folder.filePath( "S1A.SAFE/" ) + part );
  product.write();
  return product;
}

//! The files of \a product, in the folder \a above of an archive.
std::vector<ZipEntry> entriesOf( const SafeProduct &product, const QByteArray &above )
{
  const std::string name = product.folder.substr( product.folder.rfind( '/' ) + 1 );
  std::vector<ZipEntry> entries;
  for ( const std::string &file : filesBelow( product.folder ) )
    entries.push_back(
        { above + ( name + "/" + file ).c_str(),
          QByteArray::fromStdString( readTextFile( product.folder + "/" + file, 1 << 20 ) ) } );
  return entries;
}

} // namespace

class TestProduct : public QObject
{
  Q_OBJECT

private slots:
  void opensEveryProduct_data();
  void opensEveryProduct();
  void relativeOrbitFollowsFromTheAbsoluteOne_data();
  void relativeOrbitFollowsFromTheAbsoluteOne();
  void readsRadiometryOfEveryImage_data();
  void readsRadiometryOfEveryImage();
  void readsAFrenchScene();
  void readsBurstsOfAnSlc();
  void knowsTheRadarOfAnSlc();
  void opensFolderAndManifestAlike();
  void absentPolarisationIsNamed();
  void severalProductsAreListed();
  void productSomeFoldersDownIsFound_data();
  void productSomeFoldersDownIsFound();
  void whatFileManagersLeaveIsPassedOver();
  void measurementsAreFoundByAnyEnding_data();
  void measurementsAreFoundByAnyEnding();
  void productsInZarrsFormatAreExplained_data();
  void productsInZarrsFormatAreExplained();
  void linksOutOfTheProductAreRefused_data();
  void linksOutOfTheProductAreRefused();
  void measurementIsAGeoTiffAndNothingElse_data();
  void measurementIsAGeoTiffAndNothingElse();
  void pipesAreRefused();
  void footprintOnTheDateLineIsOnePiece();
  void knowsAProductFromOtherFiles();
  void badInputIsExplained_data();
  void badInputIsExplained();
};

void TestProduct::opensEveryProduct_data()
{
  QTest::addColumn<QString>( "path" );
  QTest::addColumn<QString>( "summary" );
  const QStringList summaries{ "S1A EW GRD M HH,HV 20 DESCENDING 352 10487x10708 2 images",
                               "S1A IW GRD H VV,VH 7 DESCENDING 236 25562x16711 2 images",
                               "S1A IW GRD H VV,VH 59 ASCENDING 331 26144x16676 2 images",
                               "S1A IW SLC  HH 25 DESCENDING 236 21032x14733 3 images",
                               "S1B IW GRD H VV 22 DESCENDING 340 26102x16705 1 images",
                               "S1A IW SLC  VV 117 ASCENDING 340 22694x13509 1 images" };
  for ( int i = 0; i < summaries.size(); ++i )
    QTest::newRow( sentinel1Products[i] ) << sentinel1Path( i ) << summaries[i];
}

void TestProduct::opensEveryProduct()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  QFETCH( QString, path );
  QFETCH( QString, summary );
  const Product product = openProduct( path.toStdString() );
  QStringList polarisations;
  for ( const std::string &polarisation : product.polarisations() )
    polarisations << QString::fromStdString( polarisation );
  const SafeManifest &manifest = product.manifest;
  const QString found =
      QString( "%1 %2 %3 %4 %5 %6 %7 %8 %9" )
          .arg( manifest.mission.c_str(), manifest.mode.c_str(), manifest.productType.c_str(),
                product.resolution().c_str(), polarisations.join( ',' ) )
          .arg( manifest.relativeOrbit )
          .arg( manifest.pass.c_str() )
          .arg( processorVersion( manifest ) )
          .arg( product.images[0].annotation.width );
  QCOMPARE(
      found +
          QString( "x%1 %2 images" ).arg( product.images[0].annotation.height ).arg( product.images.size() ),
      summary );
  QCOMPARE( manifest.footprint.size(), std::size_t( 4 ) );
  for ( const SarImage &image : product.images )
  {
    QCOMPARE( image.annotation.header.absoluteOrbit, manifest.absoluteOrbit );
    QCOMPARE( QString( image.annotation.pass.c_str() ).toUpper(), QString( manifest.pass.c_str() ) );
    QVERIFY( std::abs( image.annotation.header.start - manifest.start ) < 3.0 );
    QVERIFY( std::abs( image.annotation.header.stop - manifest.stop ) < 3.0 );
  }
}

//! Offsets published for the four satellites; real scenes where there are any.
void TestProduct::relativeOrbitFollowsFromTheAbsoluteOne_data()
{
  QTest::addColumn<QString>( "mission" );
  QTest::addColumn<int>( "absolute" );
  QTest::addColumn<int>( "relative" );
  QTest::newRow( "A, France" ) << "S1A" << 39156 << 59;
  QTest::newRow( "A, Greenland" ) << "S1A" << 3072 << 25;
  QTest::newRow( "A, first" ) << "S1A" << 1 << 104;
  QTest::newRow( "B, Rome" ) << "S1B" << 30148 << 22;
  QTest::newRow( "C" ) << "S1C" << 1681 << 110;
  QTest::newRow( "C, last before it moved" ) << "S1C" << 8018 << 147;
  QTest::newRow( "C, moved" ) << "S1C" << 8019 << 46;
  QTest::newRow( "D" ) << "S1D" << 2389 << 73;
}

void TestProduct::relativeOrbitFollowsFromTheAbsoluteOne()
{
  QFETCH( QString, mission );
  QFETCH( int, absolute );
  QFETCH( int, relative );
  QCOMPARE( relativeOrbit( mission.toStdString(), absolute ), relative );
}

void TestProduct::readsRadiometryOfEveryImage_data()
{
  QTest::addColumn<QString>( "path" );
  for ( int i = 0; i < sentinel1Products.size(); ++i )
    QTest::newRow( sentinel1Products[i] ) << sentinel1Path( i );
}

void TestProduct::readsRadiometryOfEveryImage()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  QFETCH( QString, path );
  const Product product = openProduct( path.toStdString() );
  for ( const SarImage &image : product.images )
  {
    const CalibrationData calibration = readCalibration( image.calibrationPath );
    QVERIFY( calibration.vectors.size() >= 27 );
    QCOMPARE( calibration.vectors.front().pixels.front(), 0 );
    QCOMPARE( calibration.vectors.front().pixels.back(), image.annotation.width - 1 );
    if ( path.contains( "SLC__1SDV" ) ) // this copy came without noise
    {
      QVERIFY( image.noisePath.empty() );
      continue;
    }
    const NoiseData noise = readNoise( image.noisePath );
    QVERIFY( noise.range.size() >= 9 );
    const bool old = processorVersion( product.manifest ) < 290;
    QCOMPARE( noise.azimuth.empty(), old );
    QCOMPARE( noise.header.swath, image.annotation.header.swath );
  }
}

//! Numbers read off the files by eye.
void TestProduct::readsAFrenchScene()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  const Product product = openProduct( sentinel1Path( 2 ).toStdString() );
  QCOMPARE( product.name,
            std::string( "S1A_IW_GRDH_1SDV_20210809T173953_20210809T174018_039156_049F13_6FF8" ) );
  const SarImage *image = product.imagesOf( "VV" ).at( 0 );
  const Annotation &a = image->annotation;
  QCOMPARE( a.firstLineTime.text(), std::string( "2021-08-09T17:39:53.153776" ) );
  QCOMPARE( a.lineInterval, 1.499191837510891e-03 );
  QCOMPARE( a.slantRangeTime, 5.340119231434359e-03 );
  QCOMPARE( a.rangeSamplingRate, 6.434523812571428e+07 );
  QCOMPARE( a.radarFrequency, 5.405000454334350e+09 );
  QCOMPARE( a.pulseRepetitionFrequency, 1.717128973878037e+03 );
  QCOMPARE( a.platformHeading, -1.416386873562462e+01 );
  QCOMPARE( a.rangePixelSpacing, 10.0 );
  QCOMPARE( a.orbit.size(), std::size_t( 16 ) );
  QCOMPARE( a.orbit[0].position, ( Vector3{ 5430376.907, -120620.073, 4525906.749 } ) );
  QCOMPARE( a.orbit[0].velocity, ( Vector3{ -4770.34038, -1681.807741, 5663.122891 } ) );
  QCOMPARE( a.geolocationGrid.size(), std::size_t( 210 ) );
  QCOMPARE( a.geolocationGrid[0].latitude, 44.53525246605311 );
  QCOMPARE( a.coordinateConversions.size(), std::size_t( 28 ) );
  QCOMPARE( a.coordinateConversions[0].groundToSlant[1], 5.084818518936243e-01 );
  QCOMPARE( a.swathBounds.size(), std::size_t( 3 ) );
  QCOMPARE( a.swathBounds[1].firstSample, 8760 );
  QCOMPARE( a.looks[0].range, 5.0 );
  QVERIFY( a.isGroundRange() && a.bursts.empty() );
  QCOMPARE( readCalibration( image->calibrationPath ).vectors[0].sigmaNought[1], 662.5948f );
  QCOMPARE( readNoise( image->noisePath ).azimuth[1].block.lastSample, 17560 );
  QCOMPARE( product.manifest.footprint[1], ( std::array<double, 2>{ 4.851360, 46.436539 } ) );
}

void TestProduct::readsBurstsOfAnSlc()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  const Product product = openProduct( sentinel1Path( 3 ).toStdString() );
  const std::vector<const SarImage *> swaths = product.imagesOf( "HH" );
  QCOMPARE( swaths.size(), std::size_t( 3 ) );
  QCOMPARE( swaths[2]->annotation.header.swath, std::string( "IW3" ) );
  const Annotation &a = swaths[2]->annotation;
  QCOMPARE( a.bursts.size(), std::size_t( 9 ) );
  QCOMPARE( a.linesPerBurst, 1713 );
  QCOMPARE( a.bursts[0].azimuthTime.text(), std::string( "2014-10-31T09:59:33.131506" ) );
  QCOMPARE( a.bursts[0].firstValidSample[0], -1 );
  QVERIFY( !a.isGroundRange() );
}

//! Constants of sub-swath IW3 that another reader published for other products of that satellite.
void TestProduct::knowsTheRadarOfAnSlc()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  const Product product = openProduct( sentinel1Path( 3 ).toStdString() );
  const Annotation &a = product.imagesOf( "HH" ).at( 2 )->annotation;
  QCOMPARE( a.radarFrequency, 5405000454.33435 );
  QVERIFY( std::abs( speedOfLight / a.radarFrequency - 0.05546576 ) < 5e-9 );
  QCOMPARE( a.azimuthSteeringRate * degree, 0.024389943375862838 );
  QCOMPARE( a.rangeSamplingRate, 64345238.12571428 );
  QCOMPARE( 0.5 * speedOfLight / a.rangeSamplingRate, 2.329562114715323 );
  QCOMPARE( a.pulseRepetitionFrequency, 1685.817302492702 );
  QCOMPARE( a.rank, 10 );
  QCOMPARE( a.chirpRate, 801450949070.5804 );
  QCOMPARE( a.looks.at( 0 ).rangeBandwidth, 42789918.40322842 );
  QCOMPARE( a.looks.at( 0 ).rangeWindow, 0.75 );
  // These differ from product to product: read off the file by eye.
  QVERIFY( std::abs( 0.5 * speedOfLight * a.slantRangeTime - 905143.0 ) < 1 );
  QCOMPARE( a.bursts[0].firstValidSample.at( 123 ), 548 );
  QCOMPARE( a.bursts[0].lastValidSample.at( 123 ), 23995 );
  const auto &near = product.imagesOf( "HH" ).at( 0 )->annotation;
  QCOMPARE( near.azimuthSteeringRate, 1.590368784 );
  QCOMPARE( near.looks.at( 0 ).rangeBandwidth, 5.65e7 );
}

void TestProduct::opensFolderAndManifestAlike()
{
  const QTemporaryDir disk;
  const std::string archive = disk.filePath( "alike.zip" ).toStdString();
  putFile( archive, zipped( entriesOf( productOn( disk ), "" ) ).toStdString() );
  const std::string folder = "/vsizip/" + archive + "/S1A.SAFE";
  QCOMPARE( openProduct( folder ).path, folder );
  QCOMPARE( openProduct( folder + "/" ).path, folder );
  QCOMPARE( openProduct( folder + "/manifest.safe" ).path, folder );
  QCOMPARE( openProduct( archive + "/S1A.SAFE" ).images.size(), std::size_t( 2 ) );
}

void TestProduct::absentPolarisationIsNamed()
{
  SafeProduct product;
  product.folder = "/vsimem/S1B_IW_GRDH_1SSV_20211223T051120_20211223T051121_030148_039993_5371.SAFE";
  product.polarisations = { "VV" };
  product.write();
  EXPECT_ERROR( openProduct( product.folder ).imagesOf( "VH" ),
                "S1B_IW_GRDH_1SSV_20211223T051120_20211223T051121_030148_039993_5371", "VH", "It has: VV" );
}

void TestProduct::severalProductsAreListed()
{
  std::vector<ZipEntry> entries;
  const std::string names[] = { "S1A_IW_GRDH_1SDV_20220104T170557_20220104T170624_041314_04E951_F1F1.SAFE",
                                "S1B_IW_GRDH_1SDV_20211223T051122_20211223T051147_030148_039993_5371.SAFE" };
  for ( const std::string &name : names )
  {
    SafeProduct product;
    product.folder = "/vsimem/" + name;
    product.write();
    for ( ZipEntry &entry : entriesOf( product, "" ) )
      entries.push_back( entry );
  }
  const std::string path = "/vsimem/several.zip";
  putFile( path, zipped( entries ).toStdString() );
  EXPECT_ERROR( openProduct( "/vsizip/" + path ), path, "several", names[0], names[1] );
  VSIUnlink( path.c_str() );
}

void TestProduct::productSomeFoldersDownIsFound_data()
{
  QTest::addColumn<bool>( "isArchive" );
  QTest::addColumn<QString>( "above" );
  QTest::newRow( "folder" ) << false << "downloads/";
  QTest::newRow( "folders" ) << false << "my/own/downloads/";
  QTest::newRow( "archive" ) << true << "";
  QTest::newRow( "archive, in a folder" ) << true << "downloads/";
  QTest::newRow( "archive, in folders" ) << true << "my/own/downloads/";
}

void TestProduct::productSomeFoldersDownIsFound()
{
  QFETCH( bool, isArchive );
  QFETCH( QString, above );
  const QString name = "S1D_IW_GRDH_1SDV_20260101T051120_20260101T051121_041000_04E000_ABCD";
  SafeProduct product;
  product.mission = "S1D";
  product.folder = ( "/vsimem/deep/" + above + name + ".SAFE" ).toStdString();
  VSIMkdirRecursive( ( product.folder + "/annotation/calibration" ).c_str(), 0755 );
  VSIMkdirRecursive( ( product.folder + "/measurement" ).c_str(), 0755 );
  product.write();
  std::string path = "/vsimem/deep";
  if ( isArchive )
  {
    std::vector<ZipEntry> entries = entriesOf( product, above.toUtf8() );
    entries.insert( entries.begin(), { "__MACOSX/._manifest.safe", "resource fork" } );
    path = "/vsimem/deep.zip";
    putFile( path, zipped( entries ).toStdString() );
  }
  const Product found = openProduct( isArchive ? "/vsizip/" + path : path );
  QCOMPARE( QString::fromStdString( found.name ), name );
  QCOMPARE( found.manifest.mission, std::string( "S1D" ) );
  QCOMPARE( found.images.size(), std::size_t( 2 ) );
  QVERIFY( !found.images[0].measurementPath.empty() && !found.images[0].noisePath.empty() );
  VSIRmdirRecursive( "/vsimem/deep" );
  VSIUnlink( "/vsimem/deep.zip" );
}

void TestProduct::whatFileManagersLeaveIsPassedOver()
{
  SafeProduct product;
  product.folder = "/vsimem/copies.SAFE";
  product.write();
  const std::string annotation = product.folder + "/annotation/";
  const std::string stem = product.stem( "IW", "VV" );
  const std::string text = readTextFile( annotation + stem + ".xml", 1 << 20 );
  putFile( annotation + "._" + stem + ".xml", "resource fork" );
  putFile( annotation + ".DS_Store", "folder" );
  putFile( annotation + stem + " - Copy.xml", text );
  putFile( annotation + stem + " (1).xml", text.substr( 0, 100 ) );
  putFile( annotation + "Copy of " + stem + ".xml", text );
  const Product found = openProduct( product.folder );
  QCOMPARE( found.images.size(), std::size_t( 2 ) );
  QCOMPARE( found.imagesOf( "VV" ).size(), std::size_t( 1 ) );
  QCOMPARE( found.imagesOf( "VV" )[0]->annotationPath, annotation + stem + ".xml" );
}

void TestProduct::measurementsAreFoundByAnyEnding_data()
{
  QTest::addColumn<QString>( "ending" );
  QTest::addColumn<bool>( "isCog" );
  for ( const char *ending : { ".tiff", ".tif", ".TIFF", ".TIF" } )
    QTest::newRow( ending ) << ending << false;
  QTest::newRow( "COG_SAFE" ) << "-cog.tiff" << true;
}

//! Copernicus gives GRDs also as tiled GeoTIFFs, compressed by Zstandard.
void TestProduct::measurementsAreFoundByAnyEnding()
{
  QFETCH( QString, ending );
  QFETCH( bool, isCog );
  SafeProduct product;
  product.folder = "/vsimem/" + ending.mid( 1 ).toStdString() +
                   "/S1A_IW_GRDH_1SDV_20211223T051120_20211223T051121_041000_04E000_ABCD_COG.SAFE";
  product.write();
  const std::string stem = product.folder + "/measurement/" + product.stem( "IW", "VV" );
  const std::string path = stem + ending.toStdString();
  if ( isCog )
  {
    GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "GTiff" );
    if ( !QString( driver->GetMetadataItem( GDAL_DMD_CREATIONOPTIONLIST ) ).contains( "ZSTD" ) )
      QSKIP( "This GDAL knows no Zstandard." );
    const GDALDatasetUniquePtr plain( GDALDataset::Open( ( stem + ".tiff" ).c_str() ) );
    const char *options[] = { "TILED=YES", "COMPRESS=ZSTD", "BLOCKXSIZE=32", "BLOCKYSIZE=32", nullptr };
    QVERIFY( GDALDatasetUniquePtr( driver->CreateCopy( path.c_str(), plain.get(), FALSE,
                                                       const_cast<char **>( options ), nullptr, nullptr ) ) );
    VSIUnlink( ( stem + ".tiff" ).c_str() );
  }
  else
    VSIRename( ( stem + ".tiff" ).c_str(), path.c_str() );
  const Product found = openProduct( product.folder );
  const SarImage &image = *found.imagesOf( "VV" ).at( 0 );
  QCOMPARE( image.measurementPath, path );
  const float power = openMeasurement( found, image )->read( { 70, 60, 1, 1 } )[0];
  QCOMPARE( power, 230.0f * 230.0f );
}

void TestProduct::productsInZarrsFormatAreExplained_data()
{
  QTest::addColumn<QString>( "path" );
  QTest::newRow( "version 2" ) << "/vsimem/two.zarr/.zgroup";
  QTest::newRow( "version 3" ) << "/vsimem/three.zarr/zarr.json";
  QTest::newRow( "archive" ) << "/vsizip//vsimem/four.zarr.zip/S1A.zarr/.zmetadata";
}

void TestProduct::productsInZarrsFormatAreExplained()
{
  QFETCH( QString, path );
  putFile( path.toStdString(), "{}" );
  const QString given =
      path.startsWith( "/vsizip/" ) ? "/vsizip//vsimem/four.zarr.zip" : path.section( '/', 0, -2 );
  EXPECT_ERROR( openProduct( given.toStdString() ), given.toStdString(), "Zarr", "as SAFE" );
}

void TestProduct::linksOutOfTheProductAreRefused_data()
{
  QTest::addColumn<QString>( "file" );
  QTest::newRow( "measurement" ) << "measurement/s1a-IW-grd-VV.tiff";
  QTest::newRow( "annotation" ) << "annotation/s1a-IW-grd-VV.xml";
  QTest::newRow( "noise" ) << "annotation/calibration/noise-s1a-IW-grd-VV.xml";
  QTest::newRow( "manifest" ) << "manifest.safe";
}

//! A product from elsewhere must not have other files of the user's read; a link within it is none of that.
void TestProduct::linksOutOfTheProductAreRefused()
{
  QFETCH( QString, file );
  const QTemporaryDir folder;
  SafeProduct product = productOn( folder );
  const QString path = QString::fromStdString( product.folder ) + "/" + file;
  QVERIFY( QFile::rename( path, folder.filePath( "elsewhere" ) ) );
  QVERIFY( QFile::link( folder.filePath( "elsewhere" ), path ) );
  EXPECT_ERROR( openProduct( product.folder ), path.toStdString() + " of the product is a link to " );
  QVERIFY( QFile::remove( path ) );
  const QString inside = QString::fromStdString( product.folder ) + "/moved";
  QVERIFY( QFile::rename( folder.filePath( "elsewhere" ), inside ) );
  QVERIFY( QFile::link( inside, path ) );
  QCOMPARE( openProduct( product.folder ).images.size(), std::size_t( 2 ) );
}

void TestProduct::measurementIsAGeoTiffAndNothingElse_data()
{
  QTest::addColumn<QString>( "text" );
  const QString head =
      "<VRTDataset rasterXSize=\"120\" rasterYSize=\"90\"><VRTRasterBand dataType=\"UInt16\" "
      "band=\"1\"><SimpleSource><SourceFilename>%1</SourceFilename><SourceBand>1</SourceBand>"
      "</SimpleSource></VRTRasterBand></VRTDataset>";
  QTest::newRow( "another file" ) << head.arg( "/vsimem/other.tif" );
  QTest::newRow( "the network" ) << head.arg( "/vsicurl/http://127.0.0.1:9/other.tif" );
}

//! A virtual raster in its place would have other files read, or the network.
void TestProduct::measurementIsAGeoTiffAndNothingElse()
{
  QFETCH( QString, text );
  SafeProduct product;
  product.folder = "/vsimem/virtual.SAFE";
  product.write();
  const std::string path = product.folder + "/measurement/" + product.stem( "IW", "VV" ) + ".tiff";
  VSIRename( path.c_str(), "/vsimem/other.tif" );
  putFile( path, text.toStdString() );
  const Product found = openProduct( product.folder );
  EXPECT_ERROR( openMeasurement( found, *found.imagesOf( "VV" )[0] ), path );
  QVERIFY( openMeasurement( found, *found.imagesOf( "VH" )[0] ) );
}

void TestProduct::pipesAreRefused()
{
  const QTemporaryDir folder;
  const SafeProduct product = productOn( folder );
  const std::string path = product.folder + "/annotation/" + product.stem( "IW", "VV" ) + ".xml";
  QVERIFY( QFile::remove( path.c_str() ) );
  QCOMPARE( mkfifo( path.c_str(), 0600 ), 0 );
  EXPECT_ERROR( openProduct( product.folder ), path + " is a pipe" );
}

void TestProduct::footprintOnTheDateLineIsOnePiece()
{
  SafeProduct written;
  written.folder = "/vsimem/dateline.SAFE";
  written.write();
  Product product = openProduct( written.folder );
  product.manifest.footprint = { { 179.5, 70 }, { -179.25, 70 }, { -179.5, 71 }, { 179, 71 } };
  QCOMPARE( QString::fromStdString( summaryOf( product ).footprint ),
            QString( "POLYGON((179.500000 70.000000, 180.750000 70.000000, 180.500000 71.000000, "
                     "179.000000 71.000000, 179.500000 70.000000))" ) );
}

void TestProduct::knowsAProductFromOtherFiles()
{
  SafeProduct product;
  product.folder = "/vsimem/known.SAFE";
  product.write();
  QVERIFY( isSentinel1Product( product.folder ) );
  QVERIFY( isSentinel1Product( product.folder + "/manifest.safe" ) );
  QVERIFY( isSentinel1Product( "SENTINEL1_CALIB:UNCALIB:/data/manifest.safe:IW_HV:AMPLITUDE" ) );
  putFile( "/vsimem/S2A.SAFE/manifest.safe", "<XFDU><familyName>Sentinel-2</familyName></XFDU>" );
  for ( const char *other :
        { "/vsimem/S2A.SAFE", "/nowhere", "/vsimem/known.SAFE/measurement/s1a-IW-grd-VV.tiff" } )
    QVERIFY2( !isSentinel1Product( other ), other );
}

void TestProduct::badInputIsExplained_data()
{
  QTest::addColumn<QString>( "path" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "absent" ) << "/nowhere/S1.SAFE"
                            << "The product /nowhere/S1.SAFE does not exist. Check the path.";
  VSIMkdir( "/vsimem/notaproduct", 0777 );
  putFile( "/vsimem/notaproduct/readme.txt", "hello" );
  QTest::newRow( "folder" )
      << "/vsimem/notaproduct"
      << "/vsimem/notaproduct is not a Sentinel-1 product: it holds no manifest.safe. Choose the "
         ".SAFE folder, its manifest.safe or the .zip as downloaded.";
  putFile( "/vsimem/broken.zip", "PK\003\004 and then nothing" );
  QTest::newRow( "broken zip" )
      << "/vsimem/broken.zip"
      << "The archive /vsimem/broken.zip cannot be read; it may be damaged or incomplete. "
         "Download it again.";
  putFile( "/vsimem/no.SAFE/manifest.safe",
           "<xfdu:XFDU xmlns:xfdu='u'><productType>OCN</productType></xfdu:XFDU>" );
  QTest::newRow( "type" ) << "/vsimem/no.SAFE"
                          << "This is a product of type “OCN”. Choose a Level-1 product of type GRD or SLC.";
  putFile( "/vsimem/bad.SAFE/manifest.safe", "<XFDU><a></b>" );
  QTest::newRow( "xml" )
      << "/vsimem/bad.SAFE/manifest.safe"
      << "The file /vsimem/bad.SAFE/manifest.safe is not valid XML (Start-end tags mismatch at byte "
         "11). Download the product again.";
  putFile( "/vsimem/wv.SAFE/manifest.safe", "<XFDU><productType>SLC</productType><mode>WV</mode></XFDU>" );
  QTest::newRow( "wave mode" )
      << "/vsimem/wv.SAFE"
      << "This product was taken in wave mode (WV), which shows spots of open ocean. Choose "
         "an IW, EW or SM product.";
}

void TestProduct::badInputIsExplained()
{
  QFETCH( QString, path );
  QFETCH( QString, sentence );
  EXPECT_ERROR( openProduct( path.toStdString() ), sentence.toUtf8().constData() );
}

QTEST_APPLESS_MAIN( TestProduct )
#include "testproduct.moc"
