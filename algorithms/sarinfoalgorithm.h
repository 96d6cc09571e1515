#pragma once

#include "algorithms/saralgorithm.h"

namespace calving
{

//! Says what a Sentinel-1 product holds.
class SarInfoAlgorithm : public SarAlgorithm
{
public:
  QString name() const override { return QStringLiteral( "sarinfo" ); }
  QString displayName() const override;
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  SarInfoAlgorithm *createInstance() const override { return new SarInfoAlgorithm; }

protected:
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;
};

} // namespace calving
