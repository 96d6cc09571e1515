#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/evaluate/sceneevaluation.h"
#include "model/evaluate/scenefiles.h"
#include "model/feedback.h"

namespace calving
{

//! A manifest: what is known of each scene beyond its name.
struct Manifest
{
  //! Empty for none.
  std::string path;
  struct Scene
  {
    SceneFacts facts;
    std::optional<PixelSize> pixel;
  };
  std::map<std::string, Scene> scenes;
};

//! What readSceneManifest() reads, as the evaluation knows scenes. Throws Error as it does.
Manifest readManifest( const std::string &path );

//! What to compare: the fronts, and the zones where there are any.
struct EvaluationInput
{
  SceneFiles predicted;
  SceneFiles reference;
  SceneFiles zones;
  SceneFiles referenceZones;
  Manifest manifest;
};

/**
 * Evaluates every scene that has a predicted and a reference front, in the order of names.
 *
 * One file on either side belongs to the other's one, whatever its name, and so do zones of one file to the
 * only pair. Where predictions are merged, a reference without one counts as a scene without a front. What is
 * known of a scene is said by the manifest, else by attributes or metadata of its fronts, else by names;
 * nominal resolutions by names before attributes. Warns of scenes that only one side has, whose zones only
 * one side has, that the manifest lacks, or whose pixel size is the nominal one of their names, and of pairs
 * whose fronts are of different dates or glaciers by what is known of each, or over 50 km apart, or where the
 * lines of one side are of several dates, or features have no shape. Throws Error if nothing matches, or
 * zones of both sides are there and none match; Cancelled.
 */
std::vector<SceneEvaluation> evaluateScenes( const EvaluationInput &input, double stepMetres,
                                             const Feedback &feedback );

} // namespace calving
