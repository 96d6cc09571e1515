#include <chrono>
#include <exception>
#include <string>

#include <QPointer>
#include <qgis.h>
#include <qgsapplication.h>
#include <qgsprocessingregistry.h>

#include "provider/provider.h"

// The three functions that plugin/__init__.py calls. No exception may cross them: Python would not survive
// it.
#define CALVINGFRONT_EXPORT extern "C" __attribute__( ( visibility( "default" ) ) )

namespace
{

//! Belongs to the registry of QGIS; null once that has deleted it.
QPointer<calving::Provider> sProvider;
std::string sLastError;

//! Throws if this library was not built for the QGIS that runs.
void checkQgisVersion()
{
  constexpr int builtFor = _QGIS_VERSION_INT / 100;
  const int running = Qgis::versionInt() / 100;
  if ( running != builtFor )
    throw std::runtime_error( "This package of the plugin was built for QGIS " +
                              std::to_string( builtFor / 100 ) + "." + std::to_string( builtFor % 100 ) +
                              ", but QGIS " + std::to_string( running / 100 ) + "." +
                              std::to_string( running % 100 ) +
                              " is running. Install the package for this version, or build it here." );
}

void registerProvider( const char *pluginFolder )
{
  checkQgisVersion();
  QgsProcessingRegistry *registry = QgsApplication::processingRegistry();
  if ( !registry )
    throw std::runtime_error( "QGIS has no Processing registry yet: call QgsApplication.initQgis() first." );
  // addProvider() would delete a second provider of the same id.
  if ( registry->providerById( calving::Provider::ID ) )
    return;
  auto *provider = new calving::Provider( QString::fromUtf8( pluginFolder ) );
  if ( !registry->addProvider( provider ) )
    throw std::runtime_error( "QGIS refused the Processing provider “calvingfront”." );
  sProvider = provider;
}

void unregisterProvider()
{
  if ( !sProvider )
    return;
  constexpr std::chrono::seconds patience( 30 );
  const bool ended = calving::Provider::endComputations( patience );
  QgsApplication::processingRegistry()->removeProvider( sProvider );
  if ( !ended )
    throw std::runtime_error(
        "A computation was asked to stop and still runs after " + std::to_string( patience.count() ) +
        " seconds. QGIS will not wait for it and may crash at its end; what the computation "
        "writes is not complete." );
}

//! Runs \a work; returns 0, or 1 after keeping the reason for calvingfront_last_error().
template <typename Work> int guarded( const Work &work ) noexcept
{
  try
  {
    sLastError.clear();
    work();
    return 0;
  }
  catch ( const std::exception &e )
  {
    sLastError = e.what();
  }
  catch ( ... )
  {
    sLastError = "An unknown error stopped the plugin.";
  }
  return 1;
}

} // namespace

//! Adds the provider to QGIS. \a pluginFolder (UTF-8) is where the plugin is installed. Returns 0 on success.
CALVINGFRONT_EXPORT int calvingfront_register( const char *pluginFolder ) noexcept
{
  return guarded( [pluginFolder] { registerProvider( pluginFolder ); } );
}

//! Stops the computations that run, waits for them, and takes the provider out of QGIS. Returns 0 on success.
//! Whoever calls it must not hold Python's lock, for a computation may need it to end; ctypes lets go of it.
CALVINGFRONT_EXPORT int calvingfront_unregister() noexcept
{
  return guarded( [] { unregisterProvider(); } );
}

//! Why the last call failed, in UTF-8; empty if it did not. Valid until the next call.
CALVINGFRONT_EXPORT const char *calvingfront_last_error() noexcept
{
  return sLastError.c_str();
}
