#include "model/train/adapt/expectederror.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include "model/base/calendar.h"
#include "model/base/numbertext.h"
#include "model/train/data/polygonscenes.h"
#include "model/train/data/zonesongrid.h"
#include "model/train/report/frontscores.h"
#include "model/train/report/predictionpicture.h"

namespace calving
{

namespace
{

std::vector<std::uint8_t> wholeZones( PolygonScenes &scenes, int scene )
{
  return scenes.readZones( scene, wholeScene( scenes.info( scene ) ) );
}

//! The one of \a others nearest in time to \a scene; of two as near the first.
int nearestInTime( const PolygonScenes &scenes, int scene, const std::vector<int> &others )
{
  const auto days = [&]( int other ) {
    return std::abs( dayOfIsoDate( scenes.info( other ).date ) - dayOfIsoDate( scenes.info( scene ).date ) );
  };
  return *std::min_element( others.begin(), others.end(),
                            [&]( int a, int b ) { return days( a ) < days( b ); } );
}

//! The scores of \a zones on \a scene, which are added to those of \a all, too.
Scores score( PolygonScenes &scenes, int scene, const std::vector<std::uint8_t> &zones, FrontScores &all )
{
  FrontScores own( scenes );
  own.add( scene, zones );
  all.add( scene, zones );
  return own.scores( std::nan( "" ) );
}

//! Judges scenes one after the other.
class Judge
{
public:
  explicit Judge( PolygonScenes &scenes )
    : mScenes( scenes )
    , mNetwork( scenes )
    , mCopying( scenes )
  {
  }

  //! \a zones: what a network that learned \a others sees in \a scene.
  HiddenScene judge( int scene, const std::vector<std::uint8_t> &zones, const std::vector<int> &others )
  {
    const int nearest = nearestInTime( mScenes, scene, others );
    const SceneInfo &info = mScenes.info( scene );
    const SceneInfo &copied = mScenes.info( nearest );
    const std::vector<std::uint8_t> copy =
        zonesOnGrid( zoneImage( wholeZones( mScenes, nearest ), copied.width ), mScenes.grid( nearest ),
                     mScenes.grid( scene ) );
    HiddenScene result{ info.name,
                        info.date,
                        copied.name,
                        copied.date,
                        score( mScenes, scene, zones, mNetwork ),
                        score( mScenes, scene, copy, mCopying ),
                        predictionPictures( mScenes, scene, zones ) };
    Picture picture = predictionPictures( mScenes, scene, copy ).front();
    picture.caption = info.name + ": true front green, front of " + copied.date + " red";
    result.pictures.push_back( std::move( picture ) );
    return result;
  }

  Scores network() const { return mNetwork.scores( std::nan( "" ) ); }
  Scores copying() const { return mCopying.scores( std::nan( "" ) ); }

private:
  PolygonScenes &mScenes;
  FrontScores mNetwork;
  FrontScores mCopying;
};

//! Everything but \a date of \a dates.
std::vector<int> otherScenes( const std::vector<std::vector<int>> &dates, std::size_t date )
{
  std::vector<int> others;
  for ( std::size_t other = 0; other < dates.size(); ++other )
    if ( other != date )
      others.insert( others.end(), dates[other].begin(), dates[other].end() );
  return others;
}

std::string metres( const Scores &scores )
{
  const double error = scores.figure( figure::meanDistanceError );
  return std::isfinite( error ) ? numberText( error, Decimals{ 0 } ) + " m" : "no front at all";
}

//! How many fronts were not found, after a comma; empty where all were.
std::string missing( const Scores &scores, std::size_t scenes )
{
  const double count = scores.figure( figure::missingFronts );
  return count > 0 ? ", with no front in " + numberText( count, Decimals{ 0 } ) + " of " +
                         std::to_string( scenes ) + " scenes"
                   : std::string();
}

} // namespace

std::vector<std::vector<int>> scenesByDate( const PolygonScenes &scenes )
{
  std::map<std::string, std::vector<int>> dates;
  for ( int i = 0; i < scenes.count(); ++i )
    dates[scenes.info( i ).date].push_back( i );
  std::vector<std::vector<int>> result;
  for ( auto &date : dates )
    result.push_back( std::move( date.second ) );
  return result;
}

std::vector<std::size_t> datesLeftOut( std::size_t dates )
{
  std::vector<std::size_t> chosen;
  for ( std::size_t i = 0; i < fewestDates; ++i )
    chosen.push_back( ( 2 * i + 1 ) * dates / ( 2 * fewestDates ) );
  return chosen;
}

ExpectedError leaveOneOut( PolygonScenes &scenes, const TrainOptions &options, const SceneTraining &train,
                           const Feedback &feedback )
{
  const std::vector<std::vector<int>> dates = scenesByDate( scenes );
  ExpectedError expected;
  expected.dates = static_cast<int>( dates.size() );
  if ( dates.size() < fewestDates )
    return expected;
  // Of these trainings only what they are for is of interest.
  Feedback quiet = feedback;
  quiet.info = {};
  Judge judge( scenes );
  const std::vector<std::size_t> chosen = datesLeftOut( dates.size() );
  for ( std::size_t i = 0; i < chosen.size(); ++i )
  {
    const std::vector<int> &leftOut = dates[chosen[i]];
    const std::vector<int> others = otherScenes( dates, chosen[i] );
    const double part = 1.0 / static_cast<double>( chosen.size() );
    const TrainedZones trained =
        train( scenes, Split{ others, {}, "all labels but those of one date" }, leftOut, options, {},
               quiet.part( static_cast<double>( i ) * part, static_cast<double>( i + 1 ) * part ) );
    if ( trained.result.cancelled )
      throw Cancelled();
    for ( std::size_t scene = 0; scene < leftOut.size(); ++scene )
    {
      expected.scenes.push_back( judge.judge( leftOut[scene], trained.zones[scene], others ) );
      const HiddenScene &last = expected.scenes.back();
      feedback.inform( "Without the labels of " + last.name + ": the model misses its front by " +
                       metres( last.network ) + ", the label of " + last.copiedDate + ", copied, by " +
                       metres( last.copying ) + "." );
    }
  }
  expected.network = judge.network();
  expected.copying = judge.copying();
  return expected;
}

std::string verdictOn( const ExpectedError &expected )
{
  if ( !expected.isKnown() )
    return "No error can be expected from labels of " +
           std::string( expected.dates == 1 ? "one date" : "two dates" ) +
           ": nobody knows how far the model's fronts lie off. With labels of a third date it is measured.";
  const std::size_t scenes = expected.scenes.size();
  const std::string figures =
      "on labels left out the model's fronts lie off by " + metres( expected.network ) + " in the mean" +
      missing( expected.network, scenes ) + "; the label nearest in time, copied, lies off by " +
      metres( expected.copying ) + missing( expected.copying, scenes );
  return expected.beatsCopying() ? "Better than copying: " + figures + "."
                                 : "No better than copying: " + figures +
                                       ". Label more dates, and trust the labels more than the model.";
}

} // namespace calving
