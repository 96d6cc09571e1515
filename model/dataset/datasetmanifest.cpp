#include "model/dataset/datasetmanifest.h"

#include <functional>
#include <locale>
#include <sstream>

#include <cpl_conv.h>
#include <ogrsf_frmts.h>

#include "model/base/atomicfile.h"
#include "model/base/numbertext.h"
#include "model/base/regularfile.h"
#include "model/error.h"
#include "model/raster/rasterfiles.h"

namespace calving
{

namespace
{

std::string text( double value )
{
  return numberText( value, 17 );
}

std::string text( const std::optional<double> &value )
{
  return value ? text( *value ) : std::string();
}

template <std::size_t count> std::string text( const std::array<double, count> &values )
{
  std::string result;
  for ( double value : values )
    result += ( result.empty() ? "" : " " ) + text( value );
  return result;
}

std::optional<double> number( const std::string &cell )
{
  return cell.empty() ? std::nullopt : std::optional<double>( CPLAtof( cell.c_str() ) );
}

template <std::size_t count> void numbers( const std::string &cell, std::array<double, count> &values )
{
  std::istringstream stream( cell );
  stream.imbue( std::locale::classic() );
  for ( double &value : values )
    stream >> value;
}

//! A column: its name, how a row says it, and how it is told to a row.
struct Column
{
  const char *name;
  std::function<std::string( const DatasetRow & )> get;
  std::function<void( DatasetRow &, const std::string & )> set;
};

Column words( const char *name, std::string DatasetRow::*member )
{
  return { name, [member]( const DatasetRow &row ) { return row.*member; },
           [member]( DatasetRow &row, const std::string &cell ) { row.*member = cell; } };
}

Column maybe( const char *name, std::optional<double> DatasetRow::*member )
{
  return { name, [member]( const DatasetRow &row ) { return text( row.*member ); },
           [member]( DatasetRow &row, const std::string &cell ) { row.*member = number( cell ); } };
}

Column whole( const char *name, int DatasetRow::*member )
{
  return { name, [member]( const DatasetRow &row ) { return std::to_string( row.*member ); },
           [member]( DatasetRow &row, const std::string &cell )
           { row.*member = static_cast<int>( number( cell ).value_or( 0 ) ); } };
}

Column side( const char *name, int axis )
{
  return { name, [axis]( const DatasetRow &row ) { return text( row.pixelSizeMetres[axis] ); },
           [axis]( DatasetRow &row, const std::string &cell )
           { row.pixelSizeMetres[axis] = number( cell ).value_or( 0 ); } };
}

template <std::size_t count> Column list( const char *name, std::array<double, count> DatasetRow::*member )
{
  return { name, [member]( const DatasetRow &row ) { return text( row.*member ); },
           [member]( DatasetRow &row, const std::string &cell ) { numbers( cell, row.*member ); } };
}

const std::vector<Column> &columns()
{
  static const std::vector<Column> all{
      words( "name", &DatasetRow::name ),
      words( "glacier", &DatasetRow::glacier ),
      words( "date", &DatasetRow::date ),
      words( "sensor", &DatasetRow::sensor ),
      { "split",
        []( const DatasetRow &row ) { return std::string( row.validates ? "validation" : "training" ); },
        []( DatasetRow &row, const std::string &cell ) { row.validates = cell == "validation"; } },
      whole( "width", &DatasetRow::width ),
      whole( "height", &DatasetRow::height ),
      side( "eff_px_x_m", 0 ),
      side( "eff_px_y_m", 1 ),
      words( "crs", &DatasetRow::crs ),
      list( "geotransform", &DatasetRow::transform ),
      words( "scaling", &DatasetRow::scaling ),
      maybe( "db_min", &DatasetRow::dbMin ),
      maybe( "db_max", &DatasetRow::dbMax ),
      { "coverage", []( const DatasetRow &row ) { return text( row.coverage ); },
        []( DatasetRow &row, const std::string &cell ) { row.coverage = number( cell ).value_or( 0 ); } },
      words( "sar_source", &DatasetRow::source ),
      list( "sar_window", &DatasetRow::sourceWindow ),
      words( "optical", &DatasetRow::optical ),
      words( "optical_source", &DatasetRow::opticalSource ),
      words( "optical_date", &DatasetRow::opticalDate ),
      maybe( "cloud_share", &DatasetRow::cloudShare ),
  };
  return all;
}

//! \a cell in quotation marks where the format asks for them.
std::string quoted( const std::string &cell )
{
  if ( cell.find_first_of( ",\"\n\r" ) == std::string::npos )
    return cell;
  std::string result = "\"";
  for ( char c : cell )
    result += c == '"' ? std::string( "\"\"" ) : std::string( 1, c );
  return result + '"';
}

} // namespace

std::vector<DatasetRow> readDatasetManifest( const std::string &path )
{
  std::vector<DatasetRow> rows;
  if ( !pathExists( path ) )
    return rows;
  requireRegularFile( path );
  GDALAllRegister();
  const char *drivers[] = { "CSV", nullptr };
  const GDALDatasetUniquePtr file( GDALDataset::Open( path.c_str(), GDAL_OF_VECTOR, drivers ) );
  OGRLayer *lines = file && file->GetLayerCount() > 0 ? file->GetLayer( 0 ) : nullptr;
  for ( const Column &column : columns() )
    if ( !lines || lines->GetLayerDefn()->GetFieldIndex( column.name ) < 0 )
      throw Error( "The table " + path +
                   " was not written by “Build a pre-training data set”: it has no column “" + column.name +
                   "”. Choose another folder, or move the table away." );
  for ( const auto &line : *lines )
  {
    DatasetRow row;
    for ( const Column &column : columns() )
      column.set( row, line->GetFieldAsString( column.name ) );
    rows.push_back( std::move( row ) );
  }
  return rows;
}

void writeDatasetManifest( const std::string &path, const std::vector<DatasetRow> &rows )
{
  AtomicFile file( path );
  const auto writeLine = [&]( const std::function<std::string( const Column & )> &cell )
  {
    std::string line;
    for ( const Column &column : columns() )
      line += ( line.empty() ? "" : "," ) + quoted( cell( column ) );
    file.write( line + '\n' );
  };
  writeLine( []( const Column &column ) { return std::string( column.name ); } );
  for ( const DatasetRow &row : rows )
    writeLine( [&]( const Column &column ) { return column.get( row ); } );
  file.commit();
}

} // namespace calving
