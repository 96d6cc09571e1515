#include <cmath>

#include <QtTest>

#include <ogrsf_frmts.h>

#include "model/train/data/polygonscenes.h"
#include "support/expecterror.h"
#include "support/testraster.h"
#include "support/wellknownbinary.h"

using namespace calving;

namespace
{

const std::string first = "/vsimem/A_2020-01-01_S1.tif";
const std::string second = "/vsimem/A_2020-01-13_S1.tif";

//! A rectangle in pixels of the test rasters (UTM 33 N, origin 500000, 8000000, 40 m).
ZonePolygon rectangle( std::uint8_t zone, int left, int top, int right, int bottom,
                       const std::string &scene = {} )
{
  OGRLinearRing ring;
  for ( auto [x, y] :
        { std::pair( left, top ), { right, top }, { right, bottom }, { left, bottom }, { left, top } } )
    ring.addPoint( 500000.0 + 40 * x, 8000000.0 - 40 * y );
  OGRPolygon polygon;
  polygon.addRing( &ring );
  return { zone, scene, wellKnownBinary( polygon ) };
}

std::string utm33()
{
  OGRSpatialReference reference;
  reference.importFromEPSG( 32633 );
  char *text = nullptr;
  reference.exportToWkt( &text );
  const std::string result = text;
  CPLFree( text );
  return result;
}

} // namespace

class TestPolygonScenes : public QObject
{
  Q_OBJECT

private slots:
  void init();
  void rasterisesInOrder();
  void readsTheSameByWindows();
  void takesEachRastersOwnPolygons();
  void scalesOtherValues();
  void pixelsWithoutDataAreBlack();
  void polygonsMayHaveArcs();
  void explainsWhatIsWrong();
};

void TestPolygonScenes::init()
{
  for ( const std::string &path : { first, second } )
    writeRaster(
        path, 12, 10, []( int x, int y ) { return 10 * y + x; }, GDT_Byte );
}

//! Glacier left, ocean right, a rock island on top of the ocean; the last column stays not available.
void TestPolygonScenes::rasterisesInOrder()
{
  PolygonScenes scenes(
      { first }, { { rectangle( 2, 0, 0, 6, 10 ), rectangle( 3, 6, 0, 11, 10 ), rectangle( 1, 8, 2, 9, 4 ) },
                   utm33() } );
  QCOMPARE( scenes.info( 0 ).glacier, std::string( "A" ) );
  QCOMPARE( scenes.info( 0 ).date, std::string( "2020-01-01" ) );
  QCOMPARE( scenes.info( 0 ).pixelSizeMetres[1], 40.0 );
  QCOMPARE( scenes.readZones( 0, { 4, 3, 8, 1 } ), std::vector<std::uint8_t>( { 2, 2, 3, 3, 1, 3, 3, 0 } ) );
  QCOMPARE( scenes.readGrey( 0, { 4, 3, 3, 1 } ), std::vector<std::uint8_t>( { 34, 35, 36 } ) );
}

void TestPolygonScenes::readsTheSameByWindows()
{
  PolygonScenes scenes( { first },
                        { { rectangle( 2, 1, 1, 5, 9 ), rectangle( 3, 4, 3, 12, 10 ) }, utm33() } );
  const std::vector<std::uint8_t> whole = scenes.readZones( 0, { 0, 0, 12, 10 } );
  const auto copy = scenes.clone();
  for ( int y = 0; y < 10; ++y )
    for ( int x = 0; x < 12; ++x )
      QCOMPARE( copy->readZones( 0, { x, y, 1, 1 } )[0], whole[12 * y + x] );
}

void TestPolygonScenes::takesEachRastersOwnPolygons()
{
  PolygonScenes scenes( { first, second },
                        { { rectangle( 2, 0, 0, 12, 10 ), rectangle( 3, 6, 0, 12, 10, "A_2020-01-01_S1" ),
                            rectangle( 3, 8, 0, 12, 10, "A_2020-01-13_S1" ) },
                          utm33() } );
  QCOMPARE( scenes.readZones( 0, { 5, 5, 4, 1 } ), std::vector<std::uint8_t>( { 2, 3, 3, 3 } ) );
  QCOMPARE( scenes.readZones( 1, { 5, 5, 4, 1 } ), std::vector<std::uint8_t>( { 2, 2, 2, 3 } ) );
}

//! Decibels from -20 to 5 become 0 to 255, as extractfronts takes them.
void TestPolygonScenes::scalesOtherValues()
{
  writeRaster( first, 12, 10, []( int x, int ) { return -20 + 2 * x; } );
  PolygonScenes scenes( { first }, { { rectangle( 2, 0, 0, 12, 10 ) }, utm33() } );
  QCOMPARE( scenes.readGrey( 0, { 0, 0, 4, 1 } ), std::vector<std::uint8_t>( { 0, 20, 41, 61 } ) );
  QCOMPARE( static_cast<int>( scenes.readGrey( 0, { 11, 0, 1, 1 } )[0] ), 224 );
}

void TestPolygonScenes::pixelsWithoutDataAreBlack()
{
  const ZonePolygons zones{ { rectangle( 2, 0, 0, 12, 10 ) }, utm33() };
  for ( const GDALDataType type : { GDT_Byte, GDT_Float32 } )
  {
    writeRaster(
        first, 12, 10, []( int x, int ) { return x == 2 ? 200 : x; }, type );
    GDALDatasetUniquePtr( GDALDataset::Open( first.c_str(), GDAL_OF_UPDATE ) )
        ->GetRasterBand( 1 )
        ->SetNoDataValue( 200 );
    PolygonScenes scenes( { first }, zones );
    const std::vector<std::uint8_t> grey = scenes.readGrey( 0, { 1, 4, 3, 1 } );
    QVERIFY( grey[0] > 0 && grey[2] > 0 );
    QCOMPARE( int( grey[1] ), 0 );
  }
}

//! Half a circle of 5 pixels' radius, a little above the centre of the pixel (6, 5), is ocean.
void TestPolygonScenes::polygonsMayHaveArcs()
{
  const char *circle = "CURVEPOLYGON (COMPOUNDCURVE (CIRCULARSTRING (500060 7999787, 500260 7999987, 500460 "
                       "7999787), (500460 7999787, 500060 7999787)))";
  PolygonScenes scenes( { first },
                        { { rectangle( 2, 0, 0, 12, 10 ), { 3, "", wellKnownBinary( circle ) } }, utm33() } );
  const std::vector<std::uint8_t> zones = scenes.readZones( 0, { 0, 0, 12, 10 } );
  for ( int row = 0; row < 10; ++row )
    for ( int column = 0; column < 12; ++column )
    {
      const bool inside = row < 5 && std::hypot( column - 6, row - 5 + 7.0 / 40 ) < 5;
      QCOMPARE( int( zones[12 * row + column] ), inside ? 3 : 2 );
    }
}

void TestPolygonScenes::explainsWhatIsWrong()
{
  const ZonePolygons far{ { rectangle( 2, 100, 100, 110, 110 ) }, utm33() };
  EXPECT_ERROR( PolygonScenes( { first }, far ), "No polygon of the zones lies on the raster " + first );
  const ZonePolygons fine{ { rectangle( 2, 0, 0, 12, 10 ) }, utm33() };
  EXPECT_ERROR( PolygonScenes( { first, first }, fine ), "Two rasters have the name A_2020-01-01_S1." );
  EXPECT_ERROR( PolygonScenes( { "/vsimem/absent.tif" }, fine ), "/vsimem/absent.tif" );
  EXPECT_ERROR( PolygonScenes( { first }, { { { 2, "", { 1, 2, 3 } } }, utm33() } ),
                "A polygon of the zones is damaged" );
  GDALDatasetUniquePtr plain( GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create(
      second.c_str(), 12, 10, 1, GDT_Byte, nullptr ) );
  plain.reset();
  EXPECT_ERROR( PolygonScenes( { second }, fine ), "is not georeferenced" );
}

QTEST_APPLESS_MAIN( TestPolygonScenes )
#include "testpolygonscenes.moc"
