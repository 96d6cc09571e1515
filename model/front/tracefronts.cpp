#include "model/front/tracefronts.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

#include "model/base/numbertext.h"
#include "model/base/quantile.h"
#include "model/error.h"
#include "model/front/components.h"
#include "model/front/frontpixels.h"
#include "model/front/smoothlines.h"
#include "model/geometry/grounddistance.h"
#include "model/scene/readzones.h"

namespace calving
{

namespace
{

//! Confidence of the pixels of all chains, in the order of their cracks; not-a-number where it is unknown.
class CrackConfidence
{
public:
  CrackConfidence( const std::vector<CrackChain> &chains, const RasterReader &raster,
                   const Feedback &feedback )
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
    constexpr float perCent = 100;
    if ( raster.type() == PixelType::Byte && mGreatest > 1 && mGreatest <= perCent )
      feedback.warn(
          "The confidence raster " + raster.path() + " holds bytes up to " + numberText( mGreatest ) +
          ", which are read as parts of 255. If they are per cent, multiply them by 2.55 first, in "
          "QGIS with the raster calculator." );
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
      requireConfidence( values, raster );
      for ( ; i < mOrder.size() && mOrder[i].row < top + strip; ++i )
        mValues[mOrder[i].value] =
            values[static_cast<std::size_t>( mOrder[i].row - top ) * raster.width() + mOrder[i].column] /
            mScale;
      raster.forgetBlocks();
    }
  }

  void requireConfidence( const std::vector<float> &values, const RasterReader &raster )
  {
    for ( const float value : values )
    {
      mGreatest = std::max( mGreatest, value ); // not-a-number is not greater
      constexpr float rounding = 1e-4f;
      if ( value < -rounding || value > mScale * ( 1 + rounding ) )
        throw Error(
            "The confidence raster " + raster.path() + " holds " + numberText( value ) +
            ", but confidence goes from 0 to 1, or from 0 to 255 in bytes. If that stands for no data, "
            "declare it, with gdal_edit -a_nodata; if it is per cent, divide by 100, in QGIS with the "
            "raster calculator." );
    }
  }

  float mScale;
  float mGreatest = 0;
  std::vector<std::size_t> mFirst;
  std::vector<Place> mOrder;
  std::vector<float> mValues;
};

double pixelSide( const RasterGrid &grid )
{
  const std::array<double, 2> size = grid.pixelSizeMetres();
  return std::sqrt( size[0] * size[1] );
}

double pixelSide( const RasterReader &zones, const TraceOptions &options )
{
  return options.pixelSizeMetres > 0 ? options.pixelSizeMetres : pixelSide( zones.grid() );
}

//! Metres of a unit of the map: 1 where its system says what its units are.
double metresPerUnit( const RasterGrid &grid, double pixelSizeMetres )
{
  return grid.crs.empty() ? pixelSizeMetres / pixelSide( grid ) : 1;
}

//! The different pixels of a front and their confidence.
class PixelStatistics
{
public:
  void add( const Crack &crack, float confidence )
  {
    mPixels.push_back(
        { static_cast<std::uint64_t>( crack.row ) << 32 | static_cast<std::uint32_t>( crack.column ),
          confidence } );
  }

  void finish( FrontLine &line, bool withConfidence )
  {
    // By their places alone: not-a-number has no order.
    const auto place = []( const auto &pixel ) { return pixel.first; };
    std::stable_sort( mPixels.begin(), mPixels.end(),
                      [place]( const auto &a, const auto &b ) { return place( a ) < place( b ); } );
    mPixels.erase( std::unique( mPixels.begin(), mPixels.end(),
                                [place]( const auto &a, const auto &b )
                                { return place( a ) == place( b ); } ),
                   mPixels.end() );
    line.pixels = static_cast<int>( mPixels.size() );
    if ( !withConfidence )
      return;
    std::vector<double> known;
    for ( const auto &[pixel, confidence] : mPixels )
      if ( !std::isnan( confidence ) )
        known.push_back( confidence );
    if ( known.empty() )
      return;
    line.meanConfidence =
        std::accumulate( known.begin(), known.end(), 0.0 ) / static_cast<double>( known.size() );
    std::sort( known.begin(), known.end() );
    line.minConfidence = known.front();
    line.lowConfidence = quantileOfSorted( known, 0.1 );
  }

private:
  std::vector<std::pair<std::uint64_t, float>> mPixels;
};

FrontPart toPart( const PixelLine &shape, std::size_t chain, const RasterGrid &grid,
                  const CrackConfidence *confidence )
{
  FrontPart part;
  part.closed = shape.closed;
  for ( const Point &point : shape.points )
    part.points.push_back( grid.toMap( point[0], point[1] ) );
  if ( confidence )
    for ( std::uint32_t crack : shape.cracks )
      part.vertexConfidence.push_back( confidence->at( chain, crack ) );
  return part;
}

//! The lines of all fronts in \a pixels, whose parts have the \a shapes that follow \a chains.
std::vector<FrontLine> toLines( const std::vector<CrackChain> &chains, const std::vector<PixelLine> &shapes,
                                const RunLengthImage &pixels, const RasterGrid &grid, double metresPerUnit,
                                const CrackConfidence *confidence )
{
  const Components fronts = components( pixels, { false, true, false, false } );
  const GroundDistance ground( grid.crs );
  std::vector<FrontLine> lines( fronts.sizes.size() );
  std::vector<PixelStatistics> statistics( lines.size() );
  for ( std::size_t i = 0; i < chains.size(); ++i )
  {
    const Crack &first = chains[i].cracks.front();
    const std::uint32_t front = fronts.ofRun[pixels.runAt( first.column, first.row )];
    for ( std::uint32_t crack = 0; crack < chains[i].cracks.size(); ++crack )
      statistics[front].add( chains[i].cracks[crack], confidence ? confidence->at( i, crack ) : 0 );
    lines[front].parts.push_back( toPart( shapes[i], i, grid, confidence ) );
    lines[front].lengthMetres += metresPerUnit * ground.along( lines[front].parts.back().points );
  }
  for ( std::size_t front = 0; front < lines.size(); ++front )
  {
    statistics[front].finish( lines[front], confidence );
    std::stable_sort( lines[front].parts.begin(), lines[front].parts.end(),
                      [&ground]( const FrontPart &a, const FrontPart &b )
                      { return ground.along( a.points ) > ground.along( b.points ); } );
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

std::size_t FrontLine::vertices() const
{
  std::size_t count = 0;
  for ( const FrontPart &part : parts )
    count += part.points.size();
  return count;
}

double totalLength( const std::vector<FrontLine> &fronts )
{
  double sum = 0;
  for ( const FrontLine &front : fronts )
    sum += front.lengthMetres;
  return sum;
}

TracedFronts traceFronts( const RasterReader &zones, const TraceOptions &options, const AreaMask *area,
                          const RasterReader *confidence, const Feedback &feedback )
{
  checkSize( zones, confidence );
  if ( zones.hasOnlyControlPoints() )
    throw Error(
        "The zones " + zones.path() +
        " are placed by control points that fit no regular grid. Geocode them first, in QGIS with “Warp "
        "(reproject)”." );
  TracedFronts result;
  result.zones = withoutIslands( readZones( zones, options.coding, feedback.part( 0, 0.6 ) ) );
  const RunLengthImage &clean = result.zones;
  result.pixelSizeMetres = pixelSide( zones, options );
  int dropped = 0;
  result.pixels = withoutShortFronts( contactPixels( clean ),
                                      options.minimumLengthMetres / result.pixelSizeMetres, &dropped );
  if ( dropped > 0 )
    feedback.inform( "Fronts left out because they are shorter than " +
                     numberText( options.minimumLengthMetres ) + " m, with pixels of " +
                     numberText( result.pixelSizeMetres ) + " m: " + numberText( dropped ) + "." );
  if ( area )
    result.pixels = masked( result.pixels, area->pixels() );
  feedback.report( 0.7 );

  const std::vector<CrackChain> chains = crackChains( clean, result.pixels );
  const std::vector<PixelLine> shapes = smoothLines( chains, options.smooth );
  feedback.report( 0.9 );

  std::optional<CrackConfidence> values;
  if ( confidence )
    values.emplace( chains, *confidence, feedback );
  result.lines =
      toLines( chains, shapes, result.pixels, zones.grid(),
               metresPerUnit( zones.grid(), result.pixelSizeMetres ), values ? &*values : nullptr );
  feedback.report( 1 );
  return result;
}

RasterWriter frontPixelRaster( const std::string &path, const RasterGrid &grid, const RunLengthImage &pixels )
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
  return writer;
}

} // namespace calving
