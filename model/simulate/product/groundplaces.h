#pragma once

#include <array>
#include <memory>
#include <vector>

#include "model/geometry/maptransform.h"
#include "model/sar/geometry/radargeometry.h"
#include "model/simulate/product/radarground.h"

namespace calving
{

//! What is known of a place on the ellipsoid that a picture shows; all of it is smooth along the picture.
struct GroundPlace
{
  enum Channel
  {
    Column,        //!< on the ground's grid, 0 in the middle of its first cell
    Row,           //!< likewise
    Cosine,        //!< of the incidence angle
    LinesPerMetre, //!< how many lines later a place shows for each metre of height
    Radius2,       //!< square of the distance from the Earth's centre
    AlongNormal,   //!< what Radius2 grows by per two metres of height
    Satellite,     //!< its distance from the Earth's centre
    Count
  };
  std::array<double, Count> values{};

  double operator[]( Channel channel ) const { return values[channel]; }
};

//! The places of a part of a picture, computed at some of them and interpolated between.
class GroundPlaces
{
public:
  //! Lines \a firstLine to \a lastLine and columns \a firstColumn to \a lastColumn, inclusive.
  struct Part
  {
    int firstLine = 0;
    int lastLine = 0;
    int firstColumn = 0;
    int lastColumn = 0;
  };

  //! \a toMap: from degrees to the reference system of \a grid.
  GroundPlaces( const RadarGeometry &radar, const RasterGrid &grid, const MapTransform &toMap,
                const Part &part );

  //! All columns of \a line, which must be one of the part's.
  std::vector<GroundPlace> along( int line ) const;
  //! The cells of the grid that the places need, some around them included.
  Window window( const RasterGrid &grid ) const;

private:
  const GroundPlace &node( std::size_t line, std::size_t column ) const
  {
    return mNodes[line * mColumns.size() + column];
  }

  std::vector<int> mLines;
  std::vector<int> mColumns;
  std::vector<GroundPlace> mNodes;
};

} // namespace calving
