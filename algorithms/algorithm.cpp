#include "algorithms/algorithm.h"

#include <algorithm>
#include <limits>
#include <new>

#include <QCoreApplication>
#include <QThread>
#include <qgsapplication.h>
#include <qgsexception.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgsstringutils.h>

#include "algorithms/checks/inputchecks.h"
#include "algorithms/checks/outputchecks.h"
#include "algorithms/parameters/choiceparameter.h"
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
  if ( !value.isNull() && !value.toString().isEmpty() )
    return QObject::tr( "Default: %1." ).arg( value.toString() );
  return parameter.flags() & compat::flagOptional ? QObject::tr( "Optional." ) : QString();
}

//! \a filter for any name, too, with or without an ending: what a file is, its content says.
QString withAnyName( QString filter )
{
  const QString withDot = QStringLiteral( "(*.*)" );
  return filter.contains( withDot ) ? filter.replace( withDot, QStringLiteral( "(*)" ) )
                                    : filter + QObject::tr( ";;All files (*)" );
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
  if ( auto *file = dynamic_cast<QgsProcessingParameterFile *>( parameter );
       file && file->behavior() == compat::fileBehavior )
    file->setFileFilter( withAnyName( file->fileFilter() ) );
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
  }
  catch ( const Error &e )
  {
    if ( message )
      *message = QString::fromUtf8( e.what() );
    return false;
  }
  if ( QgsProcessingAlgorithm::checkParameterValues( parameters, context, message ) )
    return true;
  QString reason = unopenedLayer( *this, parameters, context );
  if ( reason.isEmpty() )
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
        requireKnownCrs( *this, parameters, context );
        requireFolders( *this, parameters );
        requireKeptInputs( *this, parameters, context );
        requireDifferentOutputs( *this, parameters );
        requireFittingFormats( *this, parameters );
        prepare( readable( parameters ), context, feedback );
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
  return guarded( [&] { return compute( readable( parameters ), context, feedback ); } );
}

} // namespace calving
