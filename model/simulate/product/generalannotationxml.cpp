#include "model/simulate/product/annotationparts.h"
#include "model/simulate/product/xmltext.h"

namespace calving
{

namespace
{

constexpr int numberDigits = 15;

std::string zeros( const std::vector<const char *> &names )
{
  std::string text;
  for ( const char *name : names )
    text += element( name, 0 );
  return text;
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
  return element(
      "downlinkValues",
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
                     flagsXml( { "rollErrorFlag", "pitchErrorFlag", "yawErrorFlag" }, "false" ) ) );
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
                              element( "timeDelay", 0.0 ) + complexXml( "gain", 1 ) );
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

} // namespace

std::string generalAnnotationXml( const Annotation &annotation )
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

} // namespace calving
