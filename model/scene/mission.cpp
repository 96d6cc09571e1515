#include "model/scene/mission.h"

#include <array>

#include "model/base/lettercase.h"

namespace calving
{

std::string missionOf( const std::string &sensor )
{
  std::string word;
  for ( const char letter : lowerCase( sensor ) )
    if ( ( letter >= 'a' && letter <= 'z' ) || ( letter >= '0' && letter <= '9' ) )
      word += letter;
  for ( const auto &[shortName, longName, mission] :
        { std::array{ "s1", "sentinel1", "Sentinel-1" }, std::array{ "s2", "sentinel2", "Sentinel-2" },
          std::array{ "tsx", "terrasarx", "TerraSAR-X" }, std::array{ "tdx", "tandemx", "TanDEM-X" } } )
    if ( word.rfind( shortName, 0 ) == 0 || word.rfind( longName, 0 ) == 0 )
      return mission;
  return sensor;
}

} // namespace calving
