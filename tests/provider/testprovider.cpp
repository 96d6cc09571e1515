#include <QtTest>

#include <qgsapplication.h>
#include <qgsprocessingalgorithm.h>
#include <qgstest.h>

#include "algorithms/algorithm.h"
#include "provider/provider.h"

class TestProvider : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void publishesTheseAlgorithms();
  void documentsEveryParameter_data();
  void documentsEveryParameter();
  void namesWhatThereIs();
  void hasIcons();

private:
  std::unique_ptr<calving::Provider> mProvider;
};

void TestProvider::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<calving::Provider>();
  mProvider->refreshAlgorithms();
}

void TestProvider::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

//! Ids are used in people's models and scripts: they may be added, never changed.
void TestProvider::publishesTheseAlgorithms()
{
  QStringList names;
  for ( const QgsProcessingAlgorithm *algorithm : mProvider->algorithms() )
    names << algorithm->name();
  names.sort();
  const QStringList expected{
      "adaptmodel",    "builddataset",  "calibratesar",      "checkfronts", "despecklesar", "evaluatefronts",
      "exportfronts",  "extractfronts", "extractseries",     "finetune",    "frontchange",  "icemasks",
      "importweights", "preparelabels", "preprocesssar",     "pretrain",    "sarinfo",      "scalesar",
      "simulatesar",   "simulatescene", "terraincorrectsar", "tracefronts" };
  QCOMPARE( names, expected );
}

void TestProvider::documentsEveryParameter_data()
{
  QTest::addColumn<QString>( "name" );
  for ( const QgsProcessingAlgorithm *algorithm : mProvider->algorithms() )
    QTest::newRow( qPrintable( algorithm->name() ) ) << algorithm->name();
}

void TestProvider::documentsEveryParameter()
{
  if ( mProvider->algorithms().isEmpty() )
    return;
  QFETCH( QString, name );
  const QgsProcessingAlgorithm *algorithm = mProvider->algorithm( name );
  QVERIFY( !algorithm->shortHelpString().isEmpty() );
  QVERIFY( !algorithm->shortDescription().isEmpty() );
  for ( const QgsProcessingParameterDefinition *parameter : algorithm->parameterDefinitions() )
    QVERIFY2( !parameter->help().isEmpty(), qPrintable( parameter->name() ) );
}

//! What a help text quotes with a capital letter is an algorithm or a parameter as the user sees it.
void TestProvider::namesWhatThereIs()
{
  QSet<QString> known{ "No data", "Calving Front" };
  QStringList texts;
  for ( const QgsProcessingAlgorithm *algorithm : mProvider->algorithms() )
  {
    known << algorithm->displayName();
    texts << algorithm->shortHelpString();
    if ( const auto *ours = dynamic_cast<const calving::Algorithm *>( algorithm ) )
      texts << ours->guide().when;
    for ( const QgsProcessingParameterDefinition *parameter : algorithm->parameterDefinitions() )
    {
      known << parameter->description();
      texts << parameter->help();
    }
  }
  const QRegularExpression quoted( "“([A-Z][^”]+)”" );
  for ( const QString &text : texts )
    for ( auto hits = quoted.globalMatch( text ); hits.hasNext(); )
    {
      const QString name = hits.next().captured( 1 );
      QVERIFY2( known.contains( name ), qPrintable( name ) );
    }
}

void TestProvider::hasIcons()
{
  QVERIFY( !mProvider->icon().isNull() );
  for ( const QgsProcessingAlgorithm *algorithm : mProvider->algorithms() )
    QVERIFY2( QFile::exists( algorithm->svgIconPath() ), qPrintable( algorithm->svgIconPath() ) );
}

QGSTEST_MAIN( TestProvider )
#include "testprovider.moc"
