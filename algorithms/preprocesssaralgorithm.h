#pragma once

#include "algorithms/parameters/mapparameters.h"
#include "algorithms/saralgorithm.h"
#include "model/sar/preprocess.h"

namespace calving
{

//! From a Sentinel-1 product as downloaded to a map of backscatter, in one go.
class PreprocessSarAlgorithm : public SarAlgorithm
{
public:
  QString name() const override { return QStringLiteral( "preprocesssar" ); }
  QString displayName() const override;
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  PreprocessSarAlgorithm *createInstance() const override { return new PreprocessSarAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  PreprocessOptions options( const QVariantMap &parameters, QgsProcessingContext &context );

  MapLayers mLayers;
};

} // namespace calving
