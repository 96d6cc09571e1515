#include "model/sar/stream/rastersource.h"

#include "model/error.h"

namespace calving
{

RasterSource::RasterSource( const RasterInput &input, int band, RasterContent content )
  : mPool( input, content )
  , mBand( band )
{
  const ReaderPool::Loan reader = mPool.lend();
  if ( band < 1 || band > reader->bands() )
    throw Error( "Raster " + input.path + " has " + std::to_string( reader->bands() ) +
                 " band(s), but band " + std::to_string( band ) + " was asked for." );
  mWidth = reader->width();
  mHeight = reader->height();
}

void RasterSource::read( const Window &window, float *values ) const
{
  mPool.lend()->readBand( mBand, window, values );
}

} // namespace calving
