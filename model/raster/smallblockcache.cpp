#include "model/raster/smallblockcache.h"

#include <mutex>

#include <gdal.h>

namespace calving
{

namespace
{

//! Several algorithms may run at once: the first makes the cache small, the last gives it back.
std::mutex sMutex;
int sCount = 0;
GIntBig sBefore = 0;

} // namespace

SmallBlockCache::SmallBlockCache()
{
  constexpr GIntBig enough = 128 << 20;
  const std::lock_guard<std::mutex> lock( sMutex );
  if ( sCount++ > 0 )
    return;
  sBefore = GDALGetCacheMax64();
  if ( sBefore > enough )
    GDALSetCacheMax64( enough );
}

SmallBlockCache::~SmallBlockCache()
{
  const std::lock_guard<std::mutex> lock( sMutex );
  if ( --sCount == 0 )
    GDALSetCacheMax64( sBefore );
}

} // namespace calving
