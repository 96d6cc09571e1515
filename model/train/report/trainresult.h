#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace calving
{

struct ModelCard;
struct TensorFile;

//! What a validation found.
struct Scores
{
  //! What the best model is chosen by; lower is better.
  double rank = 0;
  //! Figures by name, in the order of the log's columns. NaN where undefined.
  std::vector<std::pair<std::string, double>> figures;

  //! The figure of that name; NaN where there is none.
  double figure( const std::string &name ) const;
};

//! One picture of a report: red, green and blue, row by row.
struct Picture
{
  std::string caption;
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> values;
};

//! One line of the log. Epoch 0 is the network as it was before the training: what it did not learn is NaN.
struct EpochRecord
{
  int epoch = 0;
  std::uint64_t step = 0;
  double learningRate = 0;
  double trainingLoss = 0;
  //! Since the training began, in all runs.
  double seconds = 0;
  double samplesPerSecond = 0;
  //! Share of the time that the network waited for samples.
  double waitingShare = 0;
  //! Share of the time that it waited for other processes.
  double exchangeShare = 0;
  //! Empty where the epoch was not validated.
  Scores scores;
};

//! Where a training puts what it makes. Empty paths: not written.
struct TrainOutputs
{
  std::string model;
  std::string checkpoint;
  std::string log;
  std::string report;
  //! A checkpoint to continue; empty: begin anew.
  std::string resume;
  //! Turns a picture into the bytes of a PNG file. Empty: the report has no pictures.
  std::function<std::string( const Picture & )> png;
  //! Adds what the task does not know to the model's card and file, just before they are written. Empty:
  //! nothing.
  std::function<void( ModelCard &, TensorFile & )> complete;
};

//! How a training ended.
struct TrainResult
{
  //! Scores of the model that was kept; empty figures where nothing was validated.
  Scores best;
  int bestEpoch = 0;
  int epochs = 0;
  std::uint64_t steps = 0;
  bool cancelled = false;
  //! One sentence: all epochs done, time over, no improvement, cancelled, or a loss that is not a number.
  std::string reason;
  std::vector<EpochRecord> history;
};

} // namespace calving
