#include <QProcess>

#include "support/golden.h"

#include "model/compute.h"
#include "model/error.h"
#include "model/nn/blas.h"
#include "model/nn/device.h"

using namespace calving;

//! Devices, number formats and the speed of the library for matrices.
class TestCompute : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void choosesADevice();
  void refusesUnknownDevices_data();
  void refusesUnknownDevices();
  void explainsThatThereIsNoCuda();
  void takesBFloat16OnlyWhereItIsFast();
  void describesWhatWillRun();
  void warnsOfTheReferenceLibraryOnly();
  void neverSendsUsersOfAFastLibraryToAnother_data();
  void neverSendsUsersOfAFastLibraryToAnother();
  void measuresWithAllThreadsLeftAsTheyWere();
  void usesAsManyThreadsAsAsked();
};

namespace
{

QString problemOf( const std::string &device )
{
  try
  {
    chooseDevice( device );
  }
  catch ( const Error &e )
  {
    return QString::fromUtf8( e.what() );
  }
  return {};
}

} // namespace

void TestCompute::choosesADevice()
{
  QVERIFY( chooseDevice( "cpu" ).is_cpu() );
  QCOMPARE( chooseDevice( "auto" ).is_cuda(), torch::cuda::is_available() );
}

void TestCompute::refusesUnknownDevices_data()
{
  QTest::addColumn<QString>( "name" );
  for ( const char *name : { "", "gpu", "cuda:", "cuda:x", "cuda:-1", "cuda:0x", "CPU" } )
    QTest::newRow( name ) << name;
}

void TestCompute::refusesUnknownDevices()
{
  QFETCH( QString, name );
  const QString problem = problemOf( name.toStdString() );
  QVERIFY2( problem.contains( "no device called '" + name + "'" ) && problem.contains( "cuda:N" ),
            qPrintable( problem ) );
}

void TestCompute::explainsThatThereIsNoCuda()
{
  if ( torch::cuda::is_available() )
    QVERIFY( problemOf( "cuda:999" ).contains( "does not exist" ) );
  else
    QVERIFY( problemOf( "cuda:0" ).contains( "needs a CUDA graphics card" ) );
}

void TestCompute::takesBFloat16OnlyWhereItIsFast()
{
  const torch::Device cpu = torch::kCPU;
  QVERIFY( numberFormat( Precision::Float32, cpu ) == torch::kFloat32 );
  QVERIFY( numberFormat( Precision::BFloat16, cpu ) == torch::kBFloat16 );
  QVERIFY( numberFormat( Precision::Automatic, cpu ) ==
           ( hasNativeBFloat16() ? torch::kBFloat16 : torch::kFloat32 ) );
  QVERIFY( numberFormat( Precision::Automatic, torch::Device( torch::kCUDA, 0 ) ) == torch::kBFloat16 );
}

void TestCompute::describesWhatWillRun()
{
  const QString text = QString::fromStdString( describeCompute( { "cpu", 3, Precision::Float32 } ) );
  QVERIFY2( text.startsWith( "Computing on the processor with 3 threads in float32; LibTorch " ),
            qPrintable( text ) );
  QVERIFY2( text.contains( QString::fromStdString( blasName() ) ) && text.endsWith( "GFLOP/s per thread." ),
            qPrintable( text ) );
  const QString narrow = QString::fromStdString( describeCompute( { "cpu", 1, Precision::BFloat16 } ) );
  QCOMPARE( narrow.contains( "only emulates" ), !hasNativeBFloat16() );
}

void TestCompute::warnsOfTheReferenceLibraryOnly()
{
  if ( qEnvironmentVariableIsSet( "CALVINGFRONT_REFERENCE_BLAS" ) )
  {
    QCOMPARE( blasName(), std::string( "reference BLAS" ) );
    const QString warning = QString::fromStdString( slowBlasWarning() );
    QVERIFY2( warning.contains( "apt install libopenblas0-openmp" ), qPrintable( warning ) );
    return;
  }
  if ( blasName() == "OpenBLAS" )
    QCOMPARE( slowBlasWarning(), std::string() );
  const QString reference = "/usr/lib/x86_64-linux-gnu/blas/libblas.so.3";
  if ( !QFile::exists( reference ) )
    QSKIP( "Debian's reference BLAS is not installed: package libblas3." );
  // The same claim in a process that finds the slow library first.
  QProcess process;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert( "LD_PRELOAD", reference );
  environment.insert( "CALVINGFRONT_REFERENCE_BLAS", "1" );
  process.setProcessEnvironment( environment );
  process.start( QCoreApplication::applicationFilePath(), { "warnsOfTheReferenceLibraryOnly" } );
  QVERIFY( process.waitForFinished( 60000 ) );
  QVERIFY2( process.exitCode() == 0, process.readAllStandardOutput() );
}

void TestCompute::neverSendsUsersOfAFastLibraryToAnother_data()
{
  QTest::addColumn<QString>( "library" );
  QTest::addColumn<double>( "speed" );
  QTest::addColumn<bool>( "warned" );
  QTest::newRow( "slow reference" ) << "reference BLAS" << 2.0 << true;
  QTest::newRow( "slow unknown" ) << "BLAS" << 2.0 << true;
  QTest::newRow( "fast unknown" ) << "BLAS" << 40.0 << false;
  for ( const char *optimised : { "OpenBLAS", "MKL", "BLIS" } )
    QTest::newRow( optimised ) << optimised << 2.0 << false;
}

void TestCompute::neverSendsUsersOfAFastLibraryToAnother()
{
  QFETCH( QString, library );
  QFETCH( double, speed );
  QFETCH( bool, warned );
  const QString warning = QString::fromStdString( blasWarning( library.toStdString(), { speed, 2.0 } ) );
  QCOMPARE( warning.contains( "only 2 GFLOP/s with the library " + library + "," ), warned );
  QCOMPARE( warning.isEmpty(), !warned );
}

void TestCompute::measuresWithAllThreadsLeftAsTheyWere()
{
  useThreads( 3 );
  QVERIFY( blasSpeed().library > 0 && blasSpeed().loop > 0 );
  QCOMPARE( torch::get_num_threads(), 3 );
}

void TestCompute::usesAsManyThreadsAsAsked()
{
  useThreads( 2 );
  QCOMPARE( torch::get_num_threads(), 2 );
  useThreads( 0 );
  QCOMPARE( torch::get_num_threads(), static_cast<int>( std::thread::hardware_concurrency() ) );
}

QTEST_GUILESS_MAIN( TestCompute )
#include "testcompute.moc"
