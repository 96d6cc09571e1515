#include "algorithms/parameters/computeparameters.h"

#include <QObject>
#include <QRegularExpression>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include "algorithms/qgiscompat.h"
#include "model/error.h"

namespace calving
{

namespace
{

const QStringList precisions{ QStringLiteral( "auto" ), QStringLiteral( "float32" ),
                              QStringLiteral( "bfloat16" ) };

DocumentedParameter deviceParameter()
{
  return { std::make_unique<QgsProcessingParameterString>( computekey::DEVICE, QObject::tr( "Device" ),
                                                           QStringLiteral( "auto" ), false, true ),
           QObject::tr(
               "Where the network runs: auto (a CUDA graphics card where there is one, else the processor), "
               "cpu, cuda, or cuda:N for card number N, counted from 0." ) };
}

DocumentedParameter precisionParameter()
{
  auto precision =
      std::make_unique<QgsProcessingParameterEnum>( computekey::PRECISION, QObject::tr( "Number format" ),
                                                    precisions, false, precisions.first(), true, true );
  return { std::move( precision ),
           QObject::tr(
               "Number format of the network's arithmetic: auto (bfloat16 where the hardware has it, else "
               "float32), float32 (exact) or bfloat16 (faster on recent hardware)." ) };
}

DocumentedParameter threadsParameter()
{
  return { std::make_unique<QgsProcessingParameterNumber>( computekey::THREADS, QObject::tr( "Threads" ),
                                                           compat::numberInteger, 0, true, 0, 1024 ),
           QObject::tr( "Threads that the network uses on the processor. 0 uses every core." ) };
}

} // namespace

std::vector<DocumentedParameter> computeParameters()
{
  std::vector<DocumentedParameter> result;
  result.push_back( deviceParameter() );
  result.push_back( precisionParameter() );
  result.push_back( threadsParameter() );
  return result;
}

ComputeOptions computeOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm )
{
  const auto definition = [&]( const QString &key ) { return algorithm.parameterDefinition( key ); };
  using Parameters = QgsProcessingParameters;
  ComputeOptions options;

  const QString device =
      Parameters::parameterAsString( definition( computekey::DEVICE ), parameters, context )
          .trimmed()
          .toLower();
  static const QRegularExpression known( QStringLiteral( "^(auto|cpu|cuda(:[0-9]{1,3})?)$" ) );
  if ( !device.isEmpty() && !known.match( device ).hasMatch() )
    throw Error( "DEVICE is “" + device.toStdString() +
                 "”. Use auto, cpu, cuda or cuda:N, for instance cuda:0." );
  if ( !device.isEmpty() )
    options.device = device.toStdString();

  const QString precision =
      Parameters::parameterAsEnumString( definition( computekey::PRECISION ), parameters, context );
  options.precision = precision == precisions[1]   ? Precision::Float32
                      : precision == precisions[2] ? Precision::BFloat16
                                                   : Precision::Automatic;
  options.threads = Parameters::parameterAsInt( definition( computekey::THREADS ), parameters, context );
  return options;
}

void logCompute( const ComputeOptions &options, const Feedback &feedback )
{
  feedback.inform( describeCompute( options ) );
  const std::string slow = slowBlasWarning();
  if ( !slow.empty() )
    feedback.warn( slow );
}

} // namespace calving
