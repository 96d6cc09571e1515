#include "model/simulate/product/annotationparts.h"
#include "model/simulate/product/xmltext.h"

namespace calving
{

namespace
{

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

} // namespace

std::string imageStatisticsXml()
{
  return element( "imageStatistics",
                  complexXml( "outputDataMean", 0 ) + complexXml( "outputDataStdDev", 0 ) );
}

std::string complexXml( const std::string &name, double real )
{
  return element( name, element( "re", real ) + element( "im", 0.0 ) );
}

std::string flagsXml( const std::vector<const char *> &names, const char *value )
{
  std::string text;
  for ( const char *name : names )
    text += element( name, value );
  return text;
}

std::string qualityInformationXml( const Annotation &annotation )
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
  const std::string image = element(
      "imageQuality", imageStatisticsXml() + element( "outputDataMeanOutsideNominalRangeFlag", "false" ) +
                          element( "outputDataStDevOutsideNominalRangeFlag", "false" ) );
  const std::string data = element( "qualityData", element( "azimuthTime", annotation.firstLineTime ) +
                                                       downlinkQuality() + raw + doppler + image );
  return element( "qualityInformation",
                  element( "productQualityIndex", 0.0 ) + element( "qualityDataList", data, "count=\"1\"" ) );
}

} // namespace calving
