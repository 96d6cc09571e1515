#include "model/scene/preparedscene.h"

#include <algorithm>
#include <cmath>

#include "model/base/numbertext.h"
#include "model/error.h"

namespace calving
{

namespace
{

std::string sizeText( const std::array<double, 2> &metres )
{
  const bool square = std::abs( metres[0] - metres[1] ) < 0.01 * metres[0];
  return numberText( metres[0], 4 ) + ( square ? "" : " x " + numberText( metres[1], 4 ) ) + " m";
}

void describeSize( const std::array<double, 2> &own, const WorkingSize &size, double wantedMetres,
                   const Feedback &feedback )
{
  if ( !size.resampled )
    return feedback.inform( "The scene's pixels of " + sizeText( own ) + " go to the network as they are." );
  const std::string wanted = wantedMetres > 0
                                 ? "about " + numberText( wantedMetres, 4 ) + " m, as the model wants them"
                                 : sizeText( size.pixelSizeMetres );
  feedback.inform( "The scene's pixels of " + sizeText( own ) + " are resampled to " + wanted + " (" +
                   std::to_string( size.width ) + " x " + std::to_string( size.height ) +
                   " pixels); the results come back on the scene's grid." );
  constexpr double muchCoarser = 3;
  if ( std::min( own[0] / size.pixelSizeMetres[0], own[1] / size.pixelSizeMetres[1] ) > muchCoarser )
    feedback.warn(
        "The scene is much coarser than what the model was trained on. The fronts cannot be finer than "
        "the scene's pixels, and the many new pixels take time." );
}

//! What is known of the scene's values; there are none only where the whole scene has no data.
SceneValues requiredValues( RasterReader &scene, int band, const Feedback &feedback )
{
  SceneValues values = sceneValues( scene, band, feedback );
  if ( values.sample.empty() )
    throw Error( "Band " + std::to_string( band ) + " of raster " + scene.path() +
                 " holds nothing but “no data”. Choose another band, or correct its “no data” value." );
  return values;
}

} // namespace

SceneRows::Source PreparedScene::source( const Window &window ) const
{
  return { band, scaling, size.width, size.height, window };
}

RasterGrid PreparedScene::gridOf( const RasterGrid &scene ) const
{
  RasterGrid grid = scene;
  for ( const int along : { 1, 4 } )
    grid.transform[along] *= static_cast<double>( scene.width ) / size.width;
  for ( const int along : { 2, 5 } )
    grid.transform[along] *= static_cast<double>( scene.height ) / size.height;
  grid.width = size.width;
  grid.height = size.height;
  return grid;
}

void requireBand( const RasterReader &scene, int band )
{
  if ( band < 1 || band > scene.bands() )
    throw Error( "Raster " + scene.path() + " has no band " + std::to_string( band ) + ". BAND can be 1 to " +
                 std::to_string( scene.bands() ) + "." );
}

PreparedScene prepareScene( RasterReader &scene, const SceneGrid &place, const SceneInput &input,
                            const Feedback &feedback )
{
  requireBand( scene, input.band );
  PreparedScene prepared;
  prepared.band = input.band;
  prepared.size = { scene.width(), scene.height(), false, place.pixelSizeMetres };
  if ( input.resample )
    prepared.size = workingSize( place, input.pixelMetres );
  describeSize( place.pixelSizeMetres, prepared.size, input.pixelMetres, feedback );
  prepared.scaling = chooseScaling( input.values, requiredValues( scene, input.band, feedback ) );
  feedback.inform( "Pixel values: " + prepared.scaling.description + "." );
  if ( !prepared.scaling.warning.empty() )
    feedback.warn( prepared.scaling.warning );
  return prepared;
}

std::vector<std::uint8_t> preparedBytes( const RasterReader &scene, const PreparedScene &prepared,
                                         const Window &window )
{
  SceneRows rows( scene, prepared.source( window ) );
  std::vector<std::uint8_t> bytes;
  bytes.reserve( static_cast<std::size_t>( window.width ) * window.height );
  for ( int row = 0; row < window.height; ++row )
  {
    rows.advance( row, row );
    for ( const std::uint8_t byte : greyBytes( rows.row( row ) ) )
      bytes.push_back( byte );
  }
  return bytes;
}

} // namespace calving
