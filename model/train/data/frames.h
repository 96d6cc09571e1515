#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/train/data/imagesource.h"

namespace calving
{

class CounterRandom;

/**
 * Which of some scenes are frames of one sequence: those of one glacier, whatever their sensor.
 */
class GlacierFrames
{
public:
  //! Throws Error, naming both, where two of the \a scenes of one glacier cannot be laid over each other: one
  //! says where it lies and the other does not, or on another map, or they do not overlap.
  GlacierFrames( const ImageSource &source, const std::vector<int> &scenes );

  //! So many scenes in the order of their dates: \a scene, and others of its glacier drawn at random; each
  //! once, unless there are too few.
  std::vector<int> draw( int scene, int frames, CounterRandom &random ) const;

  //! Sequences of up to so many \a frames that hold each of the scenes: of one glacier, with the same place
  //! and size, in the order of their dates (see sequencesOf()).
  std::vector<std::vector<int>> sequences( int frames ) const;

private:
  const std::vector<int> &like( int scene ) const;

  const ImageSource &mSource;
  std::map<std::string, std::vector<int>> mScenes;
};

//! The part of \a other that shows what \a window shows of \a scene, as far as both know where they lie.
Window sameWindow( const SceneInfo &scene, const Window &window, const SceneInfo &other );

} // namespace calving
