#include <QtTest>

#include <cmath>

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal_priv.h>

#include "model/sar/calibration/calibratedpicture.h"
#include "support/expecterror.h"
#include "support/fulldisk.h"
#include "support/simulatedproduct.h"
#include "support/testdata.h"

using namespace calving;

namespace
{

//! A file that a manifest lists.
struct ListedFile
{
  QString schema;
  QString path;
  qint64 bytes = 0;
  QString md5;
};

std::vector<ListedFile> filesOf( const QString &manifest )
{
  QFile file( manifest );
  std::vector<ListedFile> files;
  if ( !file.open( QIODevice::ReadOnly ) )
    return files;
  QXmlStreamReader xml( &file );
  while ( !xml.atEnd() )
  {
    xml.readNext();
    if ( !xml.isStartElement() )
      continue;
    if ( xml.name() == QLatin1String( "dataObject" ) )
      files.push_back( { xml.attributes().value( "repID" ).toString(), {}, 0, {} } );
    else if ( xml.name() == QLatin1String( "byteStream" ) )
      files.back().bytes = xml.attributes().value( "size" ).toLongLong();
    else if ( xml.name() == QLatin1String( "fileLocation" ) )
      files.back().path = xml.attributes().value( "href" ).toString();
    else if ( xml.name() == QLatin1String( "checksum" ) )
      files.back().md5 = xml.readElementText();
  }
  return files;
}

} // namespace

//! The files of a simulated product are those of ESA's.
class TestSimulatedProductFiles : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase() { GDALAllRegister(); }
  void nameFollowsTheRules();
  void annotationFollowsTheSchema();
  void manifestVouchesForEachFile();
  void quickLookShowsThePicture();
  void safeDriverOpensIt();
  void safeDriverCalibratesAlike();
  void foreignFolderIsLeftAlone();
  void onlyASimulatedProductIsReplaced();
  void fullDiskLeavesNothing_data();
  void fullDiskLeavesNothing();

private:
  std::string path( const char *name ) const { return mFolder.filePath( name ).toStdString(); }
  SimulatedProduct simulate( const ProductOptions &options, const char *name = "product.SAFE" ) const
  {
    return simulateProduct( options, path( name ), {} );
  }

  QTemporaryDir mFolder;
};

void TestSimulatedProductFiles::nameFollowsTheRules()
{
  ProductOptions options = small();
  options.type = "EW_GRDM";
  options.polarisations = { "HH", "HV" };
  const SimulatedProduct made = simulateProduct( options, path( "folder" ), {} );
  const QRegularExpression rules(
      "/folder/S1A_EW_GRDM_1SDH_20200101T\\d{6}_20200101T\\d{6}_\\d{6}_[0-9A-F]{6}_"
      "[0-9A-F]{4}\\.SAFE/manifest\\.safe$" );
  QVERIFY2( rules.match( QString::fromStdString( made.manifest ) ).hasMatch(), made.manifest.c_str() );
}

//! The schemas lie in the real product over Severnaya Zemlya.
void TestSimulatedProductFiles::annotationFollowsTheSchema()
{
  const char *archive = "sentinel1/S1A_EW_GRDM_20221130_SevernayaZemlya_HHHV.zip";
  REQUIRE_TEST_DATA( "sentinel1/S1A_EW_GRDM_20221130_SevernayaZemlya_HHHV.zip" );
  // libxml2 does not read in archives.
  const std::string schemas = path( "support" );
  const std::string inside = "/vsizip/" + testData( archive ).toStdString() +
                             "/S1A_EW_GRDM_1SDH_20221130T014342_20221130T014446_046117_058549_BB15/support/";
  VSIMkdir( schemas.c_str(), 0755 );
  for ( const char *name : { "product", "calibration", "noise" } )
    QCOMPARE( CPLCopyFile( ( schemas + "/s1-level-1-" + name + ".xsd" ).c_str(),
                           ( inside + "s1-level-1-" + name + ".xsd" ).c_str() ),
              0 );
  CPLCopyFile( ( schemas + "/s1-object-types.xsd" ).c_str(), ( inside + "s1-object-types.xsd" ).c_str() );
  for ( const ProductType &type : productTypes() )
  {
    ProductOptions options = small();
    options.type = type.name;
    const SarImage image = openProduct( simulate( options ).manifest ).images.front();
    const auto isValid = [&]( const std::string &file, const char *name )
    { return CPLValidateXML( file.c_str(), ( schemas + "/s1-level-1-" + name + ".xsd" ).c_str(), nullptr ); };
    QVERIFY2( isValid( image.annotationPath, "product" ), type.name.c_str() );
    QVERIFY2( isValid( image.calibrationPath, "calibration" ), type.name.c_str() );
    QVERIFY2( isValid( image.noisePath, "noise" ), type.name.c_str() );
  }
}

void TestSimulatedProductFiles::manifestVouchesForEachFile()
{
  ProductOptions options = small();
  options.polarisations = { "HH", "HV" };
  const QString manifest = QString::fromStdString( simulate( options ).manifest );
  const QDir product = QFileInfo( manifest ).dir();
  QStringList listed{ "manifest.safe" };
  for ( const ListedFile &file : filesOf( manifest ) )
  {
    QFile content( product.filePath( file.path ) );
    QVERIFY2( content.open( QIODevice::ReadOnly ), qPrintable( file.path ) );
    QCOMPARE( content.size(), file.bytes );
    QCryptographicHash hash( QCryptographicHash::Md5 );
    QVERIFY( hash.addData( &content ) );
    QCOMPARE( QString( hash.result().toHex() ), file.md5 );
    listed << QDir::cleanPath( file.path );
  }
  QStringList found;
  for ( QDirIterator i( product.path(), QDir::Files, QDirIterator::Subdirectories ); i.hasNext(); )
    found << product.relativeFilePath( i.next() );
  listed.sort();
  found.sort();
  QCOMPARE( listed, found );
}

//! The brighter a pixel, the whiter; from black to white.
void TestSimulatedProductFiles::quickLookShowsThePicture()
{
  const SimulatedProduct made = simulate( small() );
  const QString folder = QFileInfo( QString::fromStdString( made.manifest ) ).path();
  const RasterReader look( folder.toStdString() + "/preview/quick-look.png" );
  QCOMPARE( look.width(), made.samples );
  QCOMPARE( look.height(), made.lines );
  const std::vector<float> greys = look.readBand( 1, { 0, 0, look.width(), look.height() } );
  const std::vector<float> numbers = valuesOf( openProduct( made.manifest ).images.front().measurementPath );
  std::vector<std::pair<float, float>> pixels;
  for ( std::size_t i = 0; i < numbers.size(); ++i )
    pixels.emplace_back( numbers[i], greys[i] );
  std::sort( pixels.begin(), pixels.end() );
  for ( std::size_t i = 1; i < pixels.size(); ++i )
    QVERIFY( pixels[i - 1].second <= pixels[i].second );
  QCOMPARE( pixels.front().second, 0.0f );
  QCOMPARE( pixels.back().second, 255.0f );
}

void TestSimulatedProductFiles::safeDriverOpensIt()
{
  ProductOptions options = small();
  options.polarisations = { "HH", "HV" };
  const SimulatedProduct made = simulate( options );
  const GDALDatasetUniquePtr dataset( GDALDataset::Open( made.manifest.c_str() ) );
  QVERIFY( dataset );
  QCOMPARE( dataset->GetDriverName(), "SAFE" );
  QCOMPARE( dataset->GetRasterXSize(), made.samples );
  QCOMPARE( dataset->GetRasterYSize(), made.lines );
  QCOMPARE( dataset->GetRasterCount(), 2 );
  QCOMPARE( dataset->GetGCPCount(), 210 );
  QCOMPARE( dataset->GetMetadataItem( "ORBIT_DIRECTION" ), "ASCENDING" );
  const std::string hv = "SENTINEL1_CALIB:UNCALIB:" + made.manifest + ":IW_HV:AMPLITUDE";
  const GDALDatasetUniquePtr sub( GDALDataset::Open( hv.c_str() ) );
  QVERIFY( sub );
  std::vector<float> numbers( static_cast<std::size_t>( made.samples ) * made.lines );
  QCOMPARE( sub->GetRasterBand( 1 )->RasterIO( GF_Read, 0, 0, made.samples, made.lines, numbers.data(),
                                               made.samples, made.lines, GDT_Float32, 0, 0 ),
            CE_None );
  QCOMPARE( numbers, valuesOf( openProduct( made.manifest ).imagesOf( "HV" ).front()->measurementPath ) );
}

/**
 * GDAL interpolates its tables in time instead of lines, and squares in 32 bits: it is right for numbers up
 * to 46340.
 *
 * The drivers of GDAL 3.6 to 3.10 open no calibrated image of a GRD at all, of ESA's products neither: of
 * calibrated images they pass over all requests but INTENSITY, and then make the band of a GRD only where
 * COMPLEX is asked for.
 */
void TestSimulatedProductFiles::safeDriverCalibratesAlike()
{
  const SimulatedProduct made = simulate( uniform( -10 ) );
  const std::string name = "SENTINEL1_CALIB:SIGMA0:" + made.manifest + ":IW_HH:INTENSITY";
  CPLPushErrorHandler( CPLQuietErrorHandler );
  const GDALDatasetUniquePtr dataset( GDALDataset::Open( name.c_str() ) );
  CPLPopErrorHandler();
  if ( !dataset )
    QSKIP( "The SAFE driver of this GDAL opens no calibrated image of a GRD." );
  std::vector<float> theirs( static_cast<std::size_t>( made.samples ) * made.lines );
  QCOMPARE( dataset->GetRasterBand( 1 )->RasterIO( GF_Read, 0, 0, made.samples, made.lines, theirs.data(),
                                                   made.samples, made.lines, GDT_Float32, 0, 0 ),
            CE_None );
  CalibrationOptions options;
  options.removeNoise = false;
  const std::vector<float> ours = openCalibrated( openProduct( made.manifest ), options, {} )
                                      .values->read( { 0, 0, made.samples, made.lines } );
  for ( std::size_t i = 0; i < ours.size(); ++i )
    QVERIFY( std::abs( theirs[i] / ours[i] - 1 ) < 1e-4 );
}

void TestSimulatedProductFiles::foreignFolderIsLeftAlone()
{
  QDir( mFolder.path() ).mkpath( "mine.SAFE" );
  QFile file( mFolder.filePath( "mine.SAFE/thesis.txt" ) );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  EXPECT_ERROR( simulate( small(), "mine.SAFE" ), "holds “thesis.txt”" );
  QVERIFY( file.exists() );
}

void TestSimulatedProductFiles::onlyASimulatedProductIsReplaced()
{
  const std::string manifest = simulate( small(), "again.SAFE" ).manifest;
  QCOMPARE( simulate( small(), "again.SAFE" ).manifest, manifest );

  QFile file( QString::fromStdString( manifest ) );
  QVERIFY( file.open( QIODevice::ReadWrite ) );
  const QByteArray real =
      file.readAll().replace( "name=\"Calving Front", "name=\"ESA" ).replace( ", simulated\"", "\"" );
  file.resize( 0 );
  file.seek( 0 );
  file.write( real );
  file.close();
  EXPECT_ERROR( simulate( small(), "again.SAFE" ), "did not write" );
}

void TestSimulatedProductFiles::fullDiskLeavesNothing_data()
{
  QTest::addColumn<int>( "bytes" );
  QTest::newRow( "no header" ) << 100;
  QTest::newRow( "some lines" ) << 100000;
  QTest::newRow( "nearly all lines" ) << 1900000;
  QTest::newRow( "all but the annotation" ) << 40000;
}

//! No file may grow beyond so many bytes, as on a full disk. The product has 2000 lines of 500 samples.
void TestSimulatedProductFiles::fullDiskLeavesNothing()
{
  QFETCH( int, bytes );
  ProductOptions options = small();
  options.samples = bytes == 40000 ? 20 : 500;
  options.lines = bytes == 40000 ? 20 : 2000;
  QElapsedTimer time;
  time.start();
  {
    const FullDisk disk( bytes );
    EXPECT_ERROR( simulate( options, "full.SAFE" ), "Cannot", "full.SAFE" );
  }
  QVERIFY( time.elapsed() < 30000 );
  QVERIFY( QDir( mFolder.path() ).entryList( { "full*" } ).isEmpty() );
}

QTEST_GUILESS_MAIN( TestSimulatedProductFiles )
#include "testsimulatedproductfiles.moc"
