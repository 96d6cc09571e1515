#include <QRegularExpression>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstring>

#include <QTemporaryDir>

#include <ogr_geometry.h>

#include "model/raster/cogwriter.h"
#include "model/sar/preprocess.h"
#include "model/sar/product/radarframexml.h"
#include "model/sar/terrain/averaging.h"
#include "model/scene/scenename.h"
#include "support/expecterror.h"
#include "support/safeproduct.h"
#include "support/smallradarframe.h"
#include "support/wellknownbinary.h"

using namespace calving;

namespace
{

//! A raster's first band, and what is asked of it most often.
struct Result
{
  explicit Result( const QString &path )
    : reader( path.toStdString() )
    , values( reader.readBand( 1, { 0, 0, reader.width(), reader.height() } ) )
  {
    // As they are stored: 0 where bytes have no data.
    if ( reader.type() == PixelType::Byte )
      std::replace_if(
          values.begin(), values.end(), []( float value ) { return std::isnan( value ); }, 0.0f );
  }
  RasterReader reader;
  std::vector<float> values;
};

} // namespace

class TestPreprocess : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void init();
  void productBecomesAMap();
  void metadataFillTheFrontsAttributes();
  void historyNamesEveryStep();
  void historyNamesThePart();
  void historyNamesFiltersWithTheirNumbers_data();
  void historyNamesFiltersWithTheirNumbers();
  void bytesFollowTheWindow();
  void coarsePixelsAverageFineOnes();
  void areaIsCutOut_data();
  void areaIsCutOut();
  void outsideThePolygonsIsNoData();
  void incidenceAndMaskComeAlong();
  void isACloudOptimisedGeoTiff();
  void sameBitsWhateverTheThreads();
  void radarPictureComesBackFromItsFile();
  void partlyCoveredSceneIsWarnedAbout();
  void heightsThatAreNotKnownAreWarnedAbout();
  void logNamesWhereAndWhen();
  void failuresAreExplainedAndLeaveNothing_data();
  void failuresAreExplainedAndLeaveNothing();
  void cancelLeavesTheOldFile();

private:
  QString path( const char *name ) const { return mFolder->filePath( name ); }
  PreprocessResult run( const char *name = "map.tif", const Feedback &feedback = {} ) const
  {
    return preprocess( mProduct.folder, mOptions, { path( name ).toStdString(), {}, {} }, feedback );
  }
  void writeDem( double shift ) const;

  SafeProduct mProduct;
  PreprocessOptions mOptions;
  std::unique_ptr<QTemporaryDir> mFolder;
};

void TestPreprocess::initTestCase()
{
  mProduct.width = 600;
  mProduct.height = 400;
  mProduct.sigmaFactor = 1000;
  mProduct.number = []( int x, int y, const std::string &, const std::string & )
  { return 200 + ( x / 50 + y / 50 ) % 2 * 200; };
  mProduct.write();
}

void TestPreprocess::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  mOptions = {};
  mOptions.speckle.filter.method = SpeckleMethod::None;
  mOptions.calibration.removeNoise = false;
  mOptions.correction.terrain.height = 100;
  mOptions.correction.map.pixelSize = 10;
  mOptions.correction.unit = BackscatterUnit::Linear;
}

//! Each pixel of the map has the backscatter of the product's pixel that the exact equations name.
void TestPreprocess::productBecomesAMap()
{
  mOptions.correction.sampling = Sampling::Nearest;
  const PreprocessResult result = run();
  QCOMPARE( result.negatives, 0 );
  const Result map( path( "map.tif" ) );
  const RadarGeometry radar( mProduct.frame() );
  const auto source = openCalibrated( openProduct( mProduct.folder ), mOptions.calibration, {} ).values;
  const std::vector<float> picture = source->read( { 0, 0, 600, 400 } );
  const MapTransform toDegrees( map.reader.grid().crs, geographicCrs );
  int shown = 0;
  for ( int y = 3; y < map.reader.height(); y += 7 )
    for ( int x = 3; x < map.reader.width(); x += 7 )
    {
      const std::array<double, 2> at = map.reader.grid().toMap( x + 0.5, y + 0.5 );
      const RadarPosition seen =
          radar.position( placeOf( toDegrees, at[0], at[1], 100 ), radar.middleTime() );
      const double line = std::round( seen.line );
      const double pixel = std::round( seen.pixel );
      const float value = map.values[y * map.reader.width() + x];
      const bool clear = std::abs( seen.line - line ) < 0.48 && std::abs( seen.pixel - pixel ) < 0.48;
      if ( !clear )
        continue;
      const bool inside = line >= 0 && pixel >= 0 && line < 400 && pixel < 600;
      QCOMPARE( !std::isnan( value ), inside );
      if ( inside )
        QCOMPARE( value, picture[static_cast<int>( line ) * 600 + static_cast<int>( pixel )] );
      shown += inside ? 1 : 0;
    }
  QVERIFY( shown > 3000 );
}

void TestPreprocess::metadataFillTheFrontsAttributes()
{
  run();
  const Result map( path( "map.tif" ) );
  const SceneFacts facts = sceneFacts( map.reader.path(), map.reader.metadata() );
  QCOMPARE( facts.sensor, std::string( "S1A" ) );
  QCOMPARE( facts.mode, std::string( "IW" ) );
  QCOMPARE( facts.polarisation, std::string( "VV" ) );
  QCOMPARE( facts.pass, std::string( "descending" ) );
  QCOMPARE( facts.relativeOrbit, 153 );
  QCOMPARE( facts.date, std::string( "2021-12-23" ) );
  QVERIFY( facts.dateTime.rfind( "2021-12-23T05:11:40", 0 ) == 0 );
}

void TestPreprocess::historyNamesThePart()
{
  run( "whole.tif" );
  const RasterGrid grid = RasterReader( path( "whole.tif" ).toStdString() ).grid();
  const std::array<double, 2> corner = grid.toMap( 200, 150 );
  mOptions.correction.map.area =
      cornersOf( corner[0], corner[1] - 400, corner[0] + 600, corner[1], grid.crs );
  run( "part.tif" );
  const LonLat first = mOptions.correction.map.area.front();
  const std::string history =
      RasterReader( path( "part.tif" ).toStdString() ).metadata().at( "CALVINGFRONT_HISTORY" );
  const QRegularExpressionMatch part =
      QRegularExpression( "longitude (-?[0-9.]+) to (-?[0-9.]+), latitude (-?[0-9.]+) to (-?[0-9.]+)\\)" )
          .match( QString::fromStdString( history ) );
  QVERIFY2( part.hasMatch(), history.c_str() );
  for ( const int axis : { 0, 1 } )
  {
    QVERIFY( part.captured( 2 * axis + 1 ).toDouble() <= first[axis] + 1e-4 );
    QVERIFY( part.captured( 2 * axis + 2 ).toDouble() >= first[axis] - 1e-4 );
    QVERIFY( part.captured( 2 * axis + 2 ).toDouble() - part.captured( 2 * axis + 1 ).toDouble() < 0.05 );
  }
}

void TestPreprocess::historyNamesFiltersWithTheirNumbers_data()
{
  QTest::addColumn<int>( "method" );
  QTest::addColumn<QString>( "step" );
  QTest::newRow( "Frost" ) << static_cast<int>( SpeckleMethod::Frost )
                           << "despeckle(Frost, window 5, damping 2)";
  QTest::newRow( "Lee sigma" ) << static_cast<int>( SpeckleMethod::LeeSigma )
                               << "despeckle(Lee sigma, window 5, looks 3.5, sigma 0.9, brightest 2 % may be "
                                  "targets)";
}

void TestPreprocess::historyNamesFiltersWithTheirNumbers()
{
  QFETCH( int, method );
  QFETCH( QString, step );
  const SpeckleStep speckle{ { static_cast<SpeckleMethod>( method ), 5, 3.5 } };
  QCOMPARE( QString::fromStdString( describe( speckle ) ), step );
}

void TestPreprocess::historyNamesEveryStep()
{
  mOptions.speckle.filter = { SpeckleMethod::Lee, 5, 3.5 };
  mOptions.correction.map.pixelSize = 20;
  mOptions.correction.unit = BackscatterUnit::Byte;
  run();
  const std::string history = Result( path( "map.tif" ) ).reader.metadata().at( "CALVINGFRONT_HISTORY" );
  int at = 0;
  for ( const char *step :
        { "calibrate(sigma0, thermal noise kept", "despeckle(Lee, window 5, looks 3.5), Calving Front ",
          "average(", "terraincorrect(height 100 m above the ellipsoid, pixel size 20, bilinear)",
          "scale(8 bit, -20 to 5 dB)" } )
  {
    const int found = QString::fromStdString( history ).indexOf( step );
    QVERIFY2( found >= at, qPrintable( QString::fromStdString( history ) + " lacks " + step ) );
    at = found;
  }
}

void TestPreprocess::bytesFollowTheWindow()
{
  mOptions.correction.sampling = Sampling::Nearest;
  run( "linear.tif" );
  mOptions.correction.unit = BackscatterUnit::Byte;
  mOptions.correction.window = { -20, -5 };
  run( "byte.tif" );
  const Result linear( path( "linear.tif" ) );
  const Result bytes( path( "byte.tif" ) );
  QVERIFY( bytes.reader.type() == PixelType::Byte );
  QCOMPARE( *bytes.reader.noData(), 0.0 );
  QCOMPARE( bytes.reader.metadata().at( "CALVINGFRONT_UNIT" ), std::string( "byte" ) );
  QCOMPARE( bytes.reader.metadata().at( "CALVINGFRONT_DB_MIN" ), std::string( "-20" ) );
  QCOMPARE( bytes.reader.metadata().at( "CALVINGFRONT_DB_MAX" ), std::string( "-5" ) );
  for ( std::size_t i = 0; i < linear.values.size(); i += 11 )
  {
    const double decibels = 10 * std::log10( linear.values[i] );
    const double expected =
        std::isnan( linear.values[i] ) ? 0 : 1 + std::clamp( ( decibels + 20 ) / 15 * 254, 0.0, 254.0 );
    QVERIFY( std::abs( bytes.values[i] - expected ) < 0.51 );
  }
}

void TestPreprocess::coarsePixelsAverageFineOnes()
{
  const std::array<int, 2> looks = looksFor( mProduct.frame(), 40 );
  QVERIFY( looks[0] >= 2 && looks[1] >= 2 );
  QCOMPARE( looksFor( mProduct.frame(), 5 )[0], 1 );
  mOptions.correction.map.pixelSize = 40;
  run( "coarse.tif" );
  mOptions.correction.map.pixelSize = 10;
  run( "fine.tif" );
  const auto mean = []( const Result &map )
  {
    double sum = 0, n = 0;
    for ( const float value : map.values )
      if ( !std::isnan( value ) )
      {
        sum += value;
        n += 1;
      }
    return sum / n;
  };
  const double coarse = mean( Result( path( "coarse.tif" ) ) );
  const double fine = mean( Result( path( "fine.tif" ) ) );
  QVERIFY2( std::abs( 10 * std::log10( coarse / fine ) ) < 0.05,
            qPrintable( QString::number( coarse / fine ) ) );
}

void TestPreprocess::areaIsCutOut_data()
{
  QTest::addColumn<int>( "pixelSize" );
  QTest::newRow( "as fine as the product" ) << 10;
  QTest::newRow( "averaged" ) << 20;
  QTest::newRow( "averaged by a number that does not divide 120" ) << 70;
}

void TestPreprocess::areaIsCutOut()
{
  QFETCH( int, pixelSize );
  const int width = 600 / pixelSize;
  const int height = 400 / pixelSize;
  const int left = 2010 / pixelSize;
  const int top = 1510 / pixelSize;
  const int east = width * pixelSize;
  const int south = height * pixelSize;
  mOptions.correction.map.pixelSize = pixelSize;
  run( "whole.tif" );
  const Result whole( path( "whole.tif" ) );
  const std::array<double, 2> corner = whole.reader.grid().toMap( left, top );
  mOptions.correction.map.area =
      cornersOf( corner[0], corner[1] - south, corner[0] + east, corner[1], whole.reader.grid().crs );
  run( "part.tif" );
  const Result part( path( "part.tif" ) );
  QCOMPARE( part.reader.width(), width );
  QCOMPARE( part.reader.height(), height );
  for ( int y = 0; y < height; ++y )
    for ( int x = 0; x < width; ++x )
    {
      const float expected = whole.values[( top + y ) * whole.reader.width() + left + x];
      // Nodes of the interpolation lie elsewhere, and the picture has steps from pixel to pixel.
      QVERIFY( std::abs( part.values[y * width + x] - expected ) < 0.02 * expected );
    }
}

//! In all three outputs, to the pixel's centre; inside nothing changes.
void TestPreprocess::outsideThePolygonsIsNoData()
{
  mOptions.correction.map.pixelSize = 20;
  const TerrainCorrectionOutputs whole{ path( "a.tif" ).toStdString(), path( "b.tif" ).toStdString(),
                                        path( "c.tif" ).toStdString() };
  const TerrainCorrectionOutputs part{ path( "d.tif" ).toStdString(), path( "e.tif" ).toStdString(),
                                       path( "f.tif" ).toStdString() };
  preprocess( mProduct.folder, mOptions, whole, {} );
  const RasterGrid grid = RasterReader( whole.backscatter ).grid();
  const std::array<double, 2> centre = grid.toMap( 0.5 * grid.width, 0.5 * grid.height );
  OGRPoint middle( centre[0] + 3, centre[1] + 4 );
  const std::unique_ptr<OGRGeometry> circle( middle.Buffer( 700 ) );
  AreaShape &shape = mOptions.correction.inside;
  shape.polygons.crs = grid.crs;
  shape.polygons.shapes.push_back( wellKnownBinary( *circle ) );
  preprocess( mProduct.folder, mOptions, part, {} );
  const auto compare = []( const std::string &from, const std::string &to, const auto &within, bool zero )
  {
    const Result all( QString::fromStdString( from ) );
    const Result cut( QString::fromStdString( to ) );
    for ( std::size_t i = 0; i < all.values.size(); ++i )
    {
      const bool none = zero ? cut.values[i] == 0 : std::isnan( cut.values[i] );
      if ( !( within( all.reader.grid(), i ) ? std::memcmp( &cut.values[i], &all.values[i], 4 ) == 0
                                             : none ) )
        return false;
    }
    return true;
  };
  const auto within = [&]( const RasterGrid &on, std::size_t i )
  {
    const std::array<double, 2> place =
        on.toMap( static_cast<double>( i % on.width ) + 0.5, static_cast<double>( i / on.width ) + 0.5 );
    OGRPoint point( place[0], place[1] );
    return static_cast<bool>( circle->Contains( &point ) );
  };
  QVERIFY( compare( whole.backscatter, part.backscatter, within, false ) );
  QVERIFY( compare( whole.incidence, part.incidence, within, false ) );
  QVERIFY( compare( whole.mask, part.mask, within, true ) );
  QVERIFY(
      Result( path( "d.tif" ) ).reader.metadata().at( "CALVINGFRONT_HISTORY" ).find( "cut to an area" ) !=
      std::string::npos );
}

void TestPreprocess::incidenceAndMaskComeAlong()
{
  preprocess( mProduct.folder, mOptions,
              { path( "map.tif" ).toStdString(), path( "angle.tif" ).toStdString(),
                path( "mask.tif" ).toStdString() },
              {} );
  const Result map( path( "map.tif" ) );
  const Result angle( path( "angle.tif" ) );
  const Result mask( path( "mask.tif" ) );
  QCOMPARE( map.reader.metadata().at( "CALVINGFRONT_QUANTITY" ), std::string( "sigma0" ) );
  QCOMPARE( angle.reader.metadata().at( "CALVINGFRONT_QUANTITY" ), std::string( "local incidence angle" ) );
  QCOMPARE( mask.reader.metadata().at( "CALVINGFRONT_QUANTITY" ), std::string( "layover and shadow" ) );
  QCOMPARE( angle.values.size(), map.values.size() );
  QCOMPARE( mask.values.size(), map.values.size() );
  for ( std::size_t i = 0; i < map.values.size(); ++i )
  {
    QCOMPARE( std::isnan( angle.values[i] ), std::isnan( map.values[i] ) );
    QCOMPARE( mask.values[i], std::isnan( map.values[i] ) ? 0.0f : 1.0f );
    QVERIFY( std::isnan( angle.values[i] ) || ( angle.values[i] > 15 && angle.values[i] < 50 ) );
  }
}

void TestPreprocess::isACloudOptimisedGeoTiff()
{
  mOptions.correction.map.pixelSize = 4; // large enough for overviews
  run();
  const GDALDatasetUniquePtr file( GDALDataset::Open( path( "map.tif" ).toUtf8() ) );
  QCOMPARE( QString( file->GetMetadataItem( "LAYOUT", "IMAGE_STRUCTURE" ) ), QString( "COG" ) );
  QVERIFY( file->GetRasterBand( 1 )->GetOverviewCount() > 0 );
  QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ), QStringList{ "map.tif" } );
}

void TestPreprocess::sameBitsWhateverTheThreads()
{
  mOptions.speckle.filter = { SpeckleMethod::Lee, 7, 4.4 };
  mOptions.correction.map.pixelSize = 5;
  std::vector<float> expected;
  for ( const int threads : { 1, 2, 7 } )
  {
    mOptions.correction.threads = threads;
    run();
    const std::vector<float> values = Result( path( "map.tif" ) ).values;
    if ( expected.empty() )
      expected = values;
    QCOMPARE( std::memcmp( values.data(), expected.data(), 4 * values.size() ), 0 );
  }
}

void TestPreprocess::radarPictureComesBackFromItsFile()
{
  const SarPicture scene = openCalibrated( openProduct( mProduct.folder ), mOptions.calibration, {} );
  RasterFormat format;
  format.type = PixelType::Float32;
  format.metadata = { { "CALVINGFRONT_UNIT", "dB" } };
  format.xmlMetadata["xml:CALVINGFRONT_RADAR"] = toXml( *scene.frame );
  RasterGrid grid;
  grid.width = 600;
  grid.height = 400;
  RasterWriter writer( path( "radar.tif" ).toStdString(), grid, format );
  writer.write( { 0, 0, 600, 400 }, inDecibels( scene.values )->read( { 0, 0, 600, 400 } ) );
  writer.commit();

  const SarPicture picture = openRadarPicture( path( "radar.tif" ).toStdString() );
  QCOMPARE( QString::fromStdString( toXml( *picture.frame ) ),
            QString::fromStdString( toXml( *scene.frame ) ) );
  const float expected = scene.values->read( { 77, 99, 1, 1 } )[0];
  QVERIFY( std::abs( picture.values->read( { 77, 99, 1, 1 } )[0] - expected ) < 1e-5 * expected );

  format.xmlMetadata.clear();
  RasterWriter plain( path( "plain.tif" ).toStdString(), grid, format );
  plain.commit();
  EXPECT_ERROR( openRadarPicture( path( "plain.tif" ).toStdString() ), "radar geometry", "calibratesar" );
}

//! A terrain model of 0.1 x 0.1 degrees around the scene, moved to the east by \a shift degrees.
void TestPreprocess::writeDem( double shift ) const
{
  const RadarGeometry radar( mProduct.frame() );
  const Geodetic centre = toGeodetic( radar.point( { 200, 300 }, 0 ) );
  GDALDatasetUniquePtr file( GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create(
      path( "dem.tif" ).toUtf8(), 100, 100, 1, GDT_Float32, nullptr ) );
  double transform[] = { centre.longitude / degree - 0.05 + shift, 0.001, 0,
                         centre.latitude / degree + 0.05,          0,     -0.001 };
  file->SetGeoTransform( transform );
  OGRSpatialReference reference;
  reference.importFromEPSG( 4326 );
  file->SetSpatialRef( &reference );
  file->GetRasterBand( 1 )->Fill( 120 );
}

void TestPreprocess::partlyCoveredSceneIsWarnedAbout()
{
  writeDem( 0.05 );
  mOptions.correction.terrain.dem = path( "dem.tif" ).toStdString();
  Feedback feedback;
  QStringList warnings;
  feedback.warning = [&warnings]( const std::string &text ) { warnings << QString::fromStdString( text ); };
  const PreprocessResult result = run( "map.tif", feedback );
  QVERIFY( result.correction.terrainCovered > 0.3 && result.correction.terrainCovered < 0.7 );
  QCOMPARE( warnings.size(), 1 );
  QVERIFY( warnings[0].contains( "% of the scene; the rest counts as sea level." ) );
}

//! 100 m of height move ground by as much as the cotangent of the incidence angle says.
void TestPreprocess::heightsThatAreNotKnownAreWarnedAbout()
{
  Feedback feedback;
  QStringList warnings;
  feedback.warning = [&warnings]( const std::string &text ) { warnings << QString::fromStdString( text ); };
  run( "map.tif", feedback );
  QCOMPARE( warnings.size(), 1 );
  const RadarGeometry radar( mProduct.frame() );
  const RadarPosition middle{ 200, 300 };
  const auto seen = [&]( double height )
  { return radar.position( radar.point( middle, height ), radar.middleTime() ); };
  QVERIFY( std::abs( seen( 100 ).pixel - 300 ) < 1e-3 );
  // Where the picture shows, in metres along the ground, what lies 100 m above a point that it shows at pixel
  // 300.
  const Geodetic place = toGeodetic( radar.point( middle, 100 ) );
  const RadarPosition above =
      radar.position( toCartesian( { place.longitude, place.latitude, 200 } ), radar.middleTime() );
  const double metres =
      length( radar.point( { above.line, above.pixel }, 100 ) - radar.point( middle, 100 ) );
  const QString number = QString::number( 10 * std::round( metres / 10 ) );
  QVERIFY2( warnings[0].contains( "100 m higher or lower comes out some " + number + " m aside" ),
            qPrintable( warnings[0] + " instead of " + number ) );
  QVERIFY( warnings[0].contains( "DEM" ) );

  writeDem( 0 );
  mOptions.correction.terrain.dem = path( "dem.tif" ).toStdString();
  warnings.clear();
  run( "map.tif", feedback );
  QVERIFY2( warnings.isEmpty(), qPrintable( warnings.join( '\n' ) ) );
}

void TestPreprocess::logNamesWhereAndWhen()
{
  Feedback feedback;
  QString log;
  feedback.info = [&log]( const std::string &text ) { log += QString::fromStdString( text ); };
  run( "map.tif", feedback );
  QVERIFY2( log.contains( "EPSG:32633" ) && log.contains( "2021-12-23T05:11:40 UTC" ), qPrintable( log ) );
}

void TestPreprocess::failuresAreExplainedAndLeaveNothing_data()
{
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "DEM elsewhere" )
      << "does not cover the scene. Choose one of the same place, or leave it empty to use "
         "a constant height.";
  QTest::newRow( "no geoid grid" ) << "nowhere.gtx";
  QTest::newRow( "area outside" ) << "The area lies outside the scene.";
  QTest::newRow( "geographic" ) << "The coordinate reference system of the result is geographic";
  QTest::newRow( "far CRS" ) << "lies outside the part of the Earth";
  QTest::newRow( "empty window" ) << "The decibel window from 5 to 5 is empty.";
  QTest::newRow( "no polarisation" ) << "HH";
  QTest::newRow( "no folder" ) << "Cannot create raster";
}

void TestPreprocess::failuresAreExplainedAndLeaveNothing()
{
  QFETCH( QString, sentence );
  const QString row = QTest::currentDataTag();
  TerrainCorrectionOptions &correction = mOptions.correction;
  writeDem( row == "DEM elsewhere" ? 3 : 0 );
  if ( row == "DEM elsewhere" || row == "no geoid grid" )
    correction.terrain.dem = path( "dem.tif" ).toStdString();
  if ( row == "no geoid grid" )
    correction.terrain.geoidFile = path( "nowhere.gtx" ).toStdString();
  if ( row == "area outside" )
    correction.map.area = cornersOf( -40, 60, -39, 61, "EPSG:4326" );
  if ( row == "geographic" )
    correction.map.crs = "EPSG:4326";
  if ( row == "far CRS" )
    correction.map.crs = "EPSG:3031";
  if ( row == "empty window" )
  {
    correction.unit = BackscatterUnit::Byte;
    correction.window = { 5, 5 };
  }
  if ( row == "no polarisation" )
    mOptions.calibration.polarisation = "HH";
  EXPECT_ERROR( run( row == "no folder" ? "absent/map.tif" : "map.tif" ), sentence.toUtf8() );
  QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ), QStringList{ "dem.tif" } );
}

void TestPreprocess::cancelLeavesTheOldFile()
{
  QFile old( path( "map.tif" ) );
  QVERIFY( old.open( QIODevice::WriteOnly ) );
  old.write( "old" );
  old.close();
  for ( const double last : { 0.0, 0.5, 0.85 } )
  {
    Feedback feedback;
    feedback.progress = [last]( double fraction ) { return fraction < last; };
    QVERIFY_EXCEPTION_THROWN( run( "map.tif", feedback ), Cancelled );
    QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ), QStringList{ "map.tif" } );
    QCOMPARE( QFileInfo( path( "map.tif" ) ).size(), 3 );
  }
}

QTEST_APPLESS_MAIN( TestPreprocess )
#include "testpreprocess.moc"
