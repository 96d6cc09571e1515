#pragma once

#include <cstdint>
#include <vector>

#include "model/feedback.h"
#include "model/scene/scenegrid.h"
#include "model/scene/scenerows.h"
#include "model/scene/valuescaling.h"

namespace calving
{

//! What is asked of a scene before a network sees it.
struct SceneInput
{
  int band = 1;
  ValueOptions values;
  //! Side in metres of the pixels that the network wants, see workingSize(); 0: none in particular.
  double pixelMetres = 0;
  //! Resample where workingSize() says so; false leaves the scene as it is.
  bool resample = true;
};

//! How a scene becomes the network's input.
struct PreparedScene
{
  int band = 1;
  WorkingSize size;
  ValueScaling scaling;

  //! For SceneRows. \a window in pixels of the prepared scene; empty: the whole.
  SceneRows::Source source( const Window &window = {} ) const;
  //! Where the prepared scene lies, which is where \a scene does.
  RasterGrid gridOf( const RasterGrid &scene ) const;
};

//! Throws Error, naming both, where \a scene has no \a band (from 1).
void requireBand( const RasterReader &scene, int band );

/**
 * Decides how \a scene, which lies at \a place, becomes a network's input: the one way for extraction,
 * training and validation, so that a network meets what it was trained on.
 *
 * What sampleScene() finds to be no data, \a scene and whoever opens its input() take for that from then on.
 * Says in the log to which pixel size it is resampled, what its values were taken for, and why. Throws Error:
 * band out of range, no pixel with data, and as workingSize() and chooseScaling() do; Cancelled.
 */
PreparedScene prepareScene( RasterReader &scene, const SceneGrid &place, const SceneInput &input,
                            const Feedback &feedback );

//! The grey values, 0 to 255, that a network sees in \a window of the prepared \a scene; 0 where there is no
//! data.
std::vector<std::uint8_t> preparedBytes( const RasterReader &scene, const PreparedScene &prepared,
                                         const Window &window );

} // namespace calving
