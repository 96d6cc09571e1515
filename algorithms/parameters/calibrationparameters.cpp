#include "algorithms/parameters/calibrationparameters.h"

#include <array>

#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>

#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/sarparameters.h"
#include "algorithms/qgiscompat.h"

namespace calving
{

namespace
{

const QString inputKey = QStringLiteral( "INPUT" );
const QString polarisationKey = QStringLiteral( "POLARISATION" );
const QString orbitKey = QStringLiteral( "ORBIT" );
const QString calibrationKey = QStringLiteral( "CALIBRATION" );
const QString noiseKey = QStringLiteral( "NOISE" );
const QString negativesKey = QStringLiteral( "NEGATIVES" );
const QString borderNoiseKey = QStringLiteral( "BORDER_NOISE" );

const QString automatic = QStringLiteral( "auto" );
constexpr std::array calibrations{ Calibration::SigmaNought, Calibration::BetaNought,
                                   Calibration::GammaNought };
constexpr std::array policies{ NegativePolicy::Zero, NegativePolicy::Floor, NegativePolicy::NoData,
                               NegativePolicy::Nearest, NegativePolicy::Keep };

using Parameter = std::unique_ptr<QgsProcessingParameterDefinition>;

Parameter choice( const QString &key, const QString &label, const QStringList &choices )
{
  return std::make_unique<QgsProcessingParameterEnum>( key, label, choices, false, 0 );
}

Parameter yes( const QString &key, const QString &label )
{
  return std::make_unique<QgsProcessingParameterBoolean>( key, label, true );
}

void addNegatives( std::vector<DocumentedParameter> &list )
{
  list.emplace_back(
      advanced( choice( negativesKey, QObject::tr( "Pixels below the noise" ),
                        { QObject::tr( "Zero" ), QObject::tr( "Floor of -50 dB, as in SNAP" ),
                          QObject::tr( "No data" ), QObject::tr( "Nearest value above zero" ),
                          QObject::tr( "Keep the negative value" ) } ) ),
      QObject::tr( "Where less power came back than thermal noise is expected, subtracting the noise gives a "
                   "negative value. Calm water is full of such pixels. Their number is reported. Negative "
                   "values keep averages unbiased, but have no decibels." ) );
}

} // namespace

std::vector<DocumentedParameter> productParameters()
{
  std::vector<DocumentedParameter> list;
  list.emplace_back( Parameter( productParameter( inputKey ) ), productHelp() );
  list.emplace_back(
      std::make_unique<QgsProcessingParameterEnum>( polarisationKey, QObject::tr( "Polarisation" ),
                                                    QStringList{ automatic, "HH", "HV", "VV", "VH" }, false,
                                                    automatic, false, true ),
      QObject::tr( "The image of the product that is used. “auto” takes the first, which is the "
                   "one that was both sent and received alike (HH or VV), which shows calving "
                   "fronts best." ) );
  list.emplace_back(
      std::make_unique<QgsProcessingParameterFile>(
          orbitKey, QObject::tr( "Orbit file" ), compat::fileBehavior, QString(), QVariant(), true,
          QObject::tr( "Orbit files (*.EOF *.zip);;All files (*.*)" ) ),
      QObject::tr(
          "A precise (POEORB) or restituted (RESORB) orbit of the product's satellite and day. Without "
          "one, the orbit in the product itself is used, which places products of recent years within "
          "metres." ) );
  return list;
}

std::vector<DocumentedParameter> calibrationParameters()
{
  std::vector<DocumentedParameter> list;
  list.emplace_back(
      choice(
          calibrationKey, QObject::tr( "Backscatter" ),
          { QObject::tr( "Sigma nought" ), QObject::tr( "Beta nought" ), QObject::tr( "Gamma nought" ) } ),
      QObject::tr(
          "What backscatter is related to: sigma nought to the ground, beta nought to the slant plane "
          "(wanted for terrain flattening), gamma nought to the plane across the line of sight." ) );
  list.emplace_back( yes( noiseKey, QObject::tr( "Remove thermal noise" ) ),
                     QObject::tr( "Subtracts the power that the radar would record of nothing at all." ) );
  addNegatives( list );
  list.emplace_back(
      advanced( yes( borderNoiseKey, QObject::tr( "Remove border noise" ) ) ),
      QObject::tr( "Only has an effect on GRDs that processors before 2.90 made, until March 2018." ) );
  return list;
}

std::string productPath( const QVariantMap &parameters, QgsProcessingContext &context,
                         const QgsProcessingAlgorithm &algorithm )
{
  return QgsProcessingParameters::parameterAsFile( algorithm.parameterDefinition( inputKey ), parameters,
                                                   context )
      .toStdString();
}

CalibrationOptions calibrationOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                                       const QgsProcessingAlgorithm &algorithm )
{
  using Values = QgsProcessingParameters;
  const auto definition = [&algorithm]( const QString &key ) { return algorithm.parameterDefinition( key ); };
  const auto chosen = [&]( const QString &key )
  { return static_cast<std::size_t>( Values::parameterAsEnum( definition( key ), parameters, context ) ); };
  const auto wanted = [&]( const QString &key )
  { return Values::parameterAsBoolean( definition( key ), parameters, context ); };
  CalibrationOptions options;
  const QString polarisation =
      Values::parameterAsEnumString( definition( polarisationKey ), parameters, context );
  options.polarisation = polarisation == automatic ? std::string() : polarisation.toStdString();
  options.orbitFile = Values::parameterAsFile( definition( orbitKey ), parameters, context ).toStdString();
  options.calibration = calibrations.at( chosen( calibrationKey ) );
  options.removeNoise = wanted( noiseKey );
  options.negatives = policies.at( chosen( negativesKey ) );
  options.removeBorderNoise = wanted( borderNoiseKey );
  return options;
}

} // namespace calving
