#include "model/sar/product/annotation.h"

#include <algorithm>

#include "model/sar/product/imageheader.h"
#include "model/sar/product/xmlnode.h"

namespace calving
{

namespace
{

Vector3 vectorAt( const XmlNode &node )
{
  return { node.number( "x" ), node.number( "y" ), node.number( "z" ) };
}

double positive( const XmlNode &node, const std::string &path )
{
  const double value = node.number( path );
  if ( !( value > 0 ) )
    throw node.at( path ).error( "should be greater than 0" );
  return value;
}

//! The same where there is such a node, else 0.
double positiveOrNone( const XmlNode &node, const std::string &path )
{
  return node.has( path ) ? positive( node, path ) : 0.0;
}

int sizeAt( const XmlNode &node, const std::string &path )
{
  constexpr int largestSide = 200000;
  const int value = node.integer( path );
  if ( value < 1 || value > largestSide )
    throw node.at( path ).error( "should be the side of an image, from 1 to 200000" );
  return value;
}

//! Complains unless the times of \a items rise.
template <typename Item, typename Time>
void demandRisingTimes( const std::vector<Item> &items, const XmlNode &node, const Time &time )
{
  for ( std::size_t i = 1; i < items.size(); ++i )
    if ( !( time( items[i - 1] ) < time( items[i] ) ) )
      throw node.error( "holds times that do not rise" );
}

void readProductInformation( const XmlNode &root, Annotation &annotation )
{
  const XmlNode node = root.at( "generalAnnotation/productInformation" );
  annotation.pass = node.text( "pass" );
  annotation.platformHeading = node.number( "platformHeading" );
  annotation.rangeSamplingRate = positive( node, "rangeSamplingRate" );
  annotation.radarFrequency = positive( node, "radarFrequency" );
  annotation.azimuthSteeringRate = node.number( "azimuthSteeringRate" );
  annotation.pulseRepetitionFrequency =
      positive( root, "generalAnnotation/downlinkInformationList/downlinkInformation/prf" );
  const std::string values = "generalAnnotation/downlinkInformationList/downlinkInformation/downlinkValues/";
  annotation.rank = root.has( values + "rank" ) ? root.integer( values + "rank" ) : 0;
  annotation.chirpRate = positiveOrNone( root, values + "txPulseRampRate" );
}

void readImageInformation( const XmlNode &root, Annotation &annotation )
{
  const XmlNode node = root.at( "imageAnnotation/imageInformation" );
  annotation.width = sizeAt( node, "numberOfSamples" );
  annotation.height = sizeAt( node, "numberOfLines" );
  annotation.firstLineTime = node.time( "productFirstLineUtcTime" );
  annotation.lastLineTime = node.time( "productLastLineUtcTime" );
  annotation.ascendingNodeTime = node.time( "ascendingNodeTime" );
  annotation.lineInterval = positive( node, "azimuthTimeInterval" );
  annotation.slantRangeTime = positive( node, "slantRangeTime" );
  annotation.rangePixelSpacing = positive( node, "rangePixelSpacing" );
  annotation.azimuthPixelSpacing = positive( node, "azimuthPixelSpacing" );
  annotation.incidenceAngleMidSwath = node.number( "incidenceAngleMidSwath" );
}

void readLooks( const XmlNode &root, Annotation &annotation )
{
  const std::string path = "imageAnnotation/processingInformation/swathProcParamsList/swathProcParams";
  for ( const XmlNode &node : root.all( path ) )
    annotation.looks.push_back( { node.text( "swath" ), positive( node, "rangeProcessing/numberOfLooks" ),
                                  positive( node, "azimuthProcessing/numberOfLooks" ),
                                  positiveOrNone( node, "rangeProcessing/processingBandwidth" ),
                                  positiveOrNone( node, "rangeProcessing/windowCoefficient" ) } );
}

void readOrbit( const XmlNode &root, Annotation &annotation )
{
  const XmlNode list = root.at( "generalAnnotation/orbitList" );
  for ( const XmlNode &node : list.all( "orbit" ) )
    annotation.orbit.push_back(
        { node.time( "time" ), vectorAt( node.at( "position" ) ), vectorAt( node.at( "velocity" ) ) } );
  if ( annotation.orbit.size() < 2 )
    throw list.error( "should hold at least two state vectors" );
  demandRisingTimes( annotation.orbit, list, []( const StateVector &v ) { return v.time; } );
}

void readGeolocationGrid( const XmlNode &root, Annotation &annotation )
{
  const XmlNode list = root.at( "geolocationGrid/geolocationGridPointList" );
  for ( const XmlNode &node : list.all( "geolocationGridPoint" ) )
    annotation.geolocationGrid.push_back( { node.integer( "line" ), node.integer( "pixel" ),
                                            node.time( "azimuthTime" ), positive( node, "slantRangeTime" ),
                                            node.number( "latitude" ), node.number( "longitude" ),
                                            node.number( "height" ), node.number( "incidenceAngle" ) } );
  if ( annotation.geolocationGrid.size() < 4 )
    throw list.error( "should hold at least four points" );
}

void readCoordinateConversions( const XmlNode &root, Annotation &annotation )
{
  const XmlNode list = root.at( "coordinateConversion/coordinateConversionList" );
  for ( const XmlNode &node : list.all( "coordinateConversion" ) )
  {
    annotation.coordinateConversions.push_back( { node.time( "azimuthTime" ), node.number( "sr0" ),
                                                  node.number( "gr0" ), node.numbers( "srgrCoefficients" ),
                                                  node.numbers( "grsrCoefficients" ) } );
    const CoordinateConversion &conversion = annotation.coordinateConversions.back();
    if ( conversion.slantToGround.size() < 2 || conversion.groundToSlant.size() < 2 ||
         std::max( conversion.slantToGround.size(), conversion.groundToSlant.size() ) > 32 )
      throw node.error( "should hold polynomials of 2 to 32 coefficients" );
  }
  if ( annotation.coordinateConversions.empty() && annotation.header.productType == "GRD" )
    throw list.error( "is empty, but a GRD needs its polynomials from slant to ground range" );
  demandRisingTimes( annotation.coordinateConversions, list,
                     []( const CoordinateConversion &c ) { return c.azimuthTime; } );
}

void readBursts( const XmlNode &root, Annotation &annotation )
{
  const XmlNode timing = root.at( "swathTiming" );
  annotation.linesPerBurst = timing.integer( "linesPerBurst" );
  annotation.samplesPerBurst = timing.integer( "samplesPerBurst" );
  const XmlNode list = timing.at( "burstList" );
  for ( const XmlNode &node : list.all( "burst" ) )
  {
    annotation.bursts.push_back( { node.time( "azimuthTime" ), node.integers( "firstValidSample" ),
                                   node.integers( "lastValidSample" ) } );
    const Burst &burst = annotation.bursts.back();
    if ( static_cast<int>( burst.firstValidSample.size() ) != annotation.linesPerBurst ||
         static_cast<int>( burst.lastValidSample.size() ) != annotation.linesPerBurst )
      throw node.error( "should hold a first and last valid sample for each of its " +
                        std::to_string( annotation.linesPerBurst ) + " lines" );
  }
  const std::int64_t lines = static_cast<std::int64_t>( annotation.linesPerBurst ) * annotation.bursts.size();
  if ( !annotation.bursts.empty() && lines != annotation.height )
    throw list.error( "holds bursts of " + std::to_string( lines ) + " lines in all, but the image has " +
                      std::to_string( annotation.height ) );
  demandRisingTimes( annotation.bursts, list, []( const Burst &b ) { return b.azimuthTime; } );
}

void readSwathBounds( const XmlNode &root, Annotation &annotation )
{
  for ( const XmlNode &merge : root.all( "swathMerging/swathMergeList/swathMerge" ) )
    for ( const XmlNode &node : merge.all( "swathBoundsList/swathBounds" ) )
      annotation.swathBounds.push_back(
          { merge.text( "swath" ), node.integer( "firstAzimuthLine" ), node.integer( "firstRangeSample" ),
            node.integer( "lastAzimuthLine" ), node.integer( "lastRangeSample" ) } );
}

} // namespace

Annotation parseAnnotation( const std::string &xml, const std::string &name )
{
  const XmlNode root = XmlNode::parse( xml, name, "product" );
  Annotation annotation;
  annotation.header = readImageHeader( root );
  readProductInformation( root, annotation );
  readImageInformation( root, annotation );
  readLooks( root, annotation );
  readOrbit( root, annotation );
  readGeolocationGrid( root, annotation );
  readCoordinateConversions( root, annotation );
  readBursts( root, annotation );
  readSwathBounds( root, annotation );
  return annotation;
}

Annotation readAnnotation( const std::string &path )
{
  return parseAnnotation( readTextFile( path, 64u << 20 ), path );
}

} // namespace calving
