#include "model/train/ranks/gradientexchange.h"

#include <algorithm>
#include <mutex>

#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>

namespace calving
{

namespace
{

//! Gradients per bucket: 4 MiB. Smaller ones start earlier, larger ones lose less to latency.
constexpr std::int64_t bucketLength = 1 << 20;

struct Bucket
{
  torch::Tensor gradients;
  int parameters = 0;
  //! Parameters whose gradient is not there yet.
  int missing = 0;
};

//! Runs after a gradient has been added to that of a parameter.
class AfterGradient : public torch::autograd::FunctionPostHook
{
public:
  explicit AfterGradient( std::function<void()> work )
    : mWork( std::move( work ) )
  {
  }

  torch::autograd::variable_list operator()( const torch::autograd::variable_list &outputs,
                                             const torch::autograd::variable_list & ) override
  {
    mWork();
    return outputs;
  }

private:
  std::function<void()> mWork;
};

} // namespace

//! Shared with the hooks, which may outlive the exchange.
struct GradientExchange::Buckets
{
  RankGroup *group = nullptr;
  std::vector<Bucket> buckets;
  std::mutex mutex;
  bool sending = false;
  std::vector<std::function<void()>> ends;
  //! A parameter knows where it adds its gradients only as long as somebody else does.
  std::vector<std::shared_ptr<torch::autograd::Node>> nodes;

  //! Sends the buckets up to the first that is incomplete, or \a all.
  void send( bool all )
  {
    for ( std::size_t next = ends.size(); next < buckets.size(); ++next )
    {
      if ( !all && buckets[next].missing > 0 )
        return;
      ends.push_back( group->startSum( buckets[next].gradients ) );
    }
  }

  void arrived( std::size_t bucket )
  {
    const std::lock_guard<std::mutex> lock( mutex );
    if ( !sending )
      return;
    --buckets[bucket].missing;
    send( false );
  }
};

GradientExchange::GradientExchange( RankGroup &group, torch::nn::Module &module, FlatParameters &parameters )
  : mBuckets( std::make_shared<Buckets>() )
{
  if ( !group.several() )
    return;
  mBuckets->group = &group;
  std::vector<torch::Tensor> trained;
  for ( const torch::Tensor &parameter : module.parameters() )
    if ( parameter.requires_grad() )
      trained.push_back( parameter );
  std::int64_t end = parameters.gradients().numel();
  for ( std::size_t last = trained.size(); last-- > 0; )
  {
    const std::int64_t begin = last == 0 ? 0 : trained[last].grad().storage_offset();
    if ( mBuckets->buckets.empty() || mBuckets->buckets.back().gradients.defined() )
      mBuckets->buckets.emplace_back();
    Bucket &bucket = mBuckets->buckets.back();
    ++bucket.parameters;
    const auto node = torch::autograd::impl::grad_accumulator( trained[last] );
    node->add_post_hook( std::make_unique<AfterGradient>(
        [shared = std::weak_ptr<Buckets>( mBuckets ), number = mBuckets->buckets.size() - 1]
        {
          if ( const auto buckets = shared.lock() )
            buckets->arrived( number );
        } ) );
    mBuckets->nodes.push_back( node );
    if ( last > 0 && end - begin < bucketLength )
      continue;
    bucket.gradients = parameters.gradients().narrow( 0, begin, end - begin );
    end = begin;
  }
}

GradientExchange::~GradientExchange() = default;

void GradientExchange::begin()
{
  for ( Bucket &bucket : mBuckets->buckets )
    bucket.missing = bucket.parameters;
  mBuckets->sending = true;
}

void GradientExchange::finish()
{
  mBuckets->sending = false;
  mBuckets->send( true );
  for ( const std::function<void()> &end : mBuckets->ends )
    end();
  mBuckets->ends.clear();
}

std::size_t GradientExchange::buckets() const
{
  return mBuckets->buckets.size();
}

} // namespace calving
