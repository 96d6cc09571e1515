#include "model/series/labelprior.h"

#include <algorithm>
#include <cmath>

#include "model/front/frontwander.h"

namespace calving
{

int nearestLabel( const std::vector<SeriesCells::Label> &labels, double day )
{
  const auto nearest = std::min_element( labels.begin(), labels.end(),
                                         [day]( const auto &a, const auto &b )
                                         { return std::abs( a.day - day ) < std::abs( b.day - day ); } );
  return static_cast<int>( nearest - labels.begin() );
}

std::vector<int> labelsAround( const std::vector<SeriesCells::Label> &labels, double day )
{
  int before = -1;
  int after = -1;
  for ( int i = 0; i < static_cast<int>( labels.size() ); ++i )
    if ( labels[i].day <= day && ( before < 0 || labels[i].day > labels[before].day ) )
      before = i;
    else if ( labels[i].day > day && ( after < 0 || labels[i].day < labels[after].day ) )
      after = i;
  std::vector<int> around;
  for ( const int index : { before, after } )
    if ( index >= 0 )
      around.push_back( index );
  return around;
}

std::vector<float> labelOdds( const SeriesCells &cells, const std::vector<SeriesCells::Label> &labels,
                              double day )
{
  constexpr double moveMetres = 900;
  constexpr double distanceShare = 0.5;
  //! A label without a front says no more far away than at the edge of a fjord.
  constexpr double farthest = 20000;
  std::vector<float> odds( cells.cells() );
  for ( const int index : labelsAround( labels, day ) )
  {
    const SeriesCells::Label &label = labels[index];
    const double wander = frontWander( label.day - day );
    for ( std::size_t i = 0; i < odds.size(); ++i )
    {
      const double weight =
          ( moveMetres + distanceShare * std::min<double>( label.toFront[i], farthest ) ) / wander;
      odds[i] += static_cast<float>( label.ocean[i] ? -weight : weight );
    }
  }
  return odds;
}

} // namespace calving
