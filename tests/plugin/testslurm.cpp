#include <QtTest>

#include "support/fjordseries.h"
#include "support/process.h"
#include "support/testraster.h"
#include "support/testscenes.h"

//! The plugin in the tasks of a job step of Slurm.
class TestSlurm : public QObject
{
  Q_OBJECT

private slots:
  void init();
  void trainsInTheTasksOfAStep();
  void endsTheStepWithAnErrorWhereATaskDies();
  void theTasksOfAnArrayShareASeries();

private:
  QString path( const char *file ) const { return mFolder->filePath( file ); }
  //! The command of a short training whose log is \a log.
  QStringList training( const QString &log, int batch, int epochs ) const;
  QStringList losses( const QString &log ) const;

  std::unique_ptr<QTemporaryDir> mFolder;
};

//! Four labelled scenes of two glaciers.
void TestSlurm::init()
{
  for ( const char *program : { "munged", "slurmctld", "slurmd", "srun" } )
    if ( QStandardPaths::findExecutable( program ).isEmpty() &&
         QStandardPaths::findExecutable( program, { "/usr/sbin" } ).isEmpty() )
      QSKIP( "Slurm is not installed: apt-get install slurmctld slurmd slurm-client munge." );
  mFolder = std::make_unique<QTemporaryDir>();
  QDir( mFolder->path() ).mkpath( "scenes/sar" );
  QDir( mFolder->path() ).mkpath( "scenes/zones" );
  TestScenes scenes( 4, 64, 64 );
  const int codes[] = { 0, 64, 127, 254 };
  const std::string folder = path( "scenes" ).toStdString();
  for ( const TestScenes::Scene &scene : scenes.scenes() )
  {
    writeRaster(
        folder + "/sar/" + scene.info.name + ".tif", 64, 64,
        [&]( int x, int y ) { return scene.grey[64 * y + x]; }, GDT_Byte );
    writeRaster(
        folder + "/zones/" + scene.info.name + "_zones.tif", 64, 64,
        [&]( int x, int y ) { return codes[scene.zones[64 * y + x]]; }, GDT_Byte );
  }
}

QStringList TestSlurm::training( const QString &log, int batch, int epochs ) const
{
  return { SOURCE_FOLDER "/plugin/qgis_process",
           "run",
           "calvingfront:finetune",
           "--",
           "SCENES=" + path( "scenes" ),
           "HOLDOUT=B",
           "EPOCHS=" + QString::number( epochs ),
           "BATCH=" + QString::number( batch ),
           "SAMPLES=8",
           "DROPOUT=0",
           "PRECISION=float32",
           "CHECKPOINT_MINUTES=0",
           "CHECKPOINT=" + path( "checkpoint.safetensors" ),
           "LOG=" + path( qPrintable( log ) ),
           "MODEL=" + path( "model.safetensors" ) };
}

//! The column training_loss.
QStringList TestSlurm::losses( const QString &log ) const
{
  QFile file( path( qPrintable( log ) ) );
  QStringList result;
  if ( file.open( QIODevice::ReadOnly ) )
    for ( const QString &line : QString::fromUtf8( file.readAll() ).trimmed().split( '\n' ).mid( 1 ) )
      result << line.split( ',' ).value( 3 );
  return result;
}

//! The losses are those of one process with twice the batch.
void TestSlurm::trainsInTheTasksOfAStep()
{
  const Ended step =
      run( SOURCE_FOLDER "/tests/slurm", QStringList{ "srun", "-n", "2" } + training( "two.csv", 2, 2 ) );
  QVERIFY2( step.code == 0, step.text() );
  QVERIFY2( step.out.count( "Epoch 2 of 2: loss " ) == 1, step.text() );
  QVERIFY2( step.out.contains( "on 2 processes" ), step.text() );
  QVERIFY( QFile::exists( path( "model.safetensors" ) ) );
  QVERIFY( QDir( mFolder->path() ).entryList( QDir::Files ) ==
           QStringList( { "checkpoint.safetensors", "model.safetensors", "two.csv" } ) );

  QStringList alone = training( "one.csv", 4, 2 );
  const Ended one = run( alone.takeFirst(), alone );
  QVERIFY2( one.code == 0, one.text() );
  const QStringList expected = losses( "one.csv" );
  QCOMPARE( expected.size(), 2 );
  for ( int i = 0; i < expected.size(); ++i )
    QVERIFY( std::abs( losses( "two.csv" ).value( i ).toDouble() - expected[i].toDouble() ) < 1e-5 );
}

//! Task 1 ends itself once there is a checkpoint.
void TestSlurm::endsTheStepWithAnErrorWhereATaskDies()
{
  const QString script = "if [ $SLURM_PROCID = 1 ]; then \"$@\" & for i in $(seq 600); do [ -e " +
                         path( "checkpoint.safetensors" ) +
                         " ] && break; sleep 0.1; done; kill -9 $!; exit 9; else exec \"$@\"; fi";
  QElapsedTimer timer;
  timer.start();
  const Ended step =
      run( SOURCE_FOLDER "/tests/slurm", QStringList{ "srun", "-n", "2", "bash", "-c", script, "bash" } +
                                             training( "log.csv", 2, 100000 ) );
  QVERIFY2( step.code > 0, step.text() );
  QVERIFY2( timer.elapsed() < 60000, qPrintable( QString::number( timer.elapsed() ) ) );
  QVERIFY2( ( step.out + step.err ).contains( "Another rank of the training has ended" ), step.text() );
  QVERIFY2(
      ( step.out + step.err ).contains( "Continue from the checkpoint " + path( "checkpoint.safetensors" ) ),
      step.text() );
  QVERIFY( !QFile::exists( path( "model.safetensors" ) ) );
}

//! Two tasks read two of four scenes each; then one process needs no network, and finds what one alone does.
void TestSlurm::theTasksOfAnArrayShareASeries()
{
  QDir( mFolder->path() ).mkpath( "series" );
  for ( const char *date : { "2018-06-02", "2018-06-14", "2018-06-26", "2018-07-08" } )
    writeFjord( path( "series" ) + QStringLiteral( "/Fjord_%1_S1.tif" ).arg( date ), 60 );
  QDir( mFolder->path() ).mkpath( "labels" );
  writeFjordZones( path( "labels/Fjord_2018-06-02_S1_zones.tif" ), 60 );
  const auto extraction = [this]( const char *fronts, const QStringList &more )
  {
    return QStringList{ SOURCE_FOLDER "/plugin/qgis_process",
                        "run",
                        "calvingfront:extractseries",
                        "--",
                        "INPUTS=" + path( "series" ),
                        "LABELS=" + path( "labels" ),
                        "FRONTS=" + path( fronts ) } +
           more;
  };
  const auto fronts = [this]( const char *file )
  {
    const Ended dump = run( "ogr2ogr", { "-f", "GeoJSON", "-select", "date,length_m,n_vertices,conf_mean",
                                         "-nln", "fronts", "/vsistdout/", path( file ) } );
    return dump.out;
  };
  QStringList alone = extraction( "alone.gpkg", {} );
  const Ended one = run( alone.takeFirst(), alone );
  QVERIFY2( one.code == 0, one.text() );
  const QString evidence = "EVIDENCE=" + path( "evidence" );
  const QStringList part =
      extraction( "part.gpkg", { evidence, "PART=$SLURM_ARRAY_TASK_ID", "PARTS=$SLURM_ARRAY_TASK_COUNT" } );
  const Ended array = run( SOURCE_FOLDER "/tests/slurm",
                           { "sbatch", "--wait", "--array=1-2", "--output=" + path( "task-%a.txt" ),
                             "--wrap=" + part.join( ' ' ) },
                           { {}, {}, 280 } );
  QVERIFY2( array.code == 0, array.text() );
  QCOMPARE( QDir( path( "evidence" ) ).entryList( { "*_evidence.tif" } ).size(), 4 );
  QVERIFY( !QFile::exists( path( "part.gpkg" ) ) );
  QStringList rest = extraction( "shared.gpkg", { evidence } );
  const Ended last = run( rest.takeFirst(), rest );
  QVERIFY2( last.code == 0 && last.out.contains( "The network took 0.0 s" ), last.text() );
  QVERIFY( fronts( "alone.gpkg" ).contains( "2018-07-08" ) );
  QCOMPARE( fronts( "shared.gpkg" ), fronts( "alone.gpkg" ) );
}

QTEST_GUILESS_MAIN( TestSlurm )
#include "testslurm.moc"
