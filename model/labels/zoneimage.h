#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/raster/raster.h"
#include "model/raster/runlengthimage.h"
#include "model/scene/zone.h"

namespace calving
{

//! Zones of a scene in memory: a class (enum Zone) for each pixel of a grid, row by row.
struct ZoneImage
{
  RasterGrid grid;
  std::vector<std::uint8_t> zones;

  std::size_t index( int column, int row ) const
  {
    return static_cast<std::size_t>( row ) * grid.width + column;
  }
  bool holds( int column, int row ) const
  {
    return column >= 0 && row >= 0 && column < grid.width && row < grid.height;
  }
};

//! Whether \a zone is glacier or ocean: what a front may part.
inline bool isIceOrWater( std::uint8_t zone )
{
  return zone == static_cast<std::uint8_t>( Zone::Glacier ) || zone == static_cast<std::uint8_t>( Zone::Ocean );
}

/**
 * A grid over the same place whose pixels are so much larger, alike in both directions, that there are at
 * most \a mostPixels; \a grid itself where it has no more. REQUIRES: \a mostPixels is 1 or more.
 */
RasterGrid coarserGrid( const RasterGrid &grid, double mostPixels );

//! \a zones, which cover the place of \a grid, with the class that lies at the centre of each pixel.
ZoneImage sampledZones( const RunLengthImage &zones, const RasterGrid &grid );

//! The same zones as runs.
RunLengthImage runsOf( const ZoneImage &image );

//! Regions (4 neighbours) of fewer than \a leastPixels pixels become what most of their neighbours are.
void removeSpecks( ZoneImage &image, int leastPixels );

} // namespace calving
