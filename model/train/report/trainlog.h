#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/train/report/trainresult.h"

namespace calving
{

//! One line per epoch: counters, learning rate, losses, figures of the validation, speed. Numbers with
//! points.
std::string trainingCsv( const std::vector<EpochRecord> &history );

//! What a report tells besides the history.
struct ReportContent
{
  std::string title;
  std::vector<std::pair<std::string, std::string>> settings;
  //! PNG files with captions.
  std::vector<std::pair<std::string, std::string>> pictures;
  //! Whether there are no pictures because the training ended early.
  bool picturesLeftOut = false;
};

//! Writes the self-contained HTML report of \a result to \a path, whole or not at all.
void writeTrainingReport( const std::string &path, const TrainResult &result, const ReportContent &content );

} // namespace calving
