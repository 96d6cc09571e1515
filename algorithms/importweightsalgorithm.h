#pragma once

#include "algorithms/algorithm.h"

namespace calving
{

//! Turns weights of PyTorch, or a bare .safetensors file, into a model file.
class ImportWeightsAlgorithm : public Algorithm
{
public:
  inline static const QString INPUT = QStringLiteral( "INPUT" );
  inline static const QString OUTPUT = QStringLiteral( "OUTPUT" );
  inline static const QString ARCHITECTURE = QStringLiteral( "ARCHITECTURE" );
  inline static const QString TASK = QStringLiteral( "TASK" );
  inline static const QString MATCHED = QStringLiteral( "MATCHED" );
  inline static const QString MISSING = QStringLiteral( "MISSING" );
  inline static const QString LEFT_OVER = QStringLiteral( "LEFT_OVER" );
  inline static const QString MATCHED_NAMES = QStringLiteral( "MATCHED_NAMES" );
  inline static const QString MISSING_NAMES = QStringLiteral( "MISSING_NAMES" );
  inline static const QString LEFT_OVER_NAMES = QStringLiteral( "LEFT_OVER_NAMES" );

  QString name() const override { return QStringLiteral( "importweights" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "training" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  ImportWeightsAlgorithm *createInstance() const override { return new ImportWeightsAlgorithm; }

protected:
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;
};

} // namespace calving
