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

QJsonObject readingOf( const ExtractOptions &options )
{
  const Tiling &tiling = options.segment.tiling;
  return { { "band", options.segment.band },
           { "tile", tiling.tile },
           { "margin", tiling.margin },
           { "stride", tiling.stride },
           { "minimum_length_m", options.trace.minimumLengthMetres },
           { "area", !options.area.isEmpty() } };
}

QString text( const QJsonObject &json )
{
  return QString::fromUtf8( QJsonDocument( json ).toJson( QJsonDocument::Compact ) );
}

QString asJson( const ExtractOptions &options, const ExtractedFronts &extracted )
{
  const SegmentReport &report = extracted.report;
  QJsonObject json = readingOf( options );
  json["algorithm"] = "extractfronts";
  json["resampled"] = report.size.resampled;
  json["network_pixel_m"] = std::sqrt( report.size.pixelSizeMetres[0] * report.size.pixelSizeMetres[1] );
  json["values"] = QString::fromStdString( report.scaling.description );
  if ( const std::optional<GlacierPrior> &prior = extracted.prior )
    json["prior"] = QJsonObject{ { "labels", prior->labels() },
                                 { "nearest", QString::fromStdString( prior->nearestDate() ) },
                                 { "days", std::round( prior->nearestDays() ) } };
  return text( json );
}

QString asJson( const SeriesRequest &request, const std::string &values )
{
  const SeriesOptions &estimate = request.estimate;
  QJsonObject json = readingOf( request.each );
  json["algorithm"] = "extractseries";
  json["values"] = QString::fromStdString( values );
  json["smoothing"] = request.smoothing == SeriesSmoothing::Series ? "series" : "none";
  if ( request.smoothing == SeriesSmoothing::Series )
  {
    json["labels"] = !request.labels.isEmpty();
    if ( estimate.evidenceWeight )
      json["evidence_weight"] = *estimate.evidenceWeight;
    if ( estimate.frontChangesPerDay )
      json["change_rate"] = *estimate.frontChangesPerDay;
    json["corridor_m"] = estimate.corridorMetres;
    json["smooth_front_m"] = estimate.smoothMetres;
  }
  return text( json );
}

QString notesOn( const std::string &values )
{
  return QStringLiteral( "Pixel values: %1." ).arg( QString::fromStdString( values ) );
}

//! "Tyrion, 96 channels, depths 2-2-6-2, windows of 16"
QString architectureOf( const TyrionSize &size )
{
  QStringList depths;
  for ( const int depth : size.depths )
    depths << QString::number( depth );
  return QStringLiteral( "Tyrion, %1 channels, depths %2, windows of %3" )
      .arg( size.embedDimension )
      .arg( depths.join( '-' ) )
      .arg( size.windowSize );
}

//! What both extractions tell alike.
FrontContext contextOf( const TracedFronts &fronts, const SceneFacts &facts, const Segmenter &segmenter )
{
  FrontContext about;
  about.scene = facts;
  about.pixelMetres = fronts.pixelSizeMetres;
  about.modelName = QString::fromStdString( segmenter.card().name );
  about.modelHash = QString::fromStdString( segmenter.hash() );
  about.modelArchitecture = architectureOf( segmenter.card().size );
  about.hasConfidence = true;
  return about;
}

} // namespace

FrontContext frontContext( const ExtractedFronts &extracted, const Segmenter &segmenter,
                           const ExtractOptions &options )
{
  FrontContext about = contextOf( extracted.fronts, extracted.facts, segmenter );
  about.parameters = asJson( options, extracted );
  about.notes = notesOn( extracted.report.scaling.description );
  about.remarks = extracted.remarks;
  if ( !extracted.scene.grid.crs.empty() )
    about.crsSource = extracted.scene.crsGiven    ? QStringLiteral( "parameter" )
                      : options.scene.crs.empty() ? QStringLiteral( "raster" )
                                                  : QStringLiteral( "layer" );
  return about;
}

FrontContext frontContext( const SeriesFronts &fronts, const Segmenter &segmenter,
                           const SeriesRequest &request )
{
  FrontContext about = contextOf( fronts.fronts, fronts.facts, segmenter );
  about.parameters = asJson( request, fronts.values );
  about.notes = notesOn( fronts.values );
  if ( !fronts.remark.empty() )
    about.notes += ' ' + QString::fromStdString( fronts.remark );
  about.crsSource = QString::fromStdString( fronts.crsSource );
  about.singleMetres = fronts.singleMetres;
  about.error = fronts.error;
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
