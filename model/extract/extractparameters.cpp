#include "model/extract/extractparameters.h"

#include "model/scene/glacierparameter.h"
#include "model/scene/sceneinputparameters.h"
#include "model/scene/valueparameters.h"

namespace calving
{

Parameters extractParameters( ExtractOptions &options )
{
  Tiling &tiling = options.segment.tiling;
  const Parameters own{
      number( "MINIMUM_LENGTH", shown( "Shortest front (m)" ), options.trace.minimumLengthMetres, { 0 },
              shown( "Shorter fronts are dropped: fewer front pixels times pixel size than this. 750 m as in "
                     "the CaFFe benchmark." ) ),
      glacierParameter( options.glacier ),
      numberOrZero( "PIXEL_SIZE", shown( "Pixel size (m)" ), options.georeference.pixelSizeMetres, { 0 },
                    shown( "Where the scene has no coordinate reference system at all: the side of its "
                           "pixels in metres. Results then are in pixel coordinates." ) ),
      number( "TILE", shown( "Tile" ), tiling.tile, { 1 },
              shown( "Side, in pixels, of the part of each tile that counts. 256 as published. As large as "
                     "the scene, with a margin of 0: one pass of the network over the whole." ) ),
      number( "MARGIN", shown( "Margin" ), tiling.margin, { 0 },
              shown( "Pixels around the tile that the network sees as context. 128 as published." ) ),
      number( "STRIDE", shown( "Stride" ), tiling.stride, { 1 },
              shown( "Pixels from one tile to the next. Where tiles overlap, probabilities are averaged with "
                     "Gaussian weights. 128 as published takes three times as long as 224, which leaves just "
                     "enough overlap to hide the seams; as large as the tile: no overlap." ) ),
      toggle( "RESAMPLE", shown( "Resample to the model's pixel size" ), options.segment.resample,
              shown( "Resample the scene for the network where its pixels differ from those of the training "
                     "by more than 25 %: by the mean towards larger pixels, linearly towards smaller "
                     "ones." ) ),
      networkPixelParameter( options.segment.networkPixelMetres, "what the model was trained on" ) };
  return joined( { advanced( optional( own ) ), valueParameters( options.segment.values ) } );
}

Parameter priorParameter( PriorUse &prior )
{
  return optional( choice(
      "PRIOR", shown( "What the model remembers" ), prior,
      { { PriorUse::Auto, "auto" }, { PriorUse::None, "none" } },
      shown(
          "An adapted model remembers the labels of its glacier. auto: on another scene of that place they "
          "count beside the image, the less the more time lies between; the log says how much. none: the "
          "image alone." ) ) );
}

} // namespace calving
