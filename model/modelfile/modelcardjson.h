#pragma once

#include <string>

#include "model/modelfile/modelcard.h"

namespace calving
{

//! \a card as indented JSON.
std::string modelCardToJson( const ModelCard &card );

/**
 * The card that \a json describes. Missing keys keep their defaults; unknown ones go to the notes, as JSON
 * text.
 *
 * Throws Error, naming \a origin (the file), where the JSON is broken or a value has the wrong type or range.
 */
ModelCard modelCardFromJson( const std::string &json, const std::string &origin );

} // namespace calving
