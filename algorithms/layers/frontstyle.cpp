#include "algorithms/layers/frontstyle.h"

#include <memory>

#include <qgsfields.h>
#include <qgslinesymbol.h>
#include <qgspalettedrasterrenderer.h>
#include <qgsprocessingcontext.h>
#include <qgsrasterlayer.h>
#include <qgssinglesymbolrenderer.h>
#include <qgssymbollayer.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayertemporalproperties.h>

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

//! The first of the fields of time in which some front has a value; empty if none has.
QString timeField( const QgsVectorLayer &layer )
{
  for ( const char *name : { "datetime_utc", "date", "Date" } )
  {
    const int field = layer.fields().indexOf( QLatin1String( name ) );
    if ( field >= 0 && layer.minimumValue( field ).isValid() && !layer.minimumValue( field ).isNull() )
      return QLatin1String( name );
  }
  return {};
}

class FrontStyle : public QgsProcessingLayerPostProcessorInterface
{
public:
  void postProcessLayer( QgsMapLayer *layer, QgsProcessingContext &, QgsProcessingFeedback * ) override
  {
    auto *fronts = qobject_cast<QgsVectorLayer *>( layer );
    if ( !fronts )
      return;
    fronts->setRenderer( new QgsSingleSymbolRenderer( frontSymbol().release() ) );
    const QString field = timeField( *fronts );
    auto *time = qobject_cast<QgsVectorLayerTemporalProperties *>( fronts->temporalProperties() );
    if ( time && !field.isEmpty() )
    {
      time->setMode( Qgis::VectorTemporalMode::FeatureDateTimeInstantFromField );
      time->setStartField( field );
      time->setIsActive( true );
    }
    fronts->triggerRepaint();
  }
};

class FrontPixelStyle : public QgsProcessingLayerPostProcessorInterface
{
public:
  void postProcessLayer( QgsMapLayer *layer, QgsProcessingContext &, QgsProcessingFeedback * ) override
  {
    auto *raster = qobject_cast<QgsRasterLayer *>( layer );
    if ( !raster || !raster->dataProvider() )
      return;
    const QgsPalettedRasterRenderer::ClassData classes{
        { 0, QColor( 0, 0, 0, 0 ), QObject::tr( "no front" ) },
        { 255, frontColour, QObject::tr( "calving front" ) } };
    raster->setRenderer( new QgsPalettedRasterRenderer( raster->dataProvider(), 1, classes ) );
    raster->triggerRepaint();
  }
};

template <typename Style> void styleOnLoad( QgsProcessingContext &context, const QString &layer )
{
  // The context owns it. One per layer: they are never shared.
  if ( context.willLoadLayerOnCompletion( layer ) )
    context.layerToLoadOnCompletionDetails( layer ).setPostProcessor( new Style );
}

} // namespace

void styleFrontsOnLoad( QgsProcessingContext &context, const QString &layer )
{
  styleOnLoad<FrontStyle>( context, layer );
}

void styleFrontPixelsOnLoad( QgsProcessingContext &context, const QString &layer )
{
  styleOnLoad<FrontPixelStyle>( context, layer );
}

} // namespace calving
