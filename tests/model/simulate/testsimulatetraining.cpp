#include <set>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <ogrsf_frmts.h>

#include "model/error.h"
#include "model/simulate/simulatetraining.h"
#include "model/train/data/scenefolder.h"
#include "support/expecterror.h"
#include "support/testraster.h"
#include "support/zonecounts.h"

using namespace calving;

namespace
{

SceneOptions twoDates()
{
  SceneOptions options;
  options.width = 96;
  options.height = 80;
  options.pixelSizeMetres = 90;
  options.dates = 2;
  options.intervalDays = 180;
  options.bothPasses = true;
  return options;
}

} // namespace

class TestSimulateTraining : public QObject
{
  Q_OBJECT

private slots:
  void trainingReadsIt();
  void holdsTheTrueLines();
  void replacesAnEarlierSetButNothingElse();
  void scenesOfTheSameLayoutAreLeftAlone();
  void cancellingLeavesNothing();
  void wrongOptionsAreNamed();
};

void TestSimulateTraining::trainingReadsIt()
{
  const QTemporaryDir folder;
  const std::string path = folder.filePath( "set" ).toStdString();
  double last = -1;
  Feedback feedback;
  feedback.progress = [&]( double fraction )
  {
    const bool grows = fraction >= last;
    last = fraction;
    return grows;
  };
  simulateTraining( twoDates(), 2, path, feedback );
  QCOMPARE( last, 1.0 );

  SceneFolder scenes( path );
  QCOMPARE( scenes.count(), 4 );
  const SceneInfo &info = scenes.info( 0 );
  QCOMPARE( info.name, std::string( "Fjord1_2020-01-01_S1_90_1_090" ) );
  QCOMPARE( info.glacier, std::string( "Fjord1" ) );
  QCOMPARE( info.date, std::string( "2020-01-01" ) );
  QCOMPARE( info.sensor, std::string( "S1" ) );
  QVERIFY( info.hasFront );
  QCOMPARE( info.pixelSizeMetres[0], 90.0 );
  QCOMPARE( scenes.info( 1 ).name, std::string( "Fjord1_2020-06-29_S1_90_1_127" ) );
  QCOMPARE( scenes.info( 3 ).glacier, std::string( "Fjord2" ) );
  const std::array<std::uint64_t, 4> counts = countZones( scenes );
  QCOMPARE( counts[0] + counts[1] + counts[2] + counts[3], std::uint64_t( 4 * 96 * 80 ) );
  QVERIFY( counts[1] > 0 && counts[2] > 0 && counts[3] > 0 );

  QVERIFY( QFile::exists( folder.filePath( "set/dem/Fjord1_dem.tif" ) ) );
  QVERIFY( QFile::exists( folder.filePath( "set/optical/Fjord2_2020-06-29_S2.tif" ) ) );
  QCOMPARE( QDir( folder.path() ).entryList( QDir::AllEntries | QDir::NoDotAndDotDot ),
            QStringList( "set" ) );
}

void TestSimulateTraining::holdsTheTrueLines()
{
  const QTemporaryDir folder;
  simulateTraining( twoDates(), 1, folder.filePath( "set" ).toStdString(), {} );
  const GDALDatasetUniquePtr file(
      GDALDataset::Open( qPrintable( folder.filePath( "set/fronts.gpkg" ) ), GDAL_OF_VECTOR ) );
  QVERIFY( file );
  OGRLayer *layer = file->GetLayer( 0 );
  QCOMPARE( QString( layer->GetSpatialRef()->GetAuthorityCode( nullptr ) ), QString( "3413" ) );
  std::set<std::string> dates;
  for ( const auto &feature : *layer )
  {
    dates.insert( feature->GetFieldAsString( "date" ) );
    QCOMPARE( QString( feature->GetFieldAsString( "glacier_name" ) ), QString( "Fjord1" ) );
    QVERIFY( std::abs( feature->GetFieldAsDouble( "length_m" ) /
                           feature->GetGeometryRef()->toLineString()->get_Length() -
                       1 ) < 1e-6 );
  }
  QCOMPARE( dates.size(), std::size_t( 2 ) );
}

void TestSimulateTraining::replacesAnEarlierSetButNothingElse()
{
  const QTemporaryDir folder;
  const std::string path = folder.filePath( "set" ).toStdString();
  SceneOptions options = twoDates();
  options.dates = 1;
  simulateTraining( options, 2, path, {} );
  simulateTraining( options, 1, path, {} );
  QCOMPARE( QDir( folder.filePath( "set/sar_images" ) ).entryList( { "*.tif" } ).size(), 1 );

  QFile notes( folder.filePath( "set/notes.txt" ) );
  QVERIFY( notes.open( QIODevice::WriteOnly ) );
  notes.close();
  try
  {
    simulateTraining( options, 1, path, {} );
    QFAIL( "a folder with foreign files was replaced" );
  }
  catch ( const Error &e )
  {
    QVERIFY2( QString( e.what() ).contains( "“notes.txt”, which is not part of a simulated training set" ),
              e.what() );
  }
  QVERIFY( notes.exists() );
}

void TestSimulateTraining::scenesOfTheSameLayoutAreLeftAlone()
{
  const QTemporaryDir folder;
  const std::string path = folder.filePath( "set" ).toStdString();
  QDir( folder.path() ).mkpath( "set/sar_images" );
  const std::string scene = path + "/sar_images/Mapple_2013-06-01_TSX_7_1_025.tif";
  writeRaster( scene, 4, 4, []( int, int ) { return 1; } );
  EXPECT_ERROR( simulateTraining( twoDates(), 1, path, {} ), "did not write" );
  QVERIFY( QFile::exists( QString::fromStdString( scene ) ) );

  SceneOptions options = twoDates();
  options.dates = 1;
  const std::string mixed = folder.filePath( "mixed" ).toStdString();
  simulateTraining( options, 1, mixed, {} );
  writeRaster( mixed + "/dem/Fjord1_mine.tif", 4, 4, []( int, int ) { return 1; } );
  EXPECT_ERROR( simulateTraining( options, 1, mixed, {} ), "did not write" );
}

void TestSimulateTraining::cancellingLeavesNothing()
{
  const QTemporaryDir folder;
  Feedback stop;
  stop.progress = []( double fraction ) { return fraction < 0.6; };
  QVERIFY_EXCEPTION_THROWN( simulateTraining( twoDates(), 2, folder.filePath( "set" ).toStdString(), stop ),
                            Cancelled );
  QVERIFY( QDir( folder.path() ).isEmpty() );
}

void TestSimulateTraining::wrongOptionsAreNamed()
{
  const QTemporaryDir folder;
  const auto failure = [&]( const SceneOptions &options, int glaciers, const QString &path )
  {
    try
    {
      simulateTraining( options, glaciers, path.toStdString(), {} );
    }
    catch ( const Error &e )
    {
      return QString( e.what() );
    }
    return QString();
  };
  SceneOptions decibels = twoDates();
  decibels.unit = SceneUnit::Decibel;
  QVERIFY( failure( decibels, 1, folder.filePath( "set" ) ).contains( "needs scenes of 8 bits" ) );
  QVERIFY( failure( twoDates(), 0, folder.filePath( "set" ) ).contains( "The number of glaciers is 0" ) );
  QFile file( folder.filePath( "file" ) );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  file.close();
  QVERIFY( failure( twoDates(), 1, folder.filePath( "file" ) ).contains( "is a file. Choose a folder" ) );
  QVERIFY( failure( twoDates(), 1, folder.filePath( "file/set" ) ).contains( "Cannot create the folder" ) );
}

QTEST_APPLESS_MAIN( TestSimulateTraining )
#include "testsimulatetraining.moc"
