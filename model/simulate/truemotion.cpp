#include "model/simulate/truemotion.h"

#include "model/base/calendar.h"
#include "model/base/numbertext.h"
#include "model/scene/scenedate.h"

namespace calving
{

namespace
{

//! Metres inland of the middle of the front.
double meanFront( const Surface &surface )
{
  constexpr double middle = 0.7;
  constexpr int steps = 141;
  double sum = 0;
  for ( int i = 0; i < steps; ++i )
    sum += surface.frontPosition( 0, middle * ( 2.0 * i / ( steps - 1 ) - 1 ) );
  return sum / steps;
}

} // namespace

double trueAdvance( const SimulatedGlacier &glacier, int day )
{
  return meanFront( glacier.surfaceOn( glacier.options().firstDay ) ) - meanFront( glacier.surfaceOn( day ) );
}

const std::vector<Column> &motionColumns()
{
  using Kind = ColumnKind;
  static const std::vector<Column> columns{
      { "glacier_name", "OfficialN", Kind::Text, "the glacier" },
      { "date", "Date", Kind::Date, "day of the front" },
      { "dec_year", "DecYear", Kind::Number, "the same as a decimal year" },
      { "since_first_m", "Rel_m", Kind::Number,
        "advance since the first date, in the mean over the middle 70 % of the fjord's width" },
      { "trend_m", "Trend_m", Kind::Number, "what of that RATE makes, since 1 January 2020" },
      { "season_m", "Season_m", Kind::Number, "what SEASONAL makes" },
      { "event_sum_m", "EventSum_m", Kind::Number,
        "what the calving event makes, negative, on all dates after it" },
      { "motion_m", "Motion_m", Kind::Number,
        "trend, season and event together; less than their sum where that would leave the scene" },
  };
  return columns;
}

std::vector<std::string> motionValues( const SimulatedGlacier &glacier, int index )
{
  const int day = glacier.options().dayOf( index );
  const std::string date = isoDate( day );
  const FrontDrift drift = glacier.driftOn( day );
  constexpr Decimals centimetres{ 2 };
  constexpr Decimals fine{ 4 };
  // Inland is retreat.
  return { glacier.name(),
           date,
           numberText( decimalYear( date ), fine ),
           numberText( trueAdvance( glacier, day ), centimetres ),
           numberText( -drift.trend, centimetres ),
           numberText( -drift.season, centimetres ),
           numberText( -drift.loss, centimetres ),
           numberText( -drift.all, centimetres ) };
}

} // namespace calving
