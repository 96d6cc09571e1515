#include "model/sar/terrain/mapgeometry.h"

#include <cmath>
#include <limits>

namespace calving
{

namespace
{

constexpr int channels = 6;
//! Heights of the nodes: middle, and the distance of the other two; m.
constexpr double middleHeight = 4000.0;
constexpr double halfSpan = 5000.0;

//! Coefficients of the parabola through \a low, \a middle and \a high at -1, 0 and 1.
void addParabola( double low, double middle, double high, std::vector<double> &values )
{
  values.insert( values.end(), { middle, 0.5 * ( high - low ), 0.5 * ( high + low ) - middle } );
}

} // namespace

MapGeometry::MapGeometry( std::shared_ptr<const RadarGeometry> radar, const RasterGrid &grid )
  : mRadar( std::move( radar ) )
  , mGrid( grid )
  , mToDegrees( grid.crs, geographicCrs )
{
}

std::vector<double> MapGeometry::nodes( std::vector<double> x, std::vector<double> y ) const
{
  mToDegrees.apply( x, y );
  std::vector<double> values;
  values.reserve( channels * x.size() );
  for ( std::size_t i = 0; i < x.size(); ++i )
  {
    if ( !std::isfinite( x[i] ) )
    {
      values.insert( values.end(), channels, std::numeric_limits<double>::quiet_NaN() );
      continue;
    }
    // The guess is the same for all nodes, so that a node's bits do not depend on its neighbours.
    const auto at = [&]( double height )
    {
      const Vector3 point = toCartesian( fromDegrees( x[i], y[i], height ) );
      return zeroDoppler( mRadar->orbit(), point, mRadar->middleTime() );
    };
    const ZeroDoppler low = at( middleHeight - halfSpan );
    const ZeroDoppler middle = at( middleHeight );
    const ZeroDoppler high = at( middleHeight + halfSpan );
    addParabola( low.time, middle.time, high.time, values );
    addParabola( low.range, middle.range, high.range, values );
  }
  return values;
}

std::vector<ZeroDoppler> MapGeometry::seen( const Window &window, const float *heights ) const
{
  const Lattice lattice( mGrid, window, channels,
                         [this]( std::vector<double> x, std::vector<double> y )
                         { return nodes( std::move( x ), std::move( y ) ); } );
  const auto width = static_cast<std::size_t>( window.width );
  std::vector<ZeroDoppler> result( width * window.height );
  std::vector<double> row( channels * width );
  for ( int y = 0; y < window.height; ++y )
  {
    lattice.row( y, row.data() );
    const float *height = heights + y * width;
    ZeroDoppler *out = result.data() + y * width;
    for ( std::size_t x = 0; x < width; ++x )
    {
      const double u = ( height[x] - middleHeight ) / halfSpan;
      const double *c = row.data() + x;
      out[x].time = c[0] + u * ( c[width] + u * c[2 * width] );
      out[x].range = c[3 * width] + u * ( c[4 * width] + u * c[5 * width] );
    }
  }
  return result;
}

std::vector<RadarPosition> MapGeometry::positions( const Window &window, const float *heights ) const
{
  std::vector<RadarPosition> result;
  result.reserve( static_cast<std::size_t>( window.width ) * window.height );
  for ( const ZeroDoppler &place : seen( window, heights ) )
    result.push_back( mRadar->position( place ) );
  return result;
}

} // namespace calving
