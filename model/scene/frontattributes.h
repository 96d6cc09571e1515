#pragma once

#include <functional>
#include <string>

#include "model/scene/scenename.h"

namespace calving
{

//! The text of the attribute of that name; empty where there is none.
using AttributeText = std::function<std::string( const char *name )>;

/**
 * The day that the attributes of a front tell, "YYYY-MM-DD"; empty where they tell none.
 *
 * Of the first that holds a date: date, datetime_utc, datetime, SourceDate, img_date, acquired, in capitals or
 * not, as 2018-06-02 (also with a time after it), 20180602, 2018/06/02 or 2.6.2018; system:time_start, as Earth
 * Engine counts; else of year, month and day.
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
