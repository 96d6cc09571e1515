#pragma once

#include <QString>
#include <QStringList>

#include "model/raster/runlengthimage.h"

//! Zones drawn as text: . not available, r rock, g glacier, o ocean.
inline calving::RunLengthImage drawnZones( const QStringList &rows )
{
  calving::RunLengthImage zones( rows[0].size() );
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
template <typename Value> calving::RunLengthImage zonesFrom( int width, int height, const Value &value )
{
  calving::RunLengthImage zones( width );
  for ( int row = 0; row < height; ++row )
  {
    std::vector<std::uint8_t> values;
    for ( int column = 0; column < width; ++column )
      values.push_back( static_cast<std::uint8_t>( value( column, row ) ) );
    zones.appendRow( values.data() );
  }
  return zones;
}
