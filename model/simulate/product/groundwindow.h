#pragma once

#include <algorithm>
#include <cmath>

#include "model/simulate/product/radarground.h"

namespace calving
{

//! A window of the ground, to be sampled at any place.
class GroundWindow
{
public:
  GroundWindow( const RadarGround &ground, const Window &window )
    : mWindow( window )
    , mCells( ground.cells( window ) )
  {
  }

  float height( double column, double row ) const
  {
    return sample( column, row, []( const GroundCell &cell ) { return cell.height; } );
  }
  //! Bilinear, but for the exponent, which is the nearest cell's.
  GroundCell at( double column, double row ) const
  {
    GroundCell cell = nearest( column, row );
    cell.sigma0 = sample( column, row, []( const GroundCell &c ) { return c.sigma0; } );
    return cell;
  }

private:
  const GroundCell &cell( int column, int row ) const
  {
    const int x = std::clamp( column - mWindow.x, 0, mWindow.width - 1 );
    const int y = std::clamp( row - mWindow.y, 0, mWindow.height - 1 );
    return mCells[static_cast<std::size_t>( y ) * mWindow.width + x];
  }
  const GroundCell &nearest( double column, double row ) const
  {
    return cell( static_cast<int>( std::floor( column + 0.5 ) ),
                 static_cast<int>( std::floor( row + 0.5 ) ) );
  }
  template <typename Of> float sample( double column, double row, const Of &of ) const
  {
    const double left = std::floor( column );
    const double top = std::floor( row );
    const int x = static_cast<int>( left );
    const int y = static_cast<int>( top );
    const float u = static_cast<float>( column - left );
    const float v = static_cast<float>( row - top );
    const float above = of( cell( x, y ) ) * ( 1 - u ) + of( cell( x + 1, y ) ) * u;
    const float below = of( cell( x, y + 1 ) ) * ( 1 - u ) + of( cell( x + 1, y + 1 ) ) * u;
    return above * ( 1 - v ) + below * v;
  }

  Window mWindow;
  std::vector<GroundCell> mCells;
};

} // namespace calving
