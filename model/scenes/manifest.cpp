#include "model/scenes/manifest.h"

#include <algorithm>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "model/error.h"

namespace calving
{

namespace
{

//! The cell of the first of \a columns that there is.
std::string text( OGRFeature &line, std::initializer_list<const char *> columns )
{
  for ( const char *column : columns )
    if ( const int field = line.GetFieldIndex( column ); field >= 0 )
      return line.GetFieldAsString( field );
  return {};
}

double number( OGRFeature &line, std::initializer_list<const char *> columns )
{
  return CPLAtof( text( line, columns ).c_str() );
}

std::array<double, 2> pixelSize( OGRFeature &line )
{
  const std::array<double, 2> effective{ number( line, { "eff_px_x_m" } ), number( line, { "eff_px_y_m" } ) };
  if ( effective[0] > 0 && effective[1] > 0 )
    return effective;
  const double size = number( line, { "pixel_size_m" } );
  return { size, size };
}

const std::initializer_list<const char *> nameColumns{ "stem", "name", "image_name", "scene" };

bool hasNames( OGRLayer &lines )
{
  return std::any_of( nameColumns.begin(), nameColumns.end(),
                      [&lines]( const char *column )
                      { return lines.GetLayerDefn()->GetFieldIndex( column ) >= 0; } );
}

} // namespace

std::array<double, 2> ManifestEntry::bestPixelSize() const
{
  return pixelSizeMetres[0] > 0 ? pixelSizeMetres
                                : std::array<double, 2>{ resolutionMetres, resolutionMetres };
}

std::map<std::string, ManifestEntry> readSceneManifest( const std::string &path )
{
  GDALAllRegister();
  const char *drivers[] = { "CSV", nullptr };
  const GDALDatasetUniquePtr file( GDALDataset::Open( path.c_str(), GDAL_OF_VECTOR, drivers ) );
  if ( !file || file->GetLayerCount() == 0 )
    throw Error( "Cannot read the table " + path + ". It must be a CSV file with a header line." );
  OGRLayer &lines = *file->GetLayer( 0 );
  if ( !hasNames( lines ) )
    throw Error( "The table " + path +
                 " has no column “stem”, “name”, “image_name” or “scene” with the names of the scenes." );
  std::map<std::string, ManifestEntry> entries;
  for ( const auto &line : lines )
    entries[text( *line, nameColumns )] = {
        text( *line, { "glacier", "glacier_name" } ), text( *line, { "date" } ), text( *line, { "sensor" } ),
        pixelSize( *line ), number( *line, { "nominal_res_m", "resolution" } ) };
  return entries;
}

} // namespace calving
