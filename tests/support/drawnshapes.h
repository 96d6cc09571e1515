#pragma once

#include "model/geometry/drawnpolygons.h"
#include "support/wellknownbinary.h"

//! The shapes of well-known texts as someone drew them in \a crs.
inline calving::DrawnPolygons drawn( std::initializer_list<const char *> texts, const std::string &crs = {} )
{
  calving::DrawnPolygons polygons;
  polygons.what = "A shape of the test";
  polygons.crs = crs;
  for ( const char *text : texts )
    polygons.shapes.push_back( wellKnownBinary( text ) );
  return polygons;
}
