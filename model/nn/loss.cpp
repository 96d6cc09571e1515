#include "model/nn/loss.h"

namespace calving
{

torch::Tensor smoothedCrossEntropy( const torch::Tensor &logits, const torch::Tensor &labels,
                                    double smoothing )
{
  const int64_t classes = logits.size( 1 );
  const torch::Tensor logProbabilities = torch::log_softmax( logits, 1, torch::kFloat32 );
  const torch::Tensor ofTruth = logProbabilities.gather( 1, labels.unsqueeze( 1 ) ).mean();
  const torch::Tensor ofAll = logProbabilities.mean() * classes;
  const double other = smoothing / ( classes - 1 );
  return -( ( 1.0 - smoothing - other ) * ofTruth + other * ofAll );
}

torch::Tensor diceSums( const torch::Tensor &logits, const torch::Tensor &labels )
{
  const torch::Tensor probabilities = torch::softmax( logits, 1, torch::kFloat32 );
  const torch::Tensor truth = torch::zeros_like( probabilities, c10::TensorOptions().requires_grad( false ) )
                                  .scatter_( 1, labels.unsqueeze( 1 ), 1.0 );
  const std::vector<int64_t> overBatch{ 0, 2, 3 };
  const torch::Tensor overlap = ( probabilities * truth ).sum( overBatch );
  const torch::Tensor size = probabilities.square().sum( overBatch ) + truth.sum( overBatch );
  return torch::stack( { overlap, size } );
}

torch::Tensor diceLoss( const torch::Tensor &sums, double epsilon )
{
  return ( 1.0 - ( 2.0 * sums[0] + epsilon ) / ( sums[1] + epsilon ) ).mean();
}

torch::Tensor diceLoss( const torch::Tensor &logits, const torch::Tensor &labels, double epsilon )
{
  return diceLoss( diceSums( logits, labels ), epsilon );
}

torch::Tensor centreHalf( const torch::Tensor &x )
{
  const int64_t height = x.size( -2 );
  const int64_t width = x.size( -1 );
  return x.narrow( -2, height / 4, height / 2 ).narrow( -1, width / 4, width / 2 );
}

ZoneLoss zoneLoss( const torch::Tensor &logits, const torch::Tensor &labels, const ZoneLossOptions &options )
{
  const torch::Tensor centreLogits = centreHalf( logits );
  const torch::Tensor centreLabels = centreHalf( labels );
  ZoneLoss loss;
  loss.crossEntropy = smoothedCrossEntropy( logits, labels, options.smoothing() );
  loss.crossEntropyCentre = smoothedCrossEntropy( centreLogits, centreLabels, options.smoothing() );
  torch::Tensor sums = torch::stack( { diceSums( logits, labels ), diceSums( centreLogits, centreLabels ) } );
  if ( options.overRanks() )
    sums = options.overRanks()( sums );
  loss.dice = diceLoss( sums[0], options.epsilon() );
  loss.diceCentre = diceLoss( sums[1], options.epsilon() );
  loss.total = 0.5 * ( loss.crossEntropyCentre + loss.crossEntropy + loss.diceCentre + loss.dice );
  return loss;
}

} // namespace calving
