#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "model/geometry/maptransform.h"
#include "model/sar/geometry/radargeometry.h"
#include "model/simulate/product/groundplaces.h"
#include "model/simulate/product/groundwindow.h"
#include "model/simulate/product/radarground.h"

namespace calving
{

//! Rows of a picture, all of one length.
struct PictureRows
{
  std::vector<float> co;
  std::vector<float> cross;
};

/**
 * What the radar receives of a ground, as sigma0 related to the ellipsoid.
 *
 * Along each line, the ground is walked from near to far range: each stretch returns the power of its area
 * and slope at the range where it lies. So foreshortening, layover and shadow come about as in nature. On
 * flat ground the result is the ground's own sigma0. Threads may share it.
 */
class GroundProjection
{
public:
  /**
   * \a referenceIncidence: angle (degrees) at which flat ground shows its cells' sigma0; empty: at every
   * angle. \a azimuthSpacing: metres on the ground from line to line. REQUIRES: the frame is in ground range,
   * with the same polynomials for all lines.
   */
  GroundProjection( std::shared_ptr<const RadarGeometry> radar, std::shared_ptr<const RadarGround> ground,
                    std::optional<double> referenceIncidence, double azimuthSpacing );

  //! sigma0 of \a count lines from \a firstLine on.
  PictureRows rows( int firstLine, int count ) const;

  //! Pixels beyond the picture's sides whose ground can show in it or shade it, for heights up to \a highest.
  static int margin( const RadarGeometry &radar, double highest );

private:
  struct Echo;
  struct Walk;
  struct Heights;

  void walkChunk( int firstLine, int count, int firstColumn, int endColumn, std::vector<Walk> &walks ) const;
  //! \a next: the places of the line after that of \a places.
  Heights heightsAt( std::vector<GroundPlace> places, const std::vector<GroundPlace> &next,
                     const GroundWindow &ground ) const;
  void walkLine( const Heights &before, const Heights &here, const GroundWindow &ground, Walk &walk ) const;
  Echo echoOf( const GroundCell &cell, double cosine, double rise, double aside ) const;
  void deposit( Walk &walk, double pixel, const Echo &echo ) const;
  double slant( int column ) const { return mSlant[column + mMargin + 1]; }
  double pixelOf( double range, double guess ) const;

  std::shared_ptr<const RadarGeometry> mRadar;
  std::shared_ptr<const RadarGround> mGround;
  std::optional<double> mReferenceCosine;
  double mAzimuthSpacing;
  int mMargin;
  //! Slant range of each column from -margin - 1 to width + margin.
  std::vector<double> mSlant;
  MapTransform mToMap;
};

} // namespace calving
