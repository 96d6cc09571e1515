#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/sar/product/annotation.h"

namespace calving
{

/**
 * The measurement of a GRD: a GeoTIFF of 16-bit digital numbers, line by line, uncompressed, with ground
 * control points and the tags of real products.
 *
 * REQUIRES: lines are written in order.
 */
class MeasurementWriter
{
public:
  //! Throws Error if \a path cannot be created. \a description: "Sentinel-1A IW GRD HR L1".
  MeasurementWriter( const std::string &path, const Annotation &annotation, const std::string &description );
  ~MeasurementWriter();

  //! Appends \a numbers, whole lines. Throws Error if the disk does not accept them.
  void write( const std::vector<std::uint16_t> &numbers );
  //! Throws Error if the disk does not accept the file.
  void close();

private:
  struct File;
  std::unique_ptr<File> mFile;
};

} // namespace calving
