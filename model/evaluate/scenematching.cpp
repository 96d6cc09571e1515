#include "model/evaluate/scenematching.h"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "model/base/lettercase.h"
#include "model/base/listednames.h"
#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/scene/frontattributes.h"
#include "model/scene/manifest.h"

namespace calving
{

namespace
{

constexpr std::size_t mostNamed = 20;

//! Warns of \a names, if there are any, as \a scenes: words for what they have in common.
void warnOf( const std::vector<std::string> &names, const std::string &scenes, const Feedback &feedback )
{
  if ( !names.empty() )
    feedback.warn( scenes + ": " + listedNames( names, mostNamed ) + " (" + std::to_string( names.size() ) +
                   ")." );
}

FrontGeometry frontOf( const SceneFiles &files, const std::string &name )
{
  if ( const auto layer = files.layers.find( name ); layer != files.layers.end() )
    return layer->second;
  if ( const auto path = files.paths.find( name ); path != files.paths.end() )
    return readFrontGeometry( path->second );
  return {}; // a scene of a merged layer without a front
}

//! The file of the scene \a name; that of an \a onlyPair needs no name.
RasterInput rasterOf( const SceneFiles &files, const std::string &name, bool onlyPair )
{
  if ( onlyPair && files.paths.size() == 1 )
    return files.paths.begin()->second;
  const auto file = files.paths.find( name );
  return file == files.paths.end() ? RasterInput() : file->second;
}

//! Names of a scene: predicted, reference.
using Names = std::pair<std::string, std::string>;

std::vector<Names> matches( const EvaluationInput &input, const Feedback &feedback )
{
  const std::vector<std::string> predicted = input.predicted.names();
  const std::vector<std::string> reference = input.reference.names();
  if ( predicted.size() == 1 && reference.size() == 1 )
    return { { predicted[0], reference[0] } };
  std::vector<Names> result;
  std::vector<std::string> onlyPredicted;
  std::vector<std::string> onlyReference;
  for ( const std::string &name : reference )
    if ( std::binary_search( predicted.begin(), predicted.end(), name ) )
      result.emplace_back( name, name );
    else
      onlyReference.push_back( name );
  std::set_difference( predicted.begin(), predicted.end(), reference.begin(), reference.end(),
                       std::back_inserter( onlyPredicted ) );
  if ( result.empty() )
    throw Error(
        "No scene has both a prediction and a reference: their names have nothing in common (first ones: " +
        ( predicted.empty() ? "none" : predicted[0] ) + ", " + ( reference.empty() ? "none" : reference[0] ) +
        "). Name the files of a scene alike; the endings _front and _zones do not count." );
  warnOf( onlyPredicted, "Left out are scenes that have a prediction but no reference front", feedback );
  if ( !input.predicted.merged )
  {
    warnOf( onlyReference, "Left out are scenes that have a reference front but no prediction", feedback );
    return result;
  }
  warnOf( onlyReference, "Scenes without a line in the predicted layer count as scenes without a front",
          feedback );
  for ( const std::string &name : onlyReference )
    result.emplace_back( name, name );
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
  { return !scene.predictedZones.isEmpty() && !scene.referenceZones.isEmpty(); };
  if ( std::none_of( scenes.begin(), scenes.end(), compared ) )
    throw Error( "No scene has both predicted and reference zones: their names (first ones: " +
                 input.zones.names()[0] + ", " + input.referenceZones.names()[0] +
                 ") do not match those of the fronts (first one: " + scenes[0].name +
                 "). Name the files of a scene alike; the endings _front and _zones do not count." );
  std::vector<std::string> without;
  std::vector<std::string> withoutReference;
  for ( const ScenePair &scene : scenes )
    if ( !compared( scene ) )
      ( scene.predictedZones.isEmpty() ? without : withoutReference ).push_back( scene.name );
  warnOf( without, "Zones are not compared for want of predicted ones of the scenes", feedback );
  warnOf( withoutReference, "Zones are not compared for want of reference ones of the scenes", feedback );
}

//! What the codes of the zones mean that \a scenes name as \a zones, all together.
std::shared_ptr<const ZoneTables> codesOf( const std::vector<ScenePair> &scenes,
                                           RasterInput ScenePair::*zones, const Feedback &feedback )
{
  ZoneSurvey survey;
  for ( const ScenePair &scene : scenes )
    if ( !scene.predictedZones.isEmpty() && !scene.referenceZones.isEmpty() )
    {
      feedback.check();
      survey.add( RasterReader( scene.*zones ) );
    }
  const ZoneTables codes = survey.decide();
  codes.tell( feedback );
  return std::make_shared<ZoneTables>( codes );
}

ScenePair pairOf( const EvaluationInput &input, const std::string &predicted, const std::string &reference,
                  bool onlyPair )
{
  ScenePair scene;
  scene.name = reference;
  scene.predictedZones = rasterOf( input.zones, predicted, onlyPair );
  scene.referenceZones = rasterOf( input.referenceZones, reference, onlyPair );
  return scene;
}

//! What the manifest says of a scene; null where nothing.
const Manifest::Scene *knownOf( const Manifest &manifest, const Names &names )
{
  for ( const std::string &name : { names.second, names.first } )
    if ( const auto known = manifest.scenes.find( name ); known != manifest.scenes.end() )
      return &known->second;
  return nullptr;
}

//! Reads the fronts of \a scene, and gathers what is known of it.
void readFronts( const EvaluationInput &input, const Names &names, ScenePair &scene )
{
  scene.predicted = frontOf( input.predicted, names.first );
  scene.reference = frontOf( input.reference, names.second );
  if ( const Manifest::Scene *known = knownOf( input.manifest, names ) )
  {
    scene.facts = known->facts;
    scene.pixel = known->pixel;
  }
  SceneFacts named = sceneFromName( names.second );
  if ( named.date.empty() )
    named = sceneFromName( names.first );
  if ( !( scene.facts.resolutionMetres > 0 ) )
    scene.facts.resolutionMetres = named.resolutionMetres;
  for ( const SceneFacts &facts : { scene.reference.facts, scene.predicted.facts, named } )
    addMissingFacts( scene.facts, facts );
}

//! Letters and digits of \a name in small letters: people write glaciers in many ways.
std::string spelledPlainly( const std::string &name )
{
  std::string plain;
  for ( const unsigned char c : name )
    if ( std::isalnum( c ) || c >= 0x80 )
      plain += static_cast<char>( c );
  return lowerCase( plain );
}

//! Warns where what is known of the two fronts of \a scene differs.
void warnOfOtherScenes( const Names &names, const ScenePair &scene, const Feedback &feedback )
{
  const SceneFacts &predicted = scene.predicted.facts;
  const SceneFacts &reference = scene.reference.facts;
  const SceneFacts predictedName = sceneFromName( names.first );
  const SceneFacts referenceName = sceneFromName( names.second );
  const auto warn = [&]( const char *what, const std::string &one, const std::string &other )
  {
    feedback.warn( "The fronts compared as the scene " + scene.name + " are of different " + what +
                   ": the predicted one (" + names.first + ") of " + one + ", the reference (" +
                   names.second + ") of " + other +
                   ". Their distance says nothing of how well the front was found." );
  };
  const auto differ = []( const std::string &one, const std::string &other )
  { return !one.empty() && !other.empty() && one != other; };
  const std::string day = predicted.date.empty() ? predictedName.date : predicted.date;
  const std::string otherDay = reference.date.empty() ? referenceName.date : reference.date;
  if ( differ( day, otherDay ) )
    warn( "dates", day, otherDay );
  // Names have codes where attributes have words: like is compared with like.
  const bool haveAttributes = !predicted.glacier.empty() && !reference.glacier.empty();
  const std::string glacier = haveAttributes ? predicted.glacier : predictedName.glacier;
  const std::string otherGlacier = haveAttributes ? reference.glacier : referenceName.glacier;
  if ( differ( spelledPlainly( glacier ), spelledPlainly( otherGlacier ) ) )
    warn( "glaciers", "“" + glacier + "”", "“" + otherGlacier + "”" );
}

//! Warns where the lines of \a front, of the scene \a name, are those of several days.
void warnOfDates( const std::string &name, const FrontGeometry &front, const Feedback &feedback )
{
  if ( front.dates.size() > 1 )
    feedback.warn( "The lines of " + front.source + ", compared as those of the one scene " + name +
                   ", are of " + std::to_string( front.dates.size() ) + " dates, from " +
                   *front.dates.begin() + " to " + *front.dates.rbegin() +
                   ": fronts of other days count as errors. Filter the layer, or name the scene of each line "
                   "in an attribute image_id." );
}

/**
 * Features without a shape, which are passed over.
 *
 * Where nothing else is there, a scene has no front, which may not be what its author meant.
 */
struct ShapelessFeatures
{
  std::size_t count = 0;
  std::vector<std::string> scenes;

  void add( const ScenePair &scene )
  {
    const std::size_t found = scene.predicted.withoutShape + scene.reference.withoutShape;
    count += found;
    if ( found > 0 )
      scenes.push_back( scene.name );
  }

  void tell( const Feedback &feedback ) const
  {
    warnOf( scenes,
            "Features without a geometry, " + std::to_string( count ) +
                " in all, are passed over in the fronts of the scenes",
            feedback );
  }
};

//! Warns where the fronts of a scene are nowhere near each other.
void warnOfDistance( const SceneEvaluation &scene, const Feedback &feedback )
{
  constexpr double far = 50000;
  const std::vector<double> &distances = scene.distances.ofPredicted;
  if ( distances.empty() )
    return;
  const double least = *std::min_element( distances.begin(), distances.end() );
  if ( least > far )
    feedback.warn(
        "The fronts compared as the scene " + scene.name + " lie " +
        numberText( least / 1000, Decimals{ 0 } ) +
        " km apart and more: they are of different places, or one has the wrong coordinate reference "
        "system." );
}

//! Warns of scenes of which the manifest, if there is one, says nothing. Throws Error where these are all.
void checkManifest( const Manifest &manifest, const std::vector<Names> &pairs, const Feedback &feedback )
{
  if ( manifest.path.empty() )
    return;
  std::vector<std::string> unknown;
  for ( const Names &names : pairs )
    if ( !knownOf( manifest, names ) )
      unknown.push_back( names.second );
  if ( unknown.size() == pairs.size() )
    throw Error( "The table " + manifest.path + " has none of the scenes: its first one is " +
                 manifest.scenes.begin()->first + ", the first one to compare is " + unknown.front() +
                 ". Name them alike; the endings _front and _zones do not count." );
  warnOf( unknown, "The table " + manifest.path + " lacks the scenes", feedback );
}

//! Says where pixels were taken to be as large as names say.
void reportNominalPixels( const std::vector<SceneEvaluation> &scenes, const Feedback &feedback )
{
  std::vector<std::string> nominal;
  for ( const SceneEvaluation &scene : scenes )
    if ( scene.pixelsAreNominal )
      nominal.push_back( scene.name );
  warnOf(
      nominal,
      "Pixels are taken to be as large as the resolution in the name says, as nothing else says it (where "
      "they are not, give their sizes in a manifest), in the scenes",
      feedback );
}

} // namespace

Manifest readManifest( const std::string &path )
{
  Manifest manifest;
  manifest.path = path;
  for ( const auto &[name, entry] : readSceneManifest( path ) )
  {
    Manifest::Scene scene;
    scene.facts.glacier = entry.glacier;
    scene.facts.date = entry.date;
    scene.facts.sensor = entry.sensor;
    scene.facts.resolutionMetres = entry.resolutionMetres;
    if ( entry.pixelSizeMetres[0] > 0 )
      scene.pixel = PixelSize{ entry.pixelSizeMetres[0], entry.pixelSizeMetres[1] };
    manifest.scenes[sceneFromName( name ).imageId] = scene;
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
  checkManifest( input.manifest, pairs, feedback );
  const auto predictedCodes = codesOf( scenes, &ScenePair::predictedZones, feedback );
  const auto referenceCodes = codesOf( scenes, &ScenePair::referenceZones, feedback );
  std::vector<SceneEvaluation> result;
  ShapelessFeatures shapeless;
  for ( std::size_t i = 0; i < pairs.size(); ++i )
  {
    feedback.report( static_cast<double>( i ) / static_cast<double>( pairs.size() ) );
    // Fronts are read one scene at a time: there may be hundreds of rasters.
    ScenePair scene = scenes[i];
    scene.predictedCodes = predictedCodes;
    scene.referenceCodes = referenceCodes;
    readFronts( input, pairs[i], scene );
    warnOfOtherScenes( pairs[i], scene, feedback );
    warnOfDates( scene.name, scene.predicted, feedback );
    warnOfDates( scene.name, scene.reference, feedback );
    shapeless.add( scene );
    result.push_back( evaluateScene( std::move( scene ), stepMetres ) );
    warnOfDistance( result.back(), feedback );
  }
  reportNominalPixels( result, feedback );
  shapeless.tell( feedback );
  feedback.report( 1 );
  return result;
}

} // namespace calving
