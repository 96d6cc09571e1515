#include "model/scenes/scenename.h"

#include "model/front/scenename.h"

namespace calving
{

SceneName parseSceneName( const std::string &name )
{
  const SceneFacts facts = sceneFromName( name );
  return { facts.glacier.empty() ? name : facts.glacier, facts.date, facts.sensor, facts.resolutionMetres };
}

} // namespace calving
