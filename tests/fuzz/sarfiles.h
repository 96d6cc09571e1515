#pragma once

#include <algorithm>
#include <string>

#include "model/error.h"
#include "model/sar/calibration/calibrationlut.h"
#include "model/sar/calibration/noiselut.h"
#include "model/sar/geometry/orbit.h"
#include "model/sar/geometry/radargeometry.h"
#include "model/sar/product/annotationframe.h"
#include "model/sar/product/orbitfile.h"
#include "model/sar/product/radarframexml.h"
#include "model/sar/product/safemanifest.h"
#include "model/sar/product/slclayout.h"

//! The kinds of files of unknown origin that the SAR steps read.
enum class SarFile
{
  Annotation,
  Calibration,
  Noise,
  Manifest,
  Orbit,
  Frame,
  Count
};

//! A picture small enough that tables of any file fit into it quickly.
inline calving::Annotation smallImage()
{
  calving::Annotation image;
  image.width = 200;
  image.height = 100;
  image.lineInterval = 0.002;
  image.linesPerBurst = 50;
  image.bursts = { { image.firstLineTime, {}, {} }, { image.firstLineTime + 0.09, {}, {} } };
  return image;
}

//! Reads \a text as an annotation and computes with what it says, as the algorithms do.
inline void useAnnotation( const std::string &text )
{
  calving::SarImage image;
  image.annotation = calving::parseAnnotation( text, "fuzz.xml" );
  constexpr int mostPixels = 2000; // layouts of hostile sizes are correct, but slow
  if ( std::max( image.annotation.width, image.annotation.height ) > mostPixels )
    return;
  const calving::RadarFrame frame = image.annotation.isGroundRange() ? calving::radarFrame( image.annotation )
                                                                     : calving::slcLayout( { &image } ).frame;
  const calving::RadarGeometry geometry( frame );
  static_cast<void>( geometry.position( calving::Vector3{ 4e6, 1e6, 5e6 }, geometry.middleTime() ) );
  static_cast<void>( geometry.point( { 0.5 * frame.height, 0.5 * frame.width }, 100 ) );
}

inline void useFrame( const std::string &text )
{
  const calving::RadarGeometry geometry( calving::parseRadarFrame( text, "fuzz.tif" ) );
  static_cast<void>( geometry.position( calving::Vector3{ 4e6, 1e6, 5e6 }, geometry.middleTime() ) );
  static_cast<void>( geometry.point( { 10, 10 }, 100 ) );
}

//! Reads \a text as a file of \a kind and computes with what it says.
inline void readSarFile( SarFile kind, const std::string &text )
{
  float row[200];
  calving::Annotation image = smallImage();
  switch ( kind )
  {
  case SarFile::Annotation:
    return useAnnotation( text );
  case SarFile::Calibration:
    return calving::CalibrationLut( calving::parseCalibration( text, "fuzz.xml" ),
                                    calving::Calibration::GammaNought, image )
        .row( 60, 0, 200, row );
  case SarFile::Noise:
    calving::NoiseLut( calving::parseNoise( text, "fuzz.xml" ), image ).row( 60, 0, 200, row );
    image.bursts.clear();
    return calving::NoiseLut( calving::parseNoise( text, "fuzz.xml" ), image ).row( 60, 0, 200, row );
  case SarFile::Manifest:
    return static_cast<void>( calving::processorVersion( calving::parseSafeManifest( text, "fuzz.safe" ) ) );
  case SarFile::Orbit:
    return static_cast<void>(
        calving::Orbit( calving::parseOrbitFile( text, "fuzz.EOF" ).vectors ).at( 1.0 ) );
  default:
    return useFrame( text );
  }
}

//! What the fuzzer tries: a byte that chooses the kind of file, and the file. Any exception but
//! calving::Error is a bug.
inline void useInput( const std::string &input )
{
  if ( input.empty() )
    return;
  const auto kind = static_cast<unsigned char>( input[0] ) % static_cast<int>( SarFile::Count );
  try
  {
    readSarFile( static_cast<SarFile>( kind ), input.substr( 1 ) );
  }
  catch ( const calving::Error & )
  {
  }
}
