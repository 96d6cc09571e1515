#include "model/sar/picture/history.h"

#include "model/version.h"

namespace calving
{

void recordStep( SarMetadata &metadata, const std::string &step )
{
  if ( step.empty() )
    return;
  std::string &history = metadata["CALVINGFRONT_HISTORY"];
  history += ( history.empty() ? "" : "; " ) + step + ", Calving Front " + softwareVersion;
}

std::string bandName( const SarMetadata &metadata )
{
  const auto quantity = metadata.find( "CALVINGFRONT_QUANTITY" );
  const auto polarisation = metadata.find( "CALVINGFRONT_POLARISATION" );
  return quantity == metadata.end() || polarisation == metadata.end()
             ? std::string()
             : quantity->second + " " + polarisation->second;
}

std::string fileName( const std::string &path )
{
  return path.substr( path.rfind( '/' ) + 1 );
}

} // namespace calving
