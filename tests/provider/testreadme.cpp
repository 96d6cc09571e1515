#include <QtTest>

#include <qgsapplication.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingparameters.h>
#include <qgstest.h>

#include "provider/provider.h"

//! Keeps the list of algorithms in README.md equal to what the provider offers.
class TestReadme : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void describesTheAlgorithmsAsTheyAre();
};

namespace
{

//! \a text as it may stand in a cell of a table.
QString cell( QString text )
{
  return text.simplified().replace( '|', QLatin1String( "\\|" ) );
}

QString choicesOf( const QgsProcessingParameterDefinition &parameter )
{
  const auto *choice = dynamic_cast<const QgsProcessingParameterEnum *>( &parameter );
  return choice ? QStringLiteral( " One of: %1." ).arg( choice->options().join( QStringLiteral( ", " ) ) )
                : QString();
}

QString describe( const QgsProcessingAlgorithm &algorithm )
{
  QString text = QStringLiteral( "\n### %1 (`%2`)\n\n%3\n\n<details><summary>Parameters</summary>\n\n"
                                 "| Parameter | Meaning |\n| --- | --- |\n" )
                     .arg( algorithm.displayName(), algorithm.id(), algorithm.shortDescription() );
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
    text += QStringLiteral( "| `%1` | %2 |\n" )
                .arg( parameter->name(), cell( parameter->help() + choicesOf( *parameter ) ) );
  return text + QStringLiteral( "\n</details>\n" );
}

//! All algorithms, group after group.
QString describeAll()
{
  calving::Provider provider;
  provider.refreshAlgorithms();
  QMap<QString, QString> texts;
  for ( const QgsProcessingAlgorithm *algorithm : provider.algorithms() )
    texts[algorithm->groupId() + '/' + algorithm->name()] = describe( *algorithm );
  return texts.values().join( QString() );
}

} // namespace

void TestReadme::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
}

void TestReadme::cleanupTestCase()
{
  QgsApplication::exitQgis();
}

//! The generated part lies between two comments. UPDATE_README=1 writes it.
void TestReadme::describesTheAlgorithmsAsTheyAre()
{
  QFile file( README_FILE );
  QVERIFY( file.open( QIODevice::ReadWrite ) );
  const QString readme = QString::fromUtf8( file.readAll() );
  const int begin =
      readme.indexOf( QLatin1String( "-->\n" ), readme.indexOf( QLatin1String( "<!-- begin" ) ) ) + 4;
  const int end = readme.indexOf( QLatin1String( "\n<!-- end" ) );
  QVERIFY2( begin > 4 && end >= begin - 1, "README.md has lost the comments around the list of algorithms" );

  const QString expected = readme.left( begin ) + describeAll() + readme.mid( end );
  if ( qEnvironmentVariableIsSet( "UPDATE_README" ) )
  {
    QVERIFY( file.resize( 0 ) && file.seek( 0 ) );
    file.write( expected.toUtf8() );
  }
  else
    QVERIFY2( readme == expected,
              "Run build/dev/tests/testreadme with UPDATE_README=1 and QT_QPA_PLATFORM=offscreen" );
}

QGSTEST_MAIN( TestReadme )
#include "testreadme.moc"
