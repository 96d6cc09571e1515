#pragma once

#include <string>

#include "model/modelfile/modelcard.h"
#include "model/train/trainoptions.h"

namespace calving
{

/**
 * What the learning rate of \a parameter of a network of \a size, by its name in Tyrion, is multiplied by.
 *
 * Decoder and heads: 1. Encoder: 0 where it is frozen, else options.layerRateFactor once for each block
 * between it and the decoder.
 */
double layerRate( const std::string &parameter, const TyrionSize &size, const TrainOptions &options );

} // namespace calving
