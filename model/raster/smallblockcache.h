#pragma once

namespace calving
{

//! While it lives, GDAL keeps little of the blocks that pass by: its cache belongs to the whole process and
//! may take a twentieth of the memory.
class SmallBlockCache
{
public:
  SmallBlockCache();
  ~SmallBlockCache();
  SmallBlockCache( const SmallBlockCache & ) = delete;
};

} // namespace calving
