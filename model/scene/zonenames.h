#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace calving
{

//! Class (enum Zone) of a name as people write it, in one of a dozen languages ("glacier", "Rock",
//! "Gletscher", "N/A", ...); empty for any other text.
std::optional<std::uint8_t> zoneNamed( const std::string &text );

//! What sentences call the class \a zone. REQUIRES: one of enum Zone.
const char *nameOfZone( std::uint8_t zone );

//! Whether \a text is a word, rather than a number or one with a number ("Class 1"), which names nothing.
bool isWord( const std::string &text );

} // namespace calving
