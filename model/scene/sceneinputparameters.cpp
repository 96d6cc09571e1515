#include "model/scene/sceneinputparameters.h"

#include "model/scene/valueparameters.h"

namespace calving
{

Parameter networkPixelParameter( double &metres, const std::string &standard )
{
  return numberOrZero(
      "NETWORK_PIXEL_SIZE", shown( "Pixel size for the network (m)" ), metres, { 0 },
      "Side of the pixels that the network sees. Scenes whose pixels differ from it by more than "
      "25 % are resampled to it. Default: " +
          standard + "." );
}

Parameters sceneInputParameters( SceneInput &input, const std::string &standardPixel )
{
  const Parameters own{
      number( "BAND", shown( "Band" ), input.band, { 1 },
              shown( "The band of the rasters to use, as in “Extract calving fronts”." ) ),
      networkPixelParameter( input.pixelMetres, standardPixel ) };
  return joined( { advanced( optional( own ) ), valueParameters( input.values ) } );
}

} // namespace calving
