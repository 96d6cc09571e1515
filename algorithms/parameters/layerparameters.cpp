#include "algorithms/parameters/layerparameters.h"

#include <cmath>
#include <limits>

#include <QFileInfo>
#include <QRegularExpression>
#include <qgsexception.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterdataprovider.h>
#include <qgsrasterlayer.h>

#include "algorithms/layers/qgiscompat.h"
#include "algorithms/parameters/productadvice.h"

namespace calving
{

namespace
{

//! \a source of a raster layer, as QGIS writes it: path|option:KEY=VALUE|option:...
RasterInput fromSource( QString source )
{
  static const QRegularExpression option( QStringLiteral( "\\|option:([^|]*)" ) );
  RasterInput input;
  for ( auto found = option.globalMatch( source ); found.hasNext(); )
    input.openOptions.push_back( found.next().captured( 1 ).toStdString() );
  input.path = source.remove( option ).toStdString();
  return input;
}

//! \a range with both ends counted in; ends that are none are infinite.
ValueRange closed( const QgsRasterRange &range )
{
  using Range = QgsRasterRange;
  constexpr float infinity = std::numeric_limits<float>::infinity();
  ValueRange result{ std::isnan( range.min() ) ? -infinity : range.min(),
                     std::isnan( range.max() ) ? infinity : range.max() };
  if ( range.bounds() == Range::IncludeMax || range.bounds() == Range::Exclusive )
    result.least = std::nextafter( static_cast<float>( result.least ), infinity );
  if ( range.bounds() == Range::IncludeMin || range.bounds() == Range::Exclusive )
    result.most = std::nextafter( static_cast<float>( result.most ), -infinity );
  return result;
}

BandNoData noDataOf( const QgsRasterDataProvider &provider, int band )
{
  BandNoData noData;
  noData.ownCounts = !provider.sourceHasNoDataValue( band ) || provider.useSourceNoDataValue( band );
  for ( const QgsRasterRange &range : provider.userNoDataValues( band ) )
    noData.ranges.push_back( closed( range ) );
  return noData;
}

} // namespace

QVariantList layerEntries( const QVariant &value )
{
  QVariantList entries;
  if ( value.type() == QVariant::List || value.type() == QVariant::StringList )
    for ( const QVariant &part : value.toList() )
      entries += layerEntries( part );
  else if ( value.canConvert<QgsProcessingFeatureSourceDefinition>() )
    entries = layerEntries( value.value<QgsProcessingFeatureSourceDefinition>().source.staticValue() );
  else if ( value.value<QObject *>() || QFileInfo::exists( value.toString() ) )
    entries << value;
  else // qgis_process gives several layers as one text
    for ( const QString &part : value.toString().split( ';', Qt::SkipEmptyParts ) )
      entries << part;
  return entries;
}

QgsMapLayer *layerOfEntry( const QVariant &entry, QgsProcessingContext &context )
{
  if ( auto *layer = qobject_cast<QgsMapLayer *>( qvariant_cast<QObject *>( entry ) ) )
    return layer;
  using Hint = QgsProcessingUtils::LayerHint;
  const QString name = entry.toString();
  QgsMapLayer *layer = QgsProcessingUtils::mapLayerFromString( name, context, false );
  // Without a hint QGIS also tries meshes, and complains of them.
  for ( Hint hint : { Hint::Vector, Hint::Raster } )
    if ( !layer )
      layer = QgsProcessingUtils::mapLayerFromString( name, context, true, hint );
  return layer;
}

RasterInput rasterInput( const QgsRasterLayer *layer, const QString &name, const QVariantMap &parameters )
{
  if ( !layer )
    throw QgsProcessingException(
        QObject::tr(
            "Cannot open the raster %1 (parameter %2). Check the path, and that QGIS shows the file." )
            .arg( parameters.value( name ).toString(), name ) );
  if ( layer->providerType() != QLatin1String( "gdal" ) )
    throw QgsProcessingException(
        QObject::tr( "The layer %1 comes from the provider “%2”. Export it to a GeoTIFF and use that." )
            .arg( layer->name(), layer->providerType() ) );
  if ( const QString advice = productAdvice( layer->source(), name ); !advice.isEmpty() )
    throw QgsProcessingException( advice );
  RasterInput input = fromSource( layer->source() );
  const QgsRasterDataProvider &provider = *layer->dataProvider();
  if ( layer->crs().isValid() && layer->crs() != provider.crs() )
    input.crs = layer->crs().toWkt( compat::wktForGdal ).toStdString();
  for ( int band = 1; band <= provider.bandCount(); ++band )
    if ( BandNoData noData = noDataOf( provider, band ); !noData.ownCounts || !noData.ranges.empty() )
      input.noData[band] = std::move( noData );
  return input;
}

std::vector<RasterInput> rasterInputs( const QVariantMap &parameters, const QString &name,
                                       QgsProcessingContext &context )
{
  std::vector<RasterInput> rasters;
  for ( const QVariant &entry : layerEntries( parameters.value( name ) ) )
    rasters.push_back( rasterInput( qobject_cast<QgsRasterLayer *>( layerOfEntry( entry, context ) ), name,
                                    { { name, entry } } ) );
  return rasters;
}

RasterInput optionalRasterInput( const QVariantMap &parameters, const QString &name,
                                 QgsProcessingContext &context, const QgsProcessingAlgorithm &algorithm )
{
  const QVariant value = parameters.value( name );
  if ( !value.isValid() || ( value.toString().isEmpty() && !value.value<QObject *>() ) )
    return {};
  const QgsRasterLayer *layer = QgsProcessingParameters::parameterAsRasterLayer(
      algorithm.parameterDefinition( name ), parameters, context );
  return rasterInput( layer, name, parameters );
}

} // namespace calving
