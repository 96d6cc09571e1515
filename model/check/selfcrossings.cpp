#include "model/check/selfcrossings.h"

#include <algorithm>
#include <memory>

#include <ogr_geometry.h>

namespace calving
{

int selfCrossings( const std::vector<Line> &parts )
{
  OGRMultiLineString front;
  for ( const Line &part : parts )
  {
    auto line = std::make_unique<OGRLineString>();
    line->setNumPoints( static_cast<int>( part.size() ) );
    for ( std::size_t i = 0; i < part.size(); ++i )
      line->setPoint( static_cast<int>( i ), part[i][0], part[i][1] );
    front.addGeometryDirectly( line.release() );
  }
  if ( front.IsSimple() )
    return 0;
  // The union cuts lines wherever they meet: each crossing makes two pieces more.
  const std::unique_ptr<OGRGeometry> pieces( front.Union( &front ) );
  const int count = pieces && wkbFlatten( pieces->getGeometryType() ) == wkbMultiLineString
                        ? pieces->toMultiLineString()->getNumGeometries()
                        : 1;
  return std::max( 1, ( count - static_cast<int>( parts.size() ) + 1 ) / 2 );
}

} // namespace calving
