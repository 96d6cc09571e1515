#include "model/extract/priorrows.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/extract/frontjumps.h"
#include "model/geometry/gridoutline.h"
#include "model/geometry/pixelplaces.h"
#include "model/scene/zone.h"

namespace calving
{

namespace
{

constexpr auto rock = static_cast<std::size_t>( Zone::Rock );
constexpr auto glacier = static_cast<std::size_t>( Zone::Glacier );
constexpr auto ocean = static_cast<std::size_t>( Zone::Ocean );
constexpr std::size_t classes = 4;

//! Probability from which the network is sure.
constexpr float sure = 0.9f;

using Probabilities = std::array<float, classes>;

Probabilities probabilitiesOf( const ProbabilityRow &row, std::size_t column )
{
  const std::size_t width = row.weight.size();
  Probabilities result;
  for ( std::size_t c = 0; c < classes; ++c )
    result[c] = row.values[c * width + column];
  return result;
}

std::size_t best( const Probabilities &probabilities )
{
  return static_cast<std::size_t>( std::max_element( probabilities.begin(), probabilities.end() ) -
                                   probabilities.begin() );
}

Probabilities weighed( Probabilities network, const PlaceWord &word )
{
  constexpr float twice = 2;
  const float least = std::exp( -6.f );
  const float shown = network[rock] + network[glacier] + network[ocean];
  if ( !( shown > 0 ) )
    return network;
  const auto weight = [&]( std::size_t zone, float odds )
  { return std::max( network[zone] / shown, least ) * std::exp( twice * odds ); };
  Probabilities result = network;
  result[rock] = weight( rock, word.rock );
  result[glacier] = weight( glacier, word.glacier / 2 );
  result[ocean] = weight( ocean, -word.glacier / 2 );
  const float sum = result[rock] + result[glacier] + result[ocean];
  for ( const std::size_t zone : { rock, glacier, ocean } )
    result[zone] *= shown / sum;
  return result;
}

//! Whether of two classes one is glacier, the other ocean.
bool areIceAndWater( std::size_t one, std::size_t other )
{
  return std::min( one, other ) == glacier && std::max( one, other ) == ocean;
}

std::vector<std::int32_t> placesOn( const RasterGrid &network, const Window &window, const RasterGrid &box )
{
  std::vector<std::int32_t> result;
  result.reserve( static_cast<std::size_t>( window.width ) * window.height );
  RasterGrid part = network;
  const std::array<double, 2> corner = network.toMap( window.x, window.y );
  part.transform[0] = corner[0];
  part.transform[3] = corner[1];
  part.width = window.width;
  part.height = window.height;
  const PixelPlaces places( part, box );
  for ( int row = 0; row < window.height; ++row )
  {
    const auto [x, y] = places.ofRow( row );
    for ( int column = 0; column < window.width; ++column )
      result.push_back( x[column] >= 0 && y[column] >= 0 && x[column] < box.width && y[column] < box.height
                            ? static_cast<std::int32_t>( y[column] ) * box.width +
                                  static_cast<std::int32_t>( x[column] )
                            : -1 );
  }
  return result;
}

} // namespace

PriorRows::PriorRows( const GlacierPrior &prior, const RasterGrid &network, double pixelArea,
                      ProbabilityReceiver &next )
  : mPrior( prior )
  , mWidth( network.width )
  , mPixelArea( pixelArea )
  , mNext( next )
  , mWindow( windowAround( outlineOf( prior.grid(), network.crs ), network, 0 ) )
  , mPlaces( placesOn( network, mWindow, prior.grid() ) )
{
}

void PriorRows::receive( const ProbabilityRow &row )
{
  const int y = mReceived++;
  if ( mWindow.width == 0 || y < mWindow.y || y >= mWindow.y + mWindow.height )
  {
    mNext.receive( row );
    return;
  }
  mHeld.push_back( row );
  if ( static_cast<int>( mHeld.size() ) == mWindow.height )
    release();
}

const PlaceWord *PriorRows::wordAt( int column, int row ) const
{
  const std::int32_t place = mPlaces[static_cast<std::size_t>( row ) * mWindow.width + column];
  if ( place < 0 || mHeld[row].weight[mWindow.x + column] == 0 )
    return nullptr;
  const PlaceWord &word = mPrior.at( place );
  return word.isKnown ? &word : nullptr;
}

//! Which of the pixels of the window labels overrule (enum Overruled).
RunLengthImage PriorRows::overruled() const
{
  const double expected = mPrior.expectedMetres();
  RunLengthImage result( mWindow.width );
  std::vector<std::uint8_t> line( mWindow.width );
  for ( int row = 0; row < mWindow.height; ++row )
  {
    for ( int column = 0; column < mWindow.width; ++column )
    {
      line[column] = static_cast<std::uint8_t>( Overruled::No );
      const PlaceWord *word = wordAt( column, row );
      if ( !word )
        continue;
      const Probabilities network = probabilitiesOf( mHeld[row], mWindow.x + column );
      const std::size_t before = best( network );
      const std::size_t after = best( weighed( network, *word ) );
      if ( !areIceAndWater( before, after ) )
        continue;
      line[column] = static_cast<std::uint8_t>( word->toFront <= expected ? Overruled::Near
                                                : network[before] >= sure ? Overruled::FarSure
                                                                          : Overruled::FarUnsure );
    }
    result.appendRow( line.data() );
  }
  return result;
}

void PriorRows::release()
{
  const RunLengthImage jumps = frontJumps( overruled(), mPixelArea );
  std::vector<std::uint8_t> jumped( mWindow.width );
  for ( int row = 0; row < mWindow.height; ++row )
  {
    jumps.copyRow( row, jumped.data() );
    for ( int column = 0; column < mWindow.width; ++column )
    {
      mJumped += jumped[column];
      const PlaceWord *word = wordAt( column, row );
      if ( !word || jumped[column] )
        continue;
      const std::size_t x = mWindow.x + column;
      const Probabilities network = probabilitiesOf( mHeld[row], x );
      const Probabilities result = weighed( network, *word );
      mOverruled += network[best( network )] >= sure && areIceAndWater( best( network ), best( result ) );
      for ( std::size_t c = 0; c < classes; ++c )
        mHeld[row].values[c * mWidth + x] = result[c];
    }
    mNext.receive( mHeld[row] );
    mHeld[row] = {};
  }
  mHeld = {};
}

} // namespace calving
