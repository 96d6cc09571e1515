#include "model/check/selfcrossings.h"

#include <algorithm>
#include <memory>

#include <ogr_geometry.h>

namespace calving
{

namespace
{

//! Straight pieces of all lines in \a geometry.
int segmentsIn( const OGRGeometry &geometry )
{
  if ( wkbFlatten( geometry.getGeometryType() ) == wkbLineString )
    return std::max( 0, geometry.toLineString()->getNumPoints() - 1 );
  int count = 0;
  if ( OGR_GT_IsSubClassOf( geometry.getGeometryType(), wkbGeometryCollection ) )
    for ( const OGRGeometry *part : *geometry.toGeometryCollection() )
      count += segmentsIn( *part );
  return count;
}

} // namespace

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
  // The union cuts lines wherever they meet: each crossing makes two segments more.
  const std::unique_ptr<OGRGeometry> cut( front.Union( &front ) );
  return std::max( 1, cut ? ( segmentsIn( *cut ) - segmentsIn( front ) ) / 2 : 1 );
}

} // namespace calving
