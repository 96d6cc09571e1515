#include "model/sar/terrain/layovershadow.h"

#include <algorithm>
#include <cmath>

#include "model/sar/terrain/viewgeometry.h"

namespace calving
{

namespace
{

//! Terrain that the survey's points may have missed, m.
constexpr double missedHeight = 500.0;
constexpr int mostSteps = 1000;

//! Heights of a part of the grid.
struct Relief
{
  Window area;
  std::vector<float> heights;
  double lowest = 0;
  double highest = 0;

  //! Bilinear at the pixel position (x, y) of the grid; NaN outside.
  double at( double x, double y ) const
  {
    // Counted from the grid's corner, so that rounding does not depend on the area.
    const double left = std::floor( x );
    const double top = std::floor( y );
    const int column = static_cast<int>( left ) - area.x;
    const int row = static_cast<int>( top ) - area.y;
    if ( column < 0 || row < 0 || column >= area.width || row >= area.height )
      return NAN;
    const int right = std::min( column + 1, area.width - 1 );
    const int bottom = std::min( row + 1, area.height - 1 );
    const auto height = [this]( int c, int r )
    { return static_cast<double>( heights[static_cast<std::size_t>( r ) * area.width + c] ); };
    const double above =
        height( column, row ) + ( x - left ) * ( height( right, row ) - height( column, row ) );
    const double below =
        height( column, bottom ) + ( x - left ) * ( height( right, bottom ) - height( column, bottom ) );
    return above + ( y - top ) * ( below - above );
  }
};

//! One step along the ground towards the radar.
struct Step
{
  double x = 0;
  double y = 0;
  double metres = 1;
  double tangent = 1;
};

Step stepOf( const View &view )
{
  const double horizontal = std::hypot( view.along, view.down );
  const double x = view.along / horizontal / view.columnMetres;
  const double y = view.down / horizontal / view.rowMetres;
  const double pixels = std::max( std::abs( x ), std::abs( y ) ); // by metre: a step is a pixel
  return { x / pixels, y / pixels, 1 / pixels, horizontal / view.up };
}

struct Finding
{
  bool layover = false;
  bool shadow = false;
};

Finding look( const Relief &relief, double x, double y, const Step &step )
{
  const double here = relief.at( x, y );
  const double rise = relief.highest - here;
  const double fall = here - relief.lowest;
  Finding finding;
  // In front of the pixel, towards the radar.
  const double frontReach = std::max( rise * step.tangent, fall / step.tangent );
  for ( int i = 1; i * step.metres <= frontReach; ++i )
  {
    const double distance = i * step.metres;
    const double higher = relief.at( x + i * step.x, y + i * step.y ) - here;
    if ( higher != higher )
      break;
    finding.shadow = finding.shadow || higher >= distance / step.tangent;
    finding.layover = finding.layover || higher <= -distance * step.tangent;
  }
  for ( int i = 1; i * step.metres <= rise / step.tangent && !finding.layover; ++i )
  {
    const double higher = relief.at( x - i * step.x, y - i * step.y ) - here;
    if ( higher != higher )
      break;
    finding.layover = higher >= i * step.metres * step.tangent;
  }
  return finding;
}

Visibility visibility( const Finding &finding )
{
  if ( finding.layover )
    return finding.shadow ? Visibility::LayoverAndShadow : Visibility::Layover;
  return finding.shadow ? Visibility::Shadow : Visibility::Visible;
}

class LayoverAndShadow : public BlockSource
{
public:
  LayoverAndShadow( std::shared_ptr<const MapGeometry> geometry, std::shared_ptr<const BlockSource> heights,
                    const TerrainSurvey &survey )
    : mGeometry( std::move( geometry ) )
    , mHeights( std::move( heights ) )
  {
    // Sentinel-1 looks at 18 to 47 degrees: neither tangent exceeds 3.1.
    const double relief = survey.highest > survey.lowest ? survey.highest - survey.lowest + missedHeight : 0;
    const std::array<double, 2> size = mGeometry->grid().pixelSizeMetres();
    mMargin =
        static_cast<int>( std::min( 3.1 * relief / std::min( size[0], size[1] ), mostSteps + 0.0 ) ) + 1;
  }

  using BlockSource::read;
  int width() const override { return mHeights->width(); }
  int height() const override { return mHeights->height(); }

  void read( const Window &window, float *values ) const override
  {
    Relief relief{ grown( window, mMargin, width(), height() ), {}, 0, 0 };
    relief.heights = mHeights->read( relief.area );
    const auto range = std::minmax_element( relief.heights.begin(), relief.heights.end() );
    relief.lowest = *range.first;
    relief.highest = *range.second;
    const std::vector<float> centre = mHeights->read( window );
    const std::vector<View> view = views( *mGeometry, window, centre.data() );
    const std::vector<RadarPosition> positions = mGeometry->positions( window, centre.data() );
    for ( std::size_t i = 0; i < centre.size(); ++i )
    {
      const double x = window.x + static_cast<double>( i % window.width );
      const double y = window.y + static_cast<double>( i / window.width );
      values[i] =
          static_cast<float>( isShown( positions[i] ) ? visibility( look( relief, x, y, stepOf( view[i] ) ) )
                                                      : Visibility::Outside );
    }
  }

private:
  bool isShown( const RadarPosition &at ) const
  {
    const RadarFrame &frame = mGeometry->radar().frame();
    return at.line >= -0.5 && at.pixel >= -0.5 && at.line < frame.height - 0.5 &&
           at.pixel < frame.width - 0.5;
  }

  std::shared_ptr<const MapGeometry> mGeometry;
  std::shared_ptr<const BlockSource> mHeights;
  int mMargin = 0;
};

} // namespace

std::shared_ptr<const BlockSource> layoverAndShadow( std::shared_ptr<const MapGeometry> geometry,
                                                     std::shared_ptr<const BlockSource> heights,
                                                     const TerrainSurvey &survey )
{
  return std::make_shared<LayoverAndShadow>( std::move( geometry ), std::move( heights ), survey );
}

} // namespace calving
