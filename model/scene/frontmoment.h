#pragma once

#include <optional>
#include <string>
#include <vector>

namespace calving
{

//! When a front was there.
struct FrontMoment
{
  //! Days since 1 January 2000.
  int day = 0;
  //! The fraction of the day that has passed; noon where only the day is known.
  double ofDay = 0.5;
  bool hasTime = false;

  //! "2018-06-02"
  std::string date() const;
  //! "2018-06-02T09:21:33"; empty where only the day is known.
  std::string dateTime() const;
  //! 2018.415
  double decimalYear() const;
  //! The fraction of the year that has passed.
  double yearFraction() const;
  //! Days, with fractions, since 1 January 2000.
  double days() const { return day + ofDay; }
};

/**
 * The moment that \a text tells, as people and programs write one; empty where it tells none, or where day
 * and month could be either way round.
 *
 * 2018-06-02, 2018/06/02, 2018.06.02 or 2018:06:02, each with a time after it or not, 20180602, 201806020921,
 * 2018153 (day of the year), 2.6.2018, 2 Jun 2018, 02-JUN-2018, June 2, 2018, 2018.415 (decimal year; 2018.06
 * is none), and milliseconds since 1970, as Earth Engine has. 13/6/2018 and 6/13/2018 are what they must be.
 */
std::optional<FrontMoment> momentOf( const std::string &text );

/**
 * The moments of many texts of one attribute, of which some may be written in other ways than others:
 * 2/6/2018 has its day first, or its month, as texts of that kind have it that can only be read in one way.
 * Empty where momentOf() says nothing.
 */
std::vector<std::optional<FrontMoment>> momentsOf( const std::vector<std::string> &texts );

} // namespace calving
