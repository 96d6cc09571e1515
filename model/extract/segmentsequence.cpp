#include "model/extract/segmentsequence.h"

#include <algorithm>
#include <cmath>

#include "model/extract/blendrows.h"
#include "model/extract/tilepipeline.h"
#include "model/modelfile/modelcard.h"

namespace calving
{

namespace
{

//! What the network sees of a tile: all frames, one after the other; empty where all of it is black.
std::vector<float> cutTile( const SceneSequence &sequence, const TileAxes &axes, const TilePlace &place )
{
  const TileAxis &columns = axes.columns;
  const TileAxis &rows = axes.rows;
  std::vector<int> sources( columns.contextSide() );
  for ( int i = 0; i < columns.contextSide(); ++i )
    sources[i] = columns.source( columns.contextStart( place.column ) + i );
  std::vector<float> values;
  values.reserve( sequence.frames.size() * sources.size() * rows.contextSide() );
  bool isBlack = true;
  for ( const std::uint8_t *frame : sequence.frames )
    for ( int i = 0; i < rows.contextSide(); ++i )
    {
      const std::size_t line = rows.source( rows.contextStart( place.row ) + i );
      for ( const int source : sources )
      {
        const std::uint8_t grey = frame[line * sequence.width + source];
        isBlack = isBlack && grey == 0;
        values.push_back( static_cast<float>( grey ) / 255.0f );
      }
    }
  return isBlack ? std::vector<float>() : values;
}

//! Takes the rows of one frame to its planes.
class FramePlanes
{
public:
  FramePlanes( const TileAxes &axes, int classes )
    : mWidth( axes.columns.side() )
    , mPixels( static_cast<std::size_t>( mWidth ) * axes.rows.side() )
    , mClasses( classes )
    , mBlend( axes.columns, axes.rows, classes )
    , mPlanes( mPixels * classes )
  {
  }

  void add( const TilePlace &place, const float *probabilities )
  {
    mBlend.add( place.column, place.row, probabilities );
  }

  void finish( int end )
  {
    mBlend.finish( end, [this]( const ProbabilityRow &row ) { receive( row ); } );
  }

  std::vector<std::uint8_t> take() { return std::move( mPlanes ); }

private:
  void receive( const ProbabilityRow &row )
  {
    for ( int c = 0; c < mClasses; ++c )
      for ( int x = 0; x < mWidth; ++x )
        mPlanes[c * mPixels + static_cast<std::size_t>( mNext ) * mWidth + x] =
            static_cast<std::uint8_t>( std::lround(
                255 * std::clamp( row.values[static_cast<std::size_t>( c ) * mWidth + x], 0.0f, 1.0f ) ) );
    ++mNext;
  }

  int mWidth;
  std::size_t mPixels;
  int mClasses;
  BlendRows mBlend;
  std::vector<std::uint8_t> mPlanes;
  int mNext = 0;
};

} // namespace

std::vector<std::vector<std::uint8_t>> segmentSequence( const SceneSequence &sequence, Segmenter &segmenter,
                                                        const Tiling &tiling, const Feedback &feedback )
{
  const TileAxes axes{ { sequence.width, tiling }, { sequence.height, tiling } };
  const int classes = segmenter.card().size.classes;
  const std::size_t tileValues =
      static_cast<std::size_t>( classes ) * axes.columns.contextSide() * axes.rows.contextSide();
  const int count = static_cast<int>( sequence.frames.size() );
  std::vector<FramePlanes> planes;
  planes.reserve( count );
  for ( int i = 0; i < count; ++i )
    planes.emplace_back( axes, classes );

  for ( int row = 0; row < axes.rows.count(); ++row )
  {
    for ( FramePlanes &frame : planes )
      frame.finish( axes.rows.partStart( row ) );
    for ( int column = 0; column < axes.columns.count(); ++column )
    {
      feedback.report( ( row * static_cast<double>( axes.columns.count() ) + column ) / axes.count() );
      const TilePlace place{ column, row };
      const std::vector<float> grey = cutTile( sequence, axes, place );
      if ( grey.empty() )
        continue;
      const std::vector<float> found =
          segmenter.sequenceProbabilities( grey, count, axes.rows.contextSide(), axes.columns.contextSide() );
      for ( int i = 0; i < count; ++i )
        planes[i].add( place, found.data() + i * tileValues );
    }
  }
  std::vector<std::vector<std::uint8_t>> result;
  for ( FramePlanes &frame : planes )
  {
    frame.finish( axes.rows.side() );
    result.push_back( frame.take() );
  }
  return result;
}

} // namespace calving
