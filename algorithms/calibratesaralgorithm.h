#pragma once

#include "algorithms/saralgorithm.h"
#include "model/sar/calibration/calibratedpicture.h"

namespace calving
{

//! Turns the digital numbers of a Sentinel-1 product into backscatter.
class CalibrateSarAlgorithm : public SarAlgorithm
{
public:
  QString name() const override { return QStringLiteral( "calibratesar" ); }
  QString displayName() const override;
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  CalibrateSarAlgorithm *createInstance() const override { return new CalibrateSarAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  std::string mAreaMask;
};

} // namespace calving
