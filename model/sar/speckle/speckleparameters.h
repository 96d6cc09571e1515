#pragma once

#include "model/base/parameter.h"
#include "model/sar/speckle/specklestep.h"

namespace calving
{

//! What users choose against speckle.
struct SpeckleChoice
{
  //! A filter within the scene, larger pixels, or the other scenes of a stack.
  struct Way
  {
    SpeckleMethod filter = SpeckleMethod::Lee;
    bool multilook = false;
    bool inTime = false;

    bool operator==( const Way &other ) const
    {
      return filter == other.filter && multilook == other.multilook && inTime == other.inTime;
    }
  };
  Way way;
  //! Of the filter, or the square that larger pixels average.
  int window = SpeckleOptions().window;
  double looks = SpeckleOptions().looks;

  //! The step within a scene.
  SpeckleStep step() const;
};

//! SPECKLE, WINDOW and LOOKS; with \a forStacks, the multitemporal filter, too.
Parameters speckleParameters( SpeckleChoice &choice, bool forStacks );

} // namespace calving
