#include "model/nn/kernels/attentionwindow.h"
#include "model/nn/kernels/instructionset.h"

namespace calving
{

namespace
{

//! From cosines' products to unnormalised probabilities. Returns the logarithm of the sum; \a inverse: 1 /
//! sum.
template <typename Units>
float softmaxRow( float *row, std::int64_t tokens, typename Units::Unit *probabilities, float &inverse )
{
  Floats most = load( row );
  for ( std::int64_t i = lanes; i < tokens; i += lanes )
    most = larger( most, load( row + i ) );
  const float largest = largestOf( most );
  Floats sum{};
  for ( std::int64_t i = 0; i < tokens; i += lanes )
  {
    const Floats value = exponential( load( row + i ) - largest );
    sum += value;
    Units::put( probabilities, i, value );
  }
  const float total = sumOf( sum );
  inverse = 1.0f / total;
  return largest + __builtin_logf( total );
}

template <typename Value>
void attention( const Value *qkv, Value *out, WindowPlace place, AttentionTables tables, float *logSums )
{
  typedef typename UnitsOf<Value>::Type Units;
  typedef typename Units::Unit Unit;
  typedef HeadRows<Units> Rows;
  const WindowTokens tokens( place );
  const std::int64_t count = tokens.count;
  Rows rows;
  alignas( 64 ) Unit query[Rows::size];
  alignas( 64 ) Unit keys[Rows::size];
  alignas( 64 ) Unit values[Rows::size];
  alignas( 64 ) float queryFactor[maxTokens];
  alignas( 64 ) float keyFactor[maxTokens];
  const Value *head = qkv + tables.head * headChannels;
  rows.gather( head, 3 * tables.channels, tokens, query );
  inverseLengths<Units>( query, count, tables.scale, queryFactor );
  rows.gather( head + tables.channels, 3 * tables.channels, tokens, values );
  inverseLengths<Units>( values, count, 1, keyFactor );
  rows.transpose( values, count, keys );
  rows.gatherPairs( head + 2 * tables.channels, 3 * tables.channels, tokens, values );

  alignas( 64 ) float scores[tileRows * maxTokens];
  alignas( 64 ) Unit probabilities[tileRows * maxTokens];
  const std::int64_t rowUnits = count / Units::values;
  for ( std::int64_t row = 0; row < count; row += tileRows )
  {
    scoreRows<Units>( { query + row * Rows::units, Rows::units, 1 }, keys, queryFactor + row, keyFactor,
                      tables.bias + row * count, tokens, row, scores );
    float inverse[tileRows];
    for ( int r = 0; r < tileRows; ++r )
    {
      const float logSum =
          softmaxRow<Units>( scores + r * count, count, probabilities + r * rowUnits, inverse[r] );
      if ( logSums )
        logSums[row + r] = logSum;
    }
    Tile tile{};
    multiplyTile<Units>( tile, { probabilities, rowUnits, 1 }, values, headChannels, rowUnits );
    for ( int r = 0; r < tileRows; ++r )
    {
      Value *to = out + tokens.place[row + r] * tables.channels + tables.head * headChannels;
      for ( int v = 0; v < tileVectors; ++v )
        store( to + v * lanes, tile[r][v] * inverse[r] );
    }
  }
}

//! One window and head of the backward pass, key by key.
template <typename Value> class AttentionGradient
{
public:
  AttentionGradient( const Value *qkv, const Value *out, const Value *dout, WindowPlace place,
                     AttentionTables tables, const float *logSums )
    : mTokens( place )
    , mCount( mTokens.count )
    , mTables( tables )
    , mLogSums( logSums )
  {
    const Value *head = qkv + tables.head * headChannels;
    const std::int64_t stride = 3 * tables.channels;
    HeadRows<Units> rows;
    rows.gather( head, stride, mTokens, mQuery );
    inverseLengths<Units>( mQuery, mCount, tables.scale, mQueryFactor );
    rows.transpose( mQuery, mCount, mQueryColumns );
    rows.gatherPairs( head, stride, mTokens, mQueryPairs );
    rows.gather( head + tables.channels, stride, mTokens, mKey );
    inverseLengths<Units>( mKey, mCount, 1, mKeyFactor );
    rows.gatherPairs( head + tables.channels, stride, mTokens, mKeyPairs );
    rows.gather( head + 2 * tables.channels, stride, mTokens, mValue );
    const Value *upper = dout + tables.head * headChannels;
    rows.gatherPairs( upper, tables.channels, mTokens, mUpperPairs );
    alignas( 64 ) Unit upperRows[HeadRows<Units>::size];
    rows.gather( upper, tables.channels, mTokens, upperRows );
    rows.transpose( upperRows, mCount, mUpperColumns );
    for ( std::int64_t i = 0; i < mCount; ++i )
    {
      const Value *a = upper + mTokens.place[i] * tables.channels;
      const Value *b = out + tables.head * headChannels + mTokens.place[i] * tables.channels;
      Floats products{};
      for ( std::int64_t c = 0; c < headChannels; c += lanes )
        products += load( a + c ) * load( b + c );
      mProducts[i] = sumOf( products );
    }
    for ( std::int64_t i = 0; i < mCount * headChannels; i += lanes )
      store( mQueryGradient + i, Floats{} );
  }

  void run( Value *dqkv, float *dbiasByKey, float *dscale )
  {
    Value *head = dqkv + mTables.head * headChannels;
    for ( std::int64_t key = 0; key < mCount; key += keyRows )
    {
      for ( std::int64_t row = 0; row < keyRows; row += tileRows )
        scoreGradient( key + row, row, dbiasByKey );
      for ( std::int64_t row = 0; row < keyRows; row += tileRows )
      {
        valueGradient( head + 2 * mTables.channels, key + row, row );
        keyGradient( head + mTables.channels, key + row, row );
      }
      addQueryGradient( key );
    }
    writeQueryGradient( head, dscale );
  }

private:
  typedef typename UnitsOf<Value>::Type Units;
  typedef typename Units::Unit Unit;
  static constexpr std::int64_t units = HeadRows<Units>::units;
  //! Keys whose gradients are kept before they are added to those of the queries.
  static constexpr int keyRows = 16;

  //! Probabilities and gradients of scores of the keys from \a key on.
  void scoreGradient( std::int64_t key, std::int64_t row, float *dbiasByKey )
  {
    alignas( 64 ) float scores[tileRows * maxTokens];
    scoreRows<Units>( { mKey + key * units, units, 1 }, mQueryColumns, mKeyFactor + key, mQueryFactor,
                      mTables.biasByKey + key * mCount, mTokens, key, scores );
    for ( std::int64_t i = 0; i < mCount; i += tileColumns )
    {
      Tile upper{};
      multiplyTile<Units>( upper, { mValue + key * units, units, 1 }, mUpperColumns + i, mCount, units );
      for ( int v = 0; v < tileVectors; ++v )
        for ( int r = 0; r < tileRows; r += 2 )
          storePair( key, row, r, i + v * lanes, scores, upper[r][v], upper[r + 1][v], dbiasByKey );
    }
  }

  Floats oneGradient( std::int64_t key, std::int64_t row, std::int64_t i, Floats score, Floats upper,
                      float *dbiasByKey )
  {
    const std::int64_t rowUnits = mCount / Units::values;
    const Floats probability = exponential( score - load( mLogSums + i ) );
    const Floats gradient = probability * ( upper - load( mProducts + i ) );
    float *bias = dbiasByKey + key * mCount + i;
    store( bias, load( bias ) + gradient );
    Units::put( mProbabilities + row * rowUnits, i, probability );
    Units::put( mForKeys + row * rowUnits, i, gradient * load( mQueryFactor + i ) );
    return gradient * mKeyFactor[key];
  }

  void storePair( std::int64_t key, std::int64_t row, int r, std::int64_t i, const float *scores,
                  Floats upper, Floats upperNext, float *dbiasByKey )
  {
    const Floats first =
        oneGradient( key + r, row + r, i, load( scores + r * mCount + i ), upper, dbiasByKey );
    const Floats second = oneGradient( key + r + 1, row + r + 1, i, load( scores + ( r + 1 ) * mCount + i ),
                                       upperNext, dbiasByKey );
    Units::putRows( mForQueries + ( row + r ) / Units::values * mCount + i, mCount, first, second );
  }

  void valueGradient( Value *dvalue, std::int64_t key, std::int64_t row )
  {
    const std::int64_t rowUnits = mCount / Units::values;
    Tile tile{};
    multiplyTile<Units>( tile, { mProbabilities + row * rowUnits, rowUnits, 1 }, mUpperPairs, headChannels,
                         rowUnits );
    for ( int r = 0; r < tileRows; ++r )
    {
      Value *to = dvalue + mTokens.place[key + r] * 3 * mTables.channels;
      for ( int v = 0; v < tileVectors; ++v )
        store( to + v * lanes, tile[r][v] );
    }
  }

  void keyGradient( Value *dkey, std::int64_t key, std::int64_t row )
  {
    const std::int64_t rowUnits = mCount / Units::values;
    Tile tile{};
    multiplyTile<Units>( tile, { mForKeys + row * rowUnits, rowUnits, 1 }, mQueryPairs, headChannels,
                         rowUnits );
    for ( int r = 0; r < tileRows; ++r )
      writeThroughLength( mKey + ( key + r ) * units, mKeyFactor[key + r], mKeyFactor[key + r], tile[r],
                          dkey + mTokens.place[key + r] * 3 * mTables.channels );
  }

  void addQueryGradient( std::int64_t key )
  {
    for ( std::int64_t i = 0; i < mCount; i += tileRows )
    {
      Tile tile;
      float *sums = mQueryGradient + i * headChannels;
      for ( int r = 0; r < tileRows; ++r )
      {
        for ( int v = 0; v < tileVectors; ++v )
          tile[r][v] = load( sums + r * headChannels + v * lanes );
      }
      multiplyTile<Units>( tile, { mForQueries + i, 1, mCount },
                           mKeyPairs + key / Units::values * headChannels, headChannels,
                           keyRows / Units::values );
      for ( int r = 0; r < tileRows; ++r )
      {
        for ( int v = 0; v < tileVectors; ++v )
          store( sums + r * headChannels + v * lanes, tile[r][v] );
      }
    }
  }

  void writeQueryGradient( Value *dquery, float *dscale )
  {
    float sum = 0;
    for ( std::int64_t i = 0; i < mCount; ++i )
    {
      Floats du[tileVectors];
      for ( int v = 0; v < tileVectors; ++v )
        du[v] = load( mQueryGradient + i * headChannels + v * lanes );
      sum += writeThroughLength( mQuery + i * units, mQueryFactor[i] / mTables.scale, mQueryFactor[i], du,
                                 dquery + mTokens.place[i] * 3 * mTables.channels );
    }
    *dscale += sum;
  }

  //! Back through u = x * inverse, a unit vector: factor * (du - u (u du)). Returns u du.
  float writeThroughLength( const Unit *x, float inverse, float factor, const Floats *du, Value *to )
  {
    Floats products{};
    for ( int v = 0; v < tileVectors; ++v )
      products += loadUnits<Units>( x, v * lanes ) * inverse * du[v];
    const float along = sumOf( products );
    for ( int v = 0; v < tileVectors; ++v )
      store( to + v * lanes, factor * ( du[v] - loadUnits<Units>( x, v * lanes ) * ( inverse * along ) ) );
    return along;
  }

  WindowTokens mTokens;
  std::int64_t mCount;
  AttentionTables mTables;
  const float *mLogSums;
  alignas( 64 ) Unit mQuery[HeadRows<Units>::size];
  alignas( 64 ) Unit mQueryColumns[HeadRows<Units>::size];
  alignas( 64 ) Unit mQueryPairs[HeadRows<Units>::size];
  alignas( 64 ) Unit mKey[HeadRows<Units>::size];
  alignas( 64 ) Unit mKeyPairs[HeadRows<Units>::size];
  alignas( 64 ) Unit mValue[HeadRows<Units>::size];
  alignas( 64 ) Unit mUpperColumns[HeadRows<Units>::size];
  alignas( 64 ) Unit mUpperPairs[HeadRows<Units>::size];
  alignas( 64 ) float mQueryFactor[maxTokens];
  alignas( 64 ) float mKeyFactor[maxTokens];
  //! Sums of output times its gradient, for each query.
  alignas( 64 ) float mProducts[maxTokens];
  alignas( 64 ) float mQueryGradient[maxTokens * headChannels];
  alignas( 64 ) Unit mProbabilities[keyRows * maxTokens];
  alignas( 64 ) Unit mForKeys[keyRows * maxTokens];
  alignas( 64 ) Unit mForQueries[keyRows * maxTokens];
};

template <typename Value>
void attentionGradient( const Value *qkv, const Value *out, const Value *dout, Value *dqkv, WindowPlace place,
                        AttentionTables tables, const float *logSums, float *dbiasByKey, float *dscale )
{
  AttentionGradient<Value>( qkv, out, dout, place, tables, logSums ).run( dqkv, dbiasByKey, dscale );
}

template <typename Value> void addTo( KernelsFor<Value> &kernels )
{
  kernels.attention = attention<Value>;
  kernels.attentionGradient = attentionGradient<Value>;
}

} // namespace

void CALVING_INSTRUCTIONS::addAttention( Kernels &kernels )
{
  addTo( kernels.float32 );
  addTo( kernels.bfloat16 );
}

} // namespace calving
