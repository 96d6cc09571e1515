#include "algorithms/algorithm.h"

#include <new>

#include <QCoreApplication>
#include <QThread>
#include <qgsapplication.h>
#include <qgsprocessingfeedback.h>

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
    throw QgsProcessingException( QObject::tr( "Cancelled. Nothing was written." ) );
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
  parameter->setHelp( help );
  addParameter( parameter );
}

void Algorithm::addAdvanced( QgsProcessingParameterDefinition *parameter, const QString &help )
{
  parameter->setFlags( parameter->flags() | compat::flagAdvanced );
  add( parameter, help );
}

bool Algorithm::prepareAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context,
                                  QgsProcessingFeedback *feedback )
{
  return guarded(
      [&]
      {
        prepare( parameters, context, feedback );
        return true;
      } );
}

QVariantMap Algorithm::processAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context,
                                         QgsProcessingFeedback *feedback )
{
  return guarded( [&] { return compute( parameters, context, feedback ); } );
}

} // namespace calving
