#include <QtTest>

#include <qgsapplication.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgsproperty.h>
#include <qgstest.h>

#include "algorithms/parameters/readparameters.h"
#include "model/train/finetuneparameters.h"
#include "model/train/pretrainparameters.h"
#include "provider/provider.h"
#include "support/expecterror.h"

using namespace calving;

//! What users give, in QGIS Desktop and qgis_process, reaches the options of the core, or is refused.
class TestReadParameters : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void leavesDefaultsAsTheyAre();
  void readsEveryKindOfValue();
  void evaluatesExpressions();
  void readsZeroAsPublished();
  void refusesWhatItCannotRead_data();
  void refusesWhatItCannotRead();
  void noAlgorithmMisreadsANumber_data();
  void noAlgorithmMisreadsANumber();
  void runsRefuseThemToo();

private:
  //! The options of finetune after \a values.
  FinetuneOptions finetuned( const QVariantMap &values );

  std::unique_ptr<Provider> mProvider;
};

void TestReadParameters::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
}

void TestReadParameters::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

FinetuneOptions TestReadParameters::finetuned( const QVariantMap &values )
{
  QgsProcessingContext context;
  FinetuneOptions options = finetuneDefaults();
  readParameters( joined( { mainFinetuneParameters( options ), rareFinetuneParameters( options ) } ), values,
                  context, *mProvider->algorithm( "finetune" ) );
  return options;
}

//! What QGIS declares as a default, given as a value, changes no option.
void TestReadParameters::leavesDefaultsAsTheyAre()
{
  QVariantMap defaults;
  for ( const QgsProcessingParameterDefinition *definition :
        mProvider->algorithm( "finetune" )->parameterDefinitions() )
    if ( definition->defaultValue().isValid() )
      defaults[definition->name()] = definition->defaultValue();
  QVERIFY( defaults.size() > 30 );
  FinetuneOptions standard = finetuneDefaults();
  FinetuneOptions read = finetuned( defaults );
  const Parameters expected =
      joined( { mainFinetuneParameters( standard ), rareFinetuneParameters( standard ) } );
  const Parameters found = joined( { mainFinetuneParameters( read ), rareFinetuneParameters( read ) } );
  for ( std::size_t i = 0; i < expected.size(); ++i )
  {
    if ( const auto *number = std::get_if<NumberKind>( &expected[i].kind ) )
      QVERIFY2( number->get() == std::get<NumberKind>( found[i].kind ).get(), expected[i].key );
    if ( const auto *choice = std::get_if<ChoiceKind>( &expected[i].kind ) )
      QVERIFY2( choice->get() == std::get<ChoiceKind>( found[i].kind ).get(), expected[i].key );
    if ( const auto *toggle = std::get_if<SwitchKind>( &expected[i].kind ) )
      QVERIFY2( *toggle->option == *std::get<SwitchKind>( found[i].kind ).option, expected[i].key );
  }
}

void TestReadParameters::readsEveryKindOfValue()
{
  const FinetuneOptions byNumber = finetuned( { { "SCHEDULE", 2 }, { "BATCH", 3 }, { "RECOMPUTE", true } } );
  QVERIFY( byNumber.training.schedule.kind == ScheduleKind::Plateau );
  QCOMPARE( byNumber.training.batch, 3 );
  QVERIFY( byNumber.training.recompute );
  const FinetuneOptions byText = finetuned( { { "SCHEDULE", "cosine" },
                                              { "BATCH", "5" },
                                              { "LEARNING_RATE", "1e-3" },
                                              { "SEED", 2147483647 },
                                              { "FREEZE_ENCODER", "no" },
                                              { "HOLDOUT", "Crane, Jorum" },
                                              { "START", "/folder/start.safetensors" } } );
  QVERIFY( byText.training.schedule.kind == ScheduleKind::Cosine );
  QCOMPARE( byText.training.batch, 5 );
  QCOMPARE( byText.training.optimiser.learningRate, 1e-3 );
  QCOMPARE( byText.training.samples.seed, std::uint64_t( 2147483647 ) );
  QVERIFY( !byText.training.freezeEncoder );
  const std::vector<std::string> held{ "Crane", "Jorum" };
  QVERIFY( byText.split.holdout == held );
  QCOMPARE( byText.training.startPath, std::string( "/folder/start.safetensors" ) );
}

void TestReadParameters::evaluatesExpressions()
{
  const FinetuneOptions options =
      finetuned( { { "BATCH", QVariant::fromValue( QgsProperty::fromExpression( "2 * 4" ) ) } } );
  QCOMPARE( options.training.batch, 8 );
}

void TestReadParameters::readsZeroAsPublished()
{
  QgsProcessingContext context;
  PretrainOptions options = pretrainDefaults();
  readParameters( pretrainParameters( options ), { { "METHOD", 1 }, { "SPLIT", "time" } }, context,
                  *mProvider->algorithm( "pretrain" ) );
  takePublished( options );
  QVERIFY( options.method == PretrainMethod::OptTranslator );
  QVERIFY( options.split.by == SplitOptions::By::Time );
  QCOMPARE( options.training.optimiser.learningRate, 5e-3 );
}

void TestReadParameters::refusesWhatItCannotRead_data()
{
  QTest::addColumn<QString>( "key" );
  QTest::addColumn<QVariant>( "value" );
  QTest::newRow( "a word" ) << "MINUTES" << QVariant( "abc" );
  QTest::newRow( "a comma" ) << "MINUTES" << QVariant( "0,5" );
  QTest::newRow( "out of range" ) << "VALIDATION_SHARE" << QVariant( 0.95 );
  QTest::newRow( "a fraction" ) << "BATCH" << QVariant( 2.5 );
  QTest::newRow( "no choice" ) << "SIZE" << QVariant( "huge" );
  QTest::newRow( "beyond the choices" ) << "SIZE" << QVariant( 3 );
  QTest::newRow( "no switch" ) << "RECOMPUTE" << QVariant( "vielleicht" );
}

void TestReadParameters::refusesWhatItCannotRead()
{
  QFETCH( QString, key );
  QFETCH( QVariant, value );
  EXPECT_ERROR( finetuned( { { key, value } } ), ( key + " = " + value.toString() ).toStdString() );
}

void TestReadParameters::noAlgorithmMisreadsANumber_data()
{
  QTest::addColumn<QString>( "name" );
  for ( const QgsProcessingAlgorithm *algorithm : mProvider->algorithms() )
    QTest::newRow( qPrintable( algorithm->name() ) ) << algorithm->name();
}

//! Optional ones, too: QGIS alone takes the default without a word.
void TestReadParameters::noAlgorithmMisreadsANumber()
{
  QFETCH( QString, name );
  const QgsProcessingAlgorithm *algorithm = mProvider->algorithm( name );
  const auto refusal = [algorithm]( const QString &key, const QVariant &value )
  {
    QgsProcessingContext context;
    QString message;
    return algorithm->checkParameterValues( { { key, value } }, context, &message ) ? QString() : message;
  };
  const QStringList types{ QgsProcessingParameterNumber::typeName(), QgsProcessingParameterBand::typeName(),
                           QgsProcessingParameterBoolean::typeName() };
  for ( const QgsProcessingParameterDefinition *definition : algorithm->parameterDefinitions() )
    for ( const char *text : { "abc", "0,5" } )
      if ( types.contains( definition->type() ) )
      {
        const QString said = refusal( definition->name(), text );
        QVERIFY2( said.startsWith( definition->name() + " = " + text + " cannot be used" ),
                  qPrintable( said ) );
      }
}

//! Scripts and models may run an algorithm without the check.
void TestReadParameters::runsRefuseThemToo()
{
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  bool succeeded = true;
  const std::unique_ptr<QgsProcessingAlgorithm> algorithm(
      mProvider->algorithm( "extractfronts" )->create() );
  algorithm->run( { { "INPUT", "absent.tif" }, { "MINIMUM_LENGTH", "abc" }, { "FRONTS", "memory:" } },
                  context, &feedback, &succeeded, {}, true );
  QVERIFY( !succeeded );
  QVERIFY2( feedback.textLog().contains( "MINIMUM_LENGTH = abc" ), qPrintable( feedback.textLog() ) );
}

QGSTEST_MAIN( TestReadParameters )
#include "testreadparameters.moc"
