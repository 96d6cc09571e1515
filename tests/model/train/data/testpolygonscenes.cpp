#include <cmath>
#include <set>

#include <QtTest>

#include <ogrsf_frmts.h>

#include "model/extract/segmentraster.h"
#include "model/geometry/maptransform.h"
#include "model/train/data/polygonscenes.h"
#include "model/train/data/zonesongrid.h"
#include "support/drawnzones.h"
#include "support/expecterror.h"
#include "support/segmenters.h"
#include "support/testraster.h"
#include "support/wellknownbinary.h"

using namespace calving;

namespace
{

const std::string first = "/vsimem/A_2020-01-01_S1.tif";
const std::string second = "/vsimem/A_2020-01-13_S1.tif";

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
  void guessedHolesAreWarnedOf();
  void polygonsMayHaveArcs();
  void networksMeetWhatExtractionShowsThem_data();
  void networksMeetWhatExtractionShowsThem();
  void zonesFollowThePixelsOfTheNetwork();
  void asksAllRastersForOnePixelSize();
  void takesRastersOfZones();
  void bringsZonesToOtherGrids();
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
  QCOMPARE( scenes.valueScaling(), std::string() );
  SceneInput input;
  input.values.dbMin = -30;
  PolygonScenes others( { first }, { { rectangle( 2, 0, 0, 12, 10 ) }, utm33() }, input );
  QCOMPARE( static_cast<int>( others.readGrey( 0, { 0, 0, 1, 1 } )[0] ), 73 );
  QCOMPARE( others.valueScaling(), std::string( "DB_MIN = -30" ) );
  input.values = { ValueKind::Percentile, {}, {} };
  PolygonScenes stretched( { first }, { { rectangle( 2, 0, 0, 12, 10 ) }, utm33() }, input );
  QCOMPARE( stretched.valueScaling(), std::string( "VALUES = percentile" ) );
  QCOMPARE( stretched.clone()->valueScaling(), std::string( "VALUES = percentile" ) );
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

void TestPolygonScenes::guessedHolesAreWarnedOf()
{
  writeRaster( first, 12, 10, []( int x, int y ) { return x < 3 ? -999.0 : -12 + 0.1 * x - 0.37 * y; } );
  QStringList warnings;
  Feedback feedback;
  feedback.warning = [&warnings]( const std::string &text ) { warnings << QString::fromStdString( text ); };
  PolygonScenes scenes( { first }, { { rectangle( 2, 0, 0, 6, 10 ), rectangle( 3, 6, 0, 12, 10 ) }, utm33() }, {},
                        feedback );
  QCOMPARE( warnings.size(), 1 );
  QVERIFY2( warnings[0].startsWith( "A_2020-01-01_S1: " ) && warnings[0].contains( "-999" ),
            qPrintable( warnings[0] ) );
  const std::vector<std::uint8_t> grey = scenes.readGrey( 0, { 2, 4, 2, 1 } );
  QCOMPARE( int( grey[0] ), 0 );
  QVERIFY( grey[1] > 0 );
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

namespace
{

constexpr int width = 96;
constexpr int height = 64;

//! A scene with pixels of 10 x 20 m, as geographic grids have them, whose last column has no data.
void writeOblong( const std::string &path, GDALDataType type, const std::function<double( int, int )> &value )
{
  writeRaster(
      path, width, height, [&value]( int x, int y ) { return x == width - 1 ? 0 : value( x, y ); }, type );
  const GDALDatasetUniquePtr file( GDALDataset::Open( path.c_str(), GDAL_OF_UPDATE ) );
  double transform[] = { 500000.0, 10.0, 0.0, 8000000.0, 0.0, -20.0 };
  file->SetGeoTransform( transform );
  file->GetRasterBand( 1 )->SetNoDataValue( 0 );
}

//! Grey values from 90 to 170, of which a network would make one class, as decibels of little contrast.
double flat( int x, int y )
{
  return 90 + ( x * 7 + y * 13 + x * y ) % 81;
}

} // namespace

void TestPolygonScenes::networksMeetWhatExtractionShowsThem_data()
{
  QTest::addColumn<int>( "type" );
  QTest::addColumn<int>( "kind" );
  QTest::addColumn<double>( "pixel" );
  const auto row = []( const char *name, GDALDataType type, ValueKind kind, double pixel )
  { QTest::newRow( name ) << static_cast<int>( type ) << static_cast<int>( kind ) << pixel; };
  row( "bytes of little contrast, coarser", GDT_Byte, ValueKind::Automatic, 40 );
  row( "bytes of little contrast, finer", GDT_Byte, ValueKind::Automatic, 8 );
  row( "bytes as they are", GDT_Byte, ValueKind::Byte, 40 );
  row( "digital numbers", GDT_UInt16, ValueKind::Automatic, 33 );
  row( "amplitude", GDT_Float32, ValueKind::Amplitude, 33 );
  row( "no pixel size", GDT_Float32, ValueKind::Percentile, 0 );
}

void TestPolygonScenes::networksMeetWhatExtractionShowsThem()
{
  QFETCH( int, type );
  QFETCH( int, kind );
  QFETCH( double, pixel );
  const bool small = static_cast<ValueKind>( kind ) == ValueKind::Amplitude;
  writeOblong( first, static_cast<GDALDataType>( type ),
               [&]( int x, int y ) {
                 return ( small ? 0.01 : type == GDT_UInt16 ? 9 : 1 ) * flat( x, y );
               } );
  const auto logged = []( QStringList &log )
  {
    Feedback feedback;
    feedback.info = [&log]( const std::string &text ) { log << QString::fromStdString( text ); };
    return feedback;
  };

  SceneInput input;
  input.values.kind = static_cast<ValueKind>( kind );
  input.pixelMetres = pixel;
  QStringList ofTraining;
  PolygonScenes scenes( { first }, { { rectangle( 2, 0, 0, 100, 100 ) }, utm33() }, input,
                        logged( ofTraining ) );
  const SceneInfo &info = scenes.info( 0 );

  // One tile as large as the scene: the network sees it whole, then mirrored to the size that it takes.
  const RasterReader reader( first );
  std::vector<float> seen;
  FunctionSegmenter segmenter(
      [&seen]( float grey )
      {
        seen.push_back( grey );
        return 3;
      },
      scenes.networkPixelMetres() );
  SegmentOptions options;
  options.values = input.values;
  options.scene = sceneGrid( reader, {} );
  const int side = std::max( info.width, info.height );
  options.tiling = { side, 0, side };
  const std::string zones = "/vsimem/zones.tif";
  RasterWriter writer( zones, reader.grid(), {} );
  QStringList ofExtraction;
  segmentRaster( RasterReader( first ), segmenter, options, { &writer, nullptr, nullptr },
                 logged( ofExtraction ) );

  const std::vector<std::uint8_t> grey = scenes.readGrey( 0, wholeScene( info ) );
  QCOMPARE( segmenter.images, 1 );
  const int seenWidth = TileAxis( info.width, options.tiling ).contextSide();
  const int left = -TileAxis( info.width, options.tiling ).contextStart( 0 );
  const int top = -TileAxis( info.height, options.tiling ).contextStart( 0 );
  for ( int y = 0; y < info.height; ++y )
    for ( int x = 0; x < info.width; ++x )
    {
      const float value = seen[static_cast<std::size_t>( y + top ) * seenWidth + x + left];
      QCOMPARE( static_cast<int>( grey[static_cast<std::size_t>( y ) * info.width + x] ),
                static_cast<int>( std::lround( 255 * value ) ) );
    }
  QVERIFY( std::set<std::uint8_t>( grey.begin(), grey.end() ).size() > 10 );
  // The same sentences, behind the name of the raster.
  for ( const QString &sentence : ofExtraction )
    QVERIFY2( ofTraining.contains( "A_2020-01-01_S1: " + sentence ), qPrintable( sentence ) );
  QCOMPARE( ofTraining.size(), 2 );
}

//! 4 x 2 pixels become one of 40 m: the border between glacier and ocean stays where it lies on the map.
void TestPolygonScenes::zonesFollowThePixelsOfTheNetwork()
{
  writeOblong( first, GDT_Byte, flat );
  SceneInput input;
  input.pixelMetres = 40;
  PolygonScenes scenes( { first },
                        { { rectangle( 2, 0, 0, 12, 40 ), rectangle( 3, 12, 0, 40, 40 ) }, utm33() }, input );
  const SceneInfo &info = scenes.info( 0 );
  QCOMPARE( info.width, 24 );
  QCOMPARE( info.height, 32 );
  QCOMPARE( info.pixelSizeMetres[0], 40.0 );
  QCOMPARE( scenes.readZones( 0, { 10, 5, 4, 1 } ), std::vector<std::uint8_t>( { 2, 2, 3, 3 } ) );
  // A window shows what the whole shows there.
  const std::vector<std::uint8_t> whole = scenes.readGrey( 0, wholeScene( info ) );
  RasterReader reader( first );
  const PreparedScene prepared = prepareScene( reader, sceneGrid( reader, {} ), input, {} );
  const Window part{ 5, 7, 9, 11 };
  const std::vector<std::uint8_t> window = preparedBytes( reader, prepared, part );
  QCOMPARE( scenes.readGrey( 0, part ), window );
  for ( int y = 0; y < part.height; ++y )
    for ( int x = 0; x < part.width; ++x )
      QCOMPARE( window[part.width * y + x], whole[info.width * ( y + part.y ) + x + part.x] );
}

//! Without a wish all become as the median of them, which is what extraction with the model will ask for.
void TestPolygonScenes::asksAllRastersForOnePixelSize()
{
  const std::string third = "/vsimem/A_2020-01-25_S1.tif";
  writeOblong( third, GDT_Byte, flat );
  PolygonScenes scenes( { first, second, third }, { { rectangle( 2, 0, 0, 100, 100 ) }, utm33() } );
  QCOMPARE( scenes.networkPixelMetres(), 40.0 );
  QCOMPARE( scenes.info( 0 ).width, 12 );
  QCOMPARE( scenes.info( 2 ).width, 24 );
  QCOMPARE( scenes.clone()->networkPixelMetres(), 40.0 );
}

//! Named as the scene, coded 0 64 127 254, on pixels of half the size; polygons of the scene do not count
//! then.
void TestPolygonScenes::takesRastersOfZones()
{
  const std::string zones = "/vsimem/A_2020-01-01_S1_zones.tif";
  writeRaster(
      zones, 24, 20, []( int x, int ) { return x < 4    ? 64
                                               : x < 14 ? 127
                                                        : 254; }, GDT_Byte );
  {
    double transform[] = { 500000, 20, 0, 8000000, 0, -20 };
    GDALDatasetUniquePtr( GDALDataset::Open( zones.c_str(), GDAL_OF_UPDATE ) )->SetGeoTransform( transform );
  }
  PolygonScenes scenes( { first, second }, { { rectangle( 2, 0, 0, 12, 10 ) }, utm33() }, {}, {}, { zones } );
  QCOMPARE( scenes.readZones( 0, { 0, 3, 9, 1 } ),
            std::vector<std::uint8_t>( { 1, 1, 2, 2, 2, 2, 2, 3, 3 } ) );
  QCOMPARE( scenes.readZones( 1, { 0, 3, 3, 1 } ), std::vector<std::uint8_t>( { 2, 2, 2 } ) );
  QCOMPARE( scenes.clone()->readZones( 0, { 6, 0, 2, 2 } ), std::vector<std::uint8_t>( { 2, 3, 2, 3 } ) );
  QCOMPARE( scenes.grid( 0 ).transform[0], 500000.0 );
  QCOMPARE( scenes.grid( 0 ).width, 12 );
  {
    double transform[] = { 700000, 20, 0, 8000000, 0, -20 };
    GDALDatasetUniquePtr( GDALDataset::Open( zones.c_str(), GDAL_OF_UPDATE ) )->SetGeoTransform( transform );
  }
  EXPECT_ERROR( PolygonScenes( { first }, {}, {}, {}, { zones } ), zones );
}

//! Zones in UTM on a grid in degrees. The central meridian, 15 degrees east, is their western edge; where
//! they change, 10 km further, it is 15.29 degrees at this latitude (by PROJ).
void TestPolygonScenes::bringsZonesToOtherGrids()
{
  RasterGrid metres;
  metres.width = 20;
  metres.height = 20;
  metres.transform = { 500000, 1000, 0, 8000000, 0, -1000 };
  metres.hasTransform = true;
  metres.crs = utm33();
  std::vector<std::uint8_t> zones;
  for ( int i = 0; i < 400; ++i )
    zones.push_back( static_cast<std::uint8_t>( i % 20 < 10 ? 2 : 3 ) );
  RasterGrid degrees = metres;
  degrees.crs = wellKnownText( geographicCrs );
  degrees.transform = { 14.9, 0.03, 0, 72.1, 0, -0.01 };
  const std::vector<std::uint8_t> moved = zonesOnGrid( zoneImage( zones, 20 ), metres, degrees );
  const auto at = [&]( double longitude, double latitude )
  {
    const std::array<double, 2> pixel = degrees.toPixel( longitude, latitude );
    return static_cast<int>( moved[static_cast<int>( pixel[1] ) * 20 + static_cast<int>( pixel[0] )] );
  };
  QCOMPARE( at( 14.95, 72.05 ), 0 );
  QCOMPARE( at( 15.05, 72.05 ), 2 );
  QCOMPARE( at( 15.25, 72.05 ), 2 );
  QCOMPARE( at( 15.35, 72.05 ), 3 );
}

void TestPolygonScenes::explainsWhatIsWrong()
{
  const ZonePolygons far{ { rectangle( 2, 100, 100, 110, 110 ) }, utm33() };
  EXPECT_ERROR( PolygonScenes( { first }, far ), "No polygon of the zones lies on the raster " + first );
  const ZonePolygons others{ { rectangle( 2, 0, 0, 12, 10, "B_2020-01-01" ) }, utm33() };
  EXPECT_ERROR( PolygonScenes( { first }, others ), "of the raster A_2020-01-01_S1",
                "they name B_2020-01-01" );
  const ZonePolygons fine{ { rectangle( 2, 0, 0, 12, 10 ) }, utm33() };
  EXPECT_ERROR( PolygonScenes( { first, first }, fine ), "Two", "A_2020-01-01_S1" );
  EXPECT_ERROR( PolygonScenes( { "/vsimem/absent.tif" }, fine ), "/vsimem/absent.tif" );
  EXPECT_ERROR( PolygonScenes( { first }, { { { 2, "", { 1, 2, 3 } } }, utm33() } ), "polygon", "damaged" );
  GDALDatasetUniquePtr plain( GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create(
      second.c_str(), 12, 10, 1, GDT_Byte, nullptr ) );
  plain.reset();
  EXPECT_ERROR( PolygonScenes( { second }, fine ), "georeferenced" );
}

QTEST_APPLESS_MAIN( TestPolygonScenes )
#include "testpolygonscenes.moc"
