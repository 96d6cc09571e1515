#pragma once

#include <vector>

#include "model/scene/zone.h"
#include "model/simulate/fronthistory.h"
#include "model/simulate/landscape.h"

namespace calving
{

//! What one sees at one place on one day.
struct SurfacePoint
{
  //! Rock, glacier or ocean; shadow is a matter of who looks.
  Zone zone = Zone::Ocean;
  //! Metres above the sea; 0 on the ocean.
  float height = 0;
  //! Metres inland of the fjord's calving front; negative on its seaward side.
  float fromFront = 0;
  //! Position across the fjord, -1 to 1 between its walls.
  float across = 0;
  float halfWidth = 0;
  //! Ice of the trunk glacier that flows to the calving front, not of the mountains.
  bool trunk = false;
};

//! A landscape on one day: its rock, ice and water.
class Surface
{
public:
  //! \a day: days since 1 January 2000. Keeps a reference to \a landscape.
  Surface( const Landscape &landscape, const FrontHistory &fronts, int day );

  SurfacePoint at( double x, double y ) const;
  //! Metres along fjord \a fjord where its calving front lies. Beyond the landscape's reach: that of the last
  //! fjord.
  double frontPosition( int fjord, double across ) const;
  //! Whether ice of the trunk glacier meets the sea at this position of the front of \a fjord.
  bool calvesAt( int fjord, double across ) const;

  const Landscape &landscape() const { return mLandscape; }
  int day() const { return mDay; }

private:
  //! Height of the trunk glacier's surface.
  float trunkHeight( const Ground &ground, float fromFront ) const;
  float meanFront( int fjord ) const;

  const Landscape &mLandscape;
  int mDay;
  //! Fjords on either side of the middle one whose fronts are in the table.
  int mReach;
  std::vector<float> mTable;
  std::vector<float> mMeanFronts;
};

} // namespace calving
