#pragma once

#include "algorithms/algorithm.h"
#include "model/evaluate/evaluateparameters.h"
#include "model/evaluate/scenematching.h"

namespace calving
{

//! Measures how far predicted calving fronts lie from reference fronts.
class EvaluateFrontsAlgorithm : public Algorithm
{
public:
  QString name() const override { return QStringLiteral( "evaluatefronts" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "evaluation" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  EvaluateFrontsAlgorithm *createInstance() const override { return new EvaluateFrontsAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  EvaluationInput mInput;
  EvaluationOptions mOptions;
};

} // namespace calving
