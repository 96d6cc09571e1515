#include "model/series/cells/celllabels.h"

#include <algorithm>
#include <cmath>

#include "model/front/frontpixels.h"
#include "model/geometry/distancemap.h"
#include "model/scene/zone.h"

namespace calving
{

namespace
{

constexpr auto none = static_cast<std::uint8_t>( Zone::NotAvailable );
constexpr auto rock = static_cast<std::uint8_t>( Zone::Rock );
constexpr auto glacier = static_cast<std::uint8_t>( Zone::Glacier );
constexpr auto ocean = static_cast<std::uint8_t>( Zone::Ocean );

//! The zones of \a drawing, its gaps filled from the others, the nearest in time first.
std::vector<std::uint8_t> wholeZones( const CellDrawing &drawing, const std::vector<CellDrawing> &drawings )
{
  std::vector<std::uint8_t> zones = drawing.zones;
  const auto hasGaps = [&zones] { return std::find( zones.begin(), zones.end(), none ) != zones.end(); };
  if ( !hasGaps() )
    return zones;
  std::vector<const CellDrawing *> order;
  for ( const CellDrawing &other : drawings )
    order.push_back( &other );
  std::stable_sort( order.begin(), order.end(),
                    [&drawing]( const CellDrawing *a, const CellDrawing *b )
                    { return std::abs( a->day - drawing.day ) < std::abs( b->day - drawing.day ); } );
  for ( const CellDrawing *other : order )
  {
    for ( std::size_t i = 0; i < zones.size(); ++i )
      if ( zones[i] == none )
        zones[i] = other->zones[i];
    if ( !hasGaps() )
      break;
  }
  return zones;
}

bool isEmpty( const std::vector<std::uint8_t> &front )
{
  return std::all_of( front.begin(), front.end(), []( auto cell ) { return cell == 0; } );
}

} // namespace

std::vector<CellDrawing> drawingsOnCells( const SeriesCells &cells, const std::vector<SeriesLabel> &labels )
{
  std::vector<CellDrawing> drawings;
  for ( const SeriesLabel &label : labels )
    drawings.push_back( { label.day, cells.middles( label.zones ),
                          label.front.empty() ? std::vector<std::uint8_t>() : cells.anyOf( label.front ) } );
  return drawings;
}

CellLabels labelsOfCells( const SeriesCells &cells, const std::vector<CellDrawing> &drawings )
{
  CellLabels result;
  std::vector<int> ice( cells.cells() );
  std::vector<int> stone( cells.cells() );
  std::vector<std::uint8_t> anyFront( cells.cells() );
  std::vector<bool> hasFront;
  for ( const CellDrawing &drawing : drawings )
  {
    const std::vector<std::uint8_t> zones = wholeZones( drawing, drawings );
    CellLabel label{ drawing.day,
                     std::vector<std::uint8_t>( cells.cells() ),
                     std::vector<std::uint8_t>( cells.cells() ),
                     {},
                     0 };
    for ( std::size_t i = 0; i < cells.cells(); ++i )
    {
      label.ocean[i] = zones[i] == ocean;
      label.drawn[i] = drawing.zones[i] != none;
      ice[i] += zones[i] == glacier || zones[i] == ocean;
      stone[i] += zones[i] == rock;
    }
    const std::vector<std::uint8_t> front =
        drawing.front.empty() ? frontPixels( zones, cells.width(), cells.height(), { 0, 1, {} } )
                              : drawing.front;
    hasFront.push_back( !isEmpty( front ) );
    if ( hasFront.back() )
      label.toFront = distanceMap( front, cells.width(), cells.height(), cells.metres() );
    for ( std::size_t i = 0; i < cells.cells(); ++i )
    {
      anyFront[i] |= front[i] > 0 ? 1 : 0;
      label.frontMetres += front[i] > 0 ? std::sqrt( cells.metres()[0] * cells.metres()[1] ) : 0;
    }
    result.labels.push_back( std::move( label ) );
  }
  if ( std::find( hasFront.begin(), hasFront.end(), false ) != hasFront.end() )
  {
    const std::vector<float> toAny = distanceMap( anyFront, cells.width(), cells.height(), cells.metres() );
    for ( std::size_t k = 0; k < result.labels.size(); ++k )
      if ( !hasFront[k] )
        result.labels[k].toFront = toAny;
  }
  result.domain.resize( cells.cells() );
  for ( std::size_t i = 0; i < cells.cells(); ++i )
    result.domain[i] = ice[i] > 0 && 2 * stone[i] <= static_cast<int>( drawings.size() );
  return result;
}

} // namespace calving
