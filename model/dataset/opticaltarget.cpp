#include "model/dataset/opticaltarget.h"

#include <algorithm>
#include <cmath>

#include "model/dataset/gridrows.h"

namespace calving
{

namespace
{

constexpr int redChannel = 3;

//! Values as they are stored: times \a factor, the offset taken off, nothing negative, 0 for no data, which
//! what no product can store is, too.
void prepare( std::vector<float> &values, double factor, double offset, bool wholeNumbers )
{
  for ( float &value : values )
  {
    if ( !std::isfinite( value ) || value <= 0 )
    {
      value = 0;
      continue;
    }
    value = std::max( 0.0F, static_cast<float>( static_cast<double>( value ) * factor + offset ) );
    constexpr float most = 65535;
    if ( value > most )
      value = 0;
    if ( wholeNumbers )
      value = std::round( value );
  }
}

RasterFormat formatOf( const OpticalImage &image, const std::map<std::string, std::string> &metadata )
{
  RasterFormat format;
  format.type = image.wholeNumbers ? PixelType::UInt16 : PixelType::Float32;
  format.bands = targetBandCount;
  format.bandNames.assign( targetBandNames.begin(), targetBandNames.end() );
  format.metadata = metadata;
  return format;
}

} // namespace

bool isCloud( float sceneClass )
{
  return sceneClass == 3 || sceneClass == 8 || sceneClass == 9 || sceneClass == 10;
}

OpticalView viewOf( const OpticalImage &image, const RasterGrid &grid, const AreaMask &area,
                    const Feedback &feedback )
{
  const WarpedBand red( image.channels[redChannel], grid, BandContent::Values );
  std::optional<WarpedBand> classes;
  if ( image.hasClasses() )
    classes.emplace( image.channels[sclChannel], grid, BandContent::Classes );
  double inArea = 0;
  double withData = 0;
  double cloudy = 0;
  forEachStrip( grid, feedback,
                [&]( const Window &strip )
                {
                  const std::vector<std::uint8_t> inside = rowsOf( area, strip );
                  const std::vector<float> values = red.read( strip );
                  const std::vector<float> scene = classes ? classes->read( strip ) : std::vector<float>();
                  for ( std::size_t i = 0; i < values.size(); ++i )
                  {
                    // Saturated clouds are data; 0 lies outside the swath.
                    const bool data = inside[i] && std::isfinite( values[i] ) && values[i] != 0;
                    inArea += inside[i];
                    withData += data;
                    cloudy += data && classes && isCloud( scene[i] );
                  }
                } );
  OpticalView view;
  view.coverage = inArea > 0 ? withData / inArea : 0;
  if ( classes )
    // To the digits that are stored, so that a run that goes on says the same.
    view.cloudShare = withData > 0 ? std::round( 1e4 * cloudy / withData ) / 1e4 : 0;
  return view;
}

void writeOptical( const OpticalImage &image, const RasterGrid &grid, const std::string &path,
                   const std::map<std::string, std::string> &metadata, const Feedback &feedback )
{
  RasterWriter writer( path, grid, formatOf( image, metadata ) );
  for ( int channel = 0; channel < targetBandCount; ++channel )
  {
    // The writer leaves 0 where nothing is written.
    if ( image.channels[channel].band == 0 )
      continue;
    const bool classes = channel == sclChannel;
    const bool spectral = channel < spectralBandCount;
    const WarpedBand band( image.channels[channel], grid,
                           classes ? BandContent::Classes : BandContent::Values );
    const double share = 1.0 / targetBandCount;
    forEachStrip( grid, feedback.part( channel * share, ( channel + 1 ) * share ),
                  [&]( const Window &strip )
                  {
                    std::vector<float> values = band.read( strip );
                    prepare( values, image.factors[channel], spectral ? image.offset : 0,
                             image.wholeNumbers );
                    writer.write( strip, values, channel + 1 );
                  } );
    writer.flush();
  }
  writer.commit();
}

} // namespace calving
