#pragma once

#include <cmath>

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <qgsvectorlayer.h>

#include "algorithms/layers/vectoroutput.h"

//! \a value as its field says it; what formats lack comes back as something else that means the same.
inline QVariant asKind( const QVariant &value, QVariant::Type kind )
{
  if ( value.isNull() )
    return QVariant();
  if ( kind == QVariant::DateTime )
  {
    QDateTime time = value.toDateTime();
    time.setTimeSpec( Qt::UTC );
    return time;
  }
  if ( kind == QVariant::Date )
    return value.toDate();
  // GeoJSON holds JSON as such.
  if ( kind == QVariant::String && value.type() == QVariant::Map )
    return QString::fromUtf8(
        QJsonDocument( QJsonObject::fromVariantMap( value.toMap() ) ).toJson( QJsonDocument::Compact ) );
  return kind == QVariant::Int      ? QVariant( value.toInt() )
         : kind == QVariant::Double ? QVariant( value.toDouble() )
                                    : value;
}

//! Why \a found is not \a expected; empty where it is.
inline QString differenceOf( const QgsFeature &found, const QgsFeature &expected, bool keepsMeasures )
{
  for ( const QgsField &field : expected.fields() )
  {
    const auto kind = static_cast<QVariant::Type>( field.type() );
    const QVariant wanted = asKind( expected.attribute( field.name() ), kind );
    const QVariant value = asKind( found.attribute( field.name() ), kind );
    const bool isSame =
        kind == QVariant::Double && !wanted.isNull() && !value.isNull()
            ? std::abs( value.toDouble() - wanted.toDouble() ) <= 1e-9 * std::abs( wanted.toDouble() )
            : value == wanted && value.isNull() == wanted.isNull();
    if ( !isSame )
      return QStringLiteral( "%1: %2 instead of %3" )
          .arg( field.name(), value.toString(), wanted.toString() );
  }
  QgsGeometry shape = found.geometry();
  QgsGeometry wanted = expected.geometry();
  if ( !keepsMeasures )
    wanted.get()->dropMValue();
  shape.convertToMultiType();
  return shape.asWkt( 6 ) == wanted.asWkt( 6 ) ? QString()
                                               : shape.asWkt( 6 ) + " instead of " + wanted.asWkt( 6 );
}

//! Whether a format may give the \a found kind of field for the \a wanted one: what it has no kind for is the
//! next.
inline bool isKindOf( QVariant::Type found, QVariant::Type wanted )
{
  return found == wanted || ( wanted == QVariant::Int && found == QVariant::LongLong ) ||
         ( wanted == QVariant::Date && found == QVariant::DateTime ) ||
         ( wanted == QVariant::String && found == QVariant::Map );
}

//! Why \a layer does not hold the features of \a content, with fields of the same names and
//! kinds; empty where it does. \a otherKinds: of how many fields the kind may be the next best.
inline QString differenceOf( const QgsVectorLayer &layer, const calving::VectorContent &content,
                             bool keepsMeasures, int otherKinds )
{
  for ( const QgsField &field : content.fields )
  {
    const int index = layer.fields().indexOf( field.name() );
    if ( index < 0 )
      return field.name() + " is missing";
    const auto found = static_cast<QVariant::Type>( layer.fields().at( index ).type() );
    const auto wanted = static_cast<QVariant::Type>( field.type() );
    otherKinds -= found != wanted;
    if ( !isKindOf( found, wanted ) || otherKinds < 0 )
      return field.name() + " is " + layer.fields().at( index ).typeName();
  }
  if ( layer.featureCount() != content.features.size() )
    return QStringLiteral( "%1 features" ).arg( layer.featureCount() );
  // Some formats sort them by place.
  for ( const QgsFeature &expected : content.features )
  {
    QStringList differences;
    QgsFeatureIterator features = layer.getFeatures();
    for ( QgsFeature feature; features.nextFeature( feature ); )
      differences << differenceOf( feature, expected, keepsMeasures );
    if ( !differences.contains( QString() ) )
      return differences.join( QStringLiteral( "; " ) );
  }
  return {};
}
