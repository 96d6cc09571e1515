#include <QtTest>

#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include "model/modelfile/glaciermemory.h"
#include "model/modelfile/modelfile.h"
#include "model/scene/zone.h"
#include "model/train/adapt/adaptmodel.h"
#include "model/train/adapt/labelledrasters.h"
#include "model/train/data/polygonscenes.h"
#include "model/train/report/frontscores.h"
#include "support/expecterror.h"
#include "support/sampleweights.h"
#include "support/testraster.h"
#include "support/wellknownbinary.h"

using namespace calving;

namespace
{

constexpr int side = 64;

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

//! A rectangle in pixels of the test rasters (UTM 33 N, origin 500000, 8000000, 40 m).
ZonePolygon rectangle( Zone zone, int left, int top, int right, int bottom, const std::string &scene )
{
  OGRLinearRing ring;
  for ( auto [x, y] :
        { std::pair( left, top ), { right, top }, { right, bottom }, { left, bottom }, { left, top } } )
    ring.addPoint( 500000.0 + 40 * x, 8000000.0 - 40 * y );
  OGRPolygon polygon;
  polygon.addRing( &ring );
  return { static_cast<std::uint8_t>( zone ), scene, wellKnownBinary( polygon ) };
}

//! Glacier on the left, ocean on the right of column \a front.
std::vector<std::uint8_t> zonesWithFront( int front )
{
  std::vector<std::uint8_t> zones;
  for ( int i = 0; i < side * side; ++i )
    zones.push_back( static_cast<std::uint8_t>( i % side < front ? Zone::Glacier : Zone::Ocean ) );
  return zones;
}

/**
 * Scenes of one glacier with straight fronts: each a file name and the column of its front. No network: what
 * is trained and shown, the training of the test decides.
 */
class Fjord
{
public:
  explicit Fjord( const std::vector<std::pair<std::string, int>> &fronts )
  {
    for ( const auto &[name, front] : fronts )
    {
      const std::string path = "/vsimem/" + name + ".tif";
      writeRaster(
          path, side, side, [column = front]( int x, int ) { return x < column ? 180 : 40; }, GDT_Byte );
      rasters.push_back( path );
      labels.polygons.push_back( rectangle( Zone::Glacier, 0, 0, front, side, name ) );
      labels.polygons.push_back( rectangle( Zone::Ocean, front, 0, side, side, name ) );
    }
    labels.crs = utm33();
  }

  PolygonScenes scenes() const { return { rasters, labels }; }

  std::vector<RasterInput> rasters;
  ZonePolygons labels;
};

const std::vector<std::pair<std::string, int>> threeDates{
    { "A_2020-01-01_S1", 20 }, { "A_2020-02-01_S1", 30 }, { "A_2020-06-01_S1", 34 } };

//! One call of a training.
struct Call
{
  Split split;
  std::vector<int> seen;
  double minutes;
};

/**
 * A training that sees fronts so many columns too far to the right, and writes a model file of a network that
 * is too small to be one.
 */
class FakeTraining
{
public:
  explicit FakeTraining( int columns )
    : mColumns( columns )
  {
  }

  SceneTraining function()
  {
    return [this]( SceneSource &source, const Split &split, const std::vector<int> &seen,
                   const TrainOptions &options, const TrainOutputs &outputs, const Feedback & )
    {
      calls.push_back( { split, seen, options.minutes } );
      TrainedZones trained;
      trained.result.reason = "The time is over.";
      trained.result.cancelled = calls.size() > cancelledAfter;
      for ( const int scene : seen )
      {
        const std::vector<std::uint8_t> row = source.readZones( scene, { 0, 0, side, 1 } );
        const auto ocean = std::count( row.begin(), row.end(), static_cast<std::uint8_t>( Zone::Ocean ) );
        trained.zones.push_back( zonesWithFront( side - static_cast<int>( ocean ) + mColumns ) );
      }
      ModelCard card;
      card.size = sampleSize();
      TensorFile weights = sampleWeights();
      if ( outputs.complete )
        outputs.complete( card, weights );
      if ( !outputs.model.empty() )
        writeModelFile( outputs.model, card, weights );
      return trained;
    };
  }

  std::vector<Call> calls;
  std::size_t cancelledAfter = 100;

private:
  int mColumns;
};

struct Log
{
  QStringList infos;
  QStringList warnings;

  Feedback feedback()
  {
    Feedback result;
    result.info = [this]( const std::string &text ) { infos << QString::fromStdString( text ); };
    result.warning = [this]( const std::string &text ) { warnings << QString::fromStdString( text ); };
    return result;
  }
};

} // namespace

class TestAdaptModel : public QObject
{
  Q_OBJECT

private slots:
  void init();
  void leavesEachOfThreeDatesOut();
  void measuresBothErrors();
  void saysWhereCopyingIsAsGood();
  void expectsNothingOfTwoDates();
  void choosesDatesEvenly();
  void keepsScenesOfADateTogether();
  void copiesAcrossGrids();
  void sharesTheMinutes();
  void writesWhatItFound();
  void remembersTheGlacier();
  void writesNothingWhenCancelledBefore();
  void usesLabelledRastersAlone();
  void saysWhatIsWrongWithLabels_data();
  void saysWhatIsWrongWithLabels();
  void saysWhatIsWrongWithScenes_data();
  void saysWhatIsWrongWithScenes();

private:
  std::string path( const char *name ) const { return mFolder->filePath( name ).toStdString(); }

  std::unique_ptr<QTemporaryDir> mFolder;
};

void TestAdaptModel::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
}

void TestAdaptModel::leavesEachOfThreeDatesOut()
{
  PolygonScenes scenes = Fjord( threeDates ).scenes();
  FakeTraining training( 2 );
  adaptModel( scenes, adaptDefaults(), {}, training.function(), {} );
  QCOMPARE( training.calls.size(), std::size_t( 4 ) );
  for ( int i = 0; i < 3; ++i )
  {
    QVERIFY( training.calls[i].seen == std::vector<int>{ i } );
    QCOMPARE( training.calls[i].split.training.size(), std::size_t( 2 ) );
    QVERIFY( training.calls[i].split.validation.empty() );
    QCOMPARE(
        std::count( training.calls[i].split.training.begin(), training.calls[i].split.training.end(), i ),
        std::ptrdiff_t( 0 ) );
  }
  QVERIFY( training.calls[3].split.training == std::vector<int>( { 0, 1, 2 } ) );
}

//! Fronts at columns 20, 30 and 34 of 40 m. The training errs by two columns, 80 m. Copied are 30 for 20 and
//! 20 for 30 (31 days before, where 34 is 121 days later), 10 columns, and 30 for 34, 4 columns: 400, 400 and
//! 160 m.
void TestAdaptModel::measuresBothErrors()
{
  PolygonScenes scenes = Fjord( threeDates ).scenes();
  FakeTraining training( 2 );
  Log log;
  const AdaptResult result = adaptModel( scenes, adaptDefaults(), {}, training.function(), log.feedback() );
  QCOMPARE( result.expected.scenes.size(), std::size_t( 3 ) );
  const double copied[] = { 400, 400, 160 };
  for ( int i = 0; i < 3; ++i )
  {
    QCOMPARE( result.expected.scenes[i].network.figure( figure::meanDistanceError ), 80.0 );
    QCOMPARE( result.expected.scenes[i].copying.figure( figure::meanDistanceError ), copied[i] );
  }
  QCOMPARE( result.expected.scenes[1].copiedDate, std::string( "2020-01-01" ) );
  QCOMPARE( result.expected.network.figure( figure::meanDistanceError ), 80.0 );
  QCOMPARE( result.expected.copying.figure( figure::meanDistanceError ), 320.0 );
  QVERIFY( result.expected.beatsCopying() );
  QCOMPARE( log.warnings, QStringList() );
  QVERIFY2( log.infos.last().startsWith( "Better than copying: " ) && log.infos.last().contains( "80 m" ) &&
                log.infos.last().contains( "320 m" ),
            qPrintable( log.infos.last() ) );
}

void TestAdaptModel::saysWhereCopyingIsAsGood()
{
  PolygonScenes scenes = Fjord( threeDates ).scenes();
  FakeTraining training( 12 );
  TrainOutputs outputs;
  outputs.report = path( "report.html" );
  Log log;
  adaptModel( scenes, adaptDefaults(), outputs, training.function(), log.feedback() );
  QCOMPARE( log.warnings.size(), 1 );
  QVERIFY2( log.warnings.front().startsWith( "No better than copying: " ),
            qPrintable( log.warnings.front() ) );
  QFile report( mFolder->filePath( "report.html" ) );
  QVERIFY( report.open( QIODevice::ReadOnly ) );
  const QString html = QString::fromUtf8( report.readAll() );
  const int verdict = html.indexOf( "No better than copying: " );
  QVERIFY( verdict > 0 && verdict < html.indexOf( "<h2" ) );
  QCOMPARE( html.count( "data:image/png;base64," ), 12 );
}

void TestAdaptModel::expectsNothingOfTwoDates()
{
  for ( const int dates : { 1, 2 } )
  {
    PolygonScenes scenes = Fjord( { threeDates.begin(), threeDates.begin() + dates } ).scenes();
    FakeTraining training( 0 );
    Log log;
    const AdaptResult result = adaptModel( scenes, adaptDefaults(), {}, training.function(), log.feedback() );
    QVERIFY( !result.expected.isKnown() );
    QCOMPARE( training.calls.size(), std::size_t( 1 ) );
    QCOMPARE( training.calls[0].minutes, 10.0 );
    QCOMPARE( log.warnings.size(), 1 );
    QVERIFY2(
        log.warnings.front().contains( dates == 1 ? "from labels of one date" : "from labels of two dates" ),
        qPrintable( log.warnings.front() ) );
  }
}

void TestAdaptModel::choosesDatesEvenly()
{
  QVERIFY( datesLeftOut( 3 ) == std::vector<std::size_t>( { 0, 1, 2 } ) );
  QVERIFY( datesLeftOut( 4 ) == std::vector<std::size_t>( { 0, 2, 3 } ) );
  QVERIFY( datesLeftOut( 10 ) == std::vector<std::size_t>( { 1, 5, 8 } ) );
}

//! A second scene of a date that is left out would give its front away.
void TestAdaptModel::keepsScenesOfADateTogether()
{
  std::vector<std::pair<std::string, int>> fronts = threeDates;
  fronts.emplace_back( "A_2020-02-01_TSX", 30 );
  PolygonScenes scenes = Fjord( fronts ).scenes();
  FakeTraining training( 1 );
  const AdaptResult result = adaptModel( scenes, adaptDefaults(), {}, training.function(), {} );
  QCOMPARE( training.calls.size(), std::size_t( 4 ) );
  QVERIFY( training.calls[1].seen == std::vector<int>( { 1, 3 } ) );
  QVERIFY( training.calls[1].split.training == std::vector<int>( { 0, 2 } ) );
  QCOMPARE( result.expected.scenes.size(), std::size_t( 4 ) );
}

//! The scene copied from begins 400 m further east and has pixels of 20 m: the front is the same place.
void TestAdaptModel::copiesAcrossGrids()
{
  Fjord fjord( threeDates );
  const std::string moved = "/vsimem/A_2020-02-01_S1.tif";
  writeRaster(
      moved, 108, 128, []( int x, int ) { return x < 40 ? 180 : 40; }, GDT_Byte );
  {
    double transform[] = { 500400, 20, 0, 8000000, 0, -20 };
    GDALDatasetUniquePtr( GDALDataset::Open( moved.c_str(), GDAL_OF_UPDATE ) )->SetGeoTransform( transform );
  }
  SceneInput input;
  input.resample = false;
  PolygonScenes scenes( fjord.rasters, fjord.labels, input );
  QCOMPARE( scenes.grid( 1 ).transform[1], 20.0 );
  FakeTraining training( 0 );
  // A training of fronts on 64 columns does not fit the moved scene, but those of the others are judged by
  // it.
  const SceneTraining train = [&]( SceneSource &source, const Split &split, const std::vector<int> &seen,
                                   const TrainOptions &options, const TrainOutputs &outputs,
                                   const Feedback &f )
  {
    TrainedZones trained = training.function()( source, split, seen, options, outputs, f );
    for ( std::size_t i = 0; i < seen.size(); ++i )
      trained.zones[i] = source.readZones( seen[i], wholeScene( source.info( seen[i] ) ) );
    return trained;
  };
  const AdaptResult result = adaptModel( scenes, adaptDefaults(), {}, train, {} );
  QCOMPARE( result.expected.scenes[0].copiedName, std::string( "A_2020-02-01_S1" ) );
  QCOMPARE( result.expected.scenes[0].copying.figure( figure::meanDistanceError ), 400.0 );
  QCOMPARE( result.expected.scenes[2].copying.figure( figure::meanDistanceError ), 160.0 );
}

//! Half for three trainings without a label, half for the last.
void TestAdaptModel::sharesTheMinutes()
{
  PolygonScenes scenes = Fjord( threeDates ).scenes();
  FakeTraining training( 2 );
  AdaptOptions options = adaptDefaults();
  options.recipe.training.minutes = 12;
  adaptModel( scenes, options, {}, training.function(), {} );
  double all = 0;
  for ( const Call &call : training.calls )
    all += call.minutes;
  QCOMPARE( all, 12.0 );
  QCOMPARE( training.calls[0].minutes, 2.0 );
  QCOMPARE( training.calls[3].minutes, 6.0 );
}

void TestAdaptModel::writesWhatItFound()
{
  PolygonScenes scenes = Fjord( threeDates ).scenes();
  FakeTraining training( 2 );
  TrainOutputs outputs;
  outputs.model = path( "model.safetensors" );
  adaptModel( scenes, adaptDefaults(), outputs, training.function(), {} );
  const ModelCard card = readModelFile( outputs.model ).card;
  QCOMPARE( card.metrics.at( std::string( "left out: " ) + figure::meanDistanceError ), 80.0 );
  QCOMPARE( card.metrics.at( std::string( "left out, copied: " ) + figure::meanDistanceError ), 320.0 );
  QCOMPARE( card.metrics.at( "left-out scenes" ), 3.0 );
  QCOMPARE( card.notes.at( "glacier" ), std::string( "A" ) );
  QVERIFY( card.notes.at( "expected error" ).find( "Better than copying" ) == 0 );
}

//! The second scene is drawn between columns 10 and 50 and rows 5 and 60 alone.
void TestAdaptModel::remembersTheGlacier()
{
  Fjord fjord( { threeDates[0] } );
  const std::string name = "A_2019-02-01_S1";
  writeRaster(
      "/vsimem/" + name + ".tif", side, side, []( int x, int ) { return x; }, GDT_Byte );
  fjord.rasters.push_back( "/vsimem/" + name + ".tif" );
  fjord.labels.polygons.push_back( rectangle( Zone::Glacier, 10, 5, 30, 60, name ) );
  fjord.labels.polygons.push_back( rectangle( Zone::Ocean, 30, 5, 50, 60, name ) );
  PolygonScenes scenes = fjord.scenes();
  FakeTraining training( 2 );
  TrainOutputs outputs;
  outputs.model = path( "model.safetensors" );
  AdaptOptions options = adaptDefaults();
  options.glacier = "Upper Fjord";
  adaptModel( scenes, options, outputs, training.function(), {} );
  const GlacierMemory memory = readGlacierMemory( outputs.model ).value();
  QCOMPARE( memory.glacier, std::string( "Upper Fjord" ) );
  QCOMPARE( memory.pixelMetres, 40.0 );
  QVERIFY( ( memory.box == std::array<double, 4>{ 500000, 8000000 - 64 * 40, 500000 + 64 * 40, 8000000 } ) );
  QCOMPARE( memory.labels.size(), std::size_t( 2 ) );
  const RememberedLabel &label = memory.labels[0];
  QCOMPARE( label.name, name );
  QCOMPARE( label.date, std::string( "2019-02-01" ) );
  QCOMPARE( label.width, 40 );
  QCOMPARE( label.height, 55 );
  QVERIFY( ( label.transform == std::array<double, 6>{ 500400, 40, 0, 8000000 - 200, 0, -40 } ) );
  QCOMPARE( label.crs, scenes.grid( 1 ).crs );
  for ( int i = 0; i < 40 * 55; ++i )
    QCOMPARE( static_cast<int>( label.zones[i] ), i % 40 < 20 ? 2 : 3 );
}

void TestAdaptModel::writesNothingWhenCancelledBefore()
{
  PolygonScenes scenes = Fjord( threeDates ).scenes();
  FakeTraining training( 2 );
  training.cancelledAfter = 1;
  TrainOutputs outputs;
  outputs.model = path( "model.safetensors" );
  outputs.report = path( "report.html" );
  QVERIFY_EXCEPTION_THROWN( adaptModel( scenes, adaptDefaults(), outputs, training.function(), {} ),
                            Cancelled );
  QCOMPARE( training.calls.size(), std::size_t( 2 ) );
  QVERIFY( QDir( mFolder->path() ).entryList( QDir::Files ).isEmpty() );
}

void TestAdaptModel::usesLabelledRastersAlone()
{
  const std::vector<RasterInput> rasters{ "/a/A_2020-01-01.tif", "/a/A_2020-02-01.tif",
                                          "/a/A_2020-03-01.tif" };
  DrawnLabels labels;
  labels.polygons.polygons = { { 3, "A_2020-02-01", {} }, { 1, "", {} } };
  labels.rasters = { "/b/A_2020-01-01_zones.png", "/b/B_2020-01-01_zones.png" };
  Log log;
  const std::vector<RasterInput> used = labelledRasters( rasters, labels, log.feedback() );
  QCOMPARE( used.size(), std::size_t( 2 ) );
  QCOMPARE( used[0].path, rasters[0].path );
  QCOMPARE( used[1].path, rasters[1].path );
  QVERIFY( log.infos.join( ' ' ).contains( "A_2020-03-01" ) );
  QVERIFY( log.warnings.join( ' ' ).contains( "B_2020-01-01" ) );
  // One raster need not be named.
  labels.polygons.polygons = { { 3, "", {} } };
  labels.rasters.clear();
  QCOMPARE( labelledRasters( { rasters[0] }, labels, {} ).size(), std::size_t( 1 ) );
}

void TestAdaptModel::saysWhatIsWrongWithLabels_data()
{
  QTest::addColumn<QString>( "scene" );
  QTest::addColumn<bool>( "hasRaster" );
  QTest::addColumn<bool>( "hasLabel" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "no scene" ) << "A_2020-02-01" << false << true << "RASTERS";
  QTest::newRow( "no label" ) << "A_2020-02-01" << true << false << "no label (LABELS)";
  QTest::newRow( "whose" ) << "" << true << true << "RASTER_FIELD";
  QTest::newRow( "others" ) << "B_2020-02-01" << true << true << "The labels are of B_2020-02-01";
}

void TestAdaptModel::saysWhatIsWrongWithLabels()
{
  QFETCH( QString, scene );
  QFETCH( bool, hasRaster );
  QFETCH( bool, hasLabel );
  QFETCH( QString, sentence );
  std::vector<RasterInput> rasters;
  DrawnLabels labels;
  if ( hasRaster )
    rasters = { "/a/A_2020-01-01.tif", "/a/A_2020-02-01.tif" };
  if ( hasLabel )
    labels.polygons.polygons = { { 3, scene.toStdString(), {} } };
  EXPECT_ERROR( labelledRasters( rasters, labels, {} ), sentence.toStdString() );
}

void TestAdaptModel::saysWhatIsWrongWithScenes_data()
{
  QTest::addColumn<QString>( "scene" );
  QTest::addColumn<int>( "zone" );
  QTest::addColumn<int>( "other" );
  QTest::addColumn<double>( "east" );
  QTest::addColumn<QString>( "sentence" );
  const QString name = "A_2020-03-01_S1";
  QTest::newRow( "one class" ) << name << 2 << 2 << 0.0 << name + " are glacier alone";
  QTest::newRow( "no ocean" ) << name << 2 << 1 << 0.0 << name + " hold no ocean";
  QTest::newRow( "no glacier" ) << name << 1 << 3 << 0.0 << name + " hold no glacier";
  QTest::newRow( "nothing" ) << name << 0 << 0 << 0.0 << name + " hold neither rock nor glacier nor ocean";
  QTest::newRow( "no date" ) << "A" << 2 << 3 << 0.0 << "date of the scene A is";
  QTest::newRow( "other glacier" ) << "B_2020-03-01_S1" << 2 << 3 << 0.0 << "several glaciers: A, B";
  QTest::newRow( "another place" ) << name << 2 << 3 << 5000.0
                                   << "No polygon of the zones lies on the raster";
}

//! The scene is the second one; its left half has one zone, its right half the other.
void TestAdaptModel::saysWhatIsWrongWithScenes()
{
  QFETCH( QString, scene );
  QFETCH( int, zone );
  QFETCH( int, other );
  QFETCH( double, east );
  QFETCH( QString, sentence );
  Fjord fjord( { threeDates[0] } );
  const std::string name = scene.toStdString();
  const std::string raster = "/vsimem/" + name + ".tif";
  writeRaster(
      raster, side, side, []( int x, int ) { return x; }, GDT_Byte );
  {
    double transform[] = { 500000 + east, 40, 0, 8000000, 0, -40 };
    GDALDatasetUniquePtr( GDALDataset::Open( raster.c_str(), GDAL_OF_UPDATE ) )->SetGeoTransform( transform );
  }
  fjord.rasters.push_back( raster );
  fjord.labels.polygons.push_back( rectangle( static_cast<Zone>( zone ), 0, 0, 32, side, name ) );
  fjord.labels.polygons.push_back( rectangle( static_cast<Zone>( other ), 32, 0, side, side, name ) );
  FakeTraining training( 0 );
  const auto adapt = [&]
  {
    PolygonScenes scenes = fjord.scenes();
    adaptModel( scenes, adaptDefaults(), {}, training.function(), {} );
  };
  EXPECT_ERROR( adapt(), sentence.toStdString() );
  QVERIFY( training.calls.empty() );
}

QTEST_APPLESS_MAIN( TestAdaptModel )
#include "testadaptmodel.moc"
