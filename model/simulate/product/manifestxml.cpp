#include <algorithm>

#include <cpl_conv.h>
#include <cpl_string.h>

#include "model/sar/product/safemanifest.h"
#include "model/scene/relativeorbit.h"
#include "model/simulate/product/productxml.h"
#include "model/simulate/product/xmltext.h"

namespace calving
{

namespace
{

bool isMeasurement( const ProductFile &file )
{
  return file.schema == "s1Level1MeasurementSchema";
}

bool isQuickLook( const ProductFile &file )
{
  return file.schema == "s1Level1QuickLookSchema";
}

bool isXml( const ProductFile &file )
{
  return !isMeasurement( file ) && !isQuickLook( file );
}

//! Behind the software's name: no facility of ESA is called so.
constexpr const char *simulatedMark = ", simulated\" organisation=\"none\" site=\"none\"";

std::string identifierOf( const ProductFile &file )
{
  if ( isQuickLook( file ) )
    return "quicklook";
  std::string name = CPLGetBasename( file.path.c_str() );
  name.erase( std::remove( name.begin(), name.end(), '-' ), name.end() );
  return ( file.schema == "s1Level1ProductSchema" ? "product" : "" ) + name;
}

std::string pointer( const ProductFile &file )
{
  return element( "dataObjectPointer", "", "dataObjectID=\"" + identifierOf( file ) + "\"" );
}

std::string contentUnits( const ManifestFacts &facts )
{
  std::string units;
  std::string annotations;
  for ( const ProductFile &file : facts.files )
  {
    const std::string type = isXml( file ) ? "Metadata Unit" : "Measurement Data Unit";
    units += element( "xfdu:contentUnit", pointer( file ),
                      "unitType=\"" + type + "\" repID=\"" + file.schema + "\"" +
                          ( isMeasurement( file ) ? " dmdID=\"" + annotations + "\"" : "" ) );
    annotations = isMeasurement( file ) ? "" : annotations + identifierOf( file ) + "Annotation ";
  }
  const std::string package =
      element( "xfdu:contentUnit", units,
               "unitType=\"SAFE Archive Information Package\" textInfo=\"Sentinel-1 " + facts.type.mode +
                   " Level-1 GRD Product\" dmdID=\"acquisitionPeriod platform generalProductInformation "
                   "measurementOrbitReference measurementFrameSet\" pdiID=\"processing\"" );
  return element( "informationPackageMap", package );
}

std::string metadataObject( const std::string &identifier, const std::string &description,
                            const std::string &xml )
{
  const bool provenance = identifier == "processing";
  return element( "metadataObject",
                  element( "metadataWrap", element( "xmlData", xml ),
                           "mimeType=\"text/xml\" vocabularyName=\"SAFE\" textInfo=\"" + description + "\"" ),
                  "ID=\"" + identifier + "\" classification=\"" +
                      ( provenance ? "PROVENANCE" : "DESCRIPTION" ) + "\" category=\"" +
                      ( provenance ? "PDI" : "DMD" ) + "\"" );
}

//! The format is that of ESA's processor of this version, for readers that ask; who made it comes with it.
std::string processing( const Annotation &annotation, const ManifestFacts &facts )
{
  const std::string facility = "country=\"none\" name=\"" + facts.software + simulatedMark;
  const std::string times = "name=\"GRD Post Processing\" start=\"" + annotation.firstLineTime.text() +
                            "\" stop=\"" + annotation.lastLineTime.text() + "\"";
  return element( "safe:processing",
                  element( "safe:facility",
                           element( "safe:software", "", "name=\"Sentinel-1 IPF\" version=\"003.71\"" ),
                           facility ),
                  times );
}

std::string platform( const ManifestFacts &facts )
{
  const std::string mode = facts.type.mode[0] == 'S' ? "SM" : facts.type.mode;
  const std::string instrument =
      element( "safe:familyName", "Synthetic Aperture Radar", "abbreviation=\"SAR\"" ) +
      element( "safe:extension",
               element( "s1sarl1:instrumentMode",
                        element( "s1sarl1:mode", mode ) + element( "s1sarl1:swath", facts.type.mode ) ) );
  return element( "safe:platform", element( "safe:nssdcIdentifier", "2014-016A" ) +
                                       element( "safe:familyName", "SENTINEL-1" ) +
                                       element( "safe:number", "A" ) +
                                       element( "safe:instrument", instrument ) );
}

std::string both( const std::string &name, int value )
{
  return element( name, std::to_string( value ), "type=\"start\"" ) +
         element( name, std::to_string( value ), "type=\"stop\"" );
}

std::string orbitReference( const Annotation &annotation )
{
  const ImageHeader &header = annotation.header;
  const std::string pass = annotation.pass == "Ascending" ? "ASCENDING" : "DESCENDING";
  const std::string properties =
      element( "s1:pass", pass ) + element( "s1:ascendingNodeTime", annotation.ascendingNodeTime );
  return element(
      "safe:orbitReference",
      both( "safe:orbitNumber", header.absoluteOrbit ) +
          both( "safe:relativeOrbitNumber", relativeOrbit( header.mission, header.absoluteOrbit ) ) +
          element( "safe:cycleNumber", 1 ) + element( "safe:phaseIdentifier", 1 ) +
          element( "safe:extension", element( "s1:orbitProperties", properties ) ) );
}

std::string productInformation( const Annotation &annotation, const ManifestFacts &facts )
{
  std::string polarisations;
  for ( const std::string &polarisation : facts.polarisations )
    polarisations += element( "s1sarl1:transmitterReceiverPolarisation", polarisation );
  return element(
      "s1sarl1:standAloneProductInformation",
      element( "s1sarl1:instrumentConfigurationID", 7 ) + element( "s1sarl1:missionDataTakeID", 1 ) +
          polarisations + element( "s1sarl1:productClass", "S" ) +
          element( "s1sarl1:productClassDescription", "SAR Standard L1 Product" ) +
          element( "s1sarl1:productComposition", "Individual" ) + element( "s1sarl1:productType", "GRD" ) +
          element( "s1sarl1:productTimelinessCategory", "Fast-24h" ) +
          element( "s1sarl1:sliceProductFlag", "false" ) +
          element( "s1sarl1:segmentStartTime", annotation.firstLineTime ) );
}

std::string acquisitionPeriod( const Annotation &annotation )
{
  const auto sinceNode = [&]( UtcTime time ) { return 1000 * ( time - annotation.ascendingNodeTime ); };
  const std::string node = element( "s1:startTimeANX", sinceNode( annotation.firstLineTime ) ) +
                           element( "s1:stopTimeANX", sinceNode( annotation.lastLineTime ) );
  return element( "safe:acquisitionPeriod", element( "safe:startTime", annotation.firstLineTime ) +
                                                element( "safe:stopTime", annotation.lastLineTime ) +
                                                element( "safe:extension", element( "s1:timeANX", node ) ) );
}

//! Corners in the order of real manifests: last line near and far, first line far and near.
std::string footprint( const Annotation &annotation )
{
  const std::vector<GeolocationPoint> &grid = annotation.geolocationGrid;
  const std::size_t columns = std::count_if(
      grid.begin(), grid.end(), [&]( const GeolocationPoint &p ) { return p.line == grid[0].line; } );
  std::string text;
  for ( const std::size_t index : { grid.size() - columns, grid.size() - 1, columns - 1, std::size_t( 0 ) } )
  {
    char corner[64];
    CPLsnprintf( corner, sizeof corner, "%s%.6f,%.6f", text.empty() ? "" : " ", grid[index].latitude,
                 grid[index].longitude );
    text += corner;
  }
  return element(
      "safe:frameSet",
      element( "safe:frame", element( "safe:footPrint", element( "gml:coordinates", text ),
                                      "srsName=\"http://www.opengis.net/gml/srs/epsg.xml#4326\"" ) ) );
}

std::string metadataSection( const Annotation &annotation, const ManifestFacts &facts )
{
  std::string objects;
  for ( const ProductFile &file : facts.files )
    if ( isXml( file ) )
      objects += element( "metadataObject", pointer( file ),
                          "ID=\"" + identifierOf( file ) +
                              "Annotation\" classification=\"DESCRIPTION\" category=\"DMD\"" );
  return element(
      "metadataSection",
      objects + metadataObject( "processing", "Processing", processing( annotation, facts ) ) +
          metadataObject( "platform", "Platform Description", platform( facts ) ) +
          metadataObject( "measurementOrbitReference", "Orbit Reference", orbitReference( annotation ) ) +
          metadataObject( "generalProductInformation", "General Product Information",
                          productInformation( annotation, facts ) ) +
          metadataObject( "acquisitionPeriod", "Acquisition Period", acquisitionPeriod( annotation ) ) +
          metadataObject( "measurementFrameSet", "Frame Set", footprint( annotation ) ) );
}

std::string dataObjects( const ManifestFacts &facts )
{
  std::string objects;
  for ( const ProductFile &file : facts.files )
  {
    const std::string content =
        element( "fileLocation", "", "locatorType=\"URL\" href=\"./" + file.path + "\"" ) +
        element( "checksum", file.md5, "checksumName=\"MD5\"" );
    objects += element( "dataObject",
                        element( "byteStream", content,
                                 std::string( "mimeType=\"" ) +
                                     ( isXml( file ) ? "text/xml" : "application/octet-stream" ) +
                                     "\" size=\"" + std::to_string( file.bytes ) + "\"" ),
                        "ID=\"" + identifierOf( file ) + "\" repID=\"" + file.schema + "\"" );
  }
  return element( "dataObjectSection", objects );
}

} // namespace

std::string manifestXml( const Annotation &annotation, const ManifestFacts &facts )
{
  const std::string safe = "http://www.esa.int/safe/sentinel-1.0";
  const std::string polarisations = facts.polarisations.size() > 1 ? "dp" : "sp";
  std::string mode = facts.type.mode;
  std::transform( mode.begin(), mode.end(), mode.begin(),
                  []( unsigned char c ) { return std::tolower( c ); } );
  return xmlFile( element(
      "xfdu:XFDU", contentUnits( facts ) + metadataSection( annotation, facts ) + dataObjects( facts ),
      "xmlns:gml=\"http://www.opengis.net/gml\" xmlns:xfdu=\"urn:ccsds:schema:xfdu:1\" "
      "xmlns:safe=\"" +
          safe + "\" xmlns:s1=\"" + safe + "/sentinel-1\" xmlns:s1sarl1=\"" + safe +
          "/sentinel-1/sar/level-1\" version=\"esa/safe/sentinel-1.0/sentinel-1/sar/level-1/grd/"
          "standard/" +
          mode + polarisations + "\"" ) );
}

bool isSimulatedManifest( const std::string &manifest )
{
  return manifest.find( simulatedMark ) != std::string::npos;
}

} // namespace calving
