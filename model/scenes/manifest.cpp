#include "model/scenes/manifest.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "model/error.h"

namespace calving
{

namespace
{

std::string text( OGRFeature &line, const char *column )
{
  const int field = line.GetFieldIndex( column );
  return field < 0 ? std::string() : line.GetFieldAsString( field );
}

double number( OGRFeature &line, const char *column )
{
  return CPLAtof( text( line, column ).c_str() );
}

std::array<double, 2> pixelSize( OGRFeature &line )
{
  const std::array<double, 2> effective{ number( line, "eff_px_x_m" ), number( line, "eff_px_y_m" ) };
  if ( effective[0] > 0 && effective[1] > 0 )
    return effective;
  const double size = number( line, "pixel_size_m" );
  const double nominal = number( line, "nominal_res_m" );
  return size > 0 ? std::array<double, 2>{ size, size } : std::array<double, 2>{ nominal, nominal };
}

} // namespace

std::map<std::string, ManifestEntry> readSceneManifest( const std::string &path )
{
  GDALAllRegister();
  const char *drivers[] = { "CSV", nullptr };
  const GDALDatasetUniquePtr file( GDALDataset::Open( path.c_str(), GDAL_OF_VECTOR, drivers ) );
  if ( !file || file->GetLayerCount() == 0 )
    throw Error( "Cannot read the table " + path + ". It must be a CSV file with a header line." );
  OGRLayer &lines = *file->GetLayer( 0 );
  const char *key = lines.GetLayerDefn()->GetFieldIndex( "stem" ) >= 0 ? "stem" : "name";
  if ( lines.GetLayerDefn()->GetFieldIndex( key ) < 0 )
    throw Error( "The table " + path + " has no column “stem” or “name” with the names of the scenes." );
  std::map<std::string, ManifestEntry> entries;
  for ( const auto &line : lines )
    entries[text( *line, key )] = { text( *line, "glacier" ), text( *line, "date" ), text( *line, "sensor" ),
                                    pixelSize( *line ) };
  return entries;
}

} // namespace calving
