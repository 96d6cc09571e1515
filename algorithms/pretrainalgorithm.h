#pragma once

#include "algorithms/algorithm.h"
#include "model/train/pretrainoptions.h"

namespace calving
{

//! Pre-trains the network on scenes without labels.
class PretrainAlgorithm : public Algorithm
{
public:
  QString name() const override { return QStringLiteral( "pretrain" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "training" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  PretrainAlgorithm *createInstance() const override { return new PretrainAlgorithm; }

protected:
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  PretrainOptions options( const QVariantMap &parameters, QgsProcessingContext &context ) const;
};

} // namespace calving
