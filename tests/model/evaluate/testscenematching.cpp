#include <QtTest>

#include <QTemporaryDir>

#include "model/evaluate/scenematching.h"
#include "support/expecterror.h"
#include "support/testraster.h"

using namespace calving;

class TestSceneMatching : public QObject
{
  Q_OBJECT

private slots:
  void cleanup() { mWarnings.clear(); }
  void attributesNameTheGroups();
  void theManifestOverrulesAttributesAndNames();
  void saysWhichScenesTheManifestLacks();
  void saysWherePixelsAreNominal();
  void saysOnceWhatIsLeftOut();
  void otherScenesAreWarnedOf();
  void frontsOfSeveralDatesAreWarnedOf();
  void featuresWithoutAShapeAreCounted();
  void farFrontsAreWarnedOf();

private:
  std::vector<SceneEvaluation> evaluated( const EvaluationInput &input )
  {
    Feedback feedback;
    feedback.warning = [this]( const std::string &sentence )
    { mWarnings << QString::fromStdString( sentence ); };
    return evaluateScenes( input, 10, feedback );
  }

  QStringList mWarnings;
};

namespace
{

//! A front raster of 4 x 4 pixels that lies nowhere.
FrontGeometry pixels( const std::string &source )
{
  FrontGeometry front;
  front.source = source;
  front.grid.width = front.grid.height = 4;
  front.pixels = { { 0, 0 }, { 1, 0 }, { 2, 0 }, { 3, 0 } };
  return front;
}

EvaluationInput inputOf( const std::vector<std::string> &names )
{
  EvaluationInput input;
  for ( const std::string &name : names )
    input.predicted.layers[name] = input.reference.layers[name] = pixels( name );
  return input;
}

const std::string jakobshavn = "JAC_2010-01-01_TSX_6_1_110";
const std::string crane = "Crane_2010-01-01_TSX_7_1_110";

} // namespace

void TestSceneMatching::attributesNameTheGroups()
{
  EvaluationInput input = inputOf( { jakobshavn } );
  input.predicted.layers[jakobshavn].facts.glacier = "of the prediction";
  input.predicted.layers[jakobshavn].facts.sensor = "S1A";
  input.predicted.layers[jakobshavn].facts.resolutionMetres = 40;
  input.reference.layers[jakobshavn].facts.glacier = "Jakobshavn";
  const SceneEvaluation scene = evaluated( input ).at( 0 );
  QCOMPARE( scene.facts.glacier, std::string( "Jakobshavn" ) );
  QCOMPARE( scene.sensorGroup, std::string( "S1" ) );
  QCOMPARE( scene.facts.date, std::string( "2010-01-01" ) );
  QCOMPARE( scene.resolution, 6.0 ); // the nominal one of the name
}

void TestSceneMatching::theManifestOverrulesAttributesAndNames()
{
  EvaluationInput input = inputOf( { jakobshavn } );
  input.reference.layers[jakobshavn].facts.glacier = "of the reference";
  Manifest::Scene known;
  known.facts.glacier = "Sermeq Kujalleq";
  known.pixel = PixelSize{ 30, 30 };
  input.manifest.path = "table.csv";
  input.manifest.scenes[jakobshavn] = known;
  const SceneEvaluation scene = evaluated( input ).at( 0 );
  QCOMPARE( scene.facts.glacier, std::string( "Sermeq Kujalleq" ) );
  QCOMPARE( scene.facts.date, std::string( "2010-01-01" ) );
  QVERIFY2( mWarnings.isEmpty(), qPrintable( mWarnings.join( '\n' ) ) );
}

void TestSceneMatching::saysWhichScenesTheManifestLacks()
{
  EvaluationInput input = inputOf( { jakobshavn, crane } );
  Manifest::Scene known;
  known.pixel = PixelSize{ 30, 30 };
  input.manifest.path = "table.csv";
  input.manifest.scenes["Another_2010-01-01"] = known;
  EXPECT_ERROR( evaluated( input ), "table.csv", "none" );
  input.manifest.scenes[crane] = known;
  evaluated( input );
  QVERIFY( mWarnings.contains(
      QString::fromStdString( "The table table.csv lacks the scenes: " + jakobshavn + " (1)." ) ) );
}

void TestSceneMatching::saysWherePixelsAreNominal()
{
  evaluated( inputOf( { jakobshavn, crane } ) );
  QCOMPARE( mWarnings.size(), 1 );
  QVERIFY2( mWarnings[0].contains( "as large as the resolution in the name" ), qPrintable( mWarnings[0] ) );
  QVERIFY( mWarnings[0].endsWith( QString::fromStdString( crane + ", " + jakobshavn + " (2)." ) ) );
}

void TestSceneMatching::otherScenesAreWarnedOf()
{
  EvaluationInput input;
  input.predicted.layers[jakobshavn] = pixels( jakobshavn );
  input.reference.layers[crane] = pixels( crane );
  evaluated( input );
  QCOMPARE( mWarnings.filter( "different glaciers" ).size(), 1 );
  QVERIFY( mWarnings.filter( "different dates" ).isEmpty() );
  mWarnings.clear();
  const std::string later = "JAC_2010-02-01_TSX_6_1_110";
  input.reference.layers = { { later, pixels( later ) } };
  evaluated( input );
  const QStringList dates = mWarnings.filter( "different dates" );
  QCOMPARE( dates.size(), 1 );
  QVERIFY2( dates[0].contains( "2010-01-01" ) && dates[0].contains( "2010-02-01" ), qPrintable( dates[0] ) );
  QVERIFY( mWarnings.filter( "different glaciers" ).isEmpty() );
  mWarnings.clear();
  // Attributes count before names.
  input.reference.layers[later].facts.date = "2010-01-01";
  input.predicted.layers[jakobshavn].facts.glacier = "Jakobshavn Isbræ";
  input.reference.layers[later].facts.glacier = "jakobshavn_isbræ";
  evaluated( input );
  QCOMPARE( mWarnings.filter( "different" ), QStringList() );
}

//! As of a shapefile with all fronts of a glacier.
void TestSceneMatching::frontsOfSeveralDatesAreWarnedOf()
{
  EvaluationInput input = inputOf( { jakobshavn } );
  input.reference.layers[jakobshavn].dates = { "2010-01-01" };
  evaluated( input );
  QVERIFY( mWarnings.filter( "dates" ).isEmpty() );
  input.reference.layers[jakobshavn].dates = { "2010-01-01", "2011-02-03", "2012-03-04" };
  evaluated( input );
  const QStringList dates = mWarnings.filter( "dates" );
  QCOMPARE( dates.size(), 1 );
  QVERIFY2( dates[0].contains( "3 dates, from 2010-01-01 to 2012-03-04" ), qPrintable( dates[0] ) );
}

void TestSceneMatching::featuresWithoutAShapeAreCounted()
{
  EvaluationInput input = inputOf( { jakobshavn, crane } );
  input.predicted.layers[crane].withoutShape = 2;
  input.reference.layers[crane].withoutShape = 1;
  evaluated( input );
  QCOMPARE(
      mWarnings.filter( "geometry" ),
      QStringList( QString::fromStdString( "Features without a geometry, 3 in all, are passed over in the "
                                           "fronts of the scenes: " +
                                           crane + " (1)." ) ) );
}

void TestSceneMatching::farFrontsAreWarnedOf()
{
  const auto line = []( double latitude )
  {
    FrontGeometry front;
    front.source = "line";
    front.crs = "EPSG:4326";
    front.lines = { { { -60, latitude }, { -60.1, latitude } } };
    return front;
  };
  EvaluationInput input;
  input.predicted.layers["a"] = line( 65 );
  input.reference.layers["a"] = line( 65.1 );
  evaluated( input );
  QCOMPARE( mWarnings, QStringList() );
  input.reference.layers["a"] = line( -65 );
  evaluated( input );
  QCOMPARE( mWarnings.size(), 1 );
  QVERIFY2( mWarnings[0].contains( "km apart" ), qPrintable( mWarnings[0] ) );
}

void TestSceneMatching::saysOnceWhatIsLeftOut()
{
  EvaluationInput input;
  input.reference.layers["a"] = pixels( "a" );
  for ( int i = 0; i < 30; ++i )
    input.predicted.layers["scene " + std::to_string( i )] = pixels( "b" );
  EXPECT_ERROR( evaluated( input ), "nothing in common" );
  QVERIFY( mWarnings.isEmpty() );
  input.predicted.layers[crane] = input.reference.layers[crane] = pixels( "c" );
  evaluated( input );
  QVERIFY2( mWarnings[0].contains( "no reference front: scene 0, scene 1" ) &&
                mWarnings[0].endsWith( "and 10 more (30)." ),
            qPrintable( mWarnings[0] ) );
  QCOMPARE( mWarnings[1],
            QStringLiteral( "Left out are scenes that have a reference front but no prediction: a (1)." ) );
}

QTEST_APPLESS_MAIN( TestSceneMatching )
#include "testscenematching.moc"
