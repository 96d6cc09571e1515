#pragma once

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/change/frontshape.h"
#include "model/feedback.h"
#include "model/scene/frontattributes.h"
#include "model/scene/frontmoment.h"

namespace calving
{

//! A line of a layer of fronts and what its attributes say, as somebody stored them.
struct FrontRecord
{
  //! For messages: the layer.
  std::string source;
  //! Empty where nothing says it.
  std::string glacier;
  std::string dateText;
  std::string imageId;
  //! As the layer writes it: “S1A”, “Sentinel-2”.
  std::string sensor;
  //! Mean distance in metres by which it is off; NaN: not said.
  double error = std::numeric_limits<double>::quiet_NaN();
  //! What it says of that, where that is no number of metres from 0 on.
  std::string unreadError;
  //! Mean distance in metres to what its scene says alone (single_m of a series); NaN: not said.
  double singleMetres = std::numeric_limits<double>::quiet_NaN();
  //! Well-known text; empty where unknown.
  std::string crs;
  std::vector<Line> lines;
  //! Whether this program traced it, with the ocean on its left.
  bool isOceanLeft = false;
  //! All that it says.
  AttributeText attribute = []( const char * ) { return std::string(); };
};

//! A front: all lines of one glacier, moment and image.
struct DatedFront
{
  FrontMoment moment;
  std::string imageId;
  double error = std::numeric_limits<double>::quiet_NaN();
  std::string crs;
  //! Lines of two points or more: in the system \a crs, until they are brought to a plane.
  std::vector<Line> parts;
  bool isOceanLeft = false;
  //! The records that it is made of, by number.
  std::vector<std::size_t> records;
};

//! Throws Error, a sentence that names the layer, where \a records are no lines that can be measured: there
//! are none, only some have a coordinate reference system, or none has (of which it warns) and coordinates
//! look like degrees.
void requireMeasurable( const std::vector<FrontRecord> &records, const Feedback &feedback );

//! The moments of \a records; empty where a record tells none. Throws Error, a sentence that names layer and
//! texts, where texts cannot be read or no record has a date. REQUIRES: there is a record.
std::vector<std::optional<FrontMoment>> momentsOf( const std::vector<FrontRecord> &records );

/**
 * The fronts of each glacier, by name, in the order of time.
 *
 * Lines without a date, or without a length, are left out with a warning; so are errors that
 * cannot be read. Throws Error as requireMeasurable()
 * and momentsOf() do.
 */
std::map<std::string, std::vector<DatedFront>> frontsByGlacier( const std::vector<FrontRecord> &records,
                                                                const Feedback &feedback );

} // namespace calving
