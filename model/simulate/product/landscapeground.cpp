#include "model/simulate/product/landscapeground.h"

#include "model/simulate/product/zonebackscatter.h"

namespace calving
{

LandscapeGround::LandscapeGround( const SimulatedGlacier &glacier, const RasterGrid &grid, int firstColumn,
                                  int firstRow )
  : mGlacier( glacier )
  , mGrid( grid )
  , mFirstColumn( firstColumn )
  , mFirstRow( firstRow )
  , mSurface( glacier.surfaceOn( glacier.options().dayOf( 0 ) ) )
  , mBackscatter( { glacier.seed(), glacier.options().dayOf( 0 ), glacier.options().pixelSizeMetres,
                    glacier.landscape().relief() },
                  glacier.seasonOn( glacier.options().dayOf( 0 ) ),
                  RadarView( glacier.options().incidence, glacier.options().lookDirection ) )
{
}

std::vector<GroundCell> LandscapeGround::cells( const Window &window ) const
{
  std::vector<GroundCell> cells;
  cells.reserve( static_cast<std::size_t>( window.width ) * window.height );
  for ( int row = window.y; row < window.y + window.height; ++row )
    for ( int column = window.x; column < window.x + window.width; ++column )
    {
      const auto [x, y] = mGlacier.metresOf( column + mFirstColumn, row + mFirstRow );
      const SurfacePoint point = mSurface.at( x, y );
      GroundCell cell = cellOf( point.zone );
      cell.height = point.height;
      // Of the slopes, which the radar's geometry brings in, reflectivity knows nothing.
      cell.sigma0 = std::pow( 10.0F, 0.1F * mBackscatter.reflectivity( { point, x, y, 0, 0 } ) );
      cells.push_back( cell );
    }
  return cells;
}

} // namespace calving
