#include "model/report/quicklook.h"

#include <algorithm>
#include <cmath>

#include "model/raster/gdalraster.h"
#include "model/raster/readerdataset.h"
#include "model/raster/smallblockcache.h"

namespace calving
{

namespace
{

void stretch( std::vector<float> &values )
{
  std::vector<float> sorted;
  std::copy_if( values.begin(), values.end(), std::back_inserter( sorted ),
                []( float v ) { return std::isfinite( v ) && v != 0; } );
  if ( sorted.empty() )
    return;
  std::sort( sorted.begin(), sorted.end() );
  const auto at = [&]( double share )
  { return sorted[static_cast<std::size_t>( share * static_cast<double>( sorted.size() - 1 ) )]; };
  const float low = at( 0.02 );
  const float high = std::max( at( 0.98 ), low + 1e-6F );
  for ( float &value : values )
    value = value == 0 ? 0 : 255 * ( value - low ) / ( high - low );
}

} // namespace

QuickLook quickLook( const std::string &path, const std::vector<int> &bands, bool stretched, int side )
{
  CPLErrorReset();
  const SmallBlockCache smallCache;
  QuickLook look;
  const int count = static_cast<int>( bands.size() );
  for ( int i = 0; i < count; ++i )
  {
    const GDALDatasetUniquePtr raster =
        asDataset( RasterReader( path, RasterContent::Backscatter ), bands[i] );
    const int width = raster->GetRasterXSize();
    const int height = raster->GetRasterYSize();
    const double scale = std::min( 1.0, static_cast<double>( side ) / std::max( width, height ) );
    look.width = std::max( 1, static_cast<int>( width * scale ) );
    look.height = std::max( 1, static_cast<int>( height * scale ) );
    const std::size_t pixels = static_cast<std::size_t>( look.width ) * look.height;
    look.values.resize( 3 * pixels );
    GDALRasterIOExtraArg how;
    INIT_RASTERIO_EXTRA_ARG( how );
    how.eResampleAlg = GRIORA_Average;
    std::vector<float> values( pixels );
    if ( raster->GetRasterBand( 1 )->RasterIO( GF_Read, 0, 0, width, height, values.data(), look.width,
                                               look.height, GDT_Float32, 0, 0, &how ) != CE_None )
      throw gdalError( "Cannot read raster " + path );
    if ( stretched )
      stretch( values );
    for ( std::size_t pixel = 0; pixel < pixels; ++pixel )
      for ( int colour = i; colour < 3; colour += count )
        look.values[3 * pixel + colour] = static_cast<std::uint8_t>(
            std::clamp( std::isfinite( values[pixel] ) ? values[pixel] : 0.0F, 0.0F, 255.0F ) );
  }
  return look;
}

QuickLook chequered( const QuickLook &a, const QuickLook &b )
{
  QuickLook result = a;
  const int square = std::max( 4, std::max( a.width, a.height ) / 6 );
  for ( int y = 0; y < a.height; ++y )
    for ( int x = 0; x < a.width; ++x )
      if ( ( x / square + y / square ) % 2 == 1 )
      {
        const std::size_t i = 3 * ( static_cast<std::size_t>( y ) * a.width + x );
        std::copy_n( b.values.begin() + i, 3, result.values.begin() + i );
      }
  return result;
}

} // namespace calving
