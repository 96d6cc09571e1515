#pragma once

#include <cstdint>
#include <vector>

#include <ogr_geometry.h>

//! By the base class: GDAL 3.7 hides its exportToWkb() in polygons.
inline std::vector<std::uint8_t> wellKnownBinary( const OGRGeometry &geometry )
{
  std::vector<std::uint8_t> bytes( geometry.WkbSize() );
  geometry.exportToWkb( wkbNDR, bytes.data(), wkbVariantIso );
  return bytes;
}

inline std::vector<std::uint8_t> wellKnownBinary( const char *text )
{
  OGRGeometry *geometry = nullptr;
  OGRGeometryFactory::createFromWkt( text, nullptr, &geometry );
  const std::vector<std::uint8_t> bytes = wellKnownBinary( *geometry );
  OGRGeometryFactory::destroyGeometry( geometry );
  return bytes;
}
