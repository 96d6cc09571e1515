#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace calving
{

//! Class (enum Zone) of a name as people write it, in one of a dozen languages ("glacier", "Rock",
//! "Gletscher", "N/A", ...); empty for any other text.
std::optional<std::uint8_t> zoneNamed( const std::string &text );

/**
 * How \a names were read that are not those of sentences, such as “sea ice”: "“sea ice” as ocean, “land” as
 * rock"; empty where there are none.
 */
std::string readingOf( const std::map<std::string, std::uint8_t> &names );

//! What sentences call the class \a zone. REQUIRES: one of enum Zone.
const char *nameOfZone( std::uint8_t zone );

//! Whether \a text is a word, rather than a number or one with a number ("Class 1"), which names nothing.
bool isWord( const std::string &text );

} // namespace calving
