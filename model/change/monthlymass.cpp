#include "model/change/monthlymass.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/base/calendar.h"
#include "model/change/frontchange.h"
#include "model/change/thickness.h"

namespace calving
{

namespace
{

//! A front with an area, and the volume gained in all since the first one.
struct Knot
{
  double days = 0;
  double area = 0;
  double areaError = 0;
  //! Cubic metres.
  double volume = 0;
};

std::vector<Knot> knotsOf( const GlacierChange &change, const Thickness &thickness )
{
  std::vector<Knot> knots;
  double volume = 0;
  for ( std::size_t i = 0; i < change.rows.size(); ++i )
  {
    for ( const ChangePolygon &polygon : change.polygons )
      if ( polygon.to == i )
        volume += ( polygon.isGained ? 1 : -1 ) * polygon.area * thickness.meanIn( polygon.polygon );
    const ChangeRow &row = change.rows[i];
    if ( std::isfinite( row.area ) )
      knots.push_back( { row.front.moment.days(), row.area, row.areaError, volume } );
  }
  return knots;
}

//! The share of each knot in what is interpolated at \a days.
std::vector<double> sharesAt( double days, const std::vector<Knot> &knots )
{
  std::vector<double> shares( knots.size(), 0.0 );
  std::size_t after = 1;
  while ( after + 1 < knots.size() && knots[after].days < days )
    ++after;
  const double length = knots[after].days - knots[after - 1].days;
  const double share = length > 0 ? ( days - knots[after - 1].days ) / length : 1;
  shares[after - 1] = 1 - share;
  shares[after] = share;
  return shares;
}

int firstOfNextMonth( int day )
{
  const CalendarDate date = dateOfDay( day );
  return date.month == 12 ? dayNumber( { date.year + 1, 1, 1 } )
                          : dayNumber( { date.year, date.month + 1, 1 } );
}

MonthlyMass between( double begin, double end, const std::vector<Knot> &knots, double meanThickness,
                     double thicknessError )
{
  constexpr double gigatonne = 1e12;
  MonthlyMass month{ begin, end };
  const std::vector<double> from = sharesAt( begin, knots );
  const std::vector<double> to = sharesAt( end, knots );
  double volume = 0;
  double variance = 0;
  for ( std::size_t i = 0; i < knots.size(); ++i )
  {
    const double weight = to[i] - from[i];
    month.areaChange += weight * knots[i].area;
    volume += weight * knots[i].volume;
    if ( weight != 0 )
      variance += weight * weight * knots[i].areaError * knots[i].areaError;
  }
  month.areaError = std::sqrt( variance );
  month.mass = volume * iceDensity / gigatonne;
  month.thickness =
      month.areaChange != 0 ? volume / month.areaChange : std::numeric_limits<double>::quiet_NaN();
  // Where gain and loss nearly cancel, their quotient is no thickness.
  if ( !( month.thickness > 0 && month.thickness < 2 * meanThickness ) )
    month.thickness = meanThickness;
  month.massError = iceDensity / gigatonne *
                    std::hypot( month.thickness * month.areaError, month.areaChange * thicknessError );
  return month;
}

} // namespace

std::vector<MonthlyMass> monthlyMass( const GlacierChange &change, const Thickness &thickness,
                                      double thicknessError )
{
  const std::vector<Knot> knots = knotsOf( change, thickness );
  std::vector<MonthlyMass> months;
  if ( knots.size() < 2 )
    return months;
  double begin = knots.front().days;
  while ( begin < knots.back().days )
  {
    const double end =
        std::min<double>( firstOfNextMonth( static_cast<int>( std::floor( begin ) ) ), knots.back().days );
    months.push_back( between( begin, end, knots, thickness.mean(), thicknessError ) );
    begin = end;
  }
  return months;
}

} // namespace calving
