#include "model/simulate/product/filledxml.h"
#include "model/simulate/product/productxml.h"
#include "model/simulate/product/templates.h"

namespace calving
{

namespace
{

void fillWhole( pugi::xml_node parent, const std::string &path, const std::vector<int> &numbers )
{
  fill( parent, path, { numbers.begin(), numbers.end() }, 0 );
}

void fillValues( pugi::xml_node parent, const std::string &path, const std::vector<float> &values )
{
  constexpr int digits = 6;
  fill( parent, path, { values.begin(), values.end() }, digits );
}

} // namespace

std::string calibrationXml( const CalibrationData &data, int number )
{
  const pugi::xml_document document = parsedTemplate( calibrationTemplate );
  const pugi::xml_node root = document.document_element();
  fillHeader( root, data.header, number );
  repeat( nodeAt( root, "calibrationVectorList/calibrationVector" ), data.vectors,
          [&]( pugi::xml_node node, const CalibrationVector &vector )
          {
            fill( node, "azimuthTime", vector.azimuthTime );
            fill( node, "line", vector.line );
            fillWhole( node, "pixel", vector.pixels );
            fillValues( node, "sigmaNought", vector.sigmaNought );
            fillValues( node, "betaNought", vector.betaNought );
            fillValues( node, "gamma", vector.gamma );
            const auto scaling = static_cast<float>( data.digitalNumber );
            fillValues( node, "dn", std::vector<float>( vector.pixels.size(), scaling ) );
          } );
  return textOf( document );
}

std::string noiseXml( const NoiseData &data, int number )
{
  const pugi::xml_document document = parsedTemplate( noiseTemplate );
  const pugi::xml_node root = document.document_element();
  fillHeader( root, data.header, number );
  repeat( nodeAt( root, "noiseRangeVectorList/noiseRangeVector" ), data.range,
          []( pugi::xml_node node, const NoiseRangeVector &vector )
          {
            fill( node, "azimuthTime", vector.azimuthTime );
            fill( node, "line", vector.line );
            fillWhole( node, "pixel", vector.pixels );
            fillValues( node, "noiseRangeLut", vector.values );
          } );
  repeat( nodeAt( root, "noiseAzimuthVectorList/noiseAzimuthVector" ), data.azimuth,
          []( pugi::xml_node node, const NoiseAzimuthVector &vector )
          {
            fill( node, "swath", vector.block.swath );
            fill( node, "firstAzimuthLine", vector.block.firstLine );
            fill( node, "firstRangeSample", vector.block.firstSample );
            fill( node, "lastAzimuthLine", vector.block.lastLine );
            fill( node, "lastRangeSample", vector.block.lastSample );
            fillWhole( node, "line", vector.lines );
            fillValues( node, "noiseAzimuthLut", vector.values );
          } );
  return textOf( document );
}

} // namespace calving
