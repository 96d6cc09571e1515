#pragma once

#include <memory>
#include <utility>
#include <vector>

#include <QString>
#include <QVariantMap>

#include "model/compute.h"
#include "model/feedback.h"

class QgsProcessingAlgorithm;
class QgsProcessingContext;
class QgsProcessingParameterDefinition;

namespace calving
{

//! Parameter keys shared by the algorithms that run a network.
namespace computekey
{
inline const QString DEVICE = QStringLiteral( "DEVICE" );
inline const QString PRECISION = QStringLiteral( "PRECISION" );
inline const QString THREADS = QStringLiteral( "THREADS" );
} // namespace computekey

//! A parameter and its help text, ready for Algorithm::addAdvanced().
using DocumentedParameter = std::pair<std::unique_ptr<QgsProcessingParameterDefinition>, QString>;

//! DEVICE, PRECISION and THREADS: where and how a network runs.
std::vector<DocumentedParameter> computeParameters();

/**
 * The values of computeParameters().
 *
 * Throws Error for a DEVICE that is none of auto, cpu, cuda, cuda:N; whether the machine has it, the network
 * finds out.
 */
ComputeOptions computeOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm );

//! Writes device, threads, number format and BLAS to the log, with a warning where BLAS is the slow reference
//! one.
void logCompute( const ComputeOptions &options, const Feedback &feedback );

} // namespace calving
