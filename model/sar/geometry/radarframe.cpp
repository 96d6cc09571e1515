#include "model/sar/geometry/radarframe.h"

namespace calving
{

RadarFrame subset( const RadarFrame &frame, const Window &window )
{
  RadarFrame part = frame;
  part.width = window.width;
  part.height = window.height;
  part.firstLineTime = frame.firstLineTime + window.y * frame.lineInterval;
  part.firstRange = frame.firstRange + window.x * frame.rangeSpacing;
  return part;
}

RadarFrame multilooked( const RadarFrame &frame, int rangeLooks, int azimuthLooks )
{
  RadarFrame part = frame;
  part.width = frame.width / rangeLooks;
  part.height = frame.height / azimuthLooks;
  part.firstLineTime = frame.firstLineTime + 0.5 * ( azimuthLooks - 1 ) * frame.lineInterval;
  part.firstRange = frame.firstRange + 0.5 * ( rangeLooks - 1 ) * frame.rangeSpacing;
  part.lineInterval = frame.lineInterval * azimuthLooks;
  part.rangeSpacing = frame.rangeSpacing * rangeLooks;
  return part;
}

} // namespace calving
