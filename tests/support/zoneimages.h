#pragma once

#include <QStringList>

#include "model/labels/zoneimage.h"

//! A drawing as zones: ~ ocean, g glacier, r rock, space not available. Pixels of \a side, origin (1000, 2000).
inline calving::ZoneImage drawnImage( const QStringList &rows, double side = 10 )
{
  calving::ZoneImage image;
  image.grid = { rows.first().size(), rows.size(), { 1000, side, 0, 2000, 0, -side }, true, "" };
  for ( const QString &row : rows )
    for ( const QChar pixel : row )
      image.zones.push_back( pixel == '~' ? 3 : pixel == 'g' ? 2 : pixel == 'r' ? 1 : 0 );
  return image;
}

//! The other way round, for messages and comparisons.
inline QStringList drawing( const calving::ZoneImage &image )
{
  QStringList rows;
  for ( int y = 0; y < image.grid.height; ++y )
  {
    rows << QString();
    for ( int x = 0; x < image.grid.width; ++x )
      rows.last() += QLatin1Char( " rg~"[image.zones[image.index( x, y )]] );
  }
  return rows;
}
