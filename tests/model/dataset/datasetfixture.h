#pragma once

#include <string>
#include <vector>

#include <QTemporaryDir>

#include "model/dataset/builddataset.h"
#include "support/datasetfiles.h"
#include "support/wellknownbinary.h"

/**
 * Input of builddataset: glaciers of 30 x 20 pixels of 40 m, Store at the left, Rink 20 km to the right.
 *
 * SAR: x - 15 decibels in column x. Optical: band b holds 100 x + b; class 6 (water).
 */
class DatasetFixture
{
public:
  static constexpr double store = 500000;
  static constexpr double rink = 520000;

  DatasetFixture()
  {
    options.folder = path( "dataset" );
    options.areas = { glacier( "Rink", rink ), glacier( "Store", store ) };
  }

  std::string path( const std::string &name ) const { return mDisk.path().toStdString() + '/' + name; }

  //! Adds a raster, which reaches 10 pixels further than the glacier at \a left.
  void addRadar( const std::string &name, double left )
  {
    writeBands(
        path( name ), 40, 30, 1, []( int, int x, int ) { return x - 15; }, {}, left );
    options.radar.push_back( path( name ) );
  }

  void addOptical( const std::string &name, double left, int bands = 14, int sceneClass = 6 )
  {
    writeBands(
        path( name ), 40, 30, bands,
        [=]( int band, int x, int ) { return band == 14 ? sceneClass : 100.0 * x + band; }, {}, left );
    options.optical.push_back( path( name ) );
  }

  //! Two glaciers with two dates each.
  void addAll()
  {
    for ( const char *date : { "2020-06-01", "2020-07-01" } )
    {
      addRadar( "Store_" + std::string( date ) + "_S1.tif", store );
      addRadar( "Rink_" + std::string( date ) + "_S1.tif", rink );
    }
    addOptical( "Store_2020-08-01_S2.tif", store );
    addOptical( "Rink_2020-08-02_S2.tif", rink );
  }

  //! The rectangle of a glacier as well-known binary.
  static std::vector<std::uint8_t> rectangle( double left )
  {
    OGRLinearRing ring;
    for ( const auto &[x, y] :
          { std::pair<double, double>{ 0, 0 }, { 1200, 0 }, { 1200, -800 }, { 0, -800 }, { 0, 0 } } )
      ring.addPoint( left + x, 8000000 + y );
    OGRPolygon polygon;
    polygon.addRing( &ring );
    return wellKnownBinary( polygon );
  }

  //! The glacier \a name, of which this is all.
  static calving::GlacierArea glacier( const std::string &name, double left )
  {
    return { name, { "The area of glacier " + name, { rectangle( left ) }, "EPSG:32633" } };
  }

  calving::BuildDatasetOptions options;

private:
  QTemporaryDir mDisk;
};
