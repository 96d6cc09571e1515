#include "model/sar/product/productreport.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <cpl_vsi.h>

#include "model/base/listednames.h"
#include "model/base/numbertext.h"
#include "model/report/htmlreport.h"
#include "model/sar/geometry/ellipsoid.h"
#include "model/sar/geometry/longitude.h"
#include "model/sar/product/measurement.h"

namespace calving
{

namespace
{

std::string sizeText( const SarImage &image )
{
  VSIStatBufL status;
  if ( image.measurementPath.empty() || VSIStatL( image.measurementPath.c_str(), &status ) != 0 )
    return "absent";
  return hasMeasurement( image ) ? numberText( static_cast<double>( status.st_size ) / 1e6, Decimals{ 1 } ) + " MB"
                                 : "empty";
}

//! Whether the images came with their pixels.
std::string measurementsOf( const Product &product )
{
  const std::vector<SarImage> &images = product.images;
  const auto count = std::count_if( images.begin(), images.end(), hasMeasurement );
  if ( count == 0 || count == static_cast<std::ptrdiff_t>( images.size() ) )
    return count == 0 ? "absent" : "complete";
  return std::to_string( count ) + " of " + std::to_string( images.size() ) + " images";
}

std::string presence( const std::string &path )
{
  return path.empty() ? "absent" : "present";
}

//! In MHz, of the near sub-swath of a GRD.
std::string bandwidthOf( const Annotation &annotation )
{
  const double bandwidth = annotation.looks.empty() ? 0 : annotation.looks.front().rangeBandwidth;
  return bandwidth > 0 ? numberText( bandwidth / 1e6, Decimals{ 1 } ) + " MHz" : "not stated";
}

std::vector<std::string> rowOf( const SarImage &image )
{
  const Annotation &a = image.annotation;
  return { a.header.swath,
           a.header.polarisation,
           std::to_string( a.width ) + " x " + std::to_string( a.height ),
           numberText( a.rangePixelSpacing, Decimals{ 2 } ) + " x " +
               numberText( a.azimuthPixelSpacing, Decimals{ 2 } ) + " m",
           bandwidthOf( a ),
           a.bursts.empty() ? "–" : std::to_string( a.bursts.size() ),
           a.firstLineTime.text(),
           sizeText( image ),
           presence( image.calibrationPath ),
           presence( image.noisePath ) };
}

//! The manifest's corners, in one piece also where they lie on both sides of the date line.
std::vector<std::array<double, 2>> cornersOf( const Product &product )
{
  std::vector<std::array<double, 2>> corners = product.manifest.footprint;
  for ( std::array<double, 2> &corner : corners )
    corner[0] = beside( corner[0], product.manifest.footprint.front()[0] );
  return corners;
}

//! The footprint and the geolocation grids, drawn without a projection.
std::string footprintSvg( const Product &product )
{
  const std::vector<std::array<double, 2>> corners = cornersOf( product );
  double west = 1e9;
  double east = -1e9;
  double south = 1e9;
  double north = -1e9;
  for ( const auto &corner : corners )
  {
    west = std::min( west, corner[0] );
    east = std::max( east, corner[0] );
    south = std::min( south, corner[1] );
    north = std::max( north, corner[1] );
  }
  const double shrink = std::cos( 0.5 * ( south + north ) * degree );
  const double scale = 400.0 / std::max( { north - south, ( east - west ) * shrink, 1e-6 } );
  const auto place = [&]( double longitude, double latitude )
  {
    return std::array<double, 2>{ 20 + ( longitude - west ) * shrink * scale,
                                  20 + ( north - latitude ) * scale };
  };
  std::string svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"440\" height=\"440\"><polygon points=\"";
  for ( const auto &corner : corners )
  {
    const auto point = place( corner[0], corner[1] );
    svg += numberText( point[0], Decimals{ 1 } ) + "," + numberText( point[1], Decimals{ 1 } ) + " ";
  }
  svg += "\" fill=\"#dceaf5\" stroke=\"#1d4f86\" stroke-width=\"2\"/>";
  for ( const SarImage &image : product.images )
    for ( const GeolocationPoint &grid : image.annotation.geolocationGrid )
    {
      const auto point = place( beside( grid.longitude, corners.front()[0] ), grid.latitude );
      svg += "<circle cx=\"" + numberText( point[0], Decimals{ 1 } ) + "\" cy=\"" +
             numberText( point[1], Decimals{ 1 } ) + "\" r=\"1.5\" fill=\"#ff7f0e\"/>";
    }
  return svg + "</svg>";
}

} // namespace

ProductSummary summaryOf( const Product &product )
{
  ProductSummary summary{ 90, 0, 1e9, -1e9, {} };
  for ( const SarImage &image : product.images )
    for ( const GeolocationPoint &point : image.annotation.geolocationGrid )
    {
      summary.nearIncidence = std::min( summary.nearIncidence, point.incidenceAngle );
      summary.farIncidence = std::max( summary.farIncidence, point.incidenceAngle );
      summary.lowestHeight = std::min( summary.lowestHeight, point.height );
      summary.highestHeight = std::max( summary.highestHeight, point.height );
    }
  std::vector<std::array<double, 2>> corners = cornersOf( product );
  corners.push_back( corners.front() );
  for ( const auto &corner : corners )
    summary.footprint += ( summary.footprint.empty() ? "POLYGON((" : ", " ) +
                         numberText( corner[0], Decimals{ 6 } ) + " " +
                         numberText( corner[1], Decimals{ 6 } );
  summary.footprint += "))";
  return summary;
}

std::vector<std::pair<std::string, std::string>> describe( const Product &product )
{
  const SafeManifest &manifest = product.manifest;
  const ProductSummary summary = summaryOf( product );
  const std::string resolution = product.resolution();
  return {
      { "Product", product.name },
      { "Mission", manifest.mission },
      { "Mode", manifest.mode },
      { "Type", manifest.productType + resolution },
      { "Polarisations", listedNames( product.polarisations() ) },
      { "Pass", manifest.pass == "ASCENDING" ? "Ascending" : "Descending" },
      { "Relative orbit", std::to_string( manifest.relativeOrbit ) },
      { "Absolute orbit", std::to_string( manifest.absoluteOrbit ) },
      { "Start", manifest.start.text() },
      { "Stop", manifest.stop.text() },
      { "Processor (IPF)", manifest.processorVersion.empty() ? "not stated" : manifest.processorVersion },
      { "Heading", numberText( product.images.front().annotation.platformHeading, Decimals{ 2 } ) + "°" },
      { "Incidence", numberText( summary.nearIncidence, Decimals{ 2 } ) + "° to " +
                         numberText( summary.farIncidence, Decimals{ 2 } ) + "°" },
      { "Heights of the grid", numberText( summary.lowestHeight, Decimals{ 0 } ) + " to " +
                                   numberText( summary.highestHeight, Decimals{ 0 } ) +
                                   " m above the ellipsoid" },
      { "Measurement", measurementsOf( product ) },
      { "Footprint", summary.footprint } };
}

void writeProductReport( const Product &product, const std::string &path )
{
  HtmlReport report( product.name );
  report.values( describe( product ) );
  report.heading( "Images" );
  std::vector<std::vector<std::string>> rows;
  for ( const SarImage &image : product.images )
    rows.push_back( rowOf( image ) );
  report.table( { "Swath", "Polarisation", "Pixels", "Spacing", "Bandwidth", "Bursts", "First line",
                  "Measurement", "Calibration", "Noise" },
                rows );
  report.heading( "Footprint" );
  report.figure( footprintSvg( product ),
                 "Footprint (blue) and geolocation grid (orange), longitude and latitude." );
  report.write( path );
}

} // namespace calving
