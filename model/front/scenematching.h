#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/front/sceneevaluation.h"

namespace calving
{

//! Fronts or zones by the name of their scene (SceneFacts::imageId), each a file or, for fronts, a layer's
//! lines.
struct SceneFiles
{
  std::map<std::string, std::string> paths;
  std::map<std::string, FrontGeometry> layers;
  //! Whether some layer holds several scenes, of which those without a front leave no trace.
  bool merged = false;

  std::size_t size() const { return paths.size() + layers.size(); }
  std::vector<std::string> names() const;
  //! Throws Error, naming both, where there is another of that name. The same file twice is one.
  void add( const std::string &name, const std::string &path );
  void add( const std::string &name, const FrontGeometry &layer );
};

//! The raster and vector files in \a folder (not below). Throws Error if it is no folder or holds none.
SceneFiles filesInFolder( const std::string &folder );

//! A manifest: what is known of each scene beyond its name.
struct Manifest
{
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
 * only pair. Where predictions are merged, a reference without one counts as a scene without a front. Warns
 * of scenes that only one side has, or whose zones only one side has. Throws Error if nothing matches, or
 * zones of both sides are there and none match; Cancelled.
 */
std::vector<SceneEvaluation> evaluateScenes( const EvaluationInput &input, double stepMetres,
                                             const Feedback &feedback );

} // namespace calving
