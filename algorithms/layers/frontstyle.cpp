#include "algorithms/layers/frontstyle.h"

#include <memory>

#include <qgslinesymbol.h>
#include <qgspalettedrasterrenderer.h>
#include <qgsrasterlayer.h>
#include <qgssinglesymbolrenderer.h>
#include <qgssymbollayer.h>
#include <qgsvectorlayer.h>

namespace calving
{

namespace
{

const QColor frontColour( 255, 127, 14 );

//! A dark casing under a bright line: visible on snow, rock and water alike.
std::unique_ptr<QgsLineSymbol> frontSymbol()
{
  std::unique_ptr<QgsLineSymbol> casing( QgsLineSymbol::createSimple( { { "line_color", "20,30,45,200" },
                                                                        { "line_width", "1.1" },
                                                                        { "capstyle", "round" },
                                                                        { "joinstyle", "round" } } ) );
  std::unique_ptr<QgsLineSymbol> line( QgsLineSymbol::createSimple( { { "line_color", "255,127,14" },
                                                                      { "line_width", "0.6" },
                                                                      { "capstyle", "round" },
                                                                      { "joinstyle", "round" } } ) );
  casing->appendSymbolLayer( line->symbolLayer( 0 )->clone() );
  return casing;
}

} // namespace

void styleFronts( QgsMapLayer &layer )
{
  if ( auto *fronts = qobject_cast<QgsVectorLayer *>( &layer ) )
    fronts->setRenderer( new QgsSingleSymbolRenderer( frontSymbol().release() ) );
}

void styleFrontPixels( QgsMapLayer &layer )
{
  auto *raster = qobject_cast<QgsRasterLayer *>( &layer );
  if ( !raster || !raster->dataProvider() )
    return;
  const QgsPalettedRasterRenderer::ClassData classes{ { 0, QColor( 0, 0, 0, 0 ), QObject::tr( "no front" ) },
                                                      { 255, frontColour, QObject::tr( "calving front" ) } };
  raster->setRenderer( new QgsPalettedRasterRenderer( raster->dataProvider(), 1, classes ) );
}

} // namespace calving
