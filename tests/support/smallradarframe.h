#pragma once

#include <memory>

#include "model/geometry/maptransform.h"
#include "model/sar/geometry/radargeometry.h"
#include "model/sar/product/annotationframe.h"
#include "model/sar/product/product.h"
#include "support/sentinel1.h"

//! A frame of \a width x \a height pixels of 10 m in the orbit of SafeProduct, near 42 N, 12 E.
inline calving::RadarFrame smallFrame( int width, int height )
{
  using calving::UtcTime;
  const UtcTime t = *UtcTime::parse( "2021-12-23T05:11:20" );
  calving::RadarFrame frame;
  frame.width = width;
  frame.height = height;
  frame.firstLineTime = t + 20;
  frame.lineInterval = 0.0015;
  frame.bistaticReference = 0.0055;
  frame.rangeSpacing = 10.0;
  for ( int i = -1; i <= 1; ++i )
    frame.conversions.push_back(
        { frame.firstLineTime + i, 800000.0, 0.0, { 0, 2.0 }, { 800000.0, 0.5, 5e-7 } } );
  frame.orbit = {
      { t, { 4299854.769, 1453596.443, 5418885.179 }, { 5962.611698, -91.122756, -4695.177565 } },
      { t + 10, { 4359238.173, 1452560.406, 5371628.586 }, { 5913.952956, -116.0645, -4756.073476 } },
      { t + 20, { 4418131.478, 1451275.368, 5323765.698 }, { 5864.593853, -140.922246, -4816.434357 } },
      { t + 30, { 4476527.709, 1449742.188, 5275301.901 }, { 5814.540013, -165.692188, -4876.253356 } },
      { t + 40, { 4534419.947, 1447961.762, 5226242.648 }, { 5763.79714, -190.370539, -4935.523681 } },
      { t + 50, { 4591801.329, 1445935.027, 5176593.459 }, { 5712.371027, -214.95353, -4994.238602 } } };
  return frame;
}

//! The frame of the first GRD image of sentinel1Products[index].
inline calving::RadarFrame realFrame( int index )
{
  const calving::Product product = calving::openProduct( sentinel1Path( index ).toStdString() );
  return calving::radarFrame( product.images.front().annotation );
}

//! Earth-fixed place of the map coordinates (x, y) in \a crs at \a height.
inline calving::Vector3 placeOf( const calving::MapTransform &toDegrees, double x, double y, double height )
{
  std::vector<double> longitude{ x };
  std::vector<double> latitude{ y };
  toDegrees.apply( longitude, latitude );
  return calving::toCartesian( calving::fromDegrees( longitude[0], latitude[0], height ) );
}

//! Longitude and latitude of the corners of a rectangle in \a crs.
inline std::vector<std::array<double, 2>> cornersOf( double left, double bottom, double right, double top,
                                                     const std::string &crs )
{
  std::vector<double> x{ left, right, left, right };
  std::vector<double> y{ bottom, bottom, top, top };
  calving::MapTransform( crs, calving::geographicCrs ).apply( x, y );
  return { { x[0], y[0] }, { x[1], y[1] }, { x[2], y[2] }, { x[3], y[3] } };
}
