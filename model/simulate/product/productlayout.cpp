#include "model/simulate/product/productlayout.h"

#include <algorithm>
#include <cmath>

#include "model/error.h"
#include "model/sar/geometry/radargeometry.h"
#include "model/simulate/product/simulatedorbit.h"
#include "model/simulate/product/slantview.h"

namespace calving
{

namespace
{

constexpr int mostPixels = 60000;

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

void fillGrid( Annotation &annotation, const RadarGeometry &radar )
{
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

void fillSwaths( Annotation &annotation, const ProductType &type, const RadarGeometry &radar )
{
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

[[noreturn]] void complainOfSize( double across, double along, double spacing )
{
  throw Error( "The product would have some " + std::to_string( std::lround( across / spacing ) ) + " x " +
               std::to_string( std::lround( along / spacing ) ) + " pixels, but it may have " +
               std::to_string( mostPixels ) +
               " a side. Choose a smaller scene or area, or a type with larger pixels." );
}

//! Size and place of the picture: what surrounds the outline by some pixels, or as large as wished around it.
void fillExtent( Annotation &annotation, const LayoutWish &wish, const SlantView &view, const Reach &reach,
                 UtcTime pass )
{
  constexpr int border = 20;
  const double interval = annotation.lineInterval;
  // Beyond that no satellite sees it; the ellipsoid ends.
  if ( reach.far - reach.near > 400e3 || reach.last - reach.first > mostPixels * interval )
    complainOfSize( 2 * ( reach.far - reach.near ), ( reach.last - reach.first ) * view.groundSpeed(),
                    wish.type.rangeSpacing );
  const double depth = view.depth( reach.near, reach.far );
  const double duration = reach.last - reach.first;
  annotation.width =
      wish.samples > 0 ? wish.samples : static_cast<int>( depth / wish.type.rangeSpacing ) + 2 * border + 1;
  annotation.height = wish.lines > 0 ? wish.lines : static_cast<int>( duration / interval ) + 2 * border + 1;
  if ( std::max( annotation.width, annotation.height ) > mostPixels )
    complainOfSize( depth, duration * view.groundSpeed(), wish.type.rangeSpacing );
  // As much on one side as on the other.
  const double spareDepth = annotation.width * wish.type.rangeSpacing - depth;
  const double near = reach.near - 0.5 * spareDepth * std::sin( wish.incidence * degree );
  const double first = reach.first - 0.5 * ( ( annotation.height - 1 ) * interval - duration );
  annotation.slantRangeTime = 2 * near / speedOfLight;
  // Products state times to the microsecond.
  annotation.firstLineTime = *UtcTime::parse( ( pass + first ).text() );
  annotation.lastLineTime = annotation.firstLineTime + interval * ( annotation.height - 1 );
}

//! Degrees clockwise from north.
double headingOf( const StateVector &state )
{
  const Geodetic below = toGeodetic( state.position );
  const Vector3 east{ -std::sin( below.longitude ), std::cos( below.longitude ), 0 };
  const Vector3 north = cross( ellipsoidNormal( below ), east );
  return std::atan2( dot( state.velocity, east ), dot( state.velocity, north ) ) / degree;
}

void fillInstrument( Annotation &annotation, const LayoutWish &wish, const SimulatedOrbit &path )
{
  const ProductType &type = wish.type;
  annotation.header = { "S1A",
                        "GRD",
                        {},
                        type.mode,
                        type.mode,
                        annotation.firstLineTime,
                        annotation.lastLineTime,
                        absoluteOrbit( path.ascendingNodeTime() ) };
  annotation.pass = wish.ascending ? "Ascending" : "Descending";
  annotation.platformHeading = headingOf( path.at( 0 ) );
  annotation.rangeSamplingRate = 64345238.12571428;
  annotation.radarFrequency = 5405000454.33435;
  annotation.azimuthSteeringRate = type.mode == "IW" ? 1.590368784 : type.mode == "EW" ? 2.390895448 : 0;
  annotation.pulseRepetitionFrequency = 1717.128973878037;
  annotation.ascendingNodeTime = path.ascendingNodeTime();
  annotation.rangePixelSpacing = type.rangeSpacing;
  annotation.azimuthPixelSpacing = type.azimuthSpacing;
}

//! The same polynomials every second: they are good for the whole picture.
void fillConversions( Annotation &annotation )
{
  const double near = 0.5 * speedOfLight * annotation.slantRangeTime;
  const double duration = annotation.lastLineTime - annotation.firstLineTime;
  const SlantView view( annotation.orbit, annotation.firstLineTime + 0.5 * duration, near );
  CoordinateConversion conversion = view.conversion( near, annotation.width * annotation.rangePixelSpacing );
  for ( double after = -1; after < duration + 1; after += 1 )
  {
    conversion.azimuthTime = annotation.firstLineTime + after;
    annotation.coordinateConversions.push_back( conversion );
  }
}

RadarFrame frameOf( const Annotation &annotation, double middleRange )
{
  RadarFrame frame;
  frame.width = annotation.width;
  frame.height = annotation.height;
  frame.firstLineTime = annotation.firstLineTime;
  frame.lineInterval = annotation.lineInterval;
  frame.bistaticReference = 2 * middleRange / speedOfLight;
  frame.rangeSpacing = annotation.rangePixelSpacing;
  frame.orbit = annotation.orbit;
  frame.conversions = annotation.coordinateConversions;
  return frame;
}

} // namespace

Annotation layoutOf( const LayoutWish &wish )
{
  const Geodetic centre = fromDegrees( wish.centre[0], wish.centre[1], 0 );
  const UtcTime pass = passTime( wish.day, wish.centre[0], wish.ascending );
  const SimulatedOrbit path( { centre, wish.incidence, wish.ascending }, pass );
  const Orbit orbit( path.vectors( -75, 75 ) );
  const double middleRange = length( toCartesian( centre ) - path.at( 0 ).position );
  const SlantView view( orbit.vectors(), pass, middleRange );

  Annotation annotation;
  annotation.lineInterval = wish.type.azimuthSpacing / view.groundSpeed();
  fillExtent( annotation, wish, view, reachOf( wish, orbit, pass ), pass );
  fillInstrument( annotation, wish, path );
  const double first = annotation.firstLineTime - pass;
  const double last = annotation.lastLineTime - pass;
  annotation.orbit = path.vectors( std::min( -75.0, first - 60 ), std::max( 75.0, last + 60 ) );
  fillConversions( annotation );
  const RadarGeometry radar( frameOf( annotation, middleRange ) );
  fillGrid( annotation, radar );
  fillSwaths( annotation, wish.type, radar );
  annotation.incidenceAngleMidSwath = incidenceAt( radar, 0.5 * annotation.height, 0.5 * annotation.width );
  return annotation;
}

} // namespace calving
