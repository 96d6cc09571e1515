#include "model/sar/calibration/lut.h"

#include "model/sar/stream/vectorised.h"

namespace calving
{

std::vector<float> everyPixel( const std::vector<int> &pixels, const std::vector<float> &values, int width )
{
  std::vector<float> row( width );
  for ( int pixel = 0; pixel < width; ++pixel )
  {
    const Between between = locate( pixels, pixel );
    const double first = values[between.first];
    row[pixel] = static_cast<float>( first + between.weight * ( values[between.second] - first ) );
  }
  return row;
}

CALVING_VECTORISED
void mix( const float *first, const float *second, float weight, int count, float *out )
{
  for ( int i = 0; i < count; ++i )
    out[i] = first[i] + weight * ( second[i] - first[i] );
}

} // namespace calving
