#include "model/sar/terrain/illuminatedground.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/sar/terrain/heightlattice.h"
#include "model/sar/terrain/rangepixels.h"

namespace calving
{

namespace
{

//! Points of the profiles that are looked at in one go: a line is long and lies slanted on the terrain model.
constexpr int chunk = 256;
//! Time, range and elevation of the line of sight (radians from the satellite's nadir).
constexpr int functions = 3;

//! A point of a profile, as the radar sees it.
struct Sight
{
  double line = NAN;
  double pixel = NAN;
  double range = 0;
  double elevation = 0;
};

//! The sums of whole lines of a picture.
class Lines
{
public:
  Lines( int width, int first, int count, double lineShare )
    : mWidth( width )
    , mFirst( first )
    , mCount( count )
    , mHalf( 0.5 * lineShare )
    , mSums( static_cast<std::size_t>( width ) * count, 0.0 )
  {
  }

  //! Spreads \a metres evenly over the pixels from \a from to \a to, around the line \a line.
  void add( double line, double from, double to, double metres )
  {
    // The pixel i covers i to i + 1 here.
    const double top = line - mHalf + 0.5 - mFirst;
    const double bottom = line + mHalf + 0.5 - mFirst;
    const int last = std::min( mCount - 1, static_cast<int>( std::floor( bottom ) ) );
    for ( int y = std::max( 0, static_cast<int>( std::floor( top ) ) ); y <= last; ++y )
    {
      const double share = std::min( y + 1.0, bottom ) - std::max( y + 0.0, top );
      if ( share > 0 )
        addRow( y, std::min( from, to ) + 0.5, std::max( from, to ) + 0.5, share * metres );
    }
  }

  const double *row( int line ) const { return &mSums[static_cast<std::size_t>( line - mFirst ) * mWidth]; }

private:
  void addRow( int y, double left, double right, double metres )
  {
    const int first = std::max( 0, static_cast<int>( std::floor( left ) ) );
    const int last = std::min( mWidth - 1, static_cast<int>( std::floor( right ) ) );
    double *sums = &mSums[static_cast<std::size_t>( y ) * mWidth];
    if ( right - left < 1e-9 )
    {
      if ( first <= last )
        sums[first] += metres;
      return;
    }
    for ( int x = first; x <= last; ++x )
      sums[x] +=
          std::max( 0.0, std::min( x + 1.0, right ) - std::max( x + 0.0, left ) ) / ( right - left ) * metres;
  }

  int mWidth;
  int mFirst;
  int mCount;
  double mHalf;
  std::vector<double> mSums;
};

//! One profile on its way from near to far.
class Profile
{
public:
  explicit Profile( RangePixels pixels )
    : mPixels( std::move( pixels ) )
  {
  }

  double pixel( double range ) const { return mPixels.pixel( range ); }

  //! Goes on to the next point; what is newly seen goes to \a lines.
  void follow( const Sight &next, Lines &lines )
  {
    const double rise = next.elevation - mLast.elevation;
    const double seen = next.elevation - std::max( mHorizon, mLast.elevation );
    if ( seen > 0 && rise > 0 && mLast.pixel == mLast.pixel && next.pixel == next.pixel )
    {
      // Of a piece that comes out of a shadow, only the upper part is seen.
      const double from = next.pixel - seen / rise * ( next.pixel - mLast.pixel );
      lines.add( 0.5 * ( mLast.line + next.line ), from, next.pixel,
                 seen * 0.5 * ( mLast.range + next.range ) );
    }
    mHorizon = std::max( mHorizon, next.elevation );
    mLast = next;
  }

private:
  RangePixels mPixels;
  Sight mLast;
  double mHorizon = -HUGE_VAL;
};

class IlluminatedGround : public BlockSource
{
public:
  IlluminatedGround( std::shared_ptr<const ProfileGrid> profiles, std::shared_ptr<const BlockSource> heights )
    : mProfiles( std::move( profiles ) )
    , mHeights( std::move( heights ) )
    , mToDegrees( mProfiles->ground().crs, geographicCrs )
  {
  }

  using BlockSource::read;
  int width() const override { return mProfiles->radar().frame().width; }
  int height() const override { return mProfiles->radar().frame().height; }

  void read( const Window &window, float *values ) const override
  {
    Lines lines( width(), window.y, window.height, 1.0 / mProfiles->finer() );
    const ProfileGrid::Rows rows = mProfiles->rowsFor( window.y, window.height );
    std::vector<Profile> profiles = begin( rows );
    for ( int x = 0; x < mHeights->width(); x += chunk )
      follow( { x, rows.first, std::min( chunk, mHeights->width() - x ), rows.count }, profiles, lines );
    for ( int y = window.y; y < window.y + window.height; ++y )
      values = std::transform( lines.row( y ) + window.x, lines.row( y ) + window.x + window.width, values,
                               []( double sum ) { return static_cast<float>( sum ); } );
  }

private:
  std::vector<Profile> begin( const ProfileGrid::Rows &rows ) const
  {
    const RadarGeometry &radar = mProfiles->radar();
    const double right = radar.frame().width - 1.0;
    std::vector<Profile> profiles;
    for ( int row = rows.first; row < rows.first + rows.count; ++row )
    {
      const ZeroDoppler near = radar.seenAt( { mProfiles->line( row ), 0 } );
      const double far = radar.seenAt( { mProfiles->line( row ), right } ).range;
      constexpr double outside = 1000.0; // pieces that begin or end outside the picture
      profiles.emplace_back( RangePixels( radar, near.time, near.range - outside, far + outside ) );
    }
    return profiles;
  }

  //! Time, range and elevation at \a place.
  void look( const Geodetic &place, std::vector<double> &values ) const
  {
    const Orbit &orbit = mProfiles->radar().orbit();
    const Vector3 point = toCartesian( place );
    const ZeroDoppler seen = zeroDoppler( orbit, point, mProfiles->radar().middleTime() );
    const Vector3 satellite = orbit.at( seen.time ).position;
    const double cosine = dot( satellite - point, satellite ) / ( seen.range * length( satellite ) );
    values = { seen.time, seen.range, std::acos( cosine ) };
  }

  void follow( const Window &window, std::vector<Profile> &profiles, Lines &lines ) const
  {
    std::vector<float> heights = mHeights->read( window );
    for ( float &height : heights )
      height = std::clamp( height, static_cast<float>( ProfileGrid::lowest ),
                           static_cast<float>( ProfileGrid::highest ) );
    const HeightLattice lattice( mProfiles->ground(), mToDegrees, window, functions,
                                 [this]( const Geodetic &place, std::vector<double> &values )
                                 { look( place, values ); } );
    const RadarGeometry &radar = mProfiles->radar();
    std::vector<double> seen( static_cast<std::size_t>( functions ) * window.width );
    for ( int y = 0; y < window.height; ++y )
    {
      lattice.row( y, &heights[static_cast<std::size_t>( y ) * window.width], seen.data() );
      const double *range = seen.data() + window.width;
      for ( int x = 0; x < window.width; ++x )
        profiles[y].follow( { radar.line( { seen[x], range[x] } ), profiles[y].pixel( range[x] ), range[x],
                              range[x + window.width] },
                            lines );
    }
  }

  std::shared_ptr<const ProfileGrid> mProfiles;
  std::shared_ptr<const BlockSource> mHeights;
  MapTransform mToDegrees;
};

} // namespace

std::shared_ptr<const BlockSource> illuminatedGround( std::shared_ptr<const ProfileGrid> profiles,
                                                      std::shared_ptr<const BlockSource> heights )
{
  return std::make_shared<IlluminatedGround>( std::move( profiles ), std::move( heights ) );
}

} // namespace calving
