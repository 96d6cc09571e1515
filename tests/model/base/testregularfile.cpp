#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

#include "model/base/regularfile.h"
#include "model/evaluate/frontgeometry.h"
#include "model/modelfile/importweights.h"
#include "model/raster/raster.h"
#include "model/scene/manifest.h"
#include "support/expecterror.h"

using namespace calving;

class TestRegularFile : public QObject
{
  Q_OBJECT

private slots:
  void pipesAndDevicesAreRefused();
  void filesFoldersAndNamesOfOtherKindsPass();
  void namesOfRastersLeadToNone();
  void everyReaderAsks_data();
  void everyReaderAsks();

private:
  std::string pipe( const char *name ) const
  {
    const std::string path = mFolder.filePath( name ).toStdString();
    mkfifo( path.c_str(), 0600 );
    return path;
  }
  QTemporaryDir mFolder;
};

void TestRegularFile::pipesAndDevicesAreRefused()
{
  const std::string path = pipe( "pipe" );
  EXPECT_ERROR( requireRegularFile( path ), path + " is a pipe" );
  EXPECT_ERROR( requireRegularFile( "/dev/zero" ), "/dev/zero is a pipe, a device" );
}

void TestRegularFile::filesFoldersAndNamesOfOtherKindsPass()
{
  QFile file( mFolder.filePath( "file" ) );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  QVERIFY( QFile::link( file.fileName(), mFolder.filePath( "link" ) ) );
  for ( const QString &path :
        { file.fileName(), mFolder.filePath( "link" ), mFolder.path(), QString( "/nowhere" ),
          QString( "/vsimem/file" ), QString( "SENTINEL2_L1C:/nowhere:10m:EPSG_1" ) } )
    requireRegularFile( path.toStdString() );
}

void TestRegularFile::namesOfRastersLeadToNone()
{
  const std::string path = pipe( "source.tif" );
  for ( const std::string &name : { path, "GTIFF_DIR:1:" + path, "/vsigzip/" + path,
                                    "NETCDF:\"" + path + "\":heights", std::string( "/vsistdin/" ) } )
    EXPECT_ERROR( RasterReader{ RasterInput( name ) },
                  name.find( "stdin" ) == std::string::npos ? path : name );
  const QString virtualRaster = mFolder.filePath( "virtual.vrt" );
  const QString around = mFolder.filePath( "around.vrt" );
  const auto write = []( const QString &file, const QString &source )
  {
    QFile vrt( file );
    QVERIFY( vrt.open( QIODevice::WriteOnly ) );
    vrt.write(
        ( "<VRTDataset rasterXSize=\"2\" rasterYSize=\"2\"><VRTRasterBand dataType=\"Byte\" band=\"1\">"
          "<SimpleSource>" +
          source +
          "<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand>"
          "</VRTDataset>" )
            .toUtf8() );
  };
  write( virtualRaster, "<SourceFilename relativeToVRT=\"1\">source.tif</SourceFilename>" );
  write( around, "<SourceFilename>" + virtualRaster + "</SourceFilename>" );
  EXPECT_ERROR( RasterReader{ virtualRaster.toStdString() }, path );
  EXPECT_ERROR( RasterReader{ around.toStdString() }, path );
}

void TestRegularFile::everyReaderAsks_data()
{
  QTest::addColumn<QString>( "reader" );
  for ( const char *reader : { "raster", "front", "manifest", "weights" } )
    QTest::newRow( reader ) << reader;
}

//! None waits for what nobody writes.
void TestRegularFile::everyReaderAsks()
{
  QFETCH( QString, reader );
  const std::string path = pipe( reader.toUtf8() );
  const auto read = [&]
  {
    if ( reader == "raster" )
      RasterReader raster( path );
    else if ( reader == "front" )
      readFrontGeometry( path );
    else if ( reader == "manifest" )
      readSceneManifest( path );
    else
      importWeights( path, path + ".safetensors", {} );
  };
  EXPECT_ERROR( read(), path );
}

QTEST_APPLESS_MAIN( TestRegularFile )
#include "testregularfile.moc"
