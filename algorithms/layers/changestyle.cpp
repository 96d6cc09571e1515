#include "algorithms/layers/changestyle.h"

#include <memory>

#include <QObject>
#include <qgscategorizedsymbolrenderer.h>
#include <qgsfillsymbol.h>
#include <qgsvectorlayer.h>

#include "model/change/changemap.h"

namespace calving
{

namespace
{

std::unique_ptr<QgsFillSymbol> symbolOf( const char *colour )
{
  constexpr int transparent = 150;
  QColor fill{ QLatin1String( colour ) };
  std::unique_ptr<QgsFillSymbol> symbol( QgsFillSymbol::createSimple(
      { { "outline_color", fill.darker( 130 ).name() }, { "outline_width", "0.15" } } ) );
  fill.setAlpha( transparent );
  symbol->setColor( fill );
  return symbol;
}

} // namespace

void styleChange( QgsMapLayer &layer )
{
  auto *polygons = qobject_cast<QgsVectorLayer *>( &layer );
  if ( !polygons )
    return;
  // A Shapefile has it with a capital, which lookupField() finds too.
  const int field = polygons->fields().lookupField( QStringLiteral( "change" ) );
  if ( field < 0 )
    return;
  const QgsCategoryList categories{
      { QStringLiteral( "gained" ), symbolOf( gainedColour ).release(), QObject::tr( "gained" ) },
      { QStringLiteral( "lost" ), symbolOf( lostColour ).release(), QObject::tr( "lost" ) } };
  polygons->setRenderer(
      new QgsCategorizedSymbolRenderer( polygons->fields().at( field ).name(), categories ) );
}

} // namespace calving
