#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "model/raster/raster.h"

namespace calving
{

/**
 * Windows of rasters of bytes that are read often and anywhere, as training does.
 *
 * Some formats, such as PNG, decode a window from the raster's first row on. Larger rasters of that kind are
 * decoded once, when they are first asked for, into a temporary file (in TMPDIR, or /tmp): a byte a pixel.
 * The file has no name, so that it goes away with this object, in a crash, too. Where there is no room for
 * it, windows come from the raster itself. Used by several threads at once.
 */
class DecodedRasters
{
public:
  //! The bytes of a window, row by row: those of a larger window must hold those of the ones in it.
  using ReadBytes = std::function<std::vector<std::uint8_t>( const RasterReader &, const Window & )>;

  DecodedRasters() = default;
  ~DecodedRasters();
  DecodedRasters( const DecodedRasters & ) = delete;
  DecodedRasters &operator=( const DecodedRasters & ) = delete;

  //! What \a read gives for \a window of the raster \a path, which holds \a content. Throws as RasterReader
  //! and \a read do.
  std::vector<std::uint8_t> read( const std::string &path, RasterContent content, const Window &window,
                                  const ReadBytes &read );
  //! Bytes in the temporary file.
  std::int64_t size() const;

private:
  //! Where the bytes of a raster begin in the file.
  struct Copy
  {
    std::int64_t begin = 0;
    int width = 0;
  };

  bool openFile();
  bool decode( const RasterReader &raster, const ReadBytes &read, Copy &copy );
  bool readCopy( const Copy &copy, const Window &window, std::vector<std::uint8_t> &bytes ) const;

  mutable std::mutex mMutex;
  std::map<std::string, Copy> mCopies;
  std::int64_t mEnd = 0;
  int mFile = -1;
  bool mFull = false;
};

} // namespace calving
