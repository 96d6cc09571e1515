#pragma once

#include <functional>
#include <string>

#include "model/scene/scenename.h"

namespace calving
{

//! The text of the attribute of that name; empty where there is none.
using AttributeText = std::function<std::string( const char *name )>;

//! Attributes in which fronts tell their day, those that tell it alone first.
inline constexpr const char *dateAttributes[] = { "date",     "Date",     "DATE",       "datetime_utc",
                                                  "datetime", "DateTime", "DATETIME",   "SourceDate",
                                                  "img_date", "acquired", "system:time_start" };

/**
 * The day that the attributes of a front tell, "YYYY-MM-DD"; empty where they tell none.
 *
 * Of the first of dateAttributes that holds a date (see momentOf()); else of year, month and day.
 */
std::string dateOfAttributes( const AttributeText &attribute );

/**
 * Adds to \a facts what is empty there and the attributes of a front say: glacier, date, sensor, pixel size.
 *
 * Knows the names of our own layers (glacier_name, date, sensor, pixel_m) and those that they have in
 * Shapefiles, which TermPicks and CALFIN use too (OfficialN, Date, Satellite, Res).
 */
void addFrontAttributes( SceneFacts &facts, const AttributeText &attribute );

//! Adds to \a facts what is empty there and \a others know, but for the imageId.
void addMissingFacts( SceneFacts &facts, const SceneFacts &others );

} // namespace calving
