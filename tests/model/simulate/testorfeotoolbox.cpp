#include <QtTest>

#include <cmath>

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "model/sar/calibration/calibrateproduct.h"
#include "model/simulate/product/simulateproduct.h"
#include "support/largerof.h"

using namespace calving;

namespace
{

std::vector<float> valuesOf( const QString &path )
{
  const RasterReader reader( path.toStdString() );
  return reader.readBand( 1, { 0, 0, reader.width(), reader.height() } );
}

} // namespace

//! Simulated products in the eyes of Orfeo ToolBox (Debian's otb-bin), where it is installed.
class TestOrfeoToolBox : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void readsTheProduct();
  void calibratesAlike_data();
  void calibratesAlike();
  void subtractsTheSameNoise();

private:
  //! Runs an application of Orfeo ToolBox and returns what it says.
  QString run( const QString &application, const QStringList &arguments )
  {
    QProcess process;
    process.setProcessChannelMode( QProcess::MergedChannels );
    process.start( "otbcli_" + application, QStringList{ "-in", mMeasurement } + arguments );
    process.waitForFinished( 120000 );
    mSucceeded = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    return QString::fromUtf8( process.readAll() );
  }
  std::vector<float> calibrated( Calibration calibration, bool removeNoise ) const
  {
    CalibrationOptions options;
    options.calibration = calibration;
    options.removeNoise = removeNoise;
    calibrateProduct( mProduct.manifest, options, BackscatterUnit::Linear, path( "ours.tif" ).toStdString(),
                      {} );
    return valuesOf( path( "ours.tif" ) );
  }
  QString path( const char *name ) const { return mFolder.filePath( name ); }

  QTemporaryDir mFolder;
  SimulatedProduct mProduct;
  QString mMeasurement;
  bool mSucceeded = false;
};

//! A scene wide enough for two sub-swaths and long enough for two bursts and several vectors.
void TestOrfeoToolBox::initTestCase()
{
  if ( QStandardPaths::findExecutable( "otbcli_SARCalibration" ).isEmpty() )
    QSKIP( "Orfeo ToolBox is not installed (Debian: otb-bin)." );
  ProductOptions options;
  options.type = "IW_GRDM";
  options.scene.width = options.scene.height = 500;
  options.scene.pixelSizeMetres = 100;
  options.scene.incidence = 36.5;
  options.samples = 2200;
  options.lines = 1500;
  mProduct = simulateProduct( options, path( "product.SAFE" ).toStdString(), {} );
  mMeasurement = QString::fromStdString( openProduct( mProduct.manifest ).images.front().measurementPath );
}

void TestOrfeoToolBox::readsTheProduct()
{
  const QString said = run( "ReadImageInfo", {} );
  QVERIFY2( mSucceeded, qPrintable( said ) );
  QVERIFY( said.contains( "sensor: SENTINEL-1A" ) );
  QVERIFY( said.contains( "time: 2020-01-01T" ) );
  QVERIFY( said.contains( "gcp.count: 210" ) );
}

void TestOrfeoToolBox::calibratesAlike_data()
{
  QTest::addColumn<int>( "calibration" );
  QTest::addColumn<QString>( "table" );
  QTest::newRow( "sigma0" ) << static_cast<int>( Calibration::SigmaNought ) << "sigma";
  QTest::newRow( "beta0" ) << static_cast<int>( Calibration::BetaNought ) << "beta";
  QTest::newRow( "gamma0" ) << static_cast<int>( Calibration::GammaNought ) << "gamma";
}

void TestOrfeoToolBox::calibratesAlike()
{
  QFETCH( int, calibration );
  QFETCH( QString, table );
  const QString said = run( "SARCalibration", { "-out", path( "otb.tif" ), "float", "-lut", table } );
  QVERIFY2( mSucceeded, qPrintable( said ) );
  const std::vector<float> theirs = valuesOf( path( "otb.tif" ) );
  const std::vector<float> ours = calibrated( static_cast<Calibration>( calibration ), false );
  QCOMPARE( theirs.size(), ours.size() );
  double worst = 0;
  for ( std::size_t i = 0; i < ours.size(); ++i )
    worst = largerOf( worst, std::abs( static_cast<double>( theirs[i] ) / ours[i] - 1 ) );
  // The rounding of two single-precision formulae.
  qInfo( "largest relative difference: %.3g", worst );
  QVERIFY( worst < 1e-6 );
}

//! Both set what is below the noise to 0. Beyond the last azimuth vector of the noise, Orfeo extrapolates,
//! and we go on with the last value; simulated products, like real ones, have a vector at the last line.
void TestOrfeoToolBox::subtractsTheSameNoise()
{
  const QString said = run( "SARCalibration",
                            { "-out", path( "otb.tif" ), "float", "-lut", "sigma", "-removenoise", "true" } );
  QVERIFY2( mSucceeded, qPrintable( said ) );
  const std::vector<float> theirs = valuesOf( path( "otb.tif" ) );
  const std::vector<float> ours = calibrated( Calibration::SigmaNought, true );
  const std::vector<float> before = calibrated( Calibration::SigmaNought, false );
  double worst = 0;
  for ( std::size_t i = 0; i < ours.size(); ++i )
    worst = largerOf( worst, std::abs( theirs[i] - ours[i] ) / static_cast<double>( before[i] ) );
  // What is left may be a small difference of large numbers, whose rounding is that of what was there before.
  qInfo( "largest difference, of the value before: %.3g", worst );
  QVERIFY( worst < 1e-6 );
}

QTEST_GUILESS_MAIN( TestOrfeoToolBox )
#include "testorfeotoolbox.moc"
