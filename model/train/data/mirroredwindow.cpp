#include "model/train/data/mirroredwindow.h"

#include <algorithm>

#include "model/base/mirrored.h"

namespace calving
{

namespace
{

//! Source position of each pixel of a line of a mirrored window, and the part of the source they touch.
struct Line
{
  std::vector<int> index;
  int low = 0;
  int length = 0;

  Line( int begin, int count, int size )
    : index( count )
  {
    for ( int i = 0; i < count; ++i )
      index[i] = mirrored( begin + i, size );
    low = *std::min_element( index.begin(), index.end() );
    length = *std::max_element( index.begin(), index.end() ) - low + 1;
    for ( int &i : index )
      i -= low;
  }
};

} // namespace

std::vector<std::uint8_t>
readMirrored( int width, int height, const Window &window, int channels,
              const std::function<std::vector<std::uint8_t>( const Window & )> &read )
{
  const Line columns( window.x, window.width, width );
  const Line rows( window.y, window.height, height );
  const std::vector<std::uint8_t> part = read( Window{ columns.low, rows.low, columns.length, rows.length } );
  std::vector<std::uint8_t> result( static_cast<std::size_t>( window.width ) * window.height * channels );
  auto out = result.begin();
  for ( int channel = 0; channel < channels; ++channel )
    for ( int row : rows.index )
    {
      const std::size_t above = static_cast<std::size_t>( channel ) * rows.length + row;
      const std::uint8_t *line = part.data() + above * columns.length;
      for ( int column : columns.index )
        *out++ = line[column];
    }
  return result;
}

} // namespace calving
