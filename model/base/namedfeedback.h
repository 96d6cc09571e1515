#pragma once

#include <string>

#include "model/feedback.h"

namespace calving
{

//! \a feedback whose sentences begin with \a name: for one of several things.
inline Feedback named( const Feedback &feedback, const std::string &name )
{
  Feedback result = feedback;
  for ( const auto say : { &Feedback::info, &Feedback::warning } )
    if ( feedback.*say )
      result.*say = [name, inner = feedback.*say]( const std::string &sentence )
      { inner( name + ": " + sentence ); };
  return result;
}

} // namespace calving
