#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/raster/rasterinput.h"

namespace calving
{

//! A scene that somebody lists.
struct ListedScene
{
  ListedScene( RasterInput input )
    : raster( std::move( input ) )
  {
  }

  RasterInput raster;
  //! Whether that is the path of a Sentinel-1 product as downloaded, no raster.
  bool isProduct = false;
  //! What the list says of it, with the keys of sceneFacts(): counts before what the raster says.
  std::map<std::string, std::string> metadata;
};

//! A scene that is not used.
struct UnusedScene
{
  std::string name;
  //! A sentence.
  std::string reason;

  //! For the log.
  std::string sentence() const { return "The scene " + name + " is left out. " + reason; }
};

//! Scenes, and those of the list that nothing can be read of.
struct ListedScenes
{
  std::vector<ListedScene> scenes;
  std::vector<UnusedScene> leftOut;
};

} // namespace calving
