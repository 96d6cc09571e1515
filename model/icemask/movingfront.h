#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "model/icemask/pixelcoverage.h"
#include "model/icemask/signeddistance.h"

namespace calving
{

//! A front that parts ice from ocean in a fjord.
struct CutFjord
{
  //! Days since 1 January 2000.
  double day = 0;
  BoxCut cut;
};

/**
 * The front of one fjord as it moves: its signed distances at any time.
 *
 * Between two fronts each pixel's distance goes linearly in time from the one to the other; before the first
 * and after the last it stays. It keeps the distances of two fronts, whatever their number.
 */
class MovingFront
{
public:
  //! \a cuts: at least one, in the order of time. With \a isCumulative it also keeps the farthest retreat.
  MovingFront( const Fjord &fjord, std::vector<CutFjord> cuts, const RasterGrid &grid, bool isCumulative );

  //! \a day: not before that of the last call. \a poll is called often, and may throw.
  void moveTo( double day, const std::function<void()> &poll );

  //! \name Metres from the centres of pixels to the front, negative in the ice.
  //!@{
  //! At the day that it was moved to.
  const std::vector<float> &distances() const { return mNow; }
  //! The greatest up to that day, of all fronts before it too; without isCumulative, the same.
  const std::vector<float> &greatest() const { return mIsCumulative ? mGreatestNow : mNow; }
  //!@}
  //! The points of pixels that lie in the fjord.
  const std::vector<PixelPoints> &inside() const { return mInside; }
  double firstDay() const { return mCuts.front().day; }
  double lastDay() const { return mCuts.back().day; }
  //! Days from \a day to the front nearest in time.
  double daysFromFront( double day ) const;

private:
  const std::vector<float> &distancesOf( std::size_t cut, const std::function<void()> &poll );

  std::vector<CutFjord> mCuts;
  SignedDistance mDistance;
  std::vector<PixelPoints> mInside;
  bool mIsCumulative;
  //! The first cut after the day.
  std::size_t mNext = 0;

  struct Kept
  {
    std::optional<std::size_t> cut;
    std::vector<float> distances;
  };
  Kept mKept[2];
  std::vector<float> mNow;
  //! Of the cuts up to the day, and with the day itself.
  std::vector<float> mGreatest;
  std::vector<float> mGreatestNow;
};

} // namespace calving
