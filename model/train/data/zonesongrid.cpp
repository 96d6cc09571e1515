#include "model/train/data/zonesongrid.h"

#include <cmath>
#include <memory>

#include "model/geometry/maptransform.h"

namespace calving
{

std::vector<std::uint8_t> zonesOnGrid( const RunLengthImage &zones, const RasterGrid &from,
                                       const RasterGrid &to )
{
  const auto transform = from.crs == to.crs ? nullptr : std::make_unique<MapTransform>( to.crs, from.crs );
  std::vector<std::uint8_t> result;
  result.reserve( static_cast<std::size_t>( to.width ) * to.height );
  std::vector<double> x( to.width );
  std::vector<double> y( to.width );
  for ( int row = 0; row < to.height; ++row )
  {
    for ( int column = 0; column < to.width; ++column )
    {
      const std::array<double, 2> place = to.toMap( column + 0.5, row + 0.5 );
      x[column] = place[0];
      y[column] = place[1];
    }
    if ( transform )
      transform->apply( x, y );
    for ( int column = 0; column < to.width; ++column )
    {
      const auto [ownColumn, ownRow] = from.toPixel( x[column], y[column] );
      // False for what is no number, too.
      const bool inside =
          ownColumn >= 0 && ownRow >= 0 && ownColumn < zones.width() && ownRow < zones.height();
      result.push_back( inside ? zones.at( static_cast<int>( ownColumn ), static_cast<int>( ownRow ) )
                               : std::uint8_t( 0 ) );
    }
  }
  return result;
}

RunLengthImage zoneImage( const std::vector<std::uint8_t> &zones, int width )
{
  RunLengthImage image( width );
  for ( std::size_t row = 0; row + width <= zones.size(); row += width )
    image.appendRow( zones.data() + row );
  return image;
}

} // namespace calving
