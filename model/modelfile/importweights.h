#pragma once

#include <string>

#include "model/feedback.h"
#include "model/modelfile/adoptweights.h"

namespace calving
{

/**
 * Reads \a input, a .safetensors or PyTorch file, adopts its weights and writes them to \a output.
 *
 * A card that \a input carries is kept but for its sizes and task. Lists in the log what matched, what was
 * missing and what was left over. Throws Error for files that cannot be read or written or hold no Tyrion.
 */
ImportedWeights importWeights( const std::string &input, const std::string &output,
                               const Feedback &feedback );

} // namespace calving
