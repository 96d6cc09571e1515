#include "model/sar/terrain/flattening.h"

#include <algorithm>
#include <cmath>

#include "model/error.h"
#include "model/sar/stream/mapped.h"
#include "model/sar/terrain/illuminatedground.h"
#include "model/sar/terrain/lattice.h"

namespace calving
{

namespace
{

//! Share of the area of flat ground below which an area is not used (Small 2011).
constexpr double leastShare = 0.05;

//! What pixels hold on flat ground: metres of slant range, and metres across the line of sight.
constexpr int channels = 2;

//! The grid of a picture itself.
GroundGrid pictureGrid( const RadarFrame &frame )
{
  GroundGrid grid;
  grid.width = frame.width;
  grid.height = frame.height;
  grid.place = []( double column, double row ) -> std::array<double, 2> {
    return { column - 0.5, row - 0.5 };
  };
  grid.pixelMetres = { 5, 5 }; // incidence changes so slowly that 64 pixels from node to node will do
  return grid;
}

//! Turns the area that pixels show into the factor for their brightness.
class FlatteningFactor
{
public:
  explicit FlatteningFactor( std::shared_ptr<const RadarGeometry> radar )
    : mRadar( std::move( radar ) )
    , mGrid( pictureGrid( mRadar->frame() ) )
  {
  }

  void operator()( const Window &window, float *values ) const
  {
    const Lattice lattice( mGrid, window, channels,
                           [this]( const std::vector<double> &pixels, const std::vector<double> &lines )
                           { return flatGround( pixels, lines ); } );
    std::vector<double> row( static_cast<std::size_t>( channels ) * window.width );
    for ( int y = 0; y < window.height; ++y )
    {
      lattice.row( y, row.data() );
      for ( int x = 0; x < window.width; ++x, ++values )
      {
        const double flat = row[window.width + x];
        *values = static_cast<float>( row[x] / ( *values < leastShare * flat ? flat : *values ) );
      }
    }
  }

private:
  std::vector<double> flatGround( const std::vector<double> &pixels, const std::vector<double> &lines ) const
  {
    std::vector<double> values;
    for ( std::size_t i = 0; i < pixels.size(); ++i )
    {
      const auto range = [&]( double pixel ) { return mRadar->seenAt( { lines[i], pixel } ).range; };
      const double metres = range( pixels[i] + 0.5 ) - range( pixels[i] - 0.5 );
      const RadarPosition here{ lines[i], pixels[i] };
      const Vector3 satellite = mRadar->orbit().at( mRadar->seenAt( here ).time ).position;
      const double incidence = incidenceAngle( satellite, mRadar->point( here, 0 ) );
      values.insert( values.end(), { metres, metres / std::tan( incidence * degree ) } );
    }
    return values;
  }

  std::shared_ptr<const RadarGeometry> mRadar;
  GroundGrid mGrid;
};

//! Profiles a line: as many as it takes for no pixel of a terrain model to be missed, up to a point.
int finerFor( const RadarGeometry &radar, double demMetres )
{
  const RadarFrame &frame = radar.frame();
  const RadarPosition middle{ 0.5 * frame.height, 0.5 * frame.width };
  const double lineMetres =
      length( radar.point( { middle.line + 1, middle.pixel }, 0 ) - radar.point( middle, 0 ) );
  constexpr double most = 4;
  return static_cast<int>( std::clamp( std::round( lineMetres / demMetres ), 1.0, most ) );
}

} // namespace

std::shared_ptr<const BlockSource> flatteningFactor( std::shared_ptr<const RadarGeometry> radar,
                                                     const TerrainOptions &terrain,
                                                     const TerrainSurvey &survey )
{
  if ( terrain.dem.empty() )
    throw Error( "Terrain flattening needs a terrain model. Choose one, or turn flattening off." );
  const double demMetres = RasterReader( terrain.dem ).grid().pixelSizeMetres()[1];
  const auto profiles = std::make_shared<ProfileGrid>( radar, survey, finerFor( *radar, demMetres ) );
  const auto heights = terrainHeights( terrain, profiles->ground() );
  return changed( illuminatedGround( profiles, heights ), FlatteningFactor( radar ) );
}

std::shared_ptr<const BlockSource> flattened( std::shared_ptr<const BlockSource> picture,
                                              std::shared_ptr<const BlockSource> factor )
{
  return changed( std::move( picture ),
                  [factor = std::move( factor )]( const Window &window, float *values )
                  {
                    for ( const float value : factor->read( window ) )
                      *values++ *= value;
                  } );
}

} // namespace calving
