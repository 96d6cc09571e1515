#pragma once

#include "algorithms/algorithm.h"
#include "model/change/frontchange.h"

namespace calving
{

//! Measures how glaciers advance and retreat, and what they gain and lose, from dated fronts.
class FrontChangeAlgorithm : public Algorithm
{
public:
  QString name() const override { return QStringLiteral( "frontchange" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "evaluation" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  FrontChangeAlgorithm *createInstance() const override { return new FrontChangeAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  QVariantMap written( const std::vector<GlacierChange> &changes, const QVariantMap &parameters,
                       QgsProcessingContext &context ) const;

  ChangeInput mInput;
  ChangeOptions mOptions;
};

} // namespace calving
