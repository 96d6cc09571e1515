#include "model/simulate/product/measurementwriter.h"

#include <unistd.h>

#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include "model/error.h"
#include "model/version.h"

namespace calving
{

namespace
{

//! TIFF's own notation: "2021:08:09 17:39:53".
std::string tiffTime( UtcTime time )
{
  std::string text = time.text().substr( 0, 19 );
  text[4] = text[7] = ':';
  text[10] = ' ';
  return text;
}

void setControlPoints( GDALDataset &dataset, const Annotation &annotation )
{
  std::vector<GDAL_GCP> points( annotation.geolocationGrid.size() );
  GDALInitGCPs( static_cast<int>( points.size() ), points.data() );
  for ( std::size_t i = 0; i < points.size(); ++i )
  {
    const GeolocationPoint &known = annotation.geolocationGrid[i];
    // GDAL counts from the corner of a pixel, products from its centre.
    points[i].dfGCPPixel = known.pixel + 0.5;
    points[i].dfGCPLine = known.line + 0.5;
    points[i].dfGCPX = known.longitude;
    points[i].dfGCPY = known.latitude;
    points[i].dfGCPZ = known.height;
  }
  OGRSpatialReference reference;
  reference.SetFromUserInput( "EPSG:4326" );
  reference.SetAxisMappingStrategy( OAMS_TRADITIONAL_GIS_ORDER );
  dataset.SetGCPs( static_cast<int>( points.size() ), points.data(), &reference );
  GDALDeinitGCPs( static_cast<int>( points.size() ), points.data() );
}

} // namespace

struct MeasurementWriter::File
{
  std::string path;
  GDALDatasetUniquePtr dataset;
  int line = 0;

  void demand( CPLErr result ) const
  {
    if ( result != CE_None )
      throw Error( "Cannot write the measurement " + path + ": " + CPLGetLastErrorMsg() + "." );
  }
};

MeasurementWriter::MeasurementWriter( const std::string &path, const Annotation &annotation,
                                      const std::string &description )
  : mFile( new File{ path, {}, 0 } )
{
  GDALAllRegister();
  // Sparse: or a file that ends early, as on a full disk, would be filled up with zeros.
  const char *options[] = { "BIGTIFF=IF_SAFER", "BLOCKYSIZE=1", "SPARSE_OK=TRUE", nullptr };
  mFile->dataset.reset( GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create(
      path.c_str(), annotation.width, annotation.height, 1, GDT_UInt16, const_cast<char **>( options ) ) );
  if ( !mFile->dataset )
    throw Error( "Cannot create the measurement " + path + ": " + CPLGetLastErrorMsg() + "." );
  GDALDataset &dataset = *mFile->dataset;
  dataset.SetMetadataItem( "TIFFTAG_IMAGEDESCRIPTION", description.c_str() );
  dataset.SetMetadataItem( "TIFFTAG_SOFTWARE",
                           ( std::string( "Calving Front " ) + softwareVersion ).c_str() );
  dataset.SetMetadataItem( "TIFFTAG_DATETIME", tiffTime( annotation.firstLineTime ).c_str() );
  setControlPoints( dataset, annotation );
}

MeasurementWriter::~MeasurementWriter()
{
  if ( !mFile->dataset )
    return;
  // Nobody will read it, but closing brings its directory to disk: on a full one, libtiff walks about in what
  // is half written there, and may never end. Emptied first, the file has room and nothing to walk about in.
  static_cast<void>( truncate( mFile->path.c_str(), 0 ) );
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  mFile->dataset.reset();
}

void MeasurementWriter::write( const std::vector<std::uint16_t> &numbers )
{
  GDALDataset &dataset = *mFile->dataset;
  const int width = dataset.GetRasterXSize();
  const int lines = static_cast<int>( numbers.size() / width );
  mFile->demand( dataset.GetRasterBand( 1 )->RasterIO( GF_Write, 0, mFile->line, width, lines,
                                                       const_cast<std::uint16_t *>( numbers.data() ), width,
                                                       lines, GDT_UInt16, 0, 0, nullptr ) );
  mFile->line += lines;
  // It returns nothing in GDAL before 3.7.
  CPLErrorReset();
  dataset.FlushCache( false );
  mFile->demand( CPLGetLastErrorType() >= CE_Failure ? CE_Failure : CE_None );
}

void MeasurementWriter::close()
{
  CPLErrorReset();
  mFile->dataset->FlushCache( true );
  mFile->demand( CPLGetLastErrorType() >= CE_Failure ? CE_Failure : CE_None );
  mFile->dataset.reset();
  mFile->demand( CPLGetLastErrorType() >= CE_Failure ? CE_Failure : CE_None );
}

} // namespace calving
