#pragma once

#include <array>
#include <vector>

#include "model/sar/geometry/statevector.h"

namespace calving
{

/**
 * The satellite's path: one polynomial of degree 8 (less for few vectors) fitted to the positions of state
 * vectors.
 *
 * Over the few minutes around a scene this is exact to a tenth of a millimetre. Velocities are those of the
 * path; the stated ones serve only where there are fewer than six vectors, because onboard solutions and the
 * annotations of old processors state velocities that contradict their own positions by centimetres a second.
 * Times are seconds since epoch(). Before the first and after the last vector the path is good for a few
 * seconds.
 */
class Orbit
{
public:
  struct State
  {
    Vector3 position;
    Vector3 velocity;
    //! m/s2 in the Earth-fixed frame.
    Vector3 acceleration;
  };

  //! Throws Error if there are fewer than two vectors, their times do not rise, or they lie on no smooth
  //! path.
  explicit Orbit( std::vector<StateVector> vectors );

  //! Time of the first vector.
  UtcTime epoch() const { return mVectors.front().time; }
  //! Time of the last vector, in seconds since epoch().
  double duration() const { return mVectors.back().time - mVectors.front().time; }
  //! Seconds from epoch() to \a time.
  double seconds( UtcTime time ) const { return time - epoch(); }
  const std::vector<StateVector> &vectors() const { return mVectors; }

  State at( double seconds ) const;

  //! The same path, passed \a seconds later.
  Orbit delayed( double seconds ) const;

private:
  static constexpr int mostCoefficients = 9;

  void fit();
  void checkFit() const;

  std::vector<StateVector> mVectors;
  //! position = origin + sum of coefficients[k] * u^k with u = (seconds - middle) / half, from -1 to 1.
  double mMiddle = 0;
  double mHalf = 1;
  Vector3 mOrigin{};
  int mCount = 0;
  std::array<Vector3, mostCoefficients> mCoefficients{};
};

} // namespace calving
