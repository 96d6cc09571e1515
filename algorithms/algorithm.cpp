#include "algorithms/algorithm.h"

#include <algorithm>
#include <limits>
#include <new>

#include <QCoreApplication>
#include <QThread>
#include <QUrl>
#include <qgsapplication.h>
#include <qgsexception.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgsstringutils.h>

#include "algorithms/checks/inputchecks.h"
#include "algorithms/checks/outputchecks.h"
#include "algorithms/computations.h"
#include "algorithms/parameters/shippedfiles.h"
#include "model/error.h"

namespace calving
{

namespace
{

//! Runs \a work, for which QGIS waits at its end, and turns whatever it throws into the one exception that
//! QGIS understands.
template <typename Work> auto guarded( const Work &work )
{
  try
  {
    const Computation computation;
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

bool isCommandLine()
{
  return QgsApplication::platform() == QLatin1String( "qgis_process" );
}

//! qgis_process notices Ctrl-C only while events are processed, which its own loop leaves out during a run.
void letInterruptsIn()
{
  if ( isCommandLine() && QThread::currentThread() == QCoreApplication::instance()->thread() )
    QCoreApplication::processEvents( QEventLoop::ExcludeUserInputEvents );
}

bool mustStop( const QgsProcessingFeedback &feedback )
{
  letInterruptsIn();
  return feedback.isCanceled() || computationsMustEnd();
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
    return !mustStop( *feedback );
  };
  core.stopped = [feedback] { return mustStop( *feedback ); };
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

QString Algorithm::shortHelpString() const
{
  const Guide about = guide();
  QStringList paragraphs{ about.what, QObject::tr( "What matters most:" ) };
  for ( const QString &key : about.parameters )
    if ( const QgsProcessingParameterDefinition *parameter = parameterDefinition( key ) )
      paragraphs << QStringLiteral( "• %1: %2" ).arg( parameter->description(), parameter->help() );
  paragraphs << QObject::tr( "How to read the result: %1" ).arg( about.result );
  // The dialog has a button for it.
  if ( const QString page = helpUrl(); isCommandLine() && !page.isEmpty() )
    paragraphs << QObject::tr( "The whole help: %1" ).arg( page );
  return paragraphs.join( QStringLiteral( "\n\n" ) );
}

QString Algorithm::helpUrl() const
{
  const QString page = shippedFile( provider(), QStringLiteral( "help/%1.html" ).arg( name() ) );
  return page.isEmpty() ? QString() : QUrl::fromLocalFile( page ).toString( QUrl::FullyEncoded );
}

void Algorithm::prepare( const QVariantMap &, QgsProcessingContext &, QgsProcessingFeedback * ) {}

void Algorithm::add( DocumentedParameter parameter )
{
  addParameter( parameter.release() );
}

void Algorithm::add( DocumentedParameters parameters )
{
  for ( DocumentedParameter &parameter : parameters )
    add( std::move( parameter ) );
}

void Algorithm::add( const Parameters &entries )
{
  for ( const Parameter &entry : entries )
    add( entry );
}

void Algorithm::add( const Parameter &entry )
{
  add( DocumentedParameter( entry ) );
}

void Algorithm::add( QgsProcessingParameterDefinition *parameter, const QString &help )
{
  add( DocumentedParameter( parameter, help ) );
}

void Algorithm::addAdvanced( QgsProcessingParameterDefinition *parameter, const QString &help )
{
  add( DocumentedParameter( parameter, help ).advanced() );
}

QVariantMap Algorithm::named( QVariantMap parameters ) const
{
  leaveOutUnnamed( parameters, *this );
  return parameters;
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
  try
  {
    requireRegularInputs( *this, parameters );
    openNamedByGdal( *this, parameters, context );
  }
  catch ( const Error &e )
  {
    if ( message )
      *message = QString::fromUtf8( e.what() );
    return false;
  }
  const bool accepted = QgsProcessingAlgorithm::checkParameterValues( parameters, context, message );
  QString reason = misreadValue( *this, parameters );
  if ( accepted && reason.isEmpty() )
    return true;
  if ( !accepted && reason.isEmpty() )
    reason = unopenedLayer( *this, parameters, context );
  if ( !accepted && reason.isEmpty() )
    reason = refusedValue( *this, parameters, context );
  if ( message && !reason.isEmpty() )
    *message = reason;
  return false;
}

bool Algorithm::prepareAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context,
                                  QgsProcessingFeedback *feedback )
{
  return guarded(
      [&]
      {
        requireUnderstood( *this, parameters );
        requireRegularInputs( *this, parameters );
        openNamedByGdal( *this, parameters, context );
        requireKnownCrs( *this, parameters, context );
        requireFolders( *this, parameters );
        requireKeptInputs( *this, parameters, context );
        requireDifferentOutputs( *this, parameters );
        requireFittingFormats( *this, parameters );
        prepare( named( parameters ), context, feedback );
        requireWritableOutputs( *this, parameters );
        return true;
      } );
}

QVariantMap Algorithm::processAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context,
                                         QgsProcessingFeedback *feedback )
{
  // QGIS leaves it out where it runs an algorithm in a task.
  if ( !context.feedback() )
    context.setFeedback( feedback );
  return guarded( [&] { return compute( named( parameters ), context, feedback ); } );
}

} // namespace calving
