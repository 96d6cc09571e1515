#include "algorithms/importweightsalgorithm.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include "model/modelfile/importweights.h"
#include "model/modelfile/infersize.h"

namespace calving
{

using namespace key;

namespace
{

int count( const std::vector<std::string> &names )
{
  return static_cast<int>( names.size() );
}

QString lines( const std::vector<std::string> &names )
{
  QStringList list;
  for ( const std::string &name : names )
    list << QString::fromStdString( name );
  return list.join( '\n' );
}

} // namespace

QString ImportWeightsAlgorithm::displayName() const
{
  return QObject::tr( "Import network weights" );
}

QString ImportWeightsAlgorithm::group() const
{
  return QObject::tr( "Training" );
}

QStringList ImportWeightsAlgorithm::tags() const
{
  return QObject::tr( "pytorch,checkpoint,lightning,swin,imagenet,safetensors,tyrion,model,pth,ckpt" )
      .split( ',' );
}

QString ImportWeightsAlgorithm::shortDescription() const
{
  return QObject::tr( "Turns PyTorch weights of Tyrion or Swin Transformer V2 into a model file." );
}

Guide ImportWeightsAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Reads weights that Python saved (.pth, .pt, a Lightning .ckpt or a plain .safetensors file) and "
      "writes them as "
      "a model file for the other algorithms.\n\n"
      "The network's sizes are found from the names and shapes of the tensors alone. A complete Tyrion "
      "becomes a "
      "model that finds fronts; the checkpoint of a pre-training (OptSimMIM, OptTranslator) and the encoder "
      "alone, "
      "such as Swin Transformer V2 trained on ImageNet, become starting weights for training.\n\n"
      "Nothing in the file is executed, so files from anyone are safe to try. The log lists which tensors "
      "matched, "
      "which are missing and which were left over." );
  guide.when = QObject::tr(
      "You have weights that somebody trained in Python: the published Tyrion, a pre-training of "
      "SSL4SAR, or a Swin Transformer V2." );
  guide.parameters = QStringList{ QStringLiteral( "INPUT" ), QStringLiteral( "OUTPUT" ) };
  guide.result = QObject::tr(
      "No tensor may be missing if the model is to find fronts. Where the decoder is missing, the "
      "file is a start for “Train on labelled scenes”, not a model." );
  guide.example = QStringList{ QObject::tr( "# tyrion.pth: weights as PyTorch saves them" ),
                               QStringLiteral( "importweights INPUT=tyrion.pth OUTPUT=model.safetensors" ) };
  guide.citation = QObject::tr(
      "Gourmelon, N., et al. (2025): SSL4SAR: Self-supervised learning for glacier calving front "
      "extraction from SAR imagery. IEEE Transactions on Geoscience and Remote Sensing 63, "
      "doi:10.1109/TGRS.2025.3580945." );
  guide.next = QStringList{ QStringLiteral( "extractfronts" ), QStringLiteral( "finetune" ) };
  return guide;
}

void ImportWeightsAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( new QgsProcessingParameterFile(
           INPUT, QObject::tr( "Weights" ), compat::fileBehavior, QString(), QVariant(), false,
           QObject::tr( "Weights (*.pth *.pt *.ckpt *.safetensors);;All files (*.*)" ) ),
       QObject::tr(
           "A file of PyTorch 1.6 or later, or a .safetensors file. Tensors may lie under state_dict, "
           "model_state_dict, model or at the top; what their names begin with (module., _orig_mod., model., "
           "...) is taken off." ) );
  add( new QgsProcessingParameterFileDestination( OUTPUT, QObject::tr( "Model" ),
                                                  QObject::tr( "Model files (*.safetensors)" ) ),
       QObject::tr( "The model file: the tensors that matched, and a model card with what was found out." ) );

  addOutput( new QgsProcessingOutputString( ARCHITECTURE, QObject::tr( "Sizes of the network" ) ) );
  addOutput( new QgsProcessingOutputString( TASK, QObject::tr( "Task of the network" ) ) );
  addOutput( new QgsProcessingOutputNumber( MATCHED, QObject::tr( "Tensors that matched" ) ) );
  addOutput( new QgsProcessingOutputNumber( MISSING, QObject::tr( "Tensors that are missing" ) ) );
  addOutput( new QgsProcessingOutputNumber( LEFT_OVER, QObject::tr( "Tensors that were left over" ) ) );
  addOutput( new QgsProcessingOutputString( MATCHED_NAMES, QObject::tr( "Names of those that matched" ) ) );
  addOutput(
      new QgsProcessingOutputString( MISSING_NAMES, QObject::tr( "Names of those that are missing" ) ) );
  addOutput( new QgsProcessingOutputString( LEFT_OVER_NAMES, QObject::tr( "Names of those left over" ) ) );
}

QVariantMap ImportWeightsAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                             QgsProcessingFeedback *feedback )
{
  const QString input = parameterAsFile( parameters, INPUT, context );
  const QString output = parameterAsFileOutput( parameters, OUTPUT, context );
  const ImportedWeights imported =
      importWeights( input.toStdString(), output.toStdString(), coreFeedback( feedback ) );

  const WeightsMatch &match = imported.match;
  return { { OUTPUT, output },
           { ARCHITECTURE, QString::fromStdString( describeSize( imported.card.size ) ) },
           { TASK, QString::fromStdString( imported.card.task ) },
           { MATCHED, count( match.matched ) },
           { MISSING, count( match.missing ) },
           { LEFT_OVER, count( match.leftOver ) },
           { MATCHED_NAMES, lines( match.matched ) },
           { MISSING_NAMES, lines( match.missing ) },
           { LEFT_OVER_NAMES, lines( match.leftOver ) } };
}

} // namespace calving
