#include "model/scene/manifest.h"

#include <algorithm>
#include <charconv>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "model/base/listednames.h"
#include "model/base/regularfile.h"
#include "model/error.h"
#include "model/scene/scenedate.h"

namespace calving
{

namespace
{

using Columns = std::initializer_list<const char *>;

const Columns nameColumns{ "stem", "name", "image_name", "scene" };
const Columns factColumns{ "glacier",    "glacier_name", "date",       "sensor",      "nominal_res_m",
                           "resolution", "eff_px_x_m",   "eff_px_y_m", "pixel_size_m" };

bool hasOneOf( OGRLayer &lines, const Columns &columns )
{
  return std::any_of( columns.begin(), columns.end(),
                      [&lines]( const char *column )
                      { return lines.GetLayerDefn()->GetFieldIndex( column ) >= 0; } );
}

//! A line of the table, which says where it is wrong.
class ManifestLine
{
public:
  ManifestLine( const std::string &path, OGRFeature &cells )
    : mPath( path )
    , mCells( cells )
  {
  }

  //! The cell of the first of \a columns that there is, without the spaces round it.
  std::string text( const Columns &columns ) const
  {
    for ( const char *column : columns )
      if ( const int field = mCells.GetFieldIndex( column ); field >= 0 )
      {
        const std::string cell = mCells.GetFieldAsString( field );
        const std::size_t from = cell.find_first_not_of( " \t\r" );
        const std::size_t to = cell.find_last_not_of( " \t\r" );
        return from == std::string::npos ? std::string() : cell.substr( from, to - from + 1 );
      }
    return {};
  }

  //! As spreadsheets leave them below a table.
  bool isBlank() const
  {
    for ( int field = 0; field < mCells.GetFieldCount(); ++field )
      if ( *mCells.GetFieldAsString( field ) )
        return false;
    return true;
  }

  //! Metres; 0 where the cell is empty or missing.
  double length( const Columns &columns ) const
  {
    const std::string cell = text( columns );
    if ( cell.empty() )
      return 0;
    double metres = 0;
    const char *const last = cell.data() + cell.size();
    const auto [end, error] = std::from_chars( cell.data(), last, metres );
    if ( error != std::errc() || end != last || !( metres > 0 && metres < 1e6 ) )
      throw wrong( "gives “" + cell + "” as " + *columns.begin() + ", which is no length in metres" );
    return metres;
  }

  //! "YYYY-MM-DD"; empty where the cell is empty or missing.
  std::string date() const
  {
    const std::string cell = text( { "date" } );
    if ( !cell.empty() && isoDate( cell ).empty() )
      throw wrong( "gives the date “" + cell + "”, which is none such as 2018-06-30" );
    return isoDate( cell );
  }

  std::array<double, 2> pixelSize() const
  {
    const std::array<double, 2> effective{ length( { "eff_px_x_m" } ), length( { "eff_px_y_m" } ) };
    if ( ( effective[0] > 0 ) != ( effective[1] > 0 ) )
      throw wrong( "gives only one of eff_px_x_m and eff_px_y_m" );
    const double size = length( { "pixel_size_m" } );
    return effective[0] > 0 ? effective : std::array<double, 2>{ size, size };
  }

  Error wrong( const std::string &what ) const
  {
    // The first line names the columns.
    return Error( "Line " + std::to_string( mCells.GetFID() + 1 ) + " of the table " + mPath + " " + what +
                  ". Correct it, or leave such cells empty." );
  }

private:
  const std::string &mPath;
  OGRFeature &mCells;
};

} // namespace

std::array<double, 2> ManifestEntry::bestPixelSize() const
{
  return pixelSizeMetres[0] > 0 ? pixelSizeMetres
                                : std::array<double, 2>{ resolutionMetres, resolutionMetres };
}

std::map<std::string, ManifestEntry> readSceneManifest( const std::string &path )
{
  requireRegularFile( path );
  GDALAllRegister();
  const char *drivers[] = { "CSV", nullptr };
  const GDALDatasetUniquePtr file( GDALDataset::Open( path.c_str(), GDAL_OF_VECTOR, drivers ) );
  if ( !file || file->GetLayerCount() == 0 )
    throw Error( "Cannot read the table " + path + ". It must be a CSV file with a header line." );
  OGRLayer &lines = *file->GetLayer( 0 );
  if ( !hasOneOf( lines, nameColumns ) )
    throw Error( "The table " + path +
                 " has no column “stem”, “name”, “image_name” or “scene” with the names of the scenes." );
  if ( !hasOneOf( lines, factColumns ) )
    throw Error( "The table " + path + " says nothing of its scenes: it has none of the columns " +
                 listedNames( factColumns ) + ". Add some of them, or leave the table out." );
  std::map<std::string, ManifestEntry> entries;
  for ( const auto &feature : lines )
  {
    const ManifestLine line( path, *feature );
    if ( line.isBlank() )
      continue;
    const std::string name = line.text( nameColumns );
    if ( name.empty() )
      throw line.wrong( "names no scene" );
    const ManifestEntry entry{ line.text( { "glacier", "glacier_name" } ), line.date(),
                               line.text( { "sensor" } ), line.pixelSize(),
                               line.length( { "nominal_res_m", "resolution" } ) };
    if ( !entries.emplace( name, entry ).second )
      throw line.wrong( "names the scene " + name + " once more" );
  }
  if ( entries.empty() )
    throw Error( "The table " + path + " has no line below its header. Add one for each scene." );
  return entries;
}

} // namespace calving
