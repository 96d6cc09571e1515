#include "model/extract/resultmetadata.h"

#include "model/modelfile/modelcard.h"
#include "model/version.h"

namespace calving
{

std::map<std::string, std::string> resultMetadata( const SceneFacts &scene, const Segmenter &segmenter )
{
  const auto orbit = []( int number ) { return number > 0 ? std::to_string( number ) : std::string(); };
  std::map<std::string, std::string> known{
      { "GLACIER", scene.glacier },
      { "DATETIME", scene.dateTime.empty() ? scene.date : scene.dateTime },
      { "SENSOR", scene.sensor },
      { "MODE", scene.mode },
      { "POLARISATION", scene.polarisation },
      { "PASS", scene.pass },
      { "RELATIVE_ORBIT", orbit( scene.relativeOrbit ) },
      { "ABSOLUTE_ORBIT", orbit( scene.absoluteOrbit ) },
      { "IMAGE_ID", scene.imageId },
      { "MODEL", segmenter.card().name },
      { "MODEL_SHA256", segmenter.hash() },
      { "SOFTWARE", std::string( "Calving Front " ) + softwareVersion } };
  std::map<std::string, std::string> result;
  for ( const auto &[key, value] : known )
    if ( !value.empty() )
      result["CALVINGFRONT_" + key] = value;
  return result;
}

} // namespace calving
