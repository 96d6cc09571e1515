#pragma once

#include <chrono>

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
  bool load() override;

  //! Asks our computations to stop, and waits for them, but no longer than \a patience. Returns whether they
  //! have ended. Those that come later are cancelled, until a provider is loaded again.
  static bool endComputations( std::chrono::milliseconds patience );

protected:
  void loadAlgorithms() override;
};

} // namespace calving
