#include "model/icemask/maskground.h"

#include <algorithm>

#include "model/error.h"
#include "model/geometry/drawnpolygons.h"
#include "model/geometry/ogrpolygon.h"
#include "model/icemask/signeddistance.h"

namespace calving
{

namespace
{

//! The polygons of \a shapes near the map.
std::vector<MapPolygon> polygonsNear( const DrawnShapes &shapes, const RasterGrid &grid )
{
  return shapes.isEmpty() ? std::vector<MapPolygon>()
                          : polygonsOn( DrawnPolygons{ shapes.what, shapes.shapes, shapes.crs }, grid );
}

std::unique_ptr<OGRMultiPolygon> together( const std::vector<MapPolygon> &polygons )
{
  auto all = std::make_unique<OGRMultiPolygon>();
  for ( const MapPolygon &polygon : polygons )
    all->addGeometryDirectly( ogrPolygon( polygon ).release() );
  return all;
}

//! Those of \a rock that touch \a area: layers of rock are large.
std::vector<MapPolygon> touching( const std::vector<MapPolygon> &rock, const OGRGeometry &area )
{
  OGREnvelope around;
  area.getEnvelope( &around );
  std::vector<MapPolygon> result;
  for ( const MapPolygon &polygon : rock )
  {
    OGREnvelope own;
    ogrPolygon( polygon )->getEnvelope( &own );
    if ( own.Intersects( around ) )
      result.push_back( polygon );
  }
  return result;
}

//! Where water may be: the fjords without rock.
std::vector<MapPolygon> waterOf( const std::vector<CutFjords> &fjords, const std::vector<MapPolygon> &rock )
{
  std::vector<MapPolygon> inside;
  for ( const CutFjords &fjord : fjords )
    inside.push_back( fjord.fjord.inside );
  std::unique_ptr<OGRGeometry> water( together( inside )->UnionCascaded() );
  if ( water && !rock.empty() )
  {
    const std::unique_ptr<OGRGeometry> stone( together( touching( rock, *water ) )->UnionCascaded() );
    water.reset( stone ? water->Difference( stone.get() ) : nullptr );
  }
  if ( !water )
    throw Error( "Rock and walls cannot be cut with each other (GEOS failed). Check both layers with QGIS's "
                 "“Check validity”." );
  return polygonsIn( *water );
}

//! Edges of the map, which are none of the land.
std::vector<Segment> framesOf( const std::vector<CutFjords> &fjords )
{
  std::vector<Segment> frames;
  for ( const CutFjords &fjord : fjords )
    frames.insert( frames.end(), fjord.fjord.frame.begin(), fjord.fjord.frame.end() );
  return frames;
}

} // namespace

MaskGround maskGround( const IceMaskInput &input, const std::vector<CutFjords> &fjords,
                       const RasterGrid &grid, const std::function<void()> &poll )
{
  const std::vector<MapPolygon> rock = polygonsNear( input.rock, grid );
  const std::vector<MapPolygon> water = waterOf( fjords, rock );
  MaskGround ground{ coverageOf( grid, water ), {}, distanceInside( water, framesOf( fjords ), grid, poll ) };
  std::vector<PixelPoints> ice = coverageOf( grid, polygonsNear( input.catchment, grid ) );
  const bool isIceEverywhere = input.catchment.isEmpty() && !input.rock.isEmpty();
  const std::vector<PixelPoints> stone = coverageOf( grid, rock );
  ground.rock.resize( ice.size() );
  for ( std::size_t i = 0; i < ice.size(); ++i )
  {
    const PixelPoints mayBeIce = isIceEverywhere ? ~PixelPoints( 0 ) : ice[i] | ground.water[i];
    ground.rock[i] = static_cast<std::uint8_t>( countOf( stone[i] | ~mayBeIce ) );
  }
  return ground;
}

} // namespace calving
