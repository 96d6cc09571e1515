#include "model/scene/sceneholes.h"

#include <algorithm>
#include <cmath>

#include "model/base/numbertext.h"
#include "model/scene/pixelvalues.h"

namespace calving
{

namespace
{

constexpr const char *howToDeclare =
    " To say otherwise, or to be rid of this warning, declare the raster's no-data "
    "value, in QGIS with “Translate” or with gdal_edit -a_nodata.";

double share( std::ptrdiff_t count, const std::vector<float> &values )
{
  return static_cast<double>( count ) / static_cast<double>( values.size() );
}

/**
 * Whether zeros among \a values are no data: they are decibels, and 0 is far more frequent than all that lies
 * near.
 *
 * Between -100 and 60 dB and in the main below 0 lies nothing but decibels; that a measured one is 0 to the
 * last digit is a rare chance.
 */
bool holdsZeroForNothing( const std::vector<float> &values )
{
  constexpr double leastShare = 0.001;
  constexpr double leastExcess = 10;
  constexpr float near = 0.05f;
  std::ptrdiff_t zeros = 0;
  std::ptrdiff_t around = 0;
  std::ptrdiff_t below = 0;
  std::ptrdiff_t beyond = 0;
  for ( const float value : values )
  {
    zeros += value == 0;
    around += value != 0 && std::abs( value ) <= near;
    below += value < 0;
    beyond += value < -100 || value > 60;
  }
  const std::ptrdiff_t others = static_cast<std::ptrdiff_t>( values.size() ) - zeros;
  return others > 0 && share( zeros, values ) > leastShare && zeros > leastExcess * around &&
         2 * below > others && beyond == 0;
}

} // namespace

std::vector<float> sampleScene( RasterReader &scene, int band, const Feedback &feedback )
{
  if ( const std::string remark = scene.remark( band ); !remark.empty() )
    feedback.inform( remark );
  std::vector<float> sample = sampleValues( scene, band, feedback );
  if ( const std::optional<double> value = scene.ruledOut() )
    feedback.warn( "The scene " + scene.path() + " holds " + numberText( *value ) +
                   ", which is no backscatter and is taken for no data." + howToDeclare );
  if ( scene.type( band ) == PixelType::Byte || sample.empty() || !holdsZeroForNothing( sample ) )
    return sample;
  feedback.warn( "The scene " + scene.path() + " is exactly 0 dB at " +
                 numberText( 100 * share( std::count( sample.begin(), sample.end(), 0.0f ), sample ), 2 ) +
                 " % of its pixels, as SNAP leaves what lies outside the swath: 0 is taken for no data." +
                 howToDeclare );
  scene.addNoData( band, { 0, 0 } );
  sample.erase( std::remove( sample.begin(), sample.end(), 0.0f ), sample.end() );
  return sample;
}

} // namespace calving
