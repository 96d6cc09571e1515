#include "algorithms/parameters/trainingoutputs.h"

#include <cmath>

#include <QDir>
#include <qgsprocessingparameters.h>

#include "algorithms/parameters/keys.h"
#include "algorithms/parameters/readparameters.h"
#include "model/error.h"
#include "model/report/pngimage.h"
#include "model/train/endingtext.h"
#include "model/train/trainparameters.h"

namespace calving
{

Parameters trainingFileParameters( TrainingFiles &files, const char *modelHelp )
{
  const Parameter packed{
      "PACKED", shown( "Packed scenes" ),
      shown( "All scenes in one file, for training on a machine without GDAL and QGIS." ),
      OutputKind{ &files.packed, shown( "Packed scenes (*.safetensors)" ), false, false } };
  Parameters list = trainFileParameters( files.outputs, modelHelp );
  // Here the scenes alone can be wanted, packed.
  Parameter &model = parameterIn( list, "MODEL" );
  model.help += " Left out, nothing is trained: only PACKED is written.";
  std::get<OutputKind>( model.kind ).required = false;
  list.insert( list.begin() + 1, advanced( packed ) );
  return list;
}

TrainingFiles trainingFiles( const QVariantMap &parameters, QgsProcessingContext &context,
                             const QgsProcessingAlgorithm &algorithm )
{
  TrainingFiles files;
  readParameters( trainingFileParameters( files, "" ), parameters, context, algorithm );
  files.outputs.png = []( const Picture &p ) { return pngImage( p.values, p.width, p.height, 3 ); };
  if ( !files.outputs.model.empty() )
    return files;
  if ( files.packed.empty() )
    throw Error(
        "There is nothing to do: name a MODEL to train, or a file PACKED to pack the scenes alone." );
  TrainingFiles packed;
  packed.packed = files.packed;
  return packed;
}

TrainResult trainAndPack( const Ranks &ranks, const TrainingFiles &files, const Feedback &feedback,
                          const std::function<TrainResult()> &train,
                          const std::function<void( const std::string &path, const Feedback & )> &pack )
{
  TrainResult result;
  if ( files.outputs.model.empty() )
  {
    if ( ranks.first() )
      pack( files.packed, feedback );
    result.reason = "The scenes are packed. No MODEL was asked for, so nothing was trained.";
    return result;
  }
  const bool packs = ranks.first() && !files.packed.empty();
  if ( packs && ranks.count == 1 )
    pack( files.packed, feedback.part( 0, 0 ) );
  result = train();
  if ( !packs || ranks.count == 1 || result.cancelled )
    return result;
  try
  {
    pack( files.packed, feedback.part( 1, 1 ) );
  }
  catch ( const Error &e ) // no reason to lose a trained network
  {
    feedback.warn( e.what() );
  }
  catch ( const Cancelled & )
  {
    feedback.warn( "The network is trained and saved, but the scenes were not packed into " + files.packed +
                   ", as you stopped that. Pack them alone: with PACKED and no MODEL." );
  }
  return result;
}

QVariantMap trainingResults( const TrainResult &result, TrainingFiles files, const Feedback &feedback )
{
  if ( result.cancelled )
    feedback.warn( result.reason + ' ' + howToGoOn( files.outputs.checkpoint ) );
  else
    feedback.inform( result.reason );
  QVariantMap results{ { key::EPOCHS_DONE, result.epochs } };
  for ( const Parameter &entry : trainingFileParameters( files, "" ) )
    if ( const auto *output = std::get_if<OutputKind>( &entry.kind ); output && !output->option->empty() )
      results[QString::fromLatin1( entry.key )] = QString::fromStdString( *output->option );
  return results;
}

QVariant numberOrNothing( double value )
{
  return std::isfinite( value ) ? QVariant( value ) : QVariant();
}

std::string nameOfData( const QString &path )
{
  return QDir( path ).dirName().toStdString();
}

} // namespace calving
