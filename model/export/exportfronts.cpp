#include "model/export/exportfronts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "model/base/listednames.h"
#include "model/error.h"
#include "model/export/closedfronts.h"
#include "model/geometry/maptransform.h"

namespace calving
{

namespace
{

//! How many problems a message tells.
constexpr std::size_t mostProblems = 5;
//! How many names a sentence lists.
constexpr std::size_t mostNames = 3;

void requireLines( const std::vector<FrontRecord> &fronts )
{
  std::set<std::string> unplaced;
  bool isAny = false;
  for ( const FrontRecord &front : fronts )
  {
    isAny = isAny || !front.lines.empty();
    if ( front.crs.empty() )
      unplaced.insert( front.source );
  }
  if ( !isAny )
    throw Error( "There is no line to export. Choose a layer that holds a line for each front." );
  if ( !unplaced.empty() )
    throw Error( "No coordinate reference system is known of " + listedNames( unplaced, mostNames ) +
                 ". Assign it, in QGIS with “Assign projection”." );
}

//! Ways from the systems of fronts to another one.
class Ways
{
public:
  explicit Ways( std::string to )
    : mTo( std::move( to ) )
  {
  }

  const MapTransform &from( const std::string &crs )
  {
    std::unique_ptr<MapTransform> &way = mWays[crs];
    if ( !way )
      way = std::make_unique<MapTransform>( crs, mTo );
    return *way;
  }

private:
  std::string mTo;
  std::map<std::string, std::unique_ptr<MapTransform>> mWays;
};

//! The polar map of the hemisphere in which all \a fronts lie.
std::string polarMap( const std::vector<FrontRecord> &fronts )
{
  Ways toDegrees( geographicCrs );
  std::set<bool> isNorth;
  for ( const FrontRecord &front : fronts )
    for ( const Line &line : front.lines )
      isNorth.insert( toDegrees.from( front.crs ).applied( line.front() )[1] >= 0 );
  if ( isNorth.size() > 1 )
    throw Error(
        "The fronts lie on both hemispheres, for which there is no polar map. Export those of each by "
        "themselves, or choose CRS." );
  return *isNorth.begin() ? "EPSG:3413" : "EPSG:3031";
}

std::array<double, 2> meanOf( const std::vector<Line> &lines )
{
  std::array<double, 2> sum{};
  std::size_t count = 0;
  for ( const Line &line : lines )
    for ( const Point &point : line )
    {
      sum[0] += point[0];
      sum[1] += point[1];
      ++count;
    }
  return { sum[0] / static_cast<double>( count ), sum[1] / static_cast<double>( count ) };
}

//! The moments of all fronts: notes which cannot be read.
std::vector<std::optional<FrontMoment>> momentsIn( const std::vector<FrontRecord> &fronts,
                                                   const std::vector<std::string> &names,
                                                   std::vector<std::string> &problems )
{
  std::vector<std::string> texts;
  for ( const FrontRecord &front : fronts )
    texts.push_back( front.dateText );
  const std::vector<std::optional<FrontMoment>> moments = momentsOf( texts );
  for ( std::size_t i = 0; i < fronts.size(); ++i )
    if ( !moments[i] && !fronts[i].lines.empty() )
      problems.push_back( names[i] +
                          ( texts[i].empty()
                                ? ": no date is known; add a field “date”, or choose DATE_FIELD."
                                : ": the date “" + texts[i] +
                                      "” cannot be read; write it as year-month-day (2018-06-02)." ) );
  return moments;
}

//! “Line 4 of the layer fronts”, of each front.
std::vector<std::string> namesOf( const std::vector<FrontRecord> &fronts )
{
  std::map<std::string, int> count;
  std::vector<std::string> names;
  for ( const FrontRecord &front : fronts )
    names.push_back( "Line " + std::to_string( ++count[front.source] ) + " of the layer " + front.source );
  return names;
}

void requireNone( const std::vector<std::string> &problems, ExportSchema schema )
{
  if ( problems.empty() )
    return;
  std::string text =
      "The fronts do not fit the schema of " + nameOf( schema ) + ", and nothing was exported.";
  for ( std::size_t i = 0; i < std::min( problems.size(), mostProblems ); ++i )
    text += " " + problems[i];
  if ( problems.size() > mostProblems )
    text += " And " + std::to_string( problems.size() - mostProblems ) + " more problems.";
  throw Error( text );
}

void sayWhatIsEmpty( const ExportedFronts &exported, ExportSchema schema, const Feedback &feedback )
{
  std::vector<std::string> empty;
  const std::vector<Column> columns = exportColumns( schema );
  for ( std::size_t i = 0; i < columns.size(); ++i )
    if ( std::all_of( exported.lines.begin(), exported.lines.end(),
                      [i]( const ExportRow &row ) { return row.values[i].empty(); } ) )
      empty.push_back( columns[i].name );
  if ( !empty.empty() )
    feedback.inform( "Fields that no front fills: " + listedNames( empty ) + "." );
}

//! A line and what its row is made from.
struct Described
{
  ExportedFront front;
  ExportRow row;
};

//! Says where \a lines, on the map of the export, lie.
void place( ExportedFront &front, const std::vector<Line> &lines, const MapTransform &toDegrees )
{
  front.centre = meanOf( lines );
  front.place = toDegrees.applied( front.centre );
}

//! The rows of \a fronts, by their numbers; none of those without a line.
std::map<std::size_t, Described> rowsOf( const std::vector<FrontRecord> &fronts, const std::string &crs,
                                         const ExportOptions &options )
{
  std::vector<std::string> problems;
  const std::vector<std::string> names = namesOf( fronts );
  const std::vector<std::optional<FrontMoment>> moments = momentsIn( fronts, names, problems );
  const MapTransform toDegrees( crs, geographicCrs );
  Ways toMap( crs );
  std::map<std::size_t, Described> rows;
  for ( std::size_t i = 0; i < fronts.size(); ++i )
  {
    const FrontRecord &front = fronts[i];
    if ( front.lines.empty() )
      continue;
    Described &line = rows.emplace( i, Described{ { names[i],
                                                    front.glacier,
                                                    moments[i].value_or( FrontMoment() ),
                                                    front.attribute,
                                                    {},
                                                    {} },
                                                  {} } )
                          .first->second;
    for ( const Line &part : front.lines )
      line.row.lines.push_back( toMap.from( front.crs ).applied( part ) );
    place( line.front, line.row.lines, toDegrees );
    if ( !std::isfinite( line.front.centre[0] + line.front.centre[1] ) )
      problems.push_back( names[i] + ": the map of the export cannot show it; choose another CRS." );
    line.row.values = exportValues( options.schema, line.front, options.defaults, problems );
  }
  requireNone( problems, options.schema );
  return rows;
}

//! The row of an ocean before a front, whose place is that of all its lines.
ExportRow rowOf( const ClosedLine &closed, const std::map<std::size_t, Described> &rows,
                 const MapTransform &toDegrees, const ExportOptions &options )
{
  ExportedFront front = rows.at( closed.records.front() ).front;
  std::vector<Line> lines;
  for ( const std::size_t record : closed.records )
  {
    const std::vector<Line> &parts = rows.at( record ).row.lines;
    lines.insert( lines.end(), parts.begin(), parts.end() );
  }
  place( front, lines, toDegrees );
  std::vector<std::string> problems; // those of the lines, which had none
  return { exportValues( options.schema, front, options.defaults, problems ), {}, closed.ocean };
}

} // namespace

ExportedFronts exportFronts( const ChangeInput &input, const ExportOptions &options,
                             const Feedback &feedback )
{
  requireLines( input.fronts );
  if ( options.isClosed && input.boxes.isEmpty() )
    throw Error(
        "Closed polygons need BOX, a polygon of the fjord across which all fronts go. Draw it, or leave "
        "POLYGONS out." );
  ExportedFronts exported;
  exported.crs = wellKnownText( options.crs.empty() ? polarMap( input.fronts ) : options.crs );
  const std::map<std::size_t, Described> rows = rowsOf( input.fronts, exported.crs, options );
  for ( const auto &[number, line] : rows )
    exported.lines.push_back( line.row );
  if ( rows.size() < input.fronts.size() )
    feedback.warn( "Features without a line, which are left out: " +
                   std::to_string( input.fronts.size() - rows.size() ) + "." );
  sayWhatIsEmpty( exported, options.schema, feedback );
  if ( !options.isClosed )
    return exported;
  const MapTransform toDegrees( exported.crs, geographicCrs );
  for ( const ClosedLine &front : closedFronts( input, options.closing, exported.crs, feedback ) )
    exported.closed.push_back( rowOf( front, rows, toDegrees, options ) );
  return exported;
}

} // namespace calving
