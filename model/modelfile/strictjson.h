#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace calving
{

/**
 * Parses JSON from a file that may be hostile.
 *
 * Throws Error, naming \a origin, where the text is no JSON, is nested more than 8 deep or has a key twice.
 */
nlohmann::json parseStrictJson( std::string_view text, const std::string &origin );

} // namespace calving
