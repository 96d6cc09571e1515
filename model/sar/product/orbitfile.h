#pragma once

#include <string>
#include <vector>

#include "model/sar/geometry/statevector.h"

namespace calving
{

//! The contents of an orbit file of ESA (AUX_POEORB, AUX_RESORB; .EOF).
struct OrbitFile
{
  //! "S1A" to "S1D".
  std::string mission;
  //! In order of time.
  std::vector<StateVector> vectors;
};

//! Reads the text \a xml of an orbit file; \a name is for messages. Throws Error where it is not as it should
//! be.
OrbitFile parseOrbitFile( const std::string &xml, const std::string &name );

//! Which part of an orbit file is wanted.
struct OrbitRequest
{
  //! "S1A" to "S1D".
  std::string mission;
  UtcTime from;
  UtcTime to;
};

/**
 * The state vectors of the file \a path (.EOF, or packed as .EOF.zip or .EOF.gz) for \a request, with a
 * margin of one minute where the file has it.
 *
 * Throws Error if the file cannot be read, is of another satellite or does not cover the time.
 */
std::vector<StateVector> readOrbit( const std::string &path, const OrbitRequest &request );

} // namespace calving
