#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/modelfile/modelcard.h"
#include "model/modelfile/tensors/tensorfile.h"

namespace calving
{

//! A parameter that a network has, by the name and shape of the published code's state dictionary.
struct LayoutEntry
{
  std::string name;
  std::vector<std::int64_t> shape;
  //! False for parameters that are registered but change nothing (temb_proj, outputt).
  bool isUsed = true;
};

/**
 * The parameters of the Tyrion of this \a size, without the tables that it computes (see isComputed()).
 *
 * Source: the released code of Gourmelon et al., IEEE TGRS 63 (2025), doi 10.1109/TGRS.2025.3580945; for
 * sequences that of Multi-temporal Tyrion with gated recurrent units, arXiv 2512.11560.
 */
std::vector<LayoutEntry> tyrionLayout( const TyrionSize &size );

//! What pre-training adds: \a task is "optsimmim", "simmim" or "opttranslator"; any other adds nothing.
std::vector<LayoutEntry> pretrainingLayout( const std::string &task, int embedDimension );

//! True where \a tensors have that of \a entry, with its shape and floating-point values.
bool holds( const std::map<std::string, StoredTensor> &tensors, const LayoutEntry &entry );

//! Channels that the six blocks of a decoder take, skips among them, from the coarsest to the finest.
std::array<std::int64_t, 6> decoderInputs( const TyrionSize &size );
//! Output channels of these blocks.
std::array<std::int64_t, 6> decoderWidths( const TyrionSize &size );

//! Stages 1 to 3 of the encoder look across the frames of a sequence after each block, blocks 0 to 3 of the
//! decoder at their end.
constexpr int firstTemporalStage = 1;
constexpr int temporalDecoderBlocks = 4;

//! True for masks and coordinate tables: they follow from the sizes and the image, so files need not hold
//! them.
bool isComputed( const std::string &name );

//! True for the tensors of the decoder's six blocks, which are useful together only.
bool isDecoderBlock( const std::string &name );

} // namespace calving
