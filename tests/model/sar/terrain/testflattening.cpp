#include <QtTest>

#include <cmath>
#include <cstring>

#include <QTemporaryDir>

#include "model/sar/terrain/flattening.h"
#include "model/sar/terrain/terraincorrection.h"
#include "model/sar/terrain/viewgeometry.h"
#include "support/demfile.h"
#include "support/expecterror.h"
#include "support/memorysource.h"
#include "support/smallradarframe.h"

using namespace calving;

namespace
{

constexpr int width = 400;
constexpr int height = 300;
constexpr double demPixel = 10;
const std::string mapCrs = "EPSG:32633";

//! Metres east and north of the middle of the picture, in UTM.
struct Place
{
  double east = 0;
  double north = 0;
};

using Terrain = std::function<double( const Place & )>;

//! The picture of a terrain by other means than the ones under test.
class Landscape
{
public:
  explicit Landscape( Terrain terrain )
    : mTerrain( std::move( terrain ) )
    , mRadar( std::make_shared<RadarGeometry>( smallFrame( width, height ) ) )
  {
    const Place middle = mapped( { 0.5 * height, 0.5 * width } );
    mMiddle = { std::round( middle.east / demPixel ) * demPixel,
                std::round( middle.north / demPixel ) * demPixel };
    setDegrees();
    const Place near = mapped( { 0.5 * height, 0 } );
    const Place far = mapped( { 0.5 * height, width - 1.0 } );
    const double across = std::hypot( far.east - near.east, far.north - near.north );
    mAway = { ( far.east - near.east ) / across, ( far.north - near.north ) / across };
  }

  std::shared_ptr<const RadarGeometry> radar() const { return mRadar; }
  //! Unit vector away from the radar.
  Place away() const { return mAway; }

  //! The terrain as a file; returns its name.
  std::string writeDem( double reach = 6000 ) const
  {
    Dem dem;
    dem.crs = mapCrs;
    dem.width = dem.height = static_cast<int>( 2 * reach / demPixel );
    dem.transform = { mMiddle.east - reach, demPixel, 0, mMiddle.north + reach, 0, -demPixel };
    dem.write(
        [&]( int x, int y ) {
          return mTerrain( { ( x + 0.5 ) * demPixel - reach, reach - ( y + 0.5 ) * demPixel } );
        } );
    return dem.path;
  }

  /**
   * Beta nought of ground that scatters as much as its area across the line of sight.
   *
   * Facets of 5 m, each a parallelogram in space, are put into the picture one by one by the exact equations.
   */
  std::vector<float> betaNought() const
  {
    constexpr double facet = 5;
    constexpr double reach = 2900;
    std::vector<double> area( static_cast<std::size_t>( width ) * height, 0.0 );
    double guess = mRadar->middleTime();
    for ( double north = -reach; north < reach; north += facet )
      for ( double east = -reach; east < reach; east += facet )
      {
        const Vector3 here = point( { east, north } );
        const Vector3 surface =
            cross( point( { east + facet, north } ) - here, point( { east, north + facet } ) - here );
        const ZeroDoppler seen = zeroDoppler( mRadar->orbit(), here, guess );
        guess = seen.time;
        const Vector3 sight = mRadar->orbit().at( seen.time ).position - here;
        spread( mRadar->position( seen ), std::max( 0.0, dot( surface, sight ) / length( sight ) ), area );
      }
    std::vector<float> values;
    for ( std::size_t i = 0; i < area.size(); ++i )
      values.push_back( static_cast<float>(
          area[i] / slantArea( { static_cast<double>( i / width ), static_cast<double>( i % width ) } ) ) );
    return values;
  }

private:
  Place mapped( const RadarPosition &position ) const
  {
    const Geodetic place = toGeodetic( mRadar->point( position, 0 ) );
    std::vector<double> x{ place.longitude / degree };
    std::vector<double> y{ place.latitude / degree };
    MapTransform( geographicCrs, mapCrs ).apply( x, y );
    return { x[0], y[0] };
  }

  //! Degrees linear in metres around the middle: off by a metre over 3 km, which only moves the terrain.
  Vector3 point( const Place &place ) const
  {
    const auto along = [&]( int axis )
    { return mDegrees[axis] + place.east * mEastwards[axis] + place.north * mNorthwards[axis]; };
    return toCartesian( fromDegrees( along( 0 ), along( 1 ), mTerrain( place ) ) );
  }

  void setDegrees()
  {
    constexpr double far = 1000;
    std::vector<double> x{ mMiddle.east, mMiddle.east + far, mMiddle.east };
    std::vector<double> y{ mMiddle.north, mMiddle.north, mMiddle.north + far };
    MapTransform( mapCrs, geographicCrs ).apply( x, y );
    mDegrees = { x[0], y[0] };
    mEastwards = { ( x[1] - x[0] ) / far, ( y[1] - y[0] ) / far };
    mNorthwards = { ( x[2] - x[0] ) / far, ( y[2] - y[0] ) / far };
  }

  static void spread( const RadarPosition &at, double area, std::vector<double> &areas )
  {
    const int x = static_cast<int>( std::floor( at.pixel ) );
    const int y = static_cast<int>( std::floor( at.line ) );
    for ( int j = 0; j < 2; ++j )
      for ( int i = 0; i < 2; ++i )
        if ( x + i >= 0 && x + i < width && y + j >= 0 && y + j < height )
          areas[static_cast<std::size_t>( y + j ) * width + x + i] +=
              area * ( 1 - std::abs( at.pixel - x - i ) ) * ( 1 - std::abs( at.line - y - j ) );
  }

  //! Of a pixel: its slant range times the way on the ground from line to line.
  double slantArea( const RadarPosition &at ) const
  {
    const double range = mRadar->seenAt( { at.line, at.pixel + 0.5 } ).range -
                         mRadar->seenAt( { at.line, at.pixel - 0.5 } ).range;
    return range * length( mRadar->point( { at.line + 0.5, at.pixel }, 0 ) -
                           mRadar->point( { at.line - 0.5, at.pixel }, 0 ) );
  }

  Terrain mTerrain;
  std::shared_ptr<const RadarGeometry> mRadar;
  Place mMiddle;
  Place mAway;
  std::array<double, 2> mDegrees;
  std::array<double, 2> mEastwards;
  std::array<double, 2> mNorthwards;
};

//! A round mountain of 400 m with slopes of up to 24 degrees on a plain.
double mountain( const Place &place )
{
  constexpr double radius = 1400;
  const double distance = std::hypot( place.east, place.north );
  return distance < radius ? 400 * std::pow( std::cos( 1.5707963 * distance / radius ), 2 ) : 0;
}

TerrainOptions terrainOf( const std::string &dem )
{
  TerrainOptions terrain;
  terrain.dem = dem;
  return terrain;
}

std::shared_ptr<const BlockSource> factorOf( const Landscape &landscape, const TerrainSurvey &survey )
{
  return flatteningFactor( landscape.radar(), terrainOf( landscape.writeDem() ), survey );
}

std::vector<float> bandOf( const QString &path )
{
  const RasterReader reader( path.toStdString() );
  return reader.readBand( 1, { 0, 0, reader.width(), reader.height() } );
}

} // namespace

class TestFlattening : public QObject
{
  Q_OBJECT

private slots:
  void init() { mFolder = std::make_unique<QTemporaryDir>(); }
  void cleanup() { VSIUnlink( "/vsimem/dem.tif" ); }
  void bothSidesOfAMountainBecomeEqual();
  void inclinedPlanesHaveTheTangentOfTheirAngle_data();
  void inclinedPlanesHaveTheTangentOfTheirAngle();
  void sameBitsWhateverTheWindow();
  void shadowIsNotBlownUp();
  void foldedGroundCountsTogether();
  void missingThingsAreExplained();

private:
  QString path( const char *name ) const { return mFolder->filePath( name ); }
  std::unique_ptr<QTemporaryDir> mFolder;
};

namespace
{

struct Means
{
  double facing = 0;
  double averted = 0;
  double flat = 0;
};

//! Decibels of the means of \a values on slopes towards the radar, away from it, and on the plain.
Means meansOf( const std::vector<float> &values, const std::vector<float> &angles )
{
  double sums[3] = {};
  double counts[3] = {};
  for ( std::size_t i = 0; i < values.size(); ++i )
  {
    const int kind = angles[i] < 20 ? 0 : angles[i] > 42 ? 1 : 2;
    const bool between = kind == 2 && !( std::abs( angles[i] - 30.8 ) < 0.4 );
    if ( values[i] != values[i] || angles[i] != angles[i] || between )
      continue;
    sums[kind] += values[i];
    counts[kind] += 1;
  }
  const auto decibels = [&]( int kind ) { return 10 * std::log10( sums[kind] / counts[kind] ); };
  return { decibels( 0 ), decibels( 1 ), decibels( 2 ) };
}

} // namespace

void TestFlattening::bothSidesOfAMountainBecomeEqual()
{
  const Landscape landscape( mountain );
  SarPicture picture;
  picture.values = std::make_shared<MemorySource>( width, height, landscape.betaNought() );
  picture.frame = landscape.radar()->frame();
  picture.metadata = { { "CALVINGFRONT_QUANTITY", "beta0" } };
  TerrainCorrectionOptions options;
  options.terrain = terrainOf( landscape.writeDem() );
  options.map.pixelSize = 10;
  options.unit = BackscatterUnit::Linear;
  terrainCorrect( picture, options,
                  { path( "beta.tif" ).toStdString(), path( "angle.tif" ).toStdString(), {} }, {} );
  options.flatten = true;
  terrainCorrect( picture, options, { path( "gamma.tif" ).toStdString(), {}, {} }, {} );

  const std::vector<float> angles = bandOf( path( "angle.tif" ) );
  const Means before = meansOf( bandOf( path( "beta.tif" ) ), angles );
  const Means after = meansOf( bandOf( path( "gamma.tif" ) ), angles );
  qInfo( "facing %.2f, averted %.2f, plain %.2f dB; flattened %.3f, %.3f, %.3f dB", before.facing,
         before.averted, before.flat, after.facing, after.averted, after.flat );
  QVERIFY( before.facing - before.averted > 5 );
  QVERIFY( std::abs( after.facing - after.averted ) < 0.5 );
  for ( const double mean : { after.facing, after.averted, after.flat } )
    QVERIFY( std::abs( mean ) < 0.25 ); // the ground scatters 1 of its area
  const RasterReader map( path( "gamma.tif" ).toStdString() );
  QCOMPARE( map.metadata().at( "CALVINGFRONT_QUANTITY" ), std::string( "gamma0_T" ) );
  QVERIFY( map.metadata().at( "CALVINGFRONT_HISTORY" ).find( "flatten(gamma0_T" ) != std::string::npos );
}

void TestFlattening::inclinedPlanesHaveTheTangentOfTheirAngle_data()
{
  QTest::addColumn<double>( "slope" );
  for ( const double degrees : { -40.0, -15.0, 0.0, 10.0, 20.0 } )
    QTest::addRow( "%g degrees", degrees ) << degrees;
}

//! A plane that rises by \a slope away from the radar is lit under an angle less by that.
void TestFlattening::inclinedPlanesHaveTheTangentOfTheirAngle()
{
  QFETCH( double, slope );
  Place away = Landscape( mountain ).away();
  const double rise = std::tan( slope * degree );
  const Landscape landscape(
      [&]( const Place &place )
      {
        // No deeper than any land of the Earth lies: else it counts as missing.
        const double height = rise * ( place.east * away.east + place.north * away.north );
        return std::max( height, -450.0 );
      } );
  const auto factor = factorOf( landscape, { -3000, 3000, 1 } );
  // Nearer to the radar, the steepest plane lies deeper.
  for ( const int x : { 180, 200, 250 } )
    for ( const int y : { 100, 200 } )
    {
      const RadarPosition at{ y + 0.0, x + 0.0 };
      const Vector3 satellite =
          landscape.radar()->orbit().at( landscape.radar()->seenAt( at ).time ).position;
      const double flat = incidenceAngle( satellite, landscape.radar()->point( at, 0 ) );
      const double expected = std::tan( ( flat - slope ) * degree );
      const float found = factor->read( { x, y, 1, 1 } )[0];
      QVERIFY2( std::abs( found / expected - 1 ) < 0.01,
                qPrintable( QString( "%1 instead of %2" ).arg( found ).arg( expected ) ) );
    }
}

void TestFlattening::sameBitsWhateverTheWindow()
{
  const Landscape landscape( []( const Place &p )
                             { return 300 + 250 * std::sin( p.east / 170 ) * std::cos( p.north / 130 ); } );
  const auto factor = factorOf( landscape, { 0, 600, 1 } );
  const std::vector<float> whole = factor->read( { 0, 0, width, height } );
  for ( const Window &part :
        { Window{ 0, 0, width, 64 }, Window{ 0, 64, width, 64 }, Window{ 0, 131, width, 1 },
          Window{ 37, 200, 101, 100 }, Window{ 399, 299, 1, 1 } } )
  {
    const std::vector<float> found = factor->read( part );
    for ( int y = 0; y < part.height; ++y )
      QCOMPARE( std::memcmp( &found[static_cast<std::size_t>( y ) * part.width],
                             &whole[static_cast<std::size_t>( part.y + y ) * width + part.x],
                             sizeof( float ) * part.width ),
                0 );
  }
}

namespace
{

//! A wall of 300 m across the line of sight: its slope to the radar and the one behind, in degrees.
Terrain wall( const Place &away, double front, double back )
{
  return [away, front, back]( const Place &place )
  {
    const double distance = place.east * away.east + place.north * away.north;
    return std::max( 0.0, 300 - ( distance < 0 ? -distance * std::tan( front * degree )
                                               : distance * std::tan( back * degree ) ) );
  };
}

} // namespace

//! Behind a wall nothing is lit: there the factor is that of flat ground.
void TestFlattening::shadowIsNotBlownUp()
{
  const Landscape landscape( wall( Landscape( mountain ).away(), 10, 80 ) );
  const auto plain = factorOf( Landscape( []( const Place & ) { return 0; } ), {} );
  const auto factor = factorOf( landscape, { 0, 300, 1 } );
  const Window line{ 0, 150, width, 1 };
  const std::vector<float> flat = plain->read( line );
  const std::vector<float> found = factor->read( line );
  int equal = 0;
  for ( int x = 0; x < width; ++x )
  {
    QVERIFY( found[x] > 0 && found[x] < 21 * flat[x] );
    equal += x > 180 && x < 220 && std::abs( found[x] / flat[x] - 1 ) < 1e-3 ? 1 : 0;
  }
  QVERIFY2( equal >= 10, qPrintable( QString::number( equal ) ) );
  for ( const int x : { 100, 120, 300, 350 } ) // far from the wall
    QVERIFY( x < 200 || std::abs( found[x] / flat[x] - 1 ) < 0.01 );
}

//! What is lit counts once, wherever it is shown: all pixels of a line together hold as much as the plain's.
void TestFlattening::foldedGroundCountsTogether()
{
  const Landscape landscape( wall( Landscape( mountain ).away(), 50, 25 ) );
  const auto plain = factorOf( Landscape( []( const Place & ) { return 0; } ), {} );
  const auto factor = factorOf( landscape, { 0, 300, 1 } );
  const Window line{ 0, 150, width, 1 };
  const std::vector<float> flat = plain->read( line );
  const std::vector<float> found = factor->read( line );
  double expected = 0;
  double sum = 0;
  float least = HUGE_VALF;
  for ( int x = 0; x < width; ++x )
  {
    expected += 1 / flat[x]; // area across the line of sight, in areas of the slant plane
    sum += 1 / found[x];
    least = std::min( least, found[x] / flat[x] );
  }
  QVERIFY2( std::abs( sum / expected - 1 ) < 0.01, qPrintable( QString::number( sum / expected ) ) );
  // Plain, wall and the slope behind it in one pixel: cot 31 / ( cot 31 + cot 19 + cot 56 ).
  QVERIFY2( std::abs( least - 0.31 ) < 0.03, qPrintable( QString::number( least ) ) );
}

void TestFlattening::missingThingsAreExplained()
{
  const Landscape landscape( mountain );
  SarPicture picture;
  picture.values =
      std::make_shared<MemorySource>( width, height, std::vector<float>( width * height, 1.0f ) );
  picture.frame = landscape.radar()->frame();
  picture.metadata = { { "CALVINGFRONT_QUANTITY", "sigma0" } };
  TerrainCorrectionOptions options;
  options.flatten = true;
  const auto correct = [&] {
    return terrainCorrect( picture, options, { path( "map.tif" ).toStdString(), {}, {} }, {} );
  };
  EXPECT_ERROR( correct(), "flattening", "sigma0", "beta nought" );
  picture.metadata["CALVINGFRONT_QUANTITY"] = "beta0";
  EXPECT_ERROR( correct(), "flattening", "terrain model" );
  QVERIFY( QDir( mFolder->path() ).entryList( QDir::Files ).isEmpty() );
}

QTEST_APPLESS_MAIN( TestFlattening )
#include "testflattening.moc"
