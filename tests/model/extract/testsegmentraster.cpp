#include <QtTest>

#include <cmath>
#include <csignal>
#include <sys/resource.h>

#include <cpl_vsi.h>

#include "model/error.h"
#include "model/extract/segmentraster.h"
#include "model/extract/tilepipeline.h"
#include "support/fulldisk.h"
#include "support/leftovers.h"
#include "support/segmenters.h"
#include "support/testraster.h"

using namespace calving;

namespace
{

//! Its output depends on the place of each pixel in what it sees, so that only one single pass repeats it.
class PlaceSegmenter : public FunctionSegmenter
{
public:
  PlaceSegmenter()
    : FunctionSegmenter( fourGreys )
  {
  }

  std::vector<float> probabilities( const std::vector<float> &grey, int count, int height,
                                    int width ) override
  {
    ++calls;
    images += count;
    std::vector<float> result( 4 * grey.size() );
    const std::size_t pixels = static_cast<std::size_t>( height ) * width;
    for ( std::size_t i = 0; i < pixels; ++i )
    {
      const float share = ( 1.0f + grey[i] * std::sin( 0.01f * i ) ) / 5.0f;
      const float values[] = { share, 0.6f * ( 1 - share ), 0.3f * ( 1 - share ), 0.1f * ( 1 - share ) };
      for ( int c = 0; c < 4; ++c )
        result[c * pixels + i] = values[c];
    }
    return result;
  }
};

struct Segmented
{
  SegmentReport report;
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> zones;
  std::vector<float> confidence;
  std::vector<std::vector<float>> probabilities;
  QStringList log;
};

Segmented segment( const std::string &path, Segmenter &segmenter, SegmentOptions options = {},
                   Feedback feedback = {} )
{
  Segmented result;
  RasterReader scene( path );
  options.scene = sceneGrid( scene, {} );
  result.width = scene.width();
  result.height = scene.height();
  const Window all{ 0, 0, result.width, result.height };
  const RasterFormat byte;
  RasterFormat floats;
  floats.type = PixelType::Float32;
  RasterFormat four = floats;
  four.bands = 4;
  RasterWriter zones( "/vsimem/zones.tif", options.scene.grid, byte );
  RasterWriter confidence( "/vsimem/confidence.tif", options.scene.grid, floats );
  RasterWriter probabilities( "/vsimem/probabilities.tif", options.scene.grid, four );
  feedback.info = [&]( const std::string &sentence ) { result.log << QString::fromStdString( sentence ); };
  feedback.warning = feedback.info;
  result.report = segmentRaster( std::move( scene ), segmenter, options,
                                 { &zones, &confidence, &probabilities }, feedback );
  result.zones = RasterReader( zones.close() ).readBytes( 1, all );
  result.confidence = RasterReader( confidence.close() ).readBand( 1, all );
  for ( int c = 1; c <= 4; ++c )
    result.probabilities.push_back( RasterReader( probabilities.close() ).readBand( c, all ) );
  return result;
}

QString sentenceOf( const std::function<void()> &work )
{
  try
  {
    work();
  }
  catch ( const Error &e )
  {
    return e.what();
  }
  return QString();
}

//! Writes a byte scene whose "no data" value is 7.
void writeScene( const std::string &path, int width, int height, const std::function<int( int, int )> &value )
{
  writeRaster( path, width, height, value, GDT_Byte );
  GDALDatasetUniquePtr file( GDALDataset::Open( path.c_str(), GDAL_OF_RASTER | GDAL_OF_UPDATE ) );
  file->GetRasterBand( 1 )->SetNoDataValue( 7 );
}

int stripes( int x, int y )
{
  return ( x / 3 + y / 5 ) % 4 * 64 + 20;
}

} // namespace

class TestSegmentRaster : public QObject
{
  Q_OBJECT

private slots:
  void putsEachPixelWhereItBelongs_data();
  void putsEachPixelWhereItBelongs();
  void isOneForwardPassWhereOneTileCoversTheScene_data();
  void isOneForwardPassWhereOneTileCoversTheScene();
  void pixelsWithoutDataAreNotAvailable();
  void tilesWithoutDataAreNotShownToTheNetwork();
  void resamplesToTheModelAndBack_data();
  void resamplesToTheModelAndBack();
  void meansIncludeEveryPixelOfLargeSteps();
  void unevenPixelsBecomeSquare();
  void similarPixelsAreLeftAlone();
  void progressGrowsFromZeroToOne();
  void cancellingStopsWithinABatch();
  void memoryStaysConstant();
  void wrongBandIsNamed();
  void sceneWithoutDataIsNamed();
  void countsManyTiles();
  void tilesAreNoLargerThanTheScene();
  void readErrorsAreReported();
  void writeErrorsAreReported();
  void sceneWithoutGeoreferenceAsksForIt();
  void warnsOfValuesScaledInAnotherWay_data();
  void warnsOfValuesScaledInAnotherWay();
  void followsTheCardWhereNothingIsAsked();
};

void TestSegmentRaster::putsEachPixelWhereItBelongs_data()
{
  QTest::addColumn<int>( "width" );
  QTest::addColumn<int>( "height" );
  QTest::addColumn<int>( "tile" );
  QTest::addColumn<int>( "margin" );
  QTest::addColumn<int>( "stride" );
  QTest::newRow( "one pixel" ) << 1 << 1 << 256 << 128 << 224;
  QTest::newRow( "one row" ) << 300 << 1 << 64 << 16 << 48;
  QTest::newRow( "one column" ) << 1 << 300 << 64 << 16 << 48;
  QTest::newRow( "smaller than a tile" ) << 40 << 31 << 256 << 128 << 224;
  QTest::newRow( "odd sides" ) << 301 << 277 << 64 << 32 << 48;
  QTest::newRow( "side by side" ) << 301 << 277 << 64 << 32 << 64;
  QTest::newRow( "no margin" ) << 130 << 700 << 96 << 0 << 80;
  QTest::newRow( "odd tiles" ) << 130 << 140 << 37 << 5 << 13;
}

void TestSegmentRaster::putsEachPixelWhereItBelongs()
{
  QFETCH( int, width );
  QFETCH( int, height );
  QFETCH( int, tile );
  QFETCH( int, margin );
  QFETCH( int, stride );
  writeScene( "/vsimem/scene.tif", width, height, stripes );
  FunctionSegmenter segmenter( fourGreys );
  SegmentOptions options;
  options.tiling = { tile, margin, stride };
  const Segmented result = segment( "/vsimem/scene.tif", segmenter, options );
  for ( int y = 0; y < height; ++y )
    for ( int x = 0; x < width; ++x )
    {
      const std::size_t i = std::size_t( y ) * width + x;
      QCOMPARE( int( result.zones[i] ), ( x / 3 + y / 5 ) % 4 );
      QVERIFY( std::abs( result.confidence[i] - 0.7f ) < 1e-6f );
      QVERIFY( std::abs( result.probabilities[result.zones[i]][i] - 0.7f ) < 1e-6f );
    }
}

void TestSegmentRaster::isOneForwardPassWhereOneTileCoversTheScene_data()
{
  QTest::addColumn<int>( "width" );
  QTest::addColumn<int>( "height" );
  QTest::newRow( "square" ) << 128 << 128;
  QTest::newRow( "oblong" ) << 160 << 96;
}

void TestSegmentRaster::isOneForwardPassWhereOneTileCoversTheScene()
{
  QFETCH( int, width );
  QFETCH( int, height );
  writeScene( "/vsimem/scene.tif", width, height, stripes );
  PlaceSegmenter segmenter;
  SegmentOptions options;
  options.tiling = { std::max( width, height ), 0, std::max( width, height ) };
  const Segmented result = segment( "/vsimem/scene.tif", segmenter, options );
  QCOMPARE( segmenter.images, 1 );

  std::vector<float> grey;
  for ( int y = 0; y < height; ++y )
    for ( int x = 0; x < width; ++x )
      grey.push_back( stripes( x, y ) / 255.0f );
  const std::vector<float> once = segmenter.probabilities( grey, 1, height, width );
  for ( int c = 0; c < 4; ++c )
    for ( std::size_t i = 0; i < grey.size(); ++i )
      QCOMPARE( result.probabilities[c][i], once[c * grey.size() + i] );
}

void TestSegmentRaster::pixelsWithoutDataAreNotAvailable()
{
  writeScene( "/vsimem/scene.tif", 50, 50, []( int x, int ) { return x < 20 ? 7 : 250; } );
  FunctionSegmenter segmenter( []( float grey ) { return grey > 0.9f ? 3 : grey == 0.0f ? 2 : 1; } );
  SegmentOptions options;
  options.tiling = { 16, 8, 12 };
  const Segmented result = segment( "/vsimem/scene.tif", segmenter, options );
  for ( int i = 0; i < 2500; ++i )
  {
    QCOMPARE( int( result.zones[i] ), i % 50 < 20 ? 0 : 3 );
    QCOMPARE( std::isnan( result.confidence[i] ), i % 50 < 20 );
    QCOMPARE( std::isnan( result.probabilities[2][i] ), i % 50 < 20 );
  }
}

void TestSegmentRaster::tilesWithoutDataAreNotShownToTheNetwork()
{
  writeScene( "/vsimem/scene.tif", 160, 1000, []( int x, int y ) { return x < 64 || y < 850 ? 7 : 250; } );
  FunctionSegmenter segmenter( fourGreys );
  SegmentOptions options;
  options.tiling = { 32, 16, 24 };
  const Segmented result = segment( "/vsimem/scene.tif", segmenter, options );
  QVERIFY( result.report.emptyTiles > result.report.tiles / 2 );
  QCOMPARE( std::int64_t( segmenter.images ), result.report.tiles - result.report.emptyTiles );
  for ( int y = 0; y < 1000; ++y )
    for ( int x = 0; x < 160; ++x )
      QCOMPARE( int( result.zones[y * 160 + x] ), x < 64 || y < 850 ? 0 : 3 );
}

void TestSegmentRaster::resamplesToTheModelAndBack_data()
{
  QTest::addColumn<double>( "modelPixel" );
  QTest::addColumn<int>( "networkSide" );
  QTest::newRow( "coarser" ) << 120.0 << 40;
  QTest::newRow( "much coarser" ) << 400.0 << 12;
  QTest::newRow( "finer" ) << 15.0 << 320;
}

//! The scene's pixels are 40 m; its border between two greys lies at column 60.
void TestSegmentRaster::resamplesToTheModelAndBack()
{
  QFETCH( double, modelPixel );
  QFETCH( int, networkSide );
  writeScene( "/vsimem/scene.tif", 120, 120, []( int x, int ) { return x < 60 ? 150 : 250; } );
  FunctionSegmenter segmenter( fourGreys, modelPixel );
  SegmentOptions options;
  options.tiling = { 64, 16, 48 };
  const Segmented result = segment( "/vsimem/scene.tif", segmenter, options );
  QVERIFY( result.report.size.resampled );
  QCOMPARE( result.report.size.width, networkSide );
  QVERIFY( result.log.join( ' ' ).contains( "as the model wants them" ) );
  for ( int y = 0; y < 120; ++y )
    for ( int x = 0; x < 120; ++x )
      QCOMPARE( int( result.zones[y * 120 + x] ), x < 60 ? 2 : 3 );

  options.resample = false;
  QCOMPARE( segment( "/vsimem/scene.tif", segmenter, options ).report.size.width, 120 );
}

//! One bright pixel in each new one of 5 x 5: a sampler that picks pixels would miss it or take it for all.
void TestSegmentRaster::meansIncludeEveryPixelOfLargeSteps()
{
  writeScene( "/vsimem/scene.tif", 100, 100,
              []( int x, int y ) { return x % 5 == 1 && y % 5 == 3 ? 255 : 0; } );
  std::vector<float> seen;
  FunctionSegmenter segmenter(
      [&]( float grey )
      {
        seen.push_back( grey );
        return 3;
      },
      200 );
  segment( "/vsimem/scene.tif", segmenter );
  for ( const float grey : seen )
    QVERIFY( std::abs( grey - 0.04f ) < 1e-6f );
}

//! Without a pixel size in the model: 40 m x 10 m become 20 m x 20 m.
void TestSegmentRaster::unevenPixelsBecomeSquare()
{
  writeScene( "/vsimem/scene.tif", 100, 400, stripes );
  {
    GDALDatasetUniquePtr file( GDALDataset::Open( "/vsimem/scene.tif", GDAL_OF_RASTER | GDAL_OF_UPDATE ) );
    double transform[] = { 500000, 40, 0, 8000000, 0, -10 };
    file->SetGeoTransform( transform );
  }
  FunctionSegmenter segmenter( fourGreys );
  const Segmented result = segment( "/vsimem/scene.tif", segmenter );
  QCOMPARE( result.report.size.width, 200 );
  QCOMPARE( result.report.size.height, 200 );
  QCOMPARE( result.zones.size(), std::size_t( 40000 ) );
}

void TestSegmentRaster::similarPixelsAreLeftAlone()
{
  SceneGrid scene;
  scene.grid.width = scene.grid.height = 100;
  for ( const double side : { 16.0, 20.0, 25.0 } )
  {
    scene.pixelSizeMetres = { side, side };
    QVERIFY( !workingSize( scene, 20 ).resampled );
  }
  for ( const double side : { 15.9, 25.1 } )
  {
    scene.pixelSizeMetres = { side, side };
    QVERIFY( workingSize( scene, 20 ).resampled );
    QVERIFY( !workingSize( scene, 0 ).resampled );
  }
}

void TestSegmentRaster::progressGrowsFromZeroToOne()
{
  writeScene( "/vsimem/scene.tif", 300, 300, stripes );
  FunctionSegmenter segmenter( fourGreys );
  SegmentOptions options;
  options.tiling = { 32, 0, 32 };
  std::vector<double> fractions;
  Feedback feedback;
  feedback.progress = [&]( double fraction )
  {
    fractions.push_back( fraction );
    return true;
  };
  segment( "/vsimem/scene.tif", segmenter, options, feedback );
  QVERIFY( std::is_sorted( fractions.begin(), fractions.end() ) );
  QVERIFY( fractions.size() > 20 );
  QVERIFY( fractions.front() >= 0.0 );
  QCOMPARE( fractions.back(), 1.0 );
}

void TestSegmentRaster::cancellingStopsWithinABatch()
{
  writeScene( "/vsimem/scene.tif", 600, 600, stripes );
  FunctionSegmenter segmenter( fourGreys );
  SegmentOptions options;
  options.tiling = { 32, 0, 32 };
  Feedback feedback;
  int callsWhenCancelled = 0;
  feedback.progress = [&]( double fraction )
  {
    callsWhenCancelled = segmenter.calls;
    return fraction < 0.3;
  };
  QVERIFY_EXCEPTION_THROWN( segment( "/vsimem/scene.tif", segmenter, options, feedback ), Cancelled );
  QCOMPARE( segmenter.calls, callsWhenCancelled );
  QVERIFY( segmenter.images < 200 );
  QCOMPARE( leftOversOf( "/vsimem/zones.tif" ), QStringList() );
}

//! Twice as many rows take the same memory: some rows of tiles, not the scene.
void TestSegmentRaster::memoryStaysConstant()
{
  const auto peak = []
  {
    rusage usage;
    getrusage( RUSAGE_SELF, &usage );
    return usage.ru_maxrss / 1024.0;
  };
  QTemporaryDir folder;
  const auto run = [&]( int height )
  {
    const std::string scene = folder.filePath( QString::number( height ) + ".tif" ).toStdString();
    {
      const RasterGrid grid{ 3000, height, { 500000, 40, 0, 8000000, 0, -40 }, true, "" };
      RasterWriter writer( scene, grid );
      std::vector<std::uint8_t> row( 3000 );
      for ( int y = 0; y < height; ++y )
      {
        for ( int x = 0; x < 3000; ++x )
          row[x] = static_cast<std::uint8_t>( stripes( x, y ) );
        writer.write( { 0, y, 3000, 1 }, row );
      }
      writer.commit();
    }
    FunctionSegmenter segmenter( fourGreys );
    RasterReader reader( scene );
    SegmentOptions options;
    options.scene = sceneGrid( reader, { "", 40 } );
    options.tiling = { 256, 0, 256 };
    RasterFormat floats;
    floats.type = PixelType::Float32;
    RasterWriter zones( scene + ".zones.tif", options.scene.grid );
    RasterWriter confidence( scene + ".confidence.tif", options.scene.grid, floats );
    segmentRaster( std::move( reader ), segmenter, options, { &zones, &confidence, nullptr }, {} );
  };
  run( 1500 );
  const double once = peak();
  run( 6000 ); // all of it would be 3000 x 6000 x 4 classes x 4 bytes = 275 MB
  QVERIFY2( peak() - once < 40, qPrintable( QString( "%1 MB more" ).arg( peak() - once ) ) );
}

void TestSegmentRaster::wrongBandIsNamed()
{
  writeScene( "/vsimem/scene.tif", 10, 10, stripes );
  FunctionSegmenter segmenter( fourGreys );
  SegmentOptions options;
  options.band = 2;
  QCOMPARE( sentenceOf( [&] { segment( "/vsimem/scene.tif", segmenter, options ); } ),
            QString( "Raster /vsimem/scene.tif has no band 2. BAND can be 1 to 1." ) );
}

void TestSegmentRaster::sceneWithoutDataIsNamed()
{
  writeScene( "/vsimem/scene.tif", 300, 300, []( int, int ) { return 7; } );
  FunctionSegmenter segmenter( fourGreys );
  SegmentOptions options;
  options.tiling = { 16, 0, 16 };
  Feedback feedback;
  int reports = 0;
  int asked = 0;
  feedback.progress = [&reports]( double ) { return ++reports > 0; };
  feedback.stopped = [&asked] { return ++asked == 3; };
  const auto work = [&] { segment( "/vsimem/scene.tif", segmenter, options, feedback ); };
  QVERIFY_EXCEPTION_THROWN( work(), Cancelled ); // a large scene takes a while to look through
  const QString sentence = sentenceOf( work );
  QVERIFY2( sentence.startsWith( "Band 1 of raster /vsimem/scene.tif holds nothing but “no data”." ),
            qPrintable( sentence ) );
  QCOMPARE( segmenter.calls, 0 );
  QCOMPARE( reports, 0 ); // no tile was dealt with
}

//! Tiles of a large scene with a small stride are more than fit 32 bits.
void TestSegmentRaster::countsManyTiles()
{
  const Tiling tiling{ 256, 128, 1 };
  const TileAxes axes{ { 60000, tiling }, { 60000, tiling } };
  QCOMPARE( axes.count(), std::int64_t( 59746 ) * 59746 );
}

//! However large a tile the user asks for, the network sees no more than the scene and its margin.
void TestSegmentRaster::tilesAreNoLargerThanTheScene()
{
  for ( const int stride : { 224, 512 } )
    for ( const int tile : { 512, 513, 100000 } )
    {
      const TileAxis axis( 512, { tile, 128, stride == 512 ? tile : stride } );
      QCOMPARE( axis.count(), 1 );
      QCOMPARE( axis.contextSide(), 768 );
      QCOMPARE( axis.margin(), 128 );
      QCOMPARE( axis.importance().size(), std::size_t( 512 ) );
    }
}

//! A file cut in half: its header is fine, its lower pixels are missing.
void TestSegmentRaster::readErrorsAreReported()
{
  QTemporaryDir folder;
  const QString path = folder.filePath( "cut.tif" );
  writeRaster( path.toStdString(), 600, 600, stripes, GDT_Byte );
  QVERIFY( QFile::resize( path, QFileInfo( path ).size() / 2 ) );
  FunctionSegmenter segmenter( fourGreys );
  SegmentOptions options;
  options.tiling = { 64, 0, 64 };
  const QString sentence = sentenceOf( [&] { segment( path.toStdString(), segmenter, options ); } );
  QVERIFY2( sentence.startsWith( "Cannot read raster " + path ), qPrintable( sentence ) );
}

//! A file may not grow beyond 100 kB, as on a full disk.
void TestSegmentRaster::writeErrorsAreReported()
{
  QTemporaryDir folder;
  writeScene( "/vsimem/scene.tif", 900, 900,
              []( int x, int y ) { return ( x * 7919 + y * 104729 ) % 251 + 4; } );
  RasterReader scene( "/vsimem/scene.tif" );
  SegmentOptions options;
  options.scene = sceneGrid( scene, {} );
  RasterFormat floats;
  floats.type = PixelType::Float32;
  floats.bands = 4;
  const QString path = folder.filePath( "probabilities.tif" );
  PlaceSegmenter segmenter;
  segmenter.batch = 1;

  const QString sentence = sentenceOf(
      [&]
      {
        const FullDisk disk( 100000 );
        RasterWriter probabilities( path.toStdString(), options.scene.grid, floats );
        segmentRaster( std::move( scene ), segmenter, options, { nullptr, nullptr, &probabilities }, {} );
        probabilities.commit();
      } );
  QVERIFY2( sentence.startsWith( "Cannot write raster " + path ) ||
                sentence.startsWith( "Cannot finish raster " + path ),
            qPrintable( sentence ) );
  QVERIFY( QDir( folder.path() ).isEmpty() );
}

void TestSegmentRaster::sceneWithoutGeoreferenceAsksForIt()
{
  writeScene( "/vsimem/placed.tif", 10, 10, stripes );
  {
    GDALDatasetUniquePtr source( GDALDataset::Open( "/vsimem/placed.tif" ) );
    GDALDriver *png = GetGDALDriverManager()->GetDriverByName( "PNG" );
    GDALDatasetUniquePtr copy(
        png->CreateCopy( "/vsimem/bare.png", source.get(), 0, nullptr, nullptr, nullptr ) );
    VSIUnlink( "/vsimem/bare.png.aux.xml" );
    GDALDatasetUniquePtr file( GDALDataset::Open( "/vsimem/placed.tif", GDAL_OF_UPDATE ) );
    file->SetSpatialRef( nullptr );
  }
  VSIUnlink( "/vsimem/bare.png.aux.xml" );
  const RasterReader bare( "/vsimem/bare.png" );
  const QString where = sentenceOf( [&] { sceneGrid( bare, {} ); } );
  QVERIFY2( where.startsWith( "Raster /vsimem/bare.png does not say where it lies." ), qPrintable( where ) );
  QVERIFY( where.contains( "PIXEL_SIZE" ) );
  QCOMPARE( sceneGrid( bare, { "", 20 } ).pixelSizeMetres[1], 20.0 );
  QCOMPARE( sceneGrid( bare, { "", 20 } ).grid.toMap( 3, 4 )[1], -4.0 );

  const RasterReader unnamed( "/vsimem/placed.tif" );
  const QString crs = sentenceOf( [&] { sceneGrid( unnamed, {} ); } );
  QVERIFY2( crs.startsWith( "Raster /vsimem/placed.tif has no coordinate reference system. Set CRS" ),
            qPrintable( crs ) );
  QCOMPARE( sceneGrid( unnamed, { "", 12 } ).pixelSizeMetres[0], 12.0 );
}

void TestSegmentRaster::warnsOfValuesScaledInAnotherWay_data()
{
  QTest::addColumn<QString>( "trained" );
  QTest::addColumn<bool>( "asksForDecibels" );
  QTest::addColumn<bool>( "warns" );
  QTest::newRow( "nobody chose" ) << "byte/255" << false << false;
  QTest::newRow( "the same" ) << "VALUES = decibel, DB_MIN = -30" << true << false;
  // The unit belongs to the scene, the window to the model, which it is taken from.
  QTest::newRow( "another unit" ) << "VALUES = amplitude, DB_MIN = -30" << true << false;
  QTest::newRow( "left out" ) << "VALUES = decibel, DB_MIN = -30" << false << false;
  QTest::newRow( "as older models say it" ) << "decibels, DB_MIN = -30" << false << false;
  QTest::newRow( "another window" ) << "VALUES = decibel, DB_MIN = -25" << true << true;
  QTest::newRow( "a stretch" ) << "VALUES = percentile" << true << true;
  QTest::newRow( "not understood" ) << "VALUES = magic, DB_MIN = -30" << false << true;
}

void TestSegmentRaster::warnsOfValuesScaledInAnotherWay()
{
  QFETCH( QString, trained );
  QFETCH( bool, asksForDecibels );
  QFETCH( bool, warns );
  if ( asksForDecibels )
    writeRaster( "/vsimem/scene.tif", 20, 20, []( int x, int ) { return -20.0 + 0.5 * x; } );
  else
    writeScene( "/vsimem/scene.tif", 20, 20, stripes );
  FunctionSegmenter segmenter( fourGreys );
  segmenter.changeCard().valueScaling = trained.toStdString();
  SegmentOptions options;
  if ( asksForDecibels )
    options.values = { ValueKind::Decibel, -30, {} };
  const QStringList log = segment( "/vsimem/scene.tif", segmenter, options ).log.filter( "The model was" );
  QCOMPARE( log.size(), warns ? 1 : 0 );
  for ( const QString &word :
        { "“" + trained + "”",
          QString( asksForDecibels ? "VALUES = decibel, DB_MIN = -30" : "VALUES = auto" ) } )
    QVERIFY2( !warns || log[0].contains( word ), qPrintable( log.join( '\n' ) ) );
}

//! A scene without a word on its values is seen as in the training.
void TestSegmentRaster::followsTheCardWhereNothingIsAsked()
{
  writeRaster( "/vsimem/db.tif", 20, 20, []( int x, int ) { return -20.0 + 0.5 * x; } );
  FunctionSegmenter segmenter( fourGreys );
  const auto scaled = [&segmenter]( const char *trained, const ValueOptions &values )
  {
    segmenter.changeCard().valueScaling = trained;
    SegmentOptions options;
    options.values = values;
    return segment( "/vsimem/db.tif", segmenter, options ).report.scaling;
  };
  const ValueScaling followed = scaled( "VALUES = decibel, DB_MIN = -30, DB_MAX = -5", {} );
  QCOMPARE( followed.low, -30.0 );
  QCOMPARE( followed.high, -5.0 );
  QVERIFY( !scaled( "VALUES = percentile", {} ).decibels );
  const ValueScaling asked = scaled( "VALUES = decibel, DB_MIN = -30", { ValueKind::Automatic, -22, {} } );
  QCOMPARE( asked.low, -22.0 );
}

QTEST_APPLESS_MAIN( TestSegmentRaster )
#include "testsegmentraster.moc"
