#include "provider/provider.h"

#include <QIcon>

#include "algorithms/adaptmodelalgorithm.h"
#include "algorithms/builddatasetalgorithm.h"
#include "algorithms/calibratesaralgorithm.h"
#include "algorithms/checkfrontsalgorithm.h"
#include "algorithms/despecklesaralgorithm.h"
#include "algorithms/evaluatefrontsalgorithm.h"
#include "algorithms/exportfrontsalgorithm.h"
#include "algorithms/extractfrontsalgorithm.h"
#include "algorithms/extractseriesalgorithm.h"
#include "algorithms/finetunealgorithm.h"
#include "algorithms/frontchangealgorithm.h"
#include "algorithms/icemasksalgorithm.h"
#include "algorithms/importweightsalgorithm.h"
#include "algorithms/preparelabelsalgorithm.h"
#include "algorithms/preprocesssaralgorithm.h"
#include "algorithms/pretrainalgorithm.h"
#include "algorithms/sarinfoalgorithm.h"
#include "algorithms/scalesaralgorithm.h"
#include "algorithms/simulatesaralgorithm.h"
#include "algorithms/simulatescenealgorithm.h"
#include "algorithms/terraincorrectsaralgorithm.h"
#include "algorithms/tracefrontsalgorithm.h"

#include "algorithms/computations.h"
#include "algorithms/parameters/shippedfiles.h"

// Outside any namespace, as Qt requires of resources in a static library.
static void initIcons()
{
  Q_INIT_RESOURCE( icons );
}

namespace calving
{

Provider::Provider( const QString &pluginFolder, QObject *parent )
  : QgsProcessingProvider( parent )
{
  setPluginFolder( *this, pluginFolder );
}

QString Provider::id() const
{
  return ID;
}

QString Provider::name() const
{
  return tr( "Calving fronts" );
}

QString Provider::longName() const
{
  return tr( "Calving fronts from SAR scenes" );
}

QString Provider::svgIconPath() const
{
  return QStringLiteral( ":/calvingfront/icons/provider.svg" );
}

QIcon Provider::icon() const
{
  initIcons();
  return QIcon( svgIconPath() );
}

QStringList Provider::supportedOutputRasterLayerExtensions() const
{
  return { QStringLiteral( "tif" ) };
}

bool Provider::load()
{
  allowComputations();
  return QgsProcessingProvider::load();
}

bool Provider::endComputations( std::chrono::milliseconds patience )
{
  return calving::endComputations( patience );
}

void Provider::loadAlgorithms()
{
  initIcons();
  addAlgorithm( new AdaptModelAlgorithm );
  addAlgorithm( new BuildDatasetAlgorithm );
  addAlgorithm( new CalibrateSarAlgorithm );
  addAlgorithm( new CheckFrontsAlgorithm );
  addAlgorithm( new DespeckleSarAlgorithm );
  addAlgorithm( new EvaluateFrontsAlgorithm );
  addAlgorithm( new ExportFrontsAlgorithm );
  addAlgorithm( new ExtractFrontsAlgorithm );
  addAlgorithm( new ExtractSeriesAlgorithm );
  addAlgorithm( new FinetuneAlgorithm );
  addAlgorithm( new FrontChangeAlgorithm );
  addAlgorithm( new IceMasksAlgorithm );
  addAlgorithm( new ImportWeightsAlgorithm );
  addAlgorithm( new PrepareLabelsAlgorithm );
  addAlgorithm( new PreprocessSarAlgorithm );
  addAlgorithm( new PretrainAlgorithm );
  addAlgorithm( new SarInfoAlgorithm );
  addAlgorithm( new ScaleSarAlgorithm );
  addAlgorithm( new SimulateSarAlgorithm );
  addAlgorithm( new SimulateSceneAlgorithm );
  addAlgorithm( new TerrainCorrectSarAlgorithm );
  addAlgorithm( new TraceFrontsAlgorithm );
}

} // namespace calving
