#include "algorithms/layers/zonestyle.h"

#include <QColor>
#include <QDateTime>
#include <qgspalettedrasterrenderer.h>
#include <qgsprocessingcontext.h>
#include <qgsrasterlayer.h>
#include <qgsrasterlayertemporalproperties.h>

#include "model/extract/outputformats.h"

namespace calving
{

namespace
{

void setTime( QgsRasterLayer &raster, const QString &text )
{
  const bool wholeDay = !text.contains( 'T' );
  QDateTime begin =
      QDateTime::fromString( wholeDay ? text + QStringLiteral( "T00:00:00" ) : text, Qt::ISODate );
  auto *time = qobject_cast<QgsRasterLayerTemporalProperties *>( raster.temporalProperties() );
  if ( !time || !begin.isValid() )
    return;
  begin.setTimeSpec( Qt::UTC );
  time->setMode( Qgis::RasterTemporalMode::FixedTemporalRange );
  time->setFixedTemporalRange(
      QgsDateTimeRange( begin, wholeDay ? begin.addDays( 1 ) : begin.addSecs( 1 ) ) );
  time->setIsActive( true );
}

class RasterTime : public QgsProcessingLayerPostProcessorInterface
{
public:
  explicit RasterTime( const QString &dateTime )
    : mDateTime( dateTime )
  {
  }

  void postProcessLayer( QgsMapLayer *layer, QgsProcessingContext &, QgsProcessingFeedback * ) override
  {
    auto *raster = qobject_cast<QgsRasterLayer *>( layer );
    if ( !raster || !raster->dataProvider() )
      return;
    style( *raster );
    setTime( *raster, mDateTime );
    raster->triggerRepaint();
  }

protected:
  virtual void style( QgsRasterLayer & ) {}

private:
  QString mDateTime;
};

class ZoneStyle : public RasterTime
{
public:
  using RasterTime::RasterTime;

protected:
  void style( QgsRasterLayer &raster ) override
  {
    QgsPalettedRasterRenderer::ClassData classes;
    for ( const RasterClass &zone : zonesFormat().classes )
      classes << QgsPalettedRasterRenderer::Class( zone.value,
                                                   QColor( zone.colour[0], zone.colour[1], zone.colour[2] ),
                                                   QString::fromStdString( zone.name ) );
    raster.setRenderer( new QgsPalettedRasterRenderer( raster.dataProvider(), 1, classes ) );
  }
};

template <typename Style>
void styleOnLoad( QgsProcessingContext &context, const QString &layer, const QString &time )
{
  if ( context.willLoadLayerOnCompletion( layer ) )
    context.layerToLoadOnCompletionDetails( layer ).setPostProcessor( new Style( time ) );
}

} // namespace

void styleZonesOnLoad( QgsProcessingContext &context, const QString &layer, const QString &dateTime )
{
  styleOnLoad<ZoneStyle>( context, layer, dateTime );
}

void dateRasterOnLoad( QgsProcessingContext &context, const QString &layer, const QString &dateTime )
{
  styleOnLoad<RasterTime>( context, layer, dateTime );
}

} // namespace calving
