#include "model/train/report/frontscores.h"

#include <cmath>

#include "model/front/frontpixels.h"
#include "model/train/data/scenesource.h"

namespace calving
{

std::vector<std::uint8_t> sceneFront( const std::vector<std::uint8_t> &zones, const SceneInfo &info )
{
  FrontRule rule;
  rule.pixelSizeMetres = std::sqrt( info.pixelSizeMetres[0] * info.pixelSizeMetres[1] );
  return frontPixels( zones, info.width, info.height, rule );
}

std::vector<std::uint8_t> referenceFront( SceneSource &source, int scene )
{
  const SceneInfo &info = source.info( scene );
  return info.hasFront ? source.readFront( scene )
                       : sceneFront( source.readZones( scene, wholeScene( info ) ), info );
}

FrontScores::FrontScores( SceneSource &source )
  : mSource( source )
{
}

void FrontScores::add( int scene, const std::vector<std::uint8_t> &zones )
{
  const SceneInfo &info = mSource.info( scene );
  const PixelSize pixel{ info.pixelSizeMetres[0], info.pixelSizeMetres[1] };
  const std::vector<std::uint8_t> reference = referenceFront( mSource, scene );
  mZones.push_back( zoneScores( zones, mSource.readZones( scene, wholeScene( info ) ) ) );
  mDistances.push_back(
      frontDistances( sceneFront( zones, info ), reference, info.width, info.height, pixel ) );
  if ( mDistances.back().comparable() )
    return;
  double points = 0;
  for ( std::uint8_t value : reference )
    points += value != 0;
  mMissedPoints += points;
  mMissedMetres += points * std::hypot( info.width * pixel.x, info.height * pixel.y ) / 2;
}

Scores FrontScores::scores( double loss ) const
{
  std::vector<const FrontDistances *> scenes;
  double metres = mMissedMetres;
  double points = mMissedPoints;
  for ( const FrontDistances &distances : mDistances )
  {
    scenes.push_back( &distances );
    metres += distances.sum();
    points += static_cast<double>( distances.ofPredicted.size() + distances.ofReference.size() );
  }
  const FrontSummary summary = summarise( scenes );
  const ClassScores iou = meanScores( mZones ).iou;
  Scores scores;
  scores.rank = ( points > 0 ? metres / points : 0.0 ) + 1 - iou.macro;
  scores.figures = { { figure::meanDistanceError, summary.meanDistanceError },
                     { figure::missingFronts, static_cast<double>( summary.noFront ) },
                     { figure::iou, iou.macro },
                     { "IoU N/A", iou.zones[0] },
                     { "IoU rock", iou.zones[1] },
                     { "IoU glacier", iou.zones[2] },
                     { "IoU ocean", iou.zones[3] },
                     { "median distance (m)", summary.median },
                     { figure::loss, loss } };
  return scores;
}

} // namespace calving
