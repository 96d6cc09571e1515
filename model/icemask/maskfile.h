#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "model/icemask/maskslice.h"
#include "model/icemask/masktimes.h"
#include "model/raster/raster.h"

namespace calving
{

//! The long name of ice_mask, by which QGIS lists it in a mesh layer.
inline constexpr const char *iceMaskTitle = "ice mask";

/**
 * A NetCDF file of masks in the conventions CF-1.8.
 *
 * ice_mask( time, y, x ) and rock_mask( y, x ) as NSIDC-0793 has them, land_ice_area_fraction_retreat( time,
 * y, x ) as PISM reads it, ice_levelset( time, y, x ) in metres, negative on ice and land, as ISSM has it,
 * and days_from_front( time ). Times are days since 1900-01-01 with bounds; y goes up; each time is a chunk
 * of its own, deflated. The file is written beside \a path, and takes its place with commit(). GDAL writes
 * it.
 */
class MaskFile
{
public:
  //! \a attributes: of the file, besides those that every file of masks has. Throws Error, naming the file
  //! and GDAL's reason, if it cannot be created.
  MaskFile( const std::string &path, const RasterGrid &grid, const std::vector<MaskTime> &times,
            const std::map<std::string, std::string> &attributes );
  ~MaskFile();

  //! \name Each throws Error if the disk does not accept it.
  //!@{
  void writeRock( const MaskGround &ground );
  void writeDaysFromFront( const std::vector<double> &days );
  //! The masks of the time \a index.
  void write( std::size_t index, const MaskSlice &slice );
  void commit();
  //!@}

private:
  struct Content;
  std::unique_ptr<Content> mContent;
};

} // namespace calving
