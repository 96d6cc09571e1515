#include "model/dataset/warpedband.h"

#include <array>
#include <cmath>
#include <limits>

#include <gdal_priv.h>
#include <gdal_utils.h>
#include <ogr_spatialref.h>

#include "model/base/numbertext.h"
#include "model/base/regularfile.h"
#include "model/error.h"
#include "model/raster/gdalraster.h"

namespace calving
{

namespace
{

Error failed( const BandSource &source )
{
  return Error( "Cannot bring the raster " + source.path +
                " to the grid of its glacier: " + CPLGetLastErrorMsg() + "." );
}

//! The band alone, as a virtual raster over \a whole.
GDALDatasetUniquePtr singleBand( GDALDataset &whole, const BandSource &source )
{
  CPLStringList arguments;
  for ( const std::string &word :
        { std::string( "-of" ), std::string( "VRT" ), std::string( "-b" ), std::to_string( source.band ) } )
    arguments.AddString( word.c_str() );
  GDALTranslateOptions *options = GDALTranslateOptionsNew( arguments.List(), nullptr );
  GDALDatasetUniquePtr band(
      GDALDataset::FromHandle( GDALTranslate( "", GDALDataset::ToHandle( &whole ), options, nullptr ) ) );
  GDALTranslateOptionsFree( options );
  if ( !band )
    throw failed( source );
  return band;
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

Relation relationOf( GDALDataset &source, const RasterGrid &grid )
{
  RasterGrid from;
  source.GetGeoTransform( from.transform.data() );
  const OGRSpatialReference *reference = source.GetSpatialRef();
  char *wkt = nullptr;
  if ( reference && reference->exportToWkt( &wkt ) == OGRERR_NONE )
    from.crs = wkt;
  CPLFree( wkt );
  from.width = source.GetRasterXSize();
  from.height = source.GetRasterYSize();
  const std::array<double, 2> a = from.pixelSizeMetres();
  const std::array<double, 2> b = grid.pixelSizeMetres();
  Relation relation;
  relation.larger = b[0] > 1.5 * a[0] || b[1] > 1.5 * a[1];
  const OGRSpatialReference target = spatialReference( grid.crs );
  if ( !reference || !reference->IsSame( &target ) )
    return relation;
  const std::array<double, 2> first = from.toPixel( grid.transform[0], grid.transform[3] );
  const auto [x, y] = grid.toMap( grid.width, grid.height );
  const std::array<double, 2> last = from.toPixel( x, y );
  relation.sameLattice =
      isNear( first[0], std::round( first[0] ) ) && isNear( first[1], std::round( first[1] ) ) &&
      isNear( last[0] - first[0], grid.width ) && isNear( last[1] - first[1], grid.height );
  return relation;
}

CPLStringList warpArguments( const BandSource &source, const RasterGrid &grid, const std::string &resampling )
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
  if ( source.noData )
    add( { "-srcnodata", numberText( *source.noData, 17 ) } );
  return arguments;
}

} // namespace

struct WarpedBand::Datasets
{
  std::string path;
  // Destroyed from the last to the first: each reads from the one before.
  GDALDatasetUniquePtr whole;
  GDALDatasetUniquePtr band;
  GDALDatasetUniquePtr warped;
};

WarpedBand::WarpedBand( const BandSource &source, const RasterGrid &grid, BandContent content )
  : mDatasets( std::make_unique<Datasets>() )
{
  requireRegularFile( source.path );
  GDALAllRegister();
  CPLErrorReset();
  mDatasets->path = source.path;
  mDatasets->whole.reset( GDALDataset::Open( source.path.c_str(), GDAL_OF_RASTER ) );
  if ( !mDatasets->whole )
    throw failed( source );
  mDatasets->band = singleBand( *mDatasets->whole, source );
  const Relation relation = relationOf( *mDatasets->band, grid );
  const bool nearest = relation.sameLattice || content == BandContent::Classes;
  const CPLStringList arguments = warpArguments( source, grid,
                                                 nearest           ? "near"
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
    throw Error( "Cannot read raster " + mDatasets->path + ": " + CPLGetLastErrorMsg() + "." );
  return values;
}

} // namespace calving
