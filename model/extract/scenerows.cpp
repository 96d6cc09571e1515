#include "model/extract/scenerows.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace calving
{

namespace
{

constexpr int chunkHeight = 64;
//! A multiple of the chunk and of usual block heights, so that each block of a tiled file is read once.
constexpr int forgetEvery = 512;

} // namespace

SceneRows::SceneRows( RasterReader reader, const Source &source,
                      std::function<void( std::vector<std::uint8_t> mask )> receiveMask )
  : mReader( std::move( reader ) )
  , mSource( source )
  , mColumns( resamplingWeights( mReader.width(), source.width ) )
  , mLines( resamplingWeights( mReader.height(), source.height ) )
  , mReceiveMask( std::move( receiveMask ) )
{
}

void SceneRows::advance( int first, int last )
{
  for ( ; mFirstRow < first && !mRows.empty(); ++mFirstRow )
    mRows.pop_front();
  while ( mFirstRow + static_cast<int>( mRows.size() ) <= last )
  {
    const AxisWeights::Pixel &pixel = mLines.pixels[mFirstRow + mRows.size()];
    for ( ; mFirstRead < pixel.first && !mRead.empty(); ++mFirstRead )
      mRead.pop_front();
    while ( mNextRead <= pixel.last() )
      readChunk();
    mRows.push_back( combined( pixel ) );
  }
}

void SceneRows::finish()
{
  while ( mNextRead < mReader.height() )
  {
    mRead.clear();
    mFirstRead = mNextRead;
    readChunk();
  }
}

void SceneRows::readChunk()
{
  const int width = mReader.width();
  const Window window{ 0, mNextRead, width, std::min( chunkHeight, mReader.height() - mNextRead ) };
  std::vector<float> values = mReader.readBand( mSource.band, window );
  std::vector<std::uint8_t> mask( values.size() );
  std::transform( values.begin(), values.end(), mask.begin(),
                  []( float value ) { return !std::isnan( value ); } );
  mSource.scaling.apply( values );
  for ( int y = 0; y < window.height; ++y )
  {
    const std::size_t start = static_cast<std::size_t>( y ) * width;
    mRead.push_back( resampled( values.data() + start ) );
    mReceiveMask( { mask.begin() + start, mask.begin() + start + width } );
  }
  mNextRead += window.height;
  if ( mNextRead % forgetEvery == 0 )
    mReader.forgetBlocks();
}

SceneRows::Line SceneRows::resampled( const float *values ) const
{
  Line line{ std::vector<float>( mSource.width, 0.0f ), std::vector<float>( mSource.width, 0.0f ) };
  for ( int x = 0; x < mSource.width; ++x )
  {
    const AxisWeights::Pixel &pixel = mColumns.pixels[x];
    for ( std::size_t i = 0; i < pixel.weights.size(); ++i )
    {
      const float value = values[pixel.first + i];
      if ( std::isnan( value ) )
        continue;
      line.sum[x] += pixel.weights[i] * value;
      line.weight[x] += pixel.weights[i];
    }
  }
  return line;
}

std::vector<float> SceneRows::combined( const AxisWeights::Pixel &pixel ) const
{
  std::vector<float> sum( mSource.width, 0.0f );
  std::vector<float> weight( mSource.width, 0.0f );
  for ( std::size_t i = 0; i < pixel.weights.size(); ++i )
  {
    const Line &line = mRead[pixel.first - mFirstRead + i];
    for ( int x = 0; x < mSource.width; ++x )
    {
      sum[x] += pixel.weights[i] * line.sum[x];
      weight[x] += pixel.weights[i] * line.weight[x];
    }
  }
  for ( int x = 0; x < mSource.width; ++x )
    sum[x] = weight[x] > 0.0f ? sum[x] / weight[x] : std::numeric_limits<float>::quiet_NaN();
  return sum;
}

} // namespace calving
