#include "algorithms/layers/checkedlayers.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/drawnshapes.h"

namespace calving
{

namespace
{

const QString verdictField = QStringLiteral( "check" );

//! Whether \a name is an attribute that an earlier check added.
bool isOfCheck( const QString &name )
{
  return name.compare( verdictField, Qt::CaseInsensitive ) == 0 ||
         std::any_of( ruleNames().begin(), ruleNames().end(),
                      [&name]( const RuleName &rule )
                      { return name.compare( QLatin1String( rule.column ), Qt::CaseInsensitive ) == 0; } );
}

//! Numbers of features are unique in one file only.
bool isKept( const QString &name, bool isOnly )
{
  return !isOfCheck( name ) && ( isOnly || name.compare( QLatin1String( "fid" ), Qt::CaseInsensitive ) != 0 );
}

QgsFields commonFields( const std::vector<QgsVectorLayer *> &layers )
{
  QgsFields fields;
  for ( const QgsVectorLayer *layer : layers )
    for ( const QgsField &field : layer->fields() )
    {
      if ( !isKept( field.name(), layers.size() == 1 ) )
        continue;
      const int known = fields.lookupField( field.name() );
      if ( known < 0 )
        fields.append( QgsField( field.name(), field.type(), QString(), field.length(), field.precision() ) );
      else if ( fields.at( known ).type() != field.type() )
        fields[known] = QgsField( fields.at( known ).name(), compat::fieldString );
      else
        fields[known].setLength( std::max( fields.at( known ).length(), field.length() ) );
    }
  return fields;
}

//! A type that holds the geometries of all.
compat::WkbType commonType( const std::vector<QgsVectorLayer *> &layers )
{
  compat::WkbType type = compat::wkbNone;
  for ( const QgsVectorLayer *layer : layers )
  {
    const compat::WkbType own = layer->wkbType();
    if ( type == compat::wkbNone || own == compat::wkbNone )
      type = type == compat::wkbNone ? own : type;
    else if ( own != type )
    {
      const bool hasZ = QgsWkbTypes::hasZ( own ) || QgsWkbTypes::hasZ( type );
      const bool hasM = QgsWkbTypes::hasM( own ) || QgsWkbTypes::hasM( type );
      type = compat::wkbMultiLineString;
      type = hasZ ? QgsWkbTypes::addZ( type ) : type;
      type = hasM ? QgsWkbTypes::addM( type ) : type;
    }
  }
  return type;
}

QgsGeometry converted( QgsGeometry shape, const QgsCoordinateTransform &transform, compat::WkbType type,
                       const QString &layer )
{
  try
  {
    shape.transform( transform );
  }
  catch ( const QgsCsException & )
  {
    throw QgsProcessingException(
        QObject::tr( "The fronts of %1 cannot be brought to the coordinate reference system of the first "
                     "layer. Check which system %1 states." )
            .arg( layer ) );
  }
  if ( shape.wkbType() == type || shape.isNull() )
    return shape;
  const QVector<QgsGeometry> parts = shape.coerceToType( type );
  return parts.size() == 1 ? parts.front() : shape;
}

void addFeatures( const QgsVectorLayer &layer, const QgsCoordinateTransformContext &transforms,
                  VectorContent &content )
{
  const QgsCoordinateTransform transform( crsOf( layer ), content.crs, transforms );
  QgsFeatureIterator features = layer.getFeatures();
  for ( QgsFeature feature; features.nextFeature( feature ); )
  {
    QgsFeature copy( content.fields );
    for ( int i = 0; i < feature.fields().size(); ++i )
      if ( const int field = content.fields.lookupField( feature.fields().at( i ).name() ); field >= 0 )
      {
        QVariant value = feature.attribute( i );
        content.fields.at( field ).convertCompatible( value );
        copy.setAttribute( field, value );
      }
    if ( feature.hasGeometry() )
      copy.setGeometry( converted( feature.geometry(), transform, content.type, layer.name() ) );
    content.features << copy;
  }
}

//! Adds \a field with the \a values of all features.
void addField( const QgsField &field, const QVariantList &values, VectorContent &content )
{
  content.fields.append( field );
  for ( int i = 0; i < content.features.size(); ++i )
  {
    QgsAttributes attributes = content.features[i].attributes();
    attributes << values[i];
    content.features[i].setFields( content.fields );
    content.features[i].setAttributes( attributes );
  }
}

QVariant number( double value )
{
  return std::isfinite( value ) ? QVariant( value ) : QVariant();
}

} // namespace

VectorContent copyOf( const std::vector<QgsVectorLayer *> &layers,
                      const QgsCoordinateTransformContext &transforms )
{
  VectorContent content;
  content.fields = commonFields( layers );
  content.type = commonType( layers );
  for ( const QgsVectorLayer *layer : layers )
    if ( !content.crs.isValid() )
      content.crs = crsOf( *layer );
  for ( const QgsVectorLayer *layer : layers )
    addFeatures( *layer, transforms, content );
  return content;
}

void addNamedFacts( const std::vector<FrontRecord> &records, VectorContent &fronts )
{
  QVariantList dates;
  QVariantList glaciers;
  for ( const FrontRecord &record : records )
  {
    const std::optional<FrontMoment> moment = momentOf( record.dateText );
    dates << ( moment ? QDate::fromString( QString::fromStdString( moment->date() ), Qt::ISODate )
                      : QVariant() );
    glaciers << QString::fromStdString( record.glacier );
  }
  // Any case: a Shapefile's Date tells it, too.
  if ( fronts.fields.lookupField( QStringLiteral( "date" ) ) < 0 )
    addField( QgsField( QStringLiteral( "date" ), compat::fieldDate ), dates, fronts );
  const bool isNamed = std::any_of( records.begin(), records.end(),
                                    []( const FrontRecord &record ) { return !record.glacier.empty(); } );
  if ( isNamed && fronts.fields.lookupField( QStringLiteral( "glacier_name" ) ) < 0 )
    addField( QgsField( QStringLiteral( "glacier_name" ), compat::fieldString ), glaciers, fronts );
}

void addVerdicts( const std::vector<FrontVerdict> &verdicts, VectorContent &fronts )
{
  constexpr int longestVerdict = 80;
  QVariantList texts;
  for ( const FrontVerdict &verdict : verdicts )
    texts << QString::fromStdString( verdict.text() );
  addField( QgsField( verdictField, compat::fieldString, QString(), longestVerdict ), texts, fronts );
  for ( const RuleName &rule : ruleNames() )
  {
    QVariantList values;
    for ( const FrontVerdict &verdict : verdicts )
      values << number( verdict.value( rule.rule ) );
    addField( QgsField( QLatin1String( rule.column ), compat::fieldDouble ), values, fronts );
  }
}

VectorContent summaryTable( const std::vector<GlacierCheck> &glaciers )
{
  VectorContent table;
  for ( const auto &[name, type] : { std::pair( "glacier", compat::fieldString ),
                                     { "rule", compat::fieldString },
                                     { "fronts", compat::fieldInt },
                                     { "flagged", compat::fieldInt },
                                     { "low", compat::fieldDouble },
                                     { "high", compat::fieldDouble },
                                     { "measure", compat::fieldString } } )
    table.fields.append( QgsField( QLatin1String( name ), type ) );
  for ( const GlacierCheck &glacier : glaciers )
    for ( std::size_t rule = 0; rule < ruleCount; ++rule )
    {
      const RuleName &name = ruleNames()[rule];
      QgsFeature row( table.fields );
      row.setAttributes( QgsAttributes()
                         << QString::fromStdString( glacier.glacier ) << QLatin1String( name.flag )
                         << glacier.fronts << glacier.counts[rule] << number( glacier.fences[rule].low )
                         << number( glacier.fences[rule].high )
                         << QStringLiteral( "%1: %2" )
                                .arg( QLatin1String( name.column ), QString::fromUtf8( name.meaning ) ) );
      table.features << row;
    }
  return table;
}

} // namespace calving
