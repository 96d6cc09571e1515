#include "algorithms/layers/loadedlayers.h"

#include <algorithm>

#include <QDateTime>
#include <QUuid>
#include <qgslayertree.h>
#include <qgsprocessingcontext.h>
#include <qgsproject.h>
#include <qgsrasterlayer.h>
#include <qgsrasterlayertemporalproperties.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayertemporalproperties.h>

#include "algorithms/layers/qgiscompat.h"
#include "model/raster/raster.h"

namespace calving
{

namespace
{

//! Properties of a layer: the run that made it, and its place among that run's layers, 0 on top.
const QString runProperty = QStringLiteral( "calvingfront/run" );
const QString placeProperty = QStringLiteral( "calvingfront/place" );

QString nameOf( const QString &content, const SceneFacts &scene )
{
  QStringList words{ content, QString::fromStdString( scene.glacier.empty() ? scene.sensor : scene.glacier ),
                     QString::fromStdString( scene.date ) };
  words.removeAll( QString() );
  if ( words.size() == 1 && !scene.imageId.empty() )
    words << QString::fromStdString( scene.imageId );
  return words.join( ' ' );
}

bool isLine( const QgsMapLayer &layer )
{
  const auto *vector = qobject_cast<const QgsVectorLayer *>( &layer );
  return vector && vector->geometryType() == compat::lineGeometry;
}

//! A moment, or a whole day where \a text has no time.
QgsDateTimeRange rangeOf( const QString &text )
{
  const bool wholeDay = !text.contains( 'T' );
  QDateTime begin =
      QDateTime::fromString( wholeDay ? text + QStringLiteral( "T00:00:00" ) : text, Qt::ISODate );
  begin.setTimeSpec( Qt::UTC );
  return QgsDateTimeRange( begin, wholeDay ? begin.addDays( 1 ) : begin.addSecs( 1 ) );
}

bool setTime( QgsRasterLayer &layer, const SceneFacts &scene )
{
  auto *time = qobject_cast<QgsRasterLayerTemporalProperties *>( layer.temporalProperties() );
  const QgsDateTimeRange range =
      rangeOf( QString::fromStdString( scene.dateTime.empty() ? scene.date : scene.dateTime ) );
  if ( !time || !range.begin().isValid() )
    return false;
  time->setMode( Qgis::RasterTemporalMode::FixedTemporalRange );
  time->setFixedTemporalRange( range );
  time->setIsActive( true );
  return true;
}

//! The first of the fields of time in which some feature has a value; empty if none has.
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

//! Features that say from when to when they are of.
bool setRange( const QgsVectorLayer &layer, QgsVectorLayerTemporalProperties &time )
{
  const QStringList names = layer.fields().names();
  for ( const auto &[start, end] : { std::pair( "start_date", "end_date" ), std::pair( "Start", "End" ) } )
    if ( names.contains( QLatin1String( start ) ) && names.contains( QLatin1String( end ) ) )
    {
      time.setMode( Qgis::VectorTemporalMode::FeatureDateTimeStartAndEndFromFields );
      time.setStartField( QLatin1String( start ) );
      time.setEndField( QLatin1String( end ) );
      time.setIsActive( true );
      return true;
    }
  return false;
}

bool setTime( QgsVectorLayer &layer )
{
  auto *time = qobject_cast<QgsVectorLayerTemporalProperties *>( layer.temporalProperties() );
  if ( time && setRange( layer, *time ) )
    return true;
  const QString field = timeField( layer );
  if ( !time || field.isEmpty() )
    return false;
  time->setMode( Qgis::VectorTemporalMode::FeatureDateTimeInstantFromField );
  time->setStartField( field );
  time->setIsActive( true );
  return true;
}

bool isOfOneRun( const QgsMapLayer &a, const QgsMapLayer &b )
{
  return a.customProperty( runProperty ) == b.customProperty( runProperty );
}

int placeOf( const QgsMapLayer &layer )
{
  return layer.customProperty( placeProperty ).toInt();
}

//! Where among \a siblings the \a node of \a layer belongs: below the layers of its run that are above it,
//! and a layer that is no line also below the lines of other runs that lie on top.
int placeAmong( const QList<QgsLayerTreeNode *> &siblings, const QgsLayerTreeLayer *node,
                const QgsMapLayer &layer )
{
  int place = 0;
  bool isTop = true;
  int below = siblings.size();
  for ( int i = 0; i < siblings.size(); ++i )
  {
    const auto *sibling = qobject_cast<const QgsLayerTreeLayer *>( siblings[i] );
    if ( sibling == node )
      continue;
    const QgsMapLayer *other = sibling ? sibling->layer() : nullptr;
    const bool isOurs = other && other->customProperty( runProperty ).isValid();
    const bool isOfRun = isOurs && isOfOneRun( *other, layer );
    isTop = isTop && isOurs && isLine( *other ) && !isLine( layer );
    if ( isTop || ( isOfRun && placeOf( *other ) < placeOf( layer ) ) )
      place = i + 1;
    else if ( isOfRun )
      below = std::min( below, i );
  }
  const int now = siblings.indexOf( const_cast<QgsLayerTreeLayer *>( node ) );
  return place > now ? place : std::min( now, below );
}

//! Moves the \a node of a layer to the end of the group \a name, which is made on top where there is none.
QgsLayerTreeLayer *movedIntoGroup( QgsLayerTreeGroup &root, QgsLayerTreeLayer *node, const QString &name )
{
  QgsLayerTreeGroup *group = root.findGroup( name );
  if ( !group )
    group = root.insertGroup( 0, name );
  // First the copy, then the original: a layer that is nowhere in the tree leaves the project.
  QgsLayerTreeLayer *copy = node->clone();
  group->addChildNode( copy );
  qobject_cast<QgsLayerTreeGroup *>( node->parent() )->removeChildNode( node );
  return copy;
}

//! QGIS puts each new layer on top, in the order of their files' names.
void moveToItsPlace( const QgsMapLayer &layer, const QString &groupName )
{
  const QgsProject *project = layer.project();
  QgsLayerTreeLayer *node = project ? project->layerTreeRoot()->findLayer( layer.id() ) : nullptr;
  if ( node && !groupName.isEmpty() )
    node = movedIntoGroup( *project->layerTreeRoot(), node, groupName );
  auto *group = node ? qobject_cast<QgsLayerTreeGroup *>( node->parent() ) : nullptr;
  if ( !group )
    return;
  const QList<QgsLayerTreeNode *> siblings = group->children();
  const int place = placeAmong( siblings, node, layer );
  if ( place == siblings.indexOf( node ) )
    return;
  // First the copy, then the original: a layer that is nowhere in the tree leaves the project.
  group->insertChildNode( place, node->clone() );
  group->removeChildNode( node );
}

class Shown : public QgsProcessingLayerPostProcessorInterface
{
public:
  Shown( const LoadedLayer &layer, const SceneFacts &scene, const QString &run, int place )
    : mLayer( layer )
    , mScene( scene )
    , mRun( run )
    , mPlace( place )
  {
  }

  //! Where the user or a model chose a name, that counts.
  void keepName() { mKeepsName = true; }

  void postProcessLayer( QgsMapLayer *layer, QgsProcessingContext &, QgsProcessingFeedback * ) override
  {
    if ( !layer || !layer->isValid() )
      return;
    if ( !mKeepsName && layer->isTemporary() )
      layer->setName( nameOf( mLayer.content, mScene ) );
    if ( mLayer.style )
      mLayer.style( *layer );
    auto *raster = qobject_cast<QgsRasterLayer *>( layer );
    auto *vector = qobject_cast<QgsVectorLayer *>( layer );
    const bool hasTime = ( raster && setTime( *raster, mScene ) ) || ( vector && setTime( *vector ) );
    // QGIS looks at the time of a layer when it is added, which was before. Untold, it takes the first layer
    // with a time for the only one, and hides the others.
    if ( hasTime )
      emit layer->dataSourceChanged();
    layer->setCustomProperty( runProperty, mRun );
    layer->setCustomProperty( placeProperty, mPlace );
    moveToItsPlace( *layer, mLayer.group );
    layer->triggerRepaint();
  }

private:
  LoadedLayer mLayer;
  SceneFacts mScene;
  QString mRun;
  int mPlace = 0;
  bool mKeepsName = false;
};

} // namespace

void showOnLoad( QgsProcessingContext &context, const SceneFacts &scene,
                 const std::vector<LoadedLayer> &layers )
{
  const QString run = QUuid::createUuid().toString( QUuid::WithoutBraces );
  int place = 0;
  for ( const LoadedLayer &layer : layers )
  {
    if ( !context.willLoadLayerOnCompletion( layer.output ) )
      continue;
    QgsProcessingContext::LayerDetails &details = context.layerToLoadOnCompletionDetails( layer.output );
    // The context owns it. One per layer: they are never shared.
    auto *shown = new Shown( layer, scene, run, place++ );
    if ( details.forceName )
      shown->keepName();
    else
      details.name = nameOf( layer.content, scene );
    details.setPostProcessor( shown );
  }
}

void showRadarOnLoad( QgsProcessingContext &context, const std::vector<LoadedLayer> &layers )
{
  const std::string path = layers.front().output.toStdString();
  SceneFacts scene = sceneFacts( path, RasterReader( path ).metadata() );
  scene.glacier.clear(); // the name of a file that somebody chose
  showOnLoad( context, scene, layers );
}

} // namespace calving
