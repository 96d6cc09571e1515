#include "model/extract/segmentraster.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "model/extract/priorrows.h"
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

/**
 * \a values, and what the training of the model was told of its scenes' values where they leave that open.
 *
 * The window of decibels and the stretch belong to the model. Which unit a scene has it says itself: another
 * may have another. Warns where the user wants something else than the training.
 */
ValueOptions asTrained( const ModelCard &card, const ValueOptions &values, const Feedback &feedback )
{
  const std::string &told = card.valueScaling;
  if ( told.empty() || told.rfind( "byte/255", 0 ) == 0 )
    return values;
  // Older cards name the window of decibels alone, after a word.
  const std::string older = "decibels, ";
  const std::string settings = told.rfind( older, 0 ) == 0 ? told.substr( older.size() ) : told;
  const std::optional<ValueOptions> trained = valuesFromSettings( settings );
  ValueOptions wanted = values;
  if ( trained )
  {
    wanted.dbMin = values.dbMin ? values.dbMin : trained->dbMin;
    wanted.dbMax = values.dbMax ? values.dbMax : trained->dbMax;
    if ( values.kind == ValueKind::Automatic && trained->kind == ValueKind::Percentile )
      wanted.kind = trained->kind;
  }
  if ( valueSettings( wanted ) != valueSettings( values ) )
    feedback.inform( "Values are scaled as in the model's training: " + valueSettings( wanted ) + "." );
  const bool isStretched = wanted.kind == ValueKind::Percentile;
  const bool wasStretched = trained && trained->kind == ValueKind::Percentile;
  if ( !trained || isStretched != wasStretched || wanted.dbMin != trained->dbMin ||
       wanted.dbMax != trained->dbMax )
    feedback.warn( "The model was trained on values scaled as “" + settings +
                   "”, and this scene is scaled as “" +
                   ( valueSettings( wanted ).empty() ? "VALUES = auto" : valueSettings( wanted ) ) +
                   "”. Set the same as in training, or results may be worse." );
  return wanted;
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
  const std::string stretched = stretchWarning( scene.grid(), scene.path() );
  if ( !stretched.empty() )
    feedback.warn( stretched );
  const ValueOptions values = asTrained( card, options.values, feedback );
  const PreparedScene prepared = prepareScene(
      scene, options.scene, { options.band, values, networkPixelMetres( options, card ), options.resample },
      feedback );
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
  std::optional<PriorRows> prior;
  if ( options.prior )
    prior.emplace( *options.prior, prepared.gridOf( options.scene.grid ),
                   report.size.pixelSizeMetres[0] * report.size.pixelSizeMetres[1], writer );
  ProbabilityReceiver &receiver = prior ? static_cast<ProbabilityReceiver &>( *prior ) : writer;
  const int side = std::max( axes.columns.contextSide(), axes.rows.contextSide() );
  TileCutter cutter( axes, rows, std::max( 1, segmenter.recommendedBatch( side ) ) );
  report.networkSeconds = runTilePipeline( cutter, segmenter, axes, receiver, feedback );

  feedback.report( 1.0 );
  report.tiles = axes.count();
  report.emptyTiles = cutter.emptyTiles();
  report.classPixels = writer.classPixels();
  report.jumpedPixels = prior ? prior->jumpedPixels() : 0;
  report.overruledPixels = prior ? prior->overruledPixels() : 0;
  report.totalSeconds = std::chrono::duration<double>( Clock::now() - start ).count();
  return report;
}

} // namespace calving
