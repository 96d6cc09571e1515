#pragma once

#include <algorithm>
#include <memory>

#include "model/sar/stream/blocksource.h"

namespace calving
{

//! A source whose windows pass through a function once they are read.
template <typename Change> class ChangedSource : public BlockSource
{
public:
  ChangedSource( std::shared_ptr<const BlockSource> source, Change change )
    : mSource( std::move( source ) )
    , mChange( std::move( change ) )
  {
  }

  using BlockSource::read;
  int width() const override { return mSource->width(); }
  int height() const override { return mSource->height(); }
  void read( const Window &window, float *values ) const override
  {
    mSource->read( window, values );
    mChange( window, values );
  }

private:
  std::shared_ptr<const BlockSource> mSource;
  Change mChange;
};

//! \a source, whose pixels of a window, row by row, \a change( window, values ) replaces; threads share it.
template <typename Change>
std::shared_ptr<const BlockSource> changed( std::shared_ptr<const BlockSource> source, Change change )
{
  return std::make_shared<ChangedSource<Change>>( std::move( source ), std::move( change ) );
}

//! \a source, each of whose pixels \a function( value ) replaces.
template <typename Function>
std::shared_ptr<const BlockSource> mapped( std::shared_ptr<const BlockSource> source, Function function )
{
  return changed( std::move( source ),
                  [function = std::move( function )]( const Window &window, float *values )
                  {
                    const std::size_t count = static_cast<std::size_t>( window.width ) * window.height;
                    std::transform( values, values + count, values, function );
                  } );
}

} // namespace calving
