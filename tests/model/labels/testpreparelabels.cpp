#include <algorithm>
#include <array>

#include <QtTest>

#include "model/base/calendar.h"
#include "model/geometry/maptransform.h"
#include "model/labels/drawnlines.h"
#include "model/labels/labelfile.h"
#include "model/labels/preparelabels.h"
#include "support/drawnzones.h"
#include "support/expecterror.h"
#include "support/segmenters.h"
#include "support/testraster.h"
#include "support/wellknownbinary.h"

using namespace calving;

class TestPrepareLabels : public QObject
{
  Q_OBJECT

private slots:
  void init();
  void frontAndZonesOfAnotherDateGiveZones();
  void nearestLabelsAreCopied();
  void linesOfTheLabelsCountFirst();
  void linesCrossTheDateLine();
  void modelFillsInWhereNothingElseCan();
  void modelsZonesServeAFrontWithoutLabels();
  void rockLiesOverAll();
  void labelledScenesStay();
  void zonesFollowMovedFronts();
  void nearbyFrontsCountWhereAsked();
  void oneAuthorCounts();
  void namedGlacierCounts();
  void nothingToStartFromIsSaid();
  void explainsWhatIsWrong();
  void cancels();
  void fileHoldsWhatWasPrepared();
  void fileOfOthersIsRefused();
  void failedAdditionChangesNothing();

private:
  std::vector<PreparedLabels> prepared( const std::vector<RasterInput> &rasters );
  const PreparedLabels &of( const std::string &scene, const std::vector<PreparedLabels> &labels );

  LabelSources mSources;
  LabelOptions mOptions;
  QStringList mInformed;
  QStringList mWarned;
  Feedback mFeedback;
};

namespace
{

const std::string june = "/vsimem/Fjord_2020-06-01_S1.tif";
const std::string july = "/vsimem/Fjord_2020-07-01_S1.tif";
const std::string august = "/vsimem/Fjord_2020-08-01_S1.tif";

std::string nameOf( const std::string &path )
{
  return path.substr( 8, path.size() - 12 );
}

//! A fjord of 100 x 100 pixels between walls of 20 pixels of rock, with its front at a column.
std::vector<ZonePolygon> fjord( int front, const std::string &scene )
{
  return { rectangle( 1, 0, 0, 100, 20, scene ), rectangle( 1, 0, 80, 100, 100, scene ),
           rectangle( 2, 0, 20, front, 80, scene ), rectangle( 3, front, 20, 100, 80, scene ) };
}

int day( const std::string &date )
{
  return dayOfIsoDate( date );
}

//! Pixels of a class in the labels of a scene, on the grid of the test rasters.
int pixelsOf( const PreparedLabels &labels, std::uint8_t zone )
{
  const RasterGrid grid = RasterReader( june ).grid();
  const std::vector<std::uint8_t> zones =
      zonesOn( grid, { labels.zones, utm33() }, labels.scene ).read( { 0, 0, 100, 100 } );
  return static_cast<int>( std::count( zones.begin(), zones.end(), zone ) );
}

} // namespace

void TestPrepareLabels::init()
{
  for ( const std::string &path : { june, july, august } )
    writeRaster(
        path, 100, 100, []( int x, int y ) { return y < 20 || y >= 80 ? 100
                                                    : x < 40          ? 150
                                                                      : 250; },
        GDT_Byte );
  mSources = {};
  mSources.labels.crs = utm33();
  mSources.archive.name = "the layer of fronts archive";
  mSources.archive.crs = utm33();
  mOptions = {};
  mOptions.temporaryFolder = "/vsimem";
  mInformed.clear();
  mWarned.clear();
  mFeedback = {};
  mFeedback.info = [this]( const std::string &text ) { mInformed << QString::fromStdString( text ); };
  mFeedback.warning = [this]( const std::string &text ) { mWarned << QString::fromStdString( text ); };
}

std::vector<PreparedLabels> TestPrepareLabels::prepared( const std::vector<RasterInput> &rasters )
{
  return prepareLabels( rasters, mSources, mOptions, mFeedback );
}

const PreparedLabels &TestPrepareLabels::of( const std::string &path,
                                             const std::vector<PreparedLabels> &labels )
{
  static const PreparedLabels none;
  for ( const PreparedLabels &one : labels )
    if ( one.scene == nameOf( path ) )
      return one;
  return none;
}

void TestPrepareLabels::frontAndZonesOfAnotherDateGiveZones()
{
  mSources.labels.polygons = fjord( 60, nameOf( june ) );
  mSources.archive.fronts = { { day( "2020-07-01" ), "", "", line( { { 45.5, 24 }, { 45.5, 76 } } ) } };
  const auto labels = prepared( { june, july } );
  QCOMPARE( labels.size(), std::size_t( 1 ) );
  QCOMPARE( labels[0].scene, nameOf( july ) );
  QCOMPARE( labels[0].date, std::string( "2020-07-01" ) );
  QCOMPARE( labels[0].glacier, std::string( "Fjord" ) );
  QCOMPARE( labels[0].source, "front, zones of " + nameOf( june ) );
  QCOMPARE( pixelsOf( labels[0], 1 ), 4000 );
  QCOMPARE( pixelsOf( labels[0], 2 ), 45 * 60 );
  QCOMPARE( pixelsOf( labels[0], 3 ), 55 * 60 );
  QCOMPARE( labels[0].fronts.size(), std::size_t( 1 ) );
  QVERIFY( mWarned.isEmpty() );
}

//! That of August is copied from July, which was made of a line itself.
void TestPrepareLabels::nearestLabelsAreCopied()
{
  frontAndZonesOfAnotherDateGiveZones();
  const auto labels = prepared( { june, august, july } );
  QCOMPARE( of( august, labels ).source, "copy of " + nameOf( july ) );
  QCOMPARE( pixelsOf( of( august, labels ), 2 ), 45 * 60 );
  QCOMPARE( of( august, labels ).fronts.size(), std::size_t( 1 ) );
}

//! A map in degrees may run on beyond 180; lines say -179.9 there.
void TestPrepareLabels::linesCrossTheDateLine()
{
  RasterGrid grid{ 10, 10, { 179.5, 0.1, 0, 70, 0, -0.1 }, true, wellKnownText( geographicCrs ) };
  const std::vector<std::uint8_t> line = wellKnownBinary( "LINESTRING(179.9 69.5, -179.9 69.5)" );
  const auto columns = [&]
  {
    const std::vector<Point> path = linesOn( grid, line, grid.crs, "A line" ).at( 0 );
    return std::array<double, 2>{ std::round( path.at( 0 )[0] ), std::round( path.at( 1 )[0] ) };
  };
  QCOMPARE( columns(), ( std::array<double, 2>{ 4, 6 } ) );
  grid.transform[0] = -180.5;
  QCOMPARE( columns(), ( std::array<double, 2>{ 4, 6 } ) );
}

void TestPrepareLabels::linesOfTheLabelsCountFirst()
{
  mSources.labels.polygons = fjord( 60, nameOf( june ) );
  mSources.labels.fronts = { { nameOf( july ), line( { { 30.5, 20 }, { 30.5, 80 } } ) } };
  mSources.archive.fronts = { { day( "2020-07-01" ), "", "", line( { { 45.5, 20 }, { 45.5, 80 } } ) } };
  const auto labels = prepared( { july } );
  QCOMPARE( pixelsOf( of( july, labels ), 2 ), 30 * 60 );
  QVERIFY( of( july, labels ).fronts.empty() ); // it is in the file already
}

void TestPrepareLabels::modelFillsInWhereNothingElseCan()
{
  FunctionSegmenter model( fourGreys );
  mSources.model = &model;
  const auto labels = prepared( { june } );
  QCOMPARE( of( june, labels ).source, std::string( "model threshold" ) );
  QCOMPARE( pixelsOf( of( june, labels ), 1 ), 4000 );
  QCOMPARE( pixelsOf( of( june, labels ), 2 ), 40 * 60 );
  QCOMPARE( of( june, labels ).fronts.size(), std::size_t( 1 ) );
}

void TestPrepareLabels::modelsZonesServeAFrontWithoutLabels()
{
  FunctionSegmenter model( fourGreys );
  mSources.model = &model;
  mSources.archive.fronts = { { day( "2020-06-01" ), "", "", line( { { 50.5, 20 }, { 50.5, 80 } } ) } };
  const auto labels = prepared( { june } );
  QCOMPARE( of( june, labels ).source, std::string( "front, zones of model threshold" ) );
  QCOMPARE( pixelsOf( of( june, labels ), 2 ), 50 * 60 );
}

void TestPrepareLabels::rockLiesOverAll()
{
  mSources.labels.polygons = fjord( 60, nameOf( june ) );
  mSources.rock = { "A shape of the rock", { rectangle( 1, 0, 20, 100, 30 ).shape }, utm33() };
  const auto labels = prepared( { july } );
  QCOMPARE( pixelsOf( of( july, labels ), 1 ), 5000 );
  QCOMPARE( pixelsOf( of( july, labels ), 2 ), 60 * 50 );
}

void TestPrepareLabels::labelledScenesStay()
{
  mSources.labels.polygons = fjord( 60, nameOf( june ) );
  mSources.archive.fronts = { { day( "2020-06-01" ), "", "", line( { { 45.5, 20 }, { 45.5, 80 } } ) } };
  QVERIFY( prepared( { june } ).empty() );
  QVERIFY( mInformed.contains( "Fjord_2020-06-01_S1: keeps the labels that it has." ) );
}

void TestPrepareLabels::zonesFollowMovedFronts()
{
  mSources.labels.polygons = fjord( 60, nameOf( june ) );
  mSources.labels.fronts = { { nameOf( june ), line( { { 45.5, 20 }, { 45.5, 80 } } ) } };
  QVERIFY( prepared( { june } ).empty() );
  mOptions.followFronts = true;
  const auto labels = prepared( { june } );
  QVERIFY( of( june, labels ).replaces );
  QCOMPARE( pixelsOf( of( june, labels ), 2 ), 45 * 60 );
  // Zones that fit their lines stay.
  mSources.labels.fronts = { { nameOf( june ), line( { { 60.5, 20 }, { 60.5, 80 } } ) } };
  QVERIFY( prepared( { june } ).empty() );
}

void TestPrepareLabels::nearbyFrontsCountWhereAsked()
{
  mSources.labels.polygons = fjord( 60, nameOf( june ) );
  mSources.archive.fronts = { { day( "2020-07-09" ), "", "", line( { { 20.5, 20 }, { 20.5, 80 } } ) },
                              { day( "2020-06-29" ), "", "", line( { { 45.5, 20 }, { 45.5, 80 } } ) } };
  QCOMPARE( of( july, prepared( { july } ) ).source, "copy of " + nameOf( june ) );
  mOptions.mostDays = 10;
  QCOMPARE( pixelsOf( of( july, prepared( { july } ) ), 2 ), 45 * 60 );
}

void TestPrepareLabels::oneAuthorCounts()
{
  mSources.labels.polygons = fjord( 60, nameOf( june ) );
  mSources.archive.fronts = { { day( "2020-07-01" ), "", "Short", line( { { 30.5, 30 }, { 30.5, 70 } } ) },
                              { day( "2020-07-01" ), "", "Long", line( { { 45.5, 20 }, { 45.5, 80 } } ) } };
  QCOMPARE( pixelsOf( of( july, prepared( { july } ) ), 2 ), 45 * 60 );
  QVERIFY(
      mInformed.join( ' ' ).contains( "has lines of 2 authors of 2020-07-01; those of Long are taken" ) );
}

void TestPrepareLabels::namedGlacierCounts()
{
  mSources.labels.polygons = fjord( 60, nameOf( june ) );
  mOptions.glacier = "Fjord";
  mSources.archive.fronts = { { day( "2020-07-01" ), "Other", "", line( { { 30.5, 20 }, { 30.5, 80 } } ) },
                              { day( "2020-07-01" ), "Fjord", "", line( { { 45.5, 20 }, { 45.5, 80 } } ) } };
  QCOMPARE( pixelsOf( of( july, prepared( { july } ) ), 2 ), 45 * 60 );
}

void TestPrepareLabels::nothingToStartFromIsSaid()
{
  QVERIFY( prepared( { june } ).empty() );
  QVERIFY( mWarned.join( ' ' ).contains( "Fjord_2020-06-01_S1: there is nothing to start from" ) );
  mWarned.clear();
  mSources.archive.fronts = { { day( "2020-06-01" ), "", "", line( { { 45.5, 20 }, { 45.5, 80 } } ) } };
  QVERIFY( prepared( { june } ).empty() );
  QVERIFY( mWarned.join( ' ' ).contains( "a front line of its date, but no zones of any date" ) );
}

void TestPrepareLabels::explainsWhatIsWrong()
{
  EXPECT_ERROR( prepared( { june, june } ), "Two rasters have the name Fjord_2020-06-01_S1" );
  EXPECT_ERROR( prepared( { "/vsimem/absent.tif" } ), "/vsimem/absent.tif" );
  mOptions.prefill = Prefill::Model;
  EXPECT_ERROR( prepared( { june } ), "none was given" );
  mOptions.prefill = Prefill::Automatic;

  writeRaster(
      "/vsimem/undated.tif", 100, 100, []( int, int ) { return 100; }, GDT_Byte );
  mSources.labels.polygons = fjord( 60, nameOf( june ) );
  QCOMPARE( prepared( { "/vsimem/undated.tif" } ).size(), std::size_t( 1 ) );
  QVERIFY( mWarned.join( ' ' ).contains( "No date is known of the raster undated" ) );

  mWarned.clear();
  mSources.archive.fronts = { { day( "2020-07-01" ), "", "", line( { { 45.5, 45 }, { 45.5, 55 } } ) } };
  mOptions.farthestEndMetres = 100;
  QCOMPARE( of( july, prepared( { july } ) ).source, "copy of " + nameOf( june ) );
  QVERIFY2( mWarned.join( ' ' ).contains( "Fjord_2020-07-01_S1: a front line of" ) &&
                mWarned.join( ' ' ).contains( "cannot be closed" ),
            qPrintable( mWarned.join( ' ' ) ) );
}

void TestPrepareLabels::cancels()
{
  mSources.labels.polygons = fjord( 60, nameOf( june ) );
  mFeedback.progress = []( double ) { return false; };
  QVERIFY_EXCEPTION_THROWN( prepared( { july } ), Cancelled );
}

void TestPrepareLabels::fileHoldsWhatWasPrepared()
{
  const std::string path = "/vsimem/labels.gpkg";
  VSIUnlink( path.c_str() );
  mSources.labels.polygons = fjord( 60, nameOf( june ) );
  mSources.archive.fronts = { { day( "2020-07-01" ), "", "", line( { { 45.5, 24 }, { 45.5, 76 } } ) } };
  createLabelFile( path, utm33() );
  addLabels( path, prepared( { july } ) );
  mOptions.followFronts = true;
  ZonePolygons read = readLabelFile( path );
  QCOMPARE( read.polygons.size(), std::size_t( 4 ) );
  QCOMPARE( read.fronts.size(), std::size_t( 1 ) );
  QCOMPARE( read.fronts[0].scene, nameOf( july ) );
  QCOMPARE( pixelsOf( { nameOf( july ), "", "", "", read.polygons, {}, false }, 2 ), 45 * 60 );

  // Replaced, not doubled.
  mSources.labels = read;
  mSources.labels.fronts = { { nameOf( july ), line( { { 70.5, 20 }, { 70.5, 80 } } ) } };
  addLabels( path, prepared( { july } ) );
  read = readLabelFile( path );
  QCOMPARE( read.polygons.size(), std::size_t( 4 ) );
  QCOMPARE( pixelsOf( { nameOf( july ), "", "", "", read.polygons, {}, false }, 2 ), 70 * 60 );
}

void TestPrepareLabels::fileOfOthersIsRefused()
{
  const std::string path = "/vsimem/others.gpkg";
  VSIUnlink( path.c_str() );
  {
    const GDALDatasetUniquePtr file( GetGDALDriverManager()->GetDriverByName( "GPKG" )->Create(
        path.c_str(), 0, 0, 0, GDT_Unknown, nullptr ) );
    file->CreateLayer( "roads", nullptr, wkbLineString, nullptr );
  }
  EXPECT_ERROR( readLabelFile( path ), "has no layer “zones”" );
  EXPECT_ERROR( readLabelFile( june ), "no GeoPackage of labels" );
}

//! The file refuses lines: the zones, which come before them, are not there either.
void TestPrepareLabels::failedAdditionChangesNothing()
{
  const std::string path = "/vsimem/half.gpkg";
  VSIUnlink( path.c_str() );
  createLabelFile( path, utm33() );
  {
    const GDALDatasetUniquePtr file( GDALDataset::Open( path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE ) );
    file->ExecuteSQL( "CREATE TRIGGER stop BEFORE INSERT ON fronts BEGIN SELECT RAISE(ABORT, 'full'); END",
                      nullptr, nullptr );
  }
  mSources.labels.polygons = fjord( 60, nameOf( june ) );
  EXPECT_ERROR( addLabels( path, prepared( { july } ) ), "Cannot write the labels to /vsimem/half.gpkg" );
  QVERIFY( readLabelFile( path ).polygons.empty() );
}

QTEST_APPLESS_MAIN( TestPrepareLabels )
#include "testpreparelabels.moc"
