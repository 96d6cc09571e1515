#pragma once

#include <algorithm>

#include <cpl_port.h>

#include "model/feedback.h"

namespace calving
{

/**
 * GDAL's view of \a feedback, for its functions that take a GDALProgressFunc: watchProgress and a pointer to
 * this.
 *
 * An exception must not fly through GDAL: where the user stops, the function fails and \a cancelled is set.
 */
struct ProgressWatch
{
  const Feedback &feedback;
  bool cancelled = false;
};

inline int CPL_STDCALL watchProgress( double fraction, const char *, void *progressWatch )
{
  ProgressWatch &watch = *static_cast<ProgressWatch *>( progressWatch );
  try
  {
    watch.feedback.report( std::min( fraction, 1.0 ) );
  }
  catch ( const Cancelled & )
  {
    watch.cancelled = true;
  }
  return watch.cancelled ? FALSE : TRUE;
}

} // namespace calving
