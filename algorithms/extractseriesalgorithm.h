#pragma once

#include <QString>

#include "algorithms/algorithm.h"
#include "algorithms/extractfrontsalgorithm.h"
#include "model/series/extractseries.h"

namespace calving
{

//! From the scenes of a fjord to the calving fronts of all their dates.
class ExtractSeriesAlgorithm : public Algorithm
{
public:
  using Loader = ExtractFrontsAlgorithm::Loader;

  explicit ExtractSeriesAlgorithm( Loader loader = loadSegmenter );

  QString name() const override { return QStringLiteral( "extractseries" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "fronts" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  ExtractSeriesAlgorithm *createInstance() const override { return new ExtractSeriesAlgorithm( mLoader ); }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  void addInputs();
  void addOutputs();
  SeriesRequest request( const QVariantMap &parameters, QgsProcessingContext &context ) const;

  Loader mLoader;
  QString mModel;
  std::vector<RasterInput> mScenes;
  DrawnLabels mLabels;
  ExtractOptions mEach;
};

} // namespace calving
