#include "model/extract/rememberedlabel.h"

#include "model/geometry/ongrid.h"
#include "model/scene/sceneday.h"

namespace calving
{

std::optional<double> rememberedDay( const RememberedLabel &label )
{
  SceneFacts facts = sceneFromName( label.name );
  facts.date = label.date;
  return sceneDay( facts );
}

RasterGrid placeOf( const RememberedLabel &label )
{
  RasterGrid place;
  place.width = label.width;
  place.height = label.height;
  place.transform = label.transform;
  place.hasTransform = true;
  place.crs = label.crs;
  return place;
}

std::vector<std::uint8_t> rememberedZones( const RememberedLabel &label, const RasterGrid &grid )
{
  return atCentres( grid, placeOf( label ),
                    [&label]( int column, int row )
                    { return label.zones[static_cast<std::size_t>( row ) * label.width + column]; } );
}

std::vector<std::uint8_t> rememberedFront( const RememberedLabel &label, const RasterGrid &grid )
{
  return label.front.empty() ? std::vector<std::uint8_t>() : frontAt( label.front, placeOf( label ), grid );
}

} // namespace calving
