#include "model/scene/frontschema.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace calving
{

const std::vector<Column> &frontColumns()
{
  using Kind = ColumnKind;
  static const std::vector<Column> columns{
      { "glacier_name", "OfficialN", Kind::Text, "the glacier", "", 80 },
      { "date", "Date", Kind::Date, "day of the acquisition" },
      { "datetime_utc", "DateTime", Kind::DateTime, "middle of the acquisition; text in Shapefiles", "UTC" },
      { "year", "Year", Kind::Whole, "of the date" },
      { "month", "Month", Kind::Whole, "of the date" },
      { "day", "Day", Kind::Whole, "of the date, in its month" },
      { "dec_year", "DecYear", Kind::Number,
        "the same as a decimal year: at the time of the day, at noon where that is unknown", "years" },
      { "sensor", "Satellite", Kind::Text, "S1A to S1D, TSX, ERS, ...; S1 where the unit is not known", "",
        20 },
      { "mode", "Mode", Kind::Text, "IW, EW, SM, ...", "", 10 },
      { "polarisation", "Pol", Kind::Text, "HH, HV, VV, VH", "", 20 },
      { "orbit_rel", "TRACK", Kind::Whole, "relative orbit" },
      { "orbit_abs", "ORBIT", Kind::Whole, "absolute orbit" },
      { "pass", "Pass", Kind::Text, "ascending or descending", "", 12 },
      { "image_id", "ImageID", Kind::Text, "the scene", "", 120 },
      { "preproc", "Preproc", Kind::Text,
        "steps by which this program made the scene from a product, the first one first; left out of a "
        "Shapefile that has "
        "no room for them" },
      { "author", "Author", Kind::Text, "the model, or this software where there was none", "", 80 },
      { "qual_flag", "QualFlag", Kind::Whole, "10: traced automatically, as in CALFIN" },
      { "n_parts", "NParts", Kind::Whole,
        "parts of the line: more than one only where rock or missing data interrupt it" },
      { "length_m", "Length_m", Kind::Number, "length on the ground", "m" },
      { "n_vertices", "NVertices", Kind::Whole, "vertices" },
      { "dist_per_vertex", "VertexDist", Kind::Number, "length divided by vertices, as TermPicks has it",
        "m" },
      { "center_x", "Center_X", Kind::Number, "point halfway along the longest part, on the scene's map: x",
        "units of the map" },
      { "center_y", "Center_Y", Kind::Number, "the same: y", "units of the map" },
      { "lat", "Latitude", Kind::Number, "of that point, in WGS 84", "°" },
      { "lon", "Longitude", Kind::Number, "of that point, in WGS 84", "°" },
      { "conf_mean", "ConfMean", Kind::Number,
        "the network's confidence along the front, 0 to 1; where labels count that the model remembers, that "
        "of "
        "both together" },
      { "conf_min", "ConfMin", Kind::Number, "least of the same" },
      { "conf_p10", "ConfP10", Kind::Number, "of the same, what a tenth of the front falls short of" },
      { "single_m", "Single_m", Kind::Number,
        "of a series: mean distance to what the scene alone shows; empty where it shows no front", "m" },
      { "error_m", "Error", Kind::Number,
        "of a series with labels: expected mean distance to the true front; empty where nothing was learnt "
        "about it",
        "m" },
      { "error68_m", "Error68", Kind::Number, "the mean distance that 68 of 100 such fronts stay within",
        "m" },
      { "error95_m", "Error95", Kind::Number, "the same of 95 of 100", "m" },
      { "pixel_m", "Res", Kind::Number, "geometric mean of the sides of a pixel", "m" },
      { "model_name", "Model", Kind::Text, "the model", "", 80 },
      { "model_sha256", "ModelHash", Kind::Text, "hash of its file", "", 64 },
      { "model_arch", "ModelArch", Kind::Text, "kind and size of its network", "", 80 },
      { "software", "Software", Kind::Text, "name and version", "", 40 },
      { "parameters", "Params", Kind::Text,
        "the parameters of the run, as JSON; prior: how many labels the model remembered of the place, the "
        "date of "
        "the nearest, and the days to it; left out of a Shapefile that has no room for them" },
      { "processed_utc", "Processed", Kind::DateTime, "when the front was made; text in Shapefiles", "UTC" },
      { "crs_source", "CrsSource", Kind::Text,
        "where the coordinate reference system comes from: raster, layer or parameter", "", 40 },
      { "notes", "Notes", Kind::Text,
        "remarks: what pixel values were taken for; how far the front goes from every labelled one, where "
        "that is "
        "farther than expected" },
  };
  return columns;
}

std::vector<Column> frontColumnsNamed( const std::vector<const char *> &names )
{
  std::vector<Column> named;
  for ( const Column &column : frontColumns() )
    if ( std::any_of( names.begin(), names.end(),
                      [&column]( const char *name ) { return std::strcmp( name, column.name ) == 0; } ) )
      named.push_back( column );
  assert( named.size() == names.size() );
  return named;
}

} // namespace calving
