#include "model/sar/picture/clippedbytes.h"

#include <algorithm>

#include "model/base/numbertext.h"
#include "model/raster/raster.h"
#include "model/scene/pixelvalues.h"

namespace calving
{

namespace
{

std::string percentOf( std::ptrdiff_t part, std::size_t whole )
{
  return numberText( 100.0 * static_cast<double>( part ) / static_cast<double>( whole ), Decimals{ 0 } ) +
         " %";
}

} // namespace

void warnWhereClipped( const std::string &path, const DecibelWindow &window, const Feedback &feedback )
{
  const std::vector<float> bytes = sampleValues( RasterReader( path ), 1, feedback );
  const std::ptrdiff_t low = std::count( bytes.begin(), bytes.end(), 1.0f );
  const std::ptrdiff_t high = std::count( bytes.begin(), bytes.end(), 255.0f );
  if ( 2 * ( low + high ) > static_cast<std::ptrdiff_t>( bytes.size() ) )
    feedback.warn(
        "Of the pixels of " + path + ", " + percentOf( low, bytes.size() ) + " lie below " +
        numberText( window.minimum ) + " dB and " + percentOf( high, bytes.size() ) + " above " +
        numberText( window.maximum ) +
        " dB, and show nothing. Choose another window (DB_MIN, DB_MAX); and where the values are not "
        "calibrated, as digital numbers and pictures, none fits." );
}

} // namespace calving
