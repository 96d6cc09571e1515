#include "model/train/report/trainlog.h"

#include <cmath>
#include <functional>
#include <locale>
#include <sstream>

#include "model/base/numbertext.h"
#include "model/report/htmlreport.h"
#include "model/report/svgplot.h"
#include "model/train/report/frontscores.h"

namespace calving
{

namespace
{

//! Names of the figures of the first validated epoch: those of all.
std::vector<std::string> figureNames( const std::vector<EpochRecord> &history )
{
  std::vector<std::string> names;
  for ( const EpochRecord &record : history )
    if ( names.empty() )
      for ( const auto &figure : record.scores.figures )
        names.push_back( figure.first );
  return names;
}

PlotSeries curve( const std::string &name, const std::vector<EpochRecord> &history,
                  const std::function<double( const EpochRecord & )> &value )
{
  PlotSeries series;
  series.name = name;
  series.line = true;
  series.markers = history.size() < 40;
  for ( const EpochRecord &record : history )
  {
    if ( !std::isfinite( value( record ) ) )
      continue;
    series.x.push_back( record.epoch );
    series.y.push_back( value( record ) );
  }
  return series;
}

PlotSeries figureCurve( const std::string &name, const std::vector<EpochRecord> &history )
{
  return curve( name, history,
                [&name]( const EpochRecord &record ) { return record.scores.figure( name ); } );
}

PlotOptions plot( const std::string &title, const std::string &unit, bool logarithmic = false )
{
  PlotOptions options;
  options.title = title;
  options.xLabel = "epoch";
  options.yLabel = unit;
  options.logarithmic = logarithmic;
  options.wholeX = true;
  options.wholeY = title == figure::missingFronts;
  return options;
}

//! The plot of \a series, or why there is none.
void addPlot( HtmlReport &report, const std::vector<PlotSeries> &series, const PlotOptions &options )
{
  if ( hasPoints( series ) )
    report.figure( linePlot( series, options ) );
  else
    report.paragraph( "No plot “" + options.title + "”: it is known for no epoch." );
}

//! What the names of some figures do not tell; empty for others.
std::string explanation( const std::string &name )
{
  const bool grey = name == figure::lossOfGreyMean;
  if ( !grey && name != figure::lossOfMeans )
    return {};
  return "The “" + name + "” is what a prediction would score on the held-out crops that knew nothing but " +
         ( grey ? "the mean of the SAR scenes" : "the mean of each optical band" ) +
         ": a network whose validation loss is not lower has learnt nothing yet.";
}

//! Four decimals, but none for a count.
std::string figureText( double value )
{
  return numberText( value, Decimals{ value == std::floor( value ) ? 0 : 4 } );
}

void addCurves( HtmlReport &report, const std::vector<EpochRecord> &history )
{
  std::vector<PlotSeries> losses{
      curve( "training", history, []( const EpochRecord &record ) { return record.trainingLoss; } ) };
  std::vector<PlotSeries> shares;
  report.heading( "Curves" );
  for ( const std::string &name : figureNames( history ) )
  {
    if ( name.find( "loss" ) != std::string::npos )
      losses.push_back( figureCurve( name, history ) );
    else if ( name.find( "IoU" ) == 0 )
      shares.push_back( figureCurve( name, history ) );
    else
      addPlot( report, { figureCurve( name, history ) }, plot( name, name ) );
  }
  if ( !shares.empty() )
    addPlot( report, shares, plot( "Intersection over union", "share" ) );
  addPlot( report, losses, plot( "Loss", "loss" ) );
  addPlot( report,
           { curve( "rate", history, []( const EpochRecord &record ) { return record.learningRate; } ) },
           plot( "Learning rate", "rate", true ) );
}

//! A field of a table: empty where there is no number.
void addField( std::ostream &line, double value )
{
  line << ',';
  if ( std::isfinite( value ) )
    line << value;
}

} // namespace

std::string trainingCsv( const std::vector<EpochRecord> &history )
{
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text.precision( 9 );
  const std::vector<std::string> names = figureNames( history );
  text << "epoch,step,learning_rate,training_loss";
  for ( const std::string &name : names )
    text << ',' << name;
  text << ",seconds,samples_per_second,waiting_share,exchange_share\n";
  for ( const EpochRecord &record : history )
  {
    text << record.epoch << ',' << record.step;
    addField( text, record.learningRate );
    addField( text, record.trainingLoss );
    for ( const std::string &name : names )
      addField( text, record.scores.figure( name ) );
    for ( const double value :
          { record.seconds, record.samplesPerSecond, record.waitingShare, record.exchangeShare } )
      addField( text, value );
    text << '\n';
  }
  return text.str();
}

void writeTrainingReport( const std::string &path, const TrainResult &result, const ReportContent &content )
{
  HtmlReport report( content.title );
  std::vector<std::pair<std::string, std::string>> values{
      { "ended", result.reason },
      { "epochs", std::to_string( result.epochs ) },
      { "steps", std::to_string( result.steps ) },
      { "best epoch", std::to_string( result.bestEpoch ) } };
  for ( const auto &[name, value] : result.best.figures )
    values.emplace_back( "best model: " + name, figureText( value ) );
  report.heading( "Result" );
  report.values( values );
  for ( const auto &[name, value] : result.best.figures )
    if ( const std::string text = explanation( name ); !text.empty() )
      report.paragraph( text );
  if ( !result.history.empty() )
    addCurves( report, result.history );
  if ( !content.pictures.empty() || content.picturesLeftOut )
    report.heading( "Examples" );
  if ( content.picturesLeftOut )
    report.paragraph( "None: they would have kept a training waiting that was to end. Continued from its "
                      "checkpoint, it draws them after its last epoch." );
  for ( const auto &[caption, png] : content.pictures )
    report.image( png, caption );
  report.heading( "Settings" );
  report.values( content.settings );
  report.write( path );
}

} // namespace calving
