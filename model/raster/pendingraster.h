#pragma once

#include <string>

namespace calving
{

/**
 * A raster file that is written beside its place, and what GDAL keeps beside that (.aux.xml).
 *
 * commit() moves both into place. Until then the file at \a path is untouched; without it nothing is left.
 */
class PendingRaster
{
public:
  //! \a ending: see temporaryName().
  explicit PendingRaster( const std::string &path, const std::string &ending = ".part" );
  ~PendingRaster();
  PendingRaster( PendingRaster &&other ) noexcept;
  PendingRaster &operator=( PendingRaster && ) = delete;

  const std::string &path() const { return mPath; }
  //! Where it is written.
  const std::string &temporaryPath() const { return mTemporaryPath; }
  //! Throws Error if the file system refuses. REQUIRES: GDAL has closed the file.
  void commit();

private:
  std::string mPath;
  //! Empty once this object has nothing left to remove.
  std::string mTemporaryPath;
};

} // namespace calving
