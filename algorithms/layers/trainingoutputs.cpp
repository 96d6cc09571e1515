#include "algorithms/layers/trainingoutputs.h"

#include <cmath>

#include <qgsprocessingparameters.h>

#include "model/error.h"
#include "model/report/pngimage.h"
#include "model/train/report/endingtext.h"

namespace calving
{

DocumentedParameters trainingOutputParameters( const QString &modelHelp )
{
  const auto file = []( const QString &key, const QString &label, const QString &filter, bool optional,
                        bool byDefault ) {
    return new QgsProcessingParameterFileDestination( key, label, filter, QVariant(), optional, byDefault );
  };
  return {
      { file( trainingkey::MODEL, QObject::tr( "Model" ), QObject::tr( "Model files (*.safetensors)" ), true,
              true ),
        modelHelp + QObject::tr( " Left out, nothing is trained: only PACKED is written." ) },
      { file( trainingkey::CHECKPOINT, QObject::tr( "Checkpoint" ),
              QObject::tr( "Checkpoints (*.safetensors)" ), true, false ),
        QObject::tr( "Where the training stands, to continue it later." ) },
      { file( trainingkey::REPORT, QObject::tr( "Report" ), QObject::tr( "HTML (*.html)" ), true, true ),
        QObject::tr( "Curves of loss and scores, example predictions and all settings in one page." ) },
      { file( trainingkey::LOG, QObject::tr( "Log" ), QObject::tr( "CSV (*.csv)" ), true, false ),
        QObject::tr( "One line per epoch: losses, scores, learning rate, speed." ) },
  };
}

DocumentedParameters advancedTrainingFileParameters()
{
  return {
      { new QgsProcessingParameterFile( trainingkey::RESUME, QObject::tr( "Checkpoint to continue" ),
                                        compat::fileBehavior, QString(), QVariant(), true,
                                        QObject::tr( "Checkpoints (*.safetensors)" ) ),
        QObject::tr( "Goes on where this checkpoint ends, with the same scenes and options; raise epochs or "
                     "minutes. Starting weights are not read then. On a processor the result is the same to "
                     "the bit as of one long training." ) },
      { new QgsProcessingParameterFileDestination( trainingkey::PACKED, QObject::tr( "Packed scenes" ),
                                                   QObject::tr( "Packed scenes (*.safetensors)" ), QVariant(),
                                                   true, false ),
        QObject::tr( "All scenes in one file, for training on a machine without GDAL and QGIS." ) },
  };
}

QMap<QString, QString> trainingFiles( const QVariantMap &parameters, QgsProcessingContext &context,
                                      const QgsProcessingAlgorithm &algorithm )
{
  QMap<QString, QString> files;
  for ( const QString &key : { trainingkey::MODEL, trainingkey::CHECKPOINT, trainingkey::LOG,
                               trainingkey::REPORT, trainingkey::PACKED } )
    files[key] = QgsProcessingParameters::parameterAsFileOutput( algorithm.parameterDefinition( key ),
                                                                 parameters, context );
  if ( !files[trainingkey::MODEL].isEmpty() )
    return files;
  if ( files[trainingkey::PACKED].isEmpty() )
    throw Error(
        "There is nothing to do: name a MODEL to train, or a file PACKED to pack the scenes alone." );
  return { { trainingkey::PACKED, files[trainingkey::PACKED] } };
}

TrainOutputs trainOutputs( const QMap<QString, QString> &files, const QVariantMap &parameters,
                           QgsProcessingContext &context, const QgsProcessingAlgorithm &algorithm )
{
  TrainOutputs outputs;
  outputs.model = files[trainingkey::MODEL].toStdString();
  outputs.checkpoint = files[trainingkey::CHECKPOINT].toStdString();
  outputs.log = files[trainingkey::LOG].toStdString();
  outputs.report = files[trainingkey::REPORT].toStdString();
  outputs.resume = QgsProcessingParameters::parameterAsFile(
                       algorithm.parameterDefinition( trainingkey::RESUME ), parameters, context )
                       .toStdString();
  outputs.png = []( const Picture &p ) { return pngImage( p.values, p.width, p.height, 3 ); };
  return outputs;
}

TrainResult trainAndPack( const Ranks &ranks, const QMap<QString, QString> &files, const Feedback &feedback,
                          const std::function<TrainResult()> &train,
                          const std::function<void( const std::string &path, const Feedback & )> &pack )
{
  const std::string packed = ranks.first() ? files[trainingkey::PACKED].toStdString() : std::string();
  TrainResult result;
  if ( files[trainingkey::MODEL].isEmpty() )
  {
    if ( !packed.empty() )
      pack( packed, feedback );
    result.reason = "The scenes are packed. No MODEL was asked for, so nothing was trained.";
    return result;
  }
  if ( !packed.empty() && ranks.count == 1 )
    pack( packed, feedback.part( 0, 0 ) );
  result = train();
  if ( packed.empty() || ranks.count == 1 || result.cancelled )
    return result;
  try
  {
    pack( packed, feedback.part( 1, 1 ) );
  }
  catch ( const Error &e ) // no reason to lose a trained network
  {
    feedback.warn( e.what() );
  }
  return result;
}

QVariantMap trainingResults( const TrainResult &result, const QMap<QString, QString> &files,
                             const Feedback &feedback )
{
  if ( result.cancelled )
    feedback.warn( result.reason + ' ' + howToGoOn( files[trainingkey::CHECKPOINT].toStdString() ) );
  else
    feedback.inform( result.reason );
  QVariantMap results{ { trainingkey::EPOCHS_DONE, result.epochs } };
  for ( auto file = files.begin(); file != files.end(); ++file )
    if ( !file.value().isEmpty() )
      results[file.key()] = file.value();
  return results;
}

QVariant numberOrNothing( double value )
{
  return std::isfinite( value ) ? QVariant( value ) : QVariant();
}

std::vector<std::string> namesIn( const QString &list )
{
  std::vector<std::string> names;
  for ( const QString &name : list.split( ',', Qt::SkipEmptyParts ) )
    names.push_back( name.trimmed().toStdString() );
  return names;
}

} // namespace calving
