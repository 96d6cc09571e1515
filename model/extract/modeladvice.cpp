#include "model/extract/modeladvice.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/modelfile/modelcard.h"

namespace calving
{

namespace
{

//! A choice, not a calibrated bound. On Helheim Glacier, where fronts lie 1.8 km off, the mean was 0.34.
constexpr double doubtful = 0.6;

} // namespace

void requireZoneModel( const ModelCard &card )
{
  if ( card.task != "zones" || card.size.classes != 4 )
    throw Error( "The model “" + card.name + "” is for the task “" + card.task + "” with " +
                 std::to_string( card.size.classes ) +
                 " classes. Choose one for zones with 4 classes: not available, rock, glacier, ocean." );
}

void informOfModel( const ModelCard &card, const Feedback &feedback )
{
  std::string text = "Model “" + card.name + "”";
  if ( card.pixelSizeMetres > 0 )
    text += " for pixels of about " + numberText( card.pixelSizeMetres, Decimals{ 0 } ) + " m";
  if ( !card.trainingData.empty() )
    text += ", trained on: " + card.trainingData;
  feedback.inform( text + "." );
  const auto limits = card.notes.find( "limits" );
  if ( limits != card.notes.end() && !limits->second.empty() )
    feedback.inform( "Limits of the model: " + limits->second );
}

void warnOfSameness( const std::vector<std::int64_t> &classPixels, const ModelCard &card,
                     const Feedback &feedback )
{
  const auto isFound = []( std::int64_t pixels ) { return pixels > 0; };
  if ( std::count_if( classPixels.begin(), classPixels.end(), isFound ) != 1 )
    return;
  const auto only = std::find_if( classPixels.begin(), classPixels.end(), isFound ) - classPixels.begin();
  feedback.warn(
      "The network says the same for every pixel: “" + card.classNames.at( only ) +
      "”. Either the scene shows nothing else, or the model cannot read it: check VALUES and BAND, and "
      "the model “" +
      card.name + "” on a scene that it knows." );
}

double meanConfidence( const std::vector<FrontLine> &fronts )
{
  double sum = 0;
  double pixels = 0;
  for ( const FrontLine &front : fronts )
  {
    sum += front.meanConfidence * front.pixels;
    pixels += front.pixels;
  }
  return pixels > 0 ? sum / pixels : std::numeric_limits<double>::quiet_NaN();
}

void warnOfDoubt( const std::vector<FrontLine> &fronts, const Feedback &feedback )
{
  const double confidence = meanConfidence( fronts );
  if ( confidence < doubtful )
    feedback.warn(
        "The network is unsure of these fronts: their mean confidence is " +
        numberText( confidence, Decimals{ 2 } ) + ", below " + numberText( doubtful, Decimals{ 2 } ) +
        ". The scene is probably unlike those that the model was trained on. Check every front, or "
        "fine-tune the model on some labelled scenes of this glacier." );
}

} // namespace calving
