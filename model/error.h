#pragma once

#include <exception>
#include <stdexcept>

namespace calving
{

//! A problem the user can act on. what() is one or two complete sentences: which file or value, what to do.
class Error : public std::runtime_error
{
public:
  using std::runtime_error::runtime_error;
};

//! The user asked to stop. Carries no message, because nothing went wrong.
class Cancelled : public std::exception
{
};

} // namespace calving
