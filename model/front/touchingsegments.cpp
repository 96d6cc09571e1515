#include "model/front/touchingsegments.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>

namespace calving
{

namespace
{

constexpr double tooNear = 0.02;
constexpr double cellSide = 4;

double pointToSegment( const Point &p, const Segment &s )
{
  const double dx = s.b[0] - s.a[0];
  const double dy = s.b[1] - s.a[1];
  const double squared = dx * dx + dy * dy;
  const double t = squared > 0
                       ? std::clamp( ( ( p[0] - s.a[0] ) * dx + ( p[1] - s.a[1] ) * dy ) / squared, 0.0, 1.0 )
                       : 0.0;
  return std::hypot( p[0] - s.a[0] - t * dx, p[1] - s.a[1] - t * dy );
}

double side( const Segment &s, const Point &p )
{
  return ( s.b[0] - s.a[0] ) * ( p[1] - s.a[1] ) - ( s.b[1] - s.a[1] ) * ( p[0] - s.a[0] );
}

bool cross( const Segment &s, const Segment &t )
{
  return side( s, t.a ) * side( s, t.b ) < 0 && side( t, s.a ) * side( t, s.b ) < 0;
}

bool near( const Segment &s, const Segment &t )
{
  return cross( s, t ) || pointToSegment( s.a, t ) < tooNear || pointToSegment( s.b, t ) < tooNear ||
         pointToSegment( t.a, s ) < tooNear || pointToSegment( t.b, s ) < tooNear;
}

//! Finds which segments share a cell of a coarse grid, so that only those are compared.
class SegmentGrid
{
public:
  explicit SegmentGrid( const std::vector<PixelLine> &lines )
    : mLines( lines )
  {
    for ( std::size_t line = 0; line < lines.size(); ++line )
      for ( std::size_t i = 0; i + 1 < lines[line].points.size(); ++i )
        insert( { line, i } );
  }

  std::vector<SegmentOfLine> touching() const
  {
    std::vector<SegmentOfLine> found;
    for ( const auto &[cell, segments] : mCells )
      for ( std::size_t i = 0; i < segments.size(); ++i )
        for ( std::size_t j = 0; j < i; ++j )
          if ( touch( segments[i], segments[j] ) )
            found.insert( found.end(), { segments[i], segments[j] } );
    return found;
  }

private:
  Segment segment( const SegmentOfLine &s ) const
  {
    const std::vector<Point> &points = mLines[s.line].points;
    return { points[s.first], points[s.first + 1] };
  }

  //! Enters \a s in every cell within reach, in pieces so that a long slanting one is not in a whole square
  //! of cells.
  void insert( const SegmentOfLine &s )
  {
    const Segment whole = segment( s );
    const double length = std::hypot( whole.b[0] - whole.a[0], whole.b[1] - whole.a[1] );
    const int pieces = std::max( 1, static_cast<int>( std::ceil( length / cellSide ) ) );
    const auto at = [&]( double t, std::size_t axis )
    { return whole.a[axis] + t * ( whole.b[axis] - whole.a[axis] ); };
    for ( int piece = 0; piece < pieces; ++piece )
    {
      const double from = static_cast<double>( piece ) / pieces;
      const double to = static_cast<double>( piece + 1 ) / pieces;
      const auto cells = [&]( std::size_t axis )
      {
        const auto [low, high] = std::minmax( { at( from, axis ), at( to, axis ) } );
        return std::pair( std::floor( ( low - tooNear ) / cellSide ),
                          std::floor( ( high + tooNear ) / cellSide ) );
      };
      for ( double y = cells( 1 ).first; y <= cells( 1 ).second; ++y )
        for ( double x = cells( 0 ).first; x <= cells( 0 ).second; ++x )
          enter( s, static_cast<std::int32_t>( x ), static_cast<std::int32_t>( y ) );
    }
  }

  void enter( const SegmentOfLine &s, std::int32_t x, std::int32_t y )
  {
    std::vector<SegmentOfLine> &cell =
        mCells[static_cast<std::uint64_t>( static_cast<std::uint32_t>( y ) ) << 32 |
               static_cast<std::uint32_t>( x )];
    if ( cell.empty() || cell.back().line != s.line || cell.back().first != s.first )
      cell.push_back( s );
  }

  bool touch( const SegmentOfLine &s, const SegmentOfLine &t ) const
  {
    if ( s.line != t.line )
      return near( segment( s ), segment( t ) );
    const std::size_t before = std::min( s.first, t.first );
    const std::size_t after = std::max( s.first, t.first );
    const std::size_t segments = mLines[s.line].points.size() - 1;
    const SegmentOfLine one{ s.line, before };
    const SegmentOfLine two{ s.line, after };
    if ( before == after )
      return false;
    if ( after == before + 1 )
      return folds( segment( one ), segment( two ) );
    if ( mLines[s.line].closed && before == 0 && after == segments - 1 )
      return folds( segment( two ), segment( one ) );
    return near( segment( one ), segment( two ) );
  }

  //! Whether \a second, which begins where \a first ends, goes back along it.
  static bool folds( const Segment &first, const Segment &second )
  {
    return pointToSegment( first.a, second ) < tooNear || pointToSegment( second.b, first ) < tooNear;
  }

  const std::vector<PixelLine> &mLines;
  std::unordered_map<std::uint64_t, std::vector<SegmentOfLine>> mCells;
};

} // namespace

std::vector<SegmentOfLine> touchingSegments( const std::vector<PixelLine> &lines )
{
  return SegmentGrid( lines ).touching();
}

} // namespace calving
