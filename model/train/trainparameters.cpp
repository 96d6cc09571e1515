#include "model/train/trainparameters.h"

#include "model/base/computeparameters.h"

namespace calving
{

namespace
{

Parameter ofTyrion( const Parameter &parameter )
{
  return withSource(
      parameter,
      shown( "The default is that of the published training of Tyrion (Gourmelon et al. 2025)." ) );
}

//! How the weights move, and how crops are cut and fed.
Parameters stepNumbers( TrainOptions &options )
{
  return {
      number( "CROP_SIDE", shown( "Side of the crops (pixels)" ), options.samples.crop.side, { 0, 4096 },
              shown( "Side of the squares that the network sees, a multiple of 32. Smaller is "
                     "faster and needs less memory. 0: 512 as published, but no more than the "
                     "scenes have." ) ),
      number( "BATCH", shown( "Batch" ), options.batch, { 1, 4096 },
              shown( "Crops per forward and backward pass of each process; lower it when memory "
                     "runs out. The published training took 16 on each of 4 graphics cards." ) ),
      number( "ACCUMULATE", shown( "Accumulated batches" ), options.accumulate, { 1, 1024 },
              shown( "Batches whose gradients are added up before the weights move. Published: 2 "
                     "(128 crops per step in all)." ) ),
      number( "SAMPLES", shown( "Crops per epoch" ), options.samplesPerEpoch, { 0, 100000000 },
              shown( "0: as many as cover the area of all scenes once, at least ten steps. "
                     "Published: 40000." ) ),
      ofTyrion( number( "LEARNING_RATE", shown( "Learning rate" ), options.optimiser.learningRate,
                        { 1e-12, 10 },
                        shown( "How far the weights move per step; try 0.0005 for adamw." ) ) ),
      ofTyrion( number( "MOMENTUM", shown( "Momentum" ), options.optimiser.momentum, { 0, 0.9999 },
                        shown( "Of sgd." ) ) ),
      ofTyrion( number( "WEIGHT_DECAY", shown( "Weight decay" ), options.optimiser.weightDecay, { 0, 1 },
                        shown( "Pull of the weights towards 0; for adamw 0.05 is usual." ) ) ),
      number( "LONGEST_GRADIENT", shown( "Longest gradient" ), options.optimiser.longestGradient, { 0, 1e9 },
              shown( "Gradients longer than this are shortened. 0: never, as published." ) ),
      number( "WARM_UP", shown( "Warm-up steps" ), options.schedule.warmupSteps, { 0, 1000000 },
              shown( "Steps over which the learning rate grows to its full value. 0: none, as "
                     "published." ) ),
      number( "PLATEAU_FACTOR", shown( "Plateau factor" ), options.schedule.plateauFactor, { 0.001, 1 },
              shown( "Schedule plateau: what the learning rate is multiplied by. Published for "
                     "pre-training: 0.5." ) ),
      number( "PLATEAU_PATIENCE", shown( "Plateau patience" ), options.schedule.plateauPatience,
              { 0, 100000 },
              shown( "Schedule plateau: validations without improvement before that. Published for "
                     "pre-training: 5." ) ),
      number( "PATIENCE", shown( "Early stopping (epochs)" ), options.patience, { 0, 100000 },
              shown( "The training ends after so many epochs without a better validation. 0: "
                     "never, as published." ) ),
      number( "VALIDATE_EVERY", shown( "Epochs between validations" ), options.validateEvery, { 1, 10000 },
              shown( "Raise it where the validation takes long beside the training. Published: 1." ) ),
      ofTyrion( number( "DROPOUT", shown( "Dropout" ), options.dropout, { 0, 0.99 },
                        shown( "Share of the decoder's values that are left out at random." ) ) ),
      number( "LAYER_RATE", shown( "Learning-rate factor from block to block" ), options.layerRateFactor,
              { 0.01, 1 },
              shown( "Learning rate of each encoder block relative to the one after it: below 1, "
                     "what was pre-trained changes less. 1: all alike, as published." ) ),
      number( "AVERAGING", shown( "Weight averaging" ), options.averaging, { 0, 0.99999 },
              shown( "Decay of a running average of the weights, such as 0.999; the average is "
                     "then validated and kept. 0: none, as published." ) ),
      number( "CHECKPOINT_MINUTES", shown( "Minutes between checkpoints" ), options.checkpointMinutes,
              { 0, 100000 },
              shown( "Time between two checkpoints; one is always written at the end. 0: after "
                     "every epoch." ) ),
      number( "LOADER_THREADS", shown( "Loader threads" ), options.loaderThreads, { 0, 1024 },
              shown( "Background threads that cut and change crops. 0: all cores but one. The "
                     "result does not depend on it." ) ),
      number( "MIRROR", shown( "Mirrored border" ), options.samples.crop.mirror, { 0, 1 },
              shown( "How much of the mirrored border around a scene crops may show: 1 as "
                     "published, 0 none." ) ),
  };
}

//! How labelled crops are validated and changed.
Parameters zoneNumbers( TrainOptions &options )
{
  return {
      number( "VALIDATION_SIDE", shown( "Side of the validation's tiles (pixels)" ), options.validationSide,
              { 0, 4096 },
              shown( "Side of what the network sees at once when it is validated, a multiple of "
                     "32. A larger one is faster. 0: the side of the crops, as published." ) ),
      ofTyrion( number( "REZOOM", shown( "Probability of rezooming" ), options.samples.crop.rezoomProbability,
                        { 0, 1 }, shown( "A smaller or larger square is cut and resampled to the crop." ) ) ),
      ofTyrion( number( "REZOOM_MIN", shown( "Rezoom from" ), options.samples.crop.rezoomLow, { 0.05, 10 },
                        shown( "Smallest square, in sides of the crop." ) ) ),
      ofTyrion( number( "REZOOM_MAX", shown( "Rezoom to" ), options.samples.crop.rezoomHigh, { 0.05, 10 },
                        shown( "Largest square, in sides of the crop." ) ) ),
      ofTyrion( number( "MIX", shown( "Probability of ocean mix-up" ), options.samples.augment.mixProbability,
                        { 0, 1 }, shown( "Another crop is blended into the ocean." ) ) ),
      ofTyrion( number( "MIX_MIN", shown( "Mix-up weight from" ), options.samples.augment.mixLow, { 0, 10 },
                        shown( "Smallest weight of the other crop; the ocean weighs 1." ) ) ),
      ofTyrion( number( "MIX_MAX", shown( "Mix-up weight to" ), options.samples.augment.mixHigh, { 0, 10 },
                        shown( "Largest weight of the other crop." ) ) ),
      ofTyrion( number( "SPECKLE", shown( "Probability of speckle" ),
                        options.samples.augment.speckleProbability, { 0, 1 },
                        shown( "Poisson noise of mean 1, 2 or 3 is added." ) ) ),
      ofTyrion( number( "BRIGHTNESS", shown( "Probability of changing brightness" ),
                        options.samples.augment.brightnessProbability, { 0, 1 }, shown( "By a factor." ) ) ),
      ofTyrion( number( "BRIGHTNESS_MIN", shown( "Brightness from" ), options.samples.augment.brightnessLow,
                        { 0, 10 }, shown( "Smallest factor." ) ) ),
      ofTyrion( number( "BRIGHTNESS_MAX", shown( "Brightness to" ), options.samples.augment.brightnessHigh,
                        { 0, 10 }, shown( "Largest factor." ) ) ),
      ofTyrion( number( "GAMMA", shown( "Probability of changing gamma" ),
                        options.samples.augment.gammaProbability, { 0, 1 }, shown( "By an exponent." ) ) ),
      ofTyrion( number( "GAMMA_MIN", shown( "Gamma from" ), options.samples.augment.gammaLow, { 0.01, 10 },
                        shown( "Smallest exponent." ) ) ),
      ofTyrion( number( "GAMMA_MAX", shown( "Gamma to" ), options.samples.augment.gammaHigh, { 0.01, 10 },
                        shown( "Largest exponent." ) ) ),
      ofTyrion( number( "FLIP", shown( "Probability of flips" ), options.samples.augment.flipProbability,
                        { 0, 1 },
                        shown( "Of the left-right flip and, apart from it, of the up-down flip." ) ) ),
      ofTyrion( number( "ROTATE", shown( "Probability of rotations" ),
                        options.samples.augment.rotateProbability, { 0, 1 },
                        shown( "By 90, 180 or 270 degrees." ) ) ),
  };
}

//! What is trained from where, and until when.
Parameters extent( TrainOptions &options )
{
  return {
      choice( "SIZE", shown( "Network size" ), options.size,
              { { "tiny", "tiny" }, { "small", "small" }, { "tyrion", "tyrion" } },
              shown( "tyrion is the published network (50 million weights) and needs a graphics card; small "
                     "and tiny are the same network with fewer and narrower layers, for processors." ) ),
      file( "START", shown( "Starting weights" ), options.startPath,
            shown( "Models (*.safetensors *.pth *.pt *.ckpt);;All files (*.*)" ),
            shown( "A model to start from: trained before, pre-trained, or imported. The network then has "
                   "its size, "
                   "whatever SIZE says. Empty: random weights." ) ),
      number( "EPOCHS", shown( "Epochs" ), options.epochs, { 0, 1000000 },
              shown( "The training ends after so many passes over the scenes. 0: no limit but the "
                     "minutes." ) ),
      number( "MINUTES", shown( "Minutes" ), options.minutes, { 0, 1000000 },
              shown( "The training ends after so many minutes, earlier runs of a continued training counted "
                     "in. 0: no limit but the epochs." ) ),
      number( "SEED", shown( "Seed" ), options.samples.seed, { 0, 2147483647 },
              shown( "Decides all random choices: weights, split, crops, changes. The same seed gives the "
                     "same model on the same machine." ) ),
  };
}

Parameters choices( TrainOptions &options )
{
  using Kind = OptimiserOptions::Kind;
  return {
      choice( "OPTIMISER", shown( "Optimiser" ), options.optimiser.kind,
              { { Kind::Sgd, "sgd" }, { Kind::AdamW, "adamw" } },
              shown( "sgd as published, or adamw, which often learns faster from few scenes (set the "
                     "learning rate to about 0.0005 and the weight decay to 0.05 then)." ) ),
      choice( "SCHEDULE", shown( "Learning-rate schedule" ), options.schedule.kind,
              { { ScheduleKind::Constant, "constant" },
                { ScheduleKind::Cosine, "cosine" },
                { ScheduleKind::Plateau, "plateau" } },
              shown( "constant as published for fine-tuning; cosine falls to a hundredth by the end; "
                     "plateau, as published for pre-training, falls where the validation does not become "
                     "better." ) ),
      choice( "TRANSFER", shown( "Use of the starting weights" ), options.transfer,
              { { Transfer::EncoderAndDecoder, "encoder and decoder" }, { Transfer::Encoder, "encoder" } },
              shown( "encoder and decoder as published, or the encoder alone." ) ),
      toggle( "FREEZE_ENCODER", shown( "Keep the encoder as it is" ), options.freezeEncoder,
              shown( "Trains the decoder alone, for very few scenes and good starting weights." ) ),
      toggle( "RECOMPUTE", shown( "Recompute activations" ), options.recompute,
              shown( "Keeps the inputs of blocks alone and computes the rest again in the backward pass: the "
                     "result is the same, memory is less, time about a third more. For large crops or "
                     "batches." ) ),
  };
}

} // namespace

Parameters mainTrainParameters( TrainOptions &options )
{
  return joined( { extent( options ), computeParameters( options.compute ) } );
}

Parameters rareTrainParameters( TrainOptions &options )
{
  return advanced( joined( { choices( options ), stepNumbers( options ) } ) );
}

Parameters zoneTrainParameters( TrainOptions &options )
{
  return advanced( zoneNumbers( options ) );
}

Parameters trainFileParameters( TrainOutputs &outputs, const char *modelHelp )
{
  const auto output = []( const char *key, const char *label, std::string &path, const char *filter,
                          const char *help, bool required, bool byDefault ) {
    return Parameter{ key, label, help, OutputKind{ &path, filter, required, byDefault } };
  };
  return {
      advanced( file( "RESUME", shown( "Checkpoint to continue" ), outputs.resume,
                      shown( "Checkpoints (*.safetensors)" ),
                      shown( "Goes on where this checkpoint ends, with the same scenes and options; raise "
                             "epochs or minutes. Starting weights are not read then. On a processor the "
                             "result is the same to the bit as of one long training." ) ) ),
      output( "MODEL", shown( "Model" ), outputs.model, shown( "Model files (*.safetensors)" ), modelHelp,
              true, true ),
      output( "CHECKPOINT", shown( "Checkpoint" ), outputs.checkpoint, shown( "Checkpoints (*.safetensors)" ),
              shown( "Where the training stands, to continue it later." ), false, false ),
      output( "REPORT", shown( "Report" ), outputs.report, shown( "HTML (*.html)" ),
              shown( "Curves of loss and scores, example predictions and all settings in one page." ), false,
              true ),
      output( "LOG", shown( "Log" ), outputs.log, shown( "CSV (*.csv)" ),
              shown( "One line per epoch: losses, scores, learning rate, speed." ), false, false ),
  };
}

} // namespace calving
