#include "model/change/changetable.h"

#include <cmath>

#include "model/base/atomicfile.h"
#include "model/base/calendar.h"
#include "model/base/csvtext.h"
#include "model/base/numbertext.h"

namespace calving
{

namespace
{

//! Digits after the point: of metres, of square metres, of ratios.
constexpr Decimals centimetres{ 2 };
constexpr Decimals wholes{ 0 };
constexpr Decimals fine{ 4 };

std::string number( double value, Decimals decimals )
{
  return std::isfinite( value ) ? numberText( value, decimals ) : std::string();
}

} // namespace

const std::vector<Column> &changeColumns()
{
  using Kind = ColumnKind;
  static const std::vector<Column> columns{
      { "glacier_name", "OfficialN", Kind::Text, "the glacier" },
      { "date", "Date", Kind::Date, "day of the front" },
      { "datetime_utc", "DateTime", Kind::DateTime, "moment of the front, where it is known" },
      { "dec_year", "DecYear", Kind::Number, "the same as a decimal year" },
      { "image_id", "ImageID", Kind::Text, "the front's image" },
      { "method", "Method", Kind::Text, "how the position was measured" },
      { "position_m", "Pos_m", Kind::Number, "from the start of the centreline or the upstream side" },
      { "position_error_m", "PosErr_m", Kind::Number, "its standard error" },
      { "since_first_m", "Rel_m", Kind::Number, "position less that of the first front" },
      { "change_m", "Change_m", Kind::Number, "advance since the front before" },
      { "change_error_m", "ChErr_m", Kind::Number, "its standard error" },
      { "rate_m_yr", "Rate_m_yr", Kind::Number, "advance a year since the front before" },
      { "rate_error_m_yr", "RateErr", Kind::Number, "its standard error" },
      { "fit_m", "Fit_m", Kind::Number, "trend and season at that date" },
      { "fit_low_m", "FitLow_m", Kind::Number, "lower end of the fit's 95 % interval" },
      { "fit_high_m", "FitHigh_m", Kind::Number, "upper end of the fit's 95 % interval" },
      { "residual_m", "Resid_m", Kind::Number, "position less the fit" },
      { "event_m", "Event_m", Kind::Number,
        "what a calving event took away for good since the front before; empty: none" },
      { "event_error_m", "EventErr_m", Kind::Number, "its standard error" },
      { "area_m2", "Area_m2", Kind::Number, "ice in the box on which areas are compared" },
      { "area_error_m2", "AreaErr", Kind::Number, "its standard error" },
      { "area_change_m2", "AreaChange", Kind::Number, "change since the front before" },
      { "area_change_error_m2", "ArChErr", Kind::Number, "its standard error" },
      { "gained_m2", "Gained_m2", Kind::Number, "area gained since the front before" },
      { "lost_m2", "Lost_m2", Kind::Number, "area lost since the front before" },
      { "width_m", "Width_m", Kind::Number, "straight between the ends of the front" },
      { "path_m", "Path_m", Kind::Number, "along the front" },
      { "sinuosity", "Sinuosity", Kind::Number, "path / width" },
      { "n_vertices", "NVertices", Kind::Whole, "vertices of the front" },
      { "node_spacing_m", "NodeDist_m", Kind::Number, "path / vertices" },
      { "box_width_m", "BoxWidth_m", Kind::Number, "width by which an area became a position" },
      { "box_parts", "BoxParts", Kind::Whole, "parts into which the front cuts the box" },
      { "closed_m", "Closed_m", Kind::Number, "metres added so that the front reaches the sides" },
      { "error_m", "Error", Kind::Number, "mean distance by which the front is off" },
      { "notes", "Notes", Kind::Text, "why there is no position" },
  };
  return columns;
}

std::vector<std::string> changeValues( const GlacierChange &change, const ChangeRow &row )
{
  const DatedFront &front = row.front;
  return { change.glacier,
           front.moment.date(),
           front.moment.dateTime(),
           number( front.moment.decimalYear(), fine ),
           front.imageId,
           nameOf( change.method ),
           number( row.position, centimetres ),
           number( row.positionError, centimetres ),
           number( row.sinceFirst, centimetres ),
           number( row.change, centimetres ),
           number( row.changeError, centimetres ),
           number( row.rate, centimetres ),
           number( row.rateError, centimetres ),
           number( row.fit, centimetres ),
           number( row.fitLow, centimetres ),
           number( row.fitHigh, centimetres ),
           number( row.residual, centimetres ),
           number( row.event, centimetres ),
           number( row.eventError, centimetres ),
           number( row.area, wholes ),
           number( row.areaError, wholes ),
           number( row.areaChange, wholes ),
           number( row.areaChangeError, wholes ),
           number( row.gained, wholes ),
           number( row.lost, wholes ),
           number( row.shape.width, centimetres ),
           number( row.shape.path, centimetres ),
           number( row.shape.sinuosity, fine ),
           std::to_string( row.shape.vertices ),
           number( row.shape.nodeSpacing, centimetres ),
           number( row.boxWidth, centimetres ),
           row.parts > 0 ? std::to_string( row.parts ) : std::string(),
           number( row.closed, centimetres ),
           number( front.error, centimetres ),
           row.isMeasured() ? std::string() : "The front " + row.note + "." };
}

const std::vector<Column> &monthColumns()
{
  using Kind = ColumnKind;
  static const std::vector<Column> columns{
      { "glacier_name", "OfficialN", Kind::Text, "the glacier" },
      { "start_date", "Start", Kind::Date, "first day of the month, or of the series in it" },
      { "end_date", "End", Kind::Date, "first day after" },
      { "area_change_m2", "AreaChange", Kind::Number, "change in area; retreat is negative" },
      { "area_change_error_m2", "ArChErr", Kind::Number, "its standard error" },
      { "thickness_m", "Thick_m", Kind::Number, "mean thickness of the ice gained or lost" },
      { "mass_change_gt", "Mass_Gt", Kind::Number, "change in mass, at 917 kg/m3" },
      { "mass_change_error_gt", "MassErr_Gt", Kind::Number, "its standard error" },
  };
  return columns;
}

std::vector<std::string> monthValues( const GlacierChange &change, const MonthlyMass &month )
{
  constexpr Decimals tonnes{ 9 };
  return { change.glacier,
           isoDate( static_cast<int>( std::floor( month.begin ) ) ),
           isoDate( static_cast<int>( std::ceil( month.end ) ) ),
           number( month.areaChange, wholes ),
           number( month.areaError, wholes ),
           number( month.thickness, centimetres ),
           number( month.mass, tonnes ),
           number( month.massError, tonnes ) };
}

void writeChangeCsv( const std::string &path, const std::vector<GlacierChange> &changes )
{
  std::vector<std::string> names;
  for ( const Column &column : changeColumns() )
    names.push_back( column.name );
  std::string text = csvLine( names );
  for ( const GlacierChange &change : changes )
    for ( const ChangeRow &row : change.rows )
      text += csvLine( changeValues( change, row ) );
  AtomicFile file( path );
  file.write( text );
  file.commit();
}

} // namespace calving
