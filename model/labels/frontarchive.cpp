#include "model/labels/frontarchive.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <map>

#include "model/base/calendar.h"
#include "model/labels/drawnlines.h"

namespace calving
{

namespace
{

//! A line that meets the image.
struct Met
{
  const ArchivedFront *front;
  std::vector<PixelPath> paths;
  //! Half pixels of it inside the image.
  std::size_t length = 0;
};

std::size_t lengthInside( const std::vector<PixelPath> &paths, const ZoneImage &image )
{
  std::size_t inside = 0;
  for ( const PixelPath &path : paths )
    for ( const auto &[x, y] : densePath( path, image ) )
      inside += x >= 0 && y >= 0 && x < image.grid.width && y < image.grid.height;
  return inside;
}

std::vector<Met> meeting( const FrontArchive &archive, const ZoneImage &image, int day )
{
  std::vector<Met> met;
  for ( const ArchivedFront &front : archive.fronts )
    if ( front.day == day )
    {
      Met one{ &front, linesOn( image.grid, front.shape, archive.crs, "A line of " + archive.name ), 0 };
      one.length = lengthInside( one.paths, image );
      if ( one.length > 0 )
        met.push_back( std::move( one ) );
    }
  return met;
}

//! Removes from \a met what others drew than the one who drew most.
void keepOneAuthor( std::vector<Met> &met, const std::string &archive, int day, const Feedback &feedback )
{
  std::map<std::string, std::size_t> drawn;
  for ( const Met &one : met )
    drawn[one.front->author] += one.length;
  if ( drawn.size() < 2 )
    return;
  const std::string author =
      std::max_element( drawn.begin(), drawn.end(),
                        []( const auto &a, const auto &b ) { return a.second < b.second; } )
          ->first;
  feedback.inform( archive + " has lines of " + std::to_string( drawn.size() ) + " authors of " + isoDate( day ) +
                   "; those of " + ( author.empty() ? "nobody named" : author ) + " are taken, who drew most there." );
  met.erase( std::remove_if( met.begin(), met.end(),
                             [&]( const Met &one ) { return one.front->author != author; } ),
             met.end() );
}

} // namespace

std::vector<PixelPath> frontsOfDay( const FrontArchive &archive, const ZoneImage &image, int day, int mostDays,
                                    const std::string &glacier, const Feedback &feedback )
{
  std::map<int, int> days; // by how far they are away
  for ( const ArchivedFront &front : archive.fronts )
    if ( const int away = std::abs( front.day - day ); away <= mostDays )
      days.try_emplace( 2 * away + ( front.day > day ), front.day );
  for ( const auto &[order, candidate] : days )
  {
    std::vector<Met> met = meeting( archive, image, candidate );
    const auto isNamed = [&]( const Met &one ) { return one.front->glacier == glacier; };
    if ( !glacier.empty() && std::any_of( met.begin(), met.end(), isNamed ) )
      met.erase( std::remove_if( met.begin(), met.end(), std::not_fn( isNamed ) ), met.end() );
    keepOneAuthor( met, archive.name, candidate, feedback );
    std::vector<PixelPath> paths;
    for ( Met &one : met )
      std::move( one.paths.begin(), one.paths.end(), std::back_inserter( paths ) );
    if ( !paths.empty() )
      return paths;
  }
  return {};
}

} // namespace calving
