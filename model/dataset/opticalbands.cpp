#include "model/dataset/opticalbands.h"

#include <algorithm>
#include <cctype>

#include "model/base/lettercase.h"
#include "model/error.h"

namespace calving
{

const std::array<const char *, targetBandCount> targetBandNames{
    "B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "B9", "B11", "B12", "WVP", "SCL" };

namespace
{

//! The first word of \a description in capitals, B01 as B1.
std::string shortName( const std::string &description )
{
  std::string name;
  for ( unsigned char c : upperCase( description ) )
  {
    if ( !std::isalnum( c ) )
      break;
    name += static_cast<char>( c );
  }
  if ( name.size() > 2 && name[0] == 'B' && name[1] == '0' )
    name.erase( 1, 1 );
  return name;
}

TargetBands byName( const RasterReader &image )
{
  TargetBands bands{};
  for ( int band = image.bands(); band >= 1; --band )
    if ( const int channel = channelNamed( image.bandName( band ) ); channel >= 0 )
      bands[channel] = band;
  return bands;
}

TargetBands byNumber( int count )
{
  if ( count == spectralBandCount )
    return { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 0 };
  if ( count == targetBandCount )
    return { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 };
  if ( count > targetBandCount )
    return { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15 };
  return {};
}

std::string missing( const TargetBands &bands )
{
  std::string names;
  for ( int channel = 0; channel < spectralBandCount; ++channel )
    if ( bands[channel] == 0 )
      names += ( names.empty() ? "" : ", " ) + std::string( targetBandNames[channel] );
  return names;
}

} // namespace

int channelNamed( const std::string &description )
{
  const auto channel = std::find( targetBandNames.begin(), targetBandNames.end(), shortName( description ) );
  return channel == targetBandNames.end() ? -1 : static_cast<int>( channel - targetBandNames.begin() );
}

void requireSpectralBands( const std::string &image, const TargetBands &bands )
{
  if ( const std::string absent = missing( bands ); !absent.empty() )
    throw Error( "The optical image " + image + " lacks the band(s) " + absent +
                 ". It needs all of B1 to B8, B8A, B9, B11 and B12; use a whole Level-2A product, resampled "
                 "to one pixel size." );
}

TargetBands findTargetBands( const RasterReader &image )
{
  const TargetBands named = byName( image );
  const bool hasNames = std::any_of( named.begin(), named.end(), []( int band ) { return band != 0; } );
  const TargetBands bands = hasNames ? named : byNumber( image.bands() );
  if ( !hasNames && bands[0] == 0 )
    throw Error( "The optical image " + image.path() + " has " + std::to_string( image.bands() ) +
                 " band(s) without names. It needs 12 (B1 to B8, B8A, B9, B11, B12), 14 (also water vapour "
                 "and scene classification) or those of Google Earth Engine, or names." );
  requireSpectralBands( image.path(), bands );
  return bands;
}

} // namespace calving
