#include "model/dataset/datasetplan.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <set>

#include "model/dataset/datasetlayout.h"
#include "model/dataset/gridgroups.h"
#include "model/error.h"
#include "model/raster/rasterfiles.h"

namespace calving
{

namespace
{

//! Opens \a paths by \a open; what cannot be opened becomes a problem.
template <typename Result, typename Open>
std::vector<Result> opened( const std::vector<std::string> &paths, const Open &open, const Feedback &feedback,
                            std::vector<std::string> &problems )
{
  std::vector<Result> results;
  for ( std::size_t i = 0; i < paths.size(); ++i )
  {
    feedback.report( static_cast<double>( i ) / static_cast<double>( paths.size() ) );
    try
    {
      results.push_back( open( paths[i] ) );
    }
    catch ( const Error &e )
    {
      problems.push_back( e.what() );
    }
  }
  return results;
}

void requireDistinctNames( const std::vector<RadarRaster> &rasters )
{
  std::map<std::string, std::string> paths;
  for ( const RadarRaster &raster : rasters )
    if ( const auto [known, isNew] = paths.emplace( raster.file, raster.input.path );
         !isNew && known->second != raster.input.path )
      throw Error( "Two SAR rasters are named " + raster.file + ": " + known->second + " and " +
                   raster.input.path + ". Scenes are known by their file's name; rename one." );
}

//! The extent of \a area in the coordinate reference system \a to; nothing where it cannot be brought there.
std::optional<MapExtent> extentIn( const GlacierArea &area, const std::string &from, const std::string &to )
{
  try
  {
    return placedArea( area, from, to ).extent;
  }
  catch ( const Error & )
  {
    return std::nullopt;
  }
}

//! Numbers of those of \a rasters that overlap \a area, at least in part.
template <typename Raster>
std::vector<int> overlapping( const std::vector<Raster> &rasters, const GlacierArea &area,
                              const std::string &crs )
{
  // Thousands of rasters share few coordinate reference systems.
  std::map<std::string, std::optional<MapExtent>> extents;
  std::vector<int> numbers;
  for ( std::size_t i = 0; i < rasters.size(); ++i )
  {
    const RasterGrid &grid = rasters[i].grid;
    if ( !extents.count( grid.crs ) )
      extents[grid.crs] = extentIn( area, crs, grid.crs );
    const std::optional<MapExtent> &extent = extents[grid.crs];
    if ( extent && extent->intersects( extentOf( grid ) ) )
      numbers.push_back( static_cast<int>( i ) );
  }
  return numbers;
}

RasterGrid gridOf( const DatasetRow &row )
{
  RasterGrid grid;
  grid.width = row.width;
  grid.height = row.height;
  grid.transform = row.transform;
  grid.hasTransform = true;
  grid.crs = row.crs;
  return grid;
}

//! Glaciers of earlier runs count with the grid of their scenes.
std::map<std::string, int> groupGlaciers( const std::vector<GlacierPlan> &glaciers,
                                          const std::vector<DatasetRow> &rows )
{
  std::map<std::string, RasterGrid> grids;
  for ( const GlacierPlan &glacier : glaciers )
    grids[glacier.area->name] = glacier.grid;
  for ( const DatasetRow &row : rows )
    grids.try_emplace( row.glacier, gridOf( row ) );
  std::vector<RasterGrid> list;
  for ( const auto &[name, grid] : grids )
    list.push_back( grid );
  const std::vector<int> numbers = groupsOfOverlap( list );
  std::map<std::string, int> groups;
  for ( const auto &[name, grid] : grids )
    groups.emplace( name, numbers[groups.size()] );
  return groups;
}

/**
 * Takes from \a glacier rasters that show the same acquisition as another of its, new or in the data set.
 *
 * The file's name tells rasters apart, but one product may have been processed twice.
 */
void leaveOutRepeated( const std::string &folder, const std::vector<DatasetRow> &rows, DatasetPlan &plan,
                       GlacierPlan &glacier )
{
  std::set<std::string> dates;
  for ( int number : glacier.radar )
    if ( !plan.radar[number].acquisition.empty() )
      dates.insert( plan.radar[number].date );
  std::map<std::string, std::string> files;
  for ( const DatasetRow &row : rows )
    if ( row.glacier == glacier.area->name && dates.count( row.date ) )
      if ( const std::string path = scenePath( folder, row.name, row.validates ); pathExists( path ) )
        files[acquisitionOf( path, row.source )] = row.source;
  const auto isRepeated = [&]( int number )
  {
    const RadarRaster &raster = plan.radar[number];
    if ( raster.acquisition.empty() )
      return false;
    const auto [known, isNew] = files.emplace( raster.acquisition, raster.file );
    if ( !isNew )
      plan.problems.push_back( "The SAR raster " + raster.file + " is left out of the glacier " +
                               glacier.area->name + ": it shows the same acquisition (" + raster.acquisition +
                               ") as " + known->second + "." );
    return !isNew;
  };
  glacier.radar.erase( std::remove_if( glacier.radar.begin(), glacier.radar.end(), isRepeated ),
                       glacier.radar.end() );
}

//! Whether \a grid is what glacierGrid() makes of \a area, give or take a pixel.
bool isRectangleOf( const RasterGrid &grid, const PlacedArea &area )
{
  const RasterGrid wanted = glacierGrid( area, grid, 0 );
  const std::array<double, 2> origin = grid.toPixel( wanted.transform[0], wanted.transform[3] );
  return std::abs( origin[0] ) <= 1 && std::abs( origin[1] ) <= 1 &&
         std::abs( wanted.width - grid.width ) <= 1 && std::abs( wanted.height - grid.height ) <= 1;
}

//! The glacier \a area as planned, or a problem.
std::optional<GlacierPlan> planGlacier( const BuildDatasetOptions &options, const GlacierArea &area,
                                        const std::vector<DatasetRow> &rows, DatasetPlan &plan )
{
  GlacierPlan glacier;
  glacier.area = &area;
  glacier.token = glacierToken( area.name );
  glacier.existingOptical = opticalOf( options.folder, glacier.token );
  std::set<std::string> known;
  for ( const DatasetRow &row : rows )
    if ( row.glacier == area.name )
      known.insert( row.source );
  const std::vector<int> shown = overlapping( plan.radar, area, options.areas.crs );
  std::copy_if( shown.begin(), shown.end(), std::back_inserter( glacier.radar ),
                [&]( int number ) { return known.count( plan.radar[number].file ) == 0; } );
  leaveOutRepeated( options.folder, rows, plan, glacier );
  if ( shown.empty() && ( known.empty() || glacier.existingOptical.empty() ) )
  {
    plan.problems.push_back( "The glacier " + area.name + " is left out: none of the " +
                             std::to_string( plan.radar.size() ) +
                             " SAR raster(s) overlaps its area. Check the coordinate reference systems." );
    return std::nullopt;
  }
  if ( glacier.existingOptical.empty() )
    glacier.optical = overlapping( plan.optical, area, options.areas.crs );
  if ( glacier.existingOptical.empty() && glacier.optical.empty() )
  {
    plan.problems.push_back(
        "The glacier " + area.name + " is left out: none of the " + std::to_string( plan.optical.size() ) +
        " optical image(s) shows its area; they lie elsewhere. Add a Sentinel-2 image of this "
        "glacier." );
    return std::nullopt;
  }
  // What is there decides; else the first raster by name, whatever the order of the input.
  glacier.grid = !glacier.existingOptical.empty()
                     ? RasterReader( glacier.existingOptical ).grid()
                     : glacierGrid( placedArea( area, options.areas.crs, plan.radar[shown.front()].grid.crs ),
                                    plan.radar[shown.front()].grid, options.resolution );
  glacier.placed = placedArea( area, options.areas.crs, glacier.grid.crs );
  if ( !glacier.existingOptical.empty() && !isRectangleOf( glacier.grid, glacier.placed ) )
    plan.problems.push_back( "The area of the glacier " + area.name +
                             " is not the one that its optical image " + glacier.existingOptical +
                             " was cut to. Scenes are still cut to that; to use the new area, choose another "
                             "folder." );
  return glacier;
}

} // namespace

std::string opticalOf( const std::string &folder, const std::string &token )
{
  for ( const auto &[stem, path] : rasterFiles( folder + '/' + opticalFolder ) )
    if ( stem.substr( 0, stem.find( '_' ) ) == token )
      return path;
  return {};
}

DatasetPlan planDataset( const BuildDatasetOptions &options, const std::vector<DatasetRow> &rows,
                         const Feedback &feedback )
{
  DatasetPlan plan;
  plan.radar = opened<RadarRaster>( options.radar, openRadarRaster, feedback.part( 0, 0.8 ), plan.problems );
  std::sort( plan.radar.begin(), plan.radar.end(),
             []( const RadarRaster &a, const RadarRaster &b ) { return a.file < b.file; } );
  requireDistinctNames( plan.radar );
  plan.optical =
      opened<OpticalImage>( options.optical, openOpticalImage, feedback.part( 0.8, 1 ), plan.problems );
  std::set<std::string> tokens;
  for ( const GlacierArea &area : options.areas.areas )
  {
    if ( !tokens.insert( glacierToken( area.name ) ).second )
      throw Error( "Two glaciers would be called " + glacierToken( area.name ) +
                   " in file names. Give one another name." );
    if ( std::optional<GlacierPlan> glacier = planGlacier( options, area, rows, plan ) )
      plan.glaciers.push_back( std::move( *glacier ) );
  }
  plan.groups = groupGlaciers( plan.glaciers, rows );
  return plan;
}

} // namespace calving
