#pragma once

#include <cstddef>

namespace calving
{

//! Columns left <= x < right and rows top <= y < bottom of cells.
struct CellBox
{
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;

  int width() const { return right > left ? right - left : 0; }
  int height() const { return bottom > top ? bottom - top : 0; }
  std::size_t cells() const { return static_cast<std::size_t>( width() ) * height(); }
};

} // namespace calving
