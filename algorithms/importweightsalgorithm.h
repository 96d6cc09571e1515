#pragma once

#include "algorithms/algorithm.h"

namespace calving
{

//! Turns weights of PyTorch, or a bare .safetensors file, into a model file.
class ImportWeightsAlgorithm : public Algorithm
{
public:
  QString name() const override { return QStringLiteral( "importweights" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "training" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  ImportWeightsAlgorithm *createInstance() const override { return new ImportWeightsAlgorithm; }

protected:
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;
};

} // namespace calving
