#pragma once

#include <string>
#include <vector>

#include "model/sar/geometry/coordinateconversion.h"
#include "model/sar/geometry/statevector.h"

namespace calving
{

//! What every annotation, calibration and noise file of a product begins with.
struct ImageHeader
{
  //! "S1A" to "S1D".
  std::string mission;
  //! "GRD" or "SLC".
  std::string productType;
  //! "HH", "HV", "VV" or "VH".
  std::string polarisation;
  //! "IW", "EW" or "SM".
  std::string mode;
  //! "IW" for a GRD; "IW1" and so on for a sub-swath of an SLC.
  std::string swath;
  UtcTime start;
  UtcTime stop;
  int absoluteOrbit = 0;
};

/**
 * One point of the geolocation grid.
 *
 * The centre of pixel (line, pixel) lies at \a latitude, \a longitude (degrees) and \a height (m above the
 * ellipsoid); it is seen at the zero-Doppler time \a azimuthTime and the two-way time \a slantRangeTime (s).
 */
struct GeolocationPoint
{
  int line = 0;
  int pixel = 0;
  UtcTime azimuthTime;
  double slantRangeTime = 0;
  double latitude = 0;
  double longitude = 0;
  double height = 0;
  //! Degrees, from the direction away from the Earth's centre (not the ellipsoid's normal: up to 0.05 degrees
  //! less).
  double incidenceAngle = 0;
};

//! One burst of an SLC in TOPS mode.
struct Burst
{
  //! Zero-Doppler time of the first line.
  UtcTime azimuthTime;
  //! For each line the first and last valid sample, -1 where the line has none.
  std::vector<int> firstValidSample;
  std::vector<int> lastValidSample;
};

//! The part of a GRD that comes from one sub-swath; first and last line and sample belong to it.
struct SwathBounds
{
  std::string swath;
  int firstLine = 0;
  int firstSample = 0;
  int lastLine = 0;
  int lastSample = 0;
};

//! How a sub-swath was processed.
struct SwathLooks
{
  std::string swath;
  //! Looks that were averaged.
  double range = 1;
  double azimuth = 1;
  //! Hz, and the coefficient of the window over it (1: none); 0 where it is not stated.
  double rangeBandwidth = 0;
  double rangeWindow = 0;
};

//! All of an annotation file that geometry and radiometry need. Every list may be empty unless it says
//! otherwise.
struct Annotation
{
  ImageHeader header;
  //! "Ascending" or "Descending".
  std::string pass;
  //! Degrees clockwise from north.
  double platformHeading = 0;
  //! Hz.
  double rangeSamplingRate = 0;
  double radarFrequency = 0;
  //! Degrees per second; 0 outside TOPS modes.
  double azimuthSteeringRate = 0;
  //! Pulse repetition frequency of the first swath, Hz.
  double pulseRepetitionFrequency = 0;
  //! Pulses on their way at a time, and the rise of a pulse's frequency (Hz/s), of the first swath; 0 where
  //! it is not stated.
  int rank = 0;
  double chirpRate = 0;

  //! Samples and lines; both positive.
  int width = 0;
  int height = 0;
  //! Zero-Doppler times of the first and last line, and seconds from line to line.
  UtcTime firstLineTime;
  UtcTime lastLineTime;
  double lineInterval = 0;
  UtcTime ascendingNodeTime;
  //! Two-way time of the first sample, s.
  double slantRangeTime = 0;
  //! Metres; in range along the ground for a GRD and along the line of sight for an SLC.
  double rangePixelSpacing = 0;
  double azimuthPixelSpacing = 0;
  //! Degrees.
  double incidenceAngleMidSwath = 0;
  std::vector<SwathLooks> looks;

  //! In order of time; at least two.
  std::vector<StateVector> orbit;
  //! Row by row; at least four points.
  std::vector<GeolocationPoint> geolocationGrid;
  //! In order of time. GRD only: at least one.
  std::vector<CoordinateConversion> coordinateConversions;
  //! SLC only; none in SM.
  int linesPerBurst = 0;
  int samplesPerBurst = 0;
  std::vector<Burst> bursts;
  //! GRD only.
  std::vector<SwathBounds> swathBounds;

  bool isGroundRange() const { return !coordinateConversions.empty(); }
};

//! Reads the text \a xml of an annotation file; \a name is for messages. Throws Error where it is not as it
//! should be.
Annotation parseAnnotation( const std::string &xml, const std::string &name );

//! Reads the annotation file \a path, which may lie in an archive.
Annotation readAnnotation( const std::string &path );

} // namespace calving
