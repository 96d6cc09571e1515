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

//! Names of enum ValueKind, in its order.
QStringList valueKinds()
{
  return { QStringLiteral( "auto" ),  QStringLiteral( "byte" ),       QStringLiteral( "decibel" ),
           QStringLiteral( "power" ), QStringLiteral( "percentile" ), QStringLiteral( "unit" ) };
}

std::unique_ptr<QgsProcessingParameterDefinition> optionalNumber( const QString &key, const QString &label )
{
  return std::make_unique<QgsProcessingParameterNumber>( key, label, compat::numberDouble, QVariant(), true );
}

} // namespace

std::vector<DocumentedParameter> valueParameters()
{
  std::vector<DocumentedParameter> list;
  list.emplace_back( std::make_unique<QgsProcessingParameterEnum>( VALUES, QObject::tr( "Pixel values" ),
                                                                   valueKinds(), false, valueKinds().first(),
                                                                   true, true ),
                     QObject::tr( "What the scene's values are: auto (found out, see the log), byte (0 to "
                                  "255), decibel, power (linear backscatter), percentile (anything; "
                                  "stretched from the 2nd to the 98th), unit (already 0 to 1)." ) );
  list.emplace_back( optionalNumber( DB_MIN, QObject::tr( "Black (dB)" ) ),
                     QObject::tr( "Backscatter that becomes black, for decibel and power. Default: what the "
                                  "scene's metadata say, else %1 dB." )
                         .arg( DecibelWindow().minimum ) );
  list.emplace_back( optionalNumber( DB_MAX, QObject::tr( "White (dB)" ) ),
                     QObject::tr( "Backscatter that becomes white. Default: what the scene's metadata say, "
                                  "else %1 dB." )
                         .arg( DecibelWindow().maximum ) );
  return list;
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
  const int kind = valueKinds().indexOf( QgsProcessingParameters::parameterAsEnumString(
      algorithm.parameterDefinition( VALUES ), parameters, context ) );
  ValueOptions options;
  options.kind = kind < 0 ? ValueKind::Automatic : static_cast<ValueKind>( kind );
  options.dbMin = number( DB_MIN );
  options.dbMax = number( DB_MAX );
  return options;
}

} // namespace calving
