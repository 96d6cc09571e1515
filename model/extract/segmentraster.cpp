#include "model/extract/segmentraster.h"

#include <algorithm>
#include <chrono>

#include "model/extract/runtilepipeline.h"
#include "model/extract/tilepipeline.h"
#include "model/geometry/mapstretch.h"
#include "model/modelfile/modelcard.h"
#include "model/scene/preparedscene.h"
#include "model/scene/valueparameters.h"

namespace calving
{

namespace
{

using Clock = std::chrono::steady_clock;

//! Warns where the model saw values that were scaled in another way than \a values say.
void checkScaling( const ModelCard &card, const ValueOptions &values, const Feedback &feedback )
{
  const std::string &trained = card.valueScaling;
  if ( trained.empty() || trained.rfind( "byte/255", 0 ) == 0 )
    return;
  // Older cards name the window of decibels alone, after a word.
  const std::string older = "decibels, ";
  const std::string settings = trained.rfind( older, 0 ) == 0 ? trained.substr( older.size() ) : trained;
  const std::string asked = valueSettings( values );
  if ( settings != asked )
    feedback.warn( "The model was trained on values scaled as “" + settings +
                   "”, and this scene is scaled as “" + ( asked.empty() ? "VALUES = auto" : asked ) +
                   "”. Set the same as in training, or results may be worse." );
}

} // namespace

double networkPixelMetres( const SegmentOptions &options, const ModelCard &card )
{
  return options.networkPixelMetres > 0 ? options.networkPixelMetres : card.pixelSizeMetres;
}

SegmentReport planSegmentation( RasterReader &scene, const ModelCard &card, const SegmentOptions &options,
                                const Feedback &feedback )
{
  requireBand( scene, options.band );
  checkTiling( options.tiling );
  checkScaling( card, options.values, feedback );
  const std::string stretched = stretchWarning( scene.grid(), scene.path() );
  if ( !stretched.empty() )
    feedback.warn( stretched );
  const PreparedScene prepared = prepareScene(
      scene, options.scene,
      { options.band, options.values, networkPixelMetres( options, card ), options.resample }, feedback );
  SegmentReport report;
  report.size = prepared.size;
  report.scaling = prepared.scaling;
  return report;
}

SegmentReport segmentRaster( RasterReader scene, Segmenter &segmenter, const SegmentOptions &options,
                             const SegmentOutputs &outputs, const Feedback &feedback )
{
  const Clock::time_point start = Clock::now();
  SegmentReport report = planSegmentation( scene, segmenter.card(), options, feedback );
  const TileAxes axes{ { report.size.width, options.tiling }, { report.size.height, options.tiling } };
  const ClassRows::Shape shape{ scene.width(), scene.height(), report.size.width, report.size.height,
                                segmenter.card().size.classes };
  MaskQueue masks;
  const PreparedScene prepared{ options.band, report.size, report.scaling };
  SceneRows rows( scene, prepared.source(),
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
