#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/evaluate/frontgeometry.h"

namespace calving
{

//! Fronts or zones by the name of their scene (SceneFacts::imageId), each a file (a raster
//! or a layer of lines) or, for fronts, a layer's lines.
struct SceneFiles
{
  std::map<std::string, RasterInput> paths;
  std::map<std::string, FrontGeometry> layers;
  //! Whether some layer holds several scenes, of which those without a front leave no trace.
  bool merged = false;

  std::size_t size() const { return paths.size() + layers.size(); }
  std::vector<std::string> names() const;
  //! Throws Error, naming both, where there is another of that name. The same file twice is one.
  void add( const std::string &name, const RasterInput &file );
  void add( const std::string &name, const FrontGeometry &layer );
};

//! The raster and vector files in \a folder (not below). Throws Error if it is no folder or holds none.
SceneFiles filesInFolder( const std::string &folder );

} // namespace calving
