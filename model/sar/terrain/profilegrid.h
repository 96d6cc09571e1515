#pragma once

#include <memory>

#include "model/sar/geometry/radargeometry.h"
#include "model/sar/terrain/groundgrid.h"
#include "model/sar/terrain/terrain.h"

namespace calving
{

/**
 * Profiles of the ground below the lines of a radar picture, each from near to far, for threads to share.
 *
 * Each line of the picture has `finer` profiles, each pixel about as many points, at the slant range that the
 * pixel has at a height of 0. Profiles begin and end so far outside the picture that all ground is on them
 * that the picture shows, or that hides it, at the heights of a survey.
 */
class ProfileGrid
{
public:
  ProfileGrid( std::shared_ptr<const RadarGeometry> radar, const TerrainSurvey &survey, int finer );

  const RadarGeometry &radar() const { return *mRadar; }
  //! One row for each profile, one column for each of its points.
  const GroundGrid &ground() const { return mGround; }
  int finer() const { return mFiner; }

  //! Line of the picture that lies above the profile \a profile at a height of 0.
  double line( int profile ) const { return ( profile + 0.5 ) / mFiner - 0.5 - mMargin; }
  //! The profiles, a \a count from \a first on, of all ground that \a lines lines from \a line on can show.
  struct Rows
  {
    int first = 0;
    int count = 0;
  };
  Rows rowsFor( int line, int lines ) const;

  //! Heights (m above the ellipsoid) that ground is assumed to have at least and at most.
  static constexpr double lowest = -1000.0;
  static constexpr double highest = 9000.0;

private:
  RadarPosition positionAt( double column, double row ) const;
  void setColumns( const TerrainSurvey &survey );
  void setMargin();
  void setPixelMetres();

  std::shared_ptr<const RadarGeometry> mRadar;
  //! The picture's, without the steps in range from one coordinate conversion to the next.
  std::shared_ptr<const RadarGeometry> mSmooth;
  int mFiner;
  //! Lines before the first and after the last; pixel of the first point.
  int mMargin = 0;
  int mFirstPixel = 0;
  GroundGrid mGround;
};

} // namespace calving
