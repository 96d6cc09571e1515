#pragma once

#include <cstdint>
#include <vector>

#include "model/series/seriescells.h"

namespace calving
{

//! What a label says of each cell; where it says nothing, what the others say, the nearest in time first.
struct CellLabel
{
  double day = 0;
  //! 1 ocean; 0 anything else.
  std::vector<std::uint8_t> ocean;
  //! Metres to the label's own front; infinite where it has none.
  std::vector<float> toFront;
  //! Of the label's front, in metres.
  double frontMetres = 0;
};

//! What labels say of the cells of a series.
struct CellLabels
{
  std::vector<CellLabel> labels;
  //! 1 where some label shows glacier or ocean, and at most half of them rock: where a front may be.
  std::vector<std::uint8_t> domain;
};

//! REQUIRES: \a labels on the grid of the evidence of \a cells, at least one.
CellLabels labelsOfCells( const SeriesCells &cells, const std::vector<SeriesLabel> &labels );

} // namespace calving
