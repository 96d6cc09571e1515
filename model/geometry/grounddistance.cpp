#include "model/geometry/grounddistance.h"

#include <cmath>

#include "model/error.h"
#include "model/raster/gdalraster.h"

namespace calving
{

GroundDistance::GroundDistance( const std::string &crs )
{
  if ( crs.empty() )
    return;
  const OGRSpatialReference reference = spatialReference( crs );
  if ( reference.IsEmpty() )
    throw Error( "The coordinate reference system “" + crs.substr( 0, 60 ) + "” cannot be understood." );
  mGeographic = reference.IsGeographic();
  mUnit = mGeographic ? reference.GetAngularUnits() : reference.GetLinearUnits();
  mSemiMajor = reference.GetSemiMajor();
  const double ratio = reference.GetSemiMinor() / mSemiMajor;
  mSquaredEccentricity = 1 - ratio * ratio;
}

double GroundDistance::between( const std::array<double, 2> &p, const std::array<double, 2> &q ) const
{
  const double dx = ( q[0] - p[0] ) * mUnit;
  const double dy = ( q[1] - p[1] ) * mUnit;
  if ( !mGeographic )
    return std::hypot( dx, dy );
  const double latitude = ( p[1] + q[1] ) / 2 * mUnit;
  const double w2 = 1 - mSquaredEccentricity * std::pow( std::sin( latitude ), 2 );
  const double primeVertical = mSemiMajor / std::sqrt( w2 );
  const double meridian = primeVertical * ( 1 - mSquaredEccentricity ) / w2;
  return std::hypot( dx * primeVertical * std::cos( latitude ), dy * meridian );
}

double GroundDistance::along( const std::vector<std::array<double, 2>> &line ) const
{
  double sum = 0;
  for ( std::size_t i = 1; i < line.size(); ++i )
    sum += between( line[i - 1], line[i] );
  return sum;
}

} // namespace calving
