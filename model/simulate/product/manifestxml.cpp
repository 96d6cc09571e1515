#include <algorithm>

#include <cpl_conv.h>
#include <cpl_string.h>

#include "model/base/lettercase.h"
#include "model/scene/relativeorbit.h"
#include "model/simulate/product/filledxml.h"
#include "model/simulate/product/productxml.h"
#include "model/simulate/product/templates.h"

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

//! Sets the attribute \a name of \a node, which the template has.
void setAttribute( pugi::xml_node node, const char *name, const std::string &value )
{
  node.attribute( name ).set_value( value.c_str() );
}

void fillUnits( pugi::xml_node package, const ManifestFacts &facts )
{
  setAttribute( package, "textInfo", "Sentinel-1 " + facts.type.mode + " Level-1 GRD Product" );
  std::string annotations;
  repeat( nodeAt( package, "xfdu:contentUnit" ), facts.files,
          [&]( pugi::xml_node unit, const ProductFile &file )
          {
            setAttribute( unit, "unitType", isXml( file ) ? "Metadata Unit" : "Measurement Data Unit" );
            setAttribute( unit, "repID", file.schema );
            setAttribute( unit, "dmdID", annotations );
            if ( !isMeasurement( file ) )
              unit.remove_attribute( "dmdID" );
            setAttribute( nodeAt( unit, "dataObjectPointer" ), "dataObjectID", identifierOf( file ) );
            annotations = isMeasurement( file ) ? "" : annotations + identifierOf( file ) + "Annotation ";
          } );
}

void fillPointers( pugi::xml_node pattern, const ManifestFacts &facts )
{
  std::vector<ProductFile> described;
  std::copy_if( facts.files.begin(), facts.files.end(), std::back_inserter( described ), isXml );
  repeat( pattern, described,
          []( pugi::xml_node object, const ProductFile &file )
          {
            setAttribute( object, "ID", identifierOf( file ) + "Annotation" );
            setAttribute( nodeAt( object, "dataObjectPointer" ), "dataObjectID", identifierOf( file ) );
          } );
}

//! What the metadata object \a identifier of \a section wraps.
pugi::xml_node wrapped( pugi::xml_node section, const char *identifier )
{
  return nodeAt( section.find_child_by_attribute( "ID", identifier ), "metadataWrap/xmlData" ).first_child();
}

//! The format is that of ESA's processor of a version, for readers that ask; who made it comes with it.
void fillProcessing( pugi::xml_node processing, const Annotation &annotation, const ManifestFacts &facts )
{
  setAttribute( processing, "start", annotation.firstLineTime.text() );
  setAttribute( processing, "stop", annotation.lastLineTime.text() );
  setAttribute( nodeAt( processing, "safe:facility" ), "name", facts.software + ", simulated" );
}

void fillOrbit( pugi::xml_node reference, const Annotation &annotation )
{
  const int absolute = annotation.header.absoluteOrbit;
  for ( pugi::xml_node number : reference.children( "safe:orbitNumber" ) )
    number.text().set( absolute );
  for ( pugi::xml_node number : reference.children( "safe:relativeOrbitNumber" ) )
    number.text().set( relativeOrbit( annotation.header.mission, absolute ) );
  const pugi::xml_node properties = nodeAt( reference, "safe:extension/s1:orbitProperties" );
  fill( properties, "s1:pass", annotation.pass == "Ascending" ? "ASCENDING" : "DESCENDING" );
  fill( properties, "s1:ascendingNodeTime", annotation.ascendingNodeTime );
}

void fillPeriod( pugi::xml_node period, const Annotation &annotation )
{
  const auto sinceNode = [&]( UtcTime time ) { return 1000 * ( time - annotation.ascendingNodeTime ); };
  fill( period, "safe:startTime", annotation.firstLineTime );
  fill( period, "safe:stopTime", annotation.lastLineTime );
  fill( period, "safe:extension/s1:timeANX/s1:startTimeANX", sinceNode( annotation.firstLineTime ) );
  fill( period, "safe:extension/s1:timeANX/s1:stopTimeANX", sinceNode( annotation.lastLineTime ) );
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
  return text;
}

void fillMetadata( pugi::xml_node section, const Annotation &annotation, const ManifestFacts &facts )
{
  fillPointers( section.first_child(), facts );
  fillProcessing( wrapped( section, "processing" ), annotation, facts );
  const pugi::xml_node mode =
      nodeAt( wrapped( section, "platform" ), "safe:instrument/safe:extension/s1sarl1:instrumentMode" );
  fill( mode, "s1sarl1:mode", facts.type.mode[0] == 'S' ? "SM" : facts.type.mode );
  fill( mode, "s1sarl1:swath", facts.type.mode );
  fillOrbit( wrapped( section, "measurementOrbitReference" ), annotation );
  const pugi::xml_node information = wrapped( section, "generalProductInformation" );
  repeat( nodeAt( information, "s1sarl1:transmitterReceiverPolarisation" ), facts.polarisations,
          []( pugi::xml_node node, const std::string &name ) { node.text().set( name.c_str() ); } );
  fill( information, "s1sarl1:segmentStartTime", annotation.firstLineTime );
  fillPeriod( wrapped( section, "acquisitionPeriod" ), annotation );
  fill( wrapped( section, "measurementFrameSet" ), "safe:frame/safe:footPrint/gml:coordinates",
        footprint( annotation ) );
}

void fillObject( pugi::xml_node object, const ProductFile &file )
{
  setAttribute( object, "ID", identifierOf( file ) );
  setAttribute( object, "repID", file.schema );
  const pugi::xml_node stream = nodeAt( object, "byteStream" );
  setAttribute( stream, "mimeType", isXml( file ) ? "text/xml" : "application/octet-stream" );
  setAttribute( stream, "size", std::to_string( file.bytes ) );
  setAttribute( nodeAt( stream, "fileLocation" ), "href", "./" + file.path );
  fill( stream, "checksum", file.md5 );
}

} // namespace

std::string manifestXml( const Annotation &annotation, const ManifestFacts &facts )
{
  const pugi::xml_document document = parsedTemplate( manifestTemplate );
  const pugi::xml_node root = document.document_element();
  setAttribute( root, "version",
                root.attribute( "version" ).value() + lowerCase( facts.type.mode ) +
                    ( facts.polarisations.size() > 1 ? "dp" : "sp" ) );
  fillUnits( nodeAt( root, "informationPackageMap/xfdu:contentUnit" ), facts );
  fillMetadata( nodeAt( root, "metadataSection" ), annotation, facts );
  repeat( nodeAt( root, "dataObjectSection/dataObject" ), facts.files, fillObject );
  return textOf( document );
}

bool isSimulatedManifest( const std::string &manifest )
{
  return manifest.find( simulatedMark ) != std::string::npos;
}

} // namespace calving
