#include <QtTest>

#include <atomic>
#include <cmath>
#include <cstring>
#include <limits>

#include "model/sar/product/slclayout.h"
#include "model/sar/stream/rastersource.h"
#include "model/sar/terrain/geocoding.h"
#include "model/sar/terrain/outputgrid.h"
#include "model/sar/terrain/stripcache.h"
#include "model/sar/terrain/terrain.h"
#include "support/memorysource.h"
#include "support/smallradarframe.h"

using namespace calving;

namespace
{

constexpr float noData = std::numeric_limits<float>::quiet_NaN();

//! The quick-look of a product covers the merged sub-swaths, line by line and in slant range.
RadarFrame quickLookFrame( const Product &product, int width, int height )
{
  RadarFrame frame = slcLayout( product.imagesOf( "HH" ) ).frame;
  const double across = static_cast<double>( frame.width ) / width;
  const double along = static_cast<double>( frame.height ) / height;
  frame.firstRange += 0.5 * ( across - 1 ) * frame.rangeSpacing;
  frame.firstLineTime = frame.firstLineTime + 0.5 * ( along - 1 ) * frame.lineInterval;
  frame.rangeSpacing *= across;
  frame.lineInterval *= along;
  frame.width = width;
  frame.height = height;
  return frame;
}

//! Correlation of \a a with \a b moved by (dx, dy), where both have data.
double correlation( const std::vector<float> &a, const std::vector<float> &b, int width, int dx, int dy )
{
  double n = 0, sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
  const int height = static_cast<int>( a.size() ) / width;
  for ( int y = 4; y < height - 4; ++y )
    for ( int x = 4; x < width - 4; ++x )
    {
      const double p = a[static_cast<std::size_t>( y ) * width + x];
      const double q = b[static_cast<std::size_t>( y + dy ) * width + x + dx];
      if ( std::isnan( p ) || std::isnan( q ) )
        continue;
      n += 1;
      sa += p;
      sb += q;
      saa += p * p;
      sbb += q * q;
      sab += p * q;
    }
  return ( n * sab - sa * sb ) / std::sqrt( ( n * saa - sa * sa ) * ( n * sbb - sb * sb ) );
}

//! Share of the pixels of \a a within the range of the 3x3 pixels of \a b around them.
double shareWithinOnePixel( const std::vector<float> &a, const std::vector<float> &b, int width )
{
  const int height = static_cast<int>( a.size() ) / width;
  double within = 0, all = 0;
  for ( int y = 1; y < height - 1; ++y )
    for ( int x = 1; x < width - 1; ++x )
    {
      const float value = a[static_cast<std::size_t>( y ) * width + x];
      float low = 1e9f, high = -1e9f;
      for ( int j = -1; j <= 1; ++j )
        for ( int i = -1; i <= 1; ++i )
        {
          const float other = b[static_cast<std::size_t>( y + j ) * width + x + i];
          low = std::min( low, other );
          high = std::max( high, other );
        }
      if ( std::isnan( value ) || std::isnan( b[static_cast<std::size_t>( y ) * width + x] ) )
        continue;
      all += 1;
      within += value >= low - 0.5f && value <= high + 0.5f ? 1 : 0;
    }
  return within / all;
}

struct Scene
{
  std::shared_ptr<const RadarGeometry> radar;
  RasterGrid grid;
  std::shared_ptr<const MapGeometry> geometry;
};

Scene sceneOf( const RadarFrame &frame, double pixelSize )
{
  Scene scene;
  scene.radar = std::make_shared<RadarGeometry>( frame );
  scene.grid = outputGrid( *scene.radar, { {}, pixelSize, {} }, {} );
  scene.geometry = std::make_shared<MapGeometry>( scene.radar, scene.grid );
  return scene;
}

//! A terrain that rises and falls by 300 m with slopes of up to 5 degrees.
class Hills : public BlockSource
{
public:
  explicit Hills( const RasterGrid &grid )
    : mGrid( grid )
  {
  }
  using BlockSource::read;
  int width() const override { return mGrid.width; }
  int height() const override { return mGrid.height; }
  void read( const Window &window, float *values ) const override
  {
    for ( int y = window.y; y < window.y + window.height; ++y )
      for ( int x = window.x; x < window.x + window.width; ++x )
        *values++ = at( x, y );
  }
  float at( double x, double y ) const
  {
    const double size = mGrid.transform[1];
    return static_cast<float>( 300 + 150 * std::sin( x * size * 6e-4 ) * std::cos( y * size * 5e-4 ) );
  }

private:
  RasterGrid mGrid;
};

} // namespace

class TestGeocoding : public QObject
{
  Q_OBJECT

private slots:
  void greenlandQuickLookLiesWhereItShould();
  void pointTargetsComeBack_data();
  void pointTargetsComeBack();
  void sameBitsWhateverTheBlocks();
  void nothingOfTheSeaIsMasked();
  void samplesAsAsked();
  void stripsAreComputedOnce();
};

//! Against an independent geocoding of the same quick-look.
void TestGeocoding::greenlandQuickLookLiesWhereItShould()
{
  REQUIRE_TEST_DATA( "sentinel1/S1A_IW_SL1_20141031_WGreenland_HH.zip" );
  REQUIRE_TEST_DATA( "greenland/S1A_IW_SL1_20141031_HH_quicklook_rangedoppler_h30m_3413_100m.tif" );
  const Product product = openProduct( sentinel1Path( 3 ).toStdString() );
  const auto quickLook = std::make_shared<RasterSource>( product.path + "/preview/quick-look.png" );
  const RasterReader reference(
      testData( "greenland/S1A_IW_SL1_20141031_HH_quicklook_rangedoppler_h30m_3413_100m.tif" )
          .toStdString() );
  const RasterGrid &grid = reference.grid();
  const auto radar =
      std::make_shared<RadarGeometry>( quickLookFrame( product, quickLook->width(), quickLook->height() ) );
  const auto geometry = std::make_shared<MapGeometry>( radar, grid );
  const auto map = geocoded( cachedInStrips( quickLook, 64, 1 << 24 ), geometry,
                             terrainHeights( { {}, {}, {}, 30 }, grid ) );

  const Window all{ 0, 0, grid.width, grid.height };
  const std::vector<float> found = map->read( all );
  std::vector<float> expected = reference.readBand( 1, all );
  std::replace( expected.begin(), expected.end(), 0.0f, noData );
  double best = -1;
  int bestX = 9, bestY = 9;
  for ( int dy = -2; dy <= 2; ++dy )
    for ( int dx = -2; dx <= 2; ++dx )
      if ( const double c = correlation( found, expected, grid.width, dx, dy ); c > best )
      {
        best = c;
        bestX = dx;
        bestY = dy;
      }
  const double share = shareWithinOnePixel( found, expected, grid.width );
  qInfo( "correlation %.5f at (%d, %d); within one pixel: %.3f %%", best, bestX, bestY, 100 * share );
  QVERIFY( bestX == 0 && bestY == 0 );
  QVERIFY( best > 0.999 );
  QVERIFY( share > 0.98 );
}

void TestGeocoding::pointTargetsComeBack_data()
{
  QTest::addColumn<double>( "pixelSize" );
  QTest::newRow( "10 m" ) << 10.0;
  QTest::newRow( "5 m" ) << 5.0;
}

//! Bright spots at known places on hills, drawn into the radar picture by the exact equations.
void TestGeocoding::pointTargetsComeBack()
{
  QFETCH( double, pixelSize );
  const Scene scene = sceneOf( smallFrame( 500, 400 ), pixelSize );
  const auto hills = std::make_shared<Hills>( scene.grid );
  const MapTransform toDegrees( scene.grid.crs, geographicCrs );
  std::vector<float> picture( 500 * 400, 1.0f );
  std::vector<std::array<double, 2>> targets;
  for ( double share = 0.35; share < 0.7; share += 0.0873 )
  {
    const double column = scene.grid.width * share + 0.3;
    const double row = scene.grid.height * ( 1.02 - share ) - 0.2;
    // The place of a pixel's centre (column, row) has the height there.
    const std::array<double, 2> at = scene.grid.toMap( column + 0.5, row + 0.5 );
    const Vector3 point = placeOf( toDegrees, at[0], at[1], hills->at( column, row ) );
    const RadarPosition seen = scene.radar->position( point, scene.radar->middleTime() );
    if ( seen.pixel < 10 || seen.line < 10 || seen.pixel > 489 || seen.line > 389 )
      continue;
    targets.push_back( { column, row } );
    for ( int line = static_cast<int>( seen.line ) - 8; line < seen.line + 8; ++line )
      for ( int pixel = static_cast<int>( seen.pixel ) - 8; pixel < seen.pixel + 8; ++pixel )
      {
        const double d2 = std::pow( line - seen.line, 2 ) + std::pow( pixel - seen.pixel, 2 );
        picture[line * 500 + pixel] += static_cast<float>( 1000 * std::exp( -0.5 * d2 / 2.25 ) );
      }
  }
  QVERIFY( targets.size() >= 2 );
  const auto map = geocoded( std::make_shared<MemorySource>( 500, 400, picture ), scene.geometry, hills );
  for ( const std::array<double, 2> &target : targets )
  {
    const int half = static_cast<int>( 60 / pixelSize );
    const Window window{ static_cast<int>( target[0] ) - half, static_cast<int>( target[1] ) - half,
                         2 * half + 1, 2 * half + 1 };
    const std::vector<float> spot = map->read( window );
    double sum = 0, x = 0, y = 0;
    for ( std::size_t i = 0; i < spot.size(); ++i )
    {
      const double weight = std::max( 0.0f, spot[i] - 20.0f );
      sum += weight;
      x += weight * ( window.x + static_cast<double>( i % window.width ) );
      y += weight * ( window.y + static_cast<double>( i / window.width ) );
    }
    const double error = std::hypot( x / sum - target[0], y / sum - target[1] );
    qInfo( "%.3f pixels of %g m", error, pixelSize );
    QVERIFY2( error < 0.1, qPrintable( QString::number( error ) ) );
  }
}

void TestGeocoding::sameBitsWhateverTheBlocks()
{
  const Scene scene = sceneOf( smallFrame( 300, 250 ), 10 );
  const auto hills = std::make_shared<Hills>( scene.grid );
  std::vector<float> picture;
  for ( int i = 0; i < 300 * 250; ++i )
    picture.push_back( i % 17 == 0 ? noData : static_cast<float>( ( i * 7919 ) % 1000 ) );
  const auto map = geocoded( cachedInStrips( std::make_shared<MemorySource>( 300, 250, picture ), 16, 20000 ),
                             scene.geometry, hills );
  const int width = map->width();
  const std::vector<float> whole = map->read( { 0, 0, width, map->height() } );
  for ( const int size : { 37, 128, 200 } )
  {
    const TileGrid tiles( width, map->height(), size );
    for ( int i = 0; i < tiles.count(); ++i )
    {
      const Window tile = tiles.window( i );
      const std::vector<float> part = map->read( tile );
      for ( int y = 0; y < tile.height; ++y )
        QCOMPARE( std::memcmp( part.data() + y * tile.width, whole.data() + ( tile.y + y ) * width + tile.x,
                               4u * tile.width ),
                  0 );
    }
  }
}

//! Every pixel that the picture shows has a value, however dark and low.
void TestGeocoding::nothingOfTheSeaIsMasked()
{
  const Scene scene = sceneOf( smallFrame( 300, 250 ), 10 );
  const auto sea = terrainHeights( { {}, {}, {}, -40 }, scene.grid );
  const auto map =
      geocoded( std::make_shared<MemorySource>( 300, 250, std::vector<float>( 300 * 250, 0.0f ) ),
                scene.geometry, sea );
  const Window all{ 0, 0, map->width(), map->height() };
  const std::vector<float> values = map->read( all );
  const std::vector<RadarPosition> positions = scene.geometry->positions( all, sea->read( all ).data() );
  int shown = 0;
  for ( std::size_t i = 0; i < values.size(); ++i )
  {
    const RadarPosition &p = positions[i];
    const bool inside = p.line >= -0.5 && p.pixel >= -0.5 && p.line < 249.5 && p.pixel < 299.5;
    QCOMPARE( values[i] == 0.0f, inside );
    shown += inside ? 1 : 0;
  }
  QVERIFY( shown > 50000 );
}

void TestGeocoding::samplesAsAsked()
{
  const Patch ramp{ { 10, 20, 4, 4 }, { 0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23, 30, 31, 32, 33 } };
  const RadarPosition at{ 21.75, 11.25 };
  QCOMPARE( sample( ramp, at, Sampling::Nearest ), 21.0f );
  QCOMPARE( sample( ramp, at, Sampling::Bilinear ), 18.75f );
  QCOMPARE( sample( ramp, at, Sampling::Cubic ), 18.75f ); // Catmull-Rom keeps straight lines
  const Patch hole{ { 0, 0, 2, 2 }, { 4, noData, 8, 8 } };
  QCOMPARE( sample( hole, { 0.25, 0.25 }, Sampling::Bilinear ),
            ( 0.5625f * 4 + 0.1875f * 8 + 0.0625f * 8 ) / 0.8125f );
  QVERIFY( std::isnan( sample( hole, { 0.25, 0.75 }, Sampling::Bilinear ) ) );
  const Patch step{ { 0, 0, 4, 1 }, { 0, 0, 1, 1 } };
  QCOMPARE( sample( step, { 0, 1.5 }, Sampling::Cubic ), 0.5f );
  QCOMPARE( sample( step, { 0, 1.25 }, Sampling::Cubic ), 0.203125f ); // by hand: -0.0234 + 0.2266
}

namespace
{

//! Counts how often each row is read.
class CountingSource : public BlockSource
{
public:
  using BlockSource::read;
  int width() const override { return 100; }
  int height() const override { return 90; }
  void read( const Window &window, float *values ) const override
  {
    for ( int y = window.y; y < window.y + window.height; ++y )
      for ( int x = window.x; x < window.x + window.width; ++x )
        *values++ = static_cast<float>( 1000 * y + x );
    mRows += window.height;
  }
  mutable std::atomic<int> mRows{ 0 };
};

} // namespace

void TestGeocoding::stripsAreComputedOnce()
{
  const auto source = std::make_shared<CountingSource>();
  const auto cached = cachedInStrips( source, 16, std::size_t( 4 ) * 100 * 16 * 3 );
  for ( int y = 0; y + 20 <= 90; y += 5 )
  {
    const std::vector<float> part = cached->read( { 30, y, 7, 20 } );
    QCOMPARE( part[0], 1000.0f * y + 30 );
    QCOMPARE( part.back(), 1000.0f * ( y + 19 ) + 36 );
  }
  QCOMPARE( source->mRows.load(), 90 );
  cached->read( { 0, 0, 1, 1 } ); // dropped long ago
  QCOMPARE( source->mRows.load(), 106 );
}

QTEST_APPLESS_MAIN( TestGeocoding )
#include "testgeocoding.moc"
