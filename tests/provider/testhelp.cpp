#include <QtTest>

#include <qgsapplication.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgstest.h>

#include "algorithms/algorithm.h"
#include "model/scene/frontschema.h"
#include "provider/provider.h"
#include "support/sampleweights.h"
#include "support/testbytes.h"
#include "support/torchpickle.h"

/**
 * Keeps the help, plugin/help, and the list of algorithms in README.md equal to what the algorithms say of
 * themselves. With UPDATE_HELP, writes both anew.
 */
class TestHelp : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void pagesSayWhatTheAlgorithmsSay();
  void readmeListsTheAlgorithms();
  void attributesAreThoseOfFronts();
  void readmeIsShort();
  void linksLeadSomewhere();
  void guidesNameWhatThereIs();
  void buttonOpensThePage();
  void examplesRun_data();
  void examplesRun();

private:
  QList<const calving::Algorithm *> algorithms() const;
  const calving::Algorithm *named( const QString &name ) const;
  QString row( const calving::Algorithm &algorithm ) const;
  QString page( const calving::Algorithm &algorithm ) const;

  std::unique_ptr<calving::Provider> mProvider;
};

namespace
{

const QString helpFolder = QStringLiteral( SOURCE_FOLDER "/plugin/help/" );
const QString readmeFile = QStringLiteral( SOURCE_FOLDER "/README.md" );
const bool updates = qEnvironmentVariableIsSet( "UPDATE_HELP" );
const char *const howToUpdate =
    "Run build/dev/tests/testhelp with UPDATE_HELP=1 and QT_QPA_PLATFORM=offscreen";

QString read( const QString &path )
{
  QFile file( path );
  return file.open( QIODevice::ReadOnly ) ? QString::fromUtf8( file.readAll() ) : QString();
}

//! Whether \a path holds \a text, after writing it where that was asked for.
bool holds( const QString &path, const QString &text )
{
  QFile file( path );
  if ( updates && ( !file.open( QIODevice::WriteOnly ) || file.write( text.toUtf8() ) < 0 ) )
    return false;
  file.close();
  return read( path ) == text;
}

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

QString rowOf( const QgsProcessingParameterDefinition &parameter )
{
  return QStringLiteral( "| `%1` | %2 | %3 |\n" )
      .arg( parameter.name(), cell( parameter.description() ),
            cell( parameter.help() + choicesOf( parameter ) ) );
}

QString table( const calving::Algorithm &algorithm, bool outputs )
{
  QString text = QStringLiteral( "| Key | Name | Meaning |\n| --- | --- | --- |\n" );
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
    if ( parameter->isDestination() == outputs )
      text += rowOf( *parameter );
  return text;
}

QString kindOf( const calving::Column &column )
{
  switch ( column.kind )
  {
  case calving::ColumnKind::Date:
    return QStringLiteral( "date" );
  case calving::ColumnKind::DateTime:
    return QStringLiteral( "date and time" );
  case calving::ColumnKind::Whole:
    return QStringLiteral( "whole number" );
  case calving::ColumnKind::Number:
    return QStringLiteral( "number" );
  case calving::ColumnKind::Text:
    break;
  }
  return QStringLiteral( "text" );
}

//! The attributes of fronts, as the help shows them.
QString attributeTable()
{
  QString text = QStringLiteral(
      "| Attribute | In Shapefiles | Type | Unit | Meaning |\n| --- | --- | --- | --- | --- |\n" );
  for ( const calving::Column &column : calving::frontColumns() )
    text += QStringLiteral( "| `%1` | `%2` | %3 | %4 | %5 |\n" )
                .arg( column.name, column.alias, kindOf( column ), QString::fromUtf8( column.unit ),
                      cell( QString::fromUtf8( column.meaning ) ) );
  return text;
}

//! The outputs that are no files: numbers and texts for models and scripts.
QString numbersOf( const calving::Algorithm &algorithm )
{
  QStringList texts;
  for ( const QgsProcessingOutputDefinition *output : algorithm.outputDefinitions() )
    if ( !algorithm.parameterDefinition( output->name() ) )
      texts << QStringLiteral( "`%1` (%2)" ).arg( output->name(), output->description() );
  return texts.isEmpty() ? QString()
                         : QStringLiteral( "\nFor models and scripts also: %1.\n" ).arg( texts.join( ", " ) );
}

bool isRemark( const QString &command )
{
  return command.startsWith( '#' );
}

//! A command of an example as it is typed.
QString typed( const QString &command )
{
  return isRemark( command ) ? command
                             : QStringLiteral( "qgis_process run calvingfront:%1 -- %2" )
                                   .arg( command.section( ' ', 0, 0 ), command.section( ' ', 1 ) );
}

//! Where a link in Markdown leads; relative ones only, without what follows a #.
QStringList linksIn( const QString &markdown )
{
  QStringList links;
  const QRegularExpression link( QStringLiteral( "\\]\\(([^)#:]+)(#[^)]*)?\\)" ) );
  for ( auto hits = link.globalMatch( markdown ); hits.hasNext(); )
    links << hits.next().captured( 1 );
  return links;
}

//! The weights of a small Tyrion as PyTorch saves them.
QByteArray torchFile()
{
  std::vector<std::pair<QByteArray, QByteArray>> entries;
  std::vector<std::pair<QByteArray, QByteArray>> storages;
  for ( const auto &[name, stored] : sampleWeights().tensors )
  {
    pickled::Tensor tensor;
    tensor.key = QByteArray::number( static_cast<int>( storages.size() ) );
    tensor.shape.assign( stored.shape.begin(), stored.shape.end() );
    qint64 stride = 1;
    for ( auto side = tensor.shape.rbegin(); side != tensor.shape.rend(); stride *= *side++ )
      tensor.strides.insert( tensor.strides.begin(), stride );
    entries.emplace_back( QByteArray::fromStdString( name ), pickled::tensor( tensor ) );
    storages.emplace_back( tensor.key, QByteArray( reinterpret_cast<const char *>( stored.bytes.data() ),
                                                   static_cast<int>( stored.bytes.size() ) ) );
  }
  return pickled::file( pickled::whole( pickled::table( entries ) ), storages );
}

const QByteArray glaciers =
    R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32622"}},
"features":[{"type":"Feature","properties":{"name":"Fjord"},"geometry":{"type":"Polygon","coordinates":
[[[499500,7799500],[500500,7799500],[500500,7800500],[499500,7800500],[499500,7799500]]]}}]})";

} // namespace

void TestHelp::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<calving::Provider>( QStringLiteral( BUILD_FOLDER "/package/calvingfront" ) );
  mProvider->refreshAlgorithms();
}

void TestHelp::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

//! In the order of the work.
QList<const calving::Algorithm *> TestHelp::algorithms() const
{
  const QStringList groups{ "sar", "fronts", "evaluation", "training", "simulation" };
  QMap<QString, const calving::Algorithm *> sorted;
  for ( const QgsProcessingAlgorithm *algorithm : mProvider->algorithms() )
    sorted[QString::number( groups.indexOf( algorithm->groupId() ) ) + algorithm->name()] =
        dynamic_cast<const calving::Algorithm *>( algorithm );
  return sorted.values();
}

const calving::Algorithm *TestHelp::named( const QString &name ) const
{
  return dynamic_cast<const calving::Algorithm *>( mProvider->algorithm( name ) );
}

QString TestHelp::row( const calving::Algorithm &algorithm ) const
{
  return QStringLiteral( "| [%1](plugin/help/%2.md) | %3 |\n" )
      .arg( algorithm.displayName(), algorithm.name(), cell( algorithm.shortDescription() ) );
}

QString TestHelp::page( const calving::Algorithm &algorithm ) const
{
  const calving::Guide guide = algorithm.guide();
  QStringList example;
  for ( const QString &command : guide.example )
    example << typed( command );
  QStringList next;
  for ( const QString &name : guide.next )
    next << QStringLiteral( "[%1](%2.md)" ).arg( named( name )->displayName(), name );
  QString text =
      QStringLiteral( "# %1\n\n%2 Its id is `%3`.\n\n## What it does\n\n%4\n\n## When to use it\n\n%5\n\n"
                      "## How to read the result\n\n%6\n\n## Parameters\n\n%7\n## Outputs\n\n%8%9\n" )
          .arg( algorithm.displayName(), algorithm.shortDescription(), algorithm.id(), guide.what, guide.when,
                guide.result, table( algorithm, false ), table( algorithm, true ), numbersOf( algorithm ) );
  text += QStringLiteral( "## Example\n\nThese commands work in %1 ([how to type them](scripting.md)):\n\n"
                          "```\n%2\n```\n" )
              .arg( isRemark( guide.example.first() )
                        ? QStringLiteral( "a folder that holds nothing but the file of the first line" )
                        : QStringLiteral( "an empty folder" ),
                    example.join( '\n' ) );
  if ( !guide.citation.isEmpty() )
    text += QStringLiteral( "\n## To cite\n\n%1\n" ).arg( guide.citation );
  return text +
         QStringLiteral( "\n## Next\n\n%1. All pages: [contents](index.md).\n" ).arg( next.join( ", " ) );
}

void TestHelp::pagesSayWhatTheAlgorithmsSay()
{
  for ( const calving::Algorithm *algorithm : algorithms() )
    QVERIFY2( holds( helpFolder + algorithm->name() + ".md", page( *algorithm ) ), howToUpdate );
}

void TestHelp::readmeListsTheAlgorithms()
{
  QString rows = QStringLiteral( "| Algorithm | What it does |\n| --- | --- |\n" );
  for ( const calving::Algorithm *algorithm : algorithms() )
    rows += row( *algorithm );
  const QString readme = read( readmeFile );
  const int begin =
      readme.indexOf( QLatin1String( "-->\n" ), readme.indexOf( QLatin1String( "<!-- begin" ) ) ) + 4;
  const int end = readme.indexOf( QLatin1String( "<!-- end" ) );
  QVERIFY2( begin > 4 && end >= begin, "README.md has lost the comments around the list of algorithms" );
  QVERIFY2( holds( readmeFile, readme.left( begin ) + rows + readme.mid( end ) ), howToUpdate );
}

void TestHelp::attributesAreThoseOfFronts()
{
  const QString file = helpFolder + "attributes.md";
  const QString page = read( file );
  const int begin = page.indexOf( QLatin1String( "| Attribute |" ) );
  const int end = page.indexOf( QLatin1String( "\n\n" ), begin ) + 1;
  QVERIFY2( begin > 0 && end > begin, "attributes.md has lost its table" );
  QVERIFY2( holds( file, page.left( begin ) + attributeTable() + page.mid( end ) ), howToUpdate );
}

//! Who reads it for the first time sees all of it.
void TestHelp::readmeIsShort()
{
  QVERIFY( read( readmeFile ).count( '\n' ) <= 150 );
}

void TestHelp::linksLeadSomewhere()
{
  QStringList pages{ readmeFile };
  for ( const QString &name : QDir( helpFolder ).entryList( { "*.md" } ) )
    pages << helpFolder + name;
  QVERIFY( pages.size() > 15 );
  for ( const QString &path : pages )
    for ( const QString &link : linksIn( read( path ) ) )
      QVERIFY2( QFile::exists( QFileInfo( path ).dir().filePath( link ) ), qPrintable( path + ": " + link ) );
}

void TestHelp::guidesNameWhatThereIs()
{
  for ( const calving::Algorithm *algorithm : algorithms() )
  {
    const calving::Guide guide = algorithm->guide();
    const QByteArray name = algorithm->name().toUtf8();
    QVERIFY2( !guide.what.isEmpty() && !guide.when.isEmpty() && !guide.result.isEmpty(), name );
    QVERIFY2( !guide.parameters.isEmpty() && guide.parameters.size() <= 3, name );
    for ( const QString &key : guide.parameters )
      QVERIFY2( algorithm->parameterDefinition( key ), name + ": " + key.toUtf8() );
    QVERIFY2( !guide.next.isEmpty(), name );
    for ( const QString &next : guide.next )
      QVERIFY2( named( next ), name + ": " + next.toUtf8() );
    QVERIFY2( guide.example.last().startsWith( algorithm->name() + ' ' ), name );
  }
}

//! QGIS's button “Help” opens this address, without a network.
void TestHelp::buttonOpensThePage()
{
  for ( const calving::Algorithm *algorithm : algorithms() )
  {
    const QUrl page( algorithm->helpUrl() );
    QVERIFY2( page.isLocalFile(), qPrintable( algorithm->name() ) );
    const QString html = read( page.toLocalFile() );
    QVERIFY2( html.contains( "<h1>" + algorithm->displayName().toHtmlEscaped() + "</h1>" ),
              qPrintable( page.toString() ) );
    QVERIFY2( html.contains( "<pre>" ) && !html.contains( ".md\"" ), qPrintable( page.toString() ) );
  }
}

void TestHelp::examplesRun_data()
{
  QTest::addColumn<QStringList>( "commands" );
  for ( const calving::Algorithm *algorithm : algorithms() )
    QTest::newRow( qPrintable( algorithm->name() ) ) << algorithm->guide().example;
}

//! As they stand in the help, in an empty folder but for the files that their remarks name.
void TestHelp::examplesRun()
{
  QFETCH( QStringList, commands );
  const QTemporaryDir folder;
  const QString before = QDir::currentPath();
  QDir::setCurrent( folder.path() );
  writeBytes( "glaciers.geojson", glaciers );
  writeBytes( "tyrion.pth", torchFile() );
  for ( const QString &command : commands )
  {
    if ( isRemark( command ) )
      continue;
    QStringList words = QProcess::splitCommand( command );
    const calving::Algorithm *algorithm = named( words.takeFirst() );
    QVERIFY2( algorithm, qPrintable( command ) );
    QVariantMap parameters;
    for ( const QString &word : words )
      parameters[word.section( '=', 0, 0 )] = word.section( '=', 1 );
    QgsProcessingContext context;
    QgsProcessingFeedback feedback( false );
    bool succeeded = false;
    QString refused;
    if ( algorithm->checkParameterValues( parameters, context, &refused ) )
      algorithm->run( parameters, context, &feedback, &succeeded );
    QVERIFY2( succeeded, qPrintable( command + '\n' + refused + feedback.textLog() ) );
    for ( const QgsProcessingParameterDefinition *output : algorithm->destinationParameterDefinitions() )
      if ( parameters.contains( output->name() ) )
        QVERIFY2( QFile::exists( parameters[output->name()].toString() ), qPrintable( command ) );
  }
  QDir::setCurrent( before );
}

QGSTEST_MAIN( TestHelp )
#include "testhelp.moc"
