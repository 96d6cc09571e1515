#pragma once

#include <qgsprocessingprovider.h>

namespace calving
{

//! Makes our algorithms known to QGIS. A new algorithm is one line in loadAlgorithms().
class Provider : public QgsProcessingProvider
{
  Q_OBJECT

public:
  static inline const QString ID = QStringLiteral( "calvingfront" );

  using QgsProcessingProvider::QgsProcessingProvider;

  QString id() const override;
  QString name() const override;
  QString longName() const override;
  QIcon icon() const override;
  QString svgIconPath() const override;
  QStringList supportedOutputRasterLayerExtensions() const override;

protected:
  void loadAlgorithms() override;
};

} // namespace calving
