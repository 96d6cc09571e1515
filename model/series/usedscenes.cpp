#include "model/series/usedscenes.h"

#include <algorithm>

#include "model/base/listednames.h"
#include "model/error.h"
#include "model/geometry/gridoutline.h"

namespace calving
{

void requirePart( const SeriesRequest &request, const ModelCard &card )
{
  if ( request.part > request.parts )
    throw Error( "There is no part " + std::to_string( request.part ) + " (PART) of " +
                 std::to_string( request.parts ) + " (PARTS). Parts count from 1: sbatch --array=1-" +
                 std::to_string( request.parts ) + "." );
  if ( request.part == 0 && request.parts > 1 )
    throw Error( "PARTS says that " + std::to_string( request.parts ) +
                 " processes share the series, but not which of them this is. Set PART, from 1." );
  if ( request.part > 0 && request.evidenceFolder.empty() )
    throw Error(
        "A part of a series (PART) leaves what it reads in a folder that all parts share. Choose one "
        "for EVIDENCE." );
  if ( request.part > 0 && card.size.frames > 1 )
    throw Error(
        "The model reads scenes in sequences, which parts of a series (PART) would tear apart. Leave "
        "PART out, or choose a model that reads single scenes." );
}

void leaveOutElsewhere( SeriesPlan &plan, const RasterGrid &box, const Feedback &feedback )
{
  const auto isElsewhere = [&]( const PlannedScene &scene )
  {
    const RasterGrid &grid = scene.place.grid;
    bool isThere = false;
    try
    {
      isThere = scene.isProduct
                    ? !box.crs.empty() // whether it shows the box, its map will say
                    : grid.crs.empty() == box.crs.empty() && reaches( grid, outlineOf( box, grid.crs ) );
    }
    catch ( const Error & ) // no way between the maps: of another world
    {
    }
    if ( !isThere )
    {
      plan.leftOut.push_back( { scene.name, "It does not reach the box of the series." } );
      feedback.warn( plan.leftOut.back().sentence() );
    }
    return !isThere;
  };
  plan.scenes.erase( std::remove_if( plan.scenes.begin(), plan.scenes.end(), isElsewhere ),
                     plan.scenes.end() );
  if ( plan.scenes.empty() )
    throw Error( "No scene reaches the box of the series. Check AREA and where the scenes lie." );
}

void leaveOutKnown( SeriesPlan &plan, const EvidenceFolder &folder, const SeriesRequest &request,
                    const Feedback &feedback )
{
  constexpr std::size_t mostNamed = 10;
  std::vector<std::string> names;
  const auto isKnown = [&]( const PlannedScene &scene )
  {
    const auto known = folder.leftOut().find( scene.key );
    if ( known == folder.leftOut().end() || known->second.attempt != attemptOf( scene, request.products ) )
      return false;
    plan.leftOut.push_back( { scene.name, known->second.reason } );
    names.push_back( scene.name );
    return true;
  };
  plan.scenes.erase( std::remove_if( plan.scenes.begin(), plan.scenes.end(), isKnown ), plan.scenes.end() );
  if ( !names.empty() )
    feedback.inform( "Left out as before, since they could not be read: " + listedNames( names, mostNamed ) +
                     ". To have one tried again, remove its file _leftout.txt from the folder of EVIDENCE." );
}

void requireSameProducts( const SeriesPlan &plan, const EvidenceFolder &folder, const SeriesRequest &request )
{
  const std::string now = settingsOf( request.products );
  for ( const PlannedScene &scene : plan.scenes )
    if ( const auto kept = folder.scenes().find( scene.key );
         scene.isProduct && kept != folder.scenes().end() && kept->second.product != now )
      throw Error( "The folder " + request.evidenceFolder + " (EVIDENCE) holds the product " + scene.name +
                   " as it was preprocessed with other parameters: " + kept->second.product +
                   ", now: " + now + ". Choose another folder." );
}

void keepPart( SeriesPlan &plan, const SeriesRequest &request, const Feedback &feedback )
{
  const std::size_t all = plan.scenes.size();
  std::vector<PlannedScene> own;
  for ( std::size_t i = request.part - 1; i < all; i += request.parts )
    own.push_back( std::move( plan.scenes[i] ) );
  plan.scenes = std::move( own );
  feedback.inform( "Part " + std::to_string( request.part ) + " of " + std::to_string( request.parts ) +
                   " of the series: " + std::to_string( plan.scenes.size() ) + " of " +
                   std::to_string( all ) + " scenes." );
}

} // namespace calving
