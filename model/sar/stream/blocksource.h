#pragma once

#include <algorithm>
#include <vector>

#include "model/raster/tilegrid.h"

namespace calving
{

/**
 * A one-band picture of floats that gives any window on demand: one stage of a streaming chain.
 *
 * Stages wrap one another (measurement, calibration, filter, geocoding, scaling), and each pulls what it
 * needs from the one before, so no stage and no file ever holds the whole picture between two steps.
 *
 * Every implementation guarantees: a pixel has the same bits whatever the window it is read with, the order
 * of the reads and the thread; read() may be called from several threads at once; a stage keeps what it wraps
 * alive (std::shared_ptr<const BlockSource>). NaN means "no data"; a stage never turns NaN into a number
 * unless filling is its purpose.
 */
class BlockSource
{
public:
  virtual ~BlockSource() = default;

  //! Size in pixels; both are positive and never change.
  virtual int width() const = 0;
  virtual int height() const = 0;

  /**
   * Writes the pixels of \a window, row by row, to \a values (window.width * window.height floats).
   *
   * REQUIRES: the window lies inside the picture. Throws Error where a file below cannot be read.
   */
  virtual void read( const Window &window, float *values ) const = 0;

  //! The same as a new vector.
  std::vector<float> read( const Window &window ) const
  {
    std::vector<float> values( static_cast<std::size_t>( window.width ) * window.height );
    read( window, values.data() );
    return values;
  }
};

//! \a window grown by \a margin pixels on each side, as far as a picture of \a width by \a height reaches.
inline Window grown( const Window &window, int margin, int width, int height )
{
  const int left = std::max( 0, window.x - margin );
  const int top = std::max( 0, window.y - margin );
  const int right = std::min( width, window.x + window.width + margin );
  const int bottom = std::min( height, window.y + window.height + margin );
  return { left, top, right - left, bottom - top };
}

} // namespace calving
