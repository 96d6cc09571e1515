#pragma once

#include <QString>
#include <QStringList>

#include "model/raster/runimage.h"

//! Zones drawn as text: . not available, r rock, g glacier, o ocean.
inline calving::RunImage drawnZones( const QStringList &rows )
{
  calving::RunImage zones( rows[0].size() );
  for ( const QString &row : rows )
  {
    std::vector<std::uint8_t> values;
    for ( QChar c : row )
      values.push_back( static_cast<std::uint8_t>( QStringLiteral( ".rgo" ).indexOf( c ) ) );
    zones.appendRow( values.data() );
  }
  return zones;
}

//! Zones whose class at (column, row) is value( column, row ).
template <typename Value> calving::RunImage zonesFrom( int width, int height, const Value &value )
{
  calving::RunImage zones( width );
  for ( int row = 0; row < height; ++row )
  {
    std::vector<std::uint8_t> values;
    for ( int column = 0; column < width; ++column )
      values.push_back( static_cast<std::uint8_t>( value( column, row ) ) );
    zones.appendRow( values.data() );
  }
  return zones;
}
