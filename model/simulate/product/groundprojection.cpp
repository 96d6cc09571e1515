#include "model/simulate/product/groundprojection.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/sar/terrain/maptransform.h"

namespace calving
{

namespace
{

constexpr int chunkColumns = 128;
constexpr int nodeStep = 32;

//! What is known of a place on the ellipsoid; all of it is smooth along the picture.
enum Channel
{
  Column,        //!< on the ground's grid
  Row,           //!< likewise
  Cosine,        //!< of the incidence angle
  LinesPerMetre, //!< how many lines later a place shows for each metre of height
  Radius2,       //!< square of the distance from the Earth's centre
  AlongNormal,   //!< what Radius2 grows by per two metres of height
  Satellite2,    //!< square of the satellite's distance from the Earth's centre
  Channels
};
using Place = std::array<double, Channels>;

Place mixed( const Place &a, const Place &b, double weight )
{
  Place result;
  for ( int i = 0; i < Channels; ++i )
    result[i] = a[i] + weight * ( b[i] - a[i] );
  return result;
}

//! first, first + step, ... to last, which is always there.
std::vector<int> steps( int first, int last )
{
  std::vector<int> values;
  for ( int value = first; value < last; value += nodeStep )
    values.push_back( value );
  values.push_back( last );
  return values;
}

//! A window of the ground, to be sampled at any place.
class GroundWindow
{
public:
  GroundWindow( const RadarGround &ground, const Window &window )
    : mWindow( window )
    , mCells( ground.cells( window ) )
  {
  }

  float height( double column, double row ) const
  {
    return sample( column, row, []( const GroundCell &cell ) { return cell.height; } );
  }
  //! Bilinear, but for the exponent, which is the nearest cell's.
  GroundCell at( double column, double row ) const
  {
    GroundCell cell = nearest( column, row );
    cell.sigma0 = sample( column, row, []( const GroundCell &c ) { return c.sigma0; } );
    return cell;
  }

private:
  const GroundCell &cell( int column, int row ) const
  {
    const int x = std::clamp( column - mWindow.x, 0, mWindow.width - 1 );
    const int y = std::clamp( row - mWindow.y, 0, mWindow.height - 1 );
    return mCells[static_cast<std::size_t>( y ) * mWindow.width + x];
  }
  const GroundCell &nearest( double column, double row ) const
  {
    return cell( static_cast<int>( std::floor( column + 0.5 ) ),
                 static_cast<int>( std::floor( row + 0.5 ) ) );
  }
  template <typename Of> float sample( double column, double row, const Of &of ) const
  {
    const double left = std::floor( column );
    const double top = std::floor( row );
    const int x = static_cast<int>( left );
    const int y = static_cast<int>( top );
    const float u = static_cast<float>( column - left );
    const float v = static_cast<float>( row - top );
    const float above = of( cell( x, y ) ) * ( 1 - u ) + of( cell( x + 1, y ) ) * u;
    const float below = of( cell( x, y + 1 ) ) * ( 1 - u ) + of( cell( x + 1, y + 1 ) ) * u;
    return above * ( 1 - v ) + below * v;
  }

  Window mWindow;
  std::vector<GroundCell> mCells;
};

} // namespace

struct GroundProjection::ToMap
{
  MapTransform transform;
};

//! Where a line's walk from near to far range stands.
struct GroundProjection::Walk
{
  bool begun = false;
  double pixel = 0;
  float co = 0;
  float cross = 0;
  //! Cosine of the steepest angle, from the nadir, that the ground so far leaves unshaded.
  double horizon = 2;
};

struct GroundProjection::Nodes
{
  std::vector<int> lines;
  std::vector<int> columns;
  std::vector<Place> places;

  const Place &at( std::size_t line, std::size_t column ) const
  {
    return places[line * columns.size() + column];
  }
  //! The places of the columns from the first to the last, at \a line.
  std::vector<Place> along( int line ) const
  {
    const std::size_t above = std::min<std::size_t>( ( line - lines.front() ) / nodeStep, lines.size() - 2 );
    const double weight = static_cast<double>( line - lines[above] ) / ( lines[above + 1] - lines[above] );
    std::vector<Place> result;
    for ( std::size_t i = 0; i + 1 < columns.size(); ++i )
    {
      const Place left = mixed( at( above, i ), at( above + 1, i ), weight );
      const Place right = mixed( at( above, i + 1 ), at( above + 1, i + 1 ), weight );
      const int length = columns[i + 1] - columns[i];
      for ( int step = 0; step < length + ( i + 2 == columns.size() ); ++step )
        result.push_back( mixed( left, right, static_cast<double>( step ) / length ) );
    }
    return result;
  }
};

int GroundProjection::margin( const RadarGeometry &radar, double highest )
{
  const RadarPosition near{ 0.5 * radar.frame().height, 0 };
  const ZeroDoppler seen = radar.seenAt( near );
  const double angle =
      incidenceAngle( radar.orbit().at( seen.time ).position, radar.point( near, 0 ) ) * degree;
  return static_cast<int>( 1.2 * std::max( 0.0, highest ) / std::tan( angle ) / radar.frame().rangeSpacing ) +
         16;
}

GroundProjection::GroundProjection( std::shared_ptr<const RadarGeometry> radar,
                                    std::shared_ptr<const RadarGround> ground,
                                    std::optional<double> referenceIncidence, double azimuthSpacing )
  : mRadar( std::move( radar ) )
  , mGround( std::move( ground ) )
  , mAzimuthSpacing( azimuthSpacing )
  , mMargin( margin( *mRadar, mGround->highest() ) )
  , mToMap( new ToMap{ { geographicCrs, mGround->grid().crs } } )
{
  if ( referenceIncidence )
    mReferenceCosine = std::cos( *referenceIncidence * degree );
  const double middle = 0.5 * mRadar->frame().height;
  for ( int column = -mMargin - 1; column <= mRadar->frame().width + mMargin; ++column )
    mSlant.push_back( mRadar->seenAt( { middle, static_cast<double>( column ) } ).range );
}

GroundProjection::Nodes GroundProjection::nodesAt( const std::vector<int> &lines,
                                                   const std::vector<int> &columns ) const
{
  Nodes nodes{ lines, columns, {} };
  std::vector<double> x;
  std::vector<double> y;
  for ( const int line : lines )
    for ( const int column : columns )
    {
      const RadarPosition position{ static_cast<double>( line ), static_cast<double>( column ) };
      const Vector3 point = mRadar->point( position, 0 );
      const Geodetic place = toGeodetic( point );
      const Vector3 normal = ellipsoidNormal( place );
      const Orbit::State satellite = mRadar->orbit().at( mRadar->seenAt( position ).time );
      const Vector3 sight = point - satellite.position;
      const double later =
          dot( normal, satellite.velocity ) /
          ( dot( satellite.velocity, satellite.velocity ) - dot( sight, satellite.acceleration ) );
      nodes.places.push_back( { 0, 0, -dot( sight, normal ) / length( sight ),
                                later / mRadar->frame().lineInterval, dot( point, point ),
                                dot( point, normal ), dot( satellite.position, satellite.position ) } );
      x.push_back( place.longitude / degree );
      y.push_back( place.latitude / degree );
    }
  mToMap->transform.apply( x, y );
  for ( std::size_t i = 0; i < x.size(); ++i )
  {
    const std::array<double, 2> pixel = mGround->grid().toPixel( x[i], y[i] );
    nodes.places[i][Column] = pixel[0] - 0.5;
    nodes.places[i][Row] = pixel[1] - 0.5;
  }
  return nodes;
}

double GroundProjection::pixelOf( double range, double guess ) const
{
  const int last = static_cast<int>( mSlant.size() ) - 2;
  int at = std::clamp( static_cast<int>( guess ) + mMargin + 1, 0, last );
  while ( at > 0 && mSlant[at] > range )
    --at;
  while ( at < last && mSlant[at + 1] <= range )
    ++at;
  return at - mMargin - 1 + ( range - mSlant[at] ) / ( mSlant[at + 1] - mSlant[at] );
}

// The power of the stretch since the last place is spread evenly between where its two ends show.
void GroundProjection::deposit( Walk &walk, double pixel, float co, float cross, float *coRow,
                                float *crossRow ) const
{
  if ( walk.begun )
  {
    const double low = std::min( walk.pixel, pixel ) + 0.5;
    const double high = std::max( walk.pixel, pixel ) + 0.5;
    const int first = std::max( 0, static_cast<int>( std::floor( low ) ) );
    const int last = std::min( mRadar->frame().width - 1, static_cast<int>( std::floor( high ) ) );
    const double length = high - low;
    for ( int column = first; column <= last; ++column )
    {
      const double share =
          length < 1e-6 ? 1.0 : ( std::min( high, column + 1.0 ) - std::max<double>( low, column ) ) / length;
      coRow[column] += static_cast<float>( 0.5 * share * ( co + walk.co ) );
      crossRow[column] += static_cast<float>( 0.5 * share * ( cross + walk.cross ) );
      if ( length < 1e-6 )
        break;
    }
  }
  walk = { true, pixel, co, cross, walk.horizon };
}

void GroundProjection::walkChunk( int firstLine, int count, int firstColumn, int endColumn,
                                  std::vector<Walk> &walks, PictureRows &rows ) const
{
  const Nodes nodes =
      nodesAt( steps( firstLine - 1, firstLine + count ), steps( firstColumn - 1, endColumn ) );
  const RasterGrid &grid = mGround->grid();
  Window window{ grid.width, grid.height, 0, 0 };
  std::array<int, 2> end{ 0, 0 };
  for ( const Place &place : nodes.places )
  {
    constexpr int around = 3;
    window.x = std::min( window.x, static_cast<int>( place[Column] ) - around );
    window.y = std::min( window.y, static_cast<int>( place[Row] ) - around );
    end[0] = std::max( end[0], static_cast<int>( place[Column] ) + around + 1 );
    end[1] = std::max( end[1], static_cast<int>( place[Row] ) + around + 1 );
  }
  window.x = std::clamp( window.x, 0, grid.width - 1 );
  window.y = std::clamp( window.y, 0, grid.height - 1 );
  window.width = std::clamp( end[0], window.x + 1, grid.width ) - window.x;
  window.height = std::clamp( end[1], window.y + 1, grid.height ) - window.y;
  const GroundWindow ground( *mGround, window );

  const int width = endColumn - firstColumn;
  std::vector<float> before;
  std::vector<float> heights( width + 2 );
  std::vector<std::array<double, 2>> positions( width + 2 );
  for ( int line = firstLine - 1; line < firstLine + count; ++line )
  {
    const std::vector<Place> places = nodes.along( line );
    const std::vector<Place> next = nodes.along( line + 1 );
    for ( int i = 0; i < width + 2; ++i )
    {
      const Place &place = places[i];
      const float flat = ground.height( place[Column], place[Row] );
      const double earlier = place[LinesPerMetre] * flat;
      positions[i] = { place[Column] - earlier * ( next[i][Column] - place[Column] ),
                       place[Row] - earlier * ( next[i][Row] - place[Row] ) };
      heights[i] = flat == 0 ? flat : ground.height( positions[i][0], positions[i][1] );
    }
    if ( line >= firstLine )
    {
      Walk &walk = walks[line - firstLine];
      const std::size_t offset = static_cast<std::size_t>( line - firstLine ) * mRadar->frame().width;
      for ( int i = 1; i <= width; ++i )
      {
        const int column = firstColumn + i - 1;
        const Place &place = places[i];
        const double height = heights[i];
        const double flatRange = slant( column );
        const double cosine = place[Cosine];
        const double range =
            std::sqrt( flatRange * flatRange - 2 * height * flatRange * cosine + height * height );
        const double radius2 = place[Radius2] + height * ( 2 * place[AlongNormal] + height );
        const double nadir =
            ( place[Satellite2] + range * range - radius2 ) / ( 2 * range * std::sqrt( place[Satellite2] ) );
        float co = 0;
        float cross = 0;
        if ( nadir <= walk.horizon )
        {
          walk.horizon = nadir;
          const double rise = ( heights[i + 1] - heights[i - 1] ) / ( 2 * mRadar->frame().rangeSpacing );
          const double aside = ( heights[i] - before[i] ) / mAzimuthSpacing;
          const double normal = std::sqrt( 1 + rise * rise + aside * aside );
          const double local = ( rise * std::sqrt( 1 - cosine * cosine ) + cosine ) / normal;
          if ( local > 0 )
          {
            const GroundCell cell = ground.at( positions[i][0], positions[i][1] );
            const double relative = local / mReferenceCosine.value_or( cosine );
            const double fall =
                cell.exponent == 1 ? relative : std::exp( cell.exponent * std::log( relative ) );
            co = static_cast<float>( cell.sigma0 * fall * normal );
            cross = co / cell.crossRatio;
          }
        }
        const double guess = column - height * cosine / ( slant( column + 1 ) - flatRange );
        const double pixel = height == 0 ? column : pixelOf( range, guess );
        deposit( walk, pixel, co, cross, rows.co.data() + offset, rows.cross.data() + offset );
      }
    }
    before = heights;
  }
}

PictureRows GroundProjection::rows( int firstLine, int count ) const
{
  const int width = mRadar->frame().width;
  const std::size_t size = static_cast<std::size_t>( width ) * count;
  PictureRows rows{ std::vector<float>( size ), std::vector<float>( size ) };
  std::vector<Walk> walks( count );
  const int end = width + mMargin - 1;
  for ( int column = -mMargin; column < end; column += chunkColumns )
    walkChunk( firstLine, count, column, std::min( end, column + chunkColumns ), walks, rows );
  return rows;
}

} // namespace calving
