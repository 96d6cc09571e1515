#pragma once

#include <string>

namespace calving
{

//! What a scene's file name says, as far as it says it.
struct SceneName
{
  std::string glacier;
  //! YYYY-MM-DD.
  std::string date;
  std::string sensor;
  //! Metres; 0 where the name has none.
  double resolution = 0;
};

/**
 * What sceneFromName() finds in \a name, a file's name without suffix and extension.
 *
 * Where no glacier is named, the whole name stands for one: such a scene has nothing in common with others.
 */
SceneName parseSceneName( const std::string &name );

} // namespace calving
