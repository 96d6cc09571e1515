#include "algorithms/algorithm.h"

#include <algorithm>
#include <limits>
#include <new>

#include <QCoreApplication>
#include <QFileInfo>
#include <QThread>
#include <qgsapplication.h>
#include <qgsexception.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsstringutils.h>

#include "algorithms/choiceparameter.h"
#include "model/atomicfile.h"
#include "model/error.h"

namespace calving
{

namespace
{

//! Runs \a work and turns whatever it throws into the one exception that QGIS understands.
template <typename Work> auto guarded( const Work &work )
{
  try
  {
    return work();
  }
  catch ( const QgsProcessingException & )
  {
    throw;
  }
  catch ( const Cancelled & )
  {
    throw QgsProcessingException(
        QObject::tr( "Cancelled. What was complete is kept; nothing is left half written." ) );
  }
  catch ( const QgsException &e ) // no std::exception; transformations of coordinates throw it
  {
    throw QgsProcessingException( e.what() );
  }
  catch ( const std::bad_alloc & )
  {
    throw QgsProcessingException(
        QObject::tr( "Out of memory. Close other programs or choose smaller tiles or batches." ) );
  }
  catch ( const std::exception &e )
  {
    throw QgsProcessingException( QString::fromUtf8( e.what() ) );
  }
  catch ( ... )
  {
    throw QgsProcessingException( QObject::tr( "An unknown error stopped the algorithm." ) );
  }
}

//! qgis_process notices Ctrl-C only while events are processed, which its own loop leaves out during a run.
void letInterruptsIn()
{
  if ( QgsApplication::platform() == QLatin1String( "qgis_process" ) &&
       QThread::currentThread() == QCoreApplication::instance()->thread() )
    QCoreApplication::processEvents( QEventLoop::ExcludeUserInputEvents );
}

//! The file that the user named for an output; empty for temporary ones, databases and layers in memory.
QString namedFile( const QVariant &output )
{
  const QString path = output.canConvert<QgsProcessingOutputLayerDefinition>()
                           ? output.value<QgsProcessingOutputLayerDefinition>().sink.staticValue().toString()
                           : output.toString();
  const bool elsewhere = path.contains( ':' ) || path.startsWith( QLatin1String( "/vsi" ) ) ||
                         path == QgsProcessing::TEMPORARY_OUTPUT;
  return elsewhere ? QString() : path;
}

//! The files that an input names, as canonical paths: of layers, of lists of them, or by themselves.
QStringList inputFiles( const QVariant &input, QgsProcessingContext &context )
{
  QStringList files;
  if ( input.type() == QVariant::List || input.type() == QVariant::StringList )
  {
    for ( const QVariant &part : input.toList() )
      files += inputFiles( part, context );
    return files;
  }
  const QVariant value = input.canConvert<QgsProcessingFeatureSourceDefinition>()
                             ? input.value<QgsProcessingFeatureSourceDefinition>().source.staticValue()
                             : input;
  const QgsMapLayer *layer = qobject_cast<QgsMapLayer *>( value.value<QObject *>() );
  if ( !layer )
    layer = QgsProcessingUtils::mapLayerFromString( value.toString(), context, false );
  // What follows the bar is the layer inside the file.
  const QString source = ( layer ? layer->source() : value.toString() ).section( '|', 0, 0 );
  const QString file = source.isEmpty() ? QString() : QFileInfo( source ).canonicalFilePath();
  return file.isEmpty() ? files : QStringList( file );
}

//! The sentence on what holds where a parameter is left out; empty where it must not be. `qgis_process help`
//! has none.
QString whenLeftOut( const QgsProcessingParameterDefinition &parameter )
{
  QVariant value = parameter.defaultValue();
  if ( const auto *choice = dynamic_cast<const QgsProcessingParameterEnum *>( &parameter );
       choice && value.isValid() && !choice->options().contains( value.toString() ) )
    value = choice->options().value( value.toInt() );
  if ( value.type() == QVariant::Bool )
    value = value.toBool() ? QObject::tr( "yes" ) : QObject::tr( "no" );
  if ( !value.toString().isEmpty() )
    return QObject::tr( "Default: %1." ).arg( value.toString() );
  return parameter.flags() & compat::flagOptional ? QObject::tr( "Optional." ) : QString();
}

//! The parameter of \a algorithm whose name is nearest to \a name.
QString nearestParameter( const QgsProcessingAlgorithm &algorithm, const QString &name )
{
  QString nearest;
  int least = std::numeric_limits<int>::max();
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
  {
    const int distance = QgsStringUtils::levenshteinDistance( parameter->name(), name );
    if ( distance < least )
      nearest = parameter->name();
    least = std::min( least, distance );
  }
  return nearest;
}

} // namespace

Feedback coreFeedback( QgsProcessingFeedback *feedback )
{
  Feedback core;
  core.progress = [feedback]( double fraction )
  {
    feedback->setProgress( 100.0 * fraction );
    letInterruptsIn();
    return !feedback->isCanceled();
  };
  core.stopped = [feedback]
  {
    letInterruptsIn();
    return feedback->isCanceled();
  };
  core.info = [feedback]( const std::string &sentence )
  { feedback->pushInfo( QString::fromStdString( sentence ) ); };
  core.warning = [feedback]( const std::string &sentence )
  { feedback->pushWarning( QString::fromStdString( sentence ) ); };
  return core;
}

QString Algorithm::svgIconPath() const
{
  return QStringLiteral( ":/calvingfront/icons/%1.svg" ).arg( groupId() );
}

QIcon Algorithm::icon() const
{
  return QIcon( svgIconPath() );
}

void Algorithm::prepare( const QVariantMap &, QgsProcessingContext &, QgsProcessingFeedback * ) {}

void Algorithm::add( QgsProcessingParameterDefinition *parameter, const QString &help )
{
  if ( const auto *choice = dynamic_cast<QgsProcessingParameterEnum *>( parameter ) )
  {
    const std::unique_ptr<const QgsProcessingParameterEnum> replaced( choice );
    parameter = new ChoiceParameter( *choice );
  }
  parameter->setHelp( QStringLiteral( "%1 %2" ).arg( help, whenLeftOut( *parameter ) ).trimmed() );
  addParameter( parameter );
}

void Algorithm::addAdvanced( QgsProcessingParameterDefinition *parameter, const QString &help )
{
  parameter->setFlags( parameter->flags() | compat::flagAdvanced );
  add( parameter, help );
}

QVariantMap Algorithm::readable( QVariantMap parameters ) const
{
  for ( auto value = parameters.begin(); value != parameters.end(); ++value )
    if ( const auto *choice = dynamic_cast<const ChoiceParameter *>( parameterDefinition( value.key() ) ) )
      *value = choice->readable( *value );
  return parameters;
}

void Algorithm::requireWritableOutputs( const QVariantMap &parameters ) const
{
  for ( const QgsProcessingParameterDefinition *output : destinationParameterDefinitions() )
  {
    const QString file = namedFile( parameters.value( output->name() ) );
    if ( !file.isEmpty() && output->type() != QgsProcessingParameterFolderDestination::typeName() )
      requireWritable( file.toStdString() );
  }
}

void Algorithm::requireKeptInputs( const QVariantMap &parameters, QgsProcessingContext &context ) const
{
  QMap<QString, QString> inputs;
  for ( const QgsProcessingParameterDefinition *input : parameterDefinitions() )
    if ( !input->isDestination() && input->name() != QLatin1String( "RESUME" ) )
      for ( const QString &file : inputFiles( parameters.value( input->name() ), context ) )
        inputs[file] = input->name();
  for ( const QgsProcessingParameterDefinition *output : destinationParameterDefinitions() )
  {
    const QString file = namedFile( parameters.value( output->name() ) );
    const QString input = file.isEmpty() ? QString() : inputs.value( QFileInfo( file ).canonicalFilePath() );
    if ( !input.isEmpty() && !QFileInfo( file ).isDir() )
      throw Error( QObject::tr( "The output %1 would replace the input %2, %3. Choose another name for it." )
                       .arg( output->name(), input, file )
                       .toStdString() );
  }
}

bool Algorithm::checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context,
                                      QString *message ) const
{
  for ( auto value = parameters.begin(); value != parameters.end(); ++value )
    if ( !parameterDefinition( value.key() ) )
    {
      if ( message )
        *message = QObject::tr( "There is no parameter %1. The nearest name is %2." )
                       .arg( value.key(), nearestParameter( *this, value.key() ) );
      return false;
    }
  return QgsProcessingAlgorithm::checkParameterValues( parameters, context, message );
}

bool Algorithm::prepareAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context,
                                  QgsProcessingFeedback *feedback )
{
  return guarded(
      [&]
      {
        requireKeptInputs( parameters, context );
        prepare( readable( parameters ), context, feedback );
        requireWritableOutputs( parameters );
        return true;
      } );
}

QVariantMap Algorithm::processAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context,
                                         QgsProcessingFeedback *feedback )
{
  return guarded( [&] { return compute( readable( parameters ), context, feedback ); } );
}

} // namespace calving
