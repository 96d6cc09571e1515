#pragma once

#include <array>
#include <functional>
#include <string>

#include "model/raster/raster.h"

namespace calving
{

//! Where the pixels of a grid lie on the ground, be it the grid of a map or one that follows the radar's
//! lines.
struct GroundGrid
{
  GroundGrid() = default;
  //! Not explicit: the grid of a map is one of these.
  GroundGrid( const RasterGrid &grid )
    : width( grid.width )
    , height( grid.height )
    , crs( grid.crs )
    , pixelMetres( grid.pixelSizeMetres() )
    , place( [grid]( double column, double row ) { return grid.toMap( column, row ); } )
  {
  }

  int width = 0;
  int height = 0;
  //! Coordinate reference system of the places.
  std::string crs;
  //! From pixel to pixel along columns and rows, roughly.
  std::array<double, 2> pixelMetres{ 1, 1 };
  //! Coordinates of a position in pixels; the centre of the first pixel is (0.5, 0.5).
  std::function<std::array<double, 2>( double column, double row )> place;
};

} // namespace calving
