#include "algorithms/layers/layermetadata.h"

#include <algorithm>

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>
#include <qgsdatasourceuri.h>
#include <qgsgeometry.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingparameters.h>

#include "model/version.h"

namespace calving
{

namespace
{

QJsonValue jsonOf( const QVariant &value, const QgsProcessingParameterDefinition &parameter,
                   QgsProcessingContext &context )
{
  switch ( static_cast<int>( value.type() ) )
  {
  case QVariant::Bool:
  case QVariant::Int:
  case QVariant::Double:
  case QVariant::LongLong:
    return QJsonValue::fromVariant( value );
  case QVariant::String:
    return QgsDataSourceUri::removePassword( value.toString() );
  case QVariant::List:
  case QVariant::StringList:
  {
    QJsonArray list;
    for ( const QVariant &entry : value.toList() )
      list.append( jsonOf( entry, parameter, context ) );
    return list;
  }
  default: // layers, places, coordinate reference systems
    return QgsDataSourceUri::removePassword( parameter.valueAsPythonString( value, context ).remove( '\'' ) );
  }
}

QString parametersOf( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters,
                      QgsProcessingContext &context )
{
  QJsonObject json;
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
    if ( const QVariant value = parameters.value( parameter->name() );
         !parameter->isDestination() && value.isValid() )
      json[parameter->name()] = jsonOf( value, *parameter, context );
  return QString::fromUtf8( QJsonDocument( json ).toJson( QJsonDocument::Compact ) );
}

QgsLayerMetadata::SpatialExtent placeOf( const VectorContent &content )
{
  QgsRectangle box;
  box.setMinimal();
  for ( const QgsFeature &feature : content.features )
    if ( feature.hasGeometry() )
      box.combineExtentWith( feature.geometry().boundingBox() );
  QgsLayerMetadata::SpatialExtent place;
  place.extentCrs = content.crs;
  // Its class has one name in QGIS 3.22 and another in 3.40.
  place.bounds = decltype( place.bounds )( box );
  return place;
}

//! The days from the first to the last one of the field date; empty where there is none.
QList<QgsDateTimeRange> timeOf( const VectorContent &content )
{
  const int field = content.fields.lookupField( QStringLiteral( "date" ) );
  QList<QDateTime> days;
  for ( const QgsFeature &feature : content.features )
    if ( const QDateTime day( field < 0 ? QDate() : feature.attribute( field ).toDate(), QTime( 0, 0 ),
                              Qt::UTC );
         day.isValid() )
      days << day;
  if ( days.isEmpty() )
    return {};
  const auto [first, last] = std::minmax_element( days.begin(), days.end() );
  return { QgsDateTimeRange( *first, *last ) };
}

} // namespace

QgsLayerMetadata layerMetadata( const VectorContent &content, const QgsProcessingParameterDefinition &output,
                                const QVariantMap &parameters, QgsProcessingContext &context )
{
  QgsLayerMetadata metadata;
  metadata.setIdentifier( QUuid::createUuid().toString( QUuid::WithoutBraces ) );
  metadata.setType( QStringLiteral( "dataset" ) );
  metadata.setLanguage( QStringLiteral( "ENG" ) );
  metadata.setTitle( output.description() );
  metadata.setAbstract( output.help() );
  metadata.setCrs( content.crs );
  QgsLayerMetadata::Extent extent;
  if ( content.type != compat::wkbNone && !content.features.isEmpty() )
    extent.setSpatialExtents( { placeOf( content ) } );
  extent.setTemporalExtents( timeOf( content ) );
  metadata.setExtent( extent );
  if ( const QgsProcessingAlgorithm *algorithm = output.algorithm() )
  {
    metadata.addHistoryItem( QObject::tr( "Made by %1 of Calving Front %2, %3." )
                                 .arg( algorithm->id(), QLatin1String( softwareVersion ),
                                       QDateTime::currentDateTimeUtc().toString( Qt::ISODate ) ) );
    metadata.addHistoryItem(
        QObject::tr( "Parameters: %1" ).arg( parametersOf( *algorithm, parameters, context ) ) );
  }
  for ( const QString &sentence : content.history )
    metadata.addHistoryItem( sentence );
  return metadata;
}

} // namespace calving
