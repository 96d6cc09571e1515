#include "model/sar/calibration/calibrateproduct.h"

#include <limits>

#include "model/sar/scenemetadata.h"
#include "model/sar/stream/streamblocks.h"

namespace calving
{

namespace
{

RasterFormat formatOf( const CalibratedScene &scene, BackscatterUnit unit )
{
  RasterFormat format;
  format.type = PixelType::Float32;
  format.noData = std::numeric_limits<double>::quiet_NaN();
  format.compressed = false; // speckle hardly shrinks, and the next step reads the file but once
  format.metadata = scene.metadata;
  format.metadata["CALVINGFRONT_UNIT"] = unit == BackscatterUnit::Decibel ? "dB" : "linear";
  format.bandNames = { bandName( scene.metadata ) };
  format.controlPoints = scene.controlPoints;
  format.xmlMetadata["xml:CALVINGFRONT_RADAR"] = toXml( scene.frame );
  return format;
}

} // namespace

CalibratedRaster calibrateProduct( const std::string &input, const CalibrationOptions &options,
                                 BackscatterUnit unit, const std::string &output, const Feedback &feedback )
{
  const CalibratedScene scene = openCalibrated( openProduct( input ), options, feedback );
  const auto backscatter =
      unit == BackscatterUnit::Decibel ? inDecibels( scene.backscatter ) : scene.backscatter;
  RasterGrid grid;
  grid.width = backscatter->width();
  grid.height = backscatter->height();
  RasterWriter writer( output, grid, formatOf( scene, unit ) );
  const auto write = [&writer]( const Window &window, const std::vector<float> &values )
  {
    writer.write( window, values );
    writer.flush(); // or GDAL would keep a gigabyte
  };
  streamBlocks( *backscatter, {}, write, feedback );
  writer.commit();
  if ( options.removeNoise )
    reportNegatives( *scene.negatives, feedback );
  return { grid.width, grid.height, scene.negatives->negatives, scene.negatives->pixels };
}

} // namespace calving
