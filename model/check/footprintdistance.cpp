#include <algorithm>
#include <cmath>
#include <map>

#include "model/check/edgedistance.h"
#include "model/check/preparedarea.h"
#include "model/geometry/nearestsegment.h"

namespace calving
{

namespace
{

//! One polygon of a footprint.
struct Footprint
{
  PreparedArea area;
  NearestSegment outline;

  explicit Footprint( const MapPolygon &polygon )
    : area( { polygon } )
    , outline( segmentsOf( polygon ) )
  {
  }

  static std::vector<Segment> segmentsOf( const MapPolygon &polygon )
  {
    std::vector<Segment> segments;
    for ( const Ring &ring : polygon )
      for ( std::size_t i = 1; i < ring.size(); ++i )
        segments.push_back( { ring[i - 1], ring[i] } );
    return segments;
  }
};

//! The least distance of \a parts to the outline of \a footprint; 0 outside.
double depth( const std::vector<Line> &parts, const Footprint &footprint, double step )
{
  double least = std::numeric_limits<double>::infinity();
  const auto ask = [&]( const Point &point )
  {
    least =
        std::min( least, footprint.area.contains( point ) ? footprint.outline.find( point ).distance : 0.0 );
  };
  for ( const FrontSample &sample : sampled( parts, step ) )
    ask( sample.point );
  for ( const Line &part : parts )
  {
    ask( part.front() );
    ask( part.back() );
  }
  return least;
}

//! Which polygons belong to an image, to a day, and to all.
struct Footprints
{
  std::vector<Footprint> polygons;
  std::map<std::string, std::vector<std::size_t>> images;
  std::map<std::string, std::vector<std::size_t>> days;
  std::vector<std::size_t> others;

  const std::vector<std::size_t> &of( const SeriesFront &front ) const
  {
    if ( const auto found = images.find( front.imageId ); found != images.end() )
      return found->second;
    const auto found = front.moment ? days.find( front.moment->date() ) : days.end();
    return found == days.end() ? others : found->second;
  }
};

Footprints footprintsOf( const CheckInput &input, const GlacierPlane &plane, const std::string &crs )
{
  Footprints footprints;
  for ( std::size_t i = 0; i < input.footprints.shapes.size(); ++i )
  {
    const DrawnShapes one{ input.footprints.what, input.footprints.crs, { input.footprints.shapes[i] } };
    const FootprintScene scene =
        i < input.footprintScenes.size() ? input.footprintScenes[i] : FootprintScene();
    std::vector<std::size_t> &places = !scene.imageId.empty() ? footprints.images[scene.imageId]
                                       : !scene.date.empty()  ? footprints.days[scene.date]
                                                              : footprints.others;
    for ( const MapPolygon &polygon : boxesOn( plane, one, crs ) )
    {
      places.push_back( footprints.polygons.size() );
      footprints.polygons.emplace_back( polygon );
    }
  }
  return footprints;
}

} // namespace

std::vector<EdgeDistance> footprintDistances( const CheckInput &input, const GlacierSeries &series,
                                              const std::string &crs )
{
  std::vector<EdgeDistance> distances( series.fronts.size() );
  if ( input.footprints.isEmpty() )
    return distances;
  const Footprints footprints = footprintsOf( input, *series.plane, crs );
  for ( std::size_t i = 0; i < series.fronts.size(); ++i )
    for ( const std::size_t place : footprints.of( series.fronts[i] ) )
    {
      const double metres = depth( series.fronts[i].parts, footprints.polygons[place], series.step );
      if ( !( distances[i].metres >= metres ) )
        distances[i] = { metres, series.step };
    }
  return distances;
}

} // namespace calving
