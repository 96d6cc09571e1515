#include "model/geometry/distancemap.h"

#include <cmath>
#include <cstddef>
#include <limits>

namespace calving
{

namespace
{

constexpr double infinity = std::numeric_limits<double>::infinity();

//! Lower envelope of parabolas along one line: each value becomes the least of value + squared distance.
class Envelope
{
public:
  explicit Envelope( double side )
    : mSide( side )
  {
  }

  void apply( std::vector<double> &line )
  {
    const int count = static_cast<int>( line.size() );
    mVertices.clear();
    mStarts.clear();
    for ( int i = 0; i < count; ++i )
      if ( line[i] < infinity )
        add( line, i );
    if ( mVertices.empty() )
      return;
    mValues = line;
    std::size_t k = 0;
    for ( int i = 0; i < count; ++i )
    {
      while ( k + 1 < mVertices.size() && mStarts[k + 1] < i )
        ++k;
      const double along = ( i - mVertices[k] ) * mSide;
      line[i] = mValues[mVertices[k]] + along * along;
    }
  }

private:
  //! Where the parabola of \a later becomes the lower one of the two.
  double crossing( const std::vector<double> &line, int earlier, int later ) const
  {
    const double square = mSide * mSide;
    return ( ( line[later] / square + 1.0 * later * later ) -
             ( line[earlier] / square + 1.0 * earlier * earlier ) ) /
           ( 2.0 * ( later - earlier ) );
  }

  void add( const std::vector<double> &line, int i )
  {
    while ( !mVertices.empty() && crossing( line, mVertices.back(), i ) <= mStarts.back() )
    {
      mVertices.pop_back();
      mStarts.pop_back();
    }
    mStarts.push_back( mVertices.empty() ? -infinity : crossing( line, mVertices.back(), i ) );
    mVertices.push_back( i );
  }

  double mSide;
  std::vector<int> mVertices;
  std::vector<double> mStarts;
  std::vector<double> mValues;
};

} // namespace

std::vector<float> distanceMap( const std::vector<std::uint8_t> &pixels, int width, int height,
                                const std::array<double, 2> &pixelMetres )
{
  std::vector<double> squares( pixels.size() );
  Envelope across( pixelMetres[1] );
  std::vector<double> line( height );
  for ( int x = 0; x < width; ++x )
  {
    for ( int y = 0; y < height; ++y )
      line[y] = pixels[static_cast<std::size_t>( y ) * width + x] ? 0 : infinity;
    across.apply( line );
    for ( int y = 0; y < height; ++y )
      squares[static_cast<std::size_t>( y ) * width + x] = line[y];
  }
  Envelope along( pixelMetres[0] );
  std::vector<float> result( pixels.size() );
  line.resize( width );
  for ( int y = 0; y < height; ++y )
  {
    const std::size_t start = static_cast<std::size_t>( y ) * width;
    line.assign( squares.begin() + start, squares.begin() + start + width );
    along.apply( line );
    for ( int x = 0; x < width; ++x )
      result[start + x] = static_cast<float>( std::sqrt( line[x] ) );
  }
  return result;
}

} // namespace calving
