#include "model/dataset/opticalunits.h"

#include <algorithm>
#include <cmath>

#include "model/base/listednames.h"
#include "model/base/numbertext.h"
#include "model/scene/pixelvalues.h"

namespace calving
{

namespace
{

//! Positions of B11 and B12.
constexpr int firstInfrared = 10;

float quantileOf( const std::vector<float> &sorted, double fraction )
{
  return sorted[static_cast<std::size_t>( fraction * static_cast<double>( sorted.size() - 1 ) )];
}

//! What is known of the values of all bands without a scale.
struct Survey
{
  bool any = false;
  bool isByte = true;
  bool isWhole = true;
  float darkest = HUGE_VALF;
  float brightest = 0;
  //! The darkest of short-wave infrared; of two bands the brighter one.
  float infrared = 0;

  void add( const std::vector<float> &sorted, PixelType type, int channel )
  {
    any = true;
    isByte = isByte && type == PixelType::Byte;
    isWhole = isWhole && ( type == PixelType::Byte || type == PixelType::UInt16 || type == PixelType::Int16 );
    darkest = std::min( darkest, quantileOf( sorted, 0.001 ) );
    brightest = std::max( brightest, quantileOf( sorted, 0.999 ) );
    if ( channel >= firstInfrared )
      infrared = std::max( infrared, quantileOf( sorted, 0.01 ) );
  }
};

void decide( const Survey &survey, const std::string &path, OpticalUnits &units )
{
  constexpr float mostReflectance = 2;
  constexpr float mostPerCent = 150;
  constexpr float leastShifted = 900;
  constexpr float mostDarkInfrared = 1500;
  const std::string image = "The optical image " + path;
  const std::string otherwise = " To say otherwise, declare their scale and offset, for instance with "
                                "gdal_edit -scale 0.0001 -offset 0.";
  if ( !survey.any )
    return;
  if ( survey.brightest <= mostReflectance && !survey.isWhole )
  {
    units.factor = 10000;
    units.warnings.push_back(
        image + " has values up to " + numberText( survey.brightest, 3 ) +
        " and states no scale: they are taken for reflectances of 0 to 1, and multiplied by "
        "10000, as products store them." +
        otherwise );
  }
  else if ( survey.brightest <= mostReflectance )
    units.warnings.push_back(
        image + " holds no number above " + numberText( survey.brightest, 3 ) +
        ": its reflectances seem to have been rounded to whole numbers, and show nothing. "
        "Export it anew, with its scale or as real numbers." );
  else if ( survey.brightest <= mostPerCent && !survey.isByte )
  {
    units.factor = 100;
    units.warnings.push_back(
        image + " has values up to " + numberText( survey.brightest, 3 ) +
        " and states no scale: they are taken for per cent, and multiplied by 100 to what "
        "products store." +
        otherwise );
  }
  else if ( survey.darkest >= leastShifted && survey.infrared <= mostDarkInfrared )
  {
    units.offset = -1000;
    units.warnings.push_back(
        image + " is nowhere darker than " + numberText( survey.darkest, 4 ) +
        ", as products of processing baseline 04.00 and later, which store 1000 more than "
        "the reflectance: 1000 is taken off." +
        otherwise );
  }
}

//! What brings water vapour in \a band, if there is such, to what products store: 1000 of centimetres.
double waterFactor( const RasterReader &image, int band )
{
  constexpr float mostCentimetres = 20;
  if ( band == 0 || image.scale( band ) != 1 )
    return 1;
  const std::vector<float> sample = sampleValues( image, band );
  return !sample.empty() && *std::max_element( sample.begin(), sample.end() ) <= mostCentimetres ? 1000 : 1;
}

//! Whether the greatest of the \a sorted values is \a greatest, and stands alone.
bool endsWith( float greatest, const std::vector<float> &sorted )
{
  constexpr float share = 0.9f;
  const auto first = std::lower_bound( sorted.begin(), sorted.end(), greatest );
  return first != sorted.end() && *first == greatest &&
         ( first == sorted.begin() || *std::prev( first ) < share * greatest );
}

} // namespace

OpticalUnits opticalUnits( const RasterReader &image, const TargetBands &bands )
{
  OpticalUnits units;
  Survey survey;
  std::vector<std::string> ended;
  for ( int channel = 0; channel < spectralBandCount; ++channel )
  {
    const int band = bands[channel];
    std::vector<float> sample = sampleValues( image, band );
    std::sort( sample.begin(), sample.end() );
    const auto greatest = static_cast<float>( 65535 * image.scale( band ) + image.offset( band ) );
    if ( units.greatestIsNothing[channel] = endsWith( greatest, sample ); units.greatestIsNothing[channel] )
    {
      ended.push_back( targetBandNames[channel] );
      sample.erase( std::lower_bound( sample.begin(), sample.end(), greatest ), sample.end() );
    }
    // 0 and less lie outside the swath.
    sample.erase( sample.begin(), std::upper_bound( sample.begin(), sample.end(), 0.0f ) );
    const bool isScaled = image.scale( band ) != 1 || image.offset( band ) != 0;
    if ( !sample.empty() && !isScaled )
      survey.add( sample, image.type( band ), channel );
  }
  constexpr std::size_t mostNamed = 12;
  if ( !ended.empty() )
    units.warnings.push_back(
        "The optical image " + image.path() + " holds 65535 in " + listedNames( ended, mostNamed ) +
        ", which is no reflectance and is taken for no data. Declare it, with gdal_edit "
        "-a_nodata 65535, to be rid of this warning." );
  decide( survey, image.path(), units );
  if ( units.factor != 1 )
    units.waterFactor = waterFactor( image, bands[spectralBandCount] );
  return units;
}

} // namespace calving
