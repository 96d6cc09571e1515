#include "model/evaluate/zonescores.h"

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

} // namespace

ZoneScores zoneScores( const std::vector<std::uint8_t> &predicted,
                       const std::vector<std::uint8_t> &reference )
{
  std::array<std::array<std::uint64_t, 4>, 4> counts{};
  for ( std::size_t i = 0; i < predicted.size(); ++i )
    ++counts[predicted[i] & 3][reference[i] & 3];

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
