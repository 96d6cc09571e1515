#include "model/raster/smallblockcache.h"

#include <gdal.h>

namespace calving
{

SmallBlockCache::SmallBlockCache()
  : mBefore( GDALGetCacheMax64() )
{
  constexpr GIntBig enough = 128 << 20;
  if ( mBefore > enough )
    GDALSetCacheMax64( enough );
}

SmallBlockCache::~SmallBlockCache()
{
  GDALSetCacheMax64( mBefore );
}

} // namespace calving
