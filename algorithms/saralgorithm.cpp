#include "algorithms/saralgorithm.h"

#include "algorithms/layers/zonestyle.h"
#include "model/raster/raster.h"

namespace calving
{

QString SarAlgorithm::group() const
{
  return QObject::tr( "SAR preprocessing" );
}

void SarAlgorithm::dateOnLoad( const QString &output, QgsProcessingContext &context )
{
  const std::map<std::string, std::string> metadata = RasterReader( output.toStdString() ).metadata();
  if ( const auto time = metadata.find( "CALVINGFRONT_DATETIME" ); time != metadata.end() )
    dateRasterOnLoad( context, output, QString::fromStdString( time->second ) );
}

} // namespace calving
