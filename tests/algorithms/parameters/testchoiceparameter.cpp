#include <QtTest>

#include "algorithms/parameters/choiceparameter.h"

using calving::ChoiceParameter;

class TestChoiceParameter : public QObject
{
  Q_OBJECT

private slots:
  void takesNamesAndNumbers_data();
  void takesNamesAndNumbers();
  void aCopyDoesSo();
};

//! Twice the same options: as QGIS reads them by name, and by number.
static ChoiceParameter choice( bool byName )
{
  const QStringList sizes{ "tiny", "small", "4" };
  return ChoiceParameter( QgsProcessingParameterEnum( "SIZE", "Size", sizes, false, 0, false, byName ) );
}

void TestChoiceParameter::takesNamesAndNumbers_data()
{
  QTest::addColumn<bool>( "byName" );
  QTest::addColumn<QVariant>( "given" );
  QTest::addColumn<bool>( "taken" );
  for ( bool byName : { true, false } )
  {
    const QByteArray how = byName ? "by name" : "by number";
    QTest::addRow( "name %s", how.data() ) << byName << QVariant( "small" ) << true;
    QTest::addRow( "capitals %s", how.data() ) << byName << QVariant( "Small" ) << true;
    QTest::addRow( "number %s", how.data() ) << byName << QVariant( 1 ) << true;
    QTest::addRow( "digits %s", how.data() ) << byName << QVariant( "1" ) << true;
    QTest::addRow( "a name that is a number %s", how.data() ) << byName << QVariant( "4" ) << true;
    QTest::addRow( "unknown %s", how.data() ) << byName << QVariant( "huge" ) << false;
    QTest::addRow( "beyond %s", how.data() ) << byName << QVariant( 3 ) << false;
    QTest::addRow( "a fraction %s", how.data() ) << byName << QVariant( 0.5 ) << false;
  }
}

void TestChoiceParameter::takesNamesAndNumbers()
{
  QFETCH( bool, byName );
  QFETCH( QVariant, given );
  QFETCH( bool, taken );
  QCOMPARE( choice( byName ).checkValueIsAcceptable( given ), taken );
}

void TestChoiceParameter::aCopyDoesSo()
{
  const std::unique_ptr<QgsProcessingParameterDefinition> copy( choice( true ).clone() );
  QVERIFY( copy->checkValueIsAcceptable( 1 ) );
}

QTEST_APPLESS_MAIN( TestChoiceParameter )
#include "testchoiceparameter.moc"
