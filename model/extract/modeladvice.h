#pragma once

#include <cstdint>
#include <vector>

#include "model/feedback.h"
#include "model/front/tracefronts.h"
#include "model/modelfile/modelcard.h"

namespace calving
{

//! Throws Error, naming the model, unless it tells the four zones apart.
void requireZoneModel( const ModelCard &card );

//! Says in the log which model is used and what its card says of its limits.
void informOfModel( const ModelCard &card, const Feedback &feedback );

//! Warns where one class is the most probable of all pixels with data: \a classPixels counts those of each
//! class.
void warnOfSameness( const std::vector<std::int64_t> &classPixels, const ModelCard &card,
                     const Feedback &feedback );

//! Confidence over the pixels of all \a fronts; NaN where there is no front or no confidence.
double meanConfidence( const std::vector<FrontLine> &fronts );

//! Warns where the network was so unsure of the \a fronts that the scene is probably unlike those it knows.
void warnOfDoubt( const std::vector<FrontLine> &fronts, const Feedback &feedback );

} // namespace calving
