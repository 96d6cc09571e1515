#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace calving
{

/**
 * An instant of UTC as whole nanoseconds since 1970-01-01T00:00:00, each day counted as 86 400 s.
 *
 * Exact for every time that a product states (microseconds). Differences are doubles in seconds: within a
 * data take they are exact to 0.1 ps, so geometry computes with seconds since an instant near by. No product
 * lies across a leap second.
 */
struct UtcTime
{
  std::int64_t nanoseconds = 0;

  //! Reads "2021-08-09T17:39:53.153776", with or without fraction, "Z" or a leading "UTC="; empty if it is no
  //! time.
  static std::optional<UtcTime> parse( std::string_view text );

  //! "2021-08-09T17:39:53.153776": always six digits of the second, rounded to the nearest.
  std::string text() const;
  //! "20210809T173953", as in product names.
  std::string compact() const;
};

//! Seconds from \a b to \a a.
inline double operator-( UtcTime a, UtcTime b )
{
  return static_cast<double>( a.nanoseconds - b.nanoseconds ) * 1e-9;
}

//! \a seconds after \a time, to the nearest nanosecond.
UtcTime operator+( UtcTime time, double seconds );

inline bool operator<( UtcTime a, UtcTime b )
{
  return a.nanoseconds < b.nanoseconds;
}

inline bool operator==( UtcTime a, UtcTime b )
{
  return a.nanoseconds == b.nanoseconds;
}

} // namespace calving
