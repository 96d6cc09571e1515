#include "model/dataset/warpedband.h"

#include <array>
#include <cmath>

#include <gdal_priv.h>
#include <gdal_utils.h>
#include <ogr_spatialref.h>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/raster/gdalraster.h"
#include "model/raster/readerdataset.h"

namespace calving
{

namespace
{

Error failed( const BandSource &source )
{
  return Error( "Cannot bring the raster " + source.raster.path +
                " to the grid of its glacier: " + CPLGetLastErrorMsg() + "." );
}

bool isNear( double value, double whole )
{
  return std::abs( value - whole ) < 1e-3;
}

//! How a pixel of \a grid lies among those of the source.
struct Relation
{
  bool sameLattice = false;
  bool larger = false;
};

Relation relationOf( const RasterGrid &from, const RasterGrid &grid )
{
  const std::array<double, 2> a = from.pixelSizeMetres();
  const std::array<double, 2> b = grid.pixelSizeMetres();
  Relation relation;
  relation.larger = b[0] > 1.5 * a[0] || b[1] > 1.5 * a[1];
  const OGRSpatialReference target = spatialReference( grid.crs );
  if ( from.crs.empty() || !spatialReference( from.crs ).IsSame( &target ) )
    return relation;
  const std::array<double, 2> first = from.toPixel( grid.transform[0], grid.transform[3] );
  const auto [x, y] = grid.toMap( grid.width, grid.height );
  const std::array<double, 2> last = from.toPixel( x, y );
  relation.sameLattice =
      isNear( first[0], std::round( first[0] ) ) && isNear( first[1], std::round( first[1] ) ) &&
      isNear( last[0] - first[0], grid.width ) && isNear( last[1] - first[1], grid.height );
  return relation;
}

CPLStringList warpArguments( const RasterGrid &grid, const std::string &resampling )
{
  const std::array<double, 2> end = grid.toMap( grid.width, grid.height );
  CPLStringList arguments;
  const auto add = [&]( std::initializer_list<std::string> words )
  {
    for ( const std::string &word : words )
      arguments.AddString( word.c_str() );
  };
  add( { "-of", "VRT", "-ot", "Float32", "-r", resampling, "-t_srs", grid.crs } );
  add( { "-te", numberText( grid.transform[0], 17 ), numberText( end[1], 17 ), numberText( end[0], 17 ),
         numberText( grid.transform[3], 17 ) } );
  add( { "-ts", std::to_string( grid.width ), std::to_string( grid.height ), "-dstnodata", "nan" } );
  return arguments;
}

} // namespace

struct WarpedBand::Datasets
{
  std::string path;
  // Destroyed from the last to the first: it reads from the one before.
  GDALDatasetUniquePtr band;
  GDALDatasetUniquePtr warped;
};

WarpedBand::WarpedBand( const BandSource &source, const RasterGrid &grid, BandContent content )
  : mDatasets( std::make_unique<Datasets>() )
{
  CPLErrorReset();
  mDatasets->path = source.raster.path;
  RasterReader reader( source.raster, source.content );
  const Relation relation = relationOf( reader.grid(), grid );
  mDatasets->band = asDataset( std::move( reader ), source.band );
  const bool nearest = relation.sameLattice || content == BandContent::Classes;
  const CPLStringList arguments = warpArguments( grid, nearest           ? "near"
                                                       : relation.larger ? "average"
                                                                         : "bilinear" );
  GDALWarpAppOptions *options =
      GDALWarpAppOptionsNew( const_cast<CPLStringList &>( arguments ).List(), nullptr );
  GDALDatasetH from = GDALDataset::ToHandle( mDatasets->band.get() );
  mDatasets->warped.reset( GDALDataset::FromHandle( GDALWarp( "", nullptr, 1, &from, options, nullptr ) ) );
  GDALWarpAppOptionsFree( options );
  if ( !mDatasets->warped )
    throw failed( source );
}

WarpedBand::~WarpedBand() = default;
WarpedBand::WarpedBand( WarpedBand && ) noexcept = default;

std::vector<float> WarpedBand::read( const Window &window ) const
{
  CPLErrorReset();
  std::vector<float> values( static_cast<std::size_t>( window.width ) * window.height );
  if ( mDatasets->warped->GetRasterBand( 1 )->RasterIO(
           GF_Read, window.x, window.y, window.width, window.height, values.data(), window.width,
           window.height, GDT_Float32, 0, 0, nullptr ) != CE_None )
    throw gdalError( "Cannot read raster " + mDatasets->path );
  return values;
}

} // namespace calving
