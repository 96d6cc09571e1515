#include "model/sar/terrain/demsource.h"

#include <algorithm>
#include <cmath>

namespace calving
{

namespace
{

constexpr int channels = 4;

//! Whole pixels of \a dem in half a pixel of \a grid and more: below that, interpolation sees all of them.
int cellFactor( const RasterGrid &dem, const GroundGrid &grid )
{
  const double fine = std::abs( dem.pixelSizeMetres()[1] );
  const double coarse = std::abs( grid.pixelMetres[1] );
  return std::max( 1, static_cast<int>( coarse / fine + 1e-6 ) );
}

//! Bilinear interpolation between cells; cells without data count as \a sea.
double interpolated( const std::vector<float> &cells, const Window &window, double column, double row,
                     double sea )
{
  const double x = std::clamp( column - window.x, 0.0, window.width - 1.0 );
  const double y = std::clamp( row - window.y, 0.0, window.height - 1.0 );
  const int left = std::min( static_cast<int>( x ), std::max( 0, window.width - 2 ) );
  const int top = std::min( static_cast<int>( y ), std::max( 0, window.height - 2 ) );
  const auto height = [&]( int c, int r )
  {
    const std::size_t at = static_cast<std::size_t>( std::min( r, window.height - 1 ) ) * window.width;
    const float value = cells[at + std::min( c, window.width - 1 )];
    return value == value ? static_cast<double>( value ) : sea;
  };
  const double above = height( left, top ) + ( x - left ) * ( height( left + 1, top ) - height( left, top ) );
  const double below =
      height( left, top + 1 ) + ( x - left ) * ( height( left + 1, top + 1 ) - height( left, top + 1 ) );
  return above + ( y - top ) * ( below - above );
}

} // namespace

DemSource::DemSource( std::shared_ptr<const DemRaster> dem, const GroundGrid &grid )
  : mDem( std::move( dem ) )
  , mGrid( grid )
  , mToDem( grid.crs, mDem->grid().crs )
  , mToDegrees( grid.crs, geographicCrs )
  , mFactor( cellFactor( mDem->grid(), grid ) )
  , mColumns( ( mDem->grid().width + mFactor - 1 ) / mFactor )
  , mRows( ( mDem->grid().height + mFactor - 1 ) / mFactor )
  , mTurn( mDem->turn() / mFactor )
{
}

std::vector<double> DemSource::nodes( std::vector<double> x, std::vector<double> y ) const
{
  std::vector<double> longitude = x;
  std::vector<double> latitude = y;
  // The grid's centre decides on which side of the date line degrees are counted.
  const std::array<double, 2> centre = mGrid.place( 0.5 * mGrid.width, 0.5 * mGrid.height );
  x.push_back( centre[0] );
  y.push_back( centre[1] );
  mToDem.apply( x, y );
  mToDegrees.apply( longitude, latitude );
  const auto column = [this, &x, &y]( std::size_t i )
  { return mDem->grid().toPixel( x[i], y[i] )[0] / mFactor - 0.5; };
  const double middle = column( longitude.size() );
  std::vector<double> values;
  for ( std::size_t i = 0; i < longitude.size(); ++i )
  {
    const double turns = mTurn > 0 ? std::round( ( middle - column( i ) ) / mTurn ) : 0.0;
    const double row = mDem->grid().toPixel( x[i], y[i] )[1] / mFactor - 0.5;
    const bool known = std::isfinite( longitude[i] );
    values.insert( values.end(), { column( i ) + turns * mTurn, row,
                                   known ? mDem->sea( longitude[i], latitude[i] ) : longitude[i],
                                   known ? mDem->lift( longitude[i], latitude[i] ) : longitude[i] } );
  }
  return values;
}

DemSource::Places DemSource::places( const Window &window ) const
{
  const Lattice lattice( mGrid, window, channels,
                         [this]( std::vector<double> x, std::vector<double> y )
                         { return nodes( std::move( x ), std::move( y ) ); } );
  Places result;
  std::vector<double> row( static_cast<std::size_t>( channels ) * window.width );
  for ( int y = 0; y < window.height; ++y )
  {
    lattice.row( y, row.data() );
    auto from = row.begin();
    for ( std::vector<double> *channel : { &result.column, &result.row, &result.sea, &result.lift } )
    {
      channel->insert( channel->end(), from, from + window.width );
      from += window.width;
    }
  }
  return result;
}

bool DemSource::hasCell( double column, double row ) const
{
  return column >= -0.5 && row >= -0.5 && column <= mColumns - 0.5 && row <= mRows - 0.5;
}

void DemSource::read( const Window &window, float *values ) const
{
  const Places where = places( window );
  for ( std::size_t i = 0; i < where.sea.size(); ++i )
    values[i] = static_cast<float>( where.sea[i] + where.lift[i] );
  sample( where, 0, values );
  if ( mTurn > 0 )
    for ( const double turns : { -1.0, 1.0 } )
      sample( where, turns, values );
}

void DemSource::sample( const Places &places, double turns, float *values ) const
{
  double left = mColumns;
  double top = mRows;
  double right = -1;
  double bottom = -1;
  for ( std::size_t i = 0; i < places.column.size(); ++i )
  {
    const double column = places.column[i] + turns * mTurn;
    if ( !hasCell( column, places.row[i] ) )
      continue;
    left = std::min( left, column );
    right = std::max( right, column );
    top = std::min( top, places.row[i] );
    bottom = std::max( bottom, places.row[i] );
  }
  if ( right < left )
    return;
  const auto cell = []( double position, int count )
  { return std::clamp( static_cast<int>( std::floor( position ) ), 0, count - 1 ); };
  Window window{ cell( left, mColumns ), cell( top, mRows ), 0, 0 };
  window.width = cell( right + 1, mColumns ) - window.x + 1;
  window.height = cell( bottom + 1, mRows ) - window.y + 1;
  const std::vector<float> cells = mDem->averaged( window, mFactor );
  for ( std::size_t i = 0; i < places.column.size(); ++i )
  {
    const double column = places.column[i] + turns * mTurn;
    if ( hasCell( column, places.row[i] ) )
      values[i] = static_cast<float>( interpolated( cells, window, column, places.row[i], places.sea[i] ) +
                                      places.lift[i] );
  }
}

} // namespace calving
