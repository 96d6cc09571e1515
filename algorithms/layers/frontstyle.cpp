#include "algorithms/layers/frontstyle.h"

#include <iterator>

#include <qgsgraduatedsymbolrenderer.h>
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

//! Early to late: dark blue, green, yellow (viridis), told apart in grey and by colour-blind eyes.
constexpr const char *dateColours[] = { "#440154", "#46327e", "#365c8d", "#277f8e",
                                        "#1fa187", "#4ac16d", "#a0da39", "#fde725" };

} // namespace

std::unique_ptr<QgsLineSymbol> frontSymbol( const QColor &colour )
{
  std::unique_ptr<QgsLineSymbol> casing( QgsLineSymbol::createSimple( { { "line_color", "20,30,45,200" },
                                                                        { "line_width", "1.1" },
                                                                        { "capstyle", "round" },
                                                                        { "joinstyle", "round" } } ) );
  std::unique_ptr<QgsLineSymbol> line( QgsLineSymbol::createSimple( { { "line_color", colour.name() },
                                                                      { "line_width", "0.6" },
                                                                      { "capstyle", "round" },
                                                                      { "joinstyle", "round" } } ) );
  casing->appendSymbolLayer( line->symbolLayer( 0 )->clone() );
  return casing;
}

void styleFronts( QgsMapLayer &layer )
{
  if ( auto *fronts = qobject_cast<QgsVectorLayer *>( &layer ) )
    fronts->setRenderer( new QgsSingleSymbolRenderer( frontSymbol( frontColour ).release() ) );
}

void styleSeries( QgsMapLayer &layer )
{
  auto *fronts = qobject_cast<QgsVectorLayer *>( &layer );
  const int year = fronts ? fronts->fields().lookupField( QStringLiteral( "dec_year" ) ) : -1;
  if ( year < 0 )
    return styleFronts( layer );
  const double first = fronts->minimumValue( year ).toDouble();
  const double last = fronts->maximumValue( year ).toDouble();
  if ( !( last > first ) )
    return styleFronts( layer );
  auto *renderer = new QgsGraduatedSymbolRenderer( QStringLiteral( "dec_year" ) );
  constexpr int classes = static_cast<int>( std::size( dateColours ) );
  for ( int i = 0; i < classes; ++i )
  {
    const double from = first + ( last - first ) * i / classes;
    const double to = first + ( last - first ) * ( i + 1 ) / classes;
    renderer->addClass(
        QgsRendererRange( from, to, frontSymbol( QColor( QLatin1String( dateColours[i] ) ) ).release(),
                          QStringLiteral( "%1 – %2" ).arg( from, 0, 'f', 1 ).arg( to, 0, 'f', 1 ) ) );
  }
  fronts->setRenderer( renderer );
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
