#pragma once

#include <string>
#include <vector>

#include "model/change/glacierplane.h"
#include "model/change/measuringbox.h"
#include "model/raster/raster.h"

namespace calving
{

/**
 * How thick the ice of a glacier is, from a raster of metres as BedMachine has it, or of the unit that it
 * states.
 *
 * Only what is above 0 counts: beyond the front of the day that a raster shows, there is 0 or nothing. So the
 * thickness of what was gained there is that of the nearest ice.
 */
class Thickness
{
public:
  //! Reads what lies in \a box and a few pixels around. \a fallbackCrs: where the raster states none. Throws
  //! Error where the raster cannot be read or no pixel with ice has its centre in the box.
  Thickness( const RasterInput &raster, const GlacierPlane &plane, const std::string &fallbackCrs,
             const MeasuringBox &box );

  //! Metres, of the pixels whose centres lie in \a polygon; of the nearest one where none does.
  double meanIn( const MapPolygon &polygon ) const;
  //! Of the pixels with ice whose centres lie in the box.
  double mean() const { return mMean; }
  //! Sentences on how the raster was read, where that is not as it is stored.
  const std::vector<std::string> &remarks() const { return mRemarks; }

private:
  void noteRemarks( const RasterReader &reader );

  struct Pixel
  {
    Point place;
    double metres = 0;
  };
  std::vector<Pixel> mPixels;
  double mMean = 0;
  std::vector<std::string> mRemarks;
};

} // namespace calving
