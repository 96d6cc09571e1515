#include "algorithms/layers/zonestyle.h"

#include <memory>

#include <QColor>
#include <qgscolorrampshader.h>
#include <qgscontrastenhancement.h>
#include <qgsfillsymbol.h>
#include <qgsmultibandcolorrenderer.h>
#include <qgspalettedrasterrenderer.h>
#include <qgsrasterlayer.h>
#include <qgsrastershader.h>
#include <qgssinglebandpseudocolorrenderer.h>
#include <qgssinglesymbolrenderer.h>
#include <qgsvectorlayer.h>

#include "model/extract/outputformats.h"
#include "model/scene/zone.h"

namespace calving
{

namespace
{

QColor colourOf( const RasterClass &zone )
{
  return QColor( zone.colour[0], zone.colour[1], zone.colour[2] );
}

//! \a layer as a raster that can be read; null if it is none.
QgsRasterLayer *rasterOf( QgsMapLayer &layer )
{
  auto *raster = qobject_cast<QgsRasterLayer *>( &layer );
  return raster && raster->dataProvider() ? raster : nullptr;
}

//! From the least to the most confidence; readable by the colour-blind, too.
QList<QgsColorRampShader::ColorRampItem> confidenceColours()
{
  return { { 0.25, QColor( 68, 1, 84 ), QStringLiteral( "0.25" ) },
           { 0.5, QColor( 49, 104, 142 ), QStringLiteral( "0.5" ) },
           { 0.75, QColor( 53, 183, 121 ), QStringLiteral( "0.75" ) },
           { 1.0, QColor( 253, 231, 37 ), QStringLiteral( "1" ) } };
}

//! Draws 0 as dark and 1 as bright.
QgsContrastEnhancement *fromNoneToAll( const QgsRasterDataProvider &provider, int band )
{
  auto contrast = std::make_unique<QgsContrastEnhancement>( provider.dataType( band ) );
  contrast->setMinimumValue( 0, false );
  contrast->setMaximumValue( 1, false );
  contrast->setContrastEnhancementAlgorithm( QgsContrastEnhancement::StretchToMinimumMaximum );
  return contrast.release();
}

} // namespace

void styleZones( QgsMapLayer &layer )
{
  QgsRasterLayer *raster = rasterOf( layer );
  if ( !raster )
    return;
  QgsPalettedRasterRenderer::ClassData classes;
  for ( const RasterClass &zone : zonesFormat().classes )
    classes << QgsPalettedRasterRenderer::Class( zone.value, colourOf( zone ),
                                                 QString::fromStdString( zone.name ) );
  raster->setRenderer( new QgsPalettedRasterRenderer( raster->dataProvider(), 1, classes ) );
}

void styleOcean( QgsMapLayer &layer )
{
  auto *ocean = qobject_cast<QgsVectorLayer *>( &layer );
  if ( !ocean )
    return;
  QColor colour = colourOf( zonesFormat().classes[static_cast<std::size_t>( Zone::Ocean )] );
  const QString line = colour.name();
  colour.setAlpha( 90 );
  std::unique_ptr<QgsFillSymbol> symbol(
      QgsFillSymbol::createSimple( { { "outline_color", line }, { "outline_width", "0.3" } } ) );
  symbol->setColor( colour );
  ocean->setRenderer( new QgsSingleSymbolRenderer( symbol.release() ) );
}

void styleConfidence( QgsMapLayer &layer )
{
  QgsRasterLayer *raster = rasterOf( layer );
  if ( !raster )
    return;
  auto colours = std::make_unique<QgsColorRampShader>( 0.25, 1 );
  colours->setColorRampItemList( confidenceColours() );
  auto shader = std::make_unique<QgsRasterShader>( 0.25, 1 );
  shader->setRasterShaderFunction( colours.release() );
  auto renderer =
      std::make_unique<QgsSingleBandPseudoColorRenderer>( raster->dataProvider(), 1, shader.release() );
  renderer->setClassificationMin( 0.25 );
  renderer->setClassificationMax( 1 );
  raster->setRenderer( renderer.release() );
}

void styleProbabilities( QgsMapLayer &layer )
{
  QgsRasterLayer *raster = rasterOf( layer );
  const auto band = []( Zone zone ) { return static_cast<int>( zone ) + 1; };
  if ( !raster || raster->bandCount() < band( Zone::Ocean ) )
    return;
  QgsRasterDataProvider *provider = raster->dataProvider();
  auto renderer = std::make_unique<QgsMultiBandColorRenderer>( provider, band( Zone::Rock ),
                                                               band( Zone::Glacier ), band( Zone::Ocean ) );
  renderer->setRedContrastEnhancement( fromNoneToAll( *provider, band( Zone::Rock ) ) );
  renderer->setGreenContrastEnhancement( fromNoneToAll( *provider, band( Zone::Glacier ) ) );
  renderer->setBlueContrastEnhancement( fromNoneToAll( *provider, band( Zone::Ocean ) ) );
  raster->setRenderer( renderer.release() );
}

} // namespace calving
