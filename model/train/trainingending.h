#pragma once

#include <string>

#include "model/train/training.h"
#include "model/train/trainingloop.h"

namespace calving
{

//! Where the user stopped before there was anything to deliver.
extern const std::string cancelledUntrained;

/**
 * What a training leaves behind, however it ends: the model and its report, a checkpoint, or a sentence that
 * says why there is none.
 *
 * Call what fits how TrainingLoop::run() ended; then, where that returns, deliver().
 */
class TrainingEnding
{
public:
  //! Both outlive it.
  TrainingEnding( const Training &training, TrainingLoop &loop );

  //! The user stopped it.
  void cancelled();
  //! Other ranks are lost: the weights are those after the last whole step, worth a checkpoint. Throws Error.
  [[noreturn]] void giveUp( const RankLost &reason );
  //! Whatever else went wrong, such as a scene that can no longer be read: delivers what was learned until
  //! then. Never throws: the first error is the one to tell.
  void rescue();

  //! Writes the last checkpoint, then the best model, log and report. Throws Error where one cannot be
  //! written, and where no epoch has ended in a training that was stopped or broke.
  TrainResult deliver();

private:
  void requireModel() const;

  const Training &mTraining;
  TrainingLoop &mLoop;
  //! Why it ended, where that is not the loop's own reason.
  std::string mReason;
  bool mCancelled = false;
};

} // namespace calving
