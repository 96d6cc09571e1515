#include "algorithms/parameters/labelinputs.h"

#include <QFileInfo>
#include <qgsexception.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/labellayers.h"
#include "algorithms/layers/zonepolygons.h"
#include "algorithms/parameters/layerparameters.h"
#include "model/error.h"
#include "model/raster/rasterfiles.h"

namespace calving
{

namespace
{

void addPolygons( ZonePolygons own, ZonePolygons &all )
{
  if ( !all.polygons.empty() && all.crs != own.crs )
    throw Error( "The polygons of LABELS lie in layers with different coordinate reference systems. Give one "
                 "layer, or layers with one system." );
  all.crs = own.crs;
  for ( ZonePolygon &polygon : own.polygons )
    all.polygons.push_back( std::move( polygon ) );
  for ( DrawnFront &front : own.fronts )
    all.fronts.push_back( std::move( front ) );
}

//! Those named NAME_front hold fronts, the others zones.
void addRaster( const RasterInput &raster, DrawnLabels &labels )
{
  const QString stem = QFileInfo( QString::fromStdString( raster.path ) ).completeBaseName();
  const bool isFront = stem.endsWith( QLatin1String( "_front" ), Qt::CaseInsensitive ) ||
                       stem.endsWith( QLatin1String( "_fronts" ), Qt::CaseInsensitive );
  ( isFront ? labels.fronts : labels.rasters ).push_back( raster );
}

} // namespace

DrawnLabels drawnLabels( const QVariant &value, const QString &zoneField, const QString &rasterField,
                         QgsProcessingContext &context, const Feedback &feedback )
{
  DrawnLabels labels;
  for ( const QVariant &entry : layerEntries( value ) )
  {
    if ( QFileInfo( entry.toString() ).isDir() )
    {
      for ( const auto &[name, path] : rasterFiles( entry.toString().toStdString() ) )
        addRaster( path, labels );
      continue;
    }
    QgsMapLayer *layer = layerOfEntry( entry, context );
    if ( auto *vector = qobject_cast<QgsVectorLayer *>( layer ) )
    {
      ZonePolygons own =
          zonePolygons( QgsProcessingFeatureSource( vector, context ), zoneField, rasterField, feedback );
      own.fronts = frontsBeside( vector );
      addPolygons( std::move( own ), labels.polygons );
    }
    else if ( const auto *raster = qobject_cast<QgsRasterLayer *>( layer ) )
      addRaster( rasterInput( raster, raster->name(), {} ), labels );
    else
      throw QgsProcessingException(
          QObject::tr( "Cannot open %1 (parameter LABELS). Give a layer of polygons, a raster of zones, or a "
                       "folder of them." )
              .arg( entry.toString() ) );
  }
  return labels;
}

} // namespace calving
