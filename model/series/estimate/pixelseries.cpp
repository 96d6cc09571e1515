#include "model/series/estimate/pixelseries.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "model/scene/zone.h"

namespace calving
{

namespace
{

//! A probability that nothing falls below: no network is ever sure.
constexpr double leastProbability = 0.02;
//! That a label is wrong at a pixel.
constexpr float labelError = 1e-4f;
//! Far from labelled fronts: the share of the change, and of the weight of evidence.
constexpr double farShare = 0.2;
//! What counts where the options leave it open.
struct Standard
{
  double weight;
  double changesPerDay;
};
constexpr Standard withLabels{ 0.3, 0.002 };
constexpr Standard withoutLabels{ 1, 0.02 };

std::uint8_t asByte( float share )
{
  return static_cast<std::uint8_t>( std::lround( 255 * share ) );
}

constexpr auto none = static_cast<std::uint8_t>( Zone::NotAvailable );
constexpr auto rock = static_cast<std::uint8_t>( Zone::Rock );
constexpr auto glacier = static_cast<std::uint8_t>( Zone::Glacier );

} // namespace

PixelSeries::PixelSeries( const SeriesEvidence &evidence, const SeriesOptions &options,
                          const std::vector<float> &distances )
  : mEvidence( evidence )
  , mDistances( distances )
  , mCorridor( options.corridorMetres )
  , mLogarithms( 256 )
{
  for ( int scene = 0; scene < evidence.scenes(); ++scene )
    mTimes.push_back( { evidence.scene( scene ).day, scene, -1 } );
  for ( int label = 0; label < static_cast<int>( evidence.labels().size() ); ++label )
    mTimes.push_back( { evidence.labels()[label].day, -1, label } );
  std::sort( mTimes.begin(), mTimes.end(),
             []( const Time &a, const Time &b )
             { return std::tie( a.day, a.scene, a.label ) < std::tie( b.day, b.scene, b.label ); } );
  mNear = regime( options, 1 );
  mFar = regime( options, farShare );
  for ( int byte = 0; byte < 256; ++byte )
    mLogarithms[byte] = static_cast<float>( std::log( byte / 255.0 + leastProbability ) );
}

//! With \a share of the change and of the weight that the options name.
PixelSeries::Regime PixelSeries::regime( const SeriesOptions &options, double share ) const
{
  const Standard &standard = mEvidence.labels().empty() ? withoutLabels : withLabels;
  Regime result{ share * options.evidenceWeight.value_or( standard.weight ), {} };
  const ChangeRates rates{ share * options.frontChangesPerDay.value_or( standard.changesPerDay ),
                           options.rockChangesPerDay };
  for ( std::size_t t = 1; t < mTimes.size(); ++t )
    result.transitions.push_back( zoneTransition( rates, mTimes[t].day - mTimes[t - 1].day ) );
  return result;
}

//! All labels together count as much as all scenes, so that few of either do not decide alone.
PixelSeries::Ground PixelSeries::groundOf( std::size_t pixel ) const
{
  const std::vector<SeriesLabel> &labels = mEvidence.labels();
  double nothing = 0;
  double seen = 0;
  for ( int scene = 0; scene < mEvidence.scenes(); ++scene )
  {
    int sum = 0;
    for ( int zone = 0; zone < seriesClasses; ++zone )
      sum += mEvidence.plane( scene, static_cast<SeriesPlane>( zone ) )[pixel];
    if ( sum == 0 )
      continue;
    seen += 1;
    nothing += mEvidence.plane( scene, SeriesPlane::NotAvailable )[pixel] / 255.0;
  }
  int drawn = 0;
  int drawnRock = 0;
  for ( const SeriesLabel &label : labels )
  {
    drawn += label.zones[pixel] != none;
    drawnRock += label.zones[pixel] == rock;
  }
  if ( !labels.empty() )
  {
    const double each = seen / static_cast<double>( labels.size() );
    nothing += each * static_cast<double>( labels.size() - drawn );
    seen *= 2;
  }
  constexpr int rockShare = 4; // more than one label in so many
  if ( nothing * 2 > seen || ( seen == 0 && drawn == 0 ) )
    return Ground::Nothing;
  return drawn == 0 ? Ground::Unknown : rockShare * drawnRock > drawn ? Ground::Rock : Ground::IceOrOcean;
}

ZoneOdds PixelSeries::likelihood( int scene, std::size_t pixel, double weight ) const
{
  const auto byte = [&]( SeriesPlane plane ) { return mEvidence.plane( scene, plane )[pixel]; };
  const float trust = static_cast<float>( weight * ( 255 - byte( SeriesPlane::NotAvailable ) ) / 255 );
  ZoneOdds odds{ 1, 1, 1 };
  const std::array<std::uint8_t, 3> seen{ byte( SeriesPlane::Rock ), byte( SeriesPlane::Glacier ),
                                          byte( SeriesPlane::Ocean ) };
  if ( seen == std::array<std::uint8_t, 3>{} || trust == 0 )
    return odds;
  const float most = mLogarithms[*std::max_element( seen.begin(), seen.end() )];
  for ( int zone = 0; zone < 3; ++zone )
    odds[zone] = std::exp( trust * ( mLogarithms[seen[zone]] - most ) );
  return odds;
}

ZoneOdds PixelSeries::labelled( int label, std::size_t pixel ) const
{
  const std::uint8_t zone = mEvidence.labels()[label].zones[pixel];
  if ( zone == none )
    return { 1, 1, 1 };
  ZoneOdds odds{ labelError, labelError, labelError };
  odds[zone - rock] = 1;
  return odds;
}

void PixelSeries::estimatePixel( std::size_t pixel, std::vector<ZoneOdds> &odds,
                                 SeriesEstimate &estimate ) const
{
  const Ground ground = groundOf( pixel );
  if ( ground == Ground::Rock || ground == Ground::Nothing )
  {
    const bool isRock = ground == Ground::Rock;
    for ( int scene = 0; scene < mEvidence.scenes(); ++scene )
    {
      estimate.zones( scene )[pixel] = isRock ? rock : none;
      estimate.confidence( scene )[pixel] = isRock ? 255 : 0;
    }
    return;
  }
  const bool isFar = !mDistances.empty() && mCorridor > 0 && mDistances[pixel] > mCorridor;
  const Regime &regime = isFar ? mFar : mNear;
  odds.clear();
  for ( const Time &time : mTimes )
  {
    odds.push_back( time.scene >= 0 ? likelihood( time.scene, pixel, regime.weight )
                                    : labelled( time.label, pixel ) );
    if ( ground == Ground::IceOrOcean )
      odds.back()[0] = 0;
  }
  smoothInTime( odds, regime.transitions );
  for ( std::size_t t = 0; t < mTimes.size(); ++t )
  {
    const int scene = mTimes[t].scene;
    if ( scene < 0 )
      continue;
    const auto &[onRock, onGlacier, onOcean] = odds[t];
    const bool isRock = onRock > std::max( onGlacier, onOcean );
    estimate.zones( scene )[pixel] = isRock ? rock : glacier;
    estimate.confidence( scene )[pixel] = asByte( isRock ? onRock : onOcean / ( onGlacier + onOcean ) );
  }
}

void PixelSeries::estimate( int row, SeriesEstimate &estimate ) const
{
  std::vector<ZoneOdds> odds;
  odds.reserve( mTimes.size() );
  const std::size_t begin = static_cast<std::size_t>( row ) * mEvidence.width();
  for ( std::size_t pixel = begin; pixel < begin + mEvidence.width(); ++pixel )
    estimatePixel( pixel, odds, estimate );
}

} // namespace calving
