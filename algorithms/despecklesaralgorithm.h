#pragma once

#include <string>
#include <vector>

#include "algorithms/saralgorithm.h"

namespace calving
{

//! Filters the speckle of a raster of backscatter.
class DespeckleSarAlgorithm : public SarAlgorithm
{
public:
  QString name() const override { return QStringLiteral( "despecklesar" ); }
  QString displayName() const override;
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  DespeckleSarAlgorithm *createInstance() const override { return new DespeckleSarAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  std::string mInput;
  std::vector<std::string> mStack;
};

} // namespace calving
