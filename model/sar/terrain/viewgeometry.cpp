#include "model/sar/terrain/viewgeometry.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/sar/terrain/lattice.h"

namespace calving
{

namespace
{

//! Line of sight at two heights, and the two distances.
constexpr int channels = 8;
constexpr double upperHeight = 4000.0;

//! The Earth-fixed places of nodes at a height.
class Ground
{
public:
  Ground( const MapGeometry &geometry )
    : mGeometry( geometry )
    , mToDegrees( geometry.grid().crs, geographicCrs )
  {
  }

  std::vector<Vector3> at( std::vector<double> x, std::vector<double> y, double height ) const
  {
    mToDegrees.apply( x, y );
    std::vector<Vector3> points;
    for ( std::size_t i = 0; i < x.size(); ++i )
      points.push_back( toCartesian( fromDegrees( x[i], y[i], height ) ) );
    return points;
  }

  //! \a values moved by \a distance.
  static std::vector<double> moved( std::vector<double> values, double distance )
  {
    for ( double &value : values )
      value += distance;
    return values;
  }

  std::vector<double> nodes( const std::vector<double> &x, const std::vector<double> &y ) const
  {
    const std::array<double, 6> &step = mGeometry.grid().transform;
    const std::vector<Vector3> right = at( moved( x, step[1] ), moved( y, step[4] ), 0 );
    const std::vector<Vector3> below = at( moved( x, step[2] ), moved( y, step[5] ), 0 );
    const std::vector<Vector3> low = at( x, y, 0 );
    const std::vector<Vector3> high = at( x, y, upperHeight );
    std::vector<double> values;
    for ( std::size_t i = 0; i < low.size(); ++i )
    {
      const Vector3 columnStep = right[i] - low[i];
      const Vector3 rowStep = below[i] - low[i];
      const Vector3 along = 1 / length( columnStep ) * columnStep;
      const Vector3 down = 1 / length( rowStep ) * rowStep;
      const Vector3 up = 1 / upperHeight * ( high[i] - low[i] );
      for ( const Vector3 &point : { low[i], high[i] } )
      {
        const Vector3 sight = sightFrom( point );
        values.insert( values.end(), { dot( sight, along ), dot( sight, down ), dot( sight, up ) } );
      }
      values.insert( values.end(), { length( columnStep ), length( rowStep ) } );
    }
    return values;
  }

private:
  //! Unit vector to the satellite when it is abeam.
  Vector3 sightFrom( const Vector3 &point ) const
  {
    const RadarGeometry &radar = mGeometry.radar();
    const ZeroDoppler seen = zeroDoppler( radar.orbit(), point, radar.middleTime() );
    const Vector3 sight = radar.orbit().at( seen.time ).position - point;
    return 1 / length( sight ) * sight;
  }

  const MapGeometry &mGeometry;
  MapTransform mToDegrees;
};

class LocalIncidence : public BlockSource
{
public:
  LocalIncidence( std::shared_ptr<const MapGeometry> geometry, std::shared_ptr<const BlockSource> heights )
    : mGeometry( std::move( geometry ) )
    , mHeights( std::move( heights ) )
  {
  }

  using BlockSource::read;
  int width() const override { return mHeights->width(); }
  int height() const override { return mHeights->height(); }

  void read( const Window &window, float *values ) const override
  {
    const Window padded = grown( window, 1, width(), height() );
    const std::vector<float> ground = mHeights->read( padded );
    const std::vector<float> centre = mHeights->read( window );
    const std::vector<View> view = views( *mGeometry, window, centre.data() );
    const std::vector<RadarPosition> positions = mGeometry->positions( window, centre.data() );
    const RadarFrame &frame = mGeometry->radar().frame();
    for ( int y = 0; y < window.height; ++y )
      for ( int x = 0; x < window.width; ++x )
      {
        const std::size_t i = static_cast<std::size_t>( y ) * window.width + x;
        const RadarPosition &at = positions[i];
        const bool shown = at.line >= -0.5 && at.pixel >= -0.5 && at.line < frame.height - 0.5 &&
                           at.pixel < frame.width - 0.5;
        values[i] = shown ? static_cast<float>( angle( view[i], ground, padded, window.x + x, window.y + y ) )
                          : std::numeric_limits<float>::quiet_NaN();
      }
  }

private:
  //! Slope along columns and rows at the pixel (x, y) of the grid, metres of height by metre.
  static double angle( const View &view, const std::vector<float> &ground, const Window &area, int x, int y )
  {
    const int left = std::max( x - 1, area.x );
    const int right = std::min( x + 1, area.x + area.width - 1 );
    const int top = std::max( y - 1, area.y );
    const int bottom = std::min( y + 1, area.y + area.height - 1 );
    const auto height = [&]( int column, int row )
    {
      return static_cast<double>(
          ground[static_cast<std::size_t>( row - area.y ) * area.width + column - area.x] );
    };
    const double across =
        ( height( right, y ) - height( left, y ) ) / ( std::max( 1, right - left ) * view.columnMetres );
    const double downwards =
        ( height( x, bottom ) - height( x, top ) ) / ( std::max( 1, bottom - top ) * view.rowMetres );
    const double cosine = ( view.up - across * view.along - downwards * view.down ) /
                          std::sqrt( 1 + across * across + downwards * downwards );
    return std::acos( std::clamp( cosine, -1.0, 1.0 ) ) / degree;
  }

  std::shared_ptr<const MapGeometry> mGeometry;
  std::shared_ptr<const BlockSource> mHeights;
};

} // namespace

std::vector<View> views( const MapGeometry &geometry, const Window &window, const float *heights )
{
  const Ground ground( geometry );
  const Lattice lattice( geometry.ground(), window, channels,
                         [&ground]( const std::vector<double> &x, const std::vector<double> &y )
                         { return ground.nodes( x, y ); } );
  const auto width = static_cast<std::size_t>( window.width );
  std::vector<View> result( width * window.height );
  std::vector<double> row( channels * width );
  for ( int y = 0; y < window.height; ++y )
  {
    lattice.row( y, row.data() );
    for ( std::size_t x = 0; x < width; ++x )
    {
      const double u = heights[y * width + x] / upperHeight;
      const double *c = row.data() + x;
      const auto between = [&]( int channel )
      { return c[channel * width] + u * ( c[( channel + 3 ) * width] - c[channel * width] ); };
      result[y * width + x] = { between( 0 ), between( 1 ), between( 2 ), c[6 * width], c[7 * width] };
    }
  }
  return result;
}

std::shared_ptr<const BlockSource> localIncidence( std::shared_ptr<const MapGeometry> geometry,
                                                   std::shared_ptr<const BlockSource> heights )
{
  return std::make_shared<LocalIncidence>( std::move( geometry ), std::move( heights ) );
}

} // namespace calving
