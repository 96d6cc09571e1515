#include "algorithms/calibrationparameters.h"

#include <array>

#include "algorithms/qgiscompat.h"

namespace calving
{

namespace
{

const QString automatic = QStringLiteral( "auto" );
constexpr std::array calibrations{ Calibration::SigmaNought, Calibration::BetaNought,
                                   Calibration::GammaNought };
constexpr std::array policies{ NegativePolicy::Zero, NegativePolicy::Floor, NegativePolicy::NoData,
                               NegativePolicy::Nearest, NegativePolicy::Keep };

} // namespace

QgsProcessingParameterDefinition *polarisationParameter( const QString &name )
{
  return new QgsProcessingParameterEnum( name, QObject::tr( "Polarisation" ),
                                         { automatic, "HH", "HV", "VV", "VH" }, false, automatic, false,
                                         true );
}

QString polarisationHelp()
{
  return QObject::tr( "The image of the product that is used. “auto” takes the first, which is the one that "
                      "was both sent and received "
                      "alike (HH or VV), which shows calving fronts best." );
}

std::string polarisationOf( const QString &choice )
{
  return choice == automatic ? std::string() : choice.toStdString();
}

QgsProcessingParameterDefinition *calibrationParameter( const QString &name )
{
  return new QgsProcessingParameterEnum(
      name, QObject::tr( "Backscatter" ),
      { QObject::tr( "Sigma nought" ), QObject::tr( "Beta nought" ), QObject::tr( "Gamma nought" ) }, false,
      0 );
}

QString calibrationHelp()
{
  return QObject::tr(
      "What backscatter is related to: sigma nought to the ground, beta nought to the slant plane (wanted "
      "for terrain flattening), gamma nought to the plane across the line of sight." );
}

Calibration calibrationAt( int index )
{
  return calibrations.at( static_cast<std::size_t>( index ) );
}

QgsProcessingParameterDefinition *negativesParameter( const QString &name )
{
  return new QgsProcessingParameterEnum(
      name, QObject::tr( "Pixels below the noise" ),
      { QObject::tr( "Zero" ), QObject::tr( "Floor of -50 dB, as in SNAP" ), QObject::tr( "No data" ),
        QObject::tr( "Nearest value above zero" ), QObject::tr( "Keep the negative value" ) },
      false, 0 );
}

QString negativesHelp()
{
  return QObject::tr(
      "Where less power came back than thermal noise is expected, subtracting the noise gives a negative "
      "value. Calm water is full of such pixels. Their number is reported. Negative values keep averages "
      "unbiased, but have no decibels." );
}

NegativePolicy negativesAt( int index )
{
  return policies.at( static_cast<std::size_t>( index ) );
}

QgsProcessingParameterDefinition *orbitParameter( const QString &name )
{
  return new QgsProcessingParameterFile( name, QObject::tr( "Orbit file" ), compat::fileBehavior, QString(),
                                         QVariant(), true,
                                         QObject::tr( "Orbit files (*.EOF *.zip);;All files (*.*)" ) );
}

QString orbitHelp()
{
  return QObject::tr(
      "A precise (POEORB) or restituted (RESORB) orbit of the product's satellite and day. Without one, "
      "the orbit in the product itself is used, which places products of recent years within metres." );
}

} // namespace calving
