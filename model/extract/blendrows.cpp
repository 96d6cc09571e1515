#include "model/extract/blendrows.h"

namespace calving
{

namespace
{

void normalise( ProbabilityRow &row, int classes )
{
  const std::size_t width = row.weight.size();
  for ( int c = 0; c < classes; ++c )
  {
    float *values = row.values.data() + c * width;
    for ( std::size_t x = 0; x < width; ++x )
      values[x] = row.weight[x] > 0.0f ? values[x] / row.weight[x] : 0.0f;
  }
}

} // namespace

BlendRows::BlendRows( const TileAxis &columns, const TileAxis &rows, int classes )
  : mColumns( columns )
  , mRows( rows )
  , mClasses( classes )
{
}

void BlendRows::add( int column, int row, const float *probabilities )
{
  const std::size_t width = mColumns.side();
  const int end = mRows.partEnd( row );
  while ( mFirstRow + static_cast<int>( mHeld.size() ) < end )
    mHeld.push_back( { std::vector<float>( mClasses * width, 0.0f ), std::vector<float>( width, 0.0f ) } );

  for ( int y = mRows.partStart( row ); y < end; ++y )
  {
    const int inTile = y - mRows.tileStart( row );
    const std::size_t offset = static_cast<std::size_t>( mRows.margin() + inTile ) * mColumns.contextSide();
    addLine( mHeld[y - mFirstRow], column, probabilities + offset, mRows.importance()[inTile] );
  }
}

void BlendRows::addLine( ProbabilityRow &line, int column, const float *probabilities, float rowWeight )
{
  const std::size_t width = mColumns.side();
  const std::size_t plane = static_cast<std::size_t>( mRows.contextSide() ) * mColumns.contextSide();
  const int start = mColumns.partStart( column );
  const int length = mColumns.partEnd( column ) - start;
  const int inTile = start - mColumns.tileStart( column );
  const float *columnWeight = mColumns.importance().data() + inTile;

  float *weight = line.weight.data() + start;
  for ( int x = 0; x < length; ++x )
    weight[x] += rowWeight * columnWeight[x];
  for ( int c = 0; c < mClasses; ++c )
  {
    float *sum = line.values.data() + c * width + start;
    const float *probability = probabilities + c * plane + mColumns.margin() + inTile;
    for ( int x = 0; x < length; ++x )
      sum[x] += rowWeight * columnWeight[x] * probability[x];
  }
}

void BlendRows::finish( int end, const std::function<void( const ProbabilityRow &row )> &receive )
{
  const std::size_t width = mColumns.side();
  const ProbabilityRow untouched{ std::vector<float>( mClasses * width, 0.0f ),
                                  std::vector<float>( width, 0.0f ) };
  for ( ; mFirstRow < end; ++mFirstRow )
  {
    if ( mHeld.empty() )
    {
      receive( untouched );
      continue;
    }
    normalise( mHeld.front(), mClasses );
    receive( mHeld.front() );
    mHeld.pop_front();
  }
}

} // namespace calving
