#include "model/dataset/gridgroups.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <string>
#include <utility>

#include "model/error.h"
#include "model/geometry/maptransform.h"

namespace calving
{

namespace
{

//! The ways between maps, of which many grids share few.
class Ways
{
public:
  //! Null where there is none.
  const MapTransform *between( const std::string &from, const std::string &to )
  {
    const auto [entry, isNew] = mKnown.try_emplace( { from, to } );
    if ( isNew )
      try
      {
        entry->second = std::make_unique<MapTransform>( from, to );
      }
      catch ( const Error & )
      {
        // such as from the Earth to another body
      }
    return entry->second.get();
  }

private:
  std::map<std::pair<std::string, std::string>, std::unique_ptr<MapTransform>> mKnown;
};

//! Points along the border of \a grid on its map.
void borderOf( const RasterGrid &grid, std::vector<double> &x, std::vector<double> &y )
{
  constexpr int pieces = 16; // straight on one map, curved on another
  for ( int piece = 0; piece <= pieces; ++piece )
  {
    const double column = grid.width * static_cast<double>( piece ) / pieces;
    const double row = grid.height * static_cast<double>( piece ) / pieces;
    for ( const std::array<double, 2> &point : { grid.toMap( column, 0 ), grid.toMap( column, grid.height ),
                                                 grid.toMap( 0, row ), grid.toMap( grid.width, row ) } )
    {
      x.push_back( point[0] );
      y.push_back( point[1] );
    }
  }
}

bool overlap( const RasterGrid &a, const RasterGrid &b, Ways &ways )
{
  std::vector<double> x;
  std::vector<double> y;
  borderOf( b, x, y );
  if ( a.crs != b.crs )
  {
    const MapTransform *way = ways.between( b.crs, a.crs );
    if ( !way )
      return false;
    way->apply( x, y );
  }
  double left = INFINITY;
  double right = -INFINITY;
  double top = INFINITY;
  double bottom = -INFINITY;
  for ( std::size_t i = 0; i < x.size(); ++i )
  {
    const std::array<double, 2> pixel = a.toPixel( x[i], y[i] );
    left = std::min( left, pixel[0] );
    right = std::max( right, pixel[0] );
    top = std::min( top, pixel[1] );
    bottom = std::max( bottom, pixel[1] );
  }
  constexpr double touch = 1e-6; // pixels that neighbours may share by rounding
  return left < a.width - touch && right > touch && top < a.height - touch && bottom > touch;
}

} // namespace

std::vector<int> groupsOfOverlap( const std::vector<RasterGrid> &grids )
{
  Ways ways;
  std::vector<int> groups( grids.size() );
  std::iota( groups.begin(), groups.end(), 0 );
  for ( std::size_t i = 0; i < grids.size(); ++i )
    for ( std::size_t j = 0; j < i; ++j )
      if ( groups[i] != groups[j] && overlap( grids[j], grids[i], ways ) )
        std::replace( groups.begin(), groups.end(), std::max( groups[i], groups[j] ),
                      std::min( groups[i], groups[j] ) );
  return groups;
}

} // namespace calving
