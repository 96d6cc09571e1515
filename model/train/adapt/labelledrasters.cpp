#include "model/train/adapt/labelledrasters.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "model/base/listednames.h"
#include "model/error.h"
#include "model/scene/scenename.h"

namespace calving
{

namespace
{

using Names = std::set<std::string>;

constexpr std::size_t mostListed = 5;

Names namesIn( const DrawnLabels &labels )
{
  Names names;
  for ( const ZonePolygon &polygon : labels.polygons.polygons )
    if ( !polygon.scene.empty() )
      names.insert( polygon.scene );
  for ( const RasterInput &raster : labels.rasters )
    names.insert( stemOf( raster.path ) );
  return names;
}

//! Those of \a some that \a others lack.
Names lacking( const Names &some, const Names &others )
{
  Names result;
  std::set_difference( some.begin(), some.end(), others.begin(), others.end(),
                       std::inserter( result, result.end() ) );
  return result;
}

} // namespace

std::vector<RasterInput> labelledRasters( const std::vector<RasterInput> &rasters, const DrawnLabels &labels,
                                          const Feedback &feedback )
{
  if ( rasters.empty() )
    throw Error( "There is no scene (RASTERS)." );
  if ( labels.isEmpty() )
    throw Error( "There is no label (LABELS): draw rock, glacier and ocean of at least one scene." );
  const Names named = namesIn( labels );
  if ( named.empty() && rasters.size() > 1 )
    throw Error(
        "The polygons of LABELS do not say which raster they belong to, and fronts move from date to "
        "date. Write the rasters' names, without extension, into a field, and name it as "
        "RASTER_FIELD." );
  if ( named.empty() )
    return rasters;
  std::vector<RasterInput> labelled;
  Names given;
  for ( const RasterInput &raster : rasters )
  {
    given.insert( stemOf( raster.path ) );
    if ( named.count( stemOf( raster.path ) ) )
      labelled.push_back( raster );
  }
  const Names unlabelled = lacking( given, named );
  const Names unknown = lacking( named, given );
  if ( labelled.empty() )
    throw Error( "No label is of a raster that was given. The labels are of " +
                 listedNames( named, mostListed ) + ", the rasters are " + listedNames( given, mostListed ) +
                 "." );
  if ( !unlabelled.empty() )
    feedback.inform( "Rasters without labels, which are not used: " + listedNames( unlabelled, mostListed ) +
                     "." );
  if ( !unknown.empty() )
    feedback.warn(
        "Labels of rasters that were not given are not used: " + listedNames( unknown, mostListed ) + "." );
  return labelled;
}

} // namespace calving
