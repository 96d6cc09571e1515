#include "model/nn/windowgrid.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace calving
{

namespace
{

constexpr double shiftMaskValue = -100.0;
constexpr double paddingMaskValue = -1e9;

//! Which of the three bands of the shifted grid a row or column lies in; -1 for padding.
torch::Tensor bands( int64_t length, int64_t padded, const WindowGrid &grid )
{
  std::vector<int64_t> result( padded );
  for ( int64_t i = 0; i < padded; ++i )
  {
    const int64_t source = ( i + grid.shift ) % padded;
    const int64_t band = grid.shift == 0 ? 0 : ( i >= padded - grid.window ) + ( i >= padded - grid.shift );
    result[i] = source >= length ? -1 : band;
  }
  return torch::tensor( result );
}

torch::Tensor splitWindows( const torch::Tensor &x, int64_t window )
{
  const int64_t rows = x.size( 1 ) / window;
  const int64_t columns = x.size( 2 ) / window;
  return x.view( { x.size( 0 ), rows, window, columns, window, x.size( 3 ) } )
      .permute( { 0, 1, 3, 2, 4, 5 } )
      .reshape( { -1, window * window, x.size( 3 ) } );
}

} // namespace

WindowGrid::WindowGrid( int64_t gridHeight, int64_t gridWidth, int64_t windowSize, int64_t shiftSize )
  : height( gridHeight )
  , width( gridWidth )
  , window( std::min( { gridHeight, gridWidth, windowSize } ) )
  , shift( std::min( gridHeight, gridWidth ) <= windowSize ? 0 : shiftSize )
{
}

bool operator<( const WindowGrid &a, const WindowGrid &b )
{
  return std::tie( a.height, a.width, a.window, a.shift ) < std::tie( b.height, b.width, b.window, b.shift );
}

torch::Tensor relativeCoordsTable( int64_t window )
{
  const int64_t reach = std::max<int64_t>( window - 1, 1 );
  const torch::Tensor offsets = torch::arange( 1 - window, window, torch::kFloat32 ) / reach * 8;
  const torch::Tensor logarithmic = offsets.sign() * torch::log2( offsets.abs() + 1.0 ) / std::log2( 8.0 );
  const auto grid = torch::meshgrid( { logarithmic, logarithmic }, "ij" );
  return torch::stack( { grid[0], grid[1] }, -1 ).unsqueeze( 0 ).contiguous();
}

torch::Tensor relativePositionIndex( int64_t window )
{
  const torch::Tensor range = torch::arange( window );
  const auto grid = torch::meshgrid( { range, range }, "ij" );
  const torch::Tensor rows = grid[0].flatten();
  const torch::Tensor columns = grid[1].flatten();
  const torch::Tensor rowOffset = rows.unsqueeze( 1 ) - rows.unsqueeze( 0 ) + window - 1;
  const torch::Tensor columnOffset = columns.unsqueeze( 1 ) - columns.unsqueeze( 0 ) + window - 1;
  return rowOffset * ( 2 * window - 1 ) + columnOffset;
}

torch::Tensor attentionMask( const WindowGrid &grid )
{
  if ( grid.shift == 0 && !grid.isPadded() )
    return {};
  const torch::Tensor rows = bands( grid.height, grid.paddedHeight(), grid ).unsqueeze( 1 );
  const torch::Tensor columns = bands( grid.width, grid.paddedWidth(), grid ).unsqueeze( 0 );
  const torch::Tensor padding = ( rows < 0 ).logical_or( columns < 0 );
  const torch::Tensor regions = ( rows * 3 + columns ).masked_fill( padding, -1 );
  const torch::Tensor windows =
      splitWindows( regions.view( { 1, grid.paddedHeight(), grid.paddedWidth(), 1 } ), grid.window )
          .squeeze( -1 );
  const torch::Tensor query = windows.unsqueeze( 2 );
  const torch::Tensor key = windows.unsqueeze( 1 );
  const torch::Tensor mask = torch::zeros( { windows.size( 0 ), windows.size( 1 ), windows.size( 1 ) } );
  return mask.masked_fill( query != key, shiftMaskValue )
      .masked_fill( ( query < 0 ).logical_xor( key < 0 ), paddingMaskValue );
}

torch::Tensor partitionWindows( torch::Tensor x, const WindowGrid &grid )
{
  if ( grid.isPadded() )
    x = torch::constant_pad_nd(
        x, { 0, 0, 0, grid.paddedWidth() - grid.width, 0, grid.paddedHeight() - grid.height } );
  if ( grid.shift > 0 )
    x = torch::roll( x, { -grid.shift, -grid.shift }, { 1, 2 } );
  return splitWindows( x, grid.window );
}

torch::Tensor mergeWindows( const torch::Tensor &windows, const WindowGrid &grid )
{
  const int64_t rows = grid.paddedHeight() / grid.window;
  const int64_t columns = grid.paddedWidth() / grid.window;
  torch::Tensor x = windows.view( { -1, rows, columns, grid.window, grid.window, windows.size( -1 ) } )
                        .permute( { 0, 1, 3, 2, 4, 5 } )
                        .reshape( { -1, grid.paddedHeight(), grid.paddedWidth(), windows.size( -1 ) } );
  if ( grid.shift > 0 )
    x = torch::roll( x, { grid.shift, grid.shift }, { 1, 2 } );
  if ( grid.isPadded() )
    x = x.slice( 1, 0, grid.height ).slice( 2, 0, grid.width ).contiguous();
  return x;
}

} // namespace calving
