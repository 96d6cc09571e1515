#include <QtTest>

#include <cmath>

#include <ogr_geometry.h>

#include "model/error.h"
#include "model/front/tracefronts.h"
#include "model/geometry/grounddistance.h"
#include "model/geometry/mapstretch.h"
#include "model/scene/readzones.h"
#include "support/drawnshapes.h"
#include "support/expecterror.h"
#include "support/testdata.h"
#include "support/testraster.h"

using namespace calving;

class TestTraceFronts : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void readsEveryCoding_data();
  void readsEveryCoding();
  void refusesOtherValues_data();
  void refusesOtherValues();
  void warnsWhereTheCodingIsAmbiguous();
  void explicitCodingDecides();
  void noDataIsNotAvailable();
  void hidesWhatAMaskHides_data();
  void hidesWhatAMaskHides();
  void controlPointsThatFitNoGridAreRefused();
  void putsTheLineOnTheMap();
  void lengthRuleIsInMetres();
  void rotatedGridKeepsLengths();
  void geographicLengthIsOnTheEllipsoid();
  void stretchedMapIsWarnedOf_data();
  void stretchedMapIsWarnedOf();
  void areaCutsAfterTheLengthRule();
  void areaElsewhereIsAnError();
  void pointsAreNoArea();
  void reportsConfidenceOfThePixels();
  void confidenceOfOtherUnitsIsAnError_data();
  void confidenceOfOtherUnitsIsAnError();
  void unknownConfidenceDoesNotCount();
  void bytesThatMayBePerCentAreWarnedOf();
  void confidenceOfAnotherSizeIsAnError();
  void nothingToTraceIsNoError();
  void onePixelIsEnough();
  void pixelsThatHangTogetherAreOneFront();
  void progressGrowsToOneAndCancelStops();
  void writesFrontPixels();
};

namespace
{

constexpr const char *path = "/vsimem/zones.tif";

//! 60 columns, 20 rows of 40 m: glacier in the upper half, ocean below.
int halves( int, int row )
{
  return row < 10 ? 2 : 3;
}

TracedFronts trace( const TraceOptions &options = {}, const AreaMask *area = nullptr,
                    const Feedback &feedback = {} )
{
  return traceFronts( RasterReader( path ), options, area, nullptr, feedback );
}

template <typename Action> QString errorOf( const Action &action )
{
  try
  {
    action();
  }
  catch ( const Error &e )
  {
    return e.what();
  }
  return {};
}

void setTransform( std::array<double, 6> transform, int epsg )
{
  GDALDatasetUniquePtr file( GDALDataset::Open( path, GDAL_OF_RASTER | GDAL_OF_UPDATE ) );
  file->SetGeoTransform( transform.data() );
  OGRSpatialReference reference;
  reference.importFromEPSG( epsg );
  file->SetSpatialRef( &reference );
}

} // namespace

void TestTraceFronts::initTestCase()
{
  GDALAllRegister();
}

void TestTraceFronts::readsEveryCoding_data()
{
  QTest::addColumn<QVector<int>>( "codes" );
  QTest::addColumn<int>( "type" );
  for ( int type : { int( GDT_Byte ), int( GDT_Float32 ), int( GDT_Int16 ) } )
  {
    QTest::addRow( "0 1 2 3, type %d", type ) << QVector<int>{ 0, 1, 2, 3 } << type;
    QTest::addRow( "1 2 3 4, type %d", type ) << QVector<int>{ 1, 2, 3, 4 } << type;
    QTest::addRow( "0 64 127 254, type %d", type ) << QVector<int>{ 0, 64, 127, 254 } << type;
    QTest::addRow( "63 for rock, type %d", type ) << QVector<int>{ 0, 63, 127, 254 } << type;
  }
}

void TestTraceFronts::readsEveryCoding()
{
  QFETCH( QVector<int>, codes );
  QFETCH( int, type );
  const auto zone = []( int column, int row ) {
    return column == 0 ? 0 : column == 1 ? 1 : halves( column, row );
  };
  writeRaster(
      path, 60, 20, [&]( int column, int row ) { return codes[zone( column, row )]; }, GDALDataType( type ) );
  const RunLengthImage zones = readZones( RasterReader( path ), ZoneCoding::Automatic, {} );
  for ( int row = 0; row < 20; ++row )
    for ( int column = 0; column < 60; ++column )
      QCOMPARE( int( zones.at( column, row ) ), zone( column, row ) );
}

void TestTraceFronts::refusesOtherValues_data()
{
  QTest::addColumn<QVector<double>>( "codes" );
  QTest::addColumn<QString>( "named" );
  QTest::newRow( "five" ) << QVector<double>{ 1, 2, 3, 5 } << "value 5,";
  QTest::newRow( "mixed" ) << QVector<double>{ 0, 2, 127, 254 } << "value 2,";
  QTest::newRow( "fraction" ) << QVector<double>{ 0, 1, 2, 2.5 } << "value 2.5";
  QTest::newRow( "negative" ) << QVector<double>{ 0, 1, 2, -1 } << "value -1";
  QTest::newRow( "grey image" ) << QVector<double>{ 17, 80, 90, 200 } << "value 17";
  QTest::newRow( "the byte used inside" ) << QVector<double>{ 0, 1, 2, 250 } << "value 250";
}

void TestTraceFronts::refusesOtherValues()
{
  QFETCH( QVector<double>, codes );
  QFETCH( QString, named );
  writeRaster( path, 60, 20,
               [&]( int column, int row ) { return codes[column < 2 ? column : halves( column, row )]; } );
  const QString error = errorOf( [] { trace(); } );
  QVERIFY2( error.contains( named ) && error.contains( path ), qPrintable( error ) );
}

void TestTraceFronts::warnsWhereTheCodingIsAmbiguous()
{
  writeRaster( path, 60, 20, halves );
  int warnings = 0;
  Feedback feedback;
  feedback.warning = [&warnings]( const std::string & ) { ++warnings; };
  QCOMPARE( trace( {}, nullptr, feedback ).lines.size(), std::size_t( 1 ) );
  QCOMPARE( warnings, 1 );
}

void TestTraceFronts::explicitCodingDecides()
{
  writeRaster( path, 60, 20, halves );
  TraceOptions options;
  options.coding = ZoneCoding::FromOne;
  QCOMPARE( trace( options ).lines.size(), std::size_t( 0 ) );
  options.coding = ZoneCoding::Grey;
  QVERIFY( errorOf( [&] { trace( options ); } ).contains( "value 2" ) );
}

void TestTraceFronts::noDataIsNotAvailable()
{
  writeRaster(
      path, 60, 20, []( int column, int row ) { return column < 30 ? 255 : halves( column, row ); },
      GDT_Byte );
  QVERIFY( !errorOf( [] { trace(); } ).isEmpty() );
  GDALDatasetUniquePtr( GDALDataset::Open( path, GDAL_OF_UPDATE ) )
      ->GetRasterBand( 1 )
      ->SetNoDataValue( 255 );
  const TracedFronts fronts = trace();
  QCOMPARE( fronts.lines.at( 0 ).pixels, 30 );
}

//! Front pixels in row 10, ocean on the left: from east to west through their centres.
void TestTraceFronts::hidesWhatAMaskHides_data()
{
  QTest::addColumn<bool>( "beside" );
  QTest::addColumn<bool>( "opacity" );
  QTest::newRow( "mask inside" ) << false << false;
  QTest::newRow( "mask beside" ) << true << false;
  QTest::newRow( "opacity" ) << false << true;
}

//! The left half of the contact lies under the mask.
void TestTraceFronts::hidesWhatAMaskHides()
{
  QFETCH( bool, beside );
  QFETCH( bool, opacity );
  TraceOptions options;
  options.minimumLengthMetres = 0;
  writeRaster( path, 60, 20, halves, GDT_Byte );
  const double whole = totalLength( trace( options ).lines );
  std::vector<std::uint8_t> mask( 60 * 20, 255 );
  for ( int i = 0; i < 60 * 20; ++i )
    mask[i] = i % 60 < 30 ? 0 : 255;
  VSIUnlink( path );
  {
    GDALDatasetUniquePtr file( GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create(
        path, 60, 20, opacity ? 2 : 1, GDT_Byte, nullptr ) );
    double transform[] = { 500000.0, 40.0, 0.0, 8000000.0, 0.0, -40.0 };
    file->SetGeoTransform( transform );
    std::vector<std::uint8_t> zones;
    for ( int i = 0; i < 60 * 20; ++i )
      zones.push_back( static_cast<std::uint8_t>( halves( i % 60, i / 60 ) ) );
    const auto write = []( GDALRasterBand &band, std::vector<std::uint8_t> &bytes )
    {
      CPL_IGNORE_RET_VAL(
          band.RasterIO( GF_Write, 0, 0, 60, 20, bytes.data(), 60, 20, GDT_Byte, 0, 0, nullptr ) );
    };
    write( *file->GetRasterBand( 1 ), zones );
    CPLSetThreadLocalConfigOption( "GDAL_TIFF_INTERNAL_MASK", beside ? "NO" : "YES" );
    if ( opacity )
      file->GetRasterBand( 2 )->SetColorInterpretation( GCI_AlphaBand );
    else
      file->CreateMaskBand( GMF_PER_DATASET );
    write( opacity ? *file->GetRasterBand( 2 ) : *file->GetRasterBand( 1 )->GetMaskBand(), mask );
  }
  CPLSetThreadLocalConfigOption( "GDAL_TIFF_INTERNAL_MASK", nullptr );
  options.pixelSizeMetres = 40;
  const TracedFronts traced = trace( options );
  VSIUnlink( ( std::string( path ) + ".msk" ).c_str() );
  QCOMPARE( traced.lines.size(), std::size_t( 1 ) );
  QVERIFY2( std::abs( totalLength( traced.lines ) - whole / 2 ) < 60,
            qPrintable( QString::number( totalLength( traced.lines ) ) ) );
}

void TestTraceFronts::controlPointsThatFitNoGridAreRefused()
{
  VSIUnlink( path );
  {
    GDALDatasetUniquePtr file(
        GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create( path, 60, 20, 1, GDT_Byte, nullptr ) );
    std::vector<GDAL_GCP> points( 4 );
    GDALInitGCPs( 4, points.data() );
    for ( int i = 0; i < 4; ++i )
    {
      points[i].dfGCPPixel = 60 * ( i % 2 );
      points[i].dfGCPLine = 20 * ( i / 2 );
      points[i].dfGCPX = 10 + 0.1 * ( i % 2 ) + ( i == 3 ? 0.02 : 0 );
      points[i].dfGCPY = 80 - 0.1 * ( i / 2 );
    }
    OGRSpatialReference degrees;
    degrees.importFromEPSG( 4326 );
    file->SetGCPs( 4, points.data(), &degrees );
    GDALDeinitGCPs( 4, points.data() );
  }
  EXPECT_ERROR( trace(), "control points" );
  EXPECT_ERROR( trace(), path );
  VSIUnlink( path );
}

void TestTraceFronts::putsTheLineOnTheMap()
{
  writeRaster( path, 60, 20, halves );
  const FrontLine line = trace().lines.at( 0 );
  QCOMPARE( line.parts.size(), std::size_t( 1 ) );
  const FrontPart &part = line.parts[0];
  QCOMPARE( line.vertices(), std::size_t( 2 ) );
  QVERIFY( std::hypot( part.points[0][0] - ( 500000 + 59.5 * 40 ), part.points[0][1] - ( 8e6 - 10.5 * 40 ) ) <
           1e-6 );
  QVERIFY( std::hypot( part.points[1][0] - ( 500000 + 0.5 * 40 ), part.points[1][1] - ( 8e6 - 10.5 * 40 ) ) <
           1e-6 );
  QVERIFY( std::abs( line.lengthMetres - 59 * 40 ) < 1e-6 );
  QCOMPARE( line.pixels, 60 );
  QVERIFY( !part.closed );
  QVERIFY( std::isnan( line.meanConfidence ) );
  QVERIFY( part.vertexConfidence.empty() );
}

//! 60 pixels of 40 m are 2400 m.
void TestTraceFronts::lengthRuleIsInMetres()
{
  writeRaster( path, 60, 20, halves );
  TraceOptions options;
  options.minimumLengthMetres = 2400;
  QCOMPARE( trace( options ).lines.size(), std::size_t( 1 ) );
  options.minimumLengthMetres = 2401;
  QCOMPARE( trace( options ).lines.size(), std::size_t( 0 ) );
  options.pixelSizeMetres = 41;
  QCOMPARE( trace( options ).lines.size(), std::size_t( 1 ) );
}

void TestTraceFronts::rotatedGridKeepsLengths()
{
  writeRaster( path, 60, 20, halves );
  const double c = 40 * std::cos( 0.3 );
  const double s = 40 * std::sin( 0.3 );
  setTransform( { 5e5, c, s, 8e6, s, -c }, 32633 );
  QVERIFY( std::abs( trace().lines.at( 0 ).lengthMetres - 59 * 40 ) < 1e-6 );
}

//! A front of 59/60 degrees along 60 N: 1 degree there is 55.800 km on WGS 84.
void TestTraceFronts::geographicLengthIsOnTheEllipsoid()
{
  writeRaster( path, 60, 20, halves );
  setTransform( { 10, 1.0 / 60, 0, 60 + 10.5 / 60, 0, -1.0 / 60 }, 4326 );
  QVERIFY( std::abs( trace().lines.at( 0 ).lengthMetres - 59.0 / 60 * 55800.0 ) < 1 );
}

//! Web Mercator stretches lengths by the secant of the latitude of the sphere, the polar map by (1 + sin 70)
//! / (1 + sin 60).
void TestTraceFronts::stretchedMapIsWarnedOf_data()
{
  QTest::addColumn<int>( "epsg" );
  QTest::addColumn<double>( "x" );
  QTest::addColumn<double>( "y" );
  QTest::addColumn<double>( "stretch" );
  QTest::addColumn<bool>( "warns" );
  QTest::newRow( "Web Mercator at 70 N" ) << 3857 << -4e6 << 11068715.66 << 2.92 << true;
  QTest::newRow( "polar map at 60 N" ) << 3413 << 0.0 << -3333134.03 << 1.04 << false;
  QTest::newRow( "UTM" ) << 32624 << 500000.0 << 7766000.0 << 0.9996 << false;
  QTest::newRow( "degrees" ) << 4326 << -40.0 << 70.0 << 1.0 << false;
}

void TestTraceFronts::stretchedMapIsWarnedOf()
{
  QFETCH( int, epsg );
  QFETCH( double, x );
  QFETCH( double, y );
  QFETCH( double, stretch );
  QFETCH( bool, warns );
  writeRaster( path, 60, 20, halves, GDT_Byte );
  setTransform( { x, 1e-3, 0, y, 0, -1e-3 }, epsg );
  const RasterReader raster( path );
  QVERIFY2( std::abs( mapStretch( raster.grid() ) - stretch ) < 0.01,
            qPrintable( QString::number( mapStretch( raster.grid() ) ) ) );
  const QString warning = QString::fromStdString( stretchWarning( raster.grid(), raster.path() ) );
  QCOMPARE(
      warning.startsWith( "Lengths on the map of /vsimem/zones.tif are 2.92 times those on the ground" ),
      warns );
  QCOMPARE( warning.isEmpty(), !warns );
}

void TestTraceFronts::areaCutsAfterTheLengthRule()
{
  writeRaster( path, 60, 20, halves );
  const RasterReader zones( path );
  const AreaMask area( zones.grid(),
                       drawn( { "POLYGON ((500100 7999000, 500300 7999000, 500300 8000000, 500100 8000000, "
                                "500100 7999000))" } ) );
  const TracedFronts fronts = trace( {}, &area );
  QCOMPARE( fronts.lines.at( 0 ).pixels, 5 );
  QCOMPARE( int( fronts.pixels.at( 3, 10 ) ), 1 );
  QCOMPARE( int( fronts.pixels.at( 8, 10 ) ), 0 );
}

void TestTraceFronts::areaElsewhereIsAnError()
{
  writeRaster( path, 60, 20, halves );
  const RasterGrid grid = RasterReader( path ).grid();
  QVERIFY( errorOf( [&] { AreaMask( grid, drawn( { "POLYGON ((0 0, 1 0, 1 1, 0 0))" } ) ); } )
               .contains( "covers no pixel" ) );
}

void TestTraceFronts::pointsAreNoArea()
{
  writeRaster( path, 60, 20, halves );
  const RasterGrid grid = RasterReader( path ).grid();
  QVERIFY( errorOf( [&] { AreaMask( grid, drawn( { "POINT (500100 7999000)" } ) ); } )
               .contains( "not a polygon" ) );
  QVERIFY( errorOf(
               [&] {
                 AreaMask( grid, DrawnPolygons{ "The area", { { 1, 2, 3 } }, {} } );
               } )
               .contains( "damaged" ) );
}

//! Confidence 0.01 * column in the row of the front, 1 elsewhere.
void TestTraceFronts::reportsConfidenceOfThePixels()
{
  writeRaster( path, 60, 20, halves );
  writeRaster( "/vsimem/confidence.tif", 60, 20,
               []( int column, int row ) { return row == 10 ? 0.01 * column : 1.0; } );
  const RasterReader confidence( "/vsimem/confidence.tif" );
  const FrontLine line = traceFronts( RasterReader( path ), {}, nullptr, &confidence, {} ).lines.at( 0 );
  QVERIFY( std::abs( line.meanConfidence - 0.295 ) < 1e-6 );
  QVERIFY( std::abs( line.minConfidence ) < 1e-9 );
  QVERIFY( std::abs( line.lowConfidence - 0.059 ) < 1e-6 );
  const FrontPart &part = line.parts.at( 0 );
  QCOMPARE( part.vertexConfidence.size(), part.points.size() );
  QVERIFY( std::abs( part.vertexConfidence.front() - 0.59f ) < 1e-6f );
}

void TestTraceFronts::confidenceOfOtherUnitsIsAnError_data()
{
  QTest::addColumn<double>( "value" );
  QTest::addColumn<int>( "type" );
  QTest::newRow( "-9999" ) << -9999.0 << int( GDT_Float32 );
  QTest::newRow( "per cent" ) << 87.0 << int( GDT_Float32 );
  QTest::newRow( "255 in a wider type" ) << 255.0 << int( GDT_UInt16 );
}

void TestTraceFronts::confidenceOfOtherUnitsIsAnError()
{
  QFETCH( double, value );
  QFETCH( int, type );
  writeRaster( path, 60, 20, halves );
  writeRaster(
      "/vsimem/confidence.tif", 60, 20, [value]( int, int row ) { return row == 10 ? value : 1.0; },
      static_cast<GDALDataType>( type ) );
  const RasterReader confidence( "/vsimem/confidence.tif" );
  const QString error = errorOf( [&] { traceFronts( RasterReader( path ), {}, nullptr, &confidence, {} ); } );
  QVERIFY2( error.contains( "/vsimem/confidence.tif holds " + QString::number( value ) ),
            qPrintable( error ) );
}

void TestTraceFronts::unknownConfidenceDoesNotCount()
{
  writeRaster( path, 60, 20, halves );
  writeRaster( "/vsimem/confidence.tif", 60, 20,
               []( int column, int ) { return column < 30 ? double( NAN ) : 0.5; } );
  const RasterReader confidence( "/vsimem/confidence.tif" );
  const FrontLine line = traceFronts( RasterReader( path ), {}, nullptr, &confidence, {} ).lines.at( 0 );
  QCOMPARE( line.meanConfidence, 0.5 );
  QCOMPARE( line.minConfidence, 0.5 );
  QCOMPARE( line.pixels, 60 );
}

void TestTraceFronts::bytesThatMayBePerCentAreWarnedOf()
{
  for ( const int most : { 100, 200 } )
  {
    writeRaster( path, 60, 20, halves );
    writeRaster(
        "/vsimem/confidence.tif", 60, 20, [most]( int, int ) { return most; }, GDT_Byte );
    const RasterReader confidence( "/vsimem/confidence.tif" );
    QStringList warnings;
    Feedback feedback;
    feedback.warning = [&warnings]( const std::string &text ) { warnings << QString::fromStdString( text ); };
    traceFronts( RasterReader( path ), {}, nullptr, &confidence, feedback );
    QCOMPARE( warnings.filter( "per cent" ).size(), most == 100 ? 1 : 0 );
  }
}

void TestTraceFronts::confidenceOfAnotherSizeIsAnError()
{
  writeRaster( path, 60, 20, halves );
  writeRaster( "/vsimem/confidence.tif", 60, 19, []( int, int ) { return 1; } );
  const RasterReader confidence( "/vsimem/confidence.tif" );
  const QString error = errorOf( [&] { traceFronts( RasterReader( path ), {}, nullptr, &confidence, {} ); } );
  QVERIFY( error.contains( "/vsimem/confidence.tif" ) && error.contains( "60 x 19" ) );
}

void TestTraceFronts::nothingToTraceIsNoError()
{
  for ( int zone : { 0, 2, 3 } )
  {
    writeRaster( path, 60, 20, [zone]( int, int ) { return zone; } );
    QCOMPARE( trace().lines.size(), std::size_t( 0 ) );
  }
}

//! An inlet two pixels wide between two walls of ice, with a bay of rock at its head: the pixels along both
//! walls touch each other, the walls do not.
void TestTraceFronts::pixelsThatHangTogetherAreOneFront()
{
  writeRaster( path, 30, 20,
               []( int column, int row )
               {
                 const bool inlet = ( row == 9 || row == 10 ) && column < 20;
                 const bool bay = row >= 8 && row <= 11 && column >= 20 && column < 25;
                 return inlet || bay ? 3 : column < 20 ? 2 : 1;
               } );
  const TracedFronts fronts = trace();
  QCOMPARE( fronts.lines.size(), std::size_t( 1 ) );
  QCOMPARE( fronts.lines[0].parts.size(), std::size_t( 2 ) );
  QCOMPARE( fronts.lines[0].pixels, 42 ); // 20 along each wall, and the two corners of the bay
}

void TestTraceFronts::onePixelIsEnough()
{
  writeRaster( path, 1, 1, []( int, int ) { return 3; } );
  QCOMPARE( trace().lines.size(), std::size_t( 0 ) );
}

void TestTraceFronts::progressGrowsToOneAndCancelStops()
{
  writeRaster( path, 60, 20, halves );
  std::vector<double> reports;
  Feedback feedback;
  feedback.progress = [&reports]( double fraction )
  {
    reports.push_back( fraction );
    return true;
  };
  trace( {}, nullptr, feedback );
  QVERIFY( std::is_sorted( reports.begin(), reports.end() ) );
  QCOMPARE( reports.back(), 1.0 );
  feedback.progress = []( double fraction ) { return fraction < 0.5; };
  QVERIFY_EXCEPTION_THROWN( trace( {}, nullptr, feedback ), Cancelled );
}

void TestTraceFronts::writesFrontPixels()
{
  writeRaster( path, 60, 20, halves );
  const RasterReader zones( path );
  frontPixelRaster( "/vsimem/front.tif", zones.grid(), trace().pixels ).commit();
  const RasterReader front( "/vsimem/front.tif" );
  QCOMPARE( front.grid().transform, zones.grid().transform );
  const std::vector<std::uint8_t> values = front.readBytes( 1, { 0, 9, 60, 3 } );
  QVERIFY(
      std::all_of( values.begin() + 60, values.begin() + 120, []( std::uint8_t v ) { return v == 255; } ) );
  QCOMPARE( std::count( values.begin(), values.end(), 0 ), 120 );
}

QTEST_APPLESS_MAIN( TestTraceFronts )
#include "testtracefronts.moc"
