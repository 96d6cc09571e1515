#include "algorithms/layers/labellayers.h"

#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/drawnshapes.h"
#include "algorithms/layers/labelstyle.h"
#include "model/base/calendar.h"
#include "model/error.h"
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
  QgsFeatureIterator features = drawnFeatures( source );
  for ( QgsFeature feature; features.nextFeature( feature ); )
  {
    if ( !feature.hasGeometry() || feature.geometry().isEmpty() )
      continue;
    const AttributeText attribute = attributesOf( feature );
    SceneFacts facts;
    addFrontAttributes( facts, attribute );
    if ( facts.date.empty() )
      ++undated;
    else
      archive.fronts.push_back(
          { dayOfIsoDate( facts.date ), facts.glacier, attribute( "Author" ), shapeOf( feature ) } );
  }
  if ( archive.fronts.empty() && undated == 0 )
    throw Error( "There are no lines in " + archive.name + ". Choose another layer, or leave it out." );
  if ( archive.fronts.empty() )
    throw Error( "No line in " + archive.name +
                 " tells its date. Give it an attribute date, as 2018-06-02, or year, month and day; it has: " +
                 source.fields().names().join( QStringLiteral( ", " ) ).toStdString() + "." );
  if ( undated > 0 )
    feedback.warn( std::to_string( undated ) + " lines in " + archive.name +
                   " tell no date, and are left out. Dates are read as 2018-06-02, 20180602, 2018/06/02 and "
                   "2.6.2018." );
  return archive;
}

std::vector<DrawnFront> frontsBeside( const QgsMapLayer *zones )
{
  const QString source = zones ? zones->source() : QString();
  const QString path = source.section( '|', 0, 0 );
  const bool isZones = source.section( '|', 1 ).contains( QLatin1String( "layername=zones" ) );
  return isZones ? frontsInLabelFile( path.toStdString() ) : std::vector<DrawnFront>();
}

QString labelLayer( const QString &path, const char *layer )
{
  return QStringLiteral( "%1|layername=%2" ).arg( path, QLatin1String( layer ) );
}

namespace
{

void storeStyle( const QString &path, const char *name, void ( *style )( QgsMapLayer &, const QStringList & ),
                 const QStringList &rasters )
{
  const QgsVectorLayer::LayerOptions options( QgsCoordinateTransformContext{}, false );
  QgsVectorLayer layer( labelLayer( path, name ), QLatin1String( name ), QStringLiteral( "ogr" ), options );
  if ( !layer.isValid() )
    throw Error( "QGIS cannot open the layer “" + std::string( name ) + "” of " + path.toStdString() + "." );
  bool hasStyle = false;
  layer.loadDefaultStyle( hasStyle );
  ( hasStyle ? offerRasters : style )( layer, rasters );
  QString problem;
  layer.saveStyleToDatabase( QLatin1String( name ), QString(), true, QString(), problem );
  if ( !problem.isEmpty() )
    throw Error( "The style of the layer “" + std::string( name ) + "” cannot be stored in " + path.toStdString() +
                 ": " + problem.toStdString() );
}

} // namespace

void storeLabelStyles( const QString &path, const QStringList &rasters )
{
  storeStyle( path, labelfile::zones, styleLabelZones, rasters );
  storeStyle( path, labelfile::fronts, styleLabelFronts, rasters );
}

} // namespace calving
