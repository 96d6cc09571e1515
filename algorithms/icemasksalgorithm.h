#pragma once

#include "algorithms/algorithm.h"
#include "model/icemask/icemasks.h"

namespace calving
{

//! Turns dated fronts into masks for ice-flow models.
class IceMasksAlgorithm : public Algorithm
{
public:
  QString name() const override { return QStringLiteral( "icemasks" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "evaluation" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  IceMasksAlgorithm *createInstance() const override { return new IceMasksAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  IceMaskInput mInput;
  IceMaskOptions mOptions;
};

} // namespace calving
