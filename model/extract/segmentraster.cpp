#include "model/extract/segmentraster.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/extract/runtilepipeline.h"
#include "model/extract/tilepipeline.h"
#include "model/geometry/mapstretch.h"
#include "model/modelfile/modelcard.h"

namespace calving
{

namespace
{

using Clock = std::chrono::steady_clock;

std::string sizeText( const std::array<double, 2> &metres )
{
  const bool square = std::abs( metres[0] - metres[1] ) < 0.01 * metres[0];
  return numberText( metres[0], 4 ) + ( square ? "" : " x " + numberText( metres[1], 4 ) ) + " m";
}

void describeSize( const SegmentOptions &options, const WorkingSize &size, double modelPixelMetres,
                   const Feedback &feedback )
{
  const std::array<double, 2> &own = options.scene.pixelSizeMetres;
  if ( !size.resampled )
    return feedback.inform( "The scene's pixels of " + sizeText( own ) + " go to the network as they are." );
  const std::string wanted = modelPixelMetres > 0
                                 ? "about " + formatted( modelPixelMetres, 0 ) + " m, as the model wants them"
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

void checkScaling( const ModelCard &card, const Feedback &feedback )
{
  if ( !card.valueScaling.empty() && card.valueScaling.rfind( "byte/255", 0 ) != 0 )
    feedback.warn( "The model was trained on values scaled as “" + card.valueScaling +
                   "”. Set VALUES to scale the scene in the same way." );
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

//! Everything that follows from the scene and the model, before the first tile.
SegmentReport planned( RasterReader &scene, const ModelCard &card, const SegmentOptions &options,
                       const Feedback &feedback )
{
  SegmentReport report;
  report.size = { scene.width(), scene.height(), false, options.scene.pixelSizeMetres };
  if ( options.resample )
    report.size = workingSize( options.scene, card.pixelSizeMetres );
  const std::string stretched = stretchWarning( scene.grid(), scene.path() );
  if ( !stretched.empty() )
    feedback.warn( stretched );
  describeSize( options, report.size, card.pixelSizeMetres, feedback );
  report.scaling = chooseScaling( options.values, requiredValues( scene, options.band, feedback ) );
  feedback.inform( "Pixel values: " + report.scaling.description + "." );
  if ( !report.scaling.warning.empty() )
    feedback.warn( report.scaling.warning );
  return report;
}

} // namespace

void requireBand( const RasterReader &scene, int band )
{
  if ( band < 1 || band > scene.bands() )
    throw Error( "Raster " + scene.path() + " has no band " + std::to_string( band ) + ". BAND can be 1 to " +
                 std::to_string( scene.bands() ) + "." );
}

SegmentReport segmentRaster( RasterReader scene, Segmenter &segmenter, const SegmentOptions &options,
                             const SegmentOutputs &outputs, const Feedback &feedback )
{
  const Clock::time_point start = Clock::now();
  requireBand( scene, options.band );
  checkTiling( options.tiling );
  checkScaling( segmenter.card(), feedback );

  SegmentReport report = planned( scene, segmenter.card(), options, feedback );
  const TileAxes axes{ { report.size.width, options.tiling }, { report.size.height, options.tiling } };
  const ClassRows::Shape shape{ scene.width(), scene.height(), report.size.width, report.size.height,
                                segmenter.card().size.classes };
  MaskQueue masks;
  SceneRows rows( std::move( scene ), { options.band, report.scaling, report.size.width, report.size.height },
                  [&masks]( std::vector<std::uint8_t> row ) { masks.push( std::move( row ) ); } );
  ClassRows writer( shape, outputs, [&masks] { return masks.take(); } );
  const int side = std::max( axes.columns.contextSide(), axes.rows.contextSide() );
  TileCutter cutter( axes, rows, std::max( 1, segmenter.recommendedBatch( side ) ) );
  report.networkSeconds = runTilePipeline( cutter, segmenter, axes, writer, feedback );

  feedback.report( 1.0 );
  report.tiles = axes.count();
  report.emptyTiles = cutter.emptyTiles();
  report.classPixels = writer.classPixels();
  report.totalSeconds = std::chrono::duration<double>( Clock::now() - start ).count();
  return report;
}

} // namespace calving
