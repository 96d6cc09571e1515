#include "model/evaluate/zonescores.h"

#include <algorithm>

namespace calving
{

namespace
{

double ratio( std::uint64_t part, std::uint64_t whole )
{
  return whole == 0 ? 0.0 : static_cast<double>( part ) / static_cast<double>( whole );
}

void setMacro( ClassScores &scores )
{
  scores.macro = 0;
  for ( double score : scores.zones )
    scores.macro += score / 4;
}

void add( ClassScores &sum, const ClassScores &scores, double weight )
{
  sum.macro += weight * scores.macro;
  for ( std::size_t i = 0; i < sum.zones.size(); ++i )
    sum.zones[i] += weight * scores.zones[i];
}

//! Pixels by predicted zone, then by true zone.
using ZoneCounts = std::array<std::array<std::uint64_t, 4>, 4>;

ZoneScores scoresOf( const ZoneCounts &counts )
{
  ZoneScores scores;
  for ( std::size_t zone = 0; zone < 4; ++zone )
  {
    const std::uint64_t hit = counts[zone][zone];
    std::uint64_t said = 0;
    std::uint64_t is = 0;
    for ( std::size_t other = 0; other < 4; ++other )
    {
      said += counts[zone][other];
      is += counts[other][zone];
    }
    scores.precision.zones[zone] = ratio( hit, said );
    scores.recall.zones[zone] = ratio( hit, is );
    scores.f1.zones[zone] = ratio( 2 * hit, said + is );
    scores.iou.zones[zone] = ratio( hit, said + is - hit );
  }
  for ( ClassScores *part : { &scores.precision, &scores.recall, &scores.f1, &scores.iou } )
    setMacro( *part );
  return scores;
}

} // namespace

ZoneScores zoneScores( const std::vector<std::uint8_t> &predicted,
                       const std::vector<std::uint8_t> &reference )
{
  ZoneCounts counts{};
  for ( std::size_t i = 0; i < predicted.size(); ++i )
    ++counts[predicted[i] & 3][reference[i] & 3];
  return scoresOf( counts );
}

ZoneScores zoneScores( const RunLengthImage &predicted, const RunLengthImage &reference )
{
  ZoneCounts counts{};
  for ( int row = 0; row < predicted.height(); ++row )
  {
    std::size_t a = predicted.firstRun( row );
    std::size_t b = reference.firstRun( row );
    for ( int column = 0; column < predicted.width(); )
    {
      const int end = std::min( predicted.end( a ), reference.end( b ) );
      counts[predicted.value( a )][reference.value( b )] += static_cast<std::uint64_t>( end - column );
      a += predicted.end( a ) == end;
      b += reference.end( b ) == end;
      column = end;
    }
  }
  return scoresOf( counts );
}

ZoneScores meanScores( const std::vector<ZoneScores> &scenes )
{
  ZoneScores mean;
  const double weight = scenes.empty() ? 0.0 : 1.0 / static_cast<double>( scenes.size() );
  for ( const ZoneScores &scene : scenes )
  {
    add( mean.precision, scene.precision, weight );
    add( mean.recall, scene.recall, weight );
    add( mean.f1, scene.f1, weight );
    add( mean.iou, scene.iou, weight );
  }
  return mean;
}

} // namespace calving
