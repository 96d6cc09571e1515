#pragma once

#include <map>
#include <string>

#include "model/scene/scenedate.h"

namespace calving
{

/**
 * What is known of a scene. Texts are empty and numbers 0 where unknown.
 */
struct SceneFacts
{
  std::string glacier;
  //! Day of acquisition, "YYYY-MM-DD".
  std::string date;
  //! Middle of the acquisition in UTC, "YYYY-MM-DDTHH:MM:SS"; its start where the end is not known.
  std::string dateTime;
  //! As CaFFe names them (S1, TSX, TDX, ENVISAT, ERS, PALSAR, RSAT); S1A to S1D where the unit is known.
  std::string sensor;
  //! IW, EW, SM, ...
  std::string mode;
  //! HH, HV, VV, VH; several are joined by "+".
  std::string polarisation;
  //! "ascending" or "descending".
  std::string pass;
  int relativeOrbit = 0;
  int absoluteOrbit = 0;
  //! Nominal pixel size in metres, as a file name of CaFFe gives it.
  double resolutionMetres = 0;
  //! Name of the file without folder, extension and the endings _zones and _front.
  std::string imageId;
  //! Steps by which this program made the scene from a product.
  std::string processing;
};

/**
 * The file in GDAL's name of a variable in it: /a/b.nc of NETCDF:"/a/b.nc":sigma0 and /a/b.tif of
 * GTIFF_DIR:2:/a/b.tif, and, as products name the files of their polarisations, /a/b_VV.h5 of
 * HDF5:"/a/b.h5"://data/VV; of an address what is before the “?”. Other names stay as they are.
 */
std::string fileOfVariable( const std::string &name );

//! The name of the file \a path without folder, extension and the endings _zones and _front. Variables of one
//! file differ in it: b_sigma0 of NETCDF:"/a/b.nc":sigma0, b_asc_VV of HDF5:"/a/b.h5"://asc/VV.
std::string stemOf( const std::string &path );

/**
 * What the name of a file says of its scene.
 *
 * Knows CaFFe (Glacier_YYYY-MM-DD_Sensor_Resolution_Quality_Orbit) and its shorter forms
 * (Upper_Glacier_20190203 is enough), products (productNamed()), and other names by their parts: a date, a
 * sensor, a mode, a polarisation, and, if exactly one word is left over, the glacier
 * (20180602_hh_GEE_sentinel_GRD_IW_helheim_stretch). A product's name never holds a glacier.
 */
SceneFacts sceneFromName( const std::string &path );

//! sceneFromName(); where no glacier is named, the whole \a name, a file's name without suffix, stands for
//! one: such a scene has nothing in common with others.
SceneFacts sceneOfDataSet( const std::string &name );

/**
 * sceneFromName(), overruled by the raster's \a metadata.
 *
 * Where the name tells no date, the folders are asked: those of a product (productOfPath(); its name then
 * also begins the imageId), else the nearest one.
 *
 * Keys: CALVINGFRONT_GLACIER, _DATETIME and _DATETIME_END (ISO 8601, UTC), _SENSOR, _MODE, _POLARISATION,
 * _PASS, _RELATIVE_ORBIT, _ABSOLUTE_ORBIT, _IMAGE_ID, _HISTORY; of GDAL's reader of SAFE folders
 * ACQUISITION_START_TIME, MODE, ORBIT_DIRECTION and ORBIT_NUMBER; of OPERA ZERO_DOPPLER_START_TIME and
 * _END_TIME, PLATFORM, ACQUISITION_MODE, TRACK_NUMBER, ABSOLUTE_ORBIT_NUMBER and ORBIT_PASS_DIRECTION; of AWS
 * DATE and MISSION_ID; and TIFFTAG_DATETIME where nothing else gives a date, because many programs write the
 * day of processing there. \a bandName may tell a date and a polarisation, which then count before the
 * name's.
 */
SceneFacts sceneFacts( const std::string &path, const std::map<std::string, std::string> &metadata,
                       const std::string &bandName = {} );

} // namespace calving
