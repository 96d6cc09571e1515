#include "model/sar/stream/rastersource.h"

#include <algorithm>
#include <limits>

#include "model/error.h"

namespace calving
{

RasterSource::RasterSource( const RasterInput &input, int band )
  : mPool( input )
  , mBand( band )
{
  const ReaderPool::Loan reader = mPool.lend();
  if ( band < 1 || band > reader->bands() )
    throw Error( "Raster " + input.path + " has " + std::to_string( reader->bands() ) + " band(s), but band " +
                 std::to_string( band ) + " was asked for." );
  mWidth = reader->width();
  mHeight = reader->height();
  if ( const std::optional<double> noData = reader->noData( band ) )
    mNoData = static_cast<float>( *noData );
}

void RasterSource::read( const Window &window, float *values ) const
{
  mPool.lend()->readBand( mBand, window, values );
  if ( !mNoData )
    return;
  const std::size_t count = static_cast<std::size_t>( window.width ) * window.height;
  std::replace( values, values + count, *mNoData, std::numeric_limits<float>::quiet_NaN() );
}

} // namespace calving
