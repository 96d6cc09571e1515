#include "model/simulate/simulatedfronts.h"

#include <cmath>

namespace calving
{

namespace
{

constexpr double widest = 2.8;

//! Collects the lines of one scene.
class FrontTracer
{
public:
  FrontTracer( const SimulatedGlacier &glacier, int index )
    : mGlacier( glacier )
    , mSurface( glacier.surfaceOn( glacier.options().dayOf( index ) ) )
    , mRadar( glacier, index )
  {
  }

  void trace( int fjord )
  {
    const double pixel = mGlacier.options().pixelSizeMetres;
    const double width = mGlacier.landscape().halfWidth( fjord, mSurface.frontPosition( fjord, 0 ) );
    for ( double across = -widest; across <= widest; )
    {
      const std::array<double, 2> place = placeOf( fjord, across );
      if ( isSeen( fjord, across, place ) )
        add( fjord, place );
      else
        finish();
      // Where the front runs along the fjord, equal steps across would be long steps on the map.
      double step = 0.4 * pixel / width;
      for ( int halving = 0; halving < 5 && distance( place, placeOf( fjord, across + step ) ) > 0.45 * pixel;
            ++halving )
        step /= 2;
      across += step;
    }
    finish();
  }

  std::vector<SimulatedFront> take() { return std::move( mLines ); }

private:
  static double distance( const std::array<double, 2> &a, const std::array<double, 2> &b )
  {
    return std::hypot( a[0] - b[0], a[1] - b[1] );
  }

  std::array<double, 2> placeOf( int fjord, double across ) const
  {
    return mGlacier.landscape().place( fjord, mSurface.frontPosition( fjord, across ), across );
  }

  bool isSeen( int fjord, double across, const std::array<double, 2> &place ) const
  {
    const auto [column, row] = mGlacier.pixelOf( place[0], place[1] );
    const SceneOptions &options = mGlacier.options();
    return column >= 0 && row >= 0 && column <= options.width && row <= options.height &&
           mSurface.calvesAt( fjord, across ) && !mRadar.hidesSeaAt( mSurface, place[0], place[1] );
  }

  void add( int fjord, const std::array<double, 2> &place )
  {
    if ( mLine.points.empty() )
      mLine = { mGlacier.name(), fjord, mSurface.day(), mGlacier.options().sensor, {}, 0 };
    else
      mLine.lengthMetres += distance( mLast, place );
    mLast = place;
    const auto [column, row] = mGlacier.pixelOf( place[0], place[1] );
    mLine.points.push_back( mGlacier.placement().grid.toMap( column, row ) );
  }

  void finish()
  {
    if ( mLine.lengthMetres >= 3 * mGlacier.options().pixelSizeMetres )
      mLines.push_back( std::move( mLine ) );
    mLine = {};
  }

  const SimulatedGlacier &mGlacier;
  Surface mSurface;
  RadarScene mRadar;
  SimulatedFront mLine;
  std::array<double, 2> mLast{};
  std::vector<SimulatedFront> mLines;
};

} // namespace

std::vector<SimulatedFront> simulatedFronts( const SimulatedGlacier &glacier, int index )
{
  FrontTracer tracer( glacier, index );
  const LandscapeOptions &landscape = glacier.landscape().options();
  const int fjords = static_cast<int>( landscape.reach / landscape.span ) + 1;
  for ( int fjord = -fjords; fjord <= fjords; ++fjord )
    tracer.trace( fjord );
  return tracer.take();
}

} // namespace calving
