#pragma once

#include <QString>

class QgsProcessingProvider;

namespace calving
{

//! Tells \a provider, and through it its algorithms, the \a folder where the plugin is installed.
void setPluginFolder( QgsProcessingProvider &provider, const QString &folder );

//! The file \a name, a path below the plugin's folder; empty where there is none.
QString shippedFile( const QgsProcessingProvider *provider, const QString &name );

/**
 * The model that comes with the plugin (weights/calvingfront.safetensors in its folder); empty where there is
 * none.
 *
 * Call it in Algorithm::prepare() with provider(): later the provider may be gone.
 */
QString shippedModelPath( const QgsProcessingProvider *provider );

} // namespace calving
