#pragma once

#include <functional>

#include "model/base/parameter.h"
#include "model/train/finetune.h"

namespace calving
{

class ImageSource;

//! What \a recipe makes of all options, with crops of automatic size. REQUIRES: it is not Automatic.
FinetuneOptions finetuneDefaults( Recipe recipe = Recipe::Published );

//! HOLDOUT, RECIPE and mainTrainParameters(). What recipes set differently has no default of its own.
Parameters mainFinetuneParameters( FinetuneOptions &options );
//! All others: the advanced ones.
Parameters rareFinetuneParameters( FinetuneOptions &options );

/**
 * The options of a training on so many \a scenes: those of the recipe that was asked for, else of \a
 * standard, overruled by what \a read, which sets the options of the parameters that were given, finds.
 */
FinetuneOptions finetuneOptions( const std::function<void( const Parameters & )> &read, int scenes,
                                 Recipe standard = Recipe::Automatic );

//! Tells the log the recipe, and warns of few \a scenes to train random weights on; a training that \a
//! resumes has others.
void logRecipe( const FinetuneOptions &options, int scenes, bool resumes, const Feedback &feedback );

//! Gives crops of automatic size (0) the side that suits the scenes of \a source: see automaticCropSide(); no
//! more than the recipe wants.
void setCropSide( FinetuneOptions &options, const ImageSource &source );

} // namespace calving
