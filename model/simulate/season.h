#pragma once

#include <cstdint>

namespace calving
{

//! What floats in front of the glacier.
enum class Melange
{
  //! Much in winter, little in late summer.
  BySeason,
  //! Open water with single icebergs.
  None,
  //! A fjord full of ice.
  Full
};

//! Weather, snow and ice of one day. Decibels are added to the reference of a class.
struct Season
{
  //! 0 in mid-winter, 1 in mid-summer.
  float summer = 0;
  //! Share of the snow's surface that is wet below the snow line: wet snow is dark to a radar.
  float wetness = 0;
  //! Height in metres up to which snow melts.
  float meltHeight = 0;
  //! Height in metres below which the ground is bare of snow; far below the sea in winter.
  float snowLine = 0;
  //! Backscatter of open water in dB: calm to windy.
  float waterDb = -18;
  //! Direction of the wind waves in radians.
  float windDirection = 0;
  //! Length of the melange in metres, from the front towards the sea.
  float melangeLength = 0;
  float melangeDb = -9;
  float glacierDb = 0;
  float rockDb = 0;
};

struct SeasonPlace
{
  //! Height of the mountains in metres.
  double relief = 1500;
  //! Distance between fjords in metres.
  double span = 20000;
  bool southern = false;
};

//! The season on \a day (days since 1 January 2000), with that day's own weather.
Season seasonOn( int day, std::uint64_t seed, const SeasonPlace &place, Melange melange );

} // namespace calving
