#include <cmath>

#include "model/sar/ellipsoid.h"
#include "model/simulate/product/imageheaderxml.h"
#include "model/simulate/product/productxml.h"
#include "model/simulate/product/xmltext.h"

namespace calving
{

namespace
{

constexpr int numberDigits = 15;

std::string complexNumber( const std::string &name, double real )
{
  return element( name, element( "re", real ) + element( "im", 0.0 ) );
}

//! Degrees from the nadir at the satellite for an incidence angle at sea level.
double elevation( double incidence )
{
  constexpr double radiusRatio = 6371.0 / 7064.0;
  return std::asin( radiusRatio * std::sin( incidence * degree ) ) / degree;
}

std::string flags( const std::vector<const char *> &names, const char *value )
{
  std::string text;
  for ( const char *name : names )
    text += element( name, value );
  return text;
}

std::string zeros( const std::vector<const char *> &names )
{
  std::string text;
  for ( const char *name : names )
    text += element( name, 0 );
  return text;
}

std::string statistics()
{
  return element( "imageStatistics",
                  complexNumber( "outputDataMean", 0 ) + complexNumber( "outputDataStdDev", 0 ) );
}

std::string downlinkQuality()
{
  return element(
      "downlinkQuality",
      element( "iInputDataMean", 0.0 ) + element( "qInputDataMean", 0.0 ) +
          element( "inputDataMeanOutsideNominalRangeFlag", "false" ) + element( "iInputDataStdDev", 8.0 ) +
          element( "qInputDataStdDev", 8.0 ) + element( "inputDataStDevOutsideNominalRangeFlag", "false" ) +
          element( "numDownlinkInputDataGaps", 0 ) +
          element( "downlinkGapsInInputDataSignificantFlag", "false" ) +
          element( "numDownlinkInputMissingLines", 0 ) +
          element( "downlinkMissingLinesSignificantFlag", "false" ) +
          element( "numInstrumentInputDataGaps", 0 ) +
          element( "instrumentGapsInInputDataSignificantFlag", "false" ) +
          element( "numInstrumentInputMissingLines", 0 ) +
          element( "instrumentMissingLinesSignificantFlag", "false" ) +
          element( "numSsbErrorInputDataGaps", 0 ) +
          element( "ssbErrorGapsInInputDataSignificantFlag", "false" ) +
          element( "numSsbErrorInputMissingLines", 0 ) +
          element( "ssbErrorMissingLinesSignificantFlag", "false" ) +
          element( "chirpSourceUsed", "Nominal" ) + element( "pgSourceUsed", "Model" ) +
          element( "rrfSpectrumUsed", "Extended Tapered" ) +
          element( "replicaReconstructionFailedFlag", "false" ) + element( "meanPgProductAmplitude", 1.0 ) +
          element( "stdDevPgProductAmplitude", 0.0 ) + element( "meanPgProductPhase", 0.0 ) +
          element( "stdDevPgProductPhase", 0.0 ) + element( "pgProductDerivationFailedFlag", "false" ) +
          element( "invalidDownlinkParamsFlag", "false" ) );
}

std::string qualityInformation( const Annotation &annotation )
{
  const std::string raw = element(
      "rawDataAnalysisQuality",
      element( "iBias", 0.0 ) + element( "iBiasSignificanceFlag", "false" ) + element( "qBias", 0.0 ) +
          element( "qBiasSignificanceFlag", "false" ) + element( "iqGainImbalance", 1.0 ) +
          element( "iqGainSignificanceFlag", "false" ) + element( "iqQuadratureDeparture", 0.0 ) +
          element( "iqQuadratureDepartureSignificanceFlag", "false" ) );
  const std::string doppler =
      element( "dopplerCentroidQuality", element( "dcMethod", "Orbit and Attitude" ) +
                                             element( "dopplerCentroidUncertainFlag", "false" ) );
  const std::string image =
      element( "imageQuality", statistics() + element( "outputDataMeanOutsideNominalRangeFlag", "false" ) +
                                   element( "outputDataStDevOutsideNominalRangeFlag", "false" ) );
  const std::string data = element( "qualityData", element( "azimuthTime", annotation.firstLineTime ) +
                                                       downlinkQuality() + raw + doppler + image );
  return element( "qualityInformation",
                  element( "productQualityIndex", 0.0 ) + element( "qualityDataList", data, "count=\"1\"" ) );
}

std::string bitErrors()
{
  return element( "bitErrorCount", zeros( { "numErrSyncMarker",
                                            "numErrDataTakeId",
                                            "numErrEccNumber",
                                            "numErrTestMode",
                                            "numErrRxChannelId",
                                            "numErrInstrumentConfigId",
                                            "numErrPacketCount",
                                            "numErrPriCount",
                                            "numErrSsbErrorFlag",
                                            "numErrBaqMode",
                                            "numErrBaqBlockLength",
                                            "numErrRangeDecimation",
                                            "numErrRxGain",
                                            "numErrTxRampRate",
                                            "numErrTxPulseStartFrequency",
                                            "numErrRank",
                                            "numErrPri",
                                            "numErrSwst",
                                            "numErrSwl",
                                            "numErrPolarisation",
                                            "numErrTempComp",
                                            "numErrElevationBeamAddress",
                                            "numErrAzimuthBeamAddress",
                                            "numErrSasTestMode",
                                            "numErrCalType",
                                            "numErrCalibrationBeamAddress",
                                            "numErrCalMode",
                                            "numErrTxPulseNumber",
                                            "numErrSignalType",
                                            "numErrSwapFlag",
                                            "numErrSwathNumber",
                                            "numErrNumberOfQuads",
                                            "numIspHeaderErrors" } ) );
}

//! A value that holds from the first line on.
std::string timed( const std::string &listName, const std::string &name, UtcTime time,
                   const std::string &value )
{
  return element( listName, element( name, element( "azimuthTime", time ) + value ), "count=\"1\"" );
}

std::string downlinkValues( const Annotation &annotation )
{
  const UtcTime start = annotation.firstLineTime;
  const std::string format = element( "baqBlockLength", 256 ) + element( "echoFormat", "FDBAQ" ) +
                             element( "noiseFormat", "BAQ 5 Bit" ) +
                             element( "calibrationFormat", "Decimation" ) + element( "meanBitRate", 0.0 );
  const std::string decimation = element( "decimationFilterBandwidth", 56.59e6 ) +
                                 element( "samplingFrequencyAfterDecimation", annotation.rangeSamplingRate ) +
                                 element( "filterLength", 36 );
  return element( "downlinkValues",
                  element( "pri", 1 / annotation.pulseRepetitionFrequency ) + element( "rank", 9 ) +
                      element( "dataTakeId", 0 ) + element( "eccNumber", 8 ) + element( "rxChannelId", 0 ) +
                      element( "instrumentConfigId", 7 ) + element( "dataFormat", format ) +
                      element( "rangeDecimation", decimation ) + element( "rxGain", 0.0 ) +
                      element( "txPulseLength", 5e-5 ) + element( "txPulseStartFrequency", -28e6 ) +
                      element( "txPulseRampRate", 1.1e12 ) + element( "swathNumber", 10 ) +
                      timed( "swlList", "swl", start, element( "value", 3.7e-4 ) ) +
                      timed( "swstList", "swst", start, element( "value", 1.1e-4 ) ) +
                      timed( "pointingStatusList", "pointingStatus", start,
                             element( "aocsOpMode", "Normal Pointing Mode" ) +
                                 flags( { "rollErrorFlag", "pitchErrorFlag", "yawErrorFlag" }, "false" ) ) );
}

std::string downlinkInformation( const Annotation &annotation )
{
  return list( "downlinkInformationList", annotation.swathBounds,
               [&]( const SwathBounds &bounds )
               {
                 return element( "downlinkInformation",
                                 element( "swath", bounds.swath ) +
                                     element( "azimuthTime", annotation.firstLineTime ) +
                                     element( "firstLineSensingTime", annotation.firstLineTime ) +
                                     element( "lastLineSensingTime", annotation.lastLineTime ) +
                                     element( "prf", annotation.pulseRepetitionFrequency ) + bitErrors() +
                                     downlinkValues( annotation ) );
               } );
}

std::string xyz( const std::string &name, const Vector3 &v )
{
  return element( name, element( "x", v[0] ) + element( "y", v[1] ) + element( "z", v[2] ) );
}

std::string orbitList( const Annotation &annotation )
{
  return list( "orbitList", annotation.orbit,
               []( const StateVector &v )
               {
                 return element( "orbit", element( "time", v.time ) + element( "frame", "Earth Fixed" ) +
                                              xyz( "position", v.position ) + xyz( "velocity", v.velocity ) );
               } );
}

//! Raw data without bias or imbalance.
std::string rawDataAnalysis( const Annotation &annotation )
{
  const std::string support =
      element( "iBiasUpperBound", 0.0 ) + element( "iBiasLowerBound", 0.0 ) +
      element( "qBiasUpperBound", 0.0 ) + element( "qBiasLowerBound", 0.0 ) +
      element( "iqGainUpperBound", 1.0 ) + element( "iqGainLowerBound", 1.0 ) +
      element( "iqQuadratureDepartureUpperBound", 0.0 ) + element( "iqQuadratureDepartureLowerBound", 0.0 ) +
      element( "iBiasUsedForCorrection", 0.0 ) + element( "qBiasUsedForCorrection", 0.0 ) +
      element( "iqGainImbalanceUsedForCorrection", 1.0 ) +
      element( "iqQuadratureDepartureUsedForCorrection", 0.0 );
  return list( "rawDataAnalysisList", annotation.swathBounds,
               [&]( const SwathBounds & )
               {
                 return element( "rawDataAnalysis", element( "azimuthTime", annotation.firstLineTime ) +
                                                        element( "iBias", 0.0 ) + element( "qBias", 0.0 ) +
                                                        element( "iqQuadratureDeparture", 0.0 ) +
                                                        element( "iqGainImbalance", 1.0 ) +
                                                        element( "support", support ) );
               } );
}

std::string replicas( const Annotation &annotation )
{
  const std::string time = element( "azimuthTime", annotation.firstLineTime );
  const std::string reference = element(
      "referenceReplica", time + element( "chirpSource", "Nominal" ) + element( "pgSource", "Model" ) +
                              numbers( "amplitudeCoefficients", { 1, 0, 0, 0 }, numberDigits ) +
                              numbers( "phaseCoefficients", { 0, 0, 5.5e11, 0 }, numberDigits ) +
                              element( "timeDelay", 0.0 ) + complexNumber( "gain", 1 ) );
  const std::string replica =
      element( "replica",
               time + element( "crossCorrelationBandwidth", 1.0 ) + element( "crossCorrelationPslr", -13.0 ) +
                   element( "crossCorrelationIslr", -10.0 ) + element( "crossCorrelationPeakLocation", 0.0 ) +
                   element( "reconstructedReplicaValidFlag", "true" ) + element( "pgProductAmplitude", 1.0 ) +
                   element( "pgProductPhase", 0.0 ) + element( "modelPgProductAmplitude", 1.0 ) +
                   element( "modelPgProductPhase", 0.0 ) + element( "relativePgProductValidFlag", "true" ) +
                   element( "absolutePgProductValidFlag", "true" ) + element( "internalTimeDelay", 0.0 ) );
  return list( "replicaInformationList", annotation.swathBounds,
               [&]( const SwathBounds &bounds )
               {
                 return element( "replicaInformation", element( "swath", bounds.swath ) + reference +
                                                           element( "replicaList", replica, "count=\"1\"" ) );
               } );
}

//! Of the grid. Orfeo ToolBox wants two of them at least.
std::string terrainHeights( const Annotation &annotation )
{
  return list( "terrainHeightList", std::vector<UtcTime>{ annotation.firstLineTime, annotation.lastLineTime },
               []( UtcTime time ) {
                 return element( "terrainHeight", element( "azimuthTime", time ) + element( "value", 0.0 ) );
               } );
}

std::string generalAnnotation( const Annotation &annotation )
{
  const std::string empty = "count=\"0\"";
  const std::string information =
      element( "pass", annotation.pass ) + element( "timelinessCategory", "Fast-24h" ) +
      element( "platformHeading", annotation.platformHeading ) + element( "projection", "Ground Range" ) +
      element( "rangeSamplingRate", annotation.rangeSamplingRate ) +
      element( "radarFrequency", annotation.radarFrequency ) +
      element( "azimuthSteeringRate", annotation.azimuthSteeringRate );
  return element(
      "generalAnnotation",
      element( "productInformation", information ) + downlinkInformation( annotation ) +
          orbitList( annotation ) + element( "attitudeList", "", empty ) + rawDataAnalysis( annotation ) +
          replicas( annotation ) + element( "noiseList", "", empty ) + terrainHeights( annotation ) +
          timed( "azimuthFmRateList", "azimuthFmRate", annotation.firstLineTime,
                 element( "t0", annotation.slantRangeTime ) +
                     numbers( "azimuthFmRatePolynomial", { -2300, 450000, -79000000 }, numberDigits ) ) );
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
          element( "incidenceAngleMidSwath", annotation.incidenceAngleMidSwath ) + statistics() );
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
  return element(
      "processingInformation",
      element( "rawDataAnalysisUsed", "false" ) +
          flags( { "orbitDataFileUsed", "attitudeDataFileUsed" }, "false" ) +
          flags( { "rxVariationCorrectionApplied", "antennaElevationPatternApplied",
                   "antennaAzimuthPatternApplied", "antennaAzimuthElementPatternApplied" },
                 "true" ) +
          element( "dcMethod", "Orbit and Attitude" ) + element( "dcInputData", "Range Compressed" ) +
          flags( { "rangeSpreadingLossCompensationApplied", "srgrConversionApplied", "detectionPerformed" },
                 "true" ) +
          element( "thermalNoiseCorrectionPerformed", "false" ) +
          element( "rfiMitigationPerformed", "Never" ) + element( "rfiMitigationDomain", "Time" ) +
          element( "chirpSource", "Nominal" ) + element( "pgSource", "Model" ) +
          element( "rrfSpectrum", "Extended Tapered" ) +
          element( "applicationLutId", annotation.header.mode + "_Default" ) + parameters + dimensions +
          element( "referenceRange", 8e5 ) + element( "ellipsoidName", "WGS84" ) +
          element( "ellipsoidSemiMajorAxis", 6378137.0 ) +
          element( "ellipsoidSemiMinorAxis", 6356752.314245 ) +
          element( "bistaticDelayCorrectionApplied", "true" ) +
          element( "topsFilterConvention", "Only Echo Lines" ) + element( "orbitSource", "Downlink" ) +
          element( "attitudeSource", "Downlink" ) );
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
      imageHeaderXml( annotation.header, number ) + qualityInformation( annotation ) +
          generalAnnotation( annotation ) +
          element( "imageAnnotation", imageInformation( annotation ) + processingInformation( annotation ) ) +
          dopplerCentroid( annotation ) + antennaPattern( annotation ) +
          element( "swathTiming", element( "linesPerBurst", 0 ) + element( "samplesPerBurst", 0 ) +
                                      element( "burstList", "", none ) ) +
          geolocationGrid( annotation ) + coordinateConversion( annotation ) + swathMerging( annotation ) ) );
}

} // namespace calving
