#pragma once

#include <string>

#include "model/train/data/pairsampler.h"
#include "model/train/data/split.h"
#include "model/train/trainoptions.h"

namespace calving
{

//! What the network learns from scenes without labels.
enum class PretrainMethod
{
  //! What the optical image shows where SAR tokens are masked (Gourmelon et al. 2025).
  OptSimMim,
  //! The whole optical image from the whole SAR image (Gourmelon et al. 2025).
  OptTranslator,
  //! The SAR image itself where tokens of it are masked (after Xie et al. 2022).
  SimMim
};

//! Its published name: "OptSimMIM", "OptTranslator" or "SimMIM".
std::string methodName( PretrainMethod method );
//! The task of model cards: its name in small letters.
std::string methodKey( PretrainMethod method );

inline bool readsOptical( PretrainMethod method )
{
  return method != PretrainMethod::SimMim;
}
inline bool masksTokens( PretrainMethod method )
{
  return method != PretrainMethod::OptTranslator;
}

//! The figure of its validation that tells what knowing nothing but means would score.
const char *figureOfMeans( PretrainMethod method );

/**
 * The published training of \a method: plateau schedule, 32 crops a step, at most 1000 epochs; OptTranslator
 * with early stopping. SimMIM is not published for this network: as OptSimMIM.
 */
TrainOptions publishedPretraining( PretrainMethod method );

//! What is pre-trained how.
struct PretrainOptions
{
  //! Whole glaciers validate: scenes of one share their optical image.
  PretrainOptions() { split.by = SplitOptions::By::Glacier; }

  PretrainMethod method = PretrainMethod::OptSimMim;
  TrainOptions training = publishedPretraining( PretrainMethod::OptSimMim );
  SplitOptions split;
  //! Side, border and seed are those of the training.
  PairSampleOptions samples;
  //! Crops, always the same, that judge the network; 0: as many as cover the validation scenes, at most 512.
  int validationSamples = 0;
};

//! Throws Error, naming the option, for any value out of range.
void requireValid( const PretrainOptions &options );

} // namespace calving
