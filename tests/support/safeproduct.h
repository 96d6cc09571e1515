#pragma once

#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include <cpl_vsi.h>
#include <gdal_priv.h>

#include "model/sar/geometry/radargeometry.h"
#include "support/sentinel1.h"

/**
 * A tiny but complete Sentinel-1 product on request: manifest, annotation, calibration, noise and
 * measurement, with a geometry that is true to itself. Change the members, then call write().
 */
struct SafeProduct
{
  std::string folder = "/vsimem/S1A_IW_GRDH_1SDV_20211223T051120_20211223T051121_041000_04E000_ABCD.SAFE";
  std::string mission = "S1A";
  std::string mode = "IW";
  bool isSlc = false;
  int width = 120;
  int height = 90;
  //! SLC: bursts of burstLines lines, each overlapping the one before by burstOverlap lines.
  int bursts = 3;
  int burstLines = 30;
  int burstOverlap = 6;
  std::vector<std::string> swaths{ "IW" };
  std::vector<std::string> polarisations{ "VV", "VH" };
  std::string processorVersion = "003.40";
  bool oldNoise = false;
  double sigmaFactor = 500;
  double noise = 100;
  //! Digital number of a pixel; for an SLC the real part, the imaginary part being 0.
  std::function<double( int x, int y, const std::string &swath, const std::string &polarisation )> number =
      []( int x, int y, const std::string &, const std::string & ) { return 100 + x + y; };

  std::string stem( const std::string &swath, const std::string &polarisation ) const
  {
    return "s1a-" + swath + "-" + ( isSlc ? "slc" : "grd" ) + "-" + polarisation;
  }

  //! Columns by which one swath of an SLC starts further away than the one before.
  int swathShift() const { return width - 20; }

  void write() const
  {
    GDALAllRegister();
    putFile( folder + "/manifest.safe", manifest() );
    for ( std::size_t s = 0; s < swaths.size(); ++s )
      for ( const std::string &polarisation : polarisations )
      {
        const std::string name = stem( swaths[s], polarisation );
        putFile( folder + "/annotation/" + name + ".xml", annotation( s, polarisation ) );
        const std::string radiometry = folder + "/annotation/calibration/";
        putFile( radiometry + "calibration-" + name + ".xml", calibration( swaths[s], polarisation ) );
        putFile( radiometry + "noise-" + name + ".xml", noiseFile( swaths[s], polarisation ) );
        writeMeasurement( folder + "/measurement/" + name + ".tiff", swaths[s], polarisation );
      }
  }

  int fileLines() const { return isSlc ? bursts * burstLines : height; }
  static calving::UtcTime start() { return *calving::UtcTime::parse( "2021-12-23T05:11:40" ); }
  static constexpr double interval = 0.002;

  //! The geometry that the annotation of \a swath describes.
  calving::RadarFrame frame( std::size_t swath = 0 ) const
  {
    calving::RadarFrame frame;
    frame.width = width;
    frame.height = fileLines();
    frame.firstLineTime = start();
    frame.lineInterval = interval;
    frame.bistaticReference = 0.0055;
    frame.rangeSpacing = isSlc ? 0.5 * calving::speedOfLight / samplingRate : 10.0;
    frame.firstRange = isSlc ? 800000.0 + swath * swathShift() * frame.rangeSpacing : 0.0;
    if ( !isSlc )
      for ( int i = -1; i <= 1; ++i )
        frame.conversions.push_back( { start() + i, 800000.0, 0.0, { 0, 2.0 }, { 800000.0, 0.5, 5e-7 } } );
    frame.orbit = orbit();
    return frame;
  }

private:
  static constexpr double samplingRate = 64345238.0;

  static std::vector<calving::StateVector> orbit()
  {
    const calving::UtcTime t = *calving::UtcTime::parse( "2021-12-23T05:11:20" );
    return {
        { t, { 4299854.769, 1453596.443, 5418885.179 }, { 5962.611698, -91.122756, -4695.177565 } },
        { t + 10, { 4359238.173, 1452560.406, 5371628.586 }, { 5913.952956, -116.0645, -4756.073476 } },
        { t + 20, { 4418131.478, 1451275.368, 5323765.698 }, { 5864.593853, -140.922246, -4816.434357 } },
        { t + 30, { 4476527.709, 1449742.188, 5275301.901 }, { 5814.540013, -165.692188, -4876.253356 } },
        { t + 40, { 4534419.947, 1447961.762, 5226242.648 }, { 5763.79714, -190.370539, -4935.523681 } },
        { t + 50, { 4591801.329, 1445935.027, 5176593.459 }, { 5712.371027, -214.95353, -4994.238602 } } };
  }

  static std::string element( const std::string &name, const std::string &content )
  {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  template <typename Number> static std::string element( const std::string &name, Number value )
  {
    return element( name, text( value ) );
  }

  template <typename Number> static std::string text( Number value )
  {
    std::ostringstream stream;
    stream.imbue( std::locale::classic() );
    stream.precision( 17 );
    stream << value;
    return stream.str();
  }

  template <typename Numbers> static std::string list( const Numbers &numbers )
  {
    std::string result;
    for ( const auto number : numbers )
      result += ( result.empty() ? "" : " " ) + text( number );
    return result;
  }

  std::string type() const { return isSlc ? "SLC" : "GRD"; }

  std::string header( const std::string &swath, const std::string &polarisation ) const
  {
    return element( "adsHeader",
                    element( "missionId", mission ) + element( "productType", type() ) +
                        element( "polarisation", polarisation ) + element( "mode", mode ) +
                        element( "swath", swath ) + element( "startTime", start().text() ) +
                        element( "stopTime", ( start() + interval * ( fileLines() - 1 ) ).text() ) +
                        element( "absoluteOrbitNumber", 41000 ) );
  }

  std::string manifest() const
  {
    std::string polarisationNodes;
    for ( const std::string &polarisation : polarisations )
      polarisationNodes += element( "s1sarl1:transmitterReceiverPolarisation", polarisation );
    return "<xfdu:XFDU xmlns:xfdu='x' xmlns:safe='y' xmlns:s1sarl1='z' xmlns:gml='g' xmlns:s1='s'>"
           "<safe:software name='Sentinel-1 IPF' version='" +
           processorVersion + "'/><safe:platform><safe:familyName>SENTINEL-1</safe:familyName><safe:number>" +
           mission.substr( 2 ) +
           "</safe:number></safe:platform>"
           "<s1sarl1:mode>" +
           mode +
           "</s1sarl1:mode><safe:orbitNumber>41000</safe:orbitNumber>"
           "<safe:relativeOrbitNumber>153</safe:relativeOrbitNumber><s1:pass>DESCENDING</s1:pass>" +
           polarisationNodes + element( "s1sarl1:productType", type() ) +
           element( "safe:acquisitionPeriod",
                    element( "safe:startTime", start().text() ) +
                        element( "safe:stopTime", ( start() + interval * ( height - 1 ) ).text() ) ) +
           "<gml:coordinates>41,12 41.5,9 43,9.5 42.5,12.5</gml:coordinates></xfdu:XFDU>";
  }

  calving::UtcTime burstTime( int burst ) const
  {
    return start() + interval * burst * ( burstLines - burstOverlap );
  }

  std::string annotation( std::size_t swath, const std::string &polarisation ) const
  {
    const calving::RadarFrame shape = frame( swath );
    return element( "product", header( swaths[swath], polarisation ) + generalAnnotation() +
                                   imageAnnotation( shape ) + timing() + grid( shape ) +
                                   conversions( shape ) +
                                   element( "swathMerging", element( "swathMergeList", std::string() ) ) );
  }

  static std::string generalAnnotation()
  {
    std::string vectors;
    for ( const calving::StateVector &v : orbit() )
      vectors +=
          element( "orbit", element( "time", v.time.text() ) + element( "position", xyz( v.position ) ) +
                                element( "velocity", xyz( v.velocity ) ) );
    return element(
        "generalAnnotation",
        element( "productInformation",
                 element( "pass", std::string( "Descending" ) ) + element( "platformHeading", -166.0 ) +
                     element( "rangeSamplingRate", samplingRate ) + element( "radarFrequency", 5.405e9 ) +
                     element( "azimuthSteeringRate", 1.59 ) ) +
            element( "downlinkInformationList", element( "downlinkInformation", element( "prf", 1717.1 ) ) ) +
            element( "orbitList", vectors ) );
  }

  static std::string xyz( const calving::Vector3 &v )
  {
    return element( "x", v[0] ) + element( "y", v[1] ) + element( "z", v[2] );
  }

  std::string imageAnnotation( const calving::RadarFrame &shape ) const
  {
    const double near = isSlc ? shape.firstRange : 800000.0;
    return element(
        "imageAnnotation",
        element(
            "imageInformation",
            element( "productFirstLineUtcTime", start().text() ) +
                element( "productLastLineUtcTime", ( start() + interval * ( fileLines() - 1 ) ).text() ) +
                element( "ascendingNodeTime", start().text() ) +
                element( "slantRangeTime", 2 * near / calving::speedOfLight ) +
                element( "rangePixelSpacing", shape.rangeSpacing ) +
                element( "azimuthPixelSpacing", isSlc ? 14.0 : 10.0 ) +
                element( "azimuthTimeInterval", interval ) + element( "numberOfSamples", width ) +
                element( "numberOfLines", fileLines() ) + element( "incidenceAngleMidSwath", 34.5 ) ) );
  }

  std::string timing() const
  {
    std::string list;
    const int edge = 2; // lines without valid samples at both ends of a burst
    for ( int burst = 0; isSlc && burst < bursts; ++burst )
    {
      std::vector<int> first( burstLines, 4 );
      std::vector<int> last( burstLines, width - 5 );
      for ( int i = 0; i < edge; ++i )
        first[i] = last[i] = first[burstLines - 1 - i] = last[burstLines - 1 - i] = -1;
      list += element( "burst", element( "azimuthTime", burstTime( burst ).text() ) +
                                    element( "firstValidSample", this->list( first ) ) +
                                    element( "lastValidSample", this->list( last ) ) );
    }
    return element( "swathTiming", element( "linesPerBurst", isSlc ? burstLines : 0 ) +
                                       element( "samplesPerBurst", isSlc ? width : 0 ) +
                                       element( "burstList", list ) );
  }

  std::string grid( const calving::RadarFrame &shape ) const
  {
    const calving::RadarGeometry geometry( shape );
    std::string points;
    for ( const int line : { 0, fileLines() / 2, fileLines() - 1 } )
      for ( const int pixel : { 0, width / 2, width - 1 } )
      {
        const calving::RadarPosition position{ static_cast<double>( line ), static_cast<double>( pixel ) };
        const calving::ZeroDoppler seen = geometry.seenAt( position );
        const calving::Vector3 point = geometry.point( position, 100.0 );
        const calving::Geodetic place = calving::toGeodetic( point );
        points += element(
            "geolocationGridPoint",
            element( "azimuthTime", ( geometry.orbit().epoch() + seen.time ).text() ) +
                element( "slantRangeTime", 2 * seen.range / calving::speedOfLight ) +
                element( "line", line ) + element( "pixel", pixel ) +
                element( "latitude", place.latitude / calving::degree ) +
                element( "longitude", place.longitude / calving::degree ) +
                element( "height", place.height ) +
                element( "incidenceAngle",
                         calving::incidenceAngle( geometry.orbit().at( seen.time ).position, point ) ) );
      }
    return element( "geolocationGrid", element( "geolocationGridPointList", points ) );
  }

  static std::string conversions( const calving::RadarFrame &shape )
  {
    std::string conversions;
    for ( const calving::CoordinateConversion &c : shape.conversions )
      conversions += element(
          "coordinateConversion",
          element( "azimuthTime", c.azimuthTime.text() ) + element( "sr0", c.slantOrigin ) +
              element( "srgrCoefficients", list( c.slantToGround ) ) + element( "gr0", c.groundOrigin ) +
              element( "grsrCoefficients", list( c.groundToSlant ) ) );
    return element( "coordinateConversion", element( "coordinateConversionList", conversions ) );
  }

  std::string atLines( const std::function<std::string( int line )> &node ) const
  {
    return node( 0 ) + node( fileLines() / 2 ) + node( fileLines() );
  }

  std::string position( int line ) const
  {
    return element( "azimuthTime", ( start() + line * interval ).text() ) + element( "line", line ) +
           element( "pixel", list( std::vector<int>{ 0, width - 1 } ) );
  }

  //! sigma0 factor grows by a tenth from near to far range and by a fifth from the first to the last line.
  std::string calibration( const std::string &swath, const std::string &polarisation ) const
  {
    const auto vector = [this]( int line )
    {
      const double near = sigmaFactor * ( 1 + 0.2 * line / fileLines() );
      return element( "calibrationVector",
                      position( line ) +
                          element( "sigmaNought", list( std::vector<double>{ near, 1.1 * near } ) ) +
                          element( "betaNought", list( std::vector<double>{ 474, 474 } ) ) +
                          element( "gamma", list( std::vector<double>{ 0.9 * near, near } ) ) +
                          element( "dn", list( std::vector<double>{ 474, 474 } ) ) );
    };
    return element( "calibration",
                    header( swath, polarisation ) + element( "calibrationVectorList", atLines( vector ) ) );
  }

  std::string noiseFile( const std::string &swath, const std::string &polarisation ) const
  {
    const auto vector = [this]( int line )
    {
      const std::string values = list( std::vector<double>{ noise, 2 * noise } );
      return oldNoise ? element( "noiseVector", position( line ) + element( "noiseLut", values ) )
                      : element( "noiseRangeVector", position( line ) + element( "noiseRangeLut", values ) );
    };
    std::string content = element( oldNoise ? "noiseVectorList" : "noiseRangeVectorList", atLines( vector ) );
    if ( !oldNoise )
      content += element(
          "noiseAzimuthVectorList",
          element( "noiseAzimuthVector",
                   element( "swath", swath ) + element( "firstAzimuthLine", 0 ) +
                       element( "firstRangeSample", 0 ) + element( "lastAzimuthLine", fileLines() - 1 ) +
                       element( "lastRangeSample", width - 1 ) +
                       element( "line", list( std::vector<int>{ 0, fileLines() - 1 } ) ) +
                       element( "noiseAzimuthLut", list( std::vector<double>{ 1.0, 1.5 } ) ) ) );
    return element( "noise", header( swath, polarisation ) + content );
  }

  void writeMeasurement( const std::string &path, const std::string &swath,
                         const std::string &polarisation ) const
  {
    const GDALDataType type = isSlc ? GDT_CInt16 : GDT_UInt16;
    const GDALDatasetUniquePtr file( GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create(
        path.c_str(), width, fileLines(), 1, type, nullptr ) );
    std::vector<double> row( width );
    for ( int y = 0; y < fileLines(); ++y )
    {
      for ( int x = 0; x < width; ++x )
        row[x] = number( x, y, swath, polarisation );
      CPL_IGNORE_RET_VAL( file->GetRasterBand( 1 )->RasterIO( GF_Write, 0, y, width, 1, row.data(), width, 1,
                                                              GDT_Float64, 0, 0 ) );
    }
  }
};
