#pragma once

#include <QString>
#include <QStringList>

#include <qgsprocessingparameters.h>

#include "model/sar/calibratedscene.h"

namespace calving
{

/**
 * The parameters that turn digital numbers into backscatter, which several algorithms share.
 *
 * Each function makes the parameter \a name or turns the value of its list into what the core understands.
 */
QgsProcessingParameterDefinition *polarisationParameter( const QString &name );
QString polarisationHelp();
//! Empty for the choice that leaves it to the product.
std::string polarisationOf( const QString &choice );

QgsProcessingParameterDefinition *calibrationParameter( const QString &name );
QString calibrationHelp();
Calibration calibrationAt( int index );

QgsProcessingParameterDefinition *negativesParameter( const QString &name );
QString negativesHelp();
NegativePolicy negativesAt( int index );

QgsProcessingParameterDefinition *orbitParameter( const QString &name );
QString orbitHelp();

} // namespace calving
