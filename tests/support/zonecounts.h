#pragma once

#include <array>
#include <cstdint>

#include "model/train/data/scenesource.h"

//! Pixels of each class in the zones of all scenes of \a source.
inline std::array<std::uint64_t, 4> countZones( calving::SceneSource &source )
{
  std::array<std::uint64_t, 4> counts{};
  for ( int i = 0; i < source.count(); ++i )
    for ( std::uint8_t zone : source.readZones( i, calving::wholeScene( source.info( i ) ) ) )
      ++counts[zone];
  return counts;
}
