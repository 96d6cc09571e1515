#include "algorithms/parameters/trainingparameters.h"

namespace calving
{

namespace
{

const QString published =
    QStringLiteral( " The default is that of the published training of Tyrion (Gourmelon et al. 2025)." );

} // namespace

//! Binds a parameter to a member of TrainOptions.
#define CALVING_BIND( member )                                                                               \
  []( const TrainOptions &o ) { return static_cast<double>( o.member ); },                                   \
      []( TrainOptions &o, double v ) { o.member = static_cast<decltype( o.member )>( v ); }

const std::vector<NumberParameter> &trainingNumbers()
{
  static const std::vector<NumberParameter> numbers{
      { "CROP_SIDE", QObject::tr( "Side of the crops (pixels)" ), true, CALVING_BIND( samples.crop.side ), 0,
        4096,
        QObject::tr(
            "Side of the squares that the network sees, a multiple of 32. Smaller is faster and needs less "
            "memory. 0: 512 as published, but no more than the scenes have." ) },
      { "BATCH", QObject::tr( "Batch" ), true, CALVING_BIND( batch ), 1, 4096,
        QObject::tr( "Crops per forward and backward pass of each process; lower it when memory runs out. "
                     "The published training "
                     "took 16 on each of 4 graphics cards." ) },
      { "ACCUMULATE", QObject::tr( "Accumulated batches" ), true, CALVING_BIND( accumulate ), 1, 1024,
        QObject::tr(
            "Batches whose gradients are added up before the weights move. Published: 2 (128 crops per "
            "step in all)." ) },
      { "SAMPLES", QObject::tr( "Crops per epoch" ), true, CALVING_BIND( samplesPerEpoch ), 0, 100000000,
        QObject::tr(
            "0: as many as cover the area of all scenes once, at least ten steps. Published: 40000." ) },
      { "LEARNING_RATE", QObject::tr( "Learning rate" ), false, CALVING_BIND( optimiser.learningRate ), 1e-12,
        10, QObject::tr( "How far the weights move per step; try 0.0005 for adamw." ) + published },
      { "MOMENTUM", QObject::tr( "Momentum" ), false, CALVING_BIND( optimiser.momentum ), 0, 0.9999,
        QObject::tr( "Of sgd." ) + published },
      { "WEIGHT_DECAY", QObject::tr( "Weight decay" ), false, CALVING_BIND( optimiser.weightDecay ), 0, 1,
        QObject::tr( "Pull of the weights towards 0; for adamw 0.05 is usual." ) + published },
      { "LONGEST_GRADIENT", QObject::tr( "Longest gradient" ), false,
        CALVING_BIND( optimiser.longestGradient ), 0, 1e9,
        QObject::tr( "Gradients longer than this are shortened. 0: never, as published." ) },
      { "WARM_UP", QObject::tr( "Warm-up steps" ), true, CALVING_BIND( schedule.warmupSteps ), 0, 1000000,
        QObject::tr( "Steps over which the learning rate grows to its full value. 0: none, as published." ) },
      { "PLATEAU_FACTOR", QObject::tr( "Plateau factor" ), false, CALVING_BIND( schedule.plateauFactor ),
        0.001, 1,
        QObject::tr(
            "Schedule plateau: what the learning rate is multiplied by. Published for pre-training: 0.5." ) },
      { "PLATEAU_PATIENCE", QObject::tr( "Plateau patience" ), true, CALVING_BIND( schedule.plateauPatience ),
        0, 100000,
        QObject::tr( "Schedule plateau: validations without improvement before that. Published for "
                     "pre-training: 5." ) },
      { "PATIENCE", QObject::tr( "Early stopping (epochs)" ), true, CALVING_BIND( patience ), 0, 100000,
        QObject::tr(
            "The training ends after so many epochs without a better validation. 0: never, as published." ) },
      { "VALIDATE_EVERY", QObject::tr( "Epochs between validations" ), true, CALVING_BIND( validateEvery ), 1,
        10000, QObject::tr( "Raise it where the validation takes long beside the training. Published: 1." ) },
      { "DROPOUT", QObject::tr( "Dropout" ), false, CALVING_BIND( dropout ), 0, 0.99,
        QObject::tr( "Share of the decoder's values that are left out at random." ) + published },
      { "LAYER_RATE", QObject::tr( "Learning-rate factor from block to block" ), false,
        CALVING_BIND( layerRateFactor ), 0.01, 1,
        QObject::tr( "Learning rate of each encoder block relative to the one after it: below 1, what was "
                     "pre-trained changes less. 1: all alike, as published." ) },
      { "AVERAGING", QObject::tr( "Weight averaging" ), false, CALVING_BIND( averaging ), 0, 0.99999,
        QObject::tr(
            "Decay of a running average of the weights, such as 0.999; the average is then validated and "
            "kept. 0: none, as published." ) },
      { "CHECKPOINT_MINUTES", QObject::tr( "Minutes between checkpoints" ), false,
        CALVING_BIND( checkpointMinutes ), 0, 100000,
        QObject::tr(
            "Time between two checkpoints; one is always written at the end. 0: after every epoch." ) },
      { "LOADER_THREADS", QObject::tr( "Loader threads" ), true, CALVING_BIND( loaderThreads ), 0, 1024,
        QObject::tr(
            "Background threads that cut and change crops. 0: all cores but one. The result does not depend "
            "on it." ) },
      { "MIRROR", QObject::tr( "Mirrored border" ), false, CALVING_BIND( samples.crop.mirror ), 0, 1,
        QObject::tr(
            "How much of the mirrored border around a scene crops may show: 1 as published, 0 none." ) },
  };
  return numbers;
}

const std::vector<NumberParameter> &zoneNumbers()
{
  static const std::vector<NumberParameter> numbers{
      { "VALIDATION_SIDE", QObject::tr( "Side of the validation's tiles (pixels)" ), true,
        CALVING_BIND( validationSide ), 0, 4096,
        QObject::tr(
            "Side of what the network sees at once when it is validated, a multiple of 32. A larger one is "
            "faster. 0: the side of the crops, as published." ) },
      { "REZOOM", QObject::tr( "Probability of rezooming" ), false,
        CALVING_BIND( samples.crop.rezoomProbability ), 0, 1,
        QObject::tr( "A smaller or larger square is cut and resampled to the crop." ) + published },
      { "REZOOM_MIN", QObject::tr( "Rezoom from" ), false, CALVING_BIND( samples.crop.rezoomLow ), 0.05, 10,
        QObject::tr( "Smallest square, in sides of the crop." ) + published },
      { "REZOOM_MAX", QObject::tr( "Rezoom to" ), false, CALVING_BIND( samples.crop.rezoomHigh ), 0.05, 10,
        QObject::tr( "Largest square, in sides of the crop." ) + published },
      { "MIX", QObject::tr( "Probability of ocean mix-up" ), false,
        CALVING_BIND( samples.augment.mixProbability ), 0, 1,
        QObject::tr( "Another crop is blended into the ocean." ) + published },
      { "MIX_MIN", QObject::tr( "Mix-up weight from" ), false, CALVING_BIND( samples.augment.mixLow ), 0, 10,
        QObject::tr( "Smallest weight of the other crop; the ocean weighs 1." ) + published },
      { "MIX_MAX", QObject::tr( "Mix-up weight to" ), false, CALVING_BIND( samples.augment.mixHigh ), 0, 10,
        QObject::tr( "Largest weight of the other crop." ) + published },
      { "SPECKLE", QObject::tr( "Probability of speckle" ), false,
        CALVING_BIND( samples.augment.speckleProbability ), 0, 1,
        QObject::tr( "Poisson noise of mean 1, 2 or 3 is added." ) + published },
      { "BRIGHTNESS", QObject::tr( "Probability of changing brightness" ), false,
        CALVING_BIND( samples.augment.brightnessProbability ), 0, 1,
        QObject::tr( "By a factor." ) + published },
      { "BRIGHTNESS_MIN", QObject::tr( "Brightness from" ), false,
        CALVING_BIND( samples.augment.brightnessLow ), 0, 10, QObject::tr( "Smallest factor." ) + published },
      { "BRIGHTNESS_MAX", QObject::tr( "Brightness to" ), false,
        CALVING_BIND( samples.augment.brightnessHigh ), 0, 10, QObject::tr( "Largest factor." ) + published },
      { "GAMMA", QObject::tr( "Probability of changing gamma" ), false,
        CALVING_BIND( samples.augment.gammaProbability ), 0, 1,
        QObject::tr( "By an exponent." ) + published },
      { "GAMMA_MIN", QObject::tr( "Gamma from" ), false, CALVING_BIND( samples.augment.gammaLow ), 0.01, 10,
        QObject::tr( "Smallest exponent." ) + published },
      { "GAMMA_MAX", QObject::tr( "Gamma to" ), false, CALVING_BIND( samples.augment.gammaHigh ), 0.01, 10,
        QObject::tr( "Largest exponent." ) + published },
      { "FLIP", QObject::tr( "Probability of flips" ), false, CALVING_BIND( samples.augment.flipProbability ),
        0, 1, QObject::tr( "Of the left-right flip and, apart from it, of the up-down flip." ) + published },
      { "ROTATE", QObject::tr( "Probability of rotations" ), false,
        CALVING_BIND( samples.augment.rotateProbability ), 0, 1,
        QObject::tr( "By 90, 180 or 270 degrees." ) + published },
  };
  return numbers;
}

#undef CALVING_BIND

} // namespace calving
