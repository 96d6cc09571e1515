#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/raster/raster.h"

namespace calving
{

//! How a Cloud-Optimised GeoTIFF of one band is written.
struct CogFormat
{
  //! Byte or Float32.
  PixelType type = PixelType::Float32;
  std::optional<double> noData;
  std::map<std::string, std::string> metadata;
  std::string bandName;
  //! True where values are classes, whose overviews must not mix them.
  bool classes = false;
};

/**
 * A Cloud-Optimised GeoTIFF of one band, whose pixels come in any order.
 *
 * They go to a temporary file beside \a path; finish() makes the GeoTIFF beside it, too, and commit() moves
 * it into place. Until then the file at \a path is untouched, and without commit() nothing is left.
 */
class CogWriter
{
public:
  //! Side of the tiles: windows that follow them are written fastest.
  static constexpr int tileSize = 512;

  //! Throws Error if \a path cannot be created.
  CogWriter( const std::string &path, const RasterGrid &grid, const CogFormat &format );
  ~CogWriter();

  //! Writes \a values row by row; bytes are rounded and clamped. Throws Error if GDAL cannot.
  void write( const Window &window, const std::vector<float> &values );
  //! Compresses tiles and makes overviews. Throws Error if the disk does not accept them, Cancelled if the
  //! user stops.
  void finish( const Feedback &feedback );
  //! Keeps the file; REQUIRES: finish().
  void commit();

private:
  struct Dataset;
  std::unique_ptr<Dataset> mDataset;
};

} // namespace calving
