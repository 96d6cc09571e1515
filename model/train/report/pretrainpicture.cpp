#include "model/train/report/pretrainpicture.h"

#include <algorithm>
#include <array>

namespace calving
{

namespace
{

constexpr int tokenSide = 4;
constexpr std::array<int, 3> falseColours{ 10, 7, 3 };
constexpr std::array<std::uint8_t, 3> maskColour{ 200, 60, 60 };

std::array<int, 3> shownBands( int bands )
{
  return bands > falseColours[0] ? falseColours : std::array<int, 3>{ 0, 0, 0 };
}

//! Values that become black and white.
struct Stretch
{
  int low = 0;
  int high = 255;

  explicit Stretch( std::vector<std::uint8_t> values )
  {
    const auto at = [&values]( double share )
    {
      const auto place = values.begin() + static_cast<std::ptrdiff_t>( share * ( values.size() - 1 ) );
      std::nth_element( values.begin(), place, values.end() );
      return *place;
    };
    low = at( 0.02 );
    high = std::max<int>( at( 0.98 ), low + 1 );
  }

  std::uint8_t operator()( std::uint8_t value ) const
  {
    return static_cast<std::uint8_t>( std::clamp( 255 * ( value - low ) / ( high - low ), 0, 255 ) );
  }
};

Picture greyPicture( const Reconstruction &example, const std::string &caption )
{
  Picture picture{ caption, example.side, example.side, {} };
  for ( std::uint8_t value : example.grey )
    picture.values.insert( picture.values.end(), 3, value );
  return picture;
}

Picture maskedPicture( const Reconstruction &example )
{
  Picture picture = greyPicture( example, "what the network saw; red: masked" );
  const int perRow = example.side / tokenSide;
  for ( std::int32_t token : example.mask )
    for ( int pixel = 0; pixel < tokenSide * tokenSide; ++pixel )
    {
      const int row = token / perRow * tokenSide + pixel / tokenSide;
      const int column = token % perRow * tokenSide + pixel % tokenSide;
      std::copy( maskColour.begin(), maskColour.end(),
                 picture.values.begin() +
                     3 * ( static_cast<std::ptrdiff_t>( row ) * example.side + column ) );
    }
  return picture;
}

Picture colourPicture( const Reconstruction &example, const std::vector<std::uint8_t> &image,
                       const std::string &caption )
{
  const std::size_t pixels = static_cast<std::size_t>( example.side ) * example.side;
  Picture picture{ caption, example.side, example.side, std::vector<std::uint8_t>( 3 * pixels ) };
  const std::array<int, 3> bands = shownBands( example.bands );
  for ( int colour = 0; colour < 3; ++colour )
  {
    const std::size_t begin = bands[colour] * pixels;
    const auto first = example.truth.begin() + static_cast<std::ptrdiff_t>( begin );
    const Stretch stretch( { first, first + static_cast<std::ptrdiff_t>( pixels ) } );
    for ( std::size_t i = 0; i < pixels; ++i )
      picture.values[3 * i + colour] = stretch( image[begin + i] );
  }
  return picture;
}

} // namespace

std::vector<Picture> reconstructionPictures( const Reconstruction &example, const std::string &name )
{
  std::vector<Picture> pictures{ greyPicture( example, name + ": SAR" ) };
  if ( !example.mask.empty() )
    pictures.push_back( maskedPicture( example ) );
  const std::string what = example.bands > falseColours[0] ? "optical image (B11, B8, B4)" : "SAR image";
  pictures.push_back( colourPicture( example, example.predicted, "predicted " + what ) );
  pictures.push_back( colourPicture( example, example.truth, "true " + what ) );
  return pictures;
}

} // namespace calving
