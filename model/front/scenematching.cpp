#include "model/front/scenematching.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>

#include "model/error.h"
#include "model/scenes/manifest.h"

namespace calving
{

namespace
{

namespace fs = std::filesystem;

bool holdsFronts( const fs::path &path )
{
  static const std::set<std::string> endings{ ".tif", ".tiff", ".png", ".jpg",     ".img", ".vrt", ".gpkg",
                                              ".shp", ".json", ".gmt", ".geojson", ".fgb", ".kml", ".gml" };
  std::string ending = path.extension().string();
  std::transform( ending.begin(), ending.end(), ending.begin(),
                  []( unsigned char c ) { return static_cast<char>( std::tolower( c ) ); } );
  return endings.count( ending ) > 0;
}

Manifest::Scene sceneOf( const std::string &name, const ManifestEntry &entry )
{
  Manifest::Scene scene{ sceneFromName( name ), {} };
  const auto take = []( std::string &fact, const std::string &text ) { fact = text.empty() ? fact : text; };
  take( scene.facts.glacier, entry.glacier );
  take( scene.facts.date, isoDate( entry.date ) );
  take( scene.facts.sensor, entry.sensor );
  if ( entry.resolutionMetres > 0 )
    scene.facts.resolutionMetres = entry.resolutionMetres;
  if ( entry.pixelSizeMetres[0] > 0 && entry.pixelSizeMetres[1] > 0 )
    scene.pixel = PixelSize{ entry.pixelSizeMetres[0], entry.pixelSizeMetres[1] };
  return scene;
}

FrontGeometry frontOf( const SceneFiles &files, const std::string &name )
{
  if ( const auto layer = files.layers.find( name ); layer != files.layers.end() )
    return layer->second;
  if ( const auto path = files.paths.find( name ); path != files.paths.end() )
    return readFrontGeometry( path->second );
  return {}; // a scene of a merged layer without a front
}

Error severalOf( const std::string &name, const std::string &first, const std::string &second )
{
  return Error( "Both " + std::min( first, second ) + " and " + std::max( first, second ) +
                " are of the scene " + name +
                ". Leave one of them out, or rename it; the endings _front and "
                "_zones do not count." );
}

//! The file of the scene \a name; that of an \a onlyPair needs no name.
std::string pathOf( const SceneFiles &files, const std::string &name, bool onlyPair )
{
  if ( onlyPair && files.paths.size() == 1 )
    return files.paths.begin()->second;
  const auto file = files.paths.find( name );
  return file == files.paths.end() ? std::string() : file->second;
}

//! Pairs of names: predicted, reference.
std::vector<std::pair<std::string, std::string>> matches( const EvaluationInput &input,
                                                          const Feedback &feedback )
{
  const std::vector<std::string> predicted = input.predicted.names();
  const std::vector<std::string> reference = input.reference.names();
  if ( predicted.size() == 1 && reference.size() == 1 )
    return { { predicted[0], reference[0] } };
  std::vector<std::pair<std::string, std::string>> result;
  std::vector<std::string> withoutFront;
  for ( const std::string &name : reference )
    if ( std::binary_search( predicted.begin(), predicted.end(), name ) )
      result.emplace_back( name, name );
    else if ( input.predicted.merged )
      withoutFront.push_back( name );
    else
      feedback.warn( "The scene " + name + " has a reference front but no prediction. It is left out." );
  for ( const std::string &name : predicted )
    if ( !std::binary_search( reference.begin(), reference.end(), name ) )
      feedback.warn( "The scene " + name + " has a prediction but no reference front. It is left out." );
  if ( result.empty() )
    throw Error(
        "No scene has both a prediction and a reference: their names have nothing in common (first ones: " +
        ( predicted.empty() ? "none" : predicted[0] ) + ", " + ( reference.empty() ? "none" : reference[0] ) +
        "). Name the files of a scene alike; the endings _front and _zones do not count." );
  for ( const std::string &name : withoutFront )
  {
    feedback.inform( "The scene " + name +
                     " has no line in the predicted layer: it counts as a scene without a front." );
    result.emplace_back( name, name );
  }
  std::sort( result.begin(), result.end() );
  return result;
}

//! Says which scenes have no zones to compare.
void checkZones( const EvaluationInput &input, const std::vector<ScenePair> &scenes,
                 const Feedback &feedback )
{
  const bool given = input.zones.size() > 0;
  const bool givenReference = input.referenceZones.size() > 0;
  if ( given != givenReference )
    feedback.warn( given ? "There are predicted zones, but no reference zones to compare them with."
                         : "There are reference zones, but no predicted zones to compare with them." );
  if ( !given || !givenReference )
    return;
  const auto compared = []( const ScenePair &scene )
  { return !scene.predictedZones.empty() && !scene.referenceZones.empty(); };
  if ( std::none_of( scenes.begin(), scenes.end(), compared ) )
    throw Error( "No scene has both predicted and reference zones: their names (first ones: " +
                 input.zones.names()[0] + ", " + input.referenceZones.names()[0] +
                 ") do not match those of the fronts (first one: " + scenes[0].name +
                 "). Name the files of a scene alike; the endings _front and _zones do not count." );
  for ( const ScenePair &scene : scenes )
    if ( !compared( scene ) )
      feedback.warn( "The scene " + scene.name + " has no " +
                     ( scene.predictedZones.empty() ? "predicted" : "reference" ) +
                     " zones: its zones are not compared." );
}

ScenePair pairOf( const EvaluationInput &input, const std::string &predicted, const std::string &reference,
                  bool onlyPair )
{
  ScenePair scene;
  scene.name = reference;
  scene.facts = sceneFromName( reference );
  if ( scene.facts.date.empty() )
    scene.facts = sceneFromName( predicted );
  if ( const auto known = input.manifest.scenes.find( reference ); known != input.manifest.scenes.end() )
  {
    scene.facts = known->second.facts;
    scene.pixel = known->second.pixel;
  }
  scene.predictedZones = pathOf( input.zones, predicted, onlyPair );
  scene.referenceZones = pathOf( input.referenceZones, reference, onlyPair );
  return scene;
}

} // namespace

std::vector<std::string> SceneFiles::names() const
{
  std::set<std::string> all;
  for ( const auto &[name, path] : paths )
    all.insert( name );
  for ( const auto &[name, layer] : layers )
    all.insert( name );
  return { all.begin(), all.end() };
}

void SceneFiles::add( const std::string &name, const std::string &path )
{
  const auto layer = layers.find( name );
  if ( layer != layers.end() )
    throw severalOf( name, layer->second.source, path );
  const auto [entry, isNew] = paths.emplace( name, path );
  if ( !isNew && entry->second != path )
    throw severalOf( name, entry->second, path );
}

void SceneFiles::add( const std::string &name, const FrontGeometry &layer )
{
  const auto path = paths.find( name );
  if ( path != paths.end() )
    throw severalOf( name, path->second, layer.source );
  const auto [entry, isNew] = layers.emplace( name, layer );
  if ( !isNew )
    throw severalOf( name, entry->second.source, layer.source );
}

SceneFiles filesInFolder( const std::string &folder )
{
  SceneFiles files;
  std::error_code error;
  for ( fs::directory_iterator entry( folder, error ), end; !error && entry != end; entry.increment( error ) )
    if ( holdsFronts( entry->path() ) )
      files.add( sceneFromName( entry->path().string() ).imageId, entry->path().string() );
  if ( error || files.paths.empty() )
    throw Error( "The folder " + folder + " holds no rasters or layers of lines" +
                 ( error ? " that can be read: " + error.message() : std::string() ) + ". Choose another." );
  return files;
}

Manifest readManifest( const std::string &path )
{
  Manifest manifest;
  for ( const auto &[name, entry] : readSceneManifest( path ) )
    if ( !name.empty() )
    {
      const Manifest::Scene scene = sceneOf( name, entry );
      manifest.scenes[scene.facts.imageId] = scene;
    }
  return manifest;
}

std::vector<SceneEvaluation> evaluateScenes( const EvaluationInput &input, double stepMetres,
                                             const Feedback &feedback )
{
  const auto pairs = matches( input, feedback );
  std::vector<ScenePair> scenes;
  for ( const auto &[predicted, reference] : pairs )
    scenes.push_back( pairOf( input, predicted, reference, pairs.size() == 1 ) );
  checkZones( input, scenes, feedback );
  std::vector<SceneEvaluation> result;
  for ( std::size_t i = 0; i < pairs.size(); ++i )
  {
    feedback.report( static_cast<double>( i ) / static_cast<double>( pairs.size() ) );
    // Fronts are read one scene at a time: there may be hundreds of rasters.
    ScenePair scene = scenes[i];
    scene.predicted = frontOf( input.predicted, pairs[i].first );
    scene.reference = frontOf( input.reference, pairs[i].second );
    result.push_back( evaluateScene( scene, stepMetres ) );
  }
  feedback.report( 1 );
  return result;
}

} // namespace calving
