#pragma once

#include "algorithms/algorithm.h"
#include "model/sar/calibratedscene.h"

namespace calving
{

//! Turns the digital numbers of a Sentinel-1 product into backscatter.
class CalibrateSarAlgorithm : public Algorithm
{
public:
  inline static const QString INPUT = QStringLiteral( "INPUT" );
  inline static const QString POLARISATION = QStringLiteral( "POLARISATION" );
  inline static const QString ORBIT = QStringLiteral( "ORBIT" );
  inline static const QString AREA = QStringLiteral( "AREA" );
  inline static const QString EXTENT = QStringLiteral( "EXTENT" );
  inline static const QString CALIBRATION = QStringLiteral( "CALIBRATION" );
  inline static const QString NOISE = QStringLiteral( "NOISE" );
  inline static const QString NEGATIVES = QStringLiteral( "NEGATIVES" );
  inline static const QString BORDER_NOISE = QStringLiteral( "BORDER_NOISE" );
  inline static const QString UNIT = QStringLiteral( "UNIT" );
  inline static const QString OUTPUT = QStringLiteral( "OUTPUT" );
  inline static const QString NEGATIVE_PIXELS = QStringLiteral( "NEGATIVE_PIXELS" );
  inline static const QString PIXELS = QStringLiteral( "PIXELS" );

  QString name() const override { return QStringLiteral( "calibratesar" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "sar" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  CalibrateSarAlgorithm *createInstance() const override { return new CalibrateSarAlgorithm; }

protected:
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  CalibrationOptions options( const QVariantMap &parameters, QgsProcessingContext &context );
};

} // namespace calving
