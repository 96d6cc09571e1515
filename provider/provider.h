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

  //! \a pluginFolder: where the plugin is installed; algorithms find there what comes in the box.
  explicit Provider( const QString &pluginFolder = {}, QObject *parent = nullptr );

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
