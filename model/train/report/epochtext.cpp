#include "model/train/report/epochtext.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <locale>
#include <sstream>

namespace calving
{

namespace
{

constexpr std::size_t figuresShown = 3;

void addFigures( std::ostream &text, const Scores &scores )
{
  for ( std::size_t i = 0; i < std::min( figuresShown, scores.figures.size() ); ++i )
  {
    const auto &[name, value] = scores.figures[i];
    text << ", " << name << ' ';
    if ( std::isfinite( value ) )
      text << value;
    else
      text << "unknown";
  }
}

void addTimeLeft( std::ostream &text, double seconds )
{
  constexpr double longest = 120; // in seconds; from there on in minutes
  if ( seconds >= longest )
    text << ", about " << std::ceil( seconds / 60 ) << " min left";
  else if ( seconds >= 1 )
    text << ", about " << std::ceil( seconds ) << " s left";
}

} // namespace

std::string epochText( const EpochRecord &record, const EpochProgress &progress )
{
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text << std::setprecision( 4 ) << "Epoch " << record.epoch;
  if ( progress.epochs > 0 )
    text << " of " << progress.epochs;
  if ( record.epoch > 0 )
    text << ": loss " << record.trainingLoss;
  else
    text << ": the starting weights";
  addFigures( text, record.scores );
  if ( record.epoch > 0 )
    text << ", " << record.samplesPerSecond << " samples/s";
  if ( record.epoch > 0 && progress.processes > 1 )
    text << " on " << progress.processes << " processes, " << std::lround( 100 * record.exchangeShare )
         << " % of the time for their communication";
  addTimeLeft( text, progress.secondsLeft );
  text << '.';
  return text.str();
}

} // namespace calving
