#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace calving
{

//! Values from \a least to \a most, both counted in.
struct ValueRange
{
  double least = 0;
  double most = 0;

  bool contains( float value ) const
  {
    return value >= static_cast<float>( least ) && value <= static_cast<float>( most );
  }
};

//! What a user declared of a band's “no data”.
struct BandNoData
{
  //! Whether the value that the file itself declares still stands for “no data”.
  bool ownCounts = true;
  //! Values that stand for “no data” besides, as they are after scale and offset.
  std::vector<ValueRange> ranges;
  //! Whether 0 stands for it where RasterReader::addZeroAreas() says so.
  bool zeroAreas = false;
};

/**
 * A raster to be opened, and what a user declared of it.
 *
 * A path is one of which nothing was declared, so that it may stand wherever this is asked for.
 */
struct RasterInput
{
  RasterInput() = default;
  RasterInput( std::string file )
    : path( std::move( file ) )
  {
  }
  RasterInput( const char *file )
    : path( file )
  {
  }

  //! What GDAL opens: a file, or the name of a sub-dataset.
  std::string path;
  //! KEY=VALUE, for GDAL's driver.
  std::vector<std::string> openOptions;
  //! Well-known text of the coordinate reference system that counts instead of the file's; empty: the file's.
  std::string crs;
  //! By band, from 1; bands that are not there are read as the file says.
  std::map<int, BandNoData> noData;

  bool isEmpty() const { return path.empty(); }
};

} // namespace calving
