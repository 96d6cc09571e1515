#pragma once

#include <vector>

#include "model/sar/geometry/radargeometry.h"

namespace calving
{

//! A corner reflector.
struct PointTarget
{
  //! Degrees, and metres above the ellipsoid.
  double longitude = 0;
  double latitude = 0;
  double height = 0;
  //! Radar cross-section, dB of a square metre.
  double crossSectionDb = 50;
};

/**
 * Where point targets show in a picture, and how.
 *
 * The response is a Gaussian whose width at half its height is two pixels either way, as that of real
 * products, and whose power is the cross-section.
 */
class PointTargets
{
public:
  //! \a pixelArea: square metres of ground.
  PointTargets( const std::vector<PointTarget> &targets, const RadarGeometry &radar, double pixelArea );

  const std::vector<RadarPosition> &positions() const { return mPositions; }
  //! Adds the targets' sigma0 to \a count lines of \a width pixels from \a firstLine on.
  void addTo( std::vector<float> &sigma0, int firstLine, int count, int width ) const;

private:
  std::vector<RadarPosition> mPositions;
  //! sigma0 summed over all pixels.
  std::vector<double> mPowers;
};

} // namespace calving
