#include "model/front/smoothlines.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/front/spline.h"
#include "model/front/touchingsegments.h"

namespace calving
{

namespace
{

constexpr std::array<Point, 4> towardsGlacier{ { { 1, 0 }, { 0, -1 }, { -1, 0 }, { 0, 1 } } };

Point centreOf( const Crack &crack )
{
  return { crack.column + 0.5, crack.row + 0.5 };
}

//! The point of \a crack on the shape that keeps to the pixels: a quarter pixel from the centre towards the
//! glacier.
Point unsmoothed( const Crack &crack, double along = 0 )
{
  const Point centre = centreOf( crack );
  const Point &out = towardsGlacier[crack.side];
  return { centre[0] + 0.25 * out[0] + along * out[1], centre[1] + 0.25 * out[1] - along * out[0] };
}

//! A chain on its way to becoming a line. Its stations are the pixels it passes, one after another.
class Draft
{
public:
  Draft( const CrackChain &chain, bool smooth )
    : mChain( &chain )
  {
    for ( std::uint32_t i = 0; i < chain.cracks.size(); ++i )
      if ( i == 0 || centreOf( chain.cracks[i] ) != centreOf( chain.cracks[i - 1] ) )
        mStations.push_back( i );
    mKept.assign( mStations.size(), !smooth || mStations.size() < 4 );
    if ( mKept.front() )
      return;
    std::vector<Point> centres;
    for ( std::uint32_t station : mStations )
      centres.push_back( centreOf( chain.cracks[station] ) );
    mSmooth = boundedSpline( centres, chain.closed );
  }

  //! The line as it is now.
  PixelLine line() const
  {
    PixelLine line;
    line.closed = mChain->closed;
    std::vector<bool> fixed;
    for ( std::size_t station = 0; station < mStations.size(); ++station )
      addStation( station, line, fixed );
    if ( line.points.size() == 1 ) // a front of one edge
      return edge();
    if ( line.closed )
    {
      line.points.push_back( line.points.front() );
      line.cracks.push_back( line.cracks.front() );
      fixed.push_back( fixed.front() );
    }
    const std::vector<std::size_t> left = thinned( line.points, fixed );
    for ( std::size_t i = 0; i < left.size(); ++i )
    {
      line.points[i] = line.points[left[i]];
      line.cracks[i] = line.cracks[left[i]];
    }
    line.points.resize( left.size() );
    line.cracks.resize( left.size() );
    return line;
  }

  //! Gives up smoothing from \a firstCrack to \a lastCrack and one station beyond. Returns whether that was
  //! news.
  bool keep( std::uint32_t firstCrack, std::uint32_t lastCrack )
  {
    const auto stationOf = [this]( std::uint32_t crack )
    { return std::upper_bound( mStations.begin(), mStations.end(), crack ) - mStations.begin() - 1; };
    const auto count = static_cast<std::ptrdiff_t>( mStations.size() );
    std::ptrdiff_t first = stationOf( firstCrack );
    std::ptrdiff_t last = stationOf( lastCrack );
    if ( last < first ) // over the seam of a loop
      last += count;
    bool news = false;
    for ( std::ptrdiff_t i = first - 1; i <= last + 1; ++i )
    {
      if ( !mChain->closed && ( i < 0 || i >= count ) )
        continue;
      const auto station = static_cast<std::size_t>( ( i + count ) % count );
      news = news || !mKept[station];
      mKept[station] = true;
    }
    return news;
  }

private:
  void addStation( std::size_t station, PixelLine &line, std::vector<bool> &fixed ) const
  {
    const std::uint32_t end = station + 1 < mStations.size()
                                  ? mStations[station + 1]
                                  : static_cast<std::uint32_t>( mChain->cracks.size() );
    for ( std::uint32_t crack = mStations[station]; crack < end; ++crack )
    {
      line.points.push_back( mKept[station] ? unsmoothed( mChain->cracks[crack] ) : mSmooth[station] );
      line.cracks.push_back( crack );
      fixed.push_back( mKept[station] );
      if ( !mKept[station] )
        return;
    }
  }

  PixelLine edge() const
  {
    const Crack &crack = mChain->cracks.front();
    return { { unsmoothed( crack, -0.25 ), unsmoothed( crack, 0.25 ) }, { 0, 0 }, false };
  }

  const CrackChain *mChain;
  //! Number of each station's first crack.
  std::vector<std::uint32_t> mStations;
  std::vector<bool> mKept;
  std::vector<Point> mSmooth;
};

} // namespace

std::vector<PixelLine> smoothLines( const std::vector<CrackChain> &chains, bool smooth )
{
  std::vector<Draft> drafts;
  std::vector<PixelLine> lines;
  for ( const CrackChain &chain : chains )
  {
    drafts.emplace_back( chain, smooth );
    lines.push_back( drafts.back().line() );
  }
  // Each round keeps more stations, and kept shapes cannot touch, so this ends.
  for ( bool changed = true; changed; )
  {
    changed = false;
    std::vector<bool> stale( lines.size(), false );
    for ( const SegmentOfLine &segment : touchingSegments( lines ) )
    {
      const std::vector<std::uint32_t> &cracks = lines[segment.line].cracks;
      if ( drafts[segment.line].keep( cracks[segment.first], cracks[segment.first + 1] ) )
        changed = stale[segment.line] = true;
    }
    for ( std::size_t i = 0; i < lines.size(); ++i )
      if ( stale[i] )
        lines[i] = drafts[i].line();
  }
  return lines;
}

} // namespace calving
