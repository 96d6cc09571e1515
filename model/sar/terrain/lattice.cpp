#include "model/sar/terrain/lattice.h"

#include <algorithm>
#include <cmath>

namespace calving
{

int Lattice::stepFor( const GroundGrid &grid )
{
  // Slant range bends by 1.5 cm over 320 m, which is far below a hundredth of any pixel.
  constexpr double distance = 320.0;
  const std::array<double, 2> &size = grid.pixelMetres;
  const double pixels = distance / std::max( { std::abs( size[0] ), std::abs( size[1] ), 1e-3 } );
  return std::clamp( static_cast<int>( pixels ), 1, 64 );
}

Lattice::Lattice( const GroundGrid &grid, const Window &window, int channels, const Nodes &nodes )
  : mWindow( window )
  , mChannels( channels )
  , mStep( stepFor( grid ) )
  , mFirstColumn( window.x / mStep )
  , mFirstRow( window.y / mStep )
  , mColumns( ( window.x + window.width - 1 ) / mStep - mFirstColumn + 2 )
{
  const int rows = ( window.y + window.height - 1 ) / mStep - mFirstRow + 2;
  std::vector<double> x;
  std::vector<double> y;
  for ( int row = 0; row < rows; ++row )
    for ( int column = 0; column < mColumns; ++column )
    {
      const std::array<double, 2> place =
          grid.place( ( mFirstColumn + column ) * mStep + 0.5, ( mFirstRow + row ) * mStep + 0.5 );
      x.push_back( place[0] );
      y.push_back( place[1] );
    }
  mValues = nodes( std::move( x ), std::move( y ) );
}

void Lattice::row( int y, double *values ) const
{
  const int line = mWindow.y + y;
  const int upper = line / mStep - mFirstRow;
  const double down = static_cast<double>( line % mStep ) / mStep;
  std::vector<double> nodes( mColumns );
  for ( int channel = 0; channel < mChannels; ++channel )
  {
    for ( int column = 0; column < mColumns; ++column )
    {
      const std::size_t node = static_cast<std::size_t>( upper ) * mColumns + column;
      const double above = mValues[node * mChannels + channel];
      const double below = mValues[( node + mColumns ) * mChannels + channel];
      nodes[column] = above + down * ( below - above );
    }
    for ( int x = 0; x < mWindow.width; ++x )
    {
      const int pixel = mWindow.x + x;
      const int left = pixel / mStep - mFirstColumn;
      const double along = static_cast<double>( pixel % mStep ) / mStep;
      values[x] = nodes[left] + along * ( nodes[left + 1] - nodes[left] );
    }
    values += mWindow.width;
  }
}

} // namespace calving
