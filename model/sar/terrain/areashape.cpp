#include "model/sar/terrain/areashape.h"

#include <algorithm>
#include <cmath>

#include "model/error.h"
#include "model/geometry/areamask.h"
#include "model/sar/terrain/maskraster.h"

namespace calving
{

namespace
{

class InsidePolygons : public BlockSource
{
public:
  InsidePolygons( const RasterGrid &grid, const DrawnPolygons &polygons )
    : mHeight( grid.height )
    , mMask( grid, polygons )
  {
  }

  using BlockSource::read;
  int width() const override { return mMask.pixels().width(); }
  int height() const override { return mHeight; }
  void read( const Window &window, float *values ) const override
  {
    std::vector<std::uint8_t> row( width() );
    for ( int y = window.y; y < window.y + window.height; ++y )
    {
      mMask.pixels().copyRow( y, row.data() );
      values = std::copy_n( row.data() + window.x, window.width, values );
    }
  }

private:
  int mHeight;
  AreaMask mMask;
};

class KeptInside : public BlockSource
{
public:
  KeptInside( std::shared_ptr<const BlockSource> source, std::shared_ptr<const BlockSource> inside,
              float outside )
    : mSource( std::move( source ) )
    , mInside( std::move( inside ) )
    , mOutside( outside )
  {
  }

  using BlockSource::read;
  int width() const override { return mSource->width(); }
  int height() const override { return mSource->height(); }
  void read( const Window &window, float *values ) const override
  {
    const std::vector<float> inside = mInside->read( window );
    if ( std::find_if( inside.begin(), inside.end(), []( float v ) { return v != 0; } ) == inside.end() )
    {
      std::fill_n( values, inside.size(), mOutside );
      return;
    }
    mSource->read( window, values );
    for ( const float kept : inside )
    {
      *values = kept != 0 ? *values : mOutside;
      ++values;
    }
  }

private:
  std::shared_ptr<const BlockSource> mSource;
  std::shared_ptr<const BlockSource> mInside;
  float mOutside;
};

//! The window of \a mask around its pixels that are inside; empty if there are none.
Window usedPart( const RasterReader &mask )
{
  int left = mask.width();
  int right = -1;
  int top = -1;
  int bottom = -1;
  for ( int y = 0; y < mask.height(); ++y )
  {
    const std::vector<std::uint8_t> row = insideMask( mask, { 0, y, mask.width(), 1 } );
    const auto first = std::find( row.begin(), row.end(), 1 );
    if ( first == row.end() )
      continue;
    left = std::min( left, static_cast<int>( first - row.begin() ) );
    right = std::max( right, static_cast<int>( row.rend() - std::find( row.rbegin(), row.rend(), 1 ) ) );
    top = top < 0 ? y : top;
    bottom = y + 1;
  }
  return right < 0 ? Window{} : Window{ left, top, right - left, bottom - top };
}

} // namespace

std::shared_ptr<const BlockSource> insideOf( const AreaShape &shape, const RasterGrid &grid )
{
  std::shared_ptr<const BlockSource> inside;
  if ( !shape.mask.isEmpty() )
    inside = std::make_shared<MaskRaster>( shape.mask, grid );
  if ( shape.polygons.isEmpty() )
    return inside;
  const std::shared_ptr<const BlockSource> polygons =
      std::make_shared<InsidePolygons>( grid, shape.polygons );
  return inside ? keptInside( polygons, inside, 0.0f ) : polygons;
}

std::shared_ptr<const BlockSource> keptInside( std::shared_ptr<const BlockSource> source,
                                               std::shared_ptr<const BlockSource> inside, float outside )
{
  return std::make_shared<KeptInside>( std::move( source ), std::move( inside ), outside );
}

std::vector<std::array<double, 2>> outlineOf( const RasterInput &mask )
{
  const RasterReader reader( mask );
  const RasterGrid &grid = placedGrid( reader );
  requireClearMask( reader );
  const Window part = usedPart( reader );
  if ( part.width == 0 )
    throw Error( "The mask " + mask.path + " has no pixel other than 0 and no data. Choose one that has." );
  constexpr int sides = 32; // straight edges bend in radar geometry
  std::vector<std::array<double, 2>> outline;
  for ( int i = 0; i <= sides; ++i )
    for ( int j = 0; j <= sides; ++j )
      if ( i == 0 || j == 0 || i == sides || j == sides )
        outline.push_back( grid.toMap( part.x + static_cast<double>( part.width ) * i / sides,
                                       part.y + static_cast<double>( part.height ) * j / sides ) );
  outline = MapTransform( grid.crs, geographicCrs ).applied( outline );
  if ( std::any_of( outline.begin(), outline.end(),
                    []( const std::array<double, 2> &place )
                    { return !std::isfinite( place[0] + place[1] ); } ) )
    throw Error( "The mask " + mask.path +
                 " reaches places without longitude and latitude. Check its coordinate reference system." );
  return outline;
}

} // namespace calving
