#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace calving
{

//! Values on a part of a scene's grid; columns and rows are those of the scene and may be negative.
template <typename T> class Field
{
public:
  Field() = default;
  Field( int firstColumn, int firstRow, int width, int height )
    : mFirstColumn( firstColumn )
    , mFirstRow( firstRow )
    , mWidth( width )
    , mHeight( height )
    , mValues( static_cast<std::size_t>( width ) * height )
  {
  }

  int firstColumn() const { return mFirstColumn; }
  int firstRow() const { return mFirstRow; }
  int endColumn() const { return mFirstColumn + mWidth; }
  int endRow() const { return mFirstRow + mHeight; }

  //! REQUIRES: the pixel lies in the field.
  T &at( int column, int row ) { return mValues[index( column, row )]; }
  const T &at( int column, int row ) const { return mValues[index( column, row )]; }

private:
  std::size_t index( int column, int row ) const
  {
    return static_cast<std::size_t>( row - mFirstRow ) * mWidth + ( column - mFirstColumn );
  }

  int mFirstColumn = 0;
  int mFirstRow = 0;
  int mWidth = 0;
  int mHeight = 0;
  std::vector<T> mValues;
};

} // namespace calving
