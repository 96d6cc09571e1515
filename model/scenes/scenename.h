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
 * Reads Glacier_YYYY-MM-DD_Sensor_Resolution_... (CaFFe's names, without suffix and extension).
 *
 * The date may also be written YYYYMMDD. A name without a date is all glacier.
 */
SceneName parseSceneName( const std::string &name );

} // namespace calving
