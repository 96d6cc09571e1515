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

//! What the values of a raster are to its reader.
enum class RasterContent
{
  //! Numbers that mean themselves: zones, fronts, masks, reflectances. Complex numbers are refused.
  Values,
  //! Radar backscatter, or a picture of it. Complex numbers count by their magnitude, a palette of greys by
  //! its greys; what is -9999 or less, or above 1e12, is no data.
  Backscatter,
  //! Heights in metres, whatever unit the raster states, upwards where it counts down. What is below -500 m
  //! or above 9000 m is no data.
  Heights,
  //! The digital numbers of a product: everything is data, and nothing is done to it.
  Stored
};

//! Pixels of one window, band after band, each band row by row.
struct Image
{
  int width = 0;
  int height = 0;
  int bands = 0;
  std::vector<float> values;
};

/**
 * A raster opened for reading: the one place that knows how stored numbers become values, and which are none.
 *
 * Values come with their band's scale and offset applied. A pixel has no data where any of these says so: the
 * band's "no data" value, what the user declared (RasterInput), a mask inside or beside the file (.msk), an
 * alpha band or a transparent colour of the palette, not-a-number, infinity, a magnitude of 1e37 and more (as
 * -3.4e38 undeclared), or what RasterContent rules out: by its value, and where stored numbers are something
 * else (by a scale or a unit) also by these, of which -9999, -32768 and others are what programs put there.
 *
 * A raster placed by ground control points only has a transform where one fits them within a quarter of a
 * pixel. Not shared between threads: open one per thread.
 */
class RasterReader
{
public:
  //! Throws Error if \a input is not a raster that GDAL can read, has no bands, blocks too large for the
  //! memory, or if band 1 does not hold \a content.
  explicit RasterReader( const RasterInput &input, RasterContent content = RasterContent::Values );
  ~RasterReader();
  RasterReader( RasterReader && ) noexcept;

  const std::string &path() const;
  //! What was opened, and what was declared no data since: to open it once more.
  const RasterInput &input() const;
  const RasterGrid &grid() const;
  int width() const;
  int height() const;
  int bands() const;
  //! Type of the values of band \a band (from 1): Byte only where its bytes are the values.
  PixelType type( int band = 1 ) const;
  //! Whether the format decodes a window from the first row of the raster on (PNG, JPEG, GIF, WebP).
  bool isSequential() const;
  //! Whether ground control points say where the raster lies, and no transform fits them.
  bool hasOnlyControlPoints() const;
  //! Value of band \a band (from 1), as read, that the file declares "no data", if it does.
  std::optional<double> noData( int band = 1 ) const;
  //! Whether the file, by value, mask or opacity, or its user says which pixels of band \a band (from 1) have
  //! no data.
  bool declaresNoData( int band = 1 ) const;
  //! By what the stored numbers of band \a band (from 1) are multiplied, and what is added then; 1 and 0
  //! where the file says nothing.
  double scale( int band = 1 ) const;
  double offset( int band = 1 ) const;
  //! Description of band \a band (from 1), such as its name; may be empty.
  std::string bandName( int band ) const;
  //! Names of the classes of band \a band (from 1) by their numbers: its categories, else its attribute
  //! table.
  std::map<int, std::string> classNames( int band = 1 ) const;
  //! Metadata of the default domain, or of \a domain.
  std::map<std::string, std::string> metadata( const std::string &domain = {} ) const;
  //! The XML document in the metadata domain \a domain ("xml:..."); empty if there is none.
  std::string xmlMetadata( const std::string &domain ) const;
  //! A sentence on what band \a band is read as, where it is not what is stored (magnitude, other units);
  //! else empty.
  std::string remark( int band = 1 ) const;

  //! From now on \a range, too, is no data in band \a band.
  void addNoData( int band, const ValueRange &range );
  /**
   * From now on 0, too, is no data in band \a band where it fills a square of 16 x 16 pixels, what lies
   * outside the raster counted in.
   *
   * That is what lies outside a swath, whatever its outline. What noise removal left of dark water is 0 in
   * single pixels, which stay.
   */
  void addZeroAreas( int band );
  //! Some value met so far that the raster's content ruled out, as stored, though nothing declares it.
  std::optional<double> ruledOut() const;

  //! Reads all bands of \a window as readBand() does.
  Image read( const Window &window ) const;
  //! Reads one band (from 1) of \a window; not-a-number where it has no data. Throws Error if GDAL cannot, or
  //! if the band does not hold the raster's content.
  std::vector<float> readBand( int band, const Window &window ) const;
  //! The same into \a values, which has room for the window.
  void readBand( int band, const Window &window, float *values ) const;
  //! The same as bytes, rounded and clamped; 0, which is how networks see such pixels, where there is no
  //! data.
  std::vector<std::uint8_t> readBytes( int band, const Window &window ) const;
  //! Not 0 where band \a band (from 1) has data.
  std::vector<std::uint8_t> readMask( int band, const Window &window ) const;
  //! Reads band 1 of \a window as complex numbers as they are stored; real rasters have no imaginary part.
  std::vector<std::complex<float>> readComplex( const Window &window ) const;
  //! Width and height of the blocks in which band 1 is read best.
  std::array<int, 2> blockSize() const;
  //! Frees what GDAL keeps of the blocks read so far: its cache is shared by the whole process and large.
  void forgetBlocks() const;

private:
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
