#include "algorithms/layers/columns.h"

#include <QDateTime>
#include <QStringList>

#include "algorithms/layers/qgiscompat.h"

namespace calving
{

namespace
{

constexpr int lettersOfTime = 24;

QgsField fieldOf( const Column &column, bool shapefile )
{
  const QString name = QLatin1String( shapefile ? column.alias : column.name );
  switch ( column.kind )
  {
  case ColumnKind::Date:
    return QgsField( name, compat::fieldDate );
  case ColumnKind::DateTime:
    return shapefile ? QgsField( name, compat::fieldString, QString(), lettersOfTime )
                     : QgsField( name, compat::fieldDateTime );
  case ColumnKind::Whole:
    return QgsField( name, compat::fieldInt );
  case ColumnKind::Number:
    return QgsField( name, compat::fieldDouble );
  case ColumnKind::Text:
    break;
  }
  return QgsField( name, compat::fieldString, QString(),
                   shapefile && column.length == 0 ? longestShapefileText : column.length );
}

QVariant valueIn( const QgsField &field, const std::string &value )
{
  const QString text = QString::fromStdString( value );
  if ( text.isEmpty() )
    return QVariant();
  if ( field.type() == compat::fieldDate )
    return QDate::fromString( text, Qt::ISODate );
  if ( field.type() == compat::fieldInt )
    return text.toInt();
  if ( field.type() == compat::fieldDouble )
    return text.toDouble();
  if ( field.type() != compat::fieldDateTime )
    return text;
  QDateTime time = QDateTime::fromString( text, Qt::ISODate );
  time.setTimeSpec( Qt::UTC );
  return time;
}

} // namespace

QgsFields fieldsOf( const std::vector<Column> &columns, bool shapefile )
{
  QgsFields fields;
  for ( const Column &column : columns )
    fields.append( fieldOf( column, shapefile ) );
  return fields;
}

QString meaningsOf( const std::vector<Column> &columns )
{
  QStringList texts;
  for ( const Column &column : columns )
    texts << QStringLiteral( "%1: %2" ).arg( QLatin1String( column.name ), QLatin1String( column.meaning ) );
  return texts.join( QStringLiteral( "; " ) );
}

QgsFeature rowOf( const QgsFields &fields, const std::vector<std::string> &values )
{
  QgsFeature row( fields );
  for ( int i = 0; i < fields.size(); ++i )
    if ( const QVariant value = valueIn( fields.at( i ), values[i] ); value.isValid() )
      row.setAttribute( i, value );
  return row;
}

} // namespace calving
