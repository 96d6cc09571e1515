#include "model/dataset/bandmaxima.h"

#include <algorithm>
#include <locale>
#include <map>
#include <sstream>

#include <cpl_conv.h>
#include <cpl_vsi.h>

#include "model/base/atomicfile.h"
#include "model/raster/tilegrid.h"

namespace calving
{

namespace
{

constexpr const char *heading = "file,bytes,changed,maxima of the bands";

bool counts( float value )
{
  return value > 0; // not-a-number is not
}

//! What tells one state of a file from another: its name, size and time of change.
std::string stateOf( const std::string &path )
{
  VSIStatBufL status;
  if ( VSIStatL( path.c_str(), &status ) != 0 )
    return {};
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text << CPLGetFilename( path.c_str() ) << ',' << status.st_size << ',' << status.st_mtime;
  return text.str();
}

//! Maxima, as text, by the state of their file.
using Table = std::map<std::string, std::string>;

Table readTable( const std::string &path )
{
  Table table;
  VSILFILE *file = VSIFOpenL( path.c_str(), "rb" );
  if ( !file )
    return table;
  while ( const char *text = CPLReadLine2L( file, 10000, nullptr ) )
  {
    const std::string line = text;
    const std::size_t comma = line.rfind( ',' );
    if ( comma != std::string::npos && line != heading )
      table[line.substr( 0, comma )] = line.substr( comma + 1 );
  }
  VSIFCloseL( file );
  return table;
}

void writeTable( const std::string &path, const Table &table )
{
  try
  {
    AtomicFile file( path );
    file.write( std::string( heading ) + '\n' );
    for ( const auto &[state, maxima] : table )
      file.write( state + ',' + maxima + '\n' );
    file.commit();
  }
  catch ( const Error & )
  {
    // A data set on a read-only disk is as good; its maxima are computed each time.
  }
}

std::string asText( const BandMaxima &maxima )
{
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text.precision( 9 );
  for ( float maximum : maxima )
    text << maximum << ' ';
  return text.str();
}

bool fromText( const std::string &line, BandMaxima &maxima )
{
  std::istringstream text( line );
  text.imbue( std::locale::classic() );
  for ( float &maximum : maxima )
    if ( !( text >> maximum ) )
      return false;
  return true;
}

} // namespace

BandMaxima bandMaxima( const RasterReader &image, const TargetBands &bands, const Feedback &feedback )
{
  BandMaxima maxima{};
  const TileGrid tiles( image.width(), image.height(), 1024 );
  for ( int tile = 0; tile < tiles.count(); ++tile )
  {
    feedback.report( static_cast<double>( tile ) / tiles.count() );
    for ( int channel = 0; channel < targetBandCount; ++channel )
    {
      if ( bands[channel] == 0 )
        continue;
      for ( float value : image.readBand( bands[channel], tiles.window( tile ) ) )
        if ( counts( value ) )
          maxima[channel] = std::max( maxima[channel], value );
    }
  }
  image.forgetBlocks();
  return maxima;
}

BandMaxima cachedBandMaxima( const std::string &path, const std::string &cache, const Feedback &feedback )
{
  const std::string state = stateOf( path );
  Table table = readTable( cache );
  const auto known = table.find( state );
  BandMaxima maxima{};
  if ( known != table.end() && fromText( known->second, maxima ) )
    return maxima;
  const RasterReader image( path );
  maxima = bandMaxima( image, findTargetBands( image ), feedback );
  table[state] = asText( maxima );
  writeTable( cache, table );
  return maxima;
}

void scaleToBytes( const std::vector<float> &values, float maximum, std::uint8_t *bytes )
{
  std::transform( values.begin(), values.end(), bytes,
                  [&]( float value )
                  {
                    if ( !counts( value ) || !( maximum > 0 ) )
                      return std::uint8_t( 0 );
                    return static_cast<std::uint8_t>( std::min( 255.0F, value / maximum * 255.0F ) );
                  } );
}

} // namespace calving
