#include "algorithms/layers/labellayers.h"

#include <QDomDocument>
#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsprocessingutils.h>
#include <qgsproviderregistry.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/drawnshapes.h"
#include "algorithms/layers/labelstyle.h"
#include "model/base/calendar.h"
#include "model/error.h"
#include "model/evaluate/frontgeometry.h"
#include "model/labels/labelfile.h"
#include "model/scene/frontattributes.h"

namespace calving
{

FrontArchive frontArchive( const QgsProcessingFeatureSource &source, const Feedback &feedback )
{
  FrontArchive archive{ QObject::tr( "the layer of fronts %1" ).arg( source.sourceName() ).toStdString(),
                        textOf( source.sourceCrs() ),
                        {} };
  int undated = 0;
  int others = 0;
  QgsFeatureIterator features = drawnFeatures( source );
  for ( QgsFeature feature; features.nextFeature( feature ); )
  {
    if ( !feature.hasGeometry() || feature.geometry().isEmpty() )
      continue;
    FrontGeometry drawn;
    drawn.source = source.sourceName().toStdString();
    addFrontLines( shapeOf( feature ), drawn );
    if ( drawn.lines.empty() )
    {
      ++others;
      continue;
    }
    const AttributeText attribute = attributesOf( feature );
    SceneFacts facts;
    addFrontAttributes( facts, attribute );
    if ( facts.date.empty() )
      ++undated;
    else
      archive.fronts.push_back(
          { dayOfIsoDate( facts.date ), facts.glacier, attribute( "Author" ), shapeOf( feature ) } );
  }
  if ( archive.fronts.empty() && undated == 0 && others > 0 )
    throw Error( holdsNoLines( source.sourceName().toStdString() ) );
  if ( archive.fronts.empty() && undated == 0 )
    throw Error( "There are no lines in " + archive.name + ". Choose another layer, or leave it out." );
  if ( archive.fronts.empty() )
    throw Error(
        "No line in " + archive.name +
        " tells its date. Give it an attribute date, as 2018-06-02, or year, month and day; it has: " +
        source.fields().names().join( QStringLiteral( ", " ) ).toStdString() + "." );
  if ( others > 0 )
    feedback.warn( std::to_string( others ) + " features in " + archive.name +
                   " are no lines, and are left out." );
  if ( undated > 0 )
    feedback.warn( std::to_string( undated ) + " lines in " + archive.name +
                   " tell no date, and are left out. Dates are read as 2018-06-02, 20180602, 2018/06/02 and "
                   "2.6.2018." );
  return archive;
}

std::vector<DrawnFront> frontsBeside( const QgsMapLayer *zones )
{
  if ( !zones || zones->providerType() != QLatin1String( "ogr" ) )
    return {};
  const QVariantMap parts =
      QgsProviderRegistry::instance()->decodeUri( zones->providerType(), zones->source() );
  const QString layer = parts.value( QStringLiteral( "layerName" ) ).toString();
  // Without a name QGIS opens the first layer of a file.
  const bool isZones = layer.isEmpty() ? parts.value( QStringLiteral( "layerId" ), 0 ).toInt() == 0
                                       : layer == QLatin1String( labelfile::zones );
  return isZones ? frontsInLabelFile( parts.value( QStringLiteral( "path" ) ).toString().toStdString() )
                 : std::vector<DrawnFront>();
}

QString labelLayer( const QString &path, const char *layer )
{
  return QStringLiteral( "%1|layername=%2" ).arg( path, QLatin1String( layer ) );
}

namespace
{

//! The style of a layer of \a kind ("MultiPolygon") with the fields of label files, as \a style sets it.
QDomDocument freshStyle( const QString &kind, void ( *style )( QgsMapLayer &, const QStringList & ),
                         const QStringList &rasters )
{
  const QString fields =
      QStringLiteral( "%1?field=%2:string&field=%3:string" )
          .arg( kind, QLatin1String( labelfile::zoneField ), QLatin1String( labelfile::rasterField ) );
  const QgsVectorLayer::LayerOptions options( QgsCoordinateTransformContext{}, false );
  QgsVectorLayer layer( fields, QStringLiteral( "style" ), QStringLiteral( "memory" ), options );
  style( layer, rasters );
  QDomDocument document;
  QString problem;
  layer.exportNamedStyle( document, problem );
  return document;
}

//! The form's widget of the field with the rasters' names in a style; null where it has none.
QDomElement rasterWidget( const QDomDocument &style )
{
  const QDomNodeList fields = style.documentElement().firstChildElement( "fieldConfiguration" ).childNodes();
  for ( int i = 0; i < fields.size(); ++i )
    if ( const QDomElement field = fields.at( i ).toElement();
         field.attribute( "name" ) == QLatin1String( labelfile::rasterField ) )
      return field.firstChildElement( "editWidget" );
  return {};
}

void storeStyle( const QString &path, const char *layer, const QDomDocument &fresh )
{
  const std::string file = path.toStdString();
  QDomDocument style;
  QDomDocument own;
  if ( own.setContent( QString::fromStdString( layerStyle( file, layer ) ) ) &&
       !rasterWidget( own ).isNull() )
  {
    QDomElement old = rasterWidget( own );
    old.parentNode().replaceChild( own.importNode( rasterWidget( fresh ), true ), old );
    style = own;
  }
  else
    style = fresh;
  setLayerStyle( file, layer, style.toString().toStdString() );
}

} // namespace

void storeLabelStyles( const QString &path, const QStringList &rasters )
{
  storeStyle( path, labelfile::zones,
              freshStyle( QStringLiteral( "MultiPolygon" ), styleLabelZones, rasters ) );
  storeStyle( path, labelfile::fronts,
              freshStyle( QStringLiteral( "LineString" ), styleLabelFronts, rasters ) );
}

} // namespace calving
