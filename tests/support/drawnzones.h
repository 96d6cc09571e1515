#pragma once

#include <ogr_geometry.h>

#include "model/geometry/maptransform.h"
#include "model/geometry/zonepolygons.h"
#include "support/wellknownbinary.h"

//! What someone draws over the test rasters: corners are given in their pixels (UTM 33 N, origin 500000,
//! 8000000, 40 m).
inline OGRPoint drawnPoint( double column, double row )
{
  return { 500000.0 + 40 * column, 8000000.0 - 40 * row };
}

inline calving::ZonePolygon rectangle( std::uint8_t zone, int left, int top, int right, int bottom,
                                       const std::string &scene = {} )
{
  OGRLinearRing ring;
  for ( auto [x, y] :
        { std::pair( left, top ), { right, top }, { right, bottom }, { left, bottom }, { left, top } } )
  {
    const OGRPoint corner = drawnPoint( x, y );
    ring.addPoint( &corner );
  }
  OGRPolygon polygon;
  polygon.addRing( &ring );
  return { zone, scene, wellKnownBinary( polygon ) };
}

inline calving::WellKnownBinary line( const std::vector<std::array<double, 2>> &points )
{
  OGRLineString drawn;
  for ( const auto &[x, y] : points )
  {
    const OGRPoint corner = drawnPoint( x, y );
    drawn.addPoint( &corner );
  }
  return wellKnownBinary( drawn );
}

inline std::string utm33()
{
  return calving::wellKnownText( "EPSG:32633" );
}
