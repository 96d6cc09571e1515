#pragma once

#include <array>
#include <map>
#include <string>

namespace calving
{

//! What a line of manifest.csv adds to a scene. Empty or 0 where it says nothing.
struct ManifestEntry
{
  std::string glacier;
  std::string date;
  std::string sensor;
  //! Effective side lengths of a pixel (x, y) in metres.
  std::array<double, 2> pixelSizeMetres{ 0, 0 };
  //! Nominal side length of a pixel in metres.
  double resolutionMetres = 0;

  //! The effective pixel, else the nominal one.
  std::array<double, 2> bestPixelSize() const;
};

/**
 * Lines of a manifest.csv by scene name.
 *
 * Columns: `stem`, `name`, `image_name` or `scene`; one or more of `glacier` (or `glacier_name`), `date`
 * (YYYY-MM-DD), `sensor`, `nominal_res_m` (or `resolution`), and `eff_px_x_m` and `eff_px_y_m`, or
 * `pixel_size_m`. Throws Error if \a path cannot be read, has none of these columns or no lines; and, naming
 * the line, for a date or length that is none, half a pixel size, and a scene that has no name or two lines.
 */
std::map<std::string, ManifestEntry> readSceneManifest( const std::string &path );

} // namespace calving
