#include "model/sar/calibration/noiselut.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <utility>

#include "model/sar/calibration/lut.h"
#include "model/sar/stream/vectorised.h"

namespace calving
{

namespace
{

CALVING_VECTORISED
void scaleRow( float factor, int count, float *values )
{
  for ( int i = 0; i < count; ++i )
    values[i] *= factor;
}

//! Covers every image.
SwathBounds everywhere()
{
  constexpr int end = std::numeric_limits<int>::max();
  return { {}, 0, 0, end, end };
}

} // namespace

NoiseLut::NoiseLut( const NoiseData &data, const Annotation &annotation, double scale )
  : mWidth( annotation.width )
  , mTimes( annotation )
{
  for ( const NoiseRangeVector &vector : data.range )
  {
    mVectorTimes.push_back( vector.azimuthTime );
    mRange.push_back( everyPixel( vector.pixels, vector.values, mWidth ) );
    scaleRow( static_cast<float>( scale ), mWidth, mRange.back().data() );
  }
  for ( const NoiseAzimuthVector &vector : data.azimuth )
    mBlocks.push_back( blockOf( data, &vector ) );
  if ( mBlocks.empty() )
    mBlocks.push_back( blockOf( data, nullptr ) );
}

NoiseLut::Block NoiseLut::blockOf( const NoiseData &data, const NoiseAzimuthVector *azimuth ) const
{
  Block block;
  block.bounds = azimuth ? azimuth->block : everywhere();
  if ( azimuth )
  {
    block.azimuthLines = azimuth->lines;
    block.azimuthValues = azimuth->values;
  }
  std::size_t nearest = 0;
  const auto fromMiddle = [&]( std::size_t i )
  { return std::abs( 2.0 * data.range[i].line - block.bounds.firstLine - block.bounds.lastLine ); };
  for ( std::size_t i = 0; i < data.range.size(); ++i )
  {
    const int line = data.range[i].line;
    if ( fromMiddle( i ) < fromMiddle( nearest ) )
      nearest = i;
    const bool stated = !block.vectorLines.empty() && block.vectorLines.back() == line;
    if ( line < block.bounds.firstLine || line > block.bounds.lastLine || stated )
      continue;
    block.vectorLines.push_back( line );
    block.vectors.push_back( i );
  }
  if ( block.vectors.empty() )
  {
    block.vectorLines = { data.range[nearest].line };
    block.vectors = { nearest };
  }
  return block;
}

//! Which range vectors give the values of \a line.
Between NoiseLut::between( const Block &block, int line ) const
{
  if ( !mTimes.hasBursts() )
  {
    const Between between = locate( block.vectorLines, line );
    return { block.vectors[between.first], block.vectors[between.second], between.weight };
  }
  const UtcTime middle = mTimes.middleOf( mTimes.burstOf( line ) );
  std::size_t nearest = 0;
  for ( std::size_t i = 1; i < mVectorTimes.size(); ++i )
    if ( std::abs( mVectorTimes[i] - middle ) < std::abs( mVectorTimes[nearest] - middle ) )
      nearest = i;
  return { nearest, nearest, 0.0 };
}

void NoiseLut::putRow( const Block &block, int line, const Stretch &samples, float *noise ) const
{
  const int count = samples.end - samples.first;
  const Between vectors = between( block, line );
  mix( mRange[vectors.first].data() + samples.first, mRange[vectors.second].data() + samples.first,
       static_cast<float>( vectors.weight ), count, noise );
  if ( block.azimuthLines.empty() )
    return;
  const Between lines = locate( block.azimuthLines, line );
  const double start = block.azimuthValues[lines.first];
  const double factor = start + lines.weight * ( block.azimuthValues[lines.second] - start );
  scaleRow( static_cast<float>( factor ), count, noise );
}

const NoiseLut::Block &NoiseLut::nearestBlock( int line, int sample ) const
{
  const auto distance = []( int at, int first, int last ) -> std::int64_t {
    return at < first ? std::int64_t( first ) - at : std::max<std::int64_t>( 0, std::int64_t( at ) - last );
  };
  const auto from = [&]( const Block &block )
  {
    const SwathBounds &bounds = block.bounds;
    return std::pair( distance( sample, bounds.firstSample, bounds.lastSample ),
                      distance( line, bounds.firstLine, bounds.lastLine ) );
  };
  return *std::min_element( mBlocks.rbegin(), mBlocks.rend(),
                            [&]( const Block &a, const Block &b ) { return from( a ) < from( b ); } );
}

//! The samples from \a first on, up to \a end at most, whose nearest block is the same.
int NoiseLut::endOfNearest( int first, int end ) const
{
  for ( const Block &block : mBlocks )
    for ( const std::int64_t edge :
          { std::int64_t( block.bounds.firstSample ), std::int64_t( block.bounds.lastSample ) + 1 } )
      if ( edge > first && edge < end )
        end = static_cast<int>( edge );
  return end;
}

void NoiseLut::row( int line, int x, int count, float *noise ) const
{
  for ( int first = x; first < x + count; )
  {
    const int end = endOfNearest( first, x + count );
    putRow( nearestBlock( line, first ), line, { first, end }, noise + ( first - x ) );
    first = end;
  }
}

bool NoiseLut::isZero() const
{
  for ( const std::vector<float> &row : mRange )
    if ( std::any_of( row.begin(), row.end(), []( float value ) { return value > 0; } ) )
      return false;
  return true;
}

double oldNoiseScale( int version, const std::string &mode, double digitalNumber )
{
  if ( version >= 250 )
    return 1.0;
  const double factor = mode == "EW" ? 56065.87 : 75088.7;
  return version < 234 ? factor * digitalNumber : factor * digitalNumber * digitalNumber;
}

} // namespace calving
