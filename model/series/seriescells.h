#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/series/seriesevidence.h"

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
  //! REQUIRES: at least one label.
  explicit SeriesCells( const SeriesEvidence &evidence );

  int width() const { return mWidth; }
  int height() const { return mHeight; }
  std::size_t cells() const { return static_cast<std::size_t>( mWidth ) * mHeight; }
  //! Pixels of the evidence along a side of a cell.
  int pixelsPerSide() const { return mSide; }
  //! Sides (x, y) of a cell in metres.
  const std::array<double, 2> &metres() const { return mMetres; }

  //! Grey values of a scene, means over each cell, 1 to 255; 0 where less than half of the cell has data.
  std::vector<float> grey( int scene ) const;

  //! What a label says of each cell; where it says nothing, what the others say, the nearest in time first.
  struct Label
  {
    double day = 0;
    //! 1 ocean; 0 anything else.
    std::vector<std::uint8_t> ocean;
    //! Metres to the label's own front; infinite where it has none.
    std::vector<float> toFront;
    //! Of the label's front, in metres.
    double frontMetres = 0;
  };
  const std::vector<Label> &labels() const { return mLabels; }
  //! 1 where some label shows glacier or ocean, and less than half of them rock: where a front may be.
  const std::vector<std::uint8_t> &domain() const { return mDomain; }

private:
  std::vector<std::uint8_t> anyOfCell( const std::vector<std::uint8_t> &pixels,
                                       const SeriesEvidence &evidence ) const;

  const SeriesEvidence &mEvidence;
  int mSide = 1;
  int mWidth = 0;
  int mHeight = 0;
  std::array<double, 2> mMetres{};
  std::vector<Label> mLabels;
  std::vector<std::uint8_t> mDomain;
};

} // namespace calving
