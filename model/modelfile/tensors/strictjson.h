#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace calving
{

/**
 * Parses JSON from a file that may be hostile, in time and memory that grow with its length alone.
 *
 * Throws Error, naming \a origin, where the text is no JSON, is nested more than 8 deep or has a key twice:
 * nlohmann's parser lets both pass, and slows down with the square of the keys where a callback is to watch
 * it, so its plain stream of events is watched instead.
 */
nlohmann::json parseStrictJson( std::string_view text, const std::string &origin );

} // namespace calving
