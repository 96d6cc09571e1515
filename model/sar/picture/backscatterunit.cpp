#include "model/sar/picture/backscatterunit.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "model/error.h"
#include "model/sar/stream/mapped.h"

namespace calving
{

std::shared_ptr<const BlockSource> inDecibels( std::shared_ptr<const BlockSource> source,
                                               double floorDecibel )
{
  const auto floor = static_cast<float>( floorDecibel );
  return mapped( std::move( source ),
                 [floor]( float power )
                 {
                   if ( power != power )
                     return power;
                   return power > 0.0F ? std::max( floor, 10.0F * std::log10( power ) ) : floor;
                 } );
}

std::shared_ptr<const BlockSource> inPower( std::shared_ptr<const BlockSource> source )
{
  return mapped( std::move( source ), []( float decibel ) { return std::pow( 10.0F, 0.1F * decibel ); } );
}

std::shared_ptr<const BlockSource> inBytes( std::shared_ptr<const BlockSource> source,
                                            const DecibelWindow &window )
{
  if ( !( window.minimum < window.maximum ) )
  {
    std::ostringstream text;
    text << "The decibel window from " << window.minimum << " to " << window.maximum
         << " is empty. DB_MIN must be smaller than DB_MAX.";
    throw Error( text.str() );
  }
  const auto minimum = static_cast<float>( window.minimum );
  const auto scale = static_cast<float>( 254.0 / ( window.maximum - window.minimum ) );
  return mapped( std::move( source ),
                 [minimum, scale]( float decibel )
                 {
                   if ( decibel != decibel )
                     return 0.0F;
                   return std::round( 1.0F + std::clamp( ( decibel - minimum ) * scale, 0.0F, 254.0F ) );
                 } );
}

} // namespace calving
