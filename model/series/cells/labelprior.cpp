#include "model/series/cells/labelprior.h"

#include <algorithm>
#include <cmath>

#include "model/front/frontwander.h"

namespace calving
{

namespace
{

//! A label without a front says no more far away than at the edge of a fjord.
constexpr double farthest = 20000;

//! What one label says of cell \a i: the more, the farther from its front and the nearer in time.
float oddsOfLabel( const CellLabel &label, std::size_t i, double day )
{
  constexpr double moveMetres = 900;
  constexpr double distanceShare = 0.5;
  const double odds = ( moveMetres + distanceShare * std::min<double>( label.toFront[i], farthest ) ) /
                      frontWander( label.day - day );
  return static_cast<float>( label.ocean[i] ? -odds : odds );
}

//! What two labels say of cell \a i, over which the front went between them.
float oddsOfChange( const CellLabel &before, const CellLabel &after, std::size_t i, double day )
{
  constexpr double steadiness = 0.1;
  const double time = ( day - before.day ) / ( after.day - before.day );
  const double toBefore = std::min<double>( before.toFront[i], farthest ) + 1;
  const double toAfter = std::min<double>( after.toFront[i], farthest ) + 1;
  const double place = toBefore / ( toBefore + toAfter );
  const double steadily = 1 / ( 1 + std::exp( ( time - place ) / steadiness ) );
  const double notYet = 0.5 * ( 1 - time ) + 0.5 * steadily;
  const double odds = std::log( notYet / ( 1 - notYet ) );
  return static_cast<float>( before.ocean[i] ? -odds : odds );
}

} // namespace

int nearestLabel( const std::vector<CellLabel> &labels, double day )
{
  const auto nearest = std::min_element( labels.begin(), labels.end(),
                                         [day]( const auto &a, const auto &b )
                                         { return std::abs( a.day - day ) < std::abs( b.day - day ); } );
  return static_cast<int>( nearest - labels.begin() );
}

std::vector<int> labelsAround( const std::vector<CellLabel> &labels, double day )
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

std::vector<float> labelOdds( const std::vector<CellLabel> &labels, double day )
{
  std::vector<float> odds( labels.front().ocean.size() );
  const std::vector<int> around = labelsAround( labels, day );
  for ( std::size_t i = 0; i < odds.size(); ++i )
  {
    const bool changed = around.size() == 2 && labels[around[0]].ocean[i] != labels[around[1]].ocean[i];
    odds[i] = changed ? oddsOfChange( labels[around[0]], labels[around[1]], i, day ) : 0;
    if ( !changed )
      for ( const int index : around )
        odds[i] += oddsOfLabel( labels[index], i, day );
  }
  return odds;
}

} // namespace calving
