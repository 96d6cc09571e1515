#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "model/base/column.h"
#include "model/scene/frontattributes.h"
#include "model/scene/frontmoment.h"

namespace calving
{

/**
 * A schema in which databases keep fronts.
 *
 * In none is there a field called NAME, which ISSM takes for the time, and the day of CALFIN and TermPicks is
 * the text YYYY-MM-DD in the field Date, by which ISSM and others know it.
 */
enum class ExportSchema
{
  //! Cheng et al. (2021): lines and closed polygons of level 1, one file of each.
  Calfin,
  //! Goliber et al. (2022).
  TermPicks,
  //! MEaSUREs annual Greenland outlet glacier terminus positions, NSIDC-0642, version 2.
  Nsidc0642
};

//! "CALFIN"
std::string nameOf( ExportSchema schema );

//! The fields, in their order.
std::vector<Column> exportColumns( ExportSchema schema );

//! What stands for what fronts do not say themselves.
struct ExportDefaults
{
  std::optional<int> glacierId;
  std::optional<int> qualityFlag;
  std::string author;
};

//! A front on its way into a schema.
struct ExportedFront
{
  //! For messages: “Line 4 of the layer fronts”.
  std::string what;
  std::string glacier;
  FrontMoment moment;
  AttributeText attribute;
  //! The mean of its vertices, on the map of the export.
  std::array<double, 2> centre{};
  //! Longitude and latitude of that, in degrees.
  std::array<double, 2> place{};
};

/**
 * The values of \a front in the fields of \a schema, as text; empty where nothing is known.
 *
 * Attributes keep what others called them by: the glacier's names, for instance, may come as in CALFIN or as
 * in NSIDC-0642. GlacierID and QualFlag must be known. QualFlag has 1 as its tens where a front was traced
 * automatically; TermPicks has it as text of two digits. Adds a sentence to \a problems for each value that
 * is missing or does not fit.
 */
std::vector<std::string> exportValues( ExportSchema schema, const ExportedFront &front,
                                       const ExportDefaults &defaults, std::vector<std::string> &problems );

} // namespace calving
