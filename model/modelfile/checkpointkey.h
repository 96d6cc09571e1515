#pragma once

namespace calving
{

//! Key of the metadata that make a .safetensors file a checkpoint of a training, which is no model.
inline constexpr const char *checkpointKey = "training_state";

} // namespace calving
