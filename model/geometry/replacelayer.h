#pragma once

#include <string>

namespace calving
{

/**
 * Puts the one layer of the vector file \a from into the file \a into, in place of the layer of its name
 * there.
 *
 * All or nothing: one transaction removes the old layer and adds the new one, so that whoever looks, and
 * whatever happens, finds one of them whole. Other layers stay as they are. Throws Error, with GDAL's reason,
 * where \a into cannot be written to or its format has no transactions; it then holds what it held.
 */
void replaceLayer( const std::string &from, const std::string &into );

/**
 * The same, but the features that the layer of that name has in \a into stay, and those of \a from are added
 * to them; fields that it lacks, too. The file numbers features. Throws Error, too, where that layer has
 * another coordinate reference system or another kind of geometries. REQUIRES: no other process does so at
 * once.
 */
void appendToLayer( const std::string &from, const std::string &into );

//! True where \a path is a vector file of a format without transactions, in which replaceLayer() cannot work.
bool lacksTransactions( const std::string &path );

} // namespace calving
