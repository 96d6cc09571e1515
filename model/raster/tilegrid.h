#pragma once

namespace calving
{

//! A rectangle of pixels; (x, y) is the upper-left corner.
struct Window
{
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
};

inline bool operator==( const Window &a, const Window &b )
{
  return a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height;
}

/**
 * Splits a raster into windows of at most \a size pixels a side.
 *
 * Every pixel lies in exactly one window. Windows come row by row, so an output
 * written in this order is written front to back.
 */
class TileGrid
{
public:
  //! REQUIRES: all three arguments are positive.
  TileGrid( int rasterWidth, int rasterHeight, int size );

  int count() const { return mColumns * mRows; }

  //! REQUIRES: 0 <= index < count().
  Window window( int index ) const;

private:
  int mRasterWidth;
  int mRasterHeight;
  int mSize;
  int mColumns;
  int mRows;
};

} // namespace calving
