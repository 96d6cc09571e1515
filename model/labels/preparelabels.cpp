#include "model/labels/preparelabels.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include <cpl_conv.h>

#include "model/base/calendar.h"
#include "model/error.h"
#include "model/extract/extractfronts.h"
#include "model/geometry/maptransform.h"
#include "model/geometry/ogrpolygon.h"
#include "model/labels/drawnlines.h"
#include "model/labels/frontcut.h"
#include "model/labels/labelcheck.h"
#include "model/labels/zoneoutlines.h"
#include "model/modelfile/modelcard.h"
#include "model/scene/scenename.h"

namespace calving
{

namespace
{

constexpr double mostPixels = 9e6;
//! How far outlines may stray from the edges of the pixels: steps go, corners stay.
constexpr double outlineTolerance = 0.75;
//! Regions and fronts of fewer pixels are not worth a polygon or a line.
constexpr int leastPixels = 30;

//! A raster to label.
struct Scene
{
  RasterInput input;
  std::string name;
  SceneFacts facts;
  std::optional<int> day;
  RasterGrid grid;
  double pixelMetres = 1;
};

std::optional<int> dayOf( const std::string &date )
{
  return date.empty() ? std::nullopt : std::optional( dayOfIsoDate( date ) );
}

Scene openScene( const RasterInput &input, const LabelOptions &options )
{
  const RasterReader raster( input, RasterContent::Backscatter );
  if ( !raster.grid().hasTransform || raster.grid().crs.empty() )
    throw Error( "The raster " + input.path + " is not georeferenced, so that no label can be laid over it. "
                 "Terrain-correct it, or assign its coordinate reference system." );
  Scene scene{ input, CPLGetBasename( input.path.c_str() ),
               sceneFacts( input.path, raster.metadata(), raster.bandName( options.input.band ) ),
               {}, coarserGrid( raster.grid(), mostPixels ), 1 };
  if ( !options.glacier.empty() )
    scene.facts.glacier = options.glacier;
  scene.day = dayOf( scene.facts.date );
  const std::array<double, 2> side = scene.grid.pixelSizeMetres();
  scene.pixelMetres = std::sqrt( side[0] * side[1] );
  return scene;
}

std::vector<Scene> openScenes( const std::vector<RasterInput> &rasters, const LabelOptions &options,
                               const Feedback &feedback )
{
  std::vector<Scene> scenes;
  std::set<std::string> names;
  for ( const RasterInput &input : rasters )
  {
    Scene scene = openScene( input, options );
    if ( !names.insert( scene.name ).second )
      throw Error( "Two rasters have the name " + scene.name +
                   ", by which labels know their raster. Rename one of them, or leave it out if it is the same." );
    if ( !scene.day )
      feedback.warn( "No date is known of the raster " + scene.name +
                     ", so that neither fronts nor labels of a near date can be found for it. Put the date into its "
                     "name, as in Glacier_2018-06-02_Sensor." );
    scenes.push_back( std::move( scene ) );
  }
  return scenes;
}

WellKnownBinary wellKnownBinary( const OGRGeometry &geometry )
{
  WellKnownBinary result( geometry.WkbSize() );
  geometry.exportToWkb( wkbNDR, result.data(), wkbVariantIso );
  return result;
}

//! Brings what lies on the grid of a scene to the map of the labels. Corners are a few pixels apart, so that edges
//! hardly bend on the way.
class ToLabels
{
public:
  ToLabels( const RasterGrid &grid, const std::string &crs )
  {
    if ( !grid.crs.empty() && !crs.empty() && grid.crs != crs )
      mWay.emplace( grid.crs, crs );
  }

  WellKnownBinary polygon( MapPolygon rings ) const
  {
    for ( Ring &ring : rings )
      ring = moved( ring );
    return wellKnownBinary( *static_cast<const OGRGeometry *>( ogrPolygon( rings ).get() ) );
  }

  WellKnownBinary line( const std::vector<Point> &points ) const
  {
    OGRLineString line;
    for ( const auto &[x, y] : moved( points ) )
      line.addPoint( x, y );
    return wellKnownBinary( static_cast<const OGRGeometry &>( line ) );
  }

private:
  std::vector<Point> moved( const std::vector<Point> &points ) const
  {
    return mWay ? mWay->applied( points ) : points;
  }

  std::optional<MapTransform> mWay;
};

//! Fills in labels scene by scene; what it made serves the scenes that follow.
class Labeller
{
public:
  Labeller( const LabelSources &sources, const LabelOptions &options, const Feedback &feedback )
    : mSources( sources )
    , mOptions( options )
    , mFeedback( feedback )
    , mLabels( sources.labels )
  {
    for ( const ZonePolygon &polygon : mLabels.polygons )
      mLabelled.insert( polygon.scene );
  }

  void prepare( const std::vector<Scene> &scenes )
  {
    for ( const Scene &scene : scenes )
      mDays[scene.name] = scene.day;
    std::vector<const Scene *> later;
    double done = 0;
    const double step = 1 / std::max( 1.0, static_cast<double>( scenes.size() ) );
    for ( const Scene &scene : scenes )
    {
      mFeedback.report( done );
      if ( isLabelled( scene ) && !( mOptions.followFronts && hasLeftFront( scene ) ) )
        mFeedback.inform( scene.name + ": keeps the labels that it has." );
      else if ( mOptions.prefill != Prefill::Nothing && fromFronts( scene ) )
        mFeedback.check();
      else if ( !isLabelled( scene ) )
      {
        later.push_back( &scene );
        continue;
      }
      done += step;
    }
    for ( const Scene *scene : later )
    {
      mFeedback.report( done );
      fromElsewhere( *scene, mFeedback.part( done, std::min( 1.0, done + step ) ) );
      done += step;
    }
    mFeedback.report( 1 );
  }

  std::vector<PreparedLabels> take() { return std::move( mPrepared ); }

private:
  bool isLabelled( const Scene &scene ) const { return mLabelled.count( scene.name ) > 0; }

  std::vector<PixelPath> drawnFronts( const Scene &scene ) const
  {
    std::vector<PixelPath> paths;
    for ( const DrawnFront &front : mSources.labels.fronts )
      if ( front.scene == scene.name )
        for ( PixelPath &path : linesOn( scene.grid, front.shape, mLabels.crs, "A front line of " + scene.name ) )
          paths.push_back( std::move( path ) );
    return paths;
  }

  //! Whether the lines of \a scene are not where its zones have their front.
  bool hasLeftFront( const Scene &scene ) const
  {
    const std::vector<std::string> doubts = checkLabels( scene.grid, mSources.labels, scene.name );
    return std::any_of( doubts.begin(), doubts.end(), []( const std::string &doubt )
                        { return doubt.find( "front line" ) != std::string::npos; } );
  }

  void layRockOver( ZoneImage &image ) const
  {
    if ( mSources.rock.isEmpty() )
      return;
    PolygonRaster rock( image.grid );
    rock.add( polygonsOn( mSources.rock, image.grid ), 1 );
    const std::vector<std::uint8_t> isRock = rock.read( { 0, 0, image.grid.width, image.grid.height } );
    for ( std::size_t pixel = 0; pixel < isRock.size(); ++pixel )
      if ( isRock[pixel] )
        image.zones[pixel] = static_cast<std::uint8_t>( Zone::Rock );
  }

  ZoneImage labelsOf( const std::string &name, const Scene &scene ) const
  {
    ZoneImage image{ scene.grid,
                     zonesOn( scene.grid, mLabels, name ).read( { 0, 0, scene.grid.width, scene.grid.height } ) };
    layRockOver( image );
    return image;
  }

  //! Zones that another date has, the nearest first; its name goes to \a from.
  std::optional<ZoneImage> nearestLabels( const Scene &scene, std::string &from ) const
  {
    std::vector<std::pair<int, std::string>> others;
    for ( const std::string &name : mLabelled )
      if ( name != scene.name )
      {
        const auto known = mDays.find( name );
        const std::optional<int> day = known != mDays.end() ? known->second : dayOf( sceneFromName( name ).date );
        constexpr int never = 1 << 20;
        others.emplace_back( day && scene.day ? std::abs( *day - *scene.day ) : never, name );
      }
    std::sort( others.begin(), others.end() );
    for ( const auto &[days, name] : others )
    {
      ZoneImage image = labelsOf( name, scene );
      if ( std::any_of( image.zones.begin(), image.zones.end(), isIceOrWater ) )
      {
        from = name;
        return image;
      }
    }
    return std::nullopt;
  }

  std::optional<ZoneImage> modelZones( const Scene &scene, const Feedback &feedback ) const
  {
    if ( !mSources.model )
      return std::nullopt;
    ExtractOptions extract;
    extract.scene = scene.input;
    extract.segment.band = mOptions.input.band;
    extract.segment.values = mOptions.input.values;
    extract.segment.networkPixelMetres = mOptions.input.pixelMetres;
    extract.temporaryFolder = mOptions.temporaryFolder;
    ZoneImage image =
        sampledZones( extractFronts( *mSources.model, openScene( extract ), extract, feedback ).fronts.zones,
                      scene.grid );
    removeSpecks( image, leastPixels );
    layRockOver( image );
    return image;
  }

  std::string modelName() const { return "model " + mSources.model->card().name; }

  bool fromFronts( const Scene &scene )
  {
    const ZoneImage blank{ scene.grid, {} };
    const std::vector<PixelPath> drawn = drawnFronts( scene );
    std::vector<PixelPath> fronts = drawn;
    if ( fronts.empty() && scene.day )
      fronts = frontsOfDay( mSources.archive, blank, *scene.day, mOptions.mostDays, mOptions.glacier, mFeedback );
    if ( fronts.empty() )
      return false;
    std::string from = scene.name;
    std::optional<ZoneImage> known =
        isLabelled( scene ) ? std::optional( labelsOf( scene.name, scene ) ) : nearestLabels( scene, from );
    if ( !known && ( known = modelZones( scene, mFeedback.part( 0, 0 ) ) ) )
      from = modelName();
    if ( !known )
    {
      mFeedback.warn( scene.name + ": there is a front line of its date, but no zones of any date to go with it. "
                                   "Draw the zones of one scene and run this again, or give a model (MODEL)." );
      return false;
    }
    FrontCut cut = cutByFronts( *known, fronts, { scene.pixelMetres, mOptions.farthestEndMetres } );
    for ( const std::string &problem : cut.problems )
      mFeedback.warn( scene.name + ": " + problem + "." );
    if ( cut.linesUsed == 0 )
      return false;
    keep( scene, cut.zones, "front, zones of " + from, drawn.empty() ? mapLines( fronts, scene ) : Lines() );
    return true;
  }

  void fromElsewhere( const Scene &scene, const Feedback &feedback )
  {
    std::string from;
    std::optional<ZoneImage> zones;
    if ( mOptions.prefill == Prefill::Model || mOptions.prefill == Prefill::Automatic )
      if ( ( zones = modelZones( scene, feedback ) ) )
        from = modelName();
    if ( !zones && ( mOptions.prefill == Prefill::Labels || mOptions.prefill == Prefill::Automatic ) )
      if ( ( zones = nearestLabels( scene, from ) ) )
        from = "copy of " + from;
    if ( zones )
      keep( scene, *zones, from, frontsOf( *zones, leastPixels ) );
    else if ( mOptions.prefill == Prefill::Nothing )
      mFeedback.inform( scene.name + ": nothing is filled in, as asked." );
    else
      mFeedback.warn( scene.name + ": there is nothing to start from, neither a model, nor labels of another date that "
                                   "lie here, nor a front line with zones. Draw its zones." );
  }

  using Lines = std::vector<std::vector<Point>>;

  static Lines mapLines( const std::vector<PixelPath> &paths, const Scene &scene )
  {
    Lines lines = paths;
    for ( std::vector<Point> &line : lines )
      for ( Point &point : line )
        point = scene.grid.toMap( point[0], point[1] );
    return lines;
  }

  void keep( const Scene &scene, const ZoneImage &image, const std::string &source, const Lines &fronts )
  {
    const ToLabels way( scene.grid, mLabels.crs );
    PreparedLabels labels{ scene.name, scene.facts.glacier, scene.facts.date, source, {}, {}, isLabelled( scene ) };
    for ( const ZoneOutline &outline : outlinesOf( image, outlineTolerance ) )
      labels.zones.push_back( { outline.zone, scene.name, way.polygon( outline.polygon ) } );
    for ( const std::vector<Point> &front : fronts )
      labels.fronts.push_back( way.line( front ) );
    if ( labels.replaces )
      mLabels.polygons.erase( std::remove_if( mLabels.polygons.begin(), mLabels.polygons.end(),
                                              [&]( const ZonePolygon &old ) { return old.scene == scene.name; } ),
                              mLabels.polygons.end() );
    mLabels.polygons.insert( mLabels.polygons.end(), labels.zones.begin(), labels.zones.end() );
    mLabelled.insert( scene.name );
    mFeedback.inform( scene.name + ": " + std::to_string( labels.zones.size() ) + " zones (" + source + ")." );
    mPrepared.push_back( std::move( labels ) );
  }

  const LabelSources &mSources;
  const LabelOptions &mOptions;
  const Feedback &mFeedback;
  //! Those that were there and those that were made.
  ZonePolygons mLabels;
  std::set<std::string> mLabelled;
  std::map<std::string, std::optional<int>> mDays;
  std::vector<PreparedLabels> mPrepared;
};

} // namespace

std::vector<PreparedLabels> prepareLabels( const std::vector<RasterInput> &rasters, const LabelSources &sources,
                                           const LabelOptions &options, const Feedback &feedback )
{
  if ( options.prefill == Prefill::Model && !sources.model )
    throw Error( "The labels are to come from a model, but none was given. Give one as MODEL." );
  const std::vector<Scene> scenes = openScenes( rasters, options, feedback );
  Labeller labeller( sources, options, feedback );
  labeller.prepare( scenes );
  return labeller.take();
}

} // namespace calving
