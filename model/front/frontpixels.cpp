#include "model/front/frontpixels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <locale>
#include <sstream>
#include <utility>

#include "model/error.h"
#include "model/front/components.h"
#include "model/scene/zone.h"

namespace calving
{

namespace
{

constexpr auto glacier = static_cast<std::uint8_t>( Zone::Glacier );
constexpr auto ocean = static_cast<std::uint8_t>( Zone::Ocean );

using Intervals = std::vector<std::pair<int, int>>;

//! Adds the parts of the columns \a begin to \a end under which, in \a row, lies glacier.
void addGlacierOverlap( const RunLengthImage &zones, int row, std::pair<int, int> columns, Intervals &found )
{
  if ( row < 0 || row >= zones.height() )
    return;
  std::size_t first = zones.firstRun( row );
  std::size_t count = zones.firstRun( row + 1 ) - first;
  while ( count > 0 ) // the first run that ends after the columns begin
  {
    const std::size_t half = count / 2;
    if ( zones.end( first + half ) <= columns.first )
    {
      first += half + 1;
      count -= half + 1;
    }
    else
      count = half;
  }
  for ( ; first < zones.firstRun( row + 1 ) && zones.begin( row, first ) < columns.second; ++first )
    if ( zones.value( first ) == glacier )
      found.emplace_back( std::max( columns.first, zones.begin( row, first ) ),
                          std::min( columns.second, zones.end( first ) ) );
}

//! The columns of the ocean run \a run that touch glacier, sorted, possibly overlapping.
Intervals contacts( const RunLengthImage &zones, int row, std::size_t run )
{
  const int begin = zones.begin( row, run );
  const int end = zones.end( run );
  Intervals found;
  if ( run > zones.firstRun( row ) && zones.value( run - 1 ) == glacier )
    found.emplace_back( begin, begin + 1 );
  if ( run + 1 < zones.firstRun( row + 1 ) && zones.value( run + 1 ) == glacier )
    found.emplace_back( end - 1, end );
  addGlacierOverlap( zones, row - 1, { begin, end }, found );
  addGlacierOverlap( zones, row + 1, { begin, end }, found );
  std::sort( found.begin(), found.end() );
  return found;
}

RunLengthImage boxImage( const PixelBox &box, int width, int height )
{
  RunLengthImage result( width );
  for ( int row = 0; row < height; ++row )
  {
    const bool inside = row >= box.top && row < box.bottom && box.left < box.right;
    result.append( inside ? box.left : 0, 0 );
    result.append( inside ? box.right : 0, 1 );
    result.append( width, 0 );
    result.endRow();
  }
  return result;
}

RunLengthImage runImage( const std::vector<std::uint8_t> &values, int width, int height )
{
  RunLengthImage result( width );
  for ( int y = 0; y < height; ++y )
    result.appendRow( values.data() + static_cast<std::size_t>( y ) * width );
  return result;
}

} // namespace

namespace
{

/**
 * The largest component that holds glacier.
 *
 * The published rule takes the largest of all. Where that one holds no glacier - the empty border around a
 * geocoded scene, say - it would turn all glacier into ocean and find no front.
 */
std::uint32_t mainlandOf( const RunLengthImage &zones, const Components &land )
{
  std::vector<bool> holdsGlacier( land.sizes.size(), false );
  for ( std::size_t run = 0; run < zones.runs(); ++run )
    if ( zones.value( run ) == glacier )
      holdsGlacier[land.ofRun[run]] = true;
  std::uint32_t mainland = Components::none;
  for ( std::uint32_t i = 0; i < land.sizes.size(); ++i )
    if ( holdsGlacier[i] && ( mainland == Components::none || land.sizes[i] > land.sizes[mainland] ) )
      mainland = i;
  return mainland == Components::none ? land.largest() : mainland;
}

} // namespace

RunLengthImage withoutIslands( const RunLengthImage &zones )
{
  const Components land = components( zones, { true, true, true, false } );
  const std::uint32_t mainland = mainlandOf( zones, land );
  const RunLengthImage filled = recoded(
      zones, [&]( std::size_t run ) { return land.ofRun[run] == mainland ? zones.value( run ) : ocean; } );

  const Components water = components( filled, { false, false, false, true } );
  const std::uint32_t sea = water.largest();
  return recoded( filled,
                  [&]( std::size_t run )
                  {
                    const bool lake = filled.value( run ) == ocean && water.ofRun[run] != sea;
                    return lake ? glacier : filled.value( run );
                  } );
}

RunLengthImage contactPixels( const RunLengthImage &zones )
{
  RunLengthImage result( zones.width() );
  for ( int row = 0; row < zones.height(); ++row )
  {
    for ( std::size_t run = zones.firstRun( row ); run < zones.firstRun( row + 1 ); ++run )
    {
      if ( zones.value( run ) != ocean )
        continue;
      for ( const auto &[begin, end] : contacts( zones, row, run ) )
      {
        result.append( begin, 0 );
        result.append( end, 1 );
      }
    }
    result.append( zones.width(), 0 );
    result.endRow();
  }
  return result;
}

RunLengthImage withoutShortFronts( const RunLengthImage &pixels, double minimumPixels, int *dropped )
{
  const Components fronts = components( pixels, { false, true, false, false } );
  if ( dropped )
    *dropped = static_cast<int>( std::count_if( fronts.sizes.begin(), fronts.sizes.end(),
                                                [=]( auto size )
                                                { return static_cast<double>( size ) < minimumPixels; } ) );
  return recoded( pixels,
                  [&]( std::size_t run ) -> std::uint8_t
                  {
                    const std::uint32_t front = fronts.ofRun[run];
                    return front != Components::none &&
                           static_cast<double>( fronts.sizes[front] ) >= minimumPixels;
                  } );
}

std::vector<std::uint8_t> frontPixels( const std::vector<std::uint8_t> &zones, int width, int height,
                                       const FrontRule &rule )
{
  RunLengthImage front = contactPixels( withoutIslands( runImage( zones, width, height ) ) );
  front = withoutShortFronts( front, rule.minimumLengthMetres / rule.pixelSizeMetres );
  if ( rule.box )
    front = masked( front, boxImage( *rule.box, width, height ) );

  std::vector<std::uint8_t> result( zones.size() );
  for ( int row = 0; row < height; ++row )
    front.copyRow( row, result.data() + static_cast<std::size_t>( row ) * width );
  for ( std::uint8_t &value : result )
    value = value ? 255 : 0;
  return result;
}

PixelBox boundingBox( const std::string &text, int width, int height, const std::string &name )
{
  std::istringstream lines( text );
  lines.imbue( std::locale::classic() );
  std::string heading;
  std::getline( lines, heading );
  std::array<double, 8> corners{};
  for ( std::size_t i = 0; i < corners.size(); i += 2 )
  {
    char comma = 0;
    if ( !( lines >> corners[i] >> comma >> corners[i + 1] ) || comma != ',' )
      throw Error( "The bounding box " + name +
                   " is not a heading and four lines “x,y”. Restore the file of CaFFe." );
  }
  const auto clamped = []( double value, int side )
  {
    const int rounded = static_cast<int>( std::nearbyint( std::clamp( value, -1e9, 1e9 ) ) );
    return rounded < 0 ? 0 : rounded > side ? side - 1 : rounded;
  };
  return { clamped( corners[0], width ), clamped( corners[5], height ), clamped( corners[4], width ),
           clamped( corners[1], height ) };
}

} // namespace calving
