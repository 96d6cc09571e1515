#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace calving
{

//! A line of a data set's manifest: a scene, where it came from and what was done.
struct DatasetRow
{
  std::string name;
  std::string glacier;
  std::string date;
  std::string sensor;
  bool validates = false;
  int width = 0;
  int height = 0;
  //! Side lengths of a pixel (x, y) in metres.
  std::array<double, 2> pixelSizeMetres{ 0, 0 };
  std::string crs;
  std::array<double, 6> transform{ 0, 1, 0, 0, 0, 1 };
  //! How values became grey; the window of decibels where there is one.
  std::string scaling;
  std::optional<double> dbMin;
  std::optional<double> dbMax;
  //! Share of the glacier's area that the scene shows.
  double coverage = 0;
  std::string source;
  //! x, y, width, height of the glacier's grid in pixels of the source.
  std::array<double, 4> sourceWindow{ 0, 0, 0, 0 };
  std::string optical;
  std::string opticalSource;
  std::string opticalDate;
  //! Share of the area under clouds; empty where unknown.
  std::optional<double> cloudShare;
};

//! The lines of the table \a path; none where there is no such file. Throws Error if it cannot be read.
std::vector<DatasetRow> readDatasetManifest( const std::string &path );

//! Writes the table, whole or not at all. Numbers survive unchanged. Throws Error if that is not possible.
void writeDatasetManifest( const std::string &path, const std::vector<DatasetRow> &rows );

} // namespace calving
