#include "model/train/report/predictionpicture.h"

#include <algorithm>
#include <array>

#include "model/train/data/scenesource.h"
#include "model/train/report/frontscores.h"

namespace calving
{

namespace
{

using Colour = std::array<std::uint8_t, 3>;

// Dark for N/A, then rock, glacier and ocean in colours that stay apart in the usual kinds of colour
// blindness.
constexpr std::array<Colour, 4> zoneColours{
    Colour{ 40, 40, 40 }, { 150, 110, 70 }, { 160, 215, 240 }, { 20, 60, 140 } };
constexpr Colour trueFront{ 0, 220, 80 };
constexpr Colour predictedFront{ 255, 40, 40 };

//! Every n-th pixel, so that the long side stays small.
class Reduced
{
public:
  explicit Reduced( const SceneInfo &info )
    : mStep( ( std::max( info.width, info.height ) + 383 ) / 384 )
    , mSourceWidth( info.width )
    , width( ( info.width + mStep - 1 ) / mStep )
    , height( ( info.height + mStep - 1 ) / mStep )
  {
  }

  std::size_t sourceIndex( int x, int y ) const
  {
    return static_cast<std::size_t>( y ) * mStep * mSourceWidth + static_cast<std::size_t>( x ) * mStep;
  }
  std::size_t reducedIndex( std::size_t source ) const
  {
    return ( source / mSourceWidth / mStep ) * width + source % mSourceWidth / mStep;
  }

private:
  int mStep;
  int mSourceWidth;

public:
  const int width;
  const int height;
};

template <typename ColourOf>
Picture paint( const Reduced &reduced, const std::string &caption, const ColourOf &colourOf )
{
  Picture picture{ caption, reduced.width, reduced.height, {} };
  for ( int y = 0; y < reduced.height; ++y )
    for ( int x = 0; x < reduced.width; ++x )
    {
      const Colour colour = colourOf( reduced.sourceIndex( x, y ) );
      picture.values.insert( picture.values.end(), colour.begin(), colour.end() );
    }
  return picture;
}

//! Fronts are a pixel wide: every pixel of theirs is drawn, so that reducing does not break them.
void drawFront( Picture &picture, const Reduced &reduced, const std::vector<std::uint8_t> &front,
                const Colour &colour )
{
  for ( std::size_t i = 0; i < front.size(); ++i )
    if ( front[i] )
      std::copy( colour.begin(), colour.end(), picture.values.begin() + 3 * reduced.reducedIndex( i ) );
}

} // namespace

std::vector<Picture> predictionPictures( SceneSource &source, int scene,
                                         const std::vector<std::uint8_t> &zones )
{
  const SceneInfo &info = source.info( scene );
  const Reduced reduced( info );
  const std::vector<std::uint8_t> grey = source.readGrey( scene, wholeScene( info ) );
  const std::vector<std::uint8_t> truth = source.readZones( scene, wholeScene( info ) );
  Picture image = paint( reduced, info.name + ": true front green, predicted front red",
                         [&]( std::size_t i ) {
                           return Colour{ grey[i], grey[i], grey[i] };
                         } );
  drawFront( image, reduced, referenceFront( source, scene ), trueFront );
  drawFront( image, reduced, sceneFront( zones, info ), predictedFront );
  return { image, paint( reduced, "true zones", [&]( std::size_t i ) { return zoneColours[truth[i]]; } ),
           paint( reduced, "predicted zones", [&]( std::size_t i ) { return zoneColours[zones[i]]; } ) };
}

} // namespace calving
