#include "model/sar/terrain/maskraster.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <set>

#include "model/base/listednames.h"
#include "model/base/numbertext.h"
#include "model/error.h"

namespace calving
{

namespace
{

//! Centres that lie on the border of two pixels of the mask belong to the right or lower one in spite of
//! rounding.
constexpr double rounding = 1e-6;

//! The smallest window of a raster of \a width x \a height around some of the \a positions inside it.
Window windowAround( const std::vector<double> &positions, int width, int height )
{
  double left = width;
  double top = height;
  double right = -1;
  double bottom = -1;
  for ( std::size_t i = 0; i < positions.size(); i += 2 )
  {
    const double x = positions[i];
    const double y = positions[i + 1];
    if ( !( x >= 0 && y >= 0 && x < width && y < height ) )
      continue;
    left = std::min( left, x );
    right = std::max( right, x );
    top = std::min( top, y );
    bottom = std::max( bottom, y );
  }
  if ( right < left )
    return {};
  const int x = static_cast<int>( left );
  const int y = static_cast<int>( top );
  return { x, y, static_cast<int>( right ) - x + 1, static_cast<int>( bottom ) - y + 1 };
}

//! Different values of a mask, as long as they are few: more are a map of something.
class FewValues
{
public:
  //! False where there are too many.
  bool add( const std::vector<float> &values )
  {
    for ( const float value : values )
      if ( value != mLast && value == value )
      {
        mLast = value;
        mValues.insert( value );
        if ( mValues.size() > most )
          return false;
      }
    return true;
  }
  const std::set<float> &values() const { return mValues; }

private:
  static constexpr std::size_t most = 24;
  std::set<float> mValues;
  float mLast = std::numeric_limits<float>::quiet_NaN();
};

//! Whether programs write \a value where they have nothing to say: the greatest of a type, and below zero.
bool isUsualFill( float value )
{
  constexpr float greatest[] = { 127, 255, 32767, 65535, 2147483647.0f, 4294967295.0f };
  return value < 0 ||
         std::find( std::begin( greatest ), std::end( greatest ), value ) != std::end( greatest );
}

/**
 * Beside classes 0, 1 and some more, a value that is none of them and usually stands for no data; 255 beside
 * 0 alone is how pictures have a mask.
 */
std::optional<float> strayValue( const std::set<float> &values )
{
  constexpr float mostClasses = 20;
  std::optional<float> stray;
  bool hasClass = false;
  int negatives = 0;
  for ( const float value : values )
  {
    const bool isClass = value >= 0 && value <= mostClasses && value == std::floor( value );
    negatives += value < 0;
    if ( negatives > 1 || ( !isClass && !isUsualFill( value ) ) )
      return std::nullopt; // a map of anything
    if ( !isClass )
      stray = value;
    hasClass = hasClass || ( isClass && value > 0 );
  }
  return hasClass ? stray : std::nullopt;
}

Error unclear( const RasterReader &mask, const std::string &value )
{
  return Error(
      "The mask " + mask.path() + " holds " + value +
      ", of which nothing says whether it lies inside. Declare it the raster's no-data value, in QGIS "
      "with “Translate” or with gdal_edit -a_nodata, or choose a mask of 0 and 1." );
}

} // namespace

void requireClearMask( const RasterReader &mask )
{
  FewValues few;
  const int strip = std::clamp( ( 1 << 22 ) / mask.width(), 1, mask.height() );
  for ( int y = 0; y < mask.height(); y += strip )
  {
    if ( !few.add( mask.readBand( 1, { 0, y, mask.width(), std::min( strip, mask.height() - y ) } ) ) )
      return;
    mask.forgetBlocks();
  }
  const std::optional<float> stray = strayValue( few.values() );
  if ( !stray )
    return;
  std::vector<std::string> classes;
  for ( const float value : few.values() )
    if ( value != *stray )
      classes.push_back( numberText( value ) );
  // As floats, the greatest numbers of 32 bits are one more than they are.
  constexpr float exactly = 1 << 24;
  const double number = static_cast<double>( *stray ) - ( *stray > exactly ? 1 : 0 );
  throw unclear( mask,
                 numberText( number, Decimals{ 0 } ) + " beside the classes " + listedNames( classes, 5 ) );
}

std::vector<std::uint8_t> insideMask( const RasterReader &mask, const Window &window )
{
  const std::vector<float> values = mask.readBand( 1, window );
  std::vector<std::uint8_t> inside( values.size() );
  // A map of anything is a mask as well, inside where it has data: what stands for none everywhere else may
  // not be taken for data.
  constexpr float usualHoles = -999;
  constexpr float beyondAll = 1e30f;
  const auto strange = std::find_if(
      values.begin(), values.end(), []( float value ) { return value <= usualHoles || value >= beyondAll; } );
  if ( strange != values.end() )
    throw unclear( mask, numberText( *strange ) );
  for ( std::size_t i = 0; i < values.size(); ++i )
    inside[i] = values[i] == values[i] && values[i] != 0 ? 1 : 0;
  return inside;
}

const RasterGrid &placedGrid( const RasterReader &mask )
{
  const RasterGrid &grid = mask.grid();
  if ( grid.crs.empty() || !grid.hasTransform )
    throw Error( "The mask " + mask.path() +
                 " has no coordinate reference system or no position. Assign them first." );
  return grid;
}

MaskRaster::MaskRaster( const RasterInput &input, const RasterGrid &grid )
  : mPool( input )
  , mRaster( placedGrid( *mPool.lend().operator->() ) )
  , mGrid( grid )
  , mToRaster( grid.crs, mRaster.crs )
{
  requireClearMask( *mPool.lend().operator->() );
}

std::vector<double> MaskRaster::positions( const Window &window ) const
{
  const auto nodes = [this]( std::vector<double> x, std::vector<double> y )
  {
    mToRaster.apply( x, y );
    std::vector<double> values;
    for ( std::size_t i = 0; i < x.size(); ++i )
    {
      const std::array<double, 2> position = mRaster.toPixel( x[i], y[i] );
      values.insert( values.end(), { position[0] + rounding, position[1] + rounding } );
    }
    return values;
  };
  const Lattice lattice( mGrid, window, 2, nodes );
  const auto width = static_cast<std::size_t>( window.width );
  std::vector<double> row( 2 * width );
  std::vector<double> result;
  result.reserve( 2 * width * window.height );
  for ( int y = 0; y < window.height; ++y )
  {
    lattice.row( y, row.data() );
    for ( std::size_t x = 0; x < width; ++x )
      result.insert( result.end(), { row[x], row[width + x] } );
  }
  return result;
}

void MaskRaster::read( const Window &window, float *values ) const
{
  const std::vector<double> where = positions( window );
  const Window needed = windowAround( where, mRaster.width, mRaster.height );
  std::fill_n( values, where.size() / 2, 0.0f );
  if ( needed.width == 0 )
    return;
  const std::vector<std::uint8_t> inside = insideMask( *mPool.lend().operator->(), needed );
  for ( std::size_t i = 0; i < where.size() / 2; ++i )
  {
    const double column = where[2 * i] - needed.x;
    const double row = where[2 * i + 1] - needed.y;
    if ( column >= 0 && row >= 0 && column < needed.width && row < needed.height )
      values[i] = inside[static_cast<std::size_t>( row ) * needed.width + static_cast<std::size_t>( column )];
  }
}

} // namespace calving
