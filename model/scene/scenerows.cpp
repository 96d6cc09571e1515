#include "model/scene/scenerows.h"

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

SceneRows::SceneRows( const RasterReader &reader, const Source &source,
                      std::function<void( std::vector<std::uint8_t> mask )> receiveMask )
  : mReader( reader )
  , mSource( source )
  , mColumns( resamplingWeights( mReader.width(), source.width ) )
  , mLines( resamplingWeights( mReader.height(), source.height ) )
  , mReceiveMask( std::move( receiveMask ) )
{
  Window &window = mSource.window;
  const bool whole = window.width == 0;
  if ( whole )
    window = { 0, 0, mSource.width, mSource.height };
  const auto first = [&whole]( const AxisWeights &axis, int pixel )
  { return whole ? 0 : axis.pixels[pixel].first; };
  const auto end = [&whole]( const AxisWeights &axis, int pixel, int side )
  { return whole ? side : axis.pixels[pixel].last() + 1; };
  mLeft = first( mColumns, window.x );
  mRight = end( mColumns, window.x + window.width - 1, mReader.width() );
  mFirstRead = mNextRead = first( mLines, window.y );
  mBottom = end( mLines, window.y + window.height - 1, mReader.height() );
}

void SceneRows::advance( int first, int last )
{
  for ( ; mFirstRow < first && !mRows.empty(); ++mFirstRow )
    mRows.pop_front();
  while ( mFirstRow + static_cast<int>( mRows.size() ) <= last )
  {
    const AxisWeights::Pixel &pixel = mLines.pixels[mSource.window.y + mFirstRow + mRows.size()];
    for ( ; mFirstRead < pixel.first && !mRead.empty(); ++mFirstRead )
      mRead.pop_front();
    while ( mNextRead <= pixel.last() )
      readChunk();
    mRows.push_back( combined( pixel ) );
  }
}

void SceneRows::finish()
{
  while ( mNextRead < mBottom )
  {
    mRead.clear();
    mFirstRead = mNextRead;
    readChunk();
  }
}

void SceneRows::readChunk()
{
  const int width = mRight - mLeft;
  const Window window{ mLeft, mNextRead, width, std::min( chunkHeight, mBottom - mNextRead ) };
  std::vector<float> values = mReader.readBand( mSource.band, window );
  std::vector<std::uint8_t> mask( values.size() );
  std::transform( values.begin(), values.end(), mask.begin(),
                  []( float value ) { return !std::isnan( value ); } );
  mSource.scaling.apply( values );
  for ( int y = 0; y < window.height; ++y )
  {
    const std::size_t start = static_cast<std::size_t>( y ) * width;
    mRead.push_back( resampled( values.data() + start ) );
    if ( mReceiveMask )
      mReceiveMask( { mask.begin() + start, mask.begin() + start + width } );
  }
  mNextRead += window.height;
  if ( mNextRead % forgetEvery == 0 )
    mReader.forgetBlocks();
}

SceneRows::Line SceneRows::resampled( const float *values ) const
{
  const int width = mSource.window.width;
  Line line{ std::vector<float>( width, 0.0f ), std::vector<float>( width, 0.0f ) };
  for ( int x = 0; x < width; ++x )
  {
    const AxisWeights::Pixel &pixel = mColumns.pixels[mSource.window.x + x];
    for ( std::size_t i = 0; i < pixel.weights.size(); ++i )
    {
      const float value = values[pixel.first - mLeft + i];
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
  const int width = mSource.window.width;
  std::vector<float> sum( width, 0.0f );
  std::vector<float> weight( width, 0.0f );
  for ( std::size_t i = 0; i < pixel.weights.size(); ++i )
  {
    const Line &line = mRead[pixel.first - mFirstRead + i];
    for ( int x = 0; x < width; ++x )
    {
      sum[x] += pixel.weights[i] * line.sum[x];
      weight[x] += pixel.weights[i] * line.weight[x];
    }
  }
  for ( int x = 0; x < width; ++x )
    sum[x] = weight[x] > 0.0f ? sum[x] / weight[x] : std::numeric_limits<float>::quiet_NaN();
  return sum;
}

} // namespace calving
