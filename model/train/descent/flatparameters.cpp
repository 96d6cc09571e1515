#include "model/train/descent/flatparameters.h"

#include <set>

namespace calving
{

namespace
{

// Every parameter begins where a whole cache line of floats does, so that kernels load it aligned.
constexpr std::int64_t alignment = 16;

std::int64_t padded( std::int64_t length )
{
  return ( length + alignment - 1 ) / alignment * alignment;
}

} // namespace

FlatParameters::FlatParameters( torch::nn::Module &module, const std::vector<std::string> &names,
                                const std::function<double( const std::string & )> &rateFactor )
{
  const torch::NoGradGuard noGradient;
  const std::set<std::string> wanted( names.begin(), names.end() );
  std::int64_t total = 0;
  for ( const auto &parameter : module.named_parameters() )
    if ( wanted.count( parameter.key() ) )
      total += padded( parameter.value().numel() );
  const auto options = module.parameters().front().options().requires_grad( false );
  mValues = torch::zeros( { total }, options );
  mGradients = torch::zeros( { total }, options );

  std::int64_t begin = 0;
  for ( auto &parameter : module.named_parameters() )
  {
    torch::Tensor &tensor = parameter.value();
    if ( !wanted.count( parameter.key() ) )
    {
      tensor.set_requires_grad( false );
      continue;
    }
    const std::int64_t length = tensor.numel();
    const torch::Tensor view = mValues.narrow( 0, begin, length ).view( tensor.sizes() );
    view.copy_( tensor );
    tensor.set_data( view );
    tensor.mutable_grad() = mGradients.narrow( 0, begin, length ).view( tensor.sizes() );
    const double factor = rateFactor( parameter.key() );
    if ( mSegments.empty() || mSegments.back().rateFactor != factor )
      mSegments.push_back( { begin, 0, factor } );
    mSegments.back().length += padded( length );
    begin += padded( length );
    mCount += length;
  }
}

std::vector<std::string> parametersOf( torch::nn::Module &module, const torch::Tensor &loss )
{
  for ( torch::Tensor &parameter : module.parameters() )
    parameter.mutable_grad().reset();
  loss.backward();
  std::vector<std::string> names;
  for ( auto &parameter : module.named_parameters() )
  {
    if ( parameter.value().grad().defined() )
      names.push_back( parameter.key() );
    parameter.value().mutable_grad().reset();
  }
  return names;
}

} // namespace calving
