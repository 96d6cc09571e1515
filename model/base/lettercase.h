#pragma once

#include <string>

namespace calving
{

/**
 * \a text with the letters A to Z in small letters.
 *
 * Words of files and parameters mean the same in all languages: in Turkish, std::tolower() makes no "i" of
 * "I". What is not ASCII stays.
 */
std::string lowerCase( std::string text );
//! The same with a to z in capitals.
std::string upperCase( std::string text );

} // namespace calving
