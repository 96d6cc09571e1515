#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace calving
{

/**
 * An image of up to four classes, stored as runs of equal pixels: zones of 20000 x 20000 pixels take a few
 * megabytes.
 *
 * Built row by row, then only read. Runs are numbered through the whole image; neighbours in a row differ in
 * class.
 */
class RunLengthImage
{
public:
  //! REQUIRES: 0 < width < 2^30.
  explicit RunLengthImage( int width );

  //! Appends \a width() pixels of class 0 to 3.
  void appendRow( const std::uint8_t *values );
  //! Continues the row under construction with \a value up to column \a end (excluded). An empty run is
  //! ignored.
  void append( int end, std::uint8_t value );
  //! Ends the row under construction. REQUIRES: its last run ends at width().
  void endRow();

  int width() const { return mWidth; }
  int height() const { return static_cast<int>( mRows.size() ) - 1; }
  //! Runs in the whole image.
  std::size_t runs() const { return mRuns.size(); }
  //! Number of the first run of \a row; of the row after the last: runs().
  std::size_t firstRun( int row ) const { return mRows[row]; }
  //! First column of \a run, which lies in \a row.
  int begin( int row, std::size_t run ) const { return run == mRows[row] ? 0 : end( run - 1 ); }
  //! Column after the last one of \a run.
  int end( std::size_t run ) const { return static_cast<int>( mRuns[run] & endMask ); }
  std::uint8_t value( std::size_t run ) const { return static_cast<std::uint8_t>( mRuns[run] >> 30 ); }
  //! The run that holds a pixel. REQUIRES: it lies inside.
  std::size_t runAt( int column, int row ) const;
  //! Class of one pixel. REQUIRES: it lies inside.
  std::uint8_t at( int column, int row ) const { return value( runAt( column, row ) ); }
  //! Writes the pixels of \a row to \a values.
  void copyRow( int row, std::uint8_t *values ) const;

private:
  static constexpr std::uint32_t endMask = ( 1u << 30 ) - 1;

  int mWidth;
  std::vector<std::uint32_t> mRuns;
  std::vector<std::size_t> mRows{ 0 };
};

//! The image whose run r has the class \a value( r ). Neighbours that become equal are joined.
template <typename Value> RunLengthImage recoded( const RunLengthImage &image, const Value &value )
{
  RunLengthImage result( image.width() );
  for ( int row = 0; row < image.height(); ++row )
  {
    for ( std::size_t run = image.firstRun( row ); run < image.firstRun( row + 1 ); ++run )
      result.append( image.end( run ), value( run ) );
    result.endRow();
  }
  return result;
}

//! The image that is 0 wherever \a mask is 0. REQUIRES: equal sizes.
RunLengthImage masked( const RunLengthImage &image, const RunLengthImage &mask );

} // namespace calving
