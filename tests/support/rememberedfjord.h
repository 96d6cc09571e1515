#pragma once

#include <string>

#include "model/geometry/maptransform.h"
#include "model/modelfile/glaciermemory.h"
#include "model/scene/zone.h"

//! A label of a fjord of \a side x \a side pixels of 40 m, placed as in testraster.h: rock in the first 20
//! rows, then ocean left of the column \a front, glacier right of it. The front was drawn for itself, on the
//! last ocean.
inline calving::RememberedLabel fjordLabel( const std::string &date, int side, int front )
{
  using calving::Zone;
  calving::RememberedLabel label{ "Fjord_" + date + "_S1",
                                  date,
                                  side,
                                  side,
                                  { 500000, 40, 0, 8000000, 0, -40 },
                                  calving::wellKnownText( "EPSG:32633" ),
                                  {} };
  for ( int y = 0; y < side; ++y )
    for ( int x = 0; x < side; ++x )
    {
      const Zone zone = y < 20 ? Zone::Rock : x < front ? Zone::Ocean : Zone::Glacier;
      label.zones.push_back( static_cast<std::uint8_t>( zone ) );
      label.front.push_back( y >= 20 && x == front - 1 );
    }
  return label;
}

//! What a model remembers of such labels.
inline calving::GlacierMemory fjordMemory( std::vector<calving::RememberedLabel> labels )
{
  calving::GlacierMemory memory;
  memory.pixelMetres = 40;
  memory.labels = std::move( labels );
  const calving::RememberedLabel &first = memory.labels.front();
  memory.crs = first.crs;
  memory.box = { first.transform[0], first.transform[3] - 40.0 * first.height,
                 first.transform[0] + 40.0 * first.width, first.transform[3] };
  return memory;
}
