#include "model/sar/product/annotationframe.h"

#include <algorithm>
#include <cmath>

#include "model/sar/geometry/zerodoppler.h"
#include "model/sar/product/annotationorbit.h"
#include "model/sar/product/linetimes.h"

namespace calving
{

double bistaticReference( const Annotation &annotation )
{
  // Old IPFs label the rows of an SLC's grid a few whole lines off their burst: only the fraction of a line
  // counts.
  const double middle = annotation.slantRangeTime + 0.5 * annotation.width / annotation.rangeSamplingRate;
  const double guess = annotation.isGroundRange()
                           ? annotation.geolocationGrid[annotation.geolocationGrid.size() / 2].slantRangeTime
                           : middle;
  const LineTimes times( annotation );
  std::vector<double> references;
  for ( const GeolocationPoint &point : annotation.geolocationGrid )
  {
    const double ahead =
        ( point.azimuthTime - times.at( point.line ) ) - 0.5 * ( point.slantRangeTime - guess );
    const double fraction = std::remainder( ahead, annotation.lineInterval );
    references.push_back( guess - 2 * fraction );
  }
  std::nth_element( references.begin(), references.begin() + references.size() / 2, references.end() );
  return references[references.size() / 2];
}

RadarFrame radarFrame( const Annotation &annotation )
{
  RadarFrame frame;
  frame.width = annotation.width;
  frame.height = annotation.height;
  frame.firstLineTime = annotation.firstLineTime;
  frame.lineInterval = annotation.lineInterval;
  frame.bistaticReference = bistaticReference( annotation );
  frame.conversions = annotation.coordinateConversions;
  frame.orbit = annotationOrbit( annotation ).vectors();
  frame.firstRange = annotation.isGroundRange() ? 0.0 : 0.5 * speedOfLight * annotation.slantRangeTime;
  frame.rangeSpacing = annotation.isGroundRange() ? annotation.rangePixelSpacing
                                                  : 0.5 * speedOfLight / annotation.rangeSamplingRate;
  return frame;
}

} // namespace calving
