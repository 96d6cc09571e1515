#pragma once

#include <array>
#include <complex>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/raster/rasterinput.h"
#include "model/raster/tilegrid.h"

namespace calving
{

//! Type of a raster's pixels, as far as the core makes a difference.
enum class PixelType
{
  Byte,
  UInt16,
  Int16,
  Float32,
  Other
};

//! Where a raster lies: size, transform and coordinate reference system.
struct RasterGrid
{
  int width = 0;
  int height = 0;
  //! x = t[0] + column * t[1] + row * t[2]; y = t[3] + column * t[4] + row * t[5] (GDAL's order).
  std::array<double, 6> transform{ 0, 1, 0, 0, 0, 1 };
  bool hasTransform = false;
  //! WKT of the coordinate reference system; empty where unknown.
  std::string crs;

  //! Map coordinates of a position in pixels; the centre of the first pixel is (0.5, 0.5).
  std::array<double, 2> toMap( double column, double row ) const;
  //! Position in pixels of map coordinates. REQUIRES: the transform is invertible.
  std::array<double, 2> toPixel( double x, double y ) const;
  bool isGeographic() const;
  //! Whether both are georeferenced and their pixels still lie in different places.
  bool liesElsewhere( const RasterGrid &other ) const;
  /**
   * Side lengths in metres (x, y) of the pixel in the middle of the raster.
   *
   * Projected: the transform times the linear unit. Geographic: measured on the ellipsoid there.
   * Without a coordinate reference system: the transform as it is.
   */
  std::array<double, 2> pixelSizeMetres() const;
};

//! Pixels of one window, band after band, each band row by row.
struct Image
{
  int width = 0;
  int height = 0;
  int bands = 0;
  std::vector<float> values;
};

//! A raster opened for reading. Not shared between threads: open one per thread.
class RasterReader
{
public:
  //! Throws Error if \a input is not a raster that GDAL can read, or has no bands.
  explicit RasterReader( const RasterInput &input );
  ~RasterReader();
  RasterReader( RasterReader && ) noexcept;

  const std::string &path() const;
  const RasterGrid &grid() const;
  int width() const;
  int height() const;
  int bands() const;
  //! Type of band 1.
  PixelType type() const;
  //! Whether the format decodes a window from the first row of the raster on (PNG, JPEG, GIF, WebP).
  bool isSequential() const;
  //! Value of band \a band (from 1) that stands for "no data", if it has one.
  std::optional<double> noData( int band = 1 ) const;
  //! Description of band \a band (from 1), such as its name; may be empty.
  std::string bandName( int band ) const;
  //! Metadata of the default domain, or of \a domain.
  std::map<std::string, std::string> metadata( const std::string &domain = {} ) const;
  //! The XML document in the metadata domain \a domain ("xml:..."); empty if there is none.
  std::string xmlMetadata( const std::string &domain ) const;

  //! Reads all bands of \a window as floating-point values. Throws Error if GDAL cannot.
  Image read( const Window &window ) const;
  //! Reads one band (from 1) of \a window.
  std::vector<float> readBand( int band, const Window &window ) const;
  //! The same into \a values, which has room for the window.
  void readBand( int band, const Window &window, float *values ) const;
  //! Reads band 1 of \a window as complex numbers; real rasters have no imaginary part.
  std::vector<std::complex<float>> readComplex( const Window &window ) const;
  //! Reads one band (from 1) of \a window as bytes, clamped.
  std::vector<std::uint8_t> readBytes( int band, const Window &window ) const;
  //! Not 0 where band \a band (from 1) has data: its "no data" value, mask, transparency and what the user
  //! declared count.
  std::vector<std::uint8_t> readMask( int band, const Window &window ) const;
  //! Frees what GDAL keeps of the blocks read so far: its cache is shared by the whole process and large.
  void forgetBlocks() const;

private:
  std::vector<std::uint8_t> readOwnMask( int band, const Window &window ) const;

  struct Dataset;
  std::unique_ptr<Dataset> mDataset;
};

//! One class of a raster of classes: its value, its name, its colour (red, green, blue).
struct RasterClass
{
  std::uint8_t value = 0;
  std::string name;
  std::array<std::uint8_t, 3> colour{};
};

//! A position in pixels, counted from the upper-left corner of the first pixel, and its place in WGS 84.
struct GroundControlPoint
{
  double column = 0;
  double row = 0;
  //! Degrees, and metres above the ellipsoid.
  double longitude = 0;
  double latitude = 0;
  double height = 0;
};

//! How a raster is written.
struct RasterFormat
{
  PixelType type = PixelType::Byte;
  int bands = 1;
  std::optional<double> noData;
  //! DEFLATE, by all cores. Off where speed matters more than size, as for files that are read once.
  bool compressed = true;
  //! Blocks without data are left out, which not every program reads: for files that this one alone reads.
  bool sparse = false;
  std::map<std::string, std::string> metadata;
  std::vector<std::string> bandNames;
  //! Names and colours of a one-band byte raster's values; empty where it holds no classes.
  std::vector<RasterClass> classes;
  //! For rasters without transform: where some pixels lie.
  std::vector<GroundControlPoint> controlPoints;
  //! XML documents by metadata domain ("xml:...").
  std::map<std::string, std::string> xmlMetadata;
};

/**
 * A tiled, compressed GeoTIFF.
 *
 * Pixels go to a temporary file next to \a path; commit() moves it into place. Until then
 * the file at \a path is untouched, so neither an error nor a cancellation can spoil it.
 */
class RasterWriter
{
public:
  //! Throws Error if \a path cannot be created.
  RasterWriter( const std::string &path, const RasterGrid &grid, const RasterFormat &format = {} );
  ~RasterWriter();
  RasterWriter( RasterWriter && ) noexcept;

  //! Writes \a values, row by row, into \a window of band \a band (from 1). Throws Error if GDAL cannot.
  void write( const Window &window, const std::vector<std::uint8_t> &values, int band = 1 );
  void write( const Window &window, const std::vector<float> &values, int band = 1 );

  //! Brings what was written so far to disk, so that GDAL's cache does not grow.
  void flush();
  /**
   * Ends writing and returns where the pixels can be read until commit() or the end of this object.
   *
   * Throws Error if the disk does not accept them.
   */
  const std::string &close();
  //! Keeps the file. Throws Error if the disk does not accept it.
  void commit();

private:
  struct Dataset;
  std::unique_ptr<Dataset> mDataset;
};

} // namespace calving
