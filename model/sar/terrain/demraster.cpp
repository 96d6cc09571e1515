#include "model/sar/terrain/demraster.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/error.h"

namespace calving
{

namespace
{

//! The sea's height matters to a terrain model above the ellipsoid only in its holes: any geoid will do, and
//! without one the ellipsoid has to.
std::shared_ptr<const Geoid> anyGeoid()
{
  for ( const GeoidModel model : { GeoidModel::Egm2008, GeoidModel::Egm96 } )
  {
    try
    {
      return std::make_shared<Geoid>( model );
    }
    catch ( const Error & )
    {
      continue;
    }
  }
  return {};
}

std::shared_ptr<const Geoid> geoidOf( const TerrainOptions &options )
{
  if ( !options.geoidFile.empty() )
    return std::make_shared<Geoid>( options.geoidFile );
  if ( options.datum == VerticalDatum::Ellipsoid )
    return anyGeoid();
  return std::make_shared<Geoid>( options.datum == VerticalDatum::Egm96 ? GeoidModel::Egm96
                                                                        : GeoidModel::Egm2008 );
}

} // namespace

DemRaster::DemRaster( const TerrainOptions &options )
  : mPool( options.dem, RasterContent::Heights )
  , mRuledOut( options.ruledOut )
  , mAboveSea( options.datum != VerticalDatum::Ellipsoid )
  , mGeoid( geoidOf( options ) )
{
  const ReaderPool::Loan reader = mPool.lend();
  mGrid = reader->grid();
  if ( mGrid.crs.empty() || !mGrid.hasTransform )
    throw Error( "The terrain model " + options.dem +
                 " has no coordinate reference system or no position. Assign them first." );
  if ( mGrid.isGeographic() )
    mTurn = 360.0 / std::abs( mGrid.transform[1] );
}

std::vector<float> DemRaster::averaged( const Window &cells, int factor ) const
{
  std::vector<double> sums( cells.width );
  std::vector<int> counts( cells.width );
  std::vector<float> means;
  const ReaderPool::Loan reader = mPool.lend();
  for ( int row = 0; row < cells.height; ++row )
  {
    const int x = cells.x * factor;
    const int y = ( cells.y + row ) * factor;
    const Window window{ x, y, std::min( cells.width * factor, mGrid.width - x ),
                         std::min( factor, mGrid.height - y ) };
    const std::vector<float> heights = reader->readBand( 1, window );
    std::fill( sums.begin(), sums.end(), 0.0 );
    std::fill( counts.begin(), counts.end(), 0 );
    for ( std::size_t i = 0; i < heights.size(); ++i )
    {
      const bool known = !std::isnan( heights[i] );
      const std::size_t cell = i % window.width / factor;
      sums[cell] += known ? heights[i] : 0.0;
      counts[cell] += known ? 1 : 0;
    }
    for ( int cell = 0; cell < cells.width; ++cell )
      means.push_back( counts[cell] > 0 ? static_cast<float>( sums[cell] / counts[cell] )
                                        : std::numeric_limits<float>::quiet_NaN() );
  }
  if ( const std::optional<double> height = reader->ruledOut() )
    *mRuledOut = *height;
  return means;
}

double DemRaster::lift( double longitude, double latitude ) const
{
  return mAboveSea ? mGeoid->undulation( longitude, latitude ) : 0.0;
}

double DemRaster::sea( double longitude, double latitude ) const
{
  return mAboveSea || !mGeoid ? 0.0 : mGeoid->undulation( longitude, latitude );
}

} // namespace calving
