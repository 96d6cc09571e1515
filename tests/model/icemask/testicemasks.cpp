#include <QtTest>

#include <cmath>
#include <numeric>

#include <gdal_priv.h>

#include "model/change/frontchange.h"
#include "model/error.h"
#include "model/icemask/icemasks.h"
#include "support/expecterror.h"
#include "support/moltke.h"
#include "support/testdata.h"
#include "support/wellknownbinary.h"

using namespace calving;

/**
 * A fjord from y = 20000 to y = 20400 m in which ice flows to the east, on a plane in metres.
 *
 * Pixels are 100 m. Straight fronts cut them exactly, but for the 1/64 of a pixel to which shares are
 * counted.
 */
class TestIceMasks : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase() { GDALAllRegister(); }
  void init();
  void areasOfStraightFrontsAreExact_data();
  void areasOfStraightFrontsAreExact();
  void halfwayInTimeIsHalfway();
  void monthsAreOfTheirMiddles();
  void timesBeyondTheFrontsAreHeld();
  void cumulativeOceanNeverShrinks();
  void levelSetIsTheDistanceToTheEdgeOfTheOcean();
  void rockIsNeverOcean();
  void catchmentsSayWhereIceLies();
  void wallsMayBePolygons_data();
  void wallsMayBePolygons();
  void withoutWallsTheFjordIsAsWideAsTheFronts();
  void bendsOfWallsCount();
  void severalGlaciersShareAMap();
  void closedFrontsAreTheIceInTheFjord();
  void fileHeedsTheConventions();
  void agreesWithTheAreasOfFrontChange();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void cancellingLeavesTheOldFile();

private:
  static DrawnShapes shapes( const char *text ) { return { "A shape", {}, { wellKnownBinary( text ) } }; }
  static FrontRecord front( const std::string &date, const Line &line, const std::string &glacier = {} );
  //! Straight across the fjord.
  static FrontRecord across( const std::string &date, double x )
  {
    return front( date, { { x, 20000 }, { x, 20400 } } );
  }
  QString path() const { return mFolder->filePath( "masks.nc" ); }
  IceMaskResult write();
  std::vector<double> read( const char *array ) const;
  //! Square metres of ocean by land_ice_area_fraction_retreat, and of ice by ice_mask.
  double oceanAt( std::size_t time ) const;
  double iceAt( std::size_t time ) const;
  //! A value of a map at a time, where the pixel has its centre at (x, y).
  double valueAt( const char *array, std::size_t time, double x, double y ) const;

  std::unique_ptr<QTemporaryDir> mFolder;
  IceMaskInput mInput;
  IceMaskOptions mOptions;
  QStringList mWarnings;

  //! 10 pixels round fronts between 10100 and 10500.
  static constexpr double right = 11500;
  static constexpr double left = 9100;
};

namespace
{

const char *lineWalls = "MULTILINESTRING((9000 20000,12000 20000),(9000 20400,12000 20400))";
//! What shares of pixels along a front of 400 m are counted to.
constexpr double share = 4 * 100.0 * 100.0 / 64;

} // namespace

void TestIceMasks::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  mInput = {};
  mInput.walls = shapes( lineWalls );
  mOptions = {};
  mOptions.resolution = 100;
  mOptions.azimuth = 90;
  mOptions.times = "fronts";
}

FrontRecord TestIceMasks::front( const std::string &date, const Line &line, const std::string &glacier )
{
  FrontRecord record;
  record.source = "fronts";
  record.glacier = glacier;
  record.dateText = date;
  record.lines = { line };
  return record;
}

IceMaskResult TestIceMasks::write()
{
  Feedback feedback;
  mWarnings.clear();
  feedback.warning = [this]( const std::string &sentence )
  {
    // Fronts of the test lie on a plane that has none.
    if ( sentence.find( "no coordinate reference system" ) == std::string::npos )
      mWarnings << QString::fromStdString( sentence );
  };
  return writeIceMasks( path().toStdString(), mInput, mOptions, feedback );
}

std::vector<double> TestIceMasks::read( const char *name ) const
{
  const GDALDatasetUniquePtr file(
      GDALDataset::Open( path().toUtf8().constData(), GDAL_OF_MULTIDIM_RASTER ) );
  const std::shared_ptr<GDALMDArray> array = file->GetRootGroup()->OpenMDArray( name );
  std::vector<GUInt64> start;
  std::vector<std::size_t> count;
  std::size_t all = 1;
  for ( const auto &dimension : array->GetDimensions() )
  {
    start.push_back( 0 );
    count.push_back( dimension->GetSize() );
    all *= count.back();
  }
  std::vector<double> values( all );
  array->Read( start.data(), count.data(), nullptr, nullptr, GDALExtendedDataType::Create( GDT_Float64 ),
               values.data() );
  return values;
}

double TestIceMasks::oceanAt( std::size_t time ) const
{
  const std::vector<double> fraction = read( "land_ice_area_fraction_retreat" );
  const std::size_t pixels = read( "x" ).size() * read( "y" ).size();
  double ocean = 0;
  for ( std::size_t i = time * pixels; i < ( time + 1 ) * pixels; ++i )
    ocean += ( 1 - fraction[i] ) * 100 * 100;
  return ocean;
}

double TestIceMasks::iceAt( std::size_t time ) const
{
  const std::vector<double> ice = read( "ice_mask" );
  const std::size_t pixels = read( "x" ).size() * read( "y" ).size();
  return 100 * 100 * std::accumulate( ice.begin() + time * pixels, ice.begin() + ( time + 1 ) * pixels, 0.0 );
}

double TestIceMasks::valueAt( const char *array, std::size_t time, double x, double y ) const
{
  const std::vector<double> xs = read( "x" );
  const std::vector<double> ys = read( "y" );
  const auto column = std::find( xs.begin(), xs.end(), x ) - xs.begin();
  const auto row = std::find( ys.begin(), ys.end(), y ) - ys.begin();
  return read( array ).at( ( time * ys.size() + row ) * xs.size() + column );
}

#define COMPARE_AREA( area, expected, tolerance )                                                            \
  QVERIFY2( std::abs( ( area ) - ( expected ) ) <= ( tolerance ),                                            \
            qPrintable( QString( "%1 m2 instead of %2" ).arg( area, 0, 'f' ).arg( expected, 0, 'f' ) ) )

void TestIceMasks::areasOfStraightFrontsAreExact_data()
{
  QTest::addColumn<QVector<QPointF>>( "line" );
  QTest::addColumn<double>( "middle" );
  using Points = QVector<QPointF>;
  QTest::newRow( "on the border of pixels" ) << Points{ { 10500, 20000 }, { 10500, 20400 } } << 10500.0;
  QTest::newRow( "within pixels" ) << Points{ { 10437, 20000 }, { 10437, 20400 } } << 10437.0;
  QTest::newRow( "aslant" ) << Points{ { 10350, 20000 }, { 10500, 20400 } } << 10425.0;
  QTest::newRow( "bent" ) << Points{ { 10300, 20000 }, { 10500, 20200 }, { 10300, 20400 } } << 10400.0;
  QTest::newRow( "beyond the walls" ) << Points{ { 10437, 19900 }, { 10437, 20500 } } << 10437.0;
  QTest::newRow( "short of the walls" ) << Points{ { 10437, 20070 }, { 10437, 20340 } } << 10437.0;
  QTest::newRow( "drawn the other way" ) << Points{ { 10437, 20400 }, { 10437, 20000 } } << 10437.0;
}

void TestIceMasks::areasOfStraightFrontsAreExact()
{
  QFETCH( QVector<QPointF>, line );
  QFETCH( double, middle );
  Line points;
  for ( const QPointF &point : line )
    points.push_back( { point.x(), point.y() } );
  mInput.fronts.fronts = { front( "2020-01-01", points ), across( "2020-02-01", 10100 ),
                           across( "2020-03-01", 10500 ) };
  write();
  QCOMPARE( read( "x" ).front(), left + 50 );
  QCOMPARE( read( "x" ).back(), right - 50 );
  // A kink between pixels is rounded: a tenth of a pixel at most.
  COMPARE_AREA( oceanAt( 0 ), ( right - middle ) * 400, line.size() > 2 ? 100 * 100 / 10.0 : share );
  COMPARE_AREA( oceanAt( 1 ), ( right - 10100 ) * 400, share );
  COMPARE_AREA( iceAt( 1 ), ( 10100 - left ) * 400, 0.1 );
  COMPARE_AREA( iceAt( 2 ), ( 10500 - left ) * 400, 0.1 );
}

void TestIceMasks::halfwayInTimeIsHalfway()
{
  mOptions.times = "2020-01-11, 2020-01-06";
  mInput.fronts.fronts = { across( "2020-01-01", 10500 ), across( "2020-01-21", 10100 ) };
  write();
  COMPARE_AREA( oceanAt( 0 ), ( right - 10400 ) * 400, share );
  COMPARE_AREA( oceanAt( 1 ), ( right - 10300 ) * 400, share );
  QCOMPARE( valueAt( "ice_levelset", 1, 10150, 20250 ), -150.0 );
  QCOMPARE( read( "days_from_front" ), ( std::vector<double>{ 5, 10 } ) );
  const double first = 43834.5; // noon of 6 January 2020, since 1900
  const std::vector<double> times = read( "time" );
  QCOMPARE( times[1] - times[0], 5.0 );
  QCOMPARE( times[0], first );
  QCOMPARE( read( "time_bnds" ),
            ( std::vector<double>{ first - 2.5, first + 2.5, first + 2.5, first + 7.5 } ) );
}

void TestIceMasks::monthsAreOfTheirMiddles()
{
  mOptions.times = "monthly";
  mInput.fronts.fronts = { across( "2019-12-20", 10500 ), across( "2020-03-20", 10100 ) };
  const IceMaskResult masks = write();
  QCOMPARE( masks.times.size(), std::size_t( 3 ) ); // the middle of December lies before the first front
  const std::vector<double> bounds = read( "time_bnds" );
  QCOMPARE( bounds[1] - bounds[0], 31.0 );
  QCOMPARE( bounds[2], bounds[1] );
  QCOMPARE( bounds[3] - bounds[2], 29.0 );
  QCOMPARE( read( "time" )[1], bounds[2] + 14.5 );
  QVERIFY2( mWarnings.isEmpty(), qPrintable( mWarnings.join( '\n' ) ) );
}

void TestIceMasks::timesBeyondTheFrontsAreHeld()
{
  mOptions.times = "monthly";
  mOptions.start = "2019-11-05";
  mOptions.end = "2020-05-31";
  mInput.fronts.fronts = { across( "2020-01-01", 10500 ), across( "2020-03-31", 10100 ) };
  QCOMPARE( write().times.size(), std::size_t( 7 ) );
  COMPARE_AREA( oceanAt( 0 ), ( right - 10500 ) * 400, share );
  COMPARE_AREA( oceanAt( 6 ), ( right - 10100 ) * 400, share );
  QCOMPARE( mWarnings.size(), 1 );
  QVERIFY2( mWarnings[0].contains( "4 of 7" ) && mWarnings[0].contains( "2020-03-31" ) &&
                mWarnings[0].contains( "nothing is extrapolated" ),
            qPrintable( mWarnings[0] ) );

  mInput.fronts.fronts.resize( 1 );
  mOptions.start.clear();
  mOptions.end.clear();
  QCOMPARE( write().times.size(), std::size_t( 1 ) );
  QVERIFY2( mWarnings.join( '\n' ).contains( "one moment" ), qPrintable( mWarnings.join( '\n' ) ) );
}

void TestIceMasks::cumulativeOceanNeverShrinks()
{
  mOptions.isCumulative = true;
  mOptions.times = "2020-01-01, 2020-01-06, 2020-02-10";
  mInput.fronts.fronts = { across( "2020-01-01", 10500 ), across( "2020-01-11", 10100 ),
                           across( "2020-01-21", 10500 ) };
  write();
  COMPARE_AREA( oceanAt( 0 ), ( right - 10500 ) * 400, share );
  COMPARE_AREA( oceanAt( 1 ), ( right - 10300 ) * 400, share );
  COMPARE_AREA( oceanAt( 2 ), ( right - 10100 ) * 400, share ); // as on a day between these times
  COMPARE_AREA( iceAt( 2 ), ( 10500 - left ) * 400, 0.1 );
}

void TestIceMasks::levelSetIsTheDistanceToTheEdgeOfTheOcean()
{
  mInput.fronts.fronts = { across( "2020-01-01", 10500 ), across( "2020-01-21", 10100 ) };
  write();
  QCOMPARE( valueAt( "ice_levelset", 0, 10250, 20250 ), -250.0 ); // ice
  QCOMPARE( valueAt( "ice_levelset", 0, 10550, 20250 ), 50.0 );   // water, the front is nearer than a wall
  QCOMPARE( valueAt( "ice_levelset", 0, 11250, 20250 ), 150.0 );  // water, the wall is nearer
  QCOMPARE( valueAt( "ice_levelset", 0, 11250, 20650 ), -250.0 ); // land before water
  // Land beside ice, behind the front: its end on the wall is nearest.
  QVERIFY( valueAt( "ice_levelset", 0, 10250, 20650 ) < -250 );
  QVERIFY( valueAt( "ice_levelset", 0, 10250, 20650 ) >= -std::hypot( 250, 250 ) - 0.1 );
}

void TestIceMasks::rockIsNeverOcean()
{
  // An island of 200 m x 100 m in the water, and land in the north, from 100 m behind the wall on.
  mInput.rock = shapes( "MULTIPOLYGON(((10900 20100,11100 20100,11100 20200,10900 20200,10900 20100)),"
                        "((8000 20500,13000 20500,13000 30000,8000 30000,8000 20500)))" );
  mInput.fronts.fronts = { across( "2020-01-01", 10500 ), across( "2020-01-21", 10100 ) };
  write();
  COMPARE_AREA( oceanAt( 0 ), ( right - 10500 ) * 400 - 200 * 100, share );
  QCOMPARE( valueAt( "rock_mask", 0, 10950, 20150 ), 1.0 );
  QCOMPARE( valueAt( "ice_levelset", 0, 10950, 20150 ), -50.0 );
  QCOMPARE( valueAt( "rock_mask", 0, 10950, 20650 ), 1.0 );
  // All other land is ice: between wall and rock, and in the south.
  QCOMPARE( valueAt( "ice_mask", 0, 10950, 20450 ), 1.0 );
  QCOMPARE( valueAt( "ice_mask", 0, 10950, 19850 ), 1.0 );
  // Ice, rock and ocean are all there is.
  const std::vector<double> ice = read( "ice_mask" );
  const std::vector<double> rock = read( "rock_mask" );
  const std::vector<double> fraction = read( "land_ice_area_fraction_retreat" );
  for ( std::size_t i = 0; i < rock.size(); ++i )
    QCOMPARE( ice[i] + rock[i], fraction[i] );
}

void TestIceMasks::catchmentsSayWhereIceLies()
{
  mInput.catchment = shapes( "POLYGON((8000 19800,10000 19800,10000 20600,8000 20600,8000 19800))" );
  mInput.fronts.fronts = { across( "2020-01-01", 10500 ), across( "2020-01-21", 10100 ) };
  write();
  COMPARE_AREA( iceAt( 0 ), ( 10500 - left ) * 400 + ( 10000 - left ) * 400, 0.1 );
  QCOMPARE( valueAt( "rock_mask", 0, 10250, 20550 ), 1.0 );
  QCOMPARE( valueAt( "rock_mask", 0, 9550, 20550 ), 0.0 );
}

void TestIceMasks::wallsMayBePolygons_data()
{
  QTest::addColumn<QString>( "walls" );
  QTest::newRow( "outline of the fjord" )
      << "POLYGON((9500 20000,11000 20000,11000 20400,9500 20400,9500 20000))";
  QTest::newRow( "land beside it" )
      << "MULTIPOLYGON(((8000 20400,13000 20400,13000 25000,8000 25000,8000 20400)),"
         "((8000 20000,13000 20000,13000 15000,8000 15000,8000 20000)))";
  QTest::newRow( "lines in pieces" )
      << "MULTILINESTRING((9800 20000,10300 20000),(10300 20000,12000 20000),(9500 20400,11000 20400))";
}

void TestIceMasks::wallsMayBePolygons()
{
  QFETCH( QString, walls );
  mInput.walls = shapes( walls.toUtf8().constData() );
  mInput.fronts.fronts = { front( "2020-01-01", { { 10500, 20050 }, { 10500, 20350 } } ),
                           across( "2020-01-21", 10100 ) };
  write();
  COMPARE_AREA( oceanAt( 0 ), ( right - 10500 ) * 400, share );
  COMPARE_AREA( oceanAt( 1 ), ( right - 10100 ) * 400, share );
}

void TestIceMasks::withoutWallsTheFjordIsAsWideAsTheFronts()
{
  mInput.walls = {};
  mInput.fronts.fronts = { front( "2020-01-01", { { 10500, 20050 }, { 10500, 20380 } } ),
                           across( "2020-01-21", 10100 ) };
  write();
  COMPARE_AREA( oceanAt( 0 ), ( right - 10500 ) * 400, share );
  COMPARE_AREA( oceanAt( 1 ), ( right - 10100 ) * 400, share );
  QCOMPARE( valueAt( "rock_mask", 0, 10250, 20550 ), 1.0 );
}

void TestIceMasks::bendsOfWallsCount()
{
  // The north wall steps back by 200 m at x = 10800.
  mInput.walls = shapes( "MULTILINESTRING((9000 20000,12000 20000),"
                         "(9000 20400,10800 20400,10800 20600,12000 20600))" );
  mInput.fronts.fronts = { across( "2020-01-01", 10500 ), across( "2020-01-21", 10100 ) };
  write();
  COMPARE_AREA( oceanAt( 0 ), ( right - 10500 ) * 400 + ( right - 10800 ) * 200, share );
}

void TestIceMasks::severalGlaciersShareAMap()
{
  mInput.walls = {};
  mOptions.times = "2020-01-01";
  // A second fjord, from 21000 to 21400, whose front stands at 10300.
  mInput.fronts.fronts = { front( "2020-01-01", { { 10500, 20000 }, { 10500, 20400 } }, "South" ),
                           front( "2020-01-01", { { 10300, 21000 }, { 10300, 21400 } }, "North" ) };
  write();
  const std::vector<double> xs = read( "x" );
  const double edge = xs.back() + 50;
  COMPARE_AREA( oceanAt( 0 ), ( edge - 10500 ) * 400 + ( edge - 10300 ) * 400, 2 * share );
  QCOMPARE( valueAt( "ice_mask", 0, 10350, 20250 ), 1.0 );
  QCOMPARE( valueAt( "ice_mask", 0, 10350, 21250 ), 0.0 );
  QCOMPARE( valueAt( "ice_levelset", 0, 10350, 21250 ), 50.0 );
  QCOMPARE( valueAt( "ice_levelset", 0, 10350, 20250 ), -150.0 );
}

void TestIceMasks::closedFrontsAreTheIceInTheFjord()
{
  mOptions.times = "monthly";
  mInput.fronts.fronts = { across( "2020-01-01", 10500 ), across( "2020-01-21", 10100 ),
                           front( "2020-01-25", { { 10300, 20180 }, { 10300, 20220 } } ) };
  const IceMaskResult masks = write();
  QCOMPARE( masks.closed.size(), std::size_t( 2 ) );
  QCOMPARE( masks.closed[1].date, std::string( "2020-01-21" ) );
  // They go on to four pixels beyond the map.
  COMPARE_AREA( areaOf( masks.closed[0].ice ), ( 10500 - left + 400 ) * 400, 1 );
  QVERIFY2( mWarnings.join( '\n' ).contains( "2020-01-25" ), qPrintable( mWarnings.join( '\n' ) ) );
}

void TestIceMasks::fileHeedsTheConventions()
{
  mInput.walls = {};
  mOptions.resolution = 120;
  const std::string degrees = "EPSG:4326";
  // A front of some 4 km at 76.5 N, 67.5 W.
  mInput.fronts.fronts = { front( "2020-01-01", { { -67.5, 76.48 }, { -67.5, 76.52 } } ),
                           front( "2020-02-01", { { -67.6, 76.48 }, { -67.6, 76.52 } } ) };
  for ( FrontRecord &record : mInput.fronts.fronts )
    record.crs = degrees;
  const IceMaskResult masks = write();
  const GDALDatasetUniquePtr file(
      GDALDataset::Open( path().toUtf8().constData(), GDAL_OF_MULTIDIM_RASTER ) );
  const std::shared_ptr<GDALGroup> root = file->GetRootGroup();
  const auto text = [&]( const char *array, const char *attribute )
  {
    const auto found =
        *array ? root->OpenMDArray( array )->GetAttribute( attribute ) : root->GetAttribute( attribute );
    return found ? QString::fromUtf8( found->ReadAsString() ) : QStringLiteral( "none" );
  };
  QCOMPARE( text( "", "Conventions" ), QStringLiteral( "CF-1.8" ) );
  QCOMPARE( text( "time", "units" ), QStringLiteral( "days since 1900-01-01 00:00:00" ) );
  QCOMPARE( text( "time", "bounds" ), QStringLiteral( "time_bnds" ) );
  QCOMPARE( text( "x", "standard_name" ), QStringLiteral( "projection_x_coordinate" ) );
  QCOMPARE( text( "land_ice_area_fraction_retreat", "units" ), QStringLiteral( "1" ) );
  QCOMPARE( text( "ice_levelset", "units" ), QStringLiteral( "m" ) );
  QCOMPARE( text( "ice_mask", "flag_meanings" ), QStringLiteral( "no_ice ice" ) );
  const QString mapping = text( "ice_mask", "grid_mapping" );
  QCOMPARE( text( "rock_mask", "grid_mapping" ), mapping );
  const QByteArray name = mapping.toUtf8();
  QCOMPARE( text( name.constData(), "grid_mapping_name" ), QStringLiteral( "polar_stereographic" ) );
  QVERIFY( text( name.constData(), "crs_wkt" ).startsWith( QLatin1String( "PROJCRS" ) ) );
  QVERIFY( text( name.constData(), "spatial_ref" ).contains( QLatin1String( "3413" ) ) );
  const auto ice = root->OpenMDArray( "ice_mask" );
  const auto dimensions = ice->GetDimensions();
  QCOMPARE( dimensions.size(), std::size_t( 3 ) );
  QCOMPARE( dimensions[0]->GetName(), std::string( "time" ) );
  QCOMPARE( dimensions[1]->GetName(), std::string( "y" ) );
  QCOMPARE( dimensions[2]->GetName(), std::string( "x" ) );
  QCOMPARE( ice->GetBlockSize()[0], GUInt64( 1 ) );
  const std::vector<double> ys = read( "y" );
  QVERIFY( std::is_sorted( ys.begin(), ys.end() ) );
  // The classic reader turns it north up, in its place.
  const GDALDatasetUniquePtr raster( GDALDataset::Open(
      QStringLiteral( "NETCDF:\"%1\":ice_mask" ).arg( path() ).toUtf8().constData(), GDAL_OF_RASTER ) );
  QVERIFY( raster );
  std::array<double, 6> transform{};
  QCOMPARE( raster->GetGeoTransform( transform.data() ), CE_None );
  QCOMPARE( transform, masks.grid.transform );
  QCOMPARE( raster->GetRasterCount(), 2 );
  QCOMPARE( QString( raster->GetSpatialRef()->GetAuthorityCode( nullptr ) ), QStringLiteral( "3413" ) );
}

void TestIceMasks::agreesWithTheAreasOfFrontChange()
{
  REQUIRE_TEST_DATA( "moltke/box/harald_moltke_brae.shp" );
  const std::string folder = testData( "moltke" ).toStdString();
  mInput = {};
  mInput.fronts.fronts = moltkeFronts( folder );
  const std::string crs = mInput.fronts.fronts.front().crs;
  mOptions.azimuth = moltkeDirection;
  ChangeInput box = mInput.fronts;
  box.boxes = moltkeBox( folder, crs );
  ChangeOptions how;
  how.azimuth = moltkeDirection;
  const GlacierChange change = measureChange( box, how, {} ).front();
  mInput.walls = box.boxes;
  QCOMPARE( write().times.size(), change.rows.size() );
  constexpr double shown = 0.96677; // EPSG:3413 shows areas smaller there
  const double first = oceanAt( 0 ) + shown * change.rows[0].area;
  const std::vector<double> fraction = read( "land_ice_area_fraction_retreat" );
  const std::size_t pixels = fraction.size() / change.rows.size();
  for ( std::size_t i = 1; i < change.rows.size(); ++i )
  {
    const double may =
        std::accumulate( fraction.begin() + i * pixels, fraction.begin() + ( i + 1 ) * pixels, 0.0 );
    const double ocean = ( static_cast<double>( pixels ) - may ) * 100 * 100;
    COMPARE_AREA( ocean + shown * change.rows[i].area, first, 2 * 100 * 100 );
  }
}

void TestIceMasks::saysWhatIsWrong_data()
{
  QTest::addColumn<QString>( "kind" );
  QTest::addColumn<QString>( "words" );
  QTest::newRow( "no fronts" ) << "empty"
                               << "layer of fronts is empty";
  QTest::newRow( "no dates" ) << "undated"
                              << "DATE_FIELD";
  QTest::newRow( "polygons" ) << "polygons"
                              << "is a line";
  QTest::newRow( "no side" ) << "sideless"
                             << "OCEAN";
  QTest::newRow( "walls never reached" ) << "short"
                                         << "LONGEST_GAP";
  QTest::newRow( "walls elsewhere" ) << "elsewhere"
                                     << "walls lie elsewhere";
  QTest::newRow( "walls of points" ) << "points"
                                     << "neither a line nor a polygon";
  QTest::newRow( "absurd size" ) << "absurd"
                                 << "600000 x";
  QTest::newRow( "too large" ) << "large"
                               << "12000 x";
  QTest::newRow( "no time" ) << "timeless"
                             << "“soon”";
  QTest::newRow( "end before start" ) << "backwards"
                                      << "END lies before START";
  QTest::newRow( "times without end" ) << "endless"
                                       << "more than 10000";
  QTest::newRow( "no folder" ) << "homeless"
                               << "/none/masks.nc";
  QTest::newRow( "degrees" ) << "degrees"
                             << "no coordinate reference system";
}

void TestIceMasks::saysWhatIsWrong()
{
  mOptions.times = "monthly";
  QFETCH( QString, kind );
  QFETCH( QString, words );
  std::vector<FrontRecord> &fronts = mInput.fronts.fronts;
  fronts = { across( "2020-01-01", 10500 ), across( "2020-03-01", 10100 ) };
  std::string place = path().toStdString();
  if ( kind == "empty" )
    fronts.clear();
  else if ( kind == "undated" )
    fronts = { across( "", 10500 ) };
  else if ( kind == "polygons" )
    fronts[0].lines = fronts[1].lines = {};
  else if ( kind == "sideless" )
    mOptions.azimuth.reset();
  else if ( kind == "short" )
    fronts = { front( "2020-01-01", { { 10500, 20150 }, { 10500, 20250 } } ) };
  else if ( kind == "elsewhere" )
    mInput.walls = shapes( "LINESTRING(90000 20000,92000 20000)" );
  else if ( kind == "points" )
    mInput.walls = shapes( "POINT(10000 20000)" );
  else if ( kind == "absurd" )
    mOptions.resolution = 0.001;
  else if ( kind == "large" )
    mOptions.resolution = 0.05;
  else if ( kind == "timeless" )
    mOptions.times = "2020-01-01, soon";
  else if ( kind == "backwards" )
  {
    mOptions.start = "2020-03-01";
    mOptions.end = "2020-01-01";
  }
  else if ( kind == "endless" )
  {
    QStringList minutes;
    for ( int minute = 0; minute <= 10000; ++minute )
      minutes << QDateTime( QDate( 2020, 1, 1 ), QTime(), Qt::UTC )
                     .addSecs( 60 * minute )
                     .toString( "yyyy-MM-ddThh:mm:ss" );
    mOptions.times = minutes.join( ',' ).toStdString();
  }
  else if ( kind == "homeless" )
    place = "/none/masks.nc";
  else if ( kind == "degrees" )
    mOptions.crs = "EPSG:3413";
  EXPECT_ERROR( writeIceMasks( place, mInput, mOptions, {} ), words.toStdString() );
  QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ).size(), 0 );
}

void TestIceMasks::cancellingLeavesTheOldFile()
{
  mOptions.times = "monthly";
  mInput.fronts.fronts = { across( "2020-01-01", 10500 ), across( "2020-12-31", 10100 ) };
  QFile old( path() );
  QVERIFY( old.open( QIODevice::WriteOnly ) );
  old.write( "old" );
  old.close();
  Feedback feedback;
  feedback.progress = []( double fraction ) { return fraction < 0.8; };
  bool isCancelled = false;
  try
  {
    writeIceMasks( path().toStdString(), mInput, mOptions, feedback );
  }
  catch ( const Cancelled & )
  {
    isCancelled = true;
  }
  QVERIFY( isCancelled );
  QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ), QStringList{ "masks.nc" } );
  QCOMPARE( QFileInfo( path() ).size(), qint64( 3 ) );
}

QTEST_GUILESS_MAIN( TestIceMasks )
#include "testicemasks.moc"
