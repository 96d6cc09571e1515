#include "model/sar/product/slcmosaic.h"

#include <algorithm>
#include <limits>

namespace calving
{

namespace
{

class SlcMosaic : public BlockSource
{
public:
  SlcMosaic( std::vector<std::shared_ptr<const BlockSource>> swaths, const SlcLayout &layout )
    : mSwaths( std::move( swaths ) )
    , mLayout( layout )
  {
  }

  using BlockSource::read;
  int width() const override { return mLayout.frame.width; }
  int height() const override { return mLayout.frame.height; }

  void read( const Window &window, float *values ) const override
  {
    std::fill_n( values, static_cast<std::size_t>( window.width ) * window.height,
                 std::numeric_limits<float>::quiet_NaN() );
    for ( std::size_t i = 0; i < mSwaths.size(); ++i )
      readSwath( i, window, values );
  }

private:
  //! Copies the rows of one sub-swath, as many at a time as follow one another in its measurement.
  void readSwath( std::size_t index, const Window &window, float *values ) const
  {
    const SwathPlacement &swath = mLayout.swaths[index];
    const int first = std::max( window.x, swath.firstColumn );
    const int end = std::min( window.x + window.width, swath.endColumn );
    if ( first >= end )
      return;
    for ( int y = window.y; y < window.y + window.height; )
    {
      const int line = swath.rows[y].line;
      int count = 1;
      if ( line >= 0 )
      {
        while ( y + count < window.y + window.height && swath.rows[y + count].line == line + count )
          ++count;
        const Window part{ first - swath.column, line, end - first, count };
        copy( swath, y, part, mSwaths[index]->read( part ),
              values + static_cast<std::size_t>( y - window.y ) * window.width + ( first - window.x ),
              window.width );
      }
      y += count;
    }
  }

  //! Puts the valid samples of \a part, which begins at row \a y, to \a target, whose rows are \a stride
  //! apart.
  static void copy( const SwathPlacement &swath, int y, const Window &part, const std::vector<float> &pixels,
                    float *target, int stride )
  {
    for ( int i = 0; i < part.height; ++i )
    {
      const SwathPlacement::Row &row = swath.rows[y + i];
      const int first = std::max( part.x, row.firstSample ) - part.x;
      const int end = std::min( part.x + part.width, row.endSample ) - part.x;
      const float *source = pixels.data() + static_cast<std::size_t>( i ) * part.width;
      if ( first < end )
        std::copy( source + first, source + end, target + static_cast<std::size_t>( i ) * stride + first );
    }
  }

  std::vector<std::shared_ptr<const BlockSource>> mSwaths;
  SlcLayout mLayout;
};

} // namespace

std::shared_ptr<const BlockSource> merged( std::vector<std::shared_ptr<const BlockSource>> swaths,
                                           const SlcLayout &layout )
{
  return std::make_shared<SlcMosaic>( std::move( swaths ), layout );
}

} // namespace calving
