#pragma once

#include <charconv>
#include <cstring>
#include <string>

#include "model/error.h"
#include "model/train/ranks/ranks.h"

namespace calving
{

//! The value of \a name; empty where it is not set.
inline std::string textOf( const Environment &environment, const char *name )
{
  const char *value = environment( name );
  return value ? value : "";
}

//! The whole number in \a name, \a otherwise where it is not set. Throws Error for anything else, and below
//! \a low.
inline int numberOf( const Environment &environment, const char *name, int low, int otherwise )
{
  const std::string value = textOf( environment, name );
  if ( value.empty() )
    return otherwise;
  int number = 0;
  const char *end = value.data() + value.size();
  const auto [stop, problem] = std::from_chars( value.data(), end, number );
  if ( problem != std::errc() || stop != end || number < low )
    throw Error( "The variable " + std::string( name ) + " is “" + value +
                 "”, but must be a whole number from " + std::to_string( low ) + " on." );
  return number;
}

} // namespace calving
