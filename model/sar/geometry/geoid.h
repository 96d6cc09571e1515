#pragma once

#include <string>
#include <vector>

namespace calving
{

//! Models of mean sea level that heights may refer to.
enum class GeoidModel
{
  Egm96,
  Egm2008
};

/**
 * Height of mean sea level above the ellipsoid of WGS 84, from a regular grid of the whole Earth.
 *
 * Bilinear between the grid's nodes, as PROJ interpolates: heights agree with PROJ's to a millimetre. By
 * hand, because PROJ, asked through GDAL, leaves heights as they are and reports success where it lacks the
 * grid (45 m off in Greenland), and takes 36 times as long for a point.
 */
class Geoid
{
public:
  /**
   * Reads the grid of \a model that PROJ has been given (egm96_15.gtx, us_nga_egm96_15.tif,
   * us_nga_egm08_25.tif and the like in PROJ's data folders).
   *
   * Throws Error, with the names and folders looked for, if there is none.
   */
  explicit Geoid( GeoidModel model );
  //! Reads the grid file \a path, which must cover the Earth in degrees. Throws Error if it does not.
  explicit Geoid( const std::string &path );

  //! Metres to add to a height above sea level. Any longitude; latitude within 90; both in degrees.
  double undulation( double longitude, double latitude ) const;

private:
  int mColumns = 0;
  int mRows = 0;
  //! Longitude and latitude of the first node (north-west) and distance of nodes, degrees.
  double mWest = 0;
  double mNorth = 0;
  double mStep = 0;
  std::vector<float> mHeights;
};

} // namespace calving
