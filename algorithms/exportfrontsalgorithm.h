#pragma once

#include "algorithms/algorithm.h"
#include "model/export/exportfronts.h"

namespace calving
{

//! Writes fronts in the schema of a database, as lines, closed polygons or both.
class ExportFrontsAlgorithm : public Algorithm
{
public:
  QString name() const override { return QStringLiteral( "exportfronts" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "fronts" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  ExportFrontsAlgorithm *createInstance() const override { return new ExportFrontsAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  ChangeInput mInput;
  ExportOptions mOptions;
};

} // namespace calving
