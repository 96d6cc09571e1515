#pragma once

#include <cstdint>
#include <vector>

#include "model/series/cells/seriescells.h"

namespace calving
{

//! A label as it was drawn, in cells.
struct CellDrawing
{
  double day = 0;
  //! enum Zone; not available where nothing was drawn.
  std::vector<std::uint8_t> zones;
  //! 1 where the front goes through a cell; empty: it was not drawn for itself.
  std::vector<std::uint8_t> front;
};

std::vector<CellDrawing> drawingsOnCells( const SeriesCells &cells, const std::vector<SeriesLabel> &labels );

//! What a label says of each cell; where it says nothing, what the others say, the nearest in time first.
struct CellLabel
{
  double day = 0;
  //! 1 ocean; 0 anything else.
  std::vector<std::uint8_t> ocean;
  //! 1 where the label itself says it.
  std::vector<std::uint8_t> drawn;
  //! Metres to the label's front; where it has none, to any label's; infinite where none has one.
  std::vector<float> toFront;
  //! Of the label's own front, in metres.
  double frontMetres = 0;
};

//! What labels say of the cells of a series.
struct CellLabels
{
  std::vector<CellLabel> labels;
  //! 1 where some label shows glacier or ocean, and at most half of them rock: where a front may be.
  std::vector<std::uint8_t> domain;
};

//! REQUIRES: \a drawings of \a cells, at least one.
CellLabels labelsOfCells( const SeriesCells &cells, const std::vector<CellDrawing> &drawings );

} // namespace calving
