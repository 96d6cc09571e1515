#include "model/front/tracefronts.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "model/error.h"
#include "model/front/frontpixels.h"
#include "model/front/grounddistance.h"
#include "model/front/smoothlines.h"

namespace calving
{

namespace
{

//! Confidence of the pixels of all chains, in the order of their cracks.
class CrackConfidence
{
public:
  CrackConfidence( const std::vector<CrackChain> &chains, const RasterReader &raster )
    : mScale( raster.type() == PixelType::Byte ? 255.0f : 1.0f )
  {
    for ( const CrackChain &chain : chains )
    {
      mFirst.push_back( mValues.size() );
      for ( const Crack &crack : chain.cracks )
      {
        mOrder.push_back( { crack.row, crack.column, mValues.size() } );
        mValues.push_back( 0 );
      }
    }
    std::sort( mOrder.begin(), mOrder.end() );
    read( raster );
  }

  float at( std::size_t chain, std::uint32_t crack ) const { return mValues[mFirst[chain] + crack]; }

private:
  struct Place
  {
    int row;
    int column;
    std::size_t value;

    bool operator<( const Place &other ) const
    {
      return std::tie( row, column, value ) < std::tie( other.row, other.column, other.value );
    }
  };

  //! Reads the rows in strips of 256, as the tiles of a GeoTIFF lie, and only strips that are needed.
  void read( const RasterReader &raster )
  {
    constexpr int strip = 256;
    for ( std::size_t i = 0; i < mOrder.size(); )
    {
      const int top = mOrder[i].row / strip * strip;
      const Window window{ 0, top, raster.width(), std::min( strip, raster.height() - top ) };
      const std::vector<float> values = raster.readBand( 1, window );
      for ( ; i < mOrder.size() && mOrder[i].row < top + strip; ++i )
        mValues[mOrder[i].value] =
            values[static_cast<std::size_t>( mOrder[i].row - top ) * raster.width() + mOrder[i].column] /
            mScale;
    }
  }

  float mScale;
  std::vector<std::size_t> mFirst;
  std::vector<Place> mOrder;
  std::vector<float> mValues;
};

double pixelSide( const RasterReader &zones, const TraceOptions &options )
{
  if ( options.pixelSizeMetres > 0 )
    return options.pixelSizeMetres;
  const std::array<double, 2> size = zones.grid().pixelSizeMetres();
  return std::sqrt( size[0] * size[1] );
}

//! Sets pixels and, with \a confidence, the means over pixels.
void describe( FrontLine &line, const CrackChain &chain, std::size_t number,
               const CrackConfidence *confidence )
{
  std::vector<std::uint32_t> order( chain.cracks.size() );
  for ( std::uint32_t i = 0; i < order.size(); ++i )
    order[i] = i;
  const auto pixel = [&chain]( std::uint32_t i )
  { return std::pair( chain.cracks[i].row, chain.cracks[i].column ); };
  std::sort( order.begin(), order.end(),
             [&]( std::uint32_t a, std::uint32_t b ) { return pixel( a ) < pixel( b ); } );
  order.erase( std::unique( order.begin(), order.end(),
                            [&]( std::uint32_t a, std::uint32_t b ) { return pixel( a ) == pixel( b ); } ),
               order.end() );
  line.pixels = static_cast<int>( order.size() );
  if ( !confidence )
    return;
  double sum = 0;
  float least = std::numeric_limits<float>::infinity();
  for ( std::uint32_t crack : order )
  {
    sum += confidence->at( number, crack );
    least = std::min( least, confidence->at( number, crack ) );
  }
  line.meanConfidence = sum / static_cast<double>( order.size() );
  line.minConfidence = least;
}

std::vector<FrontLine> toLines( const std::vector<CrackChain> &chains, const std::vector<PixelLine> &shapes,
                                const RasterGrid &grid, const CrackConfidence *confidence )
{
  const GroundDistance ground( grid.crs );
  std::vector<FrontLine> lines;
  for ( std::size_t i = 0; i < chains.size(); ++i )
  {
    FrontLine &line = lines.emplace_back();
    for ( const Point &point : shapes[i].points )
      line.points.push_back( grid.toMap( point[0], point[1] ) );
    line.closed = shapes[i].closed;
    line.lengthMetres = ground.along( line.points );
    describe( line, chains[i], i, confidence );
    if ( confidence )
      for ( std::uint32_t crack : shapes[i].cracks )
        line.vertexConfidence.push_back( confidence->at( i, crack ) );
  }
  return lines;
}

void checkSize( const RasterReader &zones, const RasterReader *confidence )
{
  if ( confidence && ( confidence->width() != zones.width() || confidence->height() != zones.height() ) )
    throw Error( "The confidence raster " + confidence->path() + " has " +
                 std::to_string( confidence->width() ) + " x " + std::to_string( confidence->height() ) +
                 " pixels, the zones " + std::to_string( zones.width() ) + " x " +
                 std::to_string( zones.height() ) + ". Choose the one that belongs to the zones." );
}

} // namespace

TracedFronts traceFronts( const RasterReader &zones, const TraceOptions &options, const AreaMask *area,
                          const RasterReader *confidence, const Feedback &feedback )
{
  checkSize( zones, confidence );
  const RunImage clean = withoutIslands( readZones( zones, options.coding, feedback.part( 0, 0.6 ) ) );
  TracedFronts result;
  result.pixelSizeMetres = pixelSide( zones, options );
  result.pixels =
      withoutShortFronts( contactPixels( clean ), options.minimumLengthMetres / result.pixelSizeMetres );
  if ( area )
    result.pixels = masked( result.pixels, area->pixels() );
  feedback.report( 0.7 );

  const std::vector<CrackChain> chains = crackChains( clean, result.pixels );
  const std::vector<PixelLine> shapes = smoothLines( chains, options.smooth );
  feedback.report( 0.9 );

  std::optional<CrackConfidence> values;
  if ( confidence )
    values.emplace( chains, *confidence );
  result.lines = toLines( chains, shapes, zones.grid(), values ? &*values : nullptr );
  feedback.report( 1 );
  return result;
}

void writeFrontPixels( const std::string &path, const RasterGrid &grid, const RunImage &pixels )
{
  RasterFormat format;
  format.bandNames = { "calving front" };
  RasterWriter writer( path, grid, format );
  constexpr int strip = 256;
  for ( int top = 0; top < grid.height; top += strip )
  {
    const int height = std::min( strip, grid.height - top );
    std::vector<std::uint8_t> values( static_cast<std::size_t>( height ) * grid.width );
    for ( int row = 0; row < height; ++row )
      pixels.copyRow( top + row, values.data() + static_cast<std::size_t>( row ) * grid.width );
    for ( std::uint8_t &value : values )
      value = value ? 255 : 0;
    writer.write( { 0, top, grid.width, height }, values );
  }
  writer.commit();
}

} // namespace calving
