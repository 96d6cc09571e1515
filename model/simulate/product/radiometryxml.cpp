#include "model/simulate/product/imageheaderxml.h"
#include "model/simulate/product/productxml.h"
#include "model/simulate/product/xmltext.h"

namespace calving
{

namespace
{

constexpr int valueDigits = 6;

template <typename Numbers> std::string wholeNumbers( const std::string &name, const Numbers &values )
{
  return numbers( name, { values.begin(), values.end() }, 0 );
}

std::string values( const std::string &name, const std::vector<float> &values )
{
  return numbers( name, { values.begin(), values.end() }, valueDigits );
}

} // namespace

std::string imageHeaderXml( const ImageHeader &header, int number )
{
  const std::string digits = std::to_string( number );
  return element( "adsHeader", element( "missionId", header.mission ) +
                                   element( "productType", header.productType ) +
                                   element( "polarisation", header.polarisation ) +
                                   element( "mode", header.mode ) + element( "swath", header.swath ) +
                                   element( "startTime", header.start ) + element( "stopTime", header.stop ) +
                                   element( "absoluteOrbitNumber", header.absoluteOrbit ) +
                                   element( "missionDataTakeId", 1 ) +
                                   element( "imageNumber", std::string( 3 - digits.size(), '0' ) + digits ) );
}

std::string calibrationXml( const CalibrationData &data, int number )
{
  const auto vector = [&]( const CalibrationVector &v )
  {
    const std::vector<float> scaling( v.pixels.size(), static_cast<float>( data.digitalNumber ) );
    return element( "calibrationVector", element( "azimuthTime", v.azimuthTime ) + element( "line", v.line ) +
                                             wholeNumbers( "pixel", v.pixels ) +
                                             values( "sigmaNought", v.sigmaNought ) +
                                             values( "betaNought", v.betaNought ) +
                                             values( "gamma", v.gamma ) + values( "dn", scaling ) );
  };
  return xmlFile( element(
      "calibration", imageHeaderXml( data.header, number ) +
                         element( "calibrationInformation", element( "absoluteCalibrationConstant", 1.0 ) ) +
                         list( "calibrationVectorList", data.vectors, vector ) ) );
}

std::string noiseXml( const NoiseData &data, int number )
{
  const auto range = []( const NoiseRangeVector &v )
  {
    return element( "noiseRangeVector", element( "azimuthTime", v.azimuthTime ) + element( "line", v.line ) +
                                            wholeNumbers( "pixel", v.pixels ) +
                                            values( "noiseRangeLut", v.values ) );
  };
  const auto azimuth = []( const NoiseAzimuthVector &v )
  {
    return element( "noiseAzimuthVector",
                    element( "swath", v.block.swath ) + element( "firstAzimuthLine", v.block.firstLine ) +
                        element( "firstRangeSample", v.block.firstSample ) +
                        element( "lastAzimuthLine", v.block.lastLine ) +
                        element( "lastRangeSample", v.block.lastSample ) + wholeNumbers( "line", v.lines ) +
                        values( "noiseAzimuthLut", v.values ) );
  };
  return xmlFile( element( "noise", imageHeaderXml( data.header, number ) +
                                        list( "noiseRangeVectorList", data.range, range ) +
                                        list( "noiseAzimuthVectorList", data.azimuth, azimuth ) ) );
}

} // namespace calving
