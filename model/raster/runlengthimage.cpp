#include "model/raster/runlengthimage.h"

#include <algorithm>
#include <cstring>

namespace calving
{

RunLengthImage::RunLengthImage( int width )
  : mWidth( width )
{
}

void RunLengthImage::appendRow( const std::uint8_t *values )
{
  for ( int column = 0; column < mWidth; )
  {
    int end = column + 1;
    while ( end < mWidth && values[end] == values[column] )
      ++end;
    append( end, values[column] );
    column = end;
  }
  endRow();
}

void RunLengthImage::append( int end, std::uint8_t value )
{
  const bool rowStarted = mRuns.size() > mRows.back();
  if ( end <= ( rowStarted ? this->end( mRuns.size() - 1 ) : 0 ) )
    return;
  const std::uint32_t run = static_cast<std::uint32_t>( end ) | static_cast<std::uint32_t>( value ) << 30;
  if ( rowStarted && this->value( mRuns.size() - 1 ) == value )
    mRuns.back() = run;
  else
    mRuns.push_back( run );
}

void RunLengthImage::endRow()
{
  mRows.push_back( mRuns.size() );
}

std::size_t RunLengthImage::runAt( int column, int row ) const
{
  const auto first = mRuns.begin() + static_cast<std::ptrdiff_t>( mRows[row] );
  const auto last = mRuns.begin() + static_cast<std::ptrdiff_t>( mRows[row + 1] );
  const auto run = std::partition_point(
      first, last, [column]( std::uint32_t r ) { return static_cast<int>( r & endMask ) <= column; } );
  return static_cast<std::size_t>( run - mRuns.begin() );
}

void RunLengthImage::copyRow( int row, std::uint8_t *values ) const
{
  for ( std::size_t run = firstRun( row ); run < firstRun( row + 1 ); ++run )
    std::memset( values + begin( row, run ), value( run ),
                 static_cast<std::size_t>( end( run ) - begin( row, run ) ) );
}

RunLengthImage masked( const RunLengthImage &image, const RunLengthImage &mask )
{
  RunLengthImage result( image.width() );
  for ( int row = 0; row < image.height(); ++row )
  {
    std::size_t cover = mask.firstRun( row );
    for ( std::size_t run = image.firstRun( row ); run < image.firstRun( row + 1 ); ++run )
    {
      const std::uint8_t value = image.value( run );
      for ( ; mask.end( cover ) < image.end( run ); ++cover )
        result.append( mask.end( cover ), mask.value( cover ) ? value : 0 );
      result.append( image.end( run ), mask.value( cover ) ? value : 0 );
    }
    result.endRow();
  }
  return result;
}

} // namespace calving
