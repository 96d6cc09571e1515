#pragma once

#include <functional>
#include <string>

#include "model/error.h"

namespace calving
{

/**
 * What the core tells its caller while it works. Every member may be empty.
 *
 * Called only on the thread that called the core function, never from its workers.
 */
struct Feedback
{
  //! Receives the fraction done, from 0 to 1, never decreasing. Returns false when the user wants to stop.
  std::function<bool( double fraction )> progress;
  //! Says whether the user wants to stop, without telling progress.
  std::function<bool()> stopped;
  //! Receives one sentence for the log.
  std::function<void( const std::string &sentence )> info;
  //! Receives one sentence about something the user should look at.
  std::function<void( const std::string &sentence )> warning;

  //! Reports \a fraction; throws Cancelled if the user wants to stop.
  void report( double fraction ) const
  {
    if ( progress && !progress( fraction ) )
      throw Cancelled();
  }

  //! Throws Cancelled if the user wants to stop. For places that know no fraction.
  void check() const
  {
    if ( stopped && stopped() )
      throw Cancelled();
  }

  void inform( const std::string &sentence ) const
  {
    if ( info )
      info( sentence );
  }

  void warn( const std::string &sentence ) const
  {
    if ( warning )
      warning( sentence );
  }

  //! The same feedback for a part of the work that covers the fractions \a from to \a to of the whole.
  Feedback part( double from, double to ) const
  {
    Feedback result = *this;
    if ( progress )
      result.progress = [inner = progress, from, to]( double fraction )
      { return inner( from + ( to - from ) * fraction ); };
    return result;
  }
};

} // namespace calving
