#include "model/extract/outputformats.h"

#include <limits>

#include "model/scene/zone.h"

namespace calving
{

namespace
{
RasterClass zone( Zone value, const std::string &name, const std::array<std::uint8_t, 3> &colour )
{
  return { static_cast<std::uint8_t>( value ), name, colour };
}
} // namespace

RasterFormat zonesFormat()
{
  RasterFormat format;
  format.noData = static_cast<double>( Zone::NotAvailable );
  // What the codes mean also where the names of classes, which lie in a file beside it, get lost.
  format.metadata["CALVINGFRONT_ZONES"] = "0 not available, 1 rock, 2 glacier, 3 ocean and ice melange";
  format.bandNames = { "zones" };
  format.classes = { zone( Zone::NotAvailable, "not available", { 0, 0, 0 } ),
                     zone( Zone::Rock, "rock", { 140, 116, 92 } ),
                     zone( Zone::Glacier, "glacier", { 200, 228, 240 } ),
                     zone( Zone::Ocean, "ocean and ice melange", { 32, 84, 140 } ) };
  return format;
}

RasterFormat confidenceFormat()
{
  RasterFormat format;
  format.type = PixelType::Float32;
  format.noData = std::numeric_limits<double>::quiet_NaN();
  format.bandNames = { "confidence" };
  return format;
}

RasterFormat probabilitiesFormat( const std::vector<std::string> &classNames )
{
  RasterFormat format;
  format.type = PixelType::Float32;
  format.noData = std::numeric_limits<double>::quiet_NaN();
  format.bands = static_cast<int>( classNames.size() );
  format.bandNames = classNames;
  return format;
}

} // namespace calving
