#include "model/geometry/wkbgeometry.h"

#include <cpl_error.h>

namespace calving
{

std::unique_ptr<OGRGeometry> geometryOf( const std::vector<std::uint8_t> &wkb )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  OGRGeometry *geometry = nullptr;
  const OGRErr error = OGRGeometryFactory::createFromWkb( wkb.data(), nullptr, &geometry, wkb.size() );
  std::unique_ptr<OGRGeometry> owned( geometry );
  return error == OGRERR_NONE ? std::move( owned ) : nullptr;
}

} // namespace calving
