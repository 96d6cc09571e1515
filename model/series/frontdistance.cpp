#include "model/series/frontdistance.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "model/geometry/nearestsegment.h"

namespace calving
{

namespace
{

//! Places in metres along the axes of a grid.
class Metres
{
public:
  Metres( const RasterGrid &grid, const std::array<double, 2> &sides )
    : mGrid( grid )
    , mSides( sides )
  {
  }

  Point of( const std::array<double, 2> &map ) const
  {
    const std::array<double, 2> pixel = mGrid.toPixel( map[0], map[1] );
    return { pixel[0] * mSides[0], pixel[1] * mSides[1] };
  }

  double halfPixel() const { return std::min( mSides[0], mSides[1] ) / 2; }

private:
  const RasterGrid &mGrid;
  std::array<double, 2> mSides;
};

std::vector<Segment> segmentsOf( const std::vector<FrontLine> &fronts, const Metres &metres )
{
  std::vector<Segment> segments;
  for ( const FrontLine &front : fronts )
    for ( const FrontPart &part : front.parts )
      for ( std::size_t i = 1; i < part.points.size(); ++i )
        segments.push_back( { metres.of( part.points[i - 1] ), metres.of( part.points[i] ) } );
  return segments;
}

double meanDistance( const std::vector<Segment> &along, const NearestSegment &others, double step )
{
  double sum = 0;
  double length = 0;
  for ( const Segment &segment : along )
  {
    const double dx = segment.b[0] - segment.a[0];
    const double dy = segment.b[1] - segment.a[1];
    const double whole = std::hypot( dx, dy );
    const int pieces = std::max( 1, static_cast<int>( std::ceil( whole / step ) ) );
    for ( int i = 0; i < pieces; ++i )
    {
      const double share = ( i + 0.5 ) / pieces;
      sum +=
          whole / pieces * others.find( { segment.a[0] + share * dx, segment.a[1] + share * dy } ).distance;
    }
    length += whole;
  }
  return length > 0 ? sum / length : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

std::vector<double> meanDistances( const std::vector<FrontLine> &fronts, const std::vector<FrontLine> &others,
                                   const RasterGrid &grid, const std::array<double, 2> &pixelMetres )
{
  const Metres metres( grid, pixelMetres );
  std::vector<Segment> segments = segmentsOf( others, metres );
  std::optional<NearestSegment> nearest;
  if ( !segments.empty() )
    nearest.emplace( std::move( segments ) );
  std::vector<double> distances;
  for ( const FrontLine &front : fronts )
    distances.push_back( nearest
                             ? meanDistance( segmentsOf( { front }, metres ), *nearest, metres.halfPixel() )
                             : std::numeric_limits<double>::quiet_NaN() );
  return distances;
}

} // namespace calving
