#pragma once

#include <optional>
#include <string>

#include "model/raster/raster.h"
#include "model/scene/zonecoding.h"

namespace calving
{

//! What the classes of a raster mean by their names.
struct NamedZones
{
  ZoneTable table;
  //! How names were read: readingOf().
  std::string reading;
};

/**
 * The table that the names of the classes of \a raster make, if each of \a codes has one that is understood
 * (zoneNamed()).
 *
 * They stand in the tag CALVINGFRONT_ZONES, as our own zones have them ("0 not available, 1 rock, ..."), in
 * categories or an attribute table. Throws Error where one of them is a word that is not understood: numbers
 * must not overrule it unseen.
 */
std::optional<NamedZones> namedZones( const RasterReader &raster, const ZoneCodes &codes );

} // namespace calving
