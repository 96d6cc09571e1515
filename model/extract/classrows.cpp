#include "model/extract/classrows.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace calving
{

namespace
{
constexpr int stripHeight = 256; // of a GeoTIFF's blocks
constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
} // namespace

ClassRows::ClassRows( const Shape &shape, const SegmentOutputs &outputs,
                      std::function<std::vector<std::uint8_t>()> nextMask )
  : mShape( shape )
  , mOutputs( outputs )
  , mNextMask( std::move( nextMask ) )
  , mColumns( places( shape.width, shape.networkWidth ) )
  , mLines( places( shape.height, shape.networkHeight ) )
  , mPixel( shape.classes )
  , mClassPixels( shape.classes )
  , mProbabilities( shape.classes )
{
  const std::size_t pixels = static_cast<std::size_t>( std::min( stripHeight, shape.height ) ) * shape.width;
  if ( outputs.zones )
    mZones.resize( pixels );
  if ( outputs.confidence )
    mConfidence.resize( pixels );
  for ( std::vector<float> &plane : mProbabilities )
    if ( outputs.probabilities )
      plane.resize( pixels );
}

std::vector<ClassRows::Place> ClassRows::places( int pixels, int networkPixels )
{
  const double scale = static_cast<double>( networkPixels ) / pixels;
  std::vector<Place> result( pixels );
  for ( int i = 0; i < pixels; ++i )
  {
    const double centre = ( i + 0.5 ) * scale - 0.5;
    result[i].first = std::clamp( static_cast<int>( std::floor( centre ) ), 0, networkPixels - 1 );
    result[i].second = std::min( result[i].first + 1, networkPixels - 1 );
    result[i].fraction = static_cast<float>( std::clamp( centre - result[i].first, 0.0, 1.0 ) );
  }
  return result;
}

void ClassRows::receive( const ProbabilityRow &row )
{
  mHeld.push_back( row );
  ++mReceived;
  while ( mNextLine < mShape.height && mLines[mNextLine].second < mReceived )
    writeRow( mLines[mNextLine] );
  const int needed = mNextLine < mShape.height ? mLines[mNextLine].first : mReceived;
  for ( ; mFirstHeld < needed && !mHeld.empty(); ++mFirstHeld )
    mHeld.pop_front();
}

void ClassRows::writeRow( const Place &place )
{
  const std::vector<std::uint8_t> mask = mNextMask();
  const std::size_t start = static_cast<std::size_t>( mNextLine - mStripStart ) * mShape.width;
  for ( int x = 0; x < mShape.width; ++x )
  {
    const float weight = mask[x] ? interpolate( place, mColumns[x] ) : 0.0f;
    decide( weight > 0.0f, start + x );
  }
  ++mNextLine;
  if ( mNextLine - mStripStart == stripHeight )
    writeStrip();
}

//! Sets mPixel. Returns 0 where no tile reaches, because none of the neighbours has data.
float ClassRows::interpolate( const Place &row, const Place &column )
{
  const ProbabilityRow *lines[] = { &mHeld[row.first - mFirstHeld], &mHeld[row.second - mFirstHeld] };
  const float lineWeights[] = { 1.0f - row.fraction, row.fraction };
  const int columns[] = { column.first, column.second };
  const float columnWeights[] = { 1.0f - column.fraction, column.fraction };
  float total = 0;
  std::fill( mPixel.begin(), mPixel.end(), 0.0f );
  for ( int i = 0; i < 2; ++i )
    for ( int j = 0; j < 2; ++j )
    {
      const float weight = lineWeights[i] * columnWeights[j];
      if ( weight == 0.0f || lines[i]->weight[columns[j]] == 0.0f )
        continue;
      total += weight;
      for ( int c = 0; c < mShape.classes; ++c )
        mPixel[c] +=
            weight * lines[i]->values[static_cast<std::size_t>( c ) * mShape.networkWidth + columns[j]];
    }
  return total;
}

void ClassRows::decide( bool hasData, std::size_t target )
{
  float sum = 0;
  for ( const float value : mPixel )
    sum += value;
  const auto best = std::max_element( mPixel.begin(), mPixel.end() );
  // Where all four neighbours count the probabilities sum to 1 already and pass unchanged.
  const float scale = std::abs( sum - 1.0f ) < 1e-5f ? 1.0f : 1.0f / sum;
  if ( hasData )
    ++mClassPixels[best - mPixel.begin()];
  if ( mOutputs.zones )
    mZones[target] = hasData ? static_cast<std::uint8_t>( best - mPixel.begin() ) : 0;
  if ( mOutputs.confidence )
    mConfidence[target] = hasData ? *best * scale : nothing;
  if ( mOutputs.probabilities )
    for ( int c = 0; c < mShape.classes; ++c )
      mProbabilities[c][target] = hasData ? mPixel[c] * scale : nothing;
}

void ClassRows::writeStrip()
{
  const Window window{ 0, mStripStart, mShape.width, mNextLine - mStripStart };
  if ( window.height == 0 )
    return;
  if ( mOutputs.zones )
  {
    mOutputs.zones->write( window, mZones );
    mOutputs.zones->flush();
  }
  if ( mOutputs.confidence )
  {
    mOutputs.confidence->write( window, mConfidence );
    mOutputs.confidence->flush();
  }
  if ( mOutputs.probabilities )
  {
    for ( int c = 0; c < mShape.classes; ++c )
      mOutputs.probabilities->write( window, mProbabilities[c], c + 1 );
    mOutputs.probabilities->flush();
  }
  mStripStart = mNextLine;
}

void ClassRows::finish()
{
  writeStrip();
}

} // namespace calving
