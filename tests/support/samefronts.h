#pragma once

#include <cmath>

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

//! Claims that \a layer holds the features of \a content in their order, with fields of the same names and
//! kinds.
#define COMPARE_FRONTS( layer, content, keepsMeasures )                                                      \
  do                                                                                                         \
  {                                                                                                          \
    for ( const QgsField &field : ( content ).fields )                                                       \
    {                                                                                                        \
      const int index = ( layer ).fields().indexOf( field.name() );                                          \
      QVERIFY2( index >= 0, qPrintable( field.name() ) );                                                    \
      QVERIFY2( ( layer ).fields().at( index ).type() == field.type(),                                       \
                qPrintable( field.name() + ": " + ( layer ).fields().at( index ).typeName() ) );             \
    }                                                                                                        \
    QCOMPARE( int( ( layer ).featureCount() ), ( content ).features.size() );                                \
    QgsFeatureIterator features = ( layer ).getFeatures();                                                   \
    QgsFeature feature;                                                                                      \
    for ( const QgsFeature &expected : ( content ).features )                                                \
    {                                                                                                        \
      QVERIFY( features.nextFeature( feature ) );                                                            \
      const QString difference = differenceOf( feature, expected, keepsMeasures );                           \
      QVERIFY2( difference.isEmpty(), qPrintable( difference ) );                                            \
    }                                                                                                        \
  } while ( false )
