#include "model/front/components.h"

#include <algorithm>

namespace calving
{

namespace
{

//! Disjoint sets of runs. The root of a set is its first run, which keeps raster order.
class RunSets
{
public:
  explicit RunSets( std::vector<std::uint32_t> &parents )
    : mParents( parents )
  {
  }

  std::uint32_t root( std::uint32_t run )
  {
    while ( mParents[run] != run )
      run = mParents[run] = mParents[mParents[run]];
    return run;
  }

  void join( std::uint32_t a, std::uint32_t b )
  {
    a = root( a );
    b = root( b );
    mParents[std::max( a, b )] = std::min( a, b );
  }

private:
  std::vector<std::uint32_t> &mParents;
};

//! Joins selected runs of \a row that follow one another: they differ in class.
void joinNeighboursInRow( const RunLengthImage &image, int row, RunSets &sets,
                          const std::vector<std::uint32_t> &parents )
{
  for ( std::size_t run = image.firstRun( row ) + 1; run < image.firstRun( row + 1 ); ++run )
    if ( parents[run] != Components::none && parents[run - 1] != Components::none )
      sets.join( static_cast<std::uint32_t>( run ), static_cast<std::uint32_t>( run - 1 ) );
}

//! Joins the selected runs of \a row with those they touch, corners included, in the row above.
void joinWithRowAbove( const RunLengthImage &image, int row, RunSets &sets,
                       const std::vector<std::uint32_t> &parents )
{
  std::size_t above = image.firstRun( row - 1 );
  for ( std::size_t run = image.firstRun( row ); run < image.firstRun( row + 1 ); ++run )
  {
    if ( parents[run] == Components::none )
      continue;
    while ( image.end( above ) < image.begin( row, run ) )
      ++above;
    for ( std::size_t other = above; other < image.firstRun( row ); ++other )
    {
      if ( image.begin( row - 1, other ) > image.end( run ) )
        break;
      if ( parents[other] != Components::none )
        sets.join( static_cast<std::uint32_t>( run ), static_cast<std::uint32_t>( other ) );
    }
  }
}

} // namespace

std::uint32_t Components::largest() const
{
  const auto most = std::max_element( sizes.begin(), sizes.end() );
  return most == sizes.end() ? none : static_cast<std::uint32_t>( most - sizes.begin() );
}

Components components( const RunLengthImage &image, const bool ( &selected )[4] )
{
  Components result;
  std::vector<std::uint32_t> &label = result.ofRun;
  label.resize( image.runs() );
  for ( std::size_t run = 0; run < image.runs(); ++run )
    label[run] = selected[image.value( run )] ? static_cast<std::uint32_t>( run ) : Components::none;

  RunSets sets( label );
  for ( int row = 0; row < image.height(); ++row )
  {
    joinNeighboursInRow( image, row, sets, label );
    if ( row > 0 )
      joinWithRowAbove( image, row, sets, label );
  }

  // A root is the first run of its set, and a parent never comes after its child: one pass turns both into
  // numbers.
  for ( int row = 0; row < image.height(); ++row )
  {
    for ( std::size_t run = image.firstRun( row ); run < image.firstRun( row + 1 ); ++run )
    {
      if ( label[run] == Components::none )
        continue;
      if ( label[run] == run )
      {
        label[run] = static_cast<std::uint32_t>( result.sizes.size() );
        result.sizes.push_back( 0 );
      }
      else
        label[run] = label[label[run]];
      result.sizes[label[run]] += static_cast<std::uint64_t>( image.end( run ) - image.begin( row, run ) );
    }
  }
  return result;
}

} // namespace calving
