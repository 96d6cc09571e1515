#include <QtTest>

#include <cmath>
#include <fstream>

#include <sys/resource.h>

#include <QTemporaryDir>

#include <ogrsf_frmts.h>

#include "model/evaluate/frontgeometry.h"
#include "support/expecterror.h"
#include "support/testraster.h"

using namespace calving;

class TestFrontGeometry : public QObject
{
  Q_OBJECT

private slots:
  void attributesDescribeTheScene_data();
  void attributesDescribeTheScene();
  void readsDatesAsPeopleWriteThem_data();
  void readsDatesAsPeopleWriteThem();
  void readsCollections();
  void layersOfOtherSystemsComeToTheFirst();
  void featuresWithoutAShapeAreCounted();
  void refusesShapesThatAreNoLines_data();
  void refusesShapesThatAreNoLines();
  void whatIsNotZeroInARasterIsFront();
  void largeRastersAreReadByBlocks();

private:
  std::string write( const QString &properties, const QString &geometry ) const
  {
    const std::string path = mFolder.filePath( "layer.geojson" ).toStdString();
    std::ofstream( path ) << R"({"type":"Feature","properties":{)" << properties.toStdString()
                          << R"(},"geometry":)" << geometry.toStdString() << "}";
    return path;
  }

  QTemporaryDir mFolder;
};

//! Probabilities, say: as bytes they would be 0.
void TestFrontGeometry::whatIsNotZeroInARasterIsFront()
{
  writeRaster( "/vsimem/float.tif", 20, 10, []( int x, int y ) { return y == 4 && x > 2 ? 0.4 : 0.0; } );
  const FrontGeometry front = readFrontGeometry( "/vsimem/float.tif" );
  QCOMPARE( front.pixels.size(), std::size_t( 17 ) );
  QCOMPARE( front.pixels.front(), ( std::array<int, 2>{ 3, 4 } ) );
}

//! With less room than a byte a pixel takes.
void TestFrontGeometry::largeRastersAreReadByBlocks()
{
  const std::string path = mFolder.filePath( "large.tif" ).toStdString();
  CPLStringList options;
  for ( const char *option : { "TILED=YES", "COMPRESS=DEFLATE", "SPARSE_OK=TRUE" } )
    options.AddString( option );
  {
    GDALDatasetUniquePtr file( GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create(
        path.c_str(), 16000, 16000, 1, GDT_Byte, options.List() ) );
    std::vector<std::uint8_t> ones( 100, 1 );
    CPL_IGNORE_RET_VAL( file->GetRasterBand( 1 )->RasterIO( GF_Write, 5, 7000, 100, 1, ones.data(), 100, 1,
                                                            GDT_Byte, 0, 0, nullptr ) );
  }
  QFile memory( "/proc/self/statm" );
  QVERIFY( memory.open( QIODevice::ReadOnly ) );
  const rlim_t now = memory.readAll().split( ' ' ).front().toULongLong() * 4096;
  rlimit before;
  getrlimit( RLIMIT_AS, &before );
  const rlimit some{ now + ( rlim_t( 200 ) << 20 ), before.rlim_max };
  setrlimit( RLIMIT_AS, &some );
  const FrontGeometry front = readFrontGeometry( path );
  setrlimit( RLIMIT_AS, &before );
  QCOMPARE( front.pixels.size(), std::size_t( 100 ) );
  QCOMPARE( front.pixels[99], ( std::array<int, 2>{ 104, 7000 } ) );
}

void TestFrontGeometry::attributesDescribeTheScene_data()
{
  QTest::addColumn<QString>( "properties" );
  QTest::newRow( "ours" ) << R"("glacier_name":"Helheim","date":"2018-06-02","sensor":"S1A","pixel_m":40.5)";
  QTest::newRow( "of Shapefiles, TermPicks and CALFIN" )
      << R"("OfficialN":"Helheim","Date":"2018/06/02","Satellite":"S1A","Res":40.5)";
}

void TestFrontGeometry::attributesDescribeTheScene()
{
  QFETCH( QString, properties );
  const SceneFacts facts =
      readFrontGeometry( write( properties, R"({"type":"LineString","coordinates":[[0,60],[1,60]]})" ) )
          .facts;
  QCOMPARE( facts.glacier, std::string( "Helheim" ) );
  QCOMPARE( facts.date, std::string( "2018-06-02" ) );
  QCOMPARE( facts.sensor, std::string( "S1A" ) );
  QCOMPARE( facts.resolutionMetres, 40.5 );
}

void TestFrontGeometry::readsDatesAsPeopleWriteThem_data()
{
  QTest::addColumn<QString>( "written" );
  for ( const char *written :
        { "2018-06-02", "20180602", "2018/06/02", "2.6.2018", "02.06.2018", "2018-06-02T09:03:11Z",
          "2018/06/02 09:03:11+00", "201806020903", "20180602090311", "1527930191000" } )
    QTest::newRow( written ) << written;
}

void TestFrontGeometry::readsDatesAsPeopleWriteThem()
{
  QFETCH( QString, written );
  const FrontGeometry front =
      readFrontGeometry( write( QStringLiteral( R"("date":"%1")" ).arg( written ),
                                R"({"type":"LineString","coordinates":[[0,60],[1,60]]})" ) );
  QCOMPARE( front.facts.date, std::string( "2018-06-02" ) );
  QCOMPARE( front.dates, std::set<std::string>( { "2018-06-02" } ) );
}

//! A table, then lines of the same place in two systems, and in none.
void TestFrontGeometry::layersOfOtherSystemsComeToTheFirst()
{
  GDALAllRegister();
  const std::string path = mFolder.filePath( "layers.gpkg" ).toStdString();
  const auto addLayer = [&path]( const char *name, int epsg, const char *wkt )
  {
    GDALDatasetUniquePtr file( GDALDataset::Open( path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE ) );
    if ( !file )
      file.reset( GetGDALDriverManager()->GetDriverByName( "GPKG" )->Create( path.c_str(), 0, 0, 0,
                                                                             GDT_Unknown, nullptr ) );
    OGRSpatialReference reference;
    reference.SetAxisMappingStrategy( OAMS_TRADITIONAL_GIS_ORDER );
    if ( epsg > 0 )
      reference.importFromEPSG( epsg );
    OGRLayer *layer =
        file->CreateLayer( name, epsg > 0 ? &reference : nullptr, *wkt ? wkbLineString : wkbNone, nullptr );
    OGRFeature feature( layer->GetLayerDefn() );
    OGRGeometry *shape = nullptr;
    if ( *wkt && OGRGeometryFactory::createFromWkt( wkt, nullptr, &shape ) == OGRERR_NONE )
      feature.SetGeometryDirectly( shape );
    CPL_IGNORE_RET_VAL( layer->CreateFeature( &feature ) );
  };
  CPLPushErrorHandler( CPLQuietErrorHandler );
  addLayer( "notes", 0, "" );
  addLayer( "utm", 32633, "LINESTRING (500000 8000000, 501000 8000000)" );
  addLayer( "degrees", 4326, "LINESTRING (15 72, 15.1 72)" );
  CPLPopErrorHandler();
  const FrontGeometry front = readFrontGeometry( path );
  QCOMPARE( front.lines.size(), std::size_t( 2 ) );
  QVERIFY( front.crs.find( "UTM zone 33N" ) != std::string::npos );
  QVERIFY2( std::abs( front.lines[1][0][0] - 500000 ) < 1 && front.lines[1][0][1] > 7900000,
            std::to_string( front.lines[1][0][1] ).c_str() );
  addLayer( "nowhere", 0, "LINESTRING (15 72, 15.1 72)" );
  EXPECT_ERROR( readFrontGeometry( path ), "with and without a coordinate reference system" );
}

void TestFrontGeometry::readsCollections()
{
  const FrontGeometry front = readFrontGeometry( write(
      {}, R"({"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[0,60],[1,60]]},)"
          R"({"type":"MultiLineString","coordinates":[[[2,60],[3,60]],[[4,60],[5,60]]]}]})" ) );
  QCOMPARE( front.lines.size(), std::size_t( 3 ) );
}

//! Someone says so that a scene has no front, as by a layer without features.
void TestFrontGeometry::featuresWithoutAShapeAreCounted()
{
  const FrontGeometry front = readFrontGeometry( write( {}, "null" ) );
  QVERIFY( front.lines.empty() && !front.isRaster() );
  QCOMPARE( front.withoutShape, std::size_t( 1 ) );
  QCOMPARE( readFrontGeometry( write( {}, R"({"type":"LineString","coordinates":[]})" ) ).withoutShape,
            std::size_t( 1 ) );
  QCOMPARE(
      readFrontGeometry( write( {}, R"({"type":"LineString","coordinates":[[0,60],[1,60]]})" ) ).withoutShape,
      std::size_t( 0 ) );
  // A table has no shapes to lack.
  const std::string table = mFolder.filePath( "table.csv" ).toStdString();
  std::ofstream( table ) << "name,size\na,3\n";
  EXPECT_ERROR( readFrontGeometry( table ), "holds no lines" );
}

void TestFrontGeometry::refusesShapesThatAreNoLines_data()
{
  QTest::addColumn<QString>( "geometry" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "polygon" ) << R"({"type":"Polygon","coordinates":[[[0,60],[1,60],[1,61],[0,60]]]})"
                             << "holds polygons";
  QTest::newRow( "polygon in a collection" )
      << R"({"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[0,60],[1,60]]},)"
         R"({"type":"Polygon","coordinates":[[[0,60],[1,60],[1,61],[0,60]]]}]})"
      << "holds polygons";
  QTest::newRow( "point" ) << R"({"type":"Point","coordinates":[1,60]})"
                           << "holds no lines";
}

void TestFrontGeometry::refusesShapesThatAreNoLines()
{
  QFETCH( QString, geometry );
  QFETCH( QString, sentence );
  const std::string path = write( {}, geometry );
  EXPECT_ERROR( readFrontGeometry( path ), sentence.toStdString() );
  EXPECT_ERROR( readFrontGeometry( path ), path );
}

QTEST_APPLESS_MAIN( TestFrontGeometry )
#include "testfrontgeometry.moc"
