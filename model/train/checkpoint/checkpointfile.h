#pragma once

#include <chrono>
#include <string>

#include "model/feedback.h"
#include "model/train/checkpoint/checkpoint.h"

namespace calving
{

//! Where a training writes its checkpoints, and when. Outlived by its feedback.
class CheckpointFile
{
public:
  //! Writes to \a path (empty: nowhere) every \a minutes.
  CheckpointFile( const std::string &path, double minutes, const Feedback &feedback );

  bool wanted() const { return !mPath.empty(); }
  //! Whether it is wanted and that time has passed since the last one.
  bool due() const;
  //! Replaces the one before. Where that is not possible, it warns: hours of work are worth more, and the one
  //! before is still there.
  void write( const Checkpoint &checkpoint );

private:
  using Clock = std::chrono::steady_clock;

  std::string mPath;
  std::chrono::duration<double> mPause;
  const Feedback &mFeedback;
  Clock::time_point mLast = Clock::now();
};

} // namespace calving
