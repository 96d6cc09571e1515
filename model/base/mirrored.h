#pragma once

namespace calving
{

/**
 * Index in 0 .. size - 1 that shows at \a position of a line mirrored about its ends, ends repeated
 * (…2 1 0 | 0 1 2 … n-1 | n-1 n-2…), again and again.
 */
inline int mirrored( int position, int size )
{
  const int period = 2 * size;
  const int folded = ( ( position % period ) + period ) % period;
  return folded < size ? folded : period - 1 - folded;
}

} // namespace calving
