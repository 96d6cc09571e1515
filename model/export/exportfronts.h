#pragma once

#include <string>
#include <vector>

#include "model/change/changeinput.h"
#include "model/change/changeoptions.h"
#include "model/export/exportschema.h"
#include "model/feedback.h"

namespace calving
{

struct ExportOptions
{
  ExportSchema schema = ExportSchema::Calfin;
  ExportDefaults defaults;
  //! "EPSG:3413" or well-known text; empty: EPSG:3413 in the north, EPSG:3031 in the south.
  std::string crs;
  //! Whether polygons are wanted, too.
  bool isClosed = false;
  //! Of closing: where the ocean is, and how far ends are joined with the fjord's sides.
  ChangeOptions closing;
};

//! A front in a schema.
struct ExportRow
{
  //! In the order of exportColumns().
  std::vector<std::string> values;
  //! On the map of the export; of the lines, or of the ocean.
  std::vector<Line> lines;
  std::vector<MapPolygon> polygons;
};

struct ExportedFronts
{
  //! Well-known text.
  std::string crs;
  //! One of each line feature, in their order.
  std::vector<ExportRow> lines;
  //! One of each front, by glacier and time; empty where none are wanted.
  std::vector<ExportRow> closed;
};

/**
 * The fronts of \a input in a schema.
 *
 * All or nothing: throws Error that lists by line what is missing or does not fit: dates, numbers of
 * glaciers, flags, texts that are too long, coordinates that the map cannot show. So it does where there is
 * no line, where a layer has no coordinate reference system, where fronts of both hemispheres ask for no map
 * of their own, and where polygons are wanted and there is no fjord to close them with. Says which fields
 * stay empty.
 */
ExportedFronts exportFronts( const ChangeInput &input, const ExportOptions &options,
                             const Feedback &feedback );

} // namespace calving
