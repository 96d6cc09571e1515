#include "algorithms/layers/labelstyle.h"

#include <memory>

#include <qgscategorizedsymbolrenderer.h>
#include <qgseditorwidgetsetup.h>
#include <qgsfillsymbol.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/frontstyle.h"
#include "model/extract/outputformats.h"
#include "model/labels/labelfile.h"

namespace calving
{

namespace
{

//! The classes in the words of label files.
const QStringList classes{ QStringLiteral( "N/A" ), QStringLiteral( "rock" ), QStringLiteral( "glacier" ),
                           QStringLiteral( "ocean" ) };

void offer( QgsVectorLayer &layer, const char *field, const QStringList &values )
{
  QVariantList map;
  for ( const QString &value : values )
    map << QVariantMap{ { value, value } };
  const int index = layer.fields().indexOf( QLatin1String( field ) );
  if ( index >= 0 )
    layer.setEditorWidgetSetup( index, QgsEditorWidgetSetup( QStringLiteral( "ValueMap" ),
                                                             { { QStringLiteral( "map" ), map } } ) );
}

std::unique_ptr<QgsFillSymbol> symbolOf( const RasterClass &zone )
{
  constexpr int transparent = 70;
  QColor colour( zone.colour[0], zone.colour[1], zone.colour[2] );
  std::unique_ptr<QgsFillSymbol> symbol( QgsFillSymbol::createSimple(
      { { "outline_color", colour.darker( 150 ).name() }, { "outline_width", "0.4" } } ) );
  colour.setAlpha( transparent );
  symbol->setColor( colour );
  return symbol;
}

} // namespace

void styleLabelZones( QgsMapLayer &layer, const QStringList &rasters )
{
  auto *zones = qobject_cast<QgsVectorLayer *>( &layer );
  if ( !zones )
    return;
  QgsCategoryList categories;
  for ( const RasterClass &zone : zonesFormat().classes )
  {
    const QString name = classes.value( zone.value );
    categories << QgsRendererCategory( name, symbolOf( zone ).release(), name );
  }
  zones->setRenderer( new QgsCategorizedSymbolRenderer( QLatin1String( labelfile::zoneField ), categories ) );
  offer( *zones, labelfile::zoneField, classes );
  offer( *zones, labelfile::rasterField, rasters );
}

void styleLabelFronts( QgsMapLayer &layer, const QStringList &rasters )
{
  styleFronts( layer );
  if ( auto *fronts = qobject_cast<QgsVectorLayer *>( &layer ) )
    offer( *fronts, labelfile::rasterField, rasters );
}

} // namespace calving
