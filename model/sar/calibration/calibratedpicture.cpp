#include "model/sar/calibration/calibratedpicture.h"

#include <algorithm>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/sar/calibration/bordermask.h"
#include "model/sar/calibration/scenearea.h"
#include "model/sar/calibration/scenemetadata.h"
#include "model/sar/product/annotationframe.h"
#include "model/sar/product/measurement.h"
#include "model/sar/product/orbitfile.h"
#include "model/sar/product/slcmosaic.h"

namespace calving
{

namespace
{

constexpr int firstWithoutBorderNoise = 290;

PartRules partRules( const CalibrationOptions &options, const RadarFrame &whole )
{
  // Filters look so many pixels beyond the edge, interpolation one and a half of the averaged ones.
  constexpr int filters = 16;
  constexpr int mostUsual = 12;
  constexpr int multipleOfUsual = 120;
  if ( !options.averaging )
    return { { multipleOfUsual, multipleOfUsual }, { filters + 2 * mostUsual, filters + 2 * mostUsual } };
  const auto [across, along] = options.averaging( whole );
  return { { across, along }, { filters + 2 * across, filters + 2 * along } };
}

std::string nameOf( const SarImage &image )
{
  return image.annotation.header.swath + " " + image.annotation.header.polarisation;
}

CalibrationData calibrationOf( const SarImage &image )
{
  if ( image.calibrationPath.empty() )
    throw Error( "The product has no calibration file for " + nameOf( image ) + " (" + image.annotationPath +
                 "). Download the product again, complete." );
  return readCalibration( image.calibrationPath );
}

std::shared_ptr<const NoiseLut> noiseOf( const Product &product, const SarImage &image )
{
  if ( image.noisePath.empty() )
    throw Error( "The product has no noise file for " + nameOf( image ) + " (" + image.annotationPath +
                 "). Download the product again, complete, or keep the noise." );
  const double scale = oldNoiseScale( processorVersion( product.manifest ), product.manifest.mode,
                                      calibrationOf( image ).digitalNumber );
  return std::make_shared<NoiseLut>( readNoise( image.noisePath ), image.annotation, scale );
}

//! The image of the polarisation that was sent, in which the border shows best; \a image itself where it is
//! the only one.
const SarImage &coPolarised( const Product &product, const SarImage &image )
{
  for ( const SarImage &other : product.images )
    if ( other.annotation.header.polarisation[0] == other.annotation.header.polarisation[1] )
      return other;
  return image;
}

std::shared_ptr<const BlockSource> powerOf( const Product &product, const SarImage &image,
                                            const CalibrationOptions &options, const Feedback &feedback )
{
  const auto power = openMeasurement( product, image );
  if ( !options.removeBorderNoise || !hasBorderNoise( product, image ) )
    return power;
  const SarImage &coImage = coPolarised( product, image );
  const auto coPower = &coImage == &image ? power : openMeasurement( product, coImage );
  feedback.inform( "Looking for border noise, which this processor version leaves." );
  return masked( power, std::make_shared<BorderMask>( coPower, noiseOf( product, coImage ) ) );
}

std::shared_ptr<const BlockSource> backscatterOf( const Product &product, const SarImage &image,
                                                  const CalibrationOptions &options,
                                                  const Feedback &feedback )
{
  BackscatterOptions how{
      std::make_shared<CalibrationLut>( calibrationOf( image ), options.calibration, image.annotation ),
      {},
      options.negatives,
      options.pixelCount };
  if ( options.removeNoise )
  {
    how.noise = noiseOf( product, image );
    if ( how.noise->isZero() )
      feedback.warn( "The noise vectors of " + nameOf( image ) +
                     " are all zero, as in some products before IPF 2.50: no thermal noise is subtracted." );
  }
  return calibrated( powerOf( product, image, options, feedback ), how );
}

void useOrbitFile( const std::string &path, const Product &product, RadarFrame &frame )
{
  if ( path.empty() )
    return;
  const UtcTime last = frame.firstLineTime + ( frame.height - 1 ) * frame.lineInterval;
  frame.orbit = readOrbit( path, { product.manifest.mission, frame.firstLineTime, last } );
}

struct HeightRange
{
  double lowest = 1e9;
  double highest = -1e9;
};

//! Heights of the geolocation grids, which follow a coarse terrain model, and what may rise above or lie
//! below.
HeightRange heightsOf( const std::vector<const SarImage *> &images )
{
  HeightRange range;
  for ( const SarImage *image : images )
    for ( const GeolocationPoint &point : image->annotation.geolocationGrid )
    {
      range.lowest = std::min( range.lowest, point.height );
      range.highest = std::max( range.highest, point.height );
    }
  return { range.lowest - 200, range.highest + 1000 };
}

} // namespace

bool hasBorderNoise( const Product &product, const SarImage &image )
{
  return image.annotation.isGroundRange() && processorVersion( product.manifest ) < firstWithoutBorderNoise;
}

SarPicture openCalibrated( const Product &product, const CalibrationOptions &options,
                           const Feedback &feedback )
{
  if ( const std::string sentence = processorWarning( product.manifest ); !sentence.empty() )
    feedback.warn( sentence );
  const std::string polarisation =
      options.polarisation.empty() ? product.polarisations().front() : options.polarisation;
  const std::vector<const SarImage *> images = product.imagesOf( polarisation );
  SarPicture picture;
  std::vector<std::shared_ptr<const BlockSource>> swaths;
  for ( const SarImage *image : images )
    swaths.push_back( backscatterOf( product, *image, options, feedback ) );
  if ( images.front()->annotation.isGroundRange() )
  {
    picture.frame = radarFrame( images.front()->annotation );
    picture.values = swaths.front();
  }
  else
  {
    const SlcLayout layout = slcLayout( images );
    picture.frame = layout.frame;
    picture.values = merged( swaths, layout );
  }
  useOrbitFile( options.orbitFile, product, *picture.frame );
  const RadarGeometry geometry( *picture.frame );
  Window window{ 0, 0, picture.frame->width, picture.frame->height };
  if ( !options.area.empty() )
  {
    const HeightRange heights = heightsOf( images );
    window = windowOf( options.area, geometry, heights.lowest, heights.highest,
                       partRules( options, *picture.frame ) );
    picture.values = cropped( picture.values, window );
    picture.frame = subset( *picture.frame, window );
  }
  picture.name = product.name;
  picture.grid.width = window.width;
  picture.grid.height = window.height;
  picture.controlPoints = controlPoints( images, geometry, window );
  picture.metadata = sceneMetadata( product, polarisation, options );
  picture.bandName = bandName( picture.metadata );
  return picture;
}

void reportPixels( const CalibrationOptions &options, const Feedback &feedback )
{
  const PixelCount &count = *options.pixelCount;
  if ( count.pixels > 0 && count.data == 0 )
    feedback.warn(
        "All pixels of the measurement that were read are 0, which means “no data”: the result is empty. "
        "Download the product again, or choose another area." );
  if ( count.data == 0 || !options.removeNoise )
    return;
  const double share = 100.0 * static_cast<double>( count.negatives ) / static_cast<double>( count.pixels );
  feedback.inform( std::to_string( count.negatives ) + " of " + std::to_string( count.pixels ) + " pixels (" +
                   numberText( share, Decimals{ 1 } ) + " %) were below the thermal noise." );
}

} // namespace calving
