#pragma once

#include <QString>

namespace calving
{

/**
 * The sentence on an input that is a Sentinel-1 product, where a raster is wanted: what makes one of it.
 * Empty where \a name is something else. \a parameter takes it.
 */
QString productAdvice( const QString &name, const QString &parameter );

} // namespace calving
