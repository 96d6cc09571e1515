#pragma once

#include "algorithms/algorithm.h"
#include "algorithms/terrainparameters.h"
#include "model/sar/preprocess.h"

namespace calving
{

//! From a Sentinel-1 product as downloaded to a map of backscatter, in one go.
class PreprocessSarAlgorithm : public Algorithm
{
public:
  inline static const QString INPUT = QStringLiteral( "INPUT" );
  inline static const QString POLARISATION = QStringLiteral( "POLARISATION" );
  inline static const QString ORBIT = QStringLiteral( "ORBIT" );
  inline static const QString CALIBRATION = QStringLiteral( "CALIBRATION" );
  inline static const QString NOISE = QStringLiteral( "NOISE" );
  inline static const QString NEGATIVES = QStringLiteral( "NEGATIVES" );
  inline static const QString BORDER_NOISE = QStringLiteral( "BORDER_NOISE" );
  inline static const QString NEGATIVE_PIXELS = QStringLiteral( "NEGATIVE_PIXELS" );
  inline static const QString PIXELS = QStringLiteral( "PIXELS" );

  QString name() const override { return QStringLiteral( "preprocesssar" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "sar" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  PreprocessSarAlgorithm *createInstance() const override { return new PreprocessSarAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  PreprocessOptions options( const QVariantMap &parameters, QgsProcessingContext &context );

  MapLayers mLayers;
};

} // namespace calving
