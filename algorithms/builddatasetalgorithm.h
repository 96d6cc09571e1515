#pragma once

#include "algorithms/algorithm.h"
#include "model/dataset/builddataset.h"

namespace calving
{

//! Makes a data set for pre-training of Sentinel-1 scenes and Sentinel-2 images.
class BuildDatasetAlgorithm : public Algorithm
{
public:
  QString name() const override { return QStringLiteral( "builddataset" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "training" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  BuildDatasetAlgorithm *createInstance() const override { return new BuildDatasetAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  void addInputs();
  void addOutputs();

  BuildDatasetOptions mOptions;
};

} // namespace calving
