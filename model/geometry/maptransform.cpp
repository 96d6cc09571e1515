#include "model/geometry/maptransform.h"

#include <cmath>
#include <limits>
#include <mutex>

#include <ogr_spatialref.h>

#include "model/error.h"
#include "model/raster/gdalraster.h"

namespace calving
{

namespace
{

OGRSpatialReference reference( const std::string &crs )
{
  OGRSpatialReference result = spatialReference( crs );
  if ( result.IsEmpty() )
    throw Error( "The coordinate reference system " + ( crs.empty() ? std::string( "(none)" ) : crs ) +
                 " is unknown. Choose one such as EPSG:3413." );
  return result;
}

} // namespace

using Transformation = std::unique_ptr<OGRCoordinateTransformation>;

//! One transformation for each thread that is at work: they may not be shared.
class MapTransform::Pool
{
public:
  Pool( const std::string &from, const std::string &to )
  {
    const OGRSpatialReference source = reference( from );
    const OGRSpatialReference target = reference( to );
    mFirst.reset( OGRCreateCoordinateTransformation( &source, &target ) );
    if ( !mFirst )
      throw Error( "There is no transformation from " + std::string( source.GetName() ) + " to " +
                   target.GetName() + ". Choose another coordinate reference system." );
  }

  Transformation borrow()
  {
    const std::lock_guard<std::mutex> lock( mMutex );
    if ( mIdle.empty() )
      return Transformation( mFirst->Clone() );
    Transformation idle = std::move( mIdle.back() );
    mIdle.pop_back();
    return idle;
  }

  void giveBack( Transformation transformation )
  {
    const std::lock_guard<std::mutex> lock( mMutex );
    mIdle.push_back( std::move( transformation ) );
  }

private:
  std::mutex mMutex;
  Transformation mFirst;
  std::vector<Transformation> mIdle;
};

MapTransform::MapTransform( const std::string &from, const std::string &to )
  : mPool( std::make_unique<Pool>( from, to ) )
{
}

MapTransform::~MapTransform() = default;

void MapTransform::transform( std::vector<double> &x, std::vector<double> &y, double *z ) const
{
  Transformation transformation = mPool->borrow();
  std::vector<int> success( x.size(), 0 );
  {
    const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
    transformation->Transform( static_cast<int>( x.size() ), x.data(), y.data(), z, success.data() );
  }
  mPool->giveBack( std::move( transformation ) );
  for ( std::size_t i = 0; i < x.size(); ++i )
    if ( !success[i] || !std::isfinite( x[i] ) || !std::isfinite( y[i] ) )
      x[i] = y[i] = std::numeric_limits<double>::quiet_NaN();
}

void MapTransform::apply( std::vector<double> &x, std::vector<double> &y ) const
{
  transform( x, y, nullptr );
}

void MapTransform::apply( std::vector<double> &x, std::vector<double> &y, std::vector<double> &z ) const
{
  transform( x, y, z.data() );
}

std::vector<std::array<double, 2>>
MapTransform::applied( const std::vector<std::array<double, 2>> &points ) const
{
  std::vector<double> x;
  std::vector<double> y;
  for ( const std::array<double, 2> &point : points )
  {
    x.push_back( point[0] );
    y.push_back( point[1] );
  }
  apply( x, y );
  std::vector<std::array<double, 2>> result;
  for ( std::size_t i = 0; i < x.size(); ++i )
    result.push_back( { x[i], y[i] } );
  return result;
}

std::array<double, 2> MapTransform::applied( const std::array<double, 2> &point ) const
{
  return applied( std::vector<std::array<double, 2>>{ point } ).front();
}

std::string wellKnownText( const std::string &crs )
{
  return wellKnownText( reference( crs ) );
}

} // namespace calving
