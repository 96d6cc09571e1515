#pragma once

#include <functional>
#include <optional>
#include <string>

#include "model/scene/listedscenes.h"

namespace calving
{

/**
 * The scenes of a file of STAC items: an item, or a collection of them as GeoJSON, such as what a search
 * returned (https://github.com/radiantearth/stac-spec, 0.9 to 1.1).
 *
 * Of each item one asset is read, a raster of backscatter: that of \a polarisation (HH, HV, VV, VH) or, where
 * that is empty, the first that there is of HH, VV, HV, VH; an asset says which it is by its
 * sar:polarizations, its key or its file's name. Pictures, masks, angles and texts are none, by their roles
 * and types. A single raster of no polarisation will do. Paths are relative to the file; https://, s3:// and
 * gs:// become those of GDAL. What the item says of date, mode, pass and orbits counts before what the raster
 * says, its platform where this software did not make the raster, and its id is the scene's name. An item
 * with a manifest.safe is that product. \a isWanted: of an id; empty: all are.
 *
 * Items without such a raster or a date are left out, each with its reason. Nothing is opened but \a path.
 * Empty where that holds no STAC items. Throws Error for a STAC catalog or collection, which lists none.
 */
std::optional<ListedScenes> stacScenes( const std::string &path, const std::string &polarisation = {},
                                        const std::function<bool( const std::string &id )> &isWanted = {} );

//! Where GDAL reads what \a href names, which stands in a file in \a folder. Throws Error, naming it, for a
//! kind of address that GDAL does not read.
std::string pathOfHref( const std::string &href, const std::string &folder );

} // namespace calving
