#include "model/sar/calibration/scenearea.h"

#include <algorithm>
#include <cmath>

namespace calving
{

namespace
{

class Cropped : public BlockSource
{
public:
  Cropped( std::shared_ptr<const BlockSource> source, const Window &window )
    : mSource( std::move( source ) )
    , mWindow( window )
  {
  }
  using BlockSource::read;
  int width() const override { return mWindow.width; }
  int height() const override { return mWindow.height; }
  void read( const Window &window, float *values ) const override
  {
    mSource->read( { mWindow.x + window.x, mWindow.y + window.y, window.width, window.height }, values );
  }

private:
  std::shared_ptr<const BlockSource> mSource;
  Window mWindow;
};

//! Smallest rectangle of pixels around some positions.
struct Bounds
{
  double left = 1e12;
  double top = 1e12;
  double right = -1e12;
  double bottom = -1e12;

  void add( const RadarPosition &position )
  {
    left = std::min( left, position.pixel );
    right = std::max( right, position.pixel );
    top = std::min( top, position.line );
    bottom = std::max( bottom, position.line );
  }
};

} // namespace

Window windowOf( const std::vector<LonLat> &area, const RadarGeometry &geometry, double lowest,
                 double highest, const PartRules &rules )
{
  Bounds bounds;
  for ( const LonLat &corner : area )
    for ( const double height : { lowest, highest } )
    {
      const Vector3 point = toCartesian( fromDegrees( corner[0], corner[1], height ) );
      bounds.add( geometry.position( point, geometry.middleTime() ) );
    }
  const RadarFrame &frame = geometry.frame();
  const auto within = []( double value, int size )
  { return static_cast<int>( std::clamp( std::round( value ), 0.0, static_cast<double>( size ) ) ); };
  const int left =
      within( bounds.left - rules.margin[0], frame.width ) / rules.multiple[0] * rules.multiple[0];
  const int top =
      within( bounds.top - rules.margin[1], frame.height ) / rules.multiple[1] * rules.multiple[1];
  const int right = within( bounds.right + rules.margin[0], frame.width );
  const int bottom = within( bounds.bottom + rules.margin[1], frame.height );
  const bool touches = bounds.right >= 0 && bounds.bottom >= 0 && bounds.left <= frame.width - 1 &&
                       bounds.top <= frame.height - 1;
  if ( !touches || left >= right || top >= bottom )
    throw Error( "The area lies outside the scene. Choose an area that the scene shows, or leave it empty." );
  return { left, top, right - left, bottom - top };
}

std::shared_ptr<const BlockSource> cropped( std::shared_ptr<const BlockSource> source, const Window &window )
{
  return std::make_shared<Cropped>( std::move( source ), window );
}

} // namespace calving
