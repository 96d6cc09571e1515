#pragma once

#include <optional>
#include <string>

#include "model/base/parameter.h"

namespace calving
{

//! The number that \a text is, with a point as decimal sign; nothing where it is none, or not finite, or to
//! be \a whole and is not.
std::optional<double> numberIn( const std::string &text, bool whole );

//! What \a text says of a switch: yes, true, on or 1; no, false, off or 0.
std::optional<bool> switchIn( const std::string &text );

//! The index among \a names of the one that \a text is, in capitals or not, or whose number, from 0, it is.
std::optional<int> choiceIn( const std::string &text, const std::vector<std::string> &names );

//! "a whole number from 1 to 9"
std::string describeNumbers( const NumberKind &kind );

//! A sentence, after a blank, for \a text with a comma that is no number; else empty.
std::string decimalHint( const std::string &text );

//! The option of \a parameter as setFromText() reads it; empty where there is none.
std::string textOf( const Parameter &parameter );

/**
 * Sets the option of \a parameter to what \a text says.
 *
 * Blank text leaves numbers, choices, switches and dates as they are. Throws Error, naming the parameter, the
 * text and what may be given, for any that is not understood or out of range.
 */
void setFromText( const Parameter &parameter, const std::string &text );

} // namespace calving
