#include "algorithms/layers/extractedlayers.h"
#include "model/modelfile/modelcard.h"

#include <cmath>

#include <QJsonDocument>
#include <QJsonObject>
#include <qgsgeometry.h>

namespace calving
{

namespace
{

QString asJson( const ExtractOptions &options, const SegmentReport &report )
{
  const Tiling &tiling = options.segment.tiling;
  const QJsonObject json{
      { "algorithm", "extractfronts" },
      { "band", options.segment.band },
      { "tile", tiling.tile },
      { "margin", tiling.margin },
      { "stride", tiling.stride },
      { "resampled", report.size.resampled },
      { "network_pixel_m", std::sqrt( report.size.pixelSizeMetres[0] * report.size.pixelSizeMetres[1] ) },
      { "values", QString::fromStdString( report.scaling.description ) },
      { "minimum_length_m", options.trace.minimumLengthMetres },
      { "area", !options.area.isEmpty() } };
  return QString::fromUtf8( QJsonDocument( json ).toJson( QJsonDocument::Compact ) );
}

} // namespace

FrontContext frontContext( const ExtractedFronts &extracted, const Segmenter &segmenter,
                           const ExtractOptions &options )
{
  FrontContext about;
  about.scene = extracted.facts;
  about.pixelMetres = extracted.fronts.pixelSizeMetres;
  about.modelName = QString::fromStdString( segmenter.card().name );
  about.modelHash = QString::fromStdString( segmenter.hash() );
  about.parameters = asJson( options, extracted.report );
  about.notes = QStringLiteral( "Pixel values: %1." )
                    .arg( QString::fromStdString( extracted.report.scaling.description ) );
  about.hasConfidence = true;
  if ( !extracted.scene.grid.crs.empty() )
    about.crsSource = extracted.scene.crsGiven    ? QStringLiteral( "parameter" )
                      : options.scene.crs.empty() ? QStringLiteral( "raster" )
                                                  : QStringLiteral( "layer" );
  return about;
}

VectorContent oceanLayer( const ExtractedFronts &extracted, const QgsCoordinateReferenceSystem &crs )
{
  VectorContent content;
  content.type = compat::wkbMultiPolygon;
  content.crs = crs;
  content.fields.append( QgsField( QStringLiteral( "image_id" ), compat::fieldString ) );
  content.fields.append( QgsField( QStringLiteral( "date" ), compat::fieldDate ) );
  if ( extracted.ocean.empty() )
    return content;
  QgsFeature ocean( content.fields );
  QgsGeometry geometry;
  geometry.fromWkb( QByteArray( reinterpret_cast<const char *>( extracted.ocean.data() ),
                                static_cast<int>( extracted.ocean.size() ) ) );
  ocean.setGeometry( geometry );
  ocean.setAttribute( 0, QString::fromStdString( extracted.facts.imageId ) );
  ocean.setAttribute( 1, QDate::fromString( QString::fromStdString( extracted.facts.date ), Qt::ISODate ) );
  content.features << ocean;
  return content;
}

} // namespace calving
