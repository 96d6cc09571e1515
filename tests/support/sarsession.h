#pragma once

#include <memory>

#include <QTemporaryDir>
#include <QtTest>

#include <qgsapplication.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>

#include "model/raster/raster.h"
#include "provider/provider.h"
#include "support/safeproduct.h"

//! A session of QGIS with the provider, a folder and a small product, for tests of SAR algorithms.
struct SarSession
{
  SarSession()
  {
    QgsApplication::init();
    QgsApplication::initQgis();
    provider = std::make_unique<calving::Provider>();
    provider->refreshAlgorithms();
    product.width = 500;
    product.height = 300;
    product.write();
  }
  ~SarSession()
  {
    provider.reset();
    QgsApplication::exitQgis();
  }

  QString path( const QString &name ) const { return folder.filePath( name ); }

  QVariantMap run( const QString &algorithm, const QVariantMap &parameters )
  {
    QgsProcessingContext context;
    QgsProcessingFeedback feedback( false );
    succeeded = false;
    const QVariantMap results =
        provider->algorithm( algorithm )->run( parameters, context, &feedback, &succeeded );
    log = feedback.textLog();
    return results;
  }

  //! The product calibrated, in radar geometry.
  QString calibrated( const QString &name )
  {
    run( "calibratesar", { { "INPUT", QString::fromStdString( product.folder ) },
                           { "NOISE", false },
                           { "OUTPUT", path( name ) } } );
    return path( name );
  }

  std::unique_ptr<calving::Provider> provider;
  QTemporaryDir folder;
  SafeProduct product;
  bool succeeded = false;
  QString log;
};

//! All values of band 1 of the raster \a path.
inline std::vector<float> valuesOf( const QString &path )
{
  const calving::RasterReader reader( path.toStdString() );
  return reader.readBand( 1, { 0, 0, reader.width(), reader.height() } );
}

inline std::string metadataOf( const QString &path, const char *key )
{
  return calving::RasterReader( path.toStdString() ).metadata()[key];
}
