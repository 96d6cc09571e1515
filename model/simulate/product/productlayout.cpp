#include "model/simulate/product/productlayout.h"

#include <algorithm>
#include <cmath>

#include "model/error.h"
#include "model/sar/leastsquares.h"
#include "model/sar/radargeometry.h"
#include "model/simulate/product/simulatedorbit.h"

namespace calving
{

namespace
{

// Half the depth of the stretch beyond the sides on which the polynomials of ground range hold, m.
constexpr double beyond = 15000;

//! The radar passes at 6 o'clock southwards and at 18 o'clock northwards.
UtcTime passTime( int day, double longitude, bool ascending )
{
  constexpr double daysFrom1970 = 10957;
  const double hour = ( ascending ? 18 : 6 ) - longitude / 15;
  const UtcTime midnight{ static_cast<std::int64_t>( ( day + daysFrom1970 ) * 86400 ) * 1'000'000'000 };
  return midnight + ( hour - 24 * std::floor( hour / 24 ) ) * 3600;
}

//! Of the real satellite: 175 revolutions in 12 days, counted from one that is known.
int absoluteOrbit( UtcTime ascendingNode )
{
  const UtcTime known = *UtcTime::parse( "2021-08-09T17:27:46.469908" );
  return std::max(
      1, 39156 + static_cast<int>( std::lround( ( ascendingNode - known ) / SimulatedOrbit::period ) ) );
}

//! A frame in slant range whose pixel 0 lies at \a range and whose line 0 is abeam at \a time.
RadarFrame slantFrame( const std::vector<StateVector> &orbit, UtcTime time, double range )
{
  RadarFrame frame;
  frame.width = frame.height = 1;
  frame.firstLineTime = time;
  frame.lineInterval = 1;
  frame.bistaticReference = 2 * range / speedOfLight;
  frame.firstRange = range;
  frame.rangeSpacing = 1;
  frame.orbit = orbit;
  return frame;
}

//! y as a polynomial of degree 8 of x - origin.
std::vector<double> fitted( const std::vector<double> &x, const std::vector<double> &y, double origin )
{
  constexpr int coefficients = 9;
  const double scale = std::max( std::abs( x.front() - origin ), std::abs( x.back() - origin ) );
  LeastSquares system;
  system.rows = static_cast<int>( x.size() );
  system.columns = coefficients;
  system.rightColumns = 1;
  system.right = y;
  for ( const double value : x )
    for ( int power = 0; power < coefficients; ++power )
      system.matrix.push_back( std::pow( ( value - origin ) / scale, power ) );
  std::vector<double> result = system.solve();
  for ( int power = 0; power < coefficients; ++power )
    result[power] /= std::pow( scale, power );
  return result;
}

/**
 * Ground range from slant range \a near on, as far as \a depth metres on the ground, at the middle of \a
 * frame.
 *
 * Ground range is measured along the ellipsoid at right angles to the flight.
 */
CoordinateConversion conversionAt( const RadarGeometry &radar, double near, double depth )
{
  constexpr double step = 500;
  std::vector<double> slant;
  std::vector<double> ground;
  const auto pointAt = [&]( double range ) { return radar.point( { 0, range - near }, 0 ); };
  const auto walk = [&]( double sign, double distance )
  {
    Vector3 last = pointAt( near );
    double travelled = 0;
    for ( double range = near; travelled < distance; )
    {
      range += sign * 0.5 * step;
      const Vector3 next = pointAt( range );
      travelled += length( next - last );
      last = next;
      slant.push_back( range );
      ground.push_back( sign * travelled );
    }
  };
  walk( -1, beyond );
  std::reverse( slant.begin(), slant.end() );
  std::reverse( ground.begin(), ground.end() );
  slant.push_back( near );
  ground.push_back( 0 );
  walk( 1, depth + beyond );
  return { {}, near, 0, fitted( slant, ground, near ), fitted( ground, slant, 0 ) };
}

//! Where the outline lies in time (s after the pass) and slant range.
struct Reach
{
  double first = HUGE_VAL;
  double last = -HUGE_VAL;
  double near = HUGE_VAL;
  double far = -HUGE_VAL;
};

Reach reachOf( const LayoutWish &wish, const Orbit &orbit, UtcTime pass )
{
  Reach reach;
  for ( const auto &[longitude, latitude] : wish.outline )
  {
    const Vector3 point = toCartesian( fromDegrees( longitude, latitude, 0 ) );
    const ZeroDoppler seen = zeroDoppler( orbit, point, orbit.seconds( pass ) );
    reach.first = std::min( reach.first, seen.time - orbit.seconds( pass ) );
    reach.last = std::max( reach.last, seen.time - orbit.seconds( pass ) );
    reach.near = std::min( reach.near, seen.range );
    reach.far = std::max( reach.far, seen.range );
  }
  return reach;
}

//! Metres on the ground that the radar's view moves on in a second.
double groundSpeed( const RadarGeometry &radar )
{
  return length( radar.point( { 0.5, 0 }, 0 ) - radar.point( { -0.5, 0 }, 0 ) );
}

void fillGrid( Annotation &annotation, const RadarFrame &frame )
{
  const RadarGeometry radar( frame );
  constexpr int rows = 10;
  constexpr int columns = 21;
  for ( int row = 0; row < rows; ++row )
    for ( int column = 0; column < columns; ++column )
    {
      GeolocationPoint point;
      point.line = static_cast<int>( std::int64_t( annotation.height - 1 ) * row / ( rows - 1 ) );
      point.pixel = static_cast<int>( std::int64_t( annotation.width - 1 ) * column / ( columns - 1 ) );
      const RadarPosition position{ static_cast<double>( point.line ), static_cast<double>( point.pixel ) };
      const ZeroDoppler seen = radar.seenAt( position );
      const Vector3 ground = radar.point( position, 0 );
      const Geodetic place = toGeodetic( ground );
      point.azimuthTime = radar.orbit().epoch() + seen.time;
      point.slantRangeTime = 2 * seen.range / speedOfLight;
      point.longitude = place.longitude / degree;
      point.latitude = place.latitude / degree;
      point.incidenceAngle = incidenceAngle( radar.orbit().at( seen.time ).position, ground );
      annotation.geolocationGrid.push_back( point );
    }
}

double incidenceAt( const RadarGeometry &radar, double line, double pixel )
{
  const RadarPosition position{ line, pixel };
  return incidenceAngle( radar.orbit().at( radar.seenAt( position ).time ).position,
                         radar.point( position, 0 ) );
}

void fillSwaths( Annotation &annotation, const ProductType &type, const RadarFrame &frame )
{
  const RadarGeometry radar( frame );
  int first = 0;
  for ( const SubSwath &swath : type.swaths )
  {
    int end = first;
    int step = 1 << 16;
    for ( ; step > 0; step /= 2 )
      if ( end + step <= annotation.width &&
           incidenceAt( radar, 0.5 * annotation.height, end + step ) <= swath.lastIncidence )
        end += step;
    if ( &swath == &type.swaths.back() )
      end = annotation.width;
    if ( end > first )
      annotation.swathBounds.push_back( { swath.name, 0, first, annotation.height - 1, end - 1 } );
    if ( end > first )
      annotation.looks.push_back(
          { swath.name, static_cast<double>( type.rangeLooks ), static_cast<double>( type.azimuthLooks ) } );
    first = end;
  }
}

} // namespace

Annotation layoutOf( const LayoutWish &wish )
{
  const ProductType &type = wish.type;
  const UtcTime pass = passTime( wish.day, wish.centre[0], wish.ascending );
  const SimulatedOrbit path(
      { fromDegrees( wish.centre[0], wish.centre[1], 0 ), wish.incidence, wish.ascending }, pass );
  const Orbit orbit( path.vectors( -75, 75 ) );
  const Vector3 centre = toCartesian( fromDegrees( wish.centre[0], wish.centre[1], 0 ) );
  const double middleRange = length( centre - path.at( 0 ).position );
  const RadarGeometry view( slantFrame( orbit.vectors(), pass, middleRange ) );
  Reach reach = reachOf( wish, orbit, pass );

  Annotation annotation;
  annotation.lineInterval = std::round( 1e12 * type.azimuthSpacing / groundSpeed( view ) ) * 1e-12;
  constexpr int border = 20;
  if ( wish.lines > 0 )
    reach.first = 0.5 * ( reach.first + reach.last - ( wish.lines - 1 ) * annotation.lineInterval );
  else
    reach.first -= border * annotation.lineInterval;
  annotation.height =
      wish.lines > 0
          ? wish.lines
          : static_cast<int>( ( reach.last - reach.first ) / annotation.lineInterval ) + border + 1;
  const auto depthBetween = [&]( double near, double far )
  {
    double depth = 0;
    for ( int i = 0; i < 64; ++i )
      depth += length( view.point( { 0, near + ( far - near ) * ( i + 1 ) / 64 - middleRange }, 0 ) -
                       view.point( { 0, near + ( far - near ) * i / 64 - middleRange }, 0 ) );
    return depth;
  };
  const double wanted = depthBetween( reach.near, reach.far );
  annotation.width =
      wish.samples > 0 ? wish.samples : static_cast<int>( wanted / type.rangeSpacing ) + 2 * border + 1;
  if ( annotation.width > 60000 || annotation.height > 60000 )
    throw Error(
        "The product would have " + std::to_string( annotation.width ) + " x " +
        std::to_string( annotation.height ) +
        " pixels, but it may have 60000 a side. Choose a smaller scene or a type with larger pixels." );
  // Half of what is to spare lies on the near side.
  const double spare = annotation.width * type.rangeSpacing - wanted;
  const double slope = middleRange > 0 ? std::sin( wish.incidence * degree ) : 1;
  const double near = reach.near - 0.5 * spare * slope;

  annotation.header = { "S1A",     "GRD", {}, type.mode,
                        type.mode, {},    {}, absoluteOrbit( path.ascendingNodeTime() ) };
  annotation.pass = wish.ascending ? "Ascending" : "Descending";
  annotation.rangeSamplingRate = 64345238.12571428;
  annotation.radarFrequency = 5405000454.33435;
  annotation.azimuthSteeringRate = type.mode == "IW" ? 1.590368784 : type.mode == "EW" ? 2.3898 : 0;
  annotation.pulseRepetitionFrequency = 1717.128973878037;
  // Times are written to the microsecond.
  annotation.firstLineTime = *UtcTime::parse( ( pass + reach.first ).text() );
  annotation.lastLineTime = annotation.firstLineTime + annotation.lineInterval * ( annotation.height - 1 );
  annotation.header.start = annotation.firstLineTime;
  annotation.header.stop = annotation.lastLineTime;
  annotation.ascendingNodeTime = path.ascendingNodeTime();
  annotation.rangePixelSpacing = type.rangeSpacing;
  annotation.azimuthPixelSpacing = type.azimuthSpacing;
  annotation.slantRangeTime = 2 * near / speedOfLight;
  const double duration = annotation.lineInterval * annotation.height;
  annotation.orbit =
      path.vectors( std::min( -75.0, reach.first - 60 ), std::max( 75.0, reach.first + duration + 60 ) );
  const Vector3 velocity = path.at( 0 ).velocity;
  const Geodetic below = toGeodetic( path.at( 0 ).position );
  annotation.platformHeading =
      std::atan2( -std::sin( below.longitude ) * velocity[0] + std::cos( below.longitude ) * velocity[1],
                  dot( velocity, { -std::sin( below.latitude ) * std::cos( below.longitude ),
                                   -std::sin( below.latitude ) * std::sin( below.longitude ),
                                   std::cos( below.latitude ) } ) ) /
      degree;

  RadarFrame frame;
  frame.width = annotation.width;
  frame.height = annotation.height;
  frame.firstLineTime = annotation.firstLineTime;
  frame.lineInterval = annotation.lineInterval;
  frame.bistaticReference = 2 * middleRange / speedOfLight;
  frame.rangeSpacing = type.rangeSpacing;
  frame.orbit = annotation.orbit;
  const RadarGeometry nearView(
      slantFrame( annotation.orbit, annotation.firstLineTime + 0.5 * duration, near ) );
  CoordinateConversion conversion = conversionAt( nearView, near, annotation.width * type.rangeSpacing );
  for ( double after = -1; after < duration + 1; after += 1 )
  {
    conversion.azimuthTime = annotation.firstLineTime + after;
    annotation.coordinateConversions.push_back( conversion );
  }
  frame.conversions = annotation.coordinateConversions;
  fillGrid( annotation, frame );
  fillSwaths( annotation, type, frame );
  annotation.incidenceAngleMidSwath =
      incidenceAt( RadarGeometry( frame ), 0.5 * annotation.height, 0.5 * annotation.width );
  return annotation;
}

} // namespace calving
