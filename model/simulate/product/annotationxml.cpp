#include <cmath>

#include "model/sar/geometry/ellipsoid.h"
#include "model/simulate/product/annotationparts.h"
#include "model/simulate/product/imageheaderxml.h"
#include "model/simulate/product/productxml.h"
#include "model/simulate/product/xmltext.h"

namespace calving
{

namespace
{

constexpr int numberDigits = 15;

//! Degrees from the nadir at the satellite for an incidence angle at sea level.
double elevation( double incidence )
{
  constexpr double radiusRatio = 6371.0 / 7064.0;
  return std::asin( radiusRatio * std::sin( incidence * degree ) ) / degree;
}

std::string imageInformation( const Annotation &annotation )
{
  const std::string slice = element( "slice", element( "sliceNumber", 1 ) +
                                                  element( "sensingStartTime", annotation.firstLineTime ) +
                                                  element( "sensingStopTime", annotation.lastLineTime ) );
  return element(
      "imageInformation",
      element( "productFirstLineUtcTime", annotation.firstLineTime ) +
          element( "productLastLineUtcTime", annotation.lastLineTime ) +
          element( "ascendingNodeTime", annotation.ascendingNodeTime ) +
          element( "anchorTime", annotation.firstLineTime ) + element( "productComposition", "Individual" ) +
          element( "sliceNumber", 1 ) + element( "sliceList", slice, "count=\"1\"" ) +
          element( "slantRangeTime", annotation.slantRangeTime ) + element( "pixelValue", "Detected" ) +
          element( "outputPixels", "16 bit Unsigned Integer" ) +
          element( "rangePixelSpacing", annotation.rangePixelSpacing ) +
          element( "azimuthPixelSpacing", annotation.azimuthPixelSpacing ) +
          element( "azimuthTimeInterval", annotation.lineInterval ) +
          element( "azimuthFrequency", 1 / annotation.lineInterval ) +
          element( "numberOfSamples", annotation.width ) + element( "numberOfLines", annotation.height ) +
          element( "zeroDopMinusAcqTime", 0.0 ) +
          element( "incidenceAngleMidSwath", annotation.incidenceAngleMidSwath ) + imageStatisticsXml() );
}

std::string lookProcessing( const std::string &name, double bandwidth, double looks )
{
  return element( name,
                  element( "windowType", "Hamming" ) + element( "windowCoefficient", 0.75 ) +
                      element( "totalBandwidth", bandwidth ) + element( "processingBandwidth", bandwidth ) +
                      element( "lookBandwidth", bandwidth / looks ) +
                      element( "numberOfLooks", static_cast<int>( looks ) ) + element( "lookOverlap", 0.0 ) );
}

std::string processingInformation( const Annotation &annotation )
{
  const std::string parameters = list(
      "swathProcParamsList", annotation.looks,
      []( const SwathLooks &looks )
      {
        return element( "swathProcParams", element( "swath", looks.swath ) +
                                               lookProcessing( "rangeProcessing", 56.5e6, looks.range ) +
                                               lookProcessing( "azimuthProcessing", 327, looks.azimuth ) +
                                               element( "processorScalingFactor", 1.0 ) );
      } );
  const std::string dimensions =
      list( "inputDimensionsList", annotation.swathBounds,
            [&]( const SwathBounds &bounds )
            {
              return element( "inputDimensions", element( "azimuthTime", annotation.firstLineTime ) +
                                                     element( "swath", bounds.swath ) +
                                                     element( "numberOfInputSamples", annotation.width ) +
                                                     element( "numberOfInputLines", annotation.height ) );
            } );
  return element( "processingInformation",
                  element( "rawDataAnalysisUsed", "false" ) +
                      flagsXml( { "orbitDataFileUsed", "attitudeDataFileUsed" }, "false" ) +
                      flagsXml( { "rxVariationCorrectionApplied", "antennaElevationPatternApplied",
                                  "antennaAzimuthPatternApplied", "antennaAzimuthElementPatternApplied" },
                                "true" ) +
                      element( "dcMethod", "Orbit and Attitude" ) +
                      element( "dcInputData", "Range Compressed" ) +
                      flagsXml( { "rangeSpreadingLossCompensationApplied", "srgrConversionApplied",
                                  "detectionPerformed" },
                                "true" ) +
                      element( "thermalNoiseCorrectionPerformed", "false" ) +
                      element( "rfiMitigationPerformed", "Never" ) +
                      element( "rfiMitigationDomain", "Time" ) + element( "chirpSource", "Nominal" ) +
                      element( "pgSource", "Model" ) + element( "rrfSpectrum", "Extended Tapered" ) +
                      element( "applicationLutId", annotation.header.mode + "_Default" ) + parameters +
                      dimensions + element( "referenceRange", 8e5 ) + element( "ellipsoidName", "WGS84" ) +
                      element( "ellipsoidSemiMajorAxis", 6378137.0 ) +
                      element( "ellipsoidSemiMinorAxis", 6356752.314245 ) +
                      element( "bistaticDelayCorrectionApplied", "true" ) +
                      element( "topsFilterConvention", "Only Echo Lines" ) +
                      element( "orbitSource", "Downlink" ) + element( "attitudeSource", "Downlink" ) );
}

//! A radar steered to a Doppler of zero.
std::string dopplerCentroid( const Annotation &annotation )
{
  const std::vector<double> none{ 0, 0, 0 };
  const std::string fine = element( "fineDce", element( "slantRangeTime", annotation.slantRangeTime ) +
                                                   element( "frequency", 0.0 ) );
  const std::string estimate = element(
      "dcEstimate", element( "azimuthTime", annotation.firstLineTime ) +
                        element( "t0", annotation.slantRangeTime ) +
                        numbers( "geometryDcPolynomial", none, numberDigits ) +
                        numbers( "dataDcPolynomial", none, numberDigits ) + element( "dataDcRmsError", 0.0 ) +
                        element( "dataDcRmsErrorAboveThreshold", "false" ) +
                        element( "fineDceAzimuthStartTime", annotation.firstLineTime ) +
                        element( "fineDceAzimuthStopTime", annotation.lastLineTime ) +
                        element( "fineDceList", fine, "count=\"1\"" ) );
  return element( "dopplerCentroid", element( "dcEstimateList", estimate, "count=\"1\"" ) );
}

//! The same gain everywhere, at the corners of each sub-swath.
std::string antennaPattern( const Annotation &annotation )
{
  const double near = annotation.geolocationGrid.front().slantRangeTime;
  const double far = annotation.geolocationGrid.back().slantRangeTime;
  const double first = annotation.geolocationGrid.front().incidenceAngle;
  const double last = annotation.geolocationGrid.back().incidenceAngle;
  return element(
      "antennaPattern",
      list( "antennaPatternList", annotation.swathBounds,
            [&]( const SwathBounds &bounds )
            {
              return element(
                  "antennaPattern",
                  element( "swath", bounds.swath ) + element( "azimuthTime", annotation.firstLineTime ) +
                      numbers( "slantRangeTime", { near, far }, numberDigits ) +
                      numbers( "elevationAngle", { elevation( first ), elevation( last ) }, 6 ) +
                      element( "elevationPattern", "1.000000e+00 0.000000e+00 1.000000e+00 0.000000e+00",
                               "count=\"2\"" ) +
                      numbers( "incidenceAngle", { first, last }, 6 ) + element( "terrainHeight", 0.0 ) +
                      element( "roll", 29.45 ) );
            } ) );
}

std::string geolocationGrid( const Annotation &annotation )
{
  const std::string points =
      list( "geolocationGridPointList", annotation.geolocationGrid,
            []( const GeolocationPoint &p )
            {
              return element( "geolocationGridPoint",
                              element( "azimuthTime", p.azimuthTime ) +
                                  element( "slantRangeTime", p.slantRangeTime ) + element( "line", p.line ) +
                                  element( "pixel", p.pixel ) + element( "latitude", p.latitude ) +
                                  element( "longitude", p.longitude ) + element( "height", p.height ) +
                                  element( "incidenceAngle", p.incidenceAngle ) +
                                  element( "elevationAngle", elevation( p.incidenceAngle ) ) );
            } );
  return element( "geolocationGrid", points );
}

std::string coordinateConversion( const Annotation &annotation )
{
  const std::string conversions =
      list( "coordinateConversionList", annotation.coordinateConversions,
            [&]( const CoordinateConversion &c )
            {
              return element( "coordinateConversion",
                              element( "azimuthTime", c.azimuthTime ) +
                                  element( "slantRangeTime", annotation.slantRangeTime ) +
                                  element( "sr0", c.slantOrigin ) +
                                  numbers( "srgrCoefficients", c.slantToGround, numberDigits ) +
                                  element( "gr0", c.groundOrigin ) +
                                  numbers( "grsrCoefficients", c.groundToSlant, numberDigits ) );
            } );
  return element( "coordinateConversion", conversions );
}

std::string swathMerging( const Annotation &annotation )
{
  const std::string merges =
      list( "swathMergeList", annotation.swathBounds,
            [&]( const SwathBounds &b )
            {
              const std::string bounds =
                  element( "swathBounds", element( "azimuthTime", annotation.firstLineTime ) +
                                              element( "firstAzimuthLine", b.firstLine ) +
                                              element( "firstRangeSample", b.firstSample ) +
                                              element( "lastAzimuthLine", b.lastLine ) +
                                              element( "lastRangeSample", b.lastSample ) );
              return element( "swathMerge", element( "swath", b.swath ) +
                                                element( "swathBoundsList", bounds, "count=\"1\"" ) );
            } );
  return element( "swathMerging", merges );
}

} // namespace

std::string annotationXml( const Annotation &annotation, int number )
{
  const std::string none = "count=\"0\"";
  return xmlFile( element(
      "product",
      imageHeaderXml( annotation.header, number ) + qualityInformationXml( annotation ) +
          generalAnnotationXml( annotation ) +
          element( "imageAnnotation", imageInformation( annotation ) + processingInformation( annotation ) ) +
          dopplerCentroid( annotation ) + antennaPattern( annotation ) +
          element( "swathTiming", element( "linesPerBurst", 0 ) + element( "samplesPerBurst", 0 ) +
                                      element( "burstList", "", none ) ) +
          geolocationGrid( annotation ) + coordinateConversion( annotation ) + swathMerging( annotation ) ) );
}

} // namespace calving
