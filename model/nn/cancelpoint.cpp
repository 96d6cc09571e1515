#include "model/nn/cancelpoint.h"

#include <utility>

namespace calving
{

namespace
{
thread_local const CancelPoints *active = nullptr;
} // namespace

CancelPoints::CancelPoints( std::function<void()> check )
  : mCheck( std::move( check ) )
  , mOuter( std::exchange( active, this ) )
{
}

CancelPoints::~CancelPoints()
{
  active = mOuter;
}

torch::Tensor cancelPoint( torch::Tensor x )
{
  if ( !active )
    return x;
  active->check();
  if ( x.requires_grad() )
    x.register_hook(
        []( const torch::Tensor & )
        {
          if ( active )
            active->check();
        } );
  return x;
}

} // namespace calving
