#include <QtTest>

#include <cmath>

#include <QTemporaryDir>
#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal_priv.h>

#include "model/geometry/maptransform.h"
#include "model/sar/preprocess.h"
#include "model/sar/product/annotationframe.h"
#include "model/simulate/product/groundprojection.h"
#include "model/simulate/product/simulateproduct.h"
#include "model/simulate/product/speckletable.h"
#include "model/simulate/simulatescene.h"
#include "support/demfile.h"
#include "support/expecterror.h"
#include "support/simulatedproduct.h"
#include "support/testdata.h"

using namespace calving;

namespace
{

double decibel( double power )
{
  return 10 * std::log10( power );
}

double meanOf( const std::vector<float> &values )
{
  double sum = 0;
  for ( const float value : values )
    sum += value;
  return sum / static_cast<double>( values.size() );
}

//! Degrees clockwise from the top of the map in \a crs.
double lookDirection( const RadarGeometry &radar, const std::string &crs )
{
  std::vector<double> x;
  std::vector<double> y;
  for ( const double part : { 0.4, 0.6 } )
  {
    const Geodetic place =
        toGeodetic( radar.point( { 0.5 * radar.frame().height, part * radar.frame().width }, 0 ) );
    x.push_back( place.longitude / degree );
    y.push_back( place.latitude / degree );
  }
  MapTransform( geographicCrs, crs ).apply( x, y );
  return std::atan2( x[1] - x[0], y[1] - y[0] ) / degree;
}

//! Of the pixels where both are numbers.
double correlation( const std::vector<float> &a, const std::vector<float> &b )
{
  double n = 0, sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
  for ( std::size_t i = 0; i < a.size(); ++i )
    if ( std::isfinite( a[i] ) && std::isfinite( b[i] ) )
    {
      ++n;
      sa += a[i];
      sb += b[i];
      saa += a[i] * a[i];
      sbb += b[i] * b[i];
      sab += a[i] * b[i];
    }
  return ( n * sab - sa * sb ) / std::sqrt( ( n * saa - sa * sa ) * ( n * sbb - sb * sb ) );
}

//! A plane that rises by \a rise metres per metre of ground range, and shines like a constant gamma0.
class Slope : public RadarGround
{
public:
  Slope( const RadarGeometry &radar, double rise )
    : mRise( rise )
  {
    mGrid.width = mGrid.height = 4000;
    mGrid.hasTransform = true;
    mGrid.crs = wellKnownText( "EPSG:3413" );
    const auto onMap = [&]( double line, double pixel )
    {
      const Geodetic place = toGeodetic( radar.point( { line, pixel }, 0 ) );
      std::vector<double> x{ place.longitude / degree };
      std::vector<double> y{ place.latitude / degree };
      MapTransform( geographicCrs, mGrid.crs ).apply( x, y );
      return std::array<double, 2>{ x[0], y[0] };
    };
    mOrigin = onMap( 100, 0 );
    const std::array<double, 2> end = onMap( 100, 100 );
    const double length = std::hypot( end[0] - mOrigin[0], end[1] - mOrigin[1] );
    mLook = { ( end[0] - mOrigin[0] ) / length, ( end[1] - mOrigin[1] ) / length };
    // True metres for each metre of the map.
    mScale = 100 * radar.frame().rangeSpacing / length;
    mGrid.transform = { mOrigin[0] - 20000, 10, 0, mOrigin[1] + 20000, 0, -10 };
  }

  const RasterGrid &grid() const override { return mGrid; }
  double highest() const override { return 1500; }
  std::vector<GroundCell> cells( const Window &window ) const override
  {
    std::vector<GroundCell> cells;
    for ( int row = window.y; row < window.y + window.height; ++row )
      for ( int column = window.x; column < window.x + window.width; ++column )
      {
        const auto [x, y] = mGrid.toMap( column + 0.5, row + 0.5 );
        const double away = ( x - mOrigin[0] ) * mLook[0] + ( y - mOrigin[1] ) * mLook[1];
        GroundCell cell;
        cell.height = static_cast<float>( mRise * mScale * away );
        cell.sigma0 = 0.1f;
        cells.push_back( cell );
      }
    return cells;
  }

private:
  double mRise;
  RasterGrid mGrid;
  std::array<double, 2> mOrigin;
  std::array<double, 2> mLook;
  double mScale = 1;
};

} // namespace

class TestSimulateProduct : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void readerFindsWhatWasAsked();
  void speckleTableHasItsMoments_data();
  void speckleTableHasItsMoments();
  void pointTargetsComeBackWithinATenthOfAPixel_data();
  void pointTargetsComeBackWithinATenthOfAPixel();
  void constantBackscatterComesBack();
  void zonesComeBack();
  void doubtfulZonesAreNamed();
  void slopesShineByTheirAreaAndAngle_data();
  void slopesShineByTheirAreaAndAngle();
  void flatteningEvensAMountain();
  void otherDatumThanTheFileNamesIsWarnedOf();
  void landscapeLiesWhereItsHeightsSay();
  void sameNumbersWhateverTheThreads();
  void mistakesAreExplained();

private:
  std::string path( const char *name ) const { return mFolder->filePath( name ).toStdString(); }
  SimulatedProduct simulate( const ProductOptions &options, const char *name = "product.SAFE" ) const
  {
    return simulateProduct( options, path( name ), {} );
  }
  //! sigma0 of the product in radar geometry, negative where it is below the noise.
  std::vector<float> sigma0( const SimulatedProduct &product, const std::string &polarisation = {} ) const
  {
    CalibrationOptions options;
    options.polarisation = polarisation;
    options.negatives = NegativePolicy::Keep;
    return openCalibrated( openProduct( product.manifest ), options, {} )
        .values->read( { 0, 0, product.samples, product.lines } );
  }

  std::unique_ptr<QTemporaryDir> mFolder = std::make_unique<QTemporaryDir>();
};

void TestSimulateProduct::initTestCase()
{
  GDALAllRegister();
}

void TestSimulateProduct::readerFindsWhatWasAsked()
{
  ProductOptions options = small();
  options.polarisations = { "VV", "VH" };
  options.ascending = false;
  options.scene.incidence = 35;
  options.scene.firstDay = 7305 + 182; // 1 July 2020
  const SimulatedProduct made = simulate( options );
  const Product product = openProduct( made.manifest );
  QCOMPARE( product.polarisations(), ( std::vector<std::string>{ "VV", "VH" } ) );
  QCOMPARE( product.resolution(), std::string( "H" ) );
  QCOMPARE( product.manifest.pass, std::string( "DESCENDING" ) );
  QCOMPARE( product.manifest.mode, std::string( "IW" ) );
  const Annotation &annotation = product.images.front().annotation;
  QCOMPARE( annotation.width, made.samples );
  QCOMPARE( annotation.height, made.lines );
  QVERIFY( std::abs( annotation.incidenceAngleMidSwath - 35 ) < 0.1 );
  // Southwards at six in the morning, local mean solar time; Uummannaq lies 3.4 hours west of Greenwich.
  QVERIFY2( annotation.firstLineTime.text().rfind( "2020-07-01T09:2", 0 ) == 0,
            annotation.firstLineTime.text().c_str() );
  // The grid says the same as orbit, times and polynomials.
  const RadarGeometry radar( radarFrame( annotation ) );
  for ( const GeolocationPoint &point : annotation.geolocationGrid )
  {
    const Vector3 place = toCartesian( fromDegrees( point.longitude, point.latitude, point.height ) );
    const RadarPosition position = radar.position( place, radar.middleTime() );
    QVERIFY( std::abs( position.line - point.line ) < 0.001 );
    QVERIFY( std::abs( position.pixel - point.pixel ) < 0.001 );
  }
}

void TestSimulateProduct::speckleTableHasItsMoments_data()
{
  QTest::addColumn<double>( "looks" );
  for ( const double looks : { 1.0, 2.7, 4.4, 81.8, 1e6 } )
    QTest::newRow( qPrintable( QString::number( looks ) ) ) << looks;
}

void TestSimulateProduct::speckleTableHasItsMoments()
{
  QFETCH( double, looks );
  const SpeckleTable table( looks );
  double sum = 0;
  double squares = 0;
  constexpr int count = 4096;
  for ( std::uint32_t i = 0; i < count; ++i )
  {
    const double value = table.at( i << 20 );
    sum += value;
    squares += value * value;
  }
  const double mean = sum / count;
  QVERIFY( std::abs( mean - 1 ) < 1e-4 );
  const double variance = squares / count - mean * mean;
  QVERIFY2( std::abs( variance * looks - 1 ) < 0.02, qPrintable( QString::number( variance * looks ) ) );
}

void TestSimulateProduct::pointTargetsComeBackWithinATenthOfAPixel_data()
{
  QTest::addColumn<bool>( "ascending" );
  QTest::addColumn<double>( "height" );
  QTest::addColumn<bool>( "onTheDateLine" );
  QTest::newRow( "ascending, at sea level" ) << true << 0.0 << false;
  QTest::newRow( "ascending, 400 m high" ) << true << 400.0 << false;
  QTest::newRow( "descending, 400 m high" ) << false << 400.0 << false;
  QTest::newRow( "on both sides of longitude 180" ) << true << 400.0 << true;
}

void TestSimulateProduct::pointTargetsComeBackWithinATenthOfAPixel()
{
  QFETCH( bool, ascending );
  QFETCH( double, height );
  QFETCH( bool, onTheDateLine );
  ProductOptions options = uniform( -40 );
  if ( onTheDateLine )
    options.scene.centre = std::array<double, 2>{ -1784866, 1784866 };
  options.ascending = ascending;
  options.looks = 1e6;
  options.scene.noiseFloorDb = -60;
  const RasterGrid scene = placeScene( options.scene ).grid;
  std::vector<double> x;
  std::vector<double> y;
  for ( const double across : { 0.3, 0.52, 0.7 } )
    for ( const double along : { 0.31, 0.5, 0.68 } )
    {
      const auto [mapX, mapY] = scene.toMap( across * scene.width, along * scene.height );
      x.push_back( mapX );
      y.push_back( mapY );
    }
  std::vector<double> longitudes = x;
  std::vector<double> latitudes = y;
  MapTransform( scene.crs, geographicCrs ).apply( longitudes, latitudes );
  QCOMPARE( *std::max_element( longitudes.begin(), longitudes.end() ) > 179.9 &&
                *std::min_element( longitudes.begin(), longitudes.end() ) < -179.9,
            onTheDateLine );
  for ( std::size_t i = 0; i < x.size(); ++i )
    options.targets.push_back( { longitudes[i], latitudes[i], height, 50 } );
  const SimulatedProduct product = simulate( options );

  PreprocessOptions steps;
  steps.speckle.filter.method = SpeckleMethod::None;
  steps.correction.terrain.height = height;
  steps.correction.map.pixelSize = 10;
  steps.correction.map.crs = scene.crs;
  steps.correction.unit = BackscatterUnit::Linear;
  preprocess( product.manifest, steps, { path( "map.tif" ), {}, {} }, {} );
  const RasterReader map( path( "map.tif" ) );
  for ( std::size_t i = 0; i < x.size(); ++i )
  {
    const std::array<double, 2> expected = map.grid().toPixel( x[i], y[i] );
    constexpr int reach = 8;
    const Window around{ static_cast<int>( expected[0] ) - reach, static_cast<int>( expected[1] ) - reach,
                         2 * reach + 1, 2 * reach + 1 };
    const std::vector<float> power = map.readBand( 1, around );
    double sum = 0;
    double column = 0;
    double row = 0;
    for ( int k = 0; k < static_cast<int>( power.size() ); ++k )
    {
      const double weight = std::isfinite( power[k] ) ? std::max( 0.0, power[k] - 1e-3 ) : 0;
      sum += weight;
      column += weight * ( around.x + k % around.width + 0.5 );
      row += weight * ( around.y + k / around.width + 0.5 );
    }
    QVERIFY( sum > 10 );
    const double miss = std::hypot( column / sum - expected[0], row / sum - expected[1] );
    QVERIFY2( miss < 0.1, qPrintable( QString( "target %1 misses by %2 pixels" ).arg( i ).arg( miss ) ) );
  }
}

void TestSimulateProduct::constantBackscatterComesBack()
{
  for ( const double sigma0Db : { -8.0, -20.0 } )
  {
    ProductOptions options = uniform( sigma0Db );
    options.polarisations = { "HH", "HV" };
    const SimulatedProduct product = simulate( options );
    const double difference = decibel( meanOf( sigma0( product, "HH" ) ) ) - sigma0Db;
    QVERIFY2( std::abs( difference ) < 0.05, qPrintable( QString::number( difference ) ) );
  }
}

//! 1 2 3 may be rock, glacier and ocean, or one less.
void TestSimulateProduct::doubtfulZonesAreNamed()
{
  ProductOptions options = small();
  const RasterGrid scene = placeScene( options.scene ).grid;
  std::vector<std::uint8_t> codes;
  for ( int i = 0; i < scene.width * scene.height; ++i )
    codes.push_back( static_cast<std::uint8_t>( 1 + i % 3 ) );
  RasterWriter zones( path( "doubtful.tif" ), scene );
  zones.write( { 0, 0, scene.width, scene.height }, codes );
  zones.commit();
  options.ground.zones = path( "doubtful.tif" );
  QStringList warnings;
  Feedback feedback;
  feedback.warning = [&]( const std::string &text ) { warnings << QString::fromStdString( text ); };
  simulateProduct( options, path( "doubtful.SAFE" ), feedback );
  QCOMPARE( warnings.filter( "doubtful.tif" ).size(), 1 );
}

void TestSimulateProduct::zonesComeBack()
{
  ProductOptions options = small();
  options.scene.incidence = 40;
  const RasterGrid scene = placeScene( options.scene ).grid;
  std::vector<std::uint8_t> codes;
  for ( int row = 0; row < scene.height; ++row )
    for ( int column = 0; column < scene.width; ++column )
      codes.push_back( column < 21 ? 64 : column < 43 ? 127 : 254 );
  RasterWriter zones( path( "zones.tif" ), scene );
  zones.write( { 0, 0, scene.width, scene.height }, codes );
  zones.commit();
  options.ground.zones = path( "zones.tif" );
  const SimulatedProduct product = simulate( options );

  PreprocessOptions steps;
  steps.calibration.negatives = NegativePolicy::Keep;
  steps.speckle.filter.method = SpeckleMethod::None;
  steps.correction.map.pixelSize = 10;
  steps.correction.map.crs = scene.crs;
  steps.correction.unit = BackscatterUnit::Linear;
  preprocess( product.manifest, steps, { path( "map.tif" ), path( "incidence.tif" ), {} }, {} );
  const RasterReader map( path( "map.tif" ) );
  const RasterReader incidence( path( "incidence.tif" ) );
  // By column of the scene, two of its pixels away from borders; sigma0 falls with a power of the cosine.
  const struct
  {
    int first;
    int last;
    double decibels;
    double exponent;
  } expected[]{ { 2, 19, -11, 1.8 }, { 23, 41, -10, 2 }, { 45, 62, -18, 4 } };
  for ( const auto &zone : expected )
  {
    const auto [left, top] =
        map.grid().toPixel( scene.toMap( zone.first, 2 )[0], scene.toMap( zone.first, 2 )[1] );
    const Window part{ static_cast<int>( left ), static_cast<int>( top ), 4 * ( zone.last - zone.first ),
                       240 };
    const std::vector<float> angles = incidence.readBand( 1, part );
    double reference = 0;
    for ( const float angle : angles )
      reference += std::pow( std::cos( angle * degree ) / std::cos( 40 * degree ), zone.exponent );
    const double difference = decibel( meanOf( map.readBand( 1, part ) ) ) -
                              decibel( reference / static_cast<double>( angles.size() ) ) - zone.decibels;
    QVERIFY2( std::abs( difference ) < 0.05, qPrintable( QString::number( difference ) ) );
  }
}

void TestSimulateProduct::slopesShineByTheirAreaAndAngle_data()
{
  QTest::addColumn<double>( "degrees" );
  QTest::newRow( "flat" ) << 0.0;
  QTest::newRow( "towards the radar" ) << 15.0;
  QTest::newRow( "away from the radar" ) << -15.0;
  QTest::newRow( "steeply away" ) << -30.0;
  QTest::newRow( "layover" ) << 50.0;
}

/**
 * Of a slope by the angle a, a metre of ground range shows in 1 - tan(a) / tan(incidence) metres of the
 * picture, has 1 / cos(a) metres of surface and returns cos(incidence - a) / cos(incidence) of what a flat
 * one would.
 */
void TestSimulateProduct::slopesShineByTheirAreaAndAngle()
{
  QFETCH( double, degrees );
  const SimulatedProduct product = simulate( uniform( -10 ) );
  const auto radar = std::make_shared<const RadarGeometry>(
      radarFrame( openProduct( product.manifest ).images.front().annotation ) );
  const auto slope = std::make_shared<const Slope>( *radar, std::tan( degrees * degree ) );
  const GroundProjection projection( radar, slope, {}, 10 );
  const int count = 40;
  const PictureRows rows = projection.rows( 80, count );
  const double incidence = 40 * degree;
  const double angle = degrees * degree;
  const double expected = 0.1 * std::cos( incidence - angle ) / std::cos( incidence ) / std::cos( angle ) /
                          std::abs( 1 - std::tan( angle ) / std::tan( incidence ) );
  // Near the middle of the scene, and near height 0.
  double sum = 0;
  int pixels = 0;
  for ( int line = 0; line < count; ++line )
    for ( int pixel = 2; pixel < 40; ++pixel, ++pixels )
      sum += rows.co[static_cast<std::size_t>( line ) * product.samples + pixel];
  const double difference = decibel( sum / pixels / expected );
  QVERIFY2( std::abs( difference ) < 0.1, qPrintable( QString::number( difference ) ) );
}

void TestSimulateProduct::otherDatumThanTheFileNamesIsWarnedOf()
{
  ProductOptions options = uniform( -10 );
  const RasterGrid scene = placeScene( options.scene ).grid;
  const Dem plain{ "/vsimem/plain.tif", "EPSG:3413+5773", scene.transform, scene.width, scene.height, {} };
  plain.write( []( int, int ) { return 0; } );
  options.ground.terrain.dem = plain.path;
  options.ground.terrain.datum = VerticalDatum::Ellipsoid;
  std::vector<std::string> warnings;
  Feedback feedback;
  feedback.warning = [&warnings]( const std::string &sentence ) { warnings.push_back( sentence ); };
  simulateProduct( options, path( "plain.SAFE" ), feedback );
  QCOMPARE( warnings, std::vector<std::string>{ datumContradiction( options.ground.terrain ) } );
  QVERIFY( !warnings.front().empty() );
}

//! A mountain of 400 m whose slopes reach 17 degrees: seen from one side, its facing slopes are 3 dB the
//! brighter.
void TestSimulateProduct::flatteningEvensAMountain()
{
  ProductOptions options = uniform( -10 );
  options.scene.width = options.scene.height = 120;
  options.looks = 1e6;
  options.scene.noiseFloorDb = -60;
  const RasterGrid scene = placeScene( options.scene ).grid;
  const Dem mountain{ "/vsimem/mountain.tif", scene.crs, scene.transform, scene.width, scene.height, {} };
  mountain.write(
      []( int x, int y )
      {
        const double away = std::min( 1.0, std::hypot( x - 59.5, y - 59.5 ) / 50 );
        return 200 * ( 1 + std::cos( away * M_PI ) ); // level with the sea around the scene
      } );
  options.ground.terrain.dem = mountain.path;
  options.ground.terrain.datum = VerticalDatum::Ellipsoid;
  const SimulatedProduct product = simulate( options );

  PreprocessOptions steps;
  steps.speckle.filter.method = SpeckleMethod::None;
  steps.correction.terrain = options.ground.terrain;
  steps.correction.map.pixelSize = 40;
  steps.correction.map.crs = scene.crs;
  steps.correction.unit = BackscatterUnit::Linear;
  // Decibels by which slopes that face the radar are brighter than those that are averted.
  const auto contrast = [&]( bool flatten )
  {
    steps.correction.flatten = flatten;
    preprocess( product.manifest, steps, { path( "map.tif" ), path( "incidence.tif" ), {} }, {} );
    const std::vector<float> gamma0 = valuesOf( path( "map.tif" ) );
    const std::vector<float> angles = valuesOf( path( "incidence.tif" ) );
    std::vector<float> facing;
    std::vector<float> averted;
    for ( std::size_t i = 0; i < gamma0.size(); ++i )
      if ( std::isfinite( gamma0[i] ) && std::abs( angles[i] - product.incidence ) > 6 )
        ( angles[i] < product.incidence ? facing : averted ).push_back( gamma0[i] );
    return facing.size() > 500 && averted.size() > 500 ? decibel( meanOf( facing ) / meanOf( averted ) ) : 99;
  };
  const double before = contrast( false );
  QVERIFY2( before > 2 && before < 5, qPrintable( QString::number( before ) ) );
  const double after = contrast( true );
  QVERIFY2( std::abs( after ) < 0.1, qPrintable( QString::number( after ) ) );
}

//! Corrected with its own heights, the product shows what simulateScene() shows of the landscape, pixel by
//! pixel.
void TestSimulateProduct::landscapeLiesWhereItsHeightsSay()
{
  ProductOptions options = small();
  options.scene.width = options.scene.height = 128;
  options.looks = 1e6;
  const SimulatedProduct product = simulate( options );
  const RadarGeometry radar( radarFrame( openProduct( product.manifest ).images.front().annotation ) );
  SceneOptions scene = options.scene;
  scene.unit = SceneUnit::Decibel;
  scene.looks = 1e4;
  scene.lookDirection = lookDirection( radar, scene.crs );
  simulateScene( SimulatedGlacier( scene ), 0, { path( "scene.tif" ), {}, path( "dem.tif" ), {}, {} }, {} );

  PreprocessOptions steps;
  steps.speckle.filter.method = SpeckleMethod::None;
  steps.correction.terrain.dem = path( "dem.tif" );
  steps.correction.map.pixelSize = 40;
  steps.correction.map.crs = scene.crs;
  steps.correction.unit = BackscatterUnit::Decibel;
  preprocess( product.manifest, steps, { path( "map.tif" ), {}, {} }, {} );
  const RasterReader map( path( "map.tif" ) );
  const std::vector<float> expected = valuesOf( path( "scene.tif" ) );
  const RasterGrid grid = RasterReader( path( "scene.tif" ) ).grid();
  const auto [left, top] = map.grid().toPixel( grid.transform[0], grid.transform[3] );
  const auto shifted = [&]( int right, int down )
  {
    constexpr int border = 8;
    const int side = grid.width - 2 * border;
    const std::vector<float> values =
        map.readBand( 1, { static_cast<int>( std::lround( left ) ) + border + right,
                           static_cast<int>( std::lround( top ) ) + border + down, side, side } );
    std::vector<float> reference;
    for ( int row = border; row < grid.height - border; ++row )
      reference.insert( reference.end(), expected.begin() + row * grid.width + border,
                        expected.begin() + ( row + 1 ) * grid.width - border );
    return correlation( values, reference );
  };
  const double here = shifted( 0, 0 );
  QVERIFY2( here > 0.85, qPrintable( QString::number( here ) ) );
  for ( const auto &[right, down] :
        { std::pair( 1, 0 ), std::pair( -1, 0 ), std::pair( 0, 1 ), std::pair( 0, -1 ) } )
    QVERIFY2( shifted( right, down ) < here, qPrintable( QString( "%1 %2" ).arg( right ).arg( down ) ) );
}

void TestSimulateProduct::sameNumbersWhateverTheThreads()
{
  ProductOptions options = small();
  options.scene.threads = 1;
  const std::vector<float> one =
      valuesOf( openProduct( simulate( options, "one.SAFE" ).manifest ).images.front().measurementPath );
  options.scene.threads = 3;
  QCOMPARE(
      valuesOf( openProduct( simulate( options, "three.SAFE" ).manifest ).images.front().measurementPath ),
      one );
  options.scene.seed = 2;
  QVERIFY(
      valuesOf( openProduct( simulate( options, "other.SAFE" ).manifest ).images.front().measurementPath ) !=
      one );
}

void TestSimulateProduct::mistakesAreExplained()
{
  ProductOptions options = small();
  options.type = "IW_SLC";
  EXPECT_ERROR( simulate( options, "no.SAFE" ), "IW_SLC", "IW_GRDH" );
  options = small();
  options.scene.pixelSizeMetres = 1000;
  options.scene.width = options.scene.height = 1000;
  EXPECT_ERROR( simulate( options, "no.SAFE" ), "60000", "smaller" );
  options = small();
  options.ground.zones = path( "absent.tif" );
  EXPECT_ERROR( simulate( options, "no.SAFE" ), "absent.tif" );
  QVERIFY( !QFile::exists( mFolder->filePath( "no.SAFE" ) ) );
  QVERIFY( !QFile::exists( mFolder->filePath( "no.SAFE.part" ) ) );
}

QTEST_GUILESS_MAIN( TestSimulateProduct )
#include "testsimulateproduct.moc"
