#include <QtTest>

#include <cmath>

#include "model/error.h"
#include "model/front/frontwander.h"
#include "model/modelfile/tensors/safetensors.h"
#include "model/modelfile/tensors/tensorfile.h"
#include "model/series/estimate/fronterror.h"

using namespace calving;

class TestFrontError : public QObject
{
  Q_OBJECT

private slots:
  void errorsOfSignsMultiply();
  void whatIsNotKnownHasAFactorOfItsOwn();
  void calibrationTravelsInTheHeader();
  void modelsWithoutOneTellNothing();
  void damagedCalibrationsAreRefused_data();
  void damagedCalibrationsAreRefused();

private:
  std::string written( const std::string &calibration );

  QTemporaryDir mFolder;
};

namespace
{

const char *table = R"({"constant": 5, "wander": 0.5, "moved": 0.25, "between": 0.125, "one_sided": 0.5,
  "left_out": 1, "checked": -0.5, "ratio_mean": 1.25, "ratio_68": 1.5, "ratio_95": 3})";

} // namespace

std::string TestFrontError::written( const std::string &calibration )
{
  TensorFile file;
  file.tensors.emplace( "weight", storedFloats( { 1 }, { 1.f } ) );
  if ( !calibration.empty() )
    file.metadata.emplace( "front_error", calibration );
  const std::string path = mFolder.filePath( "model.safetensors" ).toStdString();
  writeSafetensors( path, file );
  return path;
}

//! exp( 5 ) = 148.413 m; doubled wander gives 2^0.5, 300 m moved 4^0.25, 100 m between the labels 2^0.125,
//! labels found within 600 m 2 * exp( -0.5 ): 148.413 * 1.41421 * 1.41421 * 1.09051 * 1.21306 = 392.66 m.
void TestFrontError::errorsOfSignsMultiply()
{
  const ErrorCalibration calibration = *readErrorCalibration( written( table ) );
  ErrorSigns signs{ 0, 300, 100, 600 };
  // 80 m + 400 m * years^0.6 = 600 m.
  signs.daysToLabel = 365.25 * std::pow( 1.3, 1 / 0.6 );
  const FrontError error = expectedError( signs, calibration );
  QVERIFY( std::abs( error.expected - 1.25 * 392.66 ) < 0.1 );
  QVERIFY( std::abs( error.within68 - 1.5 * 392.66 ) < 0.1 );
  QVERIFY( std::abs( error.within95 - 3 * 392.66 ) < 0.1 );
}

//! A date outside all labels, none of which could be left out: exp( 5 + 0.5 ) times (80 / 300)^0.5.
void TestFrontError::whatIsNotKnownHasAFactorOfItsOwn()
{
  const FrontError error =
      expectedError( { 0, 0, std::nullopt, std::nullopt }, *readErrorCalibration( written( table ) ) );
  QVERIFY( std::abs( error.expected - 1.25 * 244.692 * std::sqrt( 80 / 300.0 ) ) < 0.1 );
}

void TestFrontError::calibrationTravelsInTheHeader()
{
  const ErrorCalibration calibration = *readErrorCalibration( written( table ) );
  QCOMPARE( calibration.constant, 5.0 );
  QCOMPARE( calibration.checked, -0.5 );
  QCOMPARE( calibration.ratio95, 3.0 );
}

void TestFrontError::modelsWithoutOneTellNothing()
{
  QVERIFY( !readErrorCalibration( written( {} ) ) );
}

void TestFrontError::damagedCalibrationsAreRefused_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::newRow( "no JSON" ) << "constant=5";
  QTest::newRow( "no table" ) << "[5]";
  QTest::newRow( "lacks numbers" ) << R"({"constant": 5})";
  QTest::newRow( "text for a number" ) << QString( table ).replace( "0.125", R"("much")" );
}

void TestFrontError::damagedCalibrationsAreRefused()
{
  QFETCH( QString, text );
  const std::string path = written( text.toStdString() );
  try
  {
    readErrorCalibration( path );
    QFAIL( "It was taken." );
  }
  catch ( const Error &e )
  {
    QVERIFY2( QString( e.what() ).contains( "model.safetensors" ), e.what() );
  }
}

QTEST_APPLESS_MAIN( TestFrontError )
#include "testfronterror.moc"
