#include "model/train/crop.h"

#include <algorithm>
#include <cmath>

#include "model/train/random.h"
#include "model/train/scenesource.h"

namespace calving
{

namespace
{

//! One side of a crop: where it begins and how long it is.
struct Span
{
  int begin;
  int length;
};

Span drawSpan( int size, int length, const CropOptions &options, CounterRandom &random )
{
  const int padded = ( size / options.side + 2 ) * options.side;
  const double border = options.mirror * ( padded - size ) / 2.0;
  const int low = -static_cast<int>( std::floor( border ) );
  const int high = size + static_cast<int>( std::ceil( border ) );
  // A square larger than what there is shrinks to it, as published.
  const int fitted =
      std::max( options.mirror > 0 ? 1 : std::min( length, options.side ), std::min( length, high - low ) );
  const int places = std::max( 1, high - low - fitted + 1 );
  return { low + static_cast<int>( random.below( places ) ), fitted };
}

//! Source position of each pixel of a line of a mirrored window, and the part of the source they touch.
struct Line
{
  std::vector<int> index;
  int low = 0;
  int length = 0;

  Line( int begin, int count, int size )
    : index( count )
  {
    for ( int i = 0; i < count; ++i )
      index[i] = mirrored( begin + i, size );
    low = *std::min_element( index.begin(), index.end() );
    length = *std::max_element( index.begin(), index.end() ) - low + 1;
    for ( int &i : index )
      i -= low;
  }
};

//! Reads a window that may reach beyond the scene, through \a read, which reads inside it.
template <typename Read>
std::vector<std::uint8_t> readMirrored( const SceneInfo &info, const Window &window, const Read &read )
{
  const Line columns( window.x, window.width, info.width );
  const Line rows( window.y, window.height, info.height );
  const std::vector<std::uint8_t> part = read( Window{ columns.low, rows.low, columns.length, rows.length } );
  std::vector<std::uint8_t> result( static_cast<std::size_t>( window.width ) * window.height );
  auto out = result.begin();
  for ( int row : rows.index )
  {
    const std::uint8_t *line = part.data() + static_cast<std::size_t>( row ) * columns.length;
    for ( int column : columns.index )
      *out++ = line[column];
  }
  return result;
}

//! Weights of the source pixels that make one output pixel.
struct Taps
{
  int first;
  std::vector<float> weights;
};

std::vector<Taps> triangleTaps( int size, int side )
{
  const double scale = static_cast<double>( size ) / side;
  const double support = std::max( 1.0, scale );
  std::vector<Taps> taps( side );
  for ( int i = 0; i < side; ++i )
  {
    const double centre = ( i + 0.5 ) * scale;
    const int first = std::max( 0, static_cast<int>( std::floor( centre - support ) ) );
    const int last = std::min( size - 1, static_cast<int>( std::ceil( centre + support ) ) - 1 );
    double sum = 0;
    taps[i].first = first;
    for ( int s = first; s <= last; ++s )
    {
      const double weight = std::max( 0.0, 1.0 - std::abs( s + 0.5 - centre ) / support );
      taps[i].weights.push_back( static_cast<float>( weight ) );
      sum += weight;
    }
    for ( float &weight : taps[i].weights )
      weight = static_cast<float>( weight / sum );
  }
  return taps;
}

//! Rows of \a width bytes become rows of \a taps.size() values.
std::vector<float> resampleRows( const std::vector<std::uint8_t> &values, int width, int height,
                                 const std::vector<Taps> &taps )
{
  std::vector<float> result( static_cast<std::size_t>( height ) * taps.size() );
  auto out = result.begin();
  for ( int row = 0; row < height; ++row )
  {
    const std::uint8_t *line = values.data() + static_cast<std::size_t>( row ) * width;
    for ( const Taps &tap : taps )
    {
      float sum = 0;
      for ( std::size_t k = 0; k < tap.weights.size(); ++k )
        sum += tap.weights[k] * line[tap.first + k];
      *out++ = sum;
    }
  }
  return result;
}

} // namespace

int mirrored( int position, int size )
{
  const int period = 2 * size;
  const int folded = ( ( position % period ) + period ) % period;
  return folded < size ? folded : period - 1 - folded;
}

Window drawCrop( int width, int height, const CropOptions &options, CounterRandom &random )
{
  const bool rezoom = random.chance( options.rezoomProbability );
  const double zoom = rezoom ? random.uniform( options.rezoomLow, options.rezoomHigh ) : 1.0;
  const int length = std::max( 1, static_cast<int>( zoom * options.side ) );
  const Span x = drawSpan( width, length, options, random );
  const Span y = drawSpan( height, length, options, random );
  return { x.begin, y.begin, x.length, y.length };
}

std::vector<std::uint8_t> resampleGrey( const std::vector<std::uint8_t> &values, int width, int height,
                                        int side )
{
  if ( width == side && height == side )
    return values;
  const std::vector<float> rows = resampleRows( values, width, height, triangleTaps( width, side ) );
  std::vector<std::uint8_t> result( static_cast<std::size_t>( side ) * side );
  std::vector<float> line( side );
  auto out = result.begin();
  for ( const Taps &tap : triangleTaps( height, side ) )
  {
    std::fill( line.begin(), line.end(), 0.5f ); // rounds
    for ( std::size_t k = 0; k < tap.weights.size(); ++k )
    {
      const float *source = rows.data() + ( tap.first + k ) * side;
      for ( int x = 0; x < side; ++x )
        line[x] += tap.weights[k] * source[x];
    }
    for ( float value : line )
      *out++ = static_cast<std::uint8_t>( std::min( value, 255.0f ) );
  }
  return result;
}

std::vector<std::uint8_t> resampleNearest( const std::vector<std::uint8_t> &values, int width, int height,
                                           int side )
{
  if ( width == side && height == side )
    return values;
  std::vector<std::uint8_t> result( static_cast<std::size_t>( side ) * side );
  auto out = result.begin();
  for ( int y = 0; y < side; ++y )
  {
    const std::size_t row = static_cast<std::size_t>( ( y + 0.5 ) * height / side );
    for ( int x = 0; x < side; ++x )
      *out++ = values[row * width + static_cast<std::size_t>( ( x + 0.5 ) * width / side )];
  }
  return result;
}

std::vector<std::uint8_t> cutGrey( SceneSource &source, int scene, const Window &window, int side )
{
  const auto read = [&]( const Window &inside ) { return source.readGrey( scene, inside ); };
  return resampleGrey( readMirrored( source.info( scene ), window, read ), window.width, window.height,
                       side );
}

Crop cutCrop( SceneSource &source, int scene, const Window &window, int side )
{
  const auto read = [&]( const Window &inside ) { return source.readZones( scene, inside ); };
  return { side, cutGrey( source, scene, window, side ),
           resampleNearest( readMirrored( source.info( scene ), window, read ), window.width, window.height,
                            side ) };
}

} // namespace calving
