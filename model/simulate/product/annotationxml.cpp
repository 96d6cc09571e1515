#include <cmath>

#include "model/sar/geometry/ellipsoid.h"
#include "model/simulate/product/filledxml.h"
#include "model/simulate/product/productxml.h"
#include "model/simulate/product/templates.h"

namespace calving
{

namespace
{

constexpr int numberDigits = 15;

//! Degrees from the nadir at the satellite for an incidence angle at sea level.
double elevation( double incidence )
{
  constexpr double radiusRatio = 6371.0 / 7064.0;
  return std::asin( radiusRatio * std::sin( incidence * degree ) ) / degree;
}

//! All that is stated once holds from the first line on.
void fillTimes( const pugi::xml_document &document, const Annotation &annotation )
{
  for ( const pugi::xpath_node &time : document.select_nodes( "//azimuthTime" ) )
    fill( time.parent(), "azimuthTime", annotation.firstLineTime );
}

//! The nodes of \a list, one for each sub-swath, which they name.
void fillSwaths( pugi::xml_node list, const Annotation &annotation )
{
  repeat( list.first_child(), annotation.swathBounds,
          []( pugi::xml_node node, const SwathBounds &bounds ) { fill( node, "swath", bounds.swath ); } );
}

void fillXyz( pugi::xml_node node, const Vector3 &vector )
{
  fill( node, "x", vector[0] );
  fill( node, "y", vector[1] );
  fill( node, "z", vector[2] );
}

void fillDownlink( pugi::xml_node list, const Annotation &annotation )
{
  const pugi::xml_node node = nodeAt( list, "downlinkInformation" );
  fill( node, "firstLineSensingTime", annotation.firstLineTime );
  fill( node, "lastLineSensingTime", annotation.lastLineTime );
  fill( node, "prf", annotation.pulseRepetitionFrequency );
  fill( node, "downlinkValues/pri", 1 / annotation.pulseRepetitionFrequency );
  fill( node, "downlinkValues/rangeDecimation/samplingFrequencyAfterDecimation",
        annotation.rangeSamplingRate );
  fillSwaths( list, annotation );
}

void fillGeneral( pugi::xml_node general, const Annotation &annotation )
{
  const pugi::xml_node information = nodeAt( general, "productInformation" );
  fill( information, "pass", annotation.pass );
  fill( information, "platformHeading", annotation.platformHeading );
  fill( information, "rangeSamplingRate", annotation.rangeSamplingRate );
  fill( information, "radarFrequency", annotation.radarFrequency );
  fill( information, "azimuthSteeringRate", annotation.azimuthSteeringRate );
  fillDownlink( nodeAt( general, "downlinkInformationList" ), annotation );
  repeat( nodeAt( general, "orbitList/orbit" ), annotation.orbit,
          []( pugi::xml_node node, const StateVector &vector )
          {
            fill( node, "time", vector.time );
            fillXyz( nodeAt( node, "position" ), vector.position );
            fillXyz( nodeAt( node, "velocity" ), vector.velocity );
          } );
  repeat( nodeAt( general, "rawDataAnalysisList/rawDataAnalysis" ), annotation.swathBounds,
          []( pugi::xml_node, const SwathBounds & ) {} );
  fillSwaths( nodeAt( general, "replicaInformationList" ), annotation );
  // Of the grid. Orfeo ToolBox wants two of them at least.
  repeat( nodeAt( general, "terrainHeightList/terrainHeight" ),
          std::vector<UtcTime>{ annotation.firstLineTime, annotation.lastLineTime },
          []( pugi::xml_node node, UtcTime time ) { fill( node, "azimuthTime", time ); } );
  fill( general, "azimuthFmRateList/azimuthFmRate/t0", annotation.slantRangeTime );
}

void fillImage( pugi::xml_node image, const Annotation &annotation )
{
  fill( image, "productFirstLineUtcTime", annotation.firstLineTime );
  fill( image, "productLastLineUtcTime", annotation.lastLineTime );
  fill( image, "ascendingNodeTime", annotation.ascendingNodeTime );
  fill( image, "anchorTime", annotation.firstLineTime );
  fill( image, "sliceList/slice/sensingStartTime", annotation.firstLineTime );
  fill( image, "sliceList/slice/sensingStopTime", annotation.lastLineTime );
  fill( image, "slantRangeTime", annotation.slantRangeTime );
  fill( image, "rangePixelSpacing", annotation.rangePixelSpacing );
  fill( image, "azimuthPixelSpacing", annotation.azimuthPixelSpacing );
  fill( image, "azimuthTimeInterval", annotation.lineInterval );
  fill( image, "azimuthFrequency", 1 / annotation.lineInterval );
  fill( image, "numberOfSamples", annotation.width );
  fill( image, "numberOfLines", annotation.height );
  fill( image, "incidenceAngleMidSwath", annotation.incidenceAngleMidSwath );
}

void fillLooks( pugi::xml_node processing, double looks )
{
  const double bandwidth = nodeAt( processing, "processingBandwidth" ).text().as_double();
  fill( processing, "lookBandwidth", bandwidth / looks );
  fill( processing, "numberOfLooks", static_cast<int>( looks ) );
}

void fillProcessing( pugi::xml_node processing, const Annotation &annotation )
{
  fill( processing, "applicationLutId", annotation.header.mode + "_Default" );
  repeat( nodeAt( processing, "swathProcParamsList/swathProcParams" ), annotation.looks,
          []( pugi::xml_node node, const SwathLooks &looks )
          {
            fill( node, "swath", looks.swath );
            fillLooks( nodeAt( node, "rangeProcessing" ), looks.range );
            fillLooks( nodeAt( node, "azimuthProcessing" ), looks.azimuth );
          } );
  const pugi::xml_node dimensions = nodeAt( processing, "inputDimensionsList" );
  fill( dimensions, "inputDimensions/numberOfInputSamples", annotation.width );
  fill( dimensions, "inputDimensions/numberOfInputLines", annotation.height );
  fillSwaths( dimensions, annotation );
}

void fillDoppler( pugi::xml_node estimate, const Annotation &annotation )
{
  fill( estimate, "t0", annotation.slantRangeTime );
  fill( estimate, "fineDceAzimuthStartTime", annotation.firstLineTime );
  fill( estimate, "fineDceAzimuthStopTime", annotation.lastLineTime );
  fill( estimate, "fineDceList/fineDce/slantRangeTime", annotation.slantRangeTime );
}

//! The same gain everywhere, at the corners of each sub-swath.
void fillAntenna( pugi::xml_node list, const Annotation &annotation )
{
  const GeolocationPoint &near = annotation.geolocationGrid.front();
  const GeolocationPoint &far = annotation.geolocationGrid.back();
  const pugi::xml_node pattern = nodeAt( list, "antennaPattern" );
  fill( pattern, "slantRangeTime", { near.slantRangeTime, far.slantRangeTime }, numberDigits );
  fill( pattern, "elevationAngle", { elevation( near.incidenceAngle ), elevation( far.incidenceAngle ) }, 6 );
  fill( pattern, "incidenceAngle", { near.incidenceAngle, far.incidenceAngle }, 6 );
  fillSwaths( list, annotation );
}

void fillPoint( pugi::xml_node node, const GeolocationPoint &point )
{
  fill( node, "azimuthTime", point.azimuthTime );
  fill( node, "slantRangeTime", point.slantRangeTime );
  fill( node, "line", point.line );
  fill( node, "pixel", point.pixel );
  fill( node, "latitude", point.latitude );
  fill( node, "longitude", point.longitude );
  fill( node, "height", point.height );
  fill( node, "incidenceAngle", point.incidenceAngle );
  fill( node, "elevationAngle", elevation( point.incidenceAngle ) );
}

void fillConversions( pugi::xml_node conversion, const Annotation &annotation )
{
  fill( conversion, "slantRangeTime", annotation.slantRangeTime );
  repeat( conversion, annotation.coordinateConversions,
          []( pugi::xml_node node, const CoordinateConversion &c )
          {
            fill( node, "azimuthTime", c.azimuthTime );
            fill( node, "sr0", c.slantOrigin );
            fill( node, "srgrCoefficients", c.slantToGround, numberDigits );
            fill( node, "gr0", c.groundOrigin );
            fill( node, "grsrCoefficients", c.groundToSlant, numberDigits );
          } );
}

void fillMerge( pugi::xml_node node, const SwathBounds &bounds )
{
  fill( node, "swath", bounds.swath );
  const pugi::xml_node part = nodeAt( node, "swathBoundsList/swathBounds" );
  fill( part, "firstAzimuthLine", bounds.firstLine );
  fill( part, "firstRangeSample", bounds.firstSample );
  fill( part, "lastAzimuthLine", bounds.lastLine );
  fill( part, "lastRangeSample", bounds.lastSample );
}

} // namespace

std::string annotationXml( const Annotation &annotation, int number )
{
  const pugi::xml_document document = parsedTemplate( annotationTemplate );
  const pugi::xml_node product = document.document_element();
  fillTimes( document, annotation );
  fillHeader( product, annotation.header, number );
  fillGeneral( nodeAt( product, "generalAnnotation" ), annotation );
  fillImage( nodeAt( product, "imageAnnotation/imageInformation" ), annotation );
  fillProcessing( nodeAt( product, "imageAnnotation/processingInformation" ), annotation );
  fillDoppler( nodeAt( product, "dopplerCentroid/dcEstimateList/dcEstimate" ), annotation );
  fillAntenna( nodeAt( product, "antennaPattern/antennaPatternList" ), annotation );
  repeat( nodeAt( product, "geolocationGrid/geolocationGridPointList/geolocationGridPoint" ),
          annotation.geolocationGrid, fillPoint );
  fillConversions( nodeAt( product, "coordinateConversion/coordinateConversionList/coordinateConversion" ),
                   annotation );
  repeat( nodeAt( product, "swathMerging/swathMergeList/swathMerge" ), annotation.swathBounds, fillMerge );
  return textOf( document );
}

} // namespace calving
