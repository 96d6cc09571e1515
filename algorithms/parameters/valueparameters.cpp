#include "algorithms/parameters/valueparameters.h"

#include <qgsprocessingparameters.h>

#include "algorithms/qgiscompat.h"
#include "model/raster/decibelwindow.h"

namespace calving
{

namespace
{

const QString VALUES = QStringLiteral( "VALUES" );
const QString DB_MIN = QStringLiteral( "DB_MIN" );
const QString DB_MAX = QStringLiteral( "DB_MAX" );
const QString NETWORK_PIXEL_SIZE = QStringLiteral( "NETWORK_PIXEL_SIZE" );

//! What can be chosen, by the name of the choice. New ones come last: choices may be given by number.
const std::vector<std::pair<QString, ValueKind>> &choices()
{
  static const std::vector<std::pair<QString, ValueKind>> list{
      { QStringLiteral( "auto" ), ValueKind::Automatic },
      { QStringLiteral( "byte" ), ValueKind::Byte },
      { QStringLiteral( "decibel" ), ValueKind::Decibel },
      { QStringLiteral( "power" ), ValueKind::Power },
      { QStringLiteral( "percentile" ), ValueKind::Percentile },
      { QStringLiteral( "unit" ), ValueKind::Unit },
      { QStringLiteral( "amplitude" ), ValueKind::Amplitude } };
  return list;
}

QStringList choiceNames()
{
  QStringList names;
  for ( const auto &choice : choices() )
    names << choice.first;
  return names;
}

std::unique_ptr<QgsProcessingParameterDefinition> optionalNumber( const QString &key, const QString &label )
{
  return std::make_unique<QgsProcessingParameterNumber>( key, label, compat::numberDouble, QVariant(), true );
}

} // namespace

std::vector<DocumentedParameter> valueParameters()
{
  std::vector<DocumentedParameter> list;
  list.emplace_back(
      std::make_unique<QgsProcessingParameterEnum>( VALUES, QObject::tr( "Pixel values" ), choiceNames(),
                                                    false, choiceNames().first(), true, true ),
      QObject::tr( "What the scene's values are: auto (metadata, band or product name, else the "
                   "values themselves say it; see the log), byte (0 to 255), decibel, power "
                   "(linear backscatter), percentile (anything; stretched from the 2nd to the "
                   "98th), unit (already 0 to 1), amplitude (root of power)." ) );
  list.emplace_back(
      optionalNumber( DB_MIN, QObject::tr( "Black (dB)" ) ),
      QObject::tr( "Backscatter that becomes black, for decibel, power and amplitude. Default: what the "
                   "scene's metadata say, else %1 dB." )
          .arg( DecibelWindow().minimum ) );
  list.emplace_back( optionalNumber( DB_MAX, QObject::tr( "White (dB)" ) ),
                     QObject::tr( "Backscatter that becomes white. Default: what the scene's metadata say, "
                                  "else %1 dB." )
                         .arg( DecibelWindow().maximum ) );
  return list;
}

DocumentedParameter networkPixelParameter( const QString &standard )
{
  return {
      std::make_unique<QgsProcessingParameterNumber>( NETWORK_PIXEL_SIZE,
                                                      QObject::tr( "Pixel size for the network (m)" ),
                                                      compat::numberDouble, QVariant(), true, 0 ),
      QObject::tr( "Side of the pixels that the network sees. Scenes whose pixels differ from it by more "
                   "than 25 % are resampled to it. Default: %1." )
          .arg( standard ) };
}

double networkPixelMetres( const QVariantMap &parameters, QgsProcessingContext &context,
                           const QgsProcessingAlgorithm &algorithm )
{
  return parameters.value( NETWORK_PIXEL_SIZE ).isValid()
             ? QgsProcessingParameters::parameterAsDouble(
                   algorithm.parameterDefinition( NETWORK_PIXEL_SIZE ), parameters, context )
             : 0;
}

ValueOptions valueOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                           const QgsProcessingAlgorithm &algorithm )
{
  const auto number = [&]( const QString &key )
  {
    return parameters.value( key ).isValid()
               ? std::optional<double>( QgsProcessingParameters::parameterAsDouble(
                     algorithm.parameterDefinition( key ), parameters, context ) )
               : std::nullopt;
  };
  const QString chosen = QgsProcessingParameters::parameterAsEnumString(
      algorithm.parameterDefinition( VALUES ), parameters, context );
  ValueOptions options;
  for ( const auto &[name, kind] : choices() )
    if ( name == chosen )
      options.kind = kind;
  options.dbMin = number( DB_MIN );
  options.dbMax = number( DB_MAX );
  return options;
}

} // namespace calving
