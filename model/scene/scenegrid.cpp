#include "model/scene/scenegrid.h"

#include <algorithm>
#include <cmath>

#include "model/error.h"

namespace calving
{

namespace
{

constexpr double toleratedRatio = 1.25;

bool differs( double a, double b )
{
  return std::max( a, b ) > toleratedRatio * std::min( a, b ) * ( 1 + 1e-9 );
}

std::array<double, 2> pixelSizeOf( const RasterReader &scene, const RasterGrid &grid )
{
  try
  {
    return grid.pixelSizeMetres();
  }
  catch ( const Error &e )
  {
    throw Error( scene.path() + ": " + e.what() );
  }
}

int resampledSide( int pixels, double ratio, const char *side )
{
  const double wished = std::max( 1.0, std::round( pixels * ratio ) );
  constexpr double most = 500000;
  if ( wished > most )
    throw Error(
        std::string( "At the model's pixel size the scene's " ) + side +
        " would be too large. Its pixels are far larger than the model's: choose another model, or switch "
        "RESAMPLE off." );
  return static_cast<int>( wished );
}

} // namespace

SceneGrid sceneGrid( const RasterReader &scene, const Georeference &georeference )
{
  SceneGrid result;
  result.grid = scene.grid();
  if ( !result.grid.hasTransform )
  {
    if ( !( georeference.pixelSizeMetres > 0 ) )
      throw Error( "Raster " + scene.path() +
                   " does not say where it lies. Geocode it first (of Sentinel-1, with “Preprocess a "
                   "Sentinel-1 product”), "
                   "or set PIXEL_SIZE to the side of its pixels in metres to work in pixel coordinates." );
    result.grid.transform = { 0, 1, 0, 0, 0, -1 };
    result.grid.hasTransform = true;
    result.grid.crs.clear();
  }
  else if ( result.grid.crs.empty() )
  {
    result.grid.crs = georeference.crs;
    result.crsGiven = !georeference.crs.empty();
  }

  if ( result.grid.crs.empty() && georeference.pixelSizeMetres > 0 )
    result.pixelSizeMetres = { georeference.pixelSizeMetres, georeference.pixelSizeMetres };
  else if ( result.grid.crs.empty() )
    throw Error(
        "Raster " + scene.path() +
        " has no coordinate reference system. Set CRS to the right one, or PIXEL_SIZE to the side of its "
        "pixels in metres." );
  else
    result.pixelSizeMetres = pixelSizeOf( scene, result.grid );
  return result;
}

WorkingSize workingSize( const SceneGrid &scene, double modelPixelMetres )
{
  const double x = scene.pixelSizeMetres[0];
  const double y = scene.pixelSizeMetres[1];
  WorkingSize result{ scene.grid.width, scene.grid.height, false, scene.pixelSizeMetres };
  const double wanted = modelPixelMetres > 0 ? modelPixelMetres : std::sqrt( x * y );
  if ( !( wanted > 0 ) || !( differs( x, wanted ) || differs( y, wanted ) || differs( x, y ) ) )
    return result;
  result.resampled = true;
  result.width = resampledSide( scene.grid.width, x / wanted, "width" );
  result.height = resampledSide( scene.grid.height, y / wanted, "height" );
  result.pixelSizeMetres = { x * scene.grid.width / result.width, y * scene.grid.height / result.height };
  return result;
}

} // namespace calving
