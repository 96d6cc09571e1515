#pragma once

#include <string>

#include "model/feedback.h"
#include "model/raster/areamask.h"
#include "model/raster/raster.h"
#include "model/scene/valuescaling.h"

namespace calving
{

//! A preprocessed SAR raster, before it becomes a scene of a data set.
struct RadarRaster
{
  RasterInput input;
  //! Name of the file, by which it is known again; with a folder's where files of all scenes have that name.
  std::string file;
  //! YYYY-MM-DD; empty where neither name nor metadata tell.
  std::string date;
  std::string sensor;
  RasterGrid grid;
  //! Sensor, time and polarisation; empty where the time of day is unknown.
  std::string acquisition;
};

//! The acquisition of the scene of a data set in the file \a path, which was made of the raster \a file.
std::string acquisitionOf( const std::string &path, const std::string &file );

//! Opens \a path. Throws Error, naming it, if it cannot be read or has no coordinate reference system.
RadarRaster openRadarRaster( const std::string &path );

/**
 * How the values of a raster become grey: bytes stay as they are; others as chooseScaling() decides.
 *
 * What its sample shows to be no data (see sampleScene()) counts as such in \a raster from then on.
 * Throws Error if the window of decibels is empty or the raster cannot be read.
 */
ValueScaling greyScaling( RadarRaster &raster, const ValueOptions &options, const Feedback &feedback = {} );

/**
 * Writes \a raster on \a grid as an 8-bit grey PNG, its georeference beside it in \a path.aux.xml, strip by
 * strip. 0 is black or “no data”.
 *
 * Returns the share of \a area that has data. Nothing is written where that is below \a leastCoverage. Throws
 * Error, naming the file; Cancelled.
 */
double writeRadarScene( const RadarRaster &raster, const ValueScaling &scaling, const RasterGrid &grid,
                        const AreaMask &area, double leastCoverage, const std::string &path,
                        const Feedback &feedback );

//! Whether the file \a path is a scene that writeRadarScene() made of \a raster.
bool isSceneOf( const RadarRaster &raster, const std::string &path );

} // namespace calving
