#pragma once

#include "algorithms/algorithm.h"
#include "model/evaluate/scenematching.h"

namespace calving
{

//! Measures how far predicted calving fronts lie from reference fronts.
class EvaluateFrontsAlgorithm : public Algorithm
{
public:
  inline static const QString PREDICTED = QStringLiteral( "PREDICTED" );
  inline static const QString REFERENCE = QStringLiteral( "REFERENCE" );
  inline static const QString ZONES = QStringLiteral( "ZONES" );
  inline static const QString REFERENCE_ZONES = QStringLiteral( "REFERENCE_ZONES" );
  inline static const QString MANIFEST = QStringLiteral( "MANIFEST" );
  inline static const QString STEP = QStringLiteral( "STEP" );
  inline static const QString RESAMPLES = QStringLiteral( "RESAMPLES" );
  inline static const QString SEED = QStringLiteral( "SEED" );
  inline static const QString OUTPUT = QStringLiteral( "OUTPUT" );
  inline static const QString ERRORS = QStringLiteral( "ERRORS" );
  inline static const QString CSV = QStringLiteral( "CSV" );
  inline static const QString REPORT = QStringLiteral( "REPORT" );
  inline static const QString MDE = QStringLiteral( "MDE" );
  inline static const QString NO_FRONT = QStringLiteral( "NO_FRONT" );
  inline static const QString SCENES = QStringLiteral( "SCENES" );
  inline static const QString NO_FRONT_SCENES = QStringLiteral( "NO_FRONT_SCENES" );

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
};

} // namespace calving
