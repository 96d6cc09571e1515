#pragma once

#include <string>

#include "algorithms/saralgorithm.h"

namespace calving
{

//! Stores backscatter as power, decibels or bytes.
class ScaleSarAlgorithm : public SarAlgorithm
{
public:
  QString name() const override { return QStringLiteral( "scalesar" ); }
  QString displayName() const override;
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  ScaleSarAlgorithm *createInstance() const override { return new ScaleSarAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  std::string mInput;
};

} // namespace calving
