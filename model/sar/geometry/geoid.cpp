#include "model/sar/geometry/geoid.h"

#include <algorithm>
#include <cmath>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <ogr_srs_api.h>

#include "model/error.h"
#include "model/raster/raster.h"

namespace calving
{

namespace
{

std::vector<std::string> fileNames( GeoidModel model )
{
  if ( model == GeoidModel::Egm96 )
    return { "us_nga_egm96_15.tif", "egm96_15.gtx" };
  return { "us_nga_egm08_25.tif", "egm08_25.gtx" };
}

//! Where PROJ looks for grids.
std::vector<std::string> gridFolders()
{
  std::vector<std::string> folders;
  const auto add = [&folders]( const CPLStringList &list )
  {
    for ( int i = 0; i < list.size(); ++i )
      folders.push_back( list[i] );
  };
  add( CPLStringList( OSRGetPROJSearchPaths() ) );
  for ( const char *variable : { "PROJ_DATA", "PROJ_LIB" } )
    add( CPLStringList( CSLTokenizeString2( CPLGetConfigOption( variable, "" ), ":", 0 ) ) );
  if ( const char *home = CPLGetConfigOption( "HOME", nullptr ) )
    folders.push_back( std::string( home ) + "/.local/share/proj" );
  folders.push_back( "/usr/local/share/proj" );
  folders.push_back( "/usr/share/proj" );
  return folders;
}

std::string gridFile( GeoidModel model )
{
  std::string names;
  for ( const std::string &name : fileNames( model ) )
    names += ( names.empty() ? "" : " or " ) + name;
  for ( const std::string &folder : gridFolders() )
    for ( const std::string &name : fileNames( model ) )
    {
      VSIStatBufL status;
      if ( VSIStatL( ( folder + "/" + name ).c_str(), &status ) == 0 )
        return folder + "/" + name;
    }
  throw Error( std::string( "The geoid grid of " ) + ( model == GeoidModel::Egm96 ? "EGM96" : "EGM2008" ) +
               " (" + names +
               ") is in none of PROJ's folders. Put it into ~/.local/share/proj (from https://cdn.proj.org), "
               "or choose "
               "another vertical datum." );
}

RasterReader openGrid( const std::string &path )
try
{
  return RasterReader( path, RasterContent::Heights );
}
catch ( const Error &e )
{
  throw Error( "The geoid grid cannot be used: " + std::string( e.what() ) +
               " Choose a raster of geoid heights (.tif, .gtx) that GDAL reads." );
}

} // namespace

Geoid::Geoid( GeoidModel model )
  : Geoid( gridFile( model ) )
{
}

Geoid::Geoid( const std::string &path )
{
  const RasterReader reader = openGrid( path );
  const RasterGrid &grid = reader.grid();
  mColumns = grid.width;
  mRows = grid.height;
  mStep = grid.transform[1];
  mWest = grid.transform[0] + 0.5 * mStep;
  mNorth = grid.transform[3] - 0.5 * mStep;
  const bool squareDegrees = grid.hasTransform && std::abs( mStep + grid.transform[5] ) < 1e-9 && mStep > 0;
  if ( !squareDegrees || std::abs( mColumns * mStep - 360.0 ) > 1.5 * mStep || mNorth < 90.0 - mStep ||
       mNorth - ( mRows - 1 ) * mStep > -90.0 + mStep )
    throw Error( "The geoid grid " + path +
                 " does not cover the Earth in square steps of degrees. Choose a grid such "
                 "as egm96_15.gtx." );
  // The finest there is has a step of a minute.
  constexpr int mostColumns = 25000;
  if ( mColumns > mostColumns )
    throw Error( "The geoid grid " + path + " has " + std::to_string( mColumns ) + " x " +
                 std::to_string( mRows ) +
                 " nodes, too many to keep in memory. Choose one of a minute or more." );
  mHeights = reader.readBand( 1, { 0, 0, mColumns, mRows } );
  if ( std::any_of( mHeights.begin(), mHeights.end(), []( float height ) { return std::isnan( height ); } ) )
    throw Error( "The geoid grid " + path + " has holes. Choose one that covers the Earth." );
}

double Geoid::undulation( double longitude, double latitude ) const
{
  const double period = 360.0 / mStep;
  double column = std::fmod( ( longitude - mWest ) / mStep, period );
  if ( column < 0 )
    column += period;
  const double row = std::clamp( ( mNorth - latitude ) / mStep, 0.0, static_cast<double>( mRows - 1 ) );
  const int left = std::min( static_cast<int>( column ), mColumns - 1 );
  const int right = left + 1 < mColumns ? left + 1 : 0; // around the date line
  const int top = std::min( static_cast<int>( row ), mRows - 2 );
  const double x = column - left;
  const double y = row - top;
  const auto height = [this]( int c, int r )
  { return static_cast<double>( mHeights[static_cast<std::size_t>( r ) * mColumns + c] ); };
  return ( 1 - y ) * ( ( 1 - x ) * height( left, top ) + x * height( right, top ) ) +
         y * ( ( 1 - x ) * height( left, top + 1 ) + x * height( right, top + 1 ) );
}

} // namespace calving
