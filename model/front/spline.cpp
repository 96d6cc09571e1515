#include "model/front/spline.h"

#include <array>
#include <cmath>
#include <utility>

namespace calving
{

namespace
{

constexpr double fidelity = 0.01;
constexpr double relaxation = 1.5;
constexpr int sweeps = 150;

//! Relaxes one point between its neighbours.
class Relaxation
{
public:
  Relaxation( const std::vector<Point> &targets, bool closed )
    : mTargets( targets )
    , mPoints( targets )
    , mCount( static_cast<std::ptrdiff_t>( targets.size() ) )
    , mClosed( closed )
  {
  }

  void sweep()
  {
    for ( std::ptrdiff_t i = 0; i < mCount; ++i )
      relax( i );
  }

  std::vector<Point> take() { return std::move( mPoints ); }

private:
  const Point &at( std::ptrdiff_t i ) const
  {
    return mPoints[static_cast<std::size_t>( ( i + mCount ) % mCount )];
  }

  void relax( std::ptrdiff_t i )
  {
    static constexpr std::array<double, 3> bend{ 1, -2, 1 };
    const Point &target = mTargets[static_cast<std::size_t>( i )];
    Point pull{ fidelity * target[0], fidelity * target[1] };
    double weight = fidelity;
    for ( std::ptrdiff_t middle = i - 1; middle <= i + 1; ++middle )
    {
      if ( !mClosed && ( middle < 1 || middle > mCount - 2 ) )
        continue;
      const double own = bend[static_cast<std::size_t>( i - middle + 1 )];
      for ( std::ptrdiff_t other = middle - 1; other <= middle + 1; ++other )
      {
        if ( other == i )
          continue;
        const double w = own * bend[static_cast<std::size_t>( other - middle + 1 )];
        pull[0] -= w * at( other )[0];
        pull[1] -= w * at( other )[1];
      }
      weight += own * own;
    }
    Point &point = mPoints[static_cast<std::size_t>( i )];
    point = bounded( { point[0] + relaxation * ( pull[0] / weight - point[0] ),
                       point[1] + relaxation * ( pull[1] / weight - point[1] ) },
                     target );
  }

  static Point bounded( const Point &point, const Point &target )
  {
    const double dx = point[0] - target[0];
    const double dy = point[1] - target[1];
    const double distance = std::hypot( dx, dy );
    const double scale = distance > splineBound ? splineBound / distance : 1.0;
    return { target[0] + scale * dx, target[1] + scale * dy };
  }

  const std::vector<Point> &mTargets;
  std::vector<Point> mPoints;
  std::ptrdiff_t mCount;
  bool mClosed;
};

double distanceToSegment( const Point &p, const Point &a, const Point &b )
{
  const double dx = b[0] - a[0];
  const double dy = b[1] - a[1];
  const double squared = dx * dx + dy * dy;
  double t = squared > 0 ? ( ( p[0] - a[0] ) * dx + ( p[1] - a[1] ) * dy ) / squared : 0.0;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  return std::hypot( p[0] - a[0] - t * dx, p[1] - a[1] - t * dy );
}

} // namespace

std::vector<Point> boundedSpline( const std::vector<Point> &points, bool closed )
{
  Relaxation relaxation( points, closed );
  for ( int i = 0; i < sweeps; ++i )
    relaxation.sweep();
  return relaxation.take();
}

std::vector<std::size_t> thinned( const std::vector<Point> &points, const std::vector<bool> &fixed )
{
  std::vector<std::size_t> left{ 0 };
  std::vector<std::size_t> ends{ points.size() - 1 };
  for ( std::size_t i = points.size() - 1; i-- > 1; )
    if ( fixed[i] )
      ends.push_back( i );
  while ( !ends.empty() ) // a stack instead of recursion: fronts have many points
  {
    const std::size_t from = left.back();
    const std::size_t to = ends.back();
    std::size_t farthest = from;
    double distance = thinningBound;
    for ( std::size_t i = from + 1; i < to; ++i )
    {
      const double d = distanceToSegment( points[i], points[from], points[to] );
      if ( d > distance )
      {
        distance = d;
        farthest = i;
      }
    }
    if ( farthest != from )
      ends.push_back( farthest );
    else
    {
      left.push_back( to );
      ends.pop_back();
    }
  }
  return left;
}

} // namespace calving
