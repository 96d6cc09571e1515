#pragma once

#include <QString>

#include "support/testraster.h"

/**
 * Scenes of one fjord on one grid: 120 x 100 pixels of 40 m as in testraster.h, rock in the first 20 rows,
 * then ocean left of the front, glacier right of it. Greys as fourGreys() tells them apart.
 */
constexpr int fjordWidth = 120;
constexpr int fjordHeight = 100;
constexpr int fjordRock = 20;

inline int fjordGrey( int x, int y, int front )
{
  return y < fjordRock ? 100 : x < front ? 240 : 160;
}

//! A scene whose front is before that column, at \a path.
inline void writeFjord( const QString &path, int front )
{
  writeRaster(
      path.toStdString(), fjordWidth, fjordHeight,
      [front]( int x, int y ) { return fjordGrey( x, y, front ); }, GDT_Byte );
}

//! Its zones as CaFFe codes them: 64 rock, 127 glacier, 254 ocean.
inline void writeFjordZones( const QString &path, int front )
{
  writeRaster(
      path.toStdString(), fjordWidth, fjordHeight,
      [front]( int x, int y ) { return y < fjordRock ? 64
                                       : x < front   ? 254
                                                     : 127; }, GDT_Byte );
}

//! Where on the map the border of that column lies.
inline double fjordX( int column )
{
  return 500000 + 40.0 * column;
}
