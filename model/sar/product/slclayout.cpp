#include "model/sar/product/slclayout.h"
#include "model/sar/product/annotationframe.h"

#include <algorithm>
#include <cmath>

#include "model/error.h"
#include "model/sar/geometry/zerodoppler.h"
#include "model/sar/product/annotationorbit.h"

namespace calving
{

namespace
{

//! A burst on the merged picture's rows; a stripmap image counts as one.
struct PlacedBurst
{
  //! Row of its first line, and that line in the measurement.
  int row = 0;
  int line = 0;
  int lines = 0;
  const Burst *burst = nullptr;
  //! Rows with valid samples, from first to before end.
  int firstRow = 0;
  int endRow = 0;
};

int rowOf( UtcTime time, UtcTime start, double interval )
{
  return static_cast<int>( std::lround( ( time - start ) / interval ) );
}

bool hasSamples( const PlacedBurst &burst, int line )
{
  return !burst.burst || burst.burst->firstValidSample[line] >= 0;
}

std::vector<PlacedBurst> placedBursts( const Annotation &annotation, UtcTime start )
{
  std::vector<PlacedBurst> bursts;
  if ( annotation.bursts.empty() )
    bursts.push_back( { rowOf( annotation.firstLineTime, start, annotation.lineInterval ), 0,
                        annotation.height, nullptr, 0, 0 } );
  for ( std::size_t i = 0; i < annotation.bursts.size(); ++i )
    bursts.push_back( { rowOf( annotation.bursts[i].azimuthTime, start, annotation.lineInterval ),
                        static_cast<int>( i ) * annotation.linesPerBurst, annotation.linesPerBurst,
                        &annotation.bursts[i], 0, 0 } );
  for ( PlacedBurst &burst : bursts )
  {
    int first = 0;
    while ( first < burst.lines && !hasSamples( burst, first ) )
      ++first;
    int end = burst.lines;
    while ( end > first && !hasSamples( burst, end - 1 ) )
      --end;
    burst.firstRow = burst.row + first;
    burst.endRow = burst.row + end;
  }
  return bursts;
}

SwathPlacement::Row rowFrom( const PlacedBurst &burst, int row, int width )
{
  const int line = row - burst.row;
  if ( !burst.burst )
    return { burst.line + line, 0, width };
  const int first = burst.burst->firstValidSample[line];
  const int last = burst.burst->lastValidSample[line];
  if ( first < 0 || last < first )
    return {};
  return { burst.line + line, std::min( first, width ), std::min( last + 1, width ) };
}

//! Each row from one burst; in an overlap the later burst begins in the middle of what is valid in both.
void fillRows( SwathPlacement &placement, std::vector<PlacedBurst> bursts, int height, int width )
{
  placement.rows.resize( height );
  for ( std::size_t i = 0; i + 1 < bursts.size(); ++i )
    if ( bursts[i].endRow > bursts[i + 1].firstRow )
      bursts[i].endRow = bursts[i + 1].firstRow = ( bursts[i].endRow + bursts[i + 1].firstRow ) / 2;
  for ( const PlacedBurst &burst : bursts )
    for ( int row = std::max( 0, burst.firstRow ); row < std::min( height, burst.endRow ); ++row )
      placement.rows[row] = rowFrom( burst, row, width );
}

//! The columns with valid samples in most rows.
void boundColumns( SwathPlacement &placement )
{
  std::vector<int> firsts;
  std::vector<int> ends;
  for ( const SwathPlacement::Row &row : placement.rows )
    if ( row.line >= 0 )
    {
      firsts.push_back( row.firstSample );
      ends.push_back( row.endSample );
    }
  if ( firsts.empty() )
    return;
  std::nth_element( firsts.begin(), firsts.begin() + firsts.size() / 2, firsts.end() );
  std::nth_element( ends.begin(), ends.begin() + ends.size() / 2, ends.end() );
  placement.firstColumn = placement.column + firsts[firsts.size() / 2];
  placement.endColumn = placement.column + ends[ends.size() / 2];
}

UtcTime startOf( const std::vector<const SarImage *> &images )
{
  UtcTime start = images.front()->annotation.firstLineTime;
  for ( const SarImage *image : images )
  {
    start = std::min( start, image->annotation.firstLineTime );
    for ( const Burst &burst : image->annotation.bursts )
      start = std::min( start, burst.azimuthTime );
  }
  return start;
}

RadarFrame emptyFrame( const std::vector<const SarImage *> &images )
{
  const Annotation &first = images.front()->annotation;
  RadarFrame frame;
  frame.firstLineTime = startOf( images );
  frame.lineInterval = first.lineInterval;
  frame.bistaticReference = bistaticReference( first );
  frame.firstRange = 0.5 * speedOfLight * first.slantRangeTime;
  frame.rangeSpacing = 0.5 * speedOfLight / first.rangeSamplingRate;
  frame.orbit = annotationOrbit( first ).vectors();
  for ( const SarImage *image : images )
  {
    const Annotation &a = image->annotation;
    const double shift = ( a.slantRangeTime - first.slantRangeTime ) * first.rangeSamplingRate;
    const UtcTime lastBurst = a.bursts.empty() ? a.firstLineTime : a.bursts.back().azimuthTime;
    const int lines = a.bursts.empty() ? a.height : a.linesPerBurst;
    const double height = ( lastBurst - frame.firstLineTime ) / frame.lineInterval + lines;
    constexpr double largestSide = 2e6;
    if ( a.lineInterval != first.lineInterval || a.rangeSamplingRate != first.rangeSamplingRate ||
         shift < 0 || shift + a.width > largestSide || height > largestSide )
      throw Error( "The sub-swaths " + first.header.swath + " and " + a.header.swath +
                   " do not lie on one grid, so they cannot be merged. Download the product again." );
    frame.width = std::max( frame.width, static_cast<int>( std::lround( shift ) ) + a.width );
    frame.height = std::max( frame.height, static_cast<int>( std::lround( height ) ) );
  }
  return frame;
}

} // namespace

SlcLayout slcLayout( const std::vector<const SarImage *> &images )
{
  SlcLayout layout;
  layout.frame = emptyFrame( images );
  const Annotation &first = images.front()->annotation;
  for ( const SarImage *image : images )
  {
    const Annotation &a = image->annotation;
    SwathPlacement placement;
    placement.column = static_cast<int>(
        std::lround( ( a.slantRangeTime - first.slantRangeTime ) * first.rangeSamplingRate ) );
    fillRows( placement, placedBursts( a, layout.frame.firstLineTime ), layout.frame.height, a.width );
    boundColumns( placement );
    layout.swaths.push_back( std::move( placement ) );
  }
  for ( std::size_t i = 0; i + 1 < layout.swaths.size(); ++i )
    if ( layout.swaths[i].endColumn > layout.swaths[i + 1].firstColumn )
      layout.swaths[i].endColumn = layout.swaths[i + 1].firstColumn =
          ( layout.swaths[i].endColumn + layout.swaths[i + 1].firstColumn ) / 2;
  return layout;
}

} // namespace calving
