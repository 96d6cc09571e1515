#pragma once

#include "algorithms/saralgorithm.h"

namespace calving
{

//! Says what a Sentinel-1 product holds.
class SarInfoAlgorithm : public SarAlgorithm
{
public:
  inline static const QString INPUT = QStringLiteral( "INPUT" );
  inline static const QString OUTPUT = QStringLiteral( "OUTPUT" );
  inline static const QString NAME = QStringLiteral( "NAME" );
  inline static const QString MISSION = QStringLiteral( "MISSION" );
  inline static const QString MODE = QStringLiteral( "MODE" );
  inline static const QString TYPE = QStringLiteral( "TYPE" );
  inline static const QString POLARISATIONS = QStringLiteral( "POLARISATIONS" );
  inline static const QString PASS = QStringLiteral( "PASS" );
  inline static const QString RELATIVE_ORBIT = QStringLiteral( "RELATIVE_ORBIT" );
  inline static const QString ABSOLUTE_ORBIT = QStringLiteral( "ABSOLUTE_ORBIT" );
  inline static const QString START = QStringLiteral( "START" );
  inline static const QString STOP = QStringLiteral( "STOP" );
  inline static const QString PROCESSOR = QStringLiteral( "PROCESSOR" );
  inline static const QString FOOTPRINT = QStringLiteral( "FOOTPRINT" );
  inline static const QString INCIDENCE_NEAR = QStringLiteral( "INCIDENCE_NEAR" );
  inline static const QString INCIDENCE_FAR = QStringLiteral( "INCIDENCE_FAR" );

  QString name() const override { return QStringLiteral( "sarinfo" ); }
  QString displayName() const override;
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  SarInfoAlgorithm *createInstance() const override { return new SarInfoAlgorithm; }

protected:
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;
};

} // namespace calving
