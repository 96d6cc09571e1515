#include "model/simulate/product/zonebackscatter.h"

#include <cmath>

#include "model/scene/zone.h"
#include "model/simulate/surfacebackscatter.h"

namespace calving
{

namespace
{

float power( double decibel )
{
  return static_cast<float>( std::pow( 10.0, 0.1 * decibel ) );
}

} // namespace

GroundCell cellOf( Zone zone )
{
  static const GroundCell rock{ 0, power( -11 ), power( 8 ), fallOf( Zone::Rock ) };
  static const GroundCell glacier{ 0, power( -10 ), power( 6 ), fallOf( Zone::Glacier ) };
  static const GroundCell ocean{ 0, power( -18 ), power( 12 ), fallOf( Zone::Ocean ) };
  return zone == Zone::Ocean ? ocean : zone == Zone::Glacier ? glacier : rock;
}

} // namespace calving
