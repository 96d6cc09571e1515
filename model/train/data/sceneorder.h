#pragma once

#include <cstdint>
#include <vector>

namespace calving
{

//! The order in which a training shows its scenes: every pass shows each of them once, in a new order.
class SceneOrder
{
public:
  //! REQUIRES: \a scenes is not empty.
  SceneOrder( std::vector<int> scenes, std::uint64_t seed );

  //! The scene that sample \a number is cut from.
  int operator[]( std::uint64_t number );
  const std::vector<int> &scenes() const { return mScenes; }

private:
  std::vector<int> mScenes;
  std::uint64_t mSeed;
  std::vector<int> mOrder;
  std::uint64_t mPass;
};

} // namespace calving
