#include "model/simulate/product/groundprojection.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace calving
{

namespace
{

// So small that a slanted window of the ground holds few cells in vain.
constexpr int chunkColumns = 128;

} // namespace

//! What a stretch of one pixel of flat ground returns.
struct GroundProjection::Echo
{
  float co = 0;
  float cross = 0;
};

//! Where a line's walk from near to far range stands.
struct GroundProjection::Walk
{
  float *coRow = nullptr;
  float *crossRow = nullptr;
  int column = 0;
  bool begun = false;
  double pixel = 0;
  Echo echo;
  //! Cosine of the angle from the nadir up to which the ground so far shades what follows.
  double horizon = 2;
};

//! The ground along a stretch of a line and one column before and after it.
struct GroundProjection::Heights
{
  std::vector<GroundPlace> places;
  std::vector<float> metres;
  //! Where the ground that shows there lies on its grid.
  std::vector<std::array<double, 2>> cells;
};

int GroundProjection::margin( const RadarGeometry &radar, double highest )
{
  const RadarPosition near{ 0.5 * radar.frame().height, 0 };
  const Vector3 satellite = radar.orbit().at( radar.seenAt( near ).time ).position;
  const double angle = incidenceAngle( satellite, radar.point( near, 0 ) ) * degree;
  const double aside = 1.2 * std::max( 0.0, highest ) / std::tan( angle );
  return static_cast<int>( aside / radar.frame().rangeSpacing ) + 16;
}

GroundProjection::GroundProjection( std::shared_ptr<const RadarGeometry> radar,
                                    std::shared_ptr<const RadarGround> ground,
                                    std::optional<double> referenceIncidence, double azimuthSpacing )
  : mRadar( std::move( radar ) )
  , mGround( std::move( ground ) )
  , mAzimuthSpacing( azimuthSpacing )
  , mMargin( margin( *mRadar, mGround->highest() ) )
  , mToMap( geographicCrs, mGround->grid().crs )
{
  if ( referenceIncidence )
    mReferenceCosine = std::cos( *referenceIncidence * degree );
  const double middle = 0.5 * mRadar->frame().height;
  for ( int column = -mMargin - 1; column <= mRadar->frame().width + mMargin; ++column )
    mSlant.push_back( mRadar->seenAt( { middle, static_cast<double>( column ) } ).range );
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
void GroundProjection::deposit( Walk &walk, double pixel, const Echo &echo ) const
{
  if ( walk.begun )
  {
    const double low = std::min( walk.pixel, pixel ) + 0.5;
    const double high = std::max( { walk.pixel + 0.5, pixel + 0.5, low + 1e-9 } );
    const int first = std::max( 0, static_cast<int>( std::floor( low ) ) );
    const int last = std::min( mRadar->frame().width - 1, static_cast<int>( std::floor( high ) ) );
    for ( int column = first; column <= last; ++column )
    {
      const double share =
          ( std::min( high, column + 1.0 ) - std::max<double>( low, column ) ) / ( high - low );
      walk.coRow[column] += static_cast<float>( 0.5 * share * ( echo.co + walk.echo.co ) );
      walk.crossRow[column] += static_cast<float>( 0.5 * share * ( echo.cross + walk.echo.cross ) );
    }
  }
  walk.begun = true;
  walk.pixel = pixel;
  walk.echo = echo;
}

// The vertical is not quite at right angles to the flight: what is high shows some lines later or earlier.
GroundProjection::Heights GroundProjection::heightsAt( std::vector<GroundPlace> places,
                                                       const std::vector<GroundPlace> &next,
                                                       const GroundWindow &ground ) const
{
  Heights heights{ std::move( places ), {}, {} };
  for ( std::size_t i = 0; i < next.size(); ++i )
  {
    const GroundPlace &place = heights.places[i];
    const double column = place[GroundPlace::Column];
    const double row = place[GroundPlace::Row];
    const float guess = ground.height( column, row );
    const double lines = place[GroundPlace::LinesPerMetre] * guess;
    heights.cells.push_back( { column - lines * ( next[i][GroundPlace::Column] - column ),
                               row - lines * ( next[i][GroundPlace::Row] - row ) } );
    heights.metres.push_back( guess == 0 ? guess
                                         : ground.height( heights.cells[i][0], heights.cells[i][1] ) );
  }
  return heights;
}

GroundProjection::Echo GroundProjection::echoOf( const GroundCell &cell, double cosine, double rise,
                                                 double aside ) const
{
  if ( rise == 0 && aside == 0 && cell.exponent == 1 && !mReferenceCosine )
    return { cell.sigma0, cell.sigma0 / cell.crossRatio };
  const double area = std::sqrt( 1 + rise * rise + aside * aside );
  const double local = ( rise * std::sqrt( 1 - cosine * cosine ) + cosine ) / area;
  if ( local <= 0 )
    return {};
  const double relative = local / mReferenceCosine.value_or( cosine );
  const double fall = cell.exponent == 1 ? relative : std::exp( cell.exponent * std::log( relative ) );
  const float co = static_cast<float>( cell.sigma0 * fall * area );
  return { co, co / cell.crossRatio };
}

void GroundProjection::walkLine( const Heights &before, const Heights &here, const GroundWindow &ground,
                                 Walk &walk ) const
{
  for ( std::size_t i = 1; i + 1 < here.metres.size(); ++i, ++walk.column )
  {
    const GroundPlace &place = here.places[i];
    const double height = here.metres[i];
    const double flat = slant( walk.column );
    const double cosine = place[GroundPlace::Cosine];
    const double range =
        height == 0 ? flat : std::sqrt( flat * flat - 2 * height * flat * cosine + height * height );
    const double radius2 =
        place[GroundPlace::Radius2] + height * ( 2 * place[GroundPlace::AlongNormal] + height );
    const double distance = place[GroundPlace::Satellite];
    const double nadir = ( distance * distance + range * range - radius2 ) / ( 2 * range * distance );
    Echo echo;
    if ( nadir <= walk.horizon )
    {
      walk.horizon = nadir;
      const double rise = ( here.metres[i + 1] - here.metres[i - 1] ) / ( 2 * mRadar->frame().rangeSpacing );
      const double aside = ( here.metres[i] - before.metres[i] ) / mAzimuthSpacing;
      echo = echoOf( ground.at( here.cells[i][0], here.cells[i][1] ), cosine, rise, aside );
    }
    const double guess = walk.column - height * cosine / ( slant( walk.column + 1 ) - flat );
    deposit( walk, height == 0 ? walk.column : pixelOf( range, guess ), echo );
  }
}

void GroundProjection::walkChunk( int firstLine, int count, int firstColumn, int endColumn,
                                  std::vector<Walk> &walks ) const
{
  const RasterGrid &grid = mGround->grid();
  const GroundPlaces places( *mRadar, grid, mToMap,
                             { firstLine - 1, firstLine + count, firstColumn - 1, endColumn } );
  const GroundWindow ground( *mGround, places.window( grid ) );
  Heights before;
  std::vector<GroundPlace> current = places.along( firstLine - 1 );
  for ( int line = -1; line < count; ++line )
  {
    std::vector<GroundPlace> next = places.along( firstLine + line + 1 );
    Heights here = heightsAt( std::move( current ), next, ground );
    if ( line >= 0 )
    {
      walks[line].column = firstColumn;
      walkLine( before, here, ground, walks[line] );
    }
    before = std::move( here );
    current = std::move( next );
  }
}

PictureRows GroundProjection::rows( int firstLine, int count ) const
{
  const std::size_t width = static_cast<std::size_t>( mRadar->frame().width );
  PictureRows rows{ std::vector<float>( width * count ), std::vector<float>( width * count ) };
  std::vector<Walk> walks( count );
  for ( int line = 0; line < count; ++line )
  {
    walks[line].coRow = rows.co.data() + line * width;
    walks[line].crossRow = rows.cross.data() + line * width;
  }
  const int end = mRadar->frame().width + mMargin - 1;
  for ( int column = -mMargin; column < end; column += chunkColumns )
    walkChunk( firstLine, count, column, std::min( end, column + chunkColumns ), walks );
  return rows;
}

} // namespace calving
