#include <QtTest>

#include "algorithms/parameters/choiceparameter.h"

using calving::ChoiceParameter;

class TestChoiceParameter : public QObject
{
  Q_OBJECT

private slots:
  void readsNamesAndNumbers_data();
  void readsNamesAndNumbers();
  void aCopyDoesSo();
};

//! Twice the same options: as QGIS reads them by name, and by number.
static ChoiceParameter choice( bool byName )
{
  const QStringList sizes{ "tiny", "small", "4" };
  return ChoiceParameter( QgsProcessingParameterEnum( "SIZE", "Size", sizes, false, 0, false, byName ) );
}

void TestChoiceParameter::readsNamesAndNumbers_data()
{
  QTest::addColumn<bool>( "byName" );
  QTest::addColumn<QVariant>( "given" );
  QTest::addColumn<QVariant>( "read" ); // invalid: refused
  QTest::newRow( "name by name" ) << true << QVariant( "small" ) << QVariant( "small" );
  QTest::newRow( "number by name" ) << true << QVariant( 1 ) << QVariant( "small" );
  QTest::newRow( "digits by name" ) << true << QVariant( "1" ) << QVariant( "small" );
  QTest::newRow( "a name that is a number" ) << true << QVariant( "4" ) << QVariant( "4" );
  QTest::newRow( "unknown by name" ) << true << QVariant( "huge" ) << QVariant();
  QTest::newRow( "beyond by name" ) << true << QVariant( 3 ) << QVariant();
  QTest::newRow( "name by number" ) << false << QVariant( "small" ) << QVariant( 1 );
  QTest::newRow( "number by number" ) << false << QVariant( 1 ) << QVariant( 1 );
  QTest::newRow( "unknown by number" ) << false << QVariant( "huge" ) << QVariant();
  QTest::newRow( "beyond by number" ) << false << QVariant( 3 ) << QVariant();
}

void TestChoiceParameter::readsNamesAndNumbers()
{
  QFETCH( bool, byName );
  QFETCH( QVariant, given );
  QFETCH( QVariant, read );
  const ChoiceParameter parameter = choice( byName );
  QCOMPARE( parameter.checkValueIsAcceptable( given ), read.isValid() );
  if ( read.isValid() )
    QCOMPARE( parameter.readable( given ), read );
}

void TestChoiceParameter::aCopyDoesSo()
{
  const std::unique_ptr<QgsProcessingParameterDefinition> copy( choice( true ).clone() );
  QVERIFY( copy->checkValueIsAcceptable( 1 ) );
}

QTEST_APPLESS_MAIN( TestChoiceParameter )
#include "testchoiceparameter.moc"
