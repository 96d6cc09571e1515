#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace calving
{

struct TensorFile;

//! What someone drew of one scene: its zones, where they lie, and when.
struct RememberedLabel
{
  //! Of the scene, as its file is named without extension.
  std::string name;
  //! YYYY-MM-DD.
  std::string date;
  int width = 0;
  int height = 0;
  //! x = t[0] + column * t[1] + row * t[2]; y = t[3] + column * t[4] + row * t[5] (GDAL's order).
  std::array<double, 6> transform{ 0, 1, 0, 0, 0, 1 };
  //! Coordinate reference system as well-known text.
  std::string crs;
  //! width x height classes (0 not available, 1 rock, 2 glacier, 3 ocean), row by row.
  std::vector<std::uint8_t> zones;
  //! 1 at the pixels of the front, 0 elsewhere, in the same order; empty: no front was drawn for itself.
  std::vector<std::uint8_t> front = {};
};

/**
 * What a model that was adapted to a glacier remembers of it.
 *
 * It travels in the model's file beside the weights, where other readers pass over it: the table as JSON
 * under the metadata key "glacier_memory", the zones of label N as the tensor "glacier_memory.N.zones" (U8),
 * its front, if there is one, as "glacier_memory.N.front". They are runs of equal pixels, row after row
 * through the whole raster, each run one number, 4 * pixels + class, in groups of 7 bits, the lowest first,
 * all but the last with bit 7 set (LEB128): some kilobytes a label.
 */
struct GlacierMemory
{
  //! Its name; empty where nobody gave one.
  std::string glacier;
  //! Side in metres of the pixels that the network sees, about that of the labels.
  double pixelMetres = 0;
  //! The fjord, which is what the labels cover: least x, least y, greatest x, greatest y.
  std::array<double, 4> box{};
  //! Coordinate reference system of the box as well-known text.
  std::string crs;
  //! By date.
  std::vector<RememberedLabel> labels;
};

//! Puts \a memory into \a file, in place of another one.
void addGlacierMemory( const GlacierMemory &memory, TensorFile &file );

//! The memory in \a file; empty where there is none. Throws Error, naming \a origin (the file) and what is
//! wrong, if it is damaged.
std::optional<GlacierMemory> glacierMemoryOf( const TensorFile &file, const std::string &origin );

//! The memory in the model file at \a path. Throws Error, too, if the file is missing or damaged.
std::optional<GlacierMemory> readGlacierMemory( const std::string &path );

} // namespace calving
