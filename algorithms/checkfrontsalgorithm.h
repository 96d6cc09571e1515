#pragma once

#include "algorithms/algorithm.h"
#include "algorithms/layers/vectoroutput.h"
#include "model/check/checkfronts.h"

namespace calving
{

//! Flags fronts that something speaks against; deletes none.
class CheckFrontsAlgorithm : public Algorithm
{
public:
  QString name() const override { return QStringLiteral( "checkfronts" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "evaluation" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  CheckFrontsAlgorithm *createInstance() const override { return new CheckFrontsAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  CheckInput mInput;
  CheckOptions mOptions;
  //! The fronts as they are, with all their attributes.
  VectorContent mFronts;
};

} // namespace calving
