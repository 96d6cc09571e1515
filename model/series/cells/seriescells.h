#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/series/evidence/seriesevidence.h"

namespace calving
{

/**
 * A series in cells of some 140 m, in which it is compared with itself and cut into glacier and ocean.
 *
 * Whether a front moved is seen in areas of hundreds of metres; its own pixels come back where the cut is
 * brought to the grid of the evidence.
 */
class SeriesCells
{
public:
  //! The evidence must outlive the object; scenes may be added to it later.
  explicit SeriesCells( const SeriesEvidence &evidence );

  int width() const { return mWidth; }
  int height() const { return mHeight; }
  std::size_t cells() const { return static_cast<std::size_t>( mWidth ) * mHeight; }
  //! Pixels of the evidence along a side of a cell.
  int pixelsPerSide() const { return mSide; }
  //! Sides (x, y) of a cell in metres.
  const std::array<double, 2> &metres() const { return mMetres; }

  //! Grey values of a scene, means over each cell, 1 to 255; 0 where less than half of the cell has data.
  //! With \a parts x parts pieces of each cell the same of each piece: parts * width() x parts * height().
  std::vector<float> grey( int scene, int parts = 1 ) const;
  //! Of \a pixels of the evidence's grid, that in the middle of each cell, so that borders stay borders.
  std::vector<std::uint8_t> middles( const std::vector<std::uint8_t> &pixels ) const;
  //! 1 where a pixel of the cell is not 0.
  std::vector<std::uint8_t> anyOf( const std::vector<std::uint8_t> &pixels ) const;

private:
  const SeriesEvidence &mEvidence;
  int mSide = 1;
  int mWidth = 0;
  int mHeight = 0;
  std::array<double, 2> mMetres{};
};

} // namespace calving
