#include "algorithms/despecklesaralgorithm.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsrasterlayer.h>

#include "algorithms/layers/loadedlayers.h"
#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/readparameters.h"
#include "model/sar/picture/sarpicture.h"
#include "model/sar/speckle/multitemporal.h"
#include "model/sar/speckle/speckleparameters.h"
#include "model/sar/unitparameters.h"

namespace calving
{

using namespace key;

QString DespeckleSarAlgorithm::displayName() const
{
  return QObject::tr( "Filter speckle" );
}

QStringList DespeckleSarAlgorithm::tags() const
{
  return QObject::tr( "speckle,lee,frost,kuan,gamma map,multilook,multitemporal,filter,radar" ).split( ',' );
}

QString DespeckleSarAlgorithm::shortDescription() const
{
  return QObject::tr( "Filters the speckle of backscatter, in radar geometry or on a map." );
}

Guide DespeckleSarAlgorithm::guide() const
{
  Guide guide;
  guide.what =
      QObject::tr( "The usual speckle filters, with the same result whatever the computer and its memory: "
                   "boxcar, median, Lee, Kuan, refined Lee, Lee sigma, Gamma-MAP, Frost, multilook, and "
                   "the multitemporal filter of Quegan and Yu for a stack of scenes of one place. Works "
                   "on rasters of any radar; geometry and metadata are kept." );
  guide.when = QObject::tr(
      "After “Calibrate a Sentinel-1 product”, before the map is made; or on any backscatter raster"
      " of another source. A time series on one grid is filtered best by the multitemporal method." );
  guide.parameters =
      QStringList{ QStringLiteral( "SPECKLE" ), QStringLiteral( "WINDOW" ), QStringLiteral( "VALUES" ) };
  guide.result = QObject::tr(
      "Flat water should become smooth while the coast and the front stay as sharp as before; if "
      "the front frays, take a smaller window or refined Lee." );
  guide.example = QStringList{
      QStringLiteral( "simulatesar WIDTH=64 HEIGHT=64 PIXEL_SIZE=60 OUTPUT=product.SAFE" ),
      QStringLiteral( "calibratesar INPUT=product.SAFE/manifest.safe OUTPUT=calibrated.tif" ),
      QStringLiteral( "despecklesar INPUT=calibrated.tif SPECKLE=\"Refined Lee\" OUTPUT=filtered.tif" ) };
  guide.citation = QObject::tr(
      "Each filter by its authors: Lee 1980, 1981 and 1983; Kuan et al. 1985; Lopes et al. 1990; "
      "Frost et al. 1982; Quegan and Yu 2001." );
  guide.next = QStringList{ QStringLiteral( "terraincorrectsar" ) };
  return guide;
}

void DespeckleSarAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( new QgsProcessingParameterRasterLayer( INPUT, QObject::tr( "Backscatter" ) ),
       QObject::tr( "A raster in radar geometry or on a map; its first band is filtered." ) );
  SarValues values = SarValues::Stated;
  SpeckleChoice standard;
  add( sarValuesParameter( values ) );
  add( speckleParameters( standard, true ) );
  add( new QgsProcessingParameterMultipleLayers( STACK, QObject::tr( "Other scenes of the stack" ),
                                                 compat::sourceRaster, QVariant(), true ),
       QObject::tr(
           "For the multitemporal filter: scenes on the same grid, without the one above, which alone "
           "is written. Run it once for each scene of the series." ) );
  add( new QgsProcessingParameterRasterDestination( OUTPUT, QObject::tr( "Filtered" ) ),
       QObject::tr( "In the unit and geometry of the input." ) );
}

void DespeckleSarAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                     QgsProcessingFeedback * )
{
  mInput = rasterInput( parameterAsRasterLayer( parameters, INPUT, context ), INPUT, parameters );
  mStack = rasterInputs( parameters, STACK, context );
}

QVariantMap DespeckleSarAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                            QgsProcessingFeedback *feedback )
{
  SarValues values = SarValues::Stated;
  SpeckleChoice chosen;
  readParameters( joined( { { sarValuesParameter( values ) }, speckleParameters( chosen, true ) } ),
                  parameters, context, *this );
  const QString output = parameterAsOutputLayer( parameters, OUTPUT, context );
  const Feedback core = coreFeedback( feedback );
  SarPicture raster = openSarPicture( mInput, values, core );
  informOfValues( raster, core );
  if ( chosen.way.inTime )
  {
    std::vector<SarPicture> stack;
    for ( const RasterInput &other : mStack )
    {
      stack.push_back( openSarPicture( other, values, core ) );
      informOfValues( stack.back(), core );
    }
    filterInTime( raster, stack, chosen.window );
  }
  else
  {
    if ( !mStack.empty() )
      core.warn(
          "STACK counts for the multitemporal filter alone, and is not used. Choose that as SPECKLE, or "
          "leave STACK empty." );
    despeckle( raster, chosen.step(), core.part( 0, 0.2 ) );
  }
  writeSarPicture( raster, output.toStdString(), core.part( 0.2, 1 ) );
  showRadarOnLoad( context, { { output, QObject::tr( "Filtered" ), nullptr } } );
  return { { OUTPUT, output } };
}

} // namespace calving
