#include <QtTest>

#include "model/base/computeparameters.h"
#include "model/base/parametertext.h"
#include "model/train/finetuneparameters.h"
#include "model/train/pretrainparameters.h"
#include "support/expecterror.h"

using namespace calving;

namespace
{

enum class Fish
{
  Char,
  Cod,
  Capelin
};

struct Catch
{
  int boats = 3;
  int lines = 2;
  std::uint64_t seed = 4;
  double weight = 0.5;
  std::optional<double> depth;
  double share = 0.25;
  bool salted = true;
  Fish fish = Fish::Cod;
  std::string harbour = "Aasiaat";
  std::vector<std::string> crew;
  int day = 7487; // 2020-07-01
};

Parameters parametersOf( Catch &options )
{
  return {
      number( "BOATS", "Boats", options.boats, { 1, 9 }, "" ),
      number( "LINES", "Lines", options.lines, { 1 }, "" ),
      number( "SEED", "Seed", options.seed, { 0 }, "" ),
      number( "WEIGHT", "Weight", options.weight, { 0 }, "" ),
      number( "DEPTH", "Depth", options.depth, { -60, 60 }, "" ),
      percent( "SHARE", "Share", options.share, "" ),
      toggle( "SALTED", "Salted", options.salted, "" ),
      // Not in the order of the enumeration: the names belong to values.
      choice( "FISH", "Fish", options.fish,
              { { Fish::Capelin, "capelin" }, { Fish::Char, "char" }, { Fish::Cod, "cod" } }, "" ),
      text( "HARBOUR", "Harbour", options.harbour, "" ),
      names( "CREW", "Crew", options.crew, "" ),
      date( "DATE", "Date", options.day, "" ),
  };
}

//! What setFromText() makes of a catch.
Catch after( const char *key, const std::string &text )
{
  Catch options;
  Parameters list = parametersOf( options );
  setFromText( parameterIn( list, key ), text );
  return options;
}

} // namespace

//! One entry tells what may be given, and sets the option.
class TestParameter : public QObject
{
  Q_OBJECT

private slots:
  void readsNumbers();
  void refusesWhatIsNoNumber_data();
  void refusesWhatIsNoNumber();
  void readsSwitches();
  void readsChoicesByNameAndByNumber_data();
  void readsChoicesByNameAndByNumber();
  void readsTextsNamesAndDates();
  void blankLeavesTheDefault();
  void writesWhatItReads();
  void saysWhatMayBeGiven();
  void refusesAnUnknownDevice();
  void defaultsLieInTheirRanges_data();
  void defaultsLieInTheirRanges();
  void trainingsNameWhatTheyKnow();
  void recipesSetWhatNobodyGave();
  void recipesAreToldInTheHelp();
  void published();
};

void TestParameter::readsNumbers()
{
  QCOMPARE( after( "BOATS", " 7 " ).boats, 7 );
  QCOMPARE( after( "BOATS", "2.0" ).boats, 2 );
  QCOMPARE( after( "LINES", "2147483647" ).lines, 2147483647 );
  QCOMPARE( after( "SEED", "2147483647" ).seed, std::uint64_t( 2147483647 ) );
  QCOMPARE( after( "WEIGHT", "1e-3" ).weight, 0.001 );
  QCOMPARE( after( "WEIGHT", "+0.1" ).weight, 0.1 );
  QCOMPARE( after( "DEPTH", "-12.5" ).depth.value(), -12.5 );
  QCOMPARE( after( "SHARE", "20" ).share, 0.2 );
}

void TestParameter::refusesWhatIsNoNumber_data()
{
  QTest::addColumn<QString>( "key" );
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<QString>( "wanted" );
  QTest::newRow( "a word" ) << "WEIGHT"
                            << "abc"
                            << "a number from 0 up";
  QTest::newRow( "a comma" ) << "WEIGHT"
                             << "0,5"
                             << "with a point";
  QTest::newRow( "a number and more" ) << "WEIGHT"
                                       << "5 kg"
                                       << "a number";
  QTest::newRow( "not finite" ) << "WEIGHT"
                                << "inf"
                                << "a number";
  QTest::newRow( "not a number" ) << "DEPTH"
                                  << "nan"
                                  << "from -60 to 60";
  QTest::newRow( "two signs" ) << "WEIGHT"
                               << "+-1"
                               << "a number";
  QTest::newRow( "a fraction of a whole" ) << "BOATS"
                                           << "2.5"
                                           << "a whole number from 1 to 9";
  QTest::newRow( "too small" ) << "BOATS"
                               << "0"
                               << "from 1 to 9";
  QTest::newRow( "more than an int" ) << "LINES"
                                      << "3000000000"
                                      << "a whole number from 1 up";
  QTest::newRow( "more than QGIS has" ) << "SEED"
                                        << "2147483648"
                                        << "a whole number from 0 up";
  QTest::newRow( "too large" ) << "SHARE"
                               << "101"
                               << "from 0 to 100";
}

void TestParameter::refusesWhatIsNoNumber()
{
  QFETCH( QString, key );
  QFETCH( QString, text );
  QFETCH( QString, wanted );
  const std::string named = ( key + " = " + text ).toStdString();
  EXPECT_ERROR( after( qPrintable( key ), text.toStdString() ), named );
  EXPECT_ERROR( after( qPrintable( key ), text.toStdString() ), wanted.toStdString() );
}

void TestParameter::readsSwitches()
{
  for ( const char *off : { "no", "False", "0", "off" } )
    QVERIFY2( !after( "SALTED", off ).salted, off );
  for ( const char *on : { "yes", "TRUE", "1", "on" } )
    QVERIFY2( after( "SALTED", on ).salted, on );
  EXPECT_ERROR( after( "SALTED", "nein" ), "SALTED = nein" );
}

void TestParameter::readsChoicesByNameAndByNumber_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<int>( "fish" );
  QTest::newRow( "name" ) << "char" << static_cast<int>( Fish::Char );
  QTest::newRow( "capitals" ) << "Capelin" << static_cast<int>( Fish::Capelin );
  QTest::newRow( "number of the list" ) << "0" << static_cast<int>( Fish::Capelin );
  QTest::newRow( "last" ) << "2" << static_cast<int>( Fish::Cod );
  QTest::newRow( "beyond" ) << "3" << -1;
  QTest::newRow( "unknown" ) << "halibut" << -1;
}

void TestParameter::readsChoicesByNameAndByNumber()
{
  QFETCH( QString, text );
  QFETCH( int, fish );
  if ( fish < 0 )
    EXPECT_ERROR( after( "FISH", text.toStdString() ), "capelin, char, cod" );
  else
    QCOMPARE( static_cast<int>( after( "FISH", text.toStdString() ).fish ), fish );
  // What looks like a number may be a name.
  QCOMPARE( choiceIn( "4", { "2", "4", "8", "16", "32" } ).value(), 1 );
}

void TestParameter::readsTextsNamesAndDates()
{
  QCOMPARE( after( "HARBOUR", "Ilulissat" ).harbour, std::string( "Ilulissat" ) );
  const std::vector<std::string> crew{ "Ane", "Per Olsen" };
  QVERIFY( after( "CREW", "Ane, Per Olsen ,," ).crew == crew );
  QCOMPARE( after( "DATE", "2020-07-03" ).day, 7489 );
  QCOMPARE( after( "DATE", "2020-07-03T12:00:00" ).day, 7489 );
  EXPECT_ERROR( after( "DATE", "2021-02-29" ), "DATE = 2021-02-29" );
}

void TestParameter::blankLeavesTheDefault()
{
  QCOMPARE( after( "BOATS", "" ).boats, 3 );
  QVERIFY( !after( "DEPTH", " " ).depth );
  QVERIFY( after( "FISH", "" ).fish == Fish::Cod );
  QVERIFY( after( "SALTED", "" ).salted );
  // A text may be empty.
  QCOMPARE( after( "HARBOUR", "" ).harbour, std::string() );
}

void TestParameter::writesWhatItReads()
{
  Catch options;
  options.crew = { "Ane", "Per" };
  const Parameters list = parametersOf( options );
  QStringList texts;
  for ( const Parameter &parameter : list )
    texts << QString::fromStdString( textOf( parameter ) );
  const QStringList expected{ "3",   "2",   "4",       "0.5",      "",          "25",
                              "yes", "cod", "Aasiaat", "Ane, Per", "2020-07-01" };
  QCOMPARE( texts, expected );
}

void TestParameter::saysWhatMayBeGiven()
{
  QCOMPARE( describeNumbers( { false, -1.5, 2, {}, {} } ), std::string( "a number from -1.5 to 2" ) );
  QCOMPARE( describeNumbers( { true, 0, std::numeric_limits<double>::max(), {}, {} } ),
            std::string( "a whole number from 0 up" ) );
  QCOMPARE( describeNumbers( { true, 0, 2147483647, {}, {} } ), std::string( "a whole number from 0 up" ) );
}

void TestParameter::refusesAnUnknownDevice()
{
  ComputeOptions options;
  Parameters list = computeParameters( options );
  setFromText( parameterIn( list, "DEVICE" ), " CUDA:1" );
  QCOMPARE( options.device, std::string( "cuda:1" ) );
  setFromText( parameterIn( list, "DEVICE" ), "" );
  QCOMPARE( options.device, std::string( "auto" ) );
  EXPECT_ERROR( setFromText( parameterIn( list, "DEVICE" ), "gpu" ), "DEVICE is “gpu”" );
  EXPECT_ERROR( setFromText( parameterIn( list, "THREADS" ), "-1" ), "THREADS = -1" );
}

void TestParameter::defaultsLieInTheirRanges_data()
{
  QTest::addColumn<bool>( "pretraining" );
  QTest::newRow( "finetune" ) << false;
  QTest::newRow( "pretrain" ) << true;
}

//! What is shown as the default of a training may be given, and changes nothing.
void TestParameter::defaultsLieInTheirRanges()
{
  QFETCH( bool, pretraining );
  FinetuneOptions fine = finetuneDefaults();
  PretrainOptions pre = pretrainDefaults();
  const Parameters list = pretraining
                              ? pretrainParameters( pre )
                              : joined( { mainFinetuneParameters( fine ), rareFinetuneParameters( fine ) } );
  QVERIFY( list.size() > 30 );
  QSet<QString> keys;
  for ( const Parameter &parameter : list )
  {
    const std::string before = textOf( parameter );
    setFromText( parameter, before );
    QCOMPARE( textOf( parameter ), before );
    QVERIFY2( !keys.contains( parameter.key ), parameter.key );
    keys << parameter.key;
  }
}

void TestParameter::trainingsNameWhatTheyKnow()
{
  PretrainOptions options = pretrainDefaults();
  Parameters list = pretrainParameters( options );
  EXPECT_ERROR( setFromText( parameterIn( list, "METHOD" ), "MAE" ), "OptSimMIM, OptTranslator, SimMIM" );
  EXPECT_ERROR( setFromText( parameterIn( list, "SCHEDULE" ), "linear" ), "constant, cosine, plateau" );
  EXPECT_ERROR( setFromText( parameterIn( list, "OPTIMISER" ), "lion" ), "sgd, adamw" );
}

//! What is given counts before the recipe, whatever the number of scenes makes of that.
void TestParameter::recipesSetWhatNobodyGave()
{
  const auto given = []( const QMap<QString, std::string> &values )
  {
    return [values]( const Parameters &list )
    {
      for ( const Parameter &parameter : list )
        if ( values.contains( parameter.key ) )
          setFromText( parameter, values[parameter.key] );
    };
  };
  const FinetuneOptions few = finetuneOptions( given( {} ), 19 );
  QVERIFY( few.recipe == Recipe::Adapt );
  QCOMPARE( few.training.optimiser.learningRate, 0.0005 );
  QCOMPARE( few.training.optimiser.longestGradient, 1.0 );
  QCOMPARE( few.training.batch, 8 );
  QCOMPARE( few.split.fraction, 0.0 );
  QVERIFY( few.training.schedule.kind == ScheduleKind::Cosine );
  const FinetuneOptions many = finetuneOptions( given( {} ), 20 );
  QVERIFY( many.recipe == Recipe::Train );
  QVERIFY( many.training.optimiser.kind == OptimiserOptions::Kind::AdamW );
  QCOMPARE( many.split.fraction, 0.1 );
  const FinetuneOptions published = finetuneOptions( given( { { "RECIPE", "published" } } ), 3 );
  QVERIFY( published.training.optimiser.kind == OptimiserOptions::Kind::Sgd );
  QCOMPARE( published.training.epochs, 150 );
  const FinetuneOptions own = finetuneOptions(
      given( { { "OPTIMISER", "sgd" }, { "BATCH", "3" }, { "VALIDATION_SHARE", "0.2" } } ), 3 );
  QVERIFY( own.training.optimiser.kind == OptimiserOptions::Kind::Sgd );
  QCOMPARE( own.training.batch, 3 );
  QCOMPARE( own.split.fraction, 0.2 );
  QCOMPARE( own.training.optimiser.learningRate, 0.0005 );
}

//! A default of which there are three is shown in none of their places, but told.
void TestParameter::recipesAreToldInTheHelp()
{
  FinetuneOptions options = finetuneDefaults();
  Parameters list = joined( { mainFinetuneParameters( options ), rareFinetuneParameters( options ) } );
  const Parameter &rate = parameterIn( list, "LEARNING_RATE" );
  QVERIFY( rate.optional && textOf( rate ).empty() );
  QVERIFY( textOf( parameterIn( list, "OPTIMISER" ) ).empty() );
  QVERIFY2( rate.help.find( "adapt to 0.0005, train to 0.001, published to 0.01." ) != std::string::npos,
            rate.help.c_str() );
  QCOMPARE( textOf( parameterIn( list, "MIRROR" ) ), std::string( "1" ) );
  PretrainOptions pretraining = pretrainDefaults();
  Parameters others = pretrainParameters( pretraining );
  QCOMPARE( textOf( parameterIn( others, "OPTIMISER" ) ), std::string( "sgd" ) );
}

//! The numbers of a pre-training that stand for what is published follow the method.
void TestParameter::published()
{
  PretrainOptions options = pretrainDefaults();
  Parameters list = pretrainParameters( options );
  setFromText( parameterIn( list, "METHOD" ), "opttranslator" );
  takePublished( options );
  QCOMPARE( options.training.optimiser.learningRate, 5e-3 );
  QCOMPARE( options.training.patience, 100 );
  setFromText( parameterIn( list, "PATIENCE" ), "0" );
  setFromText( parameterIn( list, "LEARNING_RATE" ), "0.01" );
  takePublished( options );
  QCOMPARE( options.training.patience, 0 );
  QCOMPARE( options.training.optimiser.learningRate, 0.01 );
}

QTEST_APPLESS_MAIN( TestParameter )
#include "testparameter.moc"
