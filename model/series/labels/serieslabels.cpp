#include "model/series/labels/serieslabels.h"

#include <algorithm>
#include <map>
#include <set>

#include "model/base/listednames.h"
#include "model/error.h"
#include "model/geometry/ongrid.h"
#include "model/labels/drawnlines.h"
#include "model/labels/labelcheck.h"
#include "model/scene/readzones.h"
#include "model/scene/sceneday.h"
#include "model/scene/zone.h"
#include "model/scene/zonesurvey.h"

namespace calving
{

namespace
{

using DayOfScene = std::function<std::optional<double>( const std::string &name )>;

double dayOf( const std::string &name, const SceneFacts &facts, const DayOfScene &dayOfScene )
{
  if ( const std::optional<double> day = dayOfScene( name ) )
    return *day;
  if ( const std::optional<double> day = sceneDay( facts ) )
    return *day;
  throw Error(
      "The label of “" + name +
      "” (LABELS) has no date, and no scene of the series has that name. Name it after its scene, or "
      "give it a name with a date, such as Glacier_2020-07-01." );
}

//! The zones of \a raster, which lies at \a place, at the centres of the pixels of \a grid.
std::vector<std::uint8_t> zonesAt( const RasterReader &raster, const RasterGrid &place,
                                   const ZoneTable &table, const RasterGrid &grid, const Feedback &feedback )
{
  const RunLengthImage zones = readZones( raster, table, feedback );
  return atCentres( grid, place, [&zones]( int column, int row ) { return zones.at( column, row ); } );
}

std::vector<SeriesLabel> ofRasters( const RasterGrid &grid, const DrawnLabels &drawn,
                                    const Georeference &georeference, const DayOfScene &dayOfScene,
                                    const Feedback &feedback )
{
  ZoneSurvey survey;
  std::map<std::string, const RasterInput *> fronts;
  for ( const RasterInput &input : drawn.fronts )
    fronts[stemOf( input.path )] = &input;
  for ( const RasterInput &input : drawn.rasters )
    survey.add( RasterReader( input ), feedback.part( 0, 0 ) );
  const ZoneTables tables = survey.decide();
  tables.tell( feedback );
  std::vector<SeriesLabel> labels;
  for ( const RasterInput &input : drawn.rasters )
  {
    const RasterReader raster( input );
    const std::string name = stemOf( input.path );
    labels.push_back( { name,
                        dayOf( name, sceneFacts( input.path, raster.metadata() ), dayOfScene ),
                        zonesAt( raster, sceneGrid( raster, georeference ).grid, tables.of( input.path ),
                                 grid, feedback.part( 0, 0 ) ),
                        {} } );
    if ( const auto front = fronts.find( name ); front != fronts.end() )
    {
      const RasterReader line( *front->second );
      labels.back().front = frontAt( line.readBand( 1, { 0, 0, line.width(), line.height() } ),
                                     sceneGrid( line, georeference ).grid, grid );
      // As of lines: none here says nothing of where fronts are.
      if ( std::all_of( labels.back().front.begin(), labels.back().front.end(),
                        []( std::uint8_t pixel ) { return pixel == 0; } ) )
        labels.back().front.clear();
      fronts.erase( front );
    }
  }
  for ( const auto &[name, raster] : fronts )
    feedback.warn( "The front raster " + raster->path + " counts for nothing: LABELS holds no zones named " +
                   name + "." );
  return labels;
}

std::vector<SeriesLabel> ofPolygons( const RasterGrid &grid, const ZonePolygons &polygons,
                                     const DayOfScene &dayOfScene, const Feedback &feedback )
{
  std::set<std::string> names;
  for ( const ZonePolygon &polygon : polygons.polygons )
    if ( !polygon.scene.empty() )
      names.insert( polygon.scene );
  if ( !polygons.polygons.empty() && names.empty() )
    throw Error( "No polygon of the labels names the raster that it belongs to, so that their dates are not "
                 "known. Write the names of the rasters into a field, and name that as RASTER_FIELD." );
  std::vector<SeriesLabel> labels;
  for ( const std::string &name : names )
  {
    labels.push_back( { name, dayOf( stemOf( name ), sceneFromName( name ), dayOfScene ),
                        zonesOn( grid, polygons, name ).read( { 0, 0, grid.width, grid.height } ),
                        frontOn( grid, polygons, name ) } );
    for ( const std::string &sentence : checkLabels( grid, polygons, name ) )
      feedback.warn( sentence );
  }
  return labels;
}

bool isBlank( const SeriesLabel &label )
{
  return std::all_of( label.zones.begin(), label.zones.end(), []( std::uint8_t zone ) { return zone == 0; } );
}

bool holds( const SeriesLabel &label, Zone zone )
{
  return std::find( label.zones.begin(), label.zones.end(), static_cast<std::uint8_t>( zone ) ) !=
         label.zones.end();
}

void requireFronts( const std::vector<SeriesLabel> &labels )
{
  for ( const auto &[zone, name] : { std::pair( Zone::Ocean, "ocean" ), { Zone::Glacier, "glacier" } } )
    if ( std::none_of( labels.begin(), labels.end(),
                       [zone = zone]( const SeriesLabel &label ) { return holds( label, zone ); } ) )
      throw Error(
          std::string( "The labels (LABELS) hold no " ) + name +
          " where the series lies, so that they say nothing of fronts. Draw some, or leave LABELS out." );
}

} // namespace

std::vector<SeriesLabel> labelsOn( const RasterGrid &grid, const DrawnLabels &labels,
                                   const Georeference &georeference, const DayOfScene &dayOfScene,
                                   const Feedback &feedback )
{
  std::vector<SeriesLabel> all = ofRasters( grid, labels, georeference, dayOfScene, feedback );
  for ( SeriesLabel &label : ofPolygons( grid, labels.polygons, dayOfScene, feedback ) )
    all.push_back( std::move( label ) );
  std::vector<std::string> elsewhere;
  std::vector<SeriesLabel> result;
  for ( SeriesLabel &label : all )
    if ( isBlank( label ) )
      elsewhere.push_back( label.name );
    else
      result.push_back( std::move( label ) );
  if ( !all.empty() && result.empty() )
    throw Error(
        "The labels (LABELS) do not reach the box of the series: they are of another place. Give those "
        "of this fjord, or leave LABELS out." );
  constexpr std::size_t most = 5;
  if ( !elsewhere.empty() )
    feedback.warn( "Labels that do not reach the box of the series are left out: " +
                   listedNames( elsewhere, most ) + "." );
  if ( !result.empty() )
    requireFronts( result );
  return result;
}

} // namespace calving
