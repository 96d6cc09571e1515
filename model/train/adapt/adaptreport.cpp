#include "model/train/adapt/adaptreport.h"

#include "model/base/numbertext.h"
#include "model/report/htmlreport.h"
#include "model/report/pngimage.h"
#include "model/report/svgplot.h"
#include "model/train/report/frontscores.h"

namespace calving
{

namespace
{

void addScenes( HtmlReport &report, const std::vector<HiddenScene> &scenes )
{
  std::vector<std::vector<std::string>> rows;
  for ( const HiddenScene &scene : scenes )
    rows.push_back( { scene.name,
                      numberText( scene.network.figure( figure::meanDistanceError ), Decimals{ 0 } ),
                      scene.copiedName,
                      numberText( scene.copying.figure( figure::meanDistanceError ), Decimals{ 0 } ) } );
  report.heading( "Labels left out" );
  report.paragraph(
      "The labels of each of these dates were hidden from a training of a part of the time. “Model” "
      "is how far the front that it then found lies from the true one, “copied” how far that of "
      "the nearest date lies from it: mean distances in metres, a dash where there was no front. The "
      "model that was saved has seen all labels, and learned longer." );
  report.table( { "scene", "model (m)", "nearest label", "copied (m)" }, rows );
  for ( const HiddenScene &scene : scenes )
    for ( const Picture &picture : scene.pictures )
      report.image( pngImage( picture.values, picture.width, picture.height, 3 ), picture.caption );
}

void addLoss( HtmlReport &report, const std::vector<EpochRecord> &history )
{
  PlotSeries loss;
  loss.name = "loss";
  for ( const EpochRecord &record : history )
  {
    loss.x.push_back( record.epoch );
    loss.y.push_back( record.trainingLoss );
  }
  if ( !hasPoints( { loss } ) )
    return;
  PlotOptions options;
  options.title = "Loss of the training on all labels";
  options.xLabel = "epoch";
  options.yLabel = "loss";
  options.wholeX = true;
  report.figure( linePlot( { loss }, options ) );
}

} // namespace

void writeAdaptReport( const std::string &path, const AdaptResult &result, const ModelCard &card )
{
  const auto glacier = card.notes.find( "glacier" );
  HtmlReport report( glacier == card.notes.end() ? "A model adapted to a glacier"
                                                 : "A model adapted to " + glacier->second );
  report.paragraph( verdictOn( result.expected ) );
  if ( result.expected.isKnown() )
    addScenes( report, result.expected.scenes );
  report.heading( "Training" );
  report.paragraph( result.training.reason );
  addLoss( report, result.training.history );
  report.heading( "Model card" );
  std::vector<std::pair<std::string, std::string>> values{
      { "name", card.name },
      { "data", card.trainingData },
      { "split", card.split },
      { "pixel size (m)", numberText( card.pixelSizeMetres, 4 ) } };
  for ( const auto &[name, value] : card.metrics )
    values.emplace_back( name, numberText( value, 4 ) );
  for ( const auto &[name, value] : card.notes )
    values.emplace_back( name, value );
  report.values( values );
  report.write( path );
}

} // namespace calving
